#include "stage/film.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "export/reel.h"

/* frames times pixels: what a disk and an evening hold */
static const double PIXELS_MAX = 8e9;
/* seconds, as in the window */
static const double HALO_PERIOD = 4, FLOW_PERIOD = 6;

struct film {
    struct film_params params;
    struct still_source source;
    struct arena *arena; /* of `part` */
    struct plan part;    /* a session: the plan of one position */
    int position;        /* the one that `part` is of; -1 = none yet */
    struct still *still;
    struct reel *reel;
    uint8_t *pixels;
    int frame, frames;
};

bool film_too_large(const struct film_params *p)
{
    return (double)p->width * p->height * p->seconds * p->fps > PIXELS_MAX;
}

static bool check(const struct still_source *source, const struct film_params *p,
                  struct error *error)
{
    if (p->kind == FILM_SESSION && !source->plan)
        return error_status_set(error, ERROR_USAGE, "a film of a session needs a case");
    if (film_too_large(p))
        return error_set(error,
                         "%d frames of %d x %d are too much for one film; expected at "
                         "most %.0f million pixels in all: fewer seconds, fewer frames a "
                         "second, or a smaller picture",
                         p->seconds * p->fps, p->width, p->height, PIXELS_MAX / 1e6);
    if (!source->plan || source->plan->status != PLAN_BLOCKED)
        return true;
    char why[400] = "";
    for (int i = 0; i < source->plan->n_cautions && !*why; i++)
        if (source->plan->cautions[i].action == PLAN_BLOCK)
            text_format(source->texts, &source->plan->cautions[i].text, why, sizeof why);
    return error_set(error, "the plan is blocked, so there is nothing to show: %s", why);
}

struct film *film_create(const struct still_source *source,
                         const struct film_params *params, struct error *error)
{
    if (!check(source, params, error))
        return NULL;
    struct film *f = xcalloc(1, sizeof *f);
    f->params = *params;
    f->source = *source;
    f->frames = params->seconds * params->fps;
    f->arena = arena_create();
    f->position = -1;
    f->pixels = xmalloc((size_t)params->width * (size_t)params->height * 4);
    struct reel_params reel = {.path = params->path,
                               .width = params->width,
                               .height = params->height,
                               .fps = params->fps,
                               .frames = f->frames,
                               .loop = params->kind == FILM_TURNTABLE ? REEL_FOREVER
                                                                      : REEL_ONCE};
    f->reel = reel_create(&reel, error);
    if (!f->reel)
        film_destroy(&f);
    return f;
}

void film_destroy(struct film **film)
{
    if (!film || !*film)
        return;
    reel_destroy(&(*film)->reel);
    still_destroy(&(*film)->still);
    arena_destroy(&(*film)->arena);
    free((*film)->pixels);
    free(*film);
    *film = NULL;
}

/* whole rounds in the film, at about the window's pace */
static float phase(const struct film *f, double period)
{
    double rounds = fmax(1, round(f->params.seconds / period));
    double at = rounds * f->frame / f->frames;
    return (float)(at - floor(at));
}

/* the plan as if it had this position alone: its points, its needles */
static void take_part(struct film *f, int position)
{
    const struct plan *whole = f->source.plan;
    enum plan_position place = whole->session.positions[position];
    struct plan_point *points =
        arena_alloc_array(f->arena, (size_t)whole->n_points + 1, sizeof *points);
    struct plan *part = &f->part;
    *part = *whole;
    part->points = points;
    part->n_points = part->session.needles = 0;
    for (int i = 0; i < whole->n_points; i++)
        if (whole->points[i].position == place) {
            points[part->n_points++] = whole->points[i];
            part->session.needles += whole->points[i].needles;
        }
    part->session.n_positions = 1;
    part->session.positions[0] = place;
    part->n_removed = part->n_removed_optional = 0;
    f->position = position;
}

/* one still for the film, or for each of its positions */
static void make_still(struct film *f, int position)
{
    struct still_source source = f->source;
    if (f->still && f->position == position)
        return;
    still_destroy(&f->still);
    f->position = position;
    if (f->params.kind == FILM_SESSION) {
        take_part(f, position);
        source.plan = &f->part;
    }
    f->still = still_create(&source);
}

static void shoot_turn(struct film *f, struct still_shot *shot)
{
    make_still(f, 0);
    shot->fit = STILL_WHOLE_TURN;
    shot->turn = (float)(2 * M_PI * f->frame / f->frames);
    shot->names = HIGHLIGHT_CODE;
}

/* the positions share the film; the last frame of each is the moment when time is up */
static void shoot_session(struct film *f, struct still_shot *shot)
{
    const struct plan_session *terms = &f->source.plan->session;
    int n = terms->n_positions > 0 ? terms->n_positions : 1;
    int position = (int)((int64_t)f->frame * n / f->frames);
    int first = (int)(((int64_t)position * f->frames + n - 1) / n);
    int last = (int)(((int64_t)(position + 1) * f->frames + n - 1) / n) - 1;
    int all_s = terms->retention_min * 60;
    make_still(f, position);
    shot->session = STILL_RETAINING;
    shot->room = STILL_BESIDE_TIMER;
    shot->margin = 0.22f; // a few points close together are not looked at from too near
    shot->at_s =
        last > first ? (int)((int64_t)all_s * (f->frame - first) / (last - first)) : 0;
}

static bool draw(struct film *f, struct error *error)
{
    const struct film_params *p = &f->params;
    bool turn = p->kind == FILM_TURNTABLE;
    struct still_shot shot = {.width = p->width,
                              .height = p->height,
                              .view = p->view ? p->view
                                      : turn  ? "front"
                                              : "plan",
                              .camera = p->camera,
                              .lamp = p->lamp,
                              .layers = p->layers,
                              .theme = p->theme,
                              .see_through = p->see_through,
                              .halo_phase = phase(f, HALO_PERIOD),
                              .flow_phase = phase(f, FLOW_PERIOD)};
    if (turn)
        shoot_turn(f, &shot);
    else
        shoot_session(f, &shot);
    return still_draw(f->still, &shot, f->pixels, error);
}

enum film_state film_step(struct film *f, struct error *error)
{
    if (f->frame == f->frames)
        return FILM_DONE;
    if (!draw(f, error) || !reel_add(f->reel, f->pixels, error))
        return FILM_FAILED;
    if (++f->frame < f->frames)
        return FILM_MORE;
    return reel_finish(f->reel, error) ? FILM_DONE : FILM_FAILED;
}

const char *film_font_note(const struct film *f)
{
    return f->still ? still_font_note(f->still) : NULL;
}

float film_progress(const struct film *f)
{
    return (float)f->frame / (float)f->frames;
}

int film_done(const struct film *f)
{
    return f->frame;
}

int film_frames(const struct film *f)
{
    return f->frames;
}
