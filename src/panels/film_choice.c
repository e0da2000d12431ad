#include "panels/film_choice.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "panels/eye.h"
#include "panels/form.h"
#include "panels/panels.h"
#include "panels/shell.h"

static const struct {
    const char *text, *ending;
} FILES[] = {[REEL_FRAMES] = {"film.frames", ""},
             [REEL_APNG] = {"film.apng", ".apng"},
             [REEL_WEBP] = {"film.webp", ".webp"},
             [REEL_MP4] = {"film.mp4", ".mp4"}};
/* as they are offered */
static const enum reel_kind OFFERED[] = {REEL_MP4, REEL_WEBP, REEL_APNG, REEL_FRAMES};
enum { N_FILES = sizeof OFFERED / sizeof *OFFERED };

/* what this deqi can pack comes first; the rest is not offered */
static int first_offered(void)
{
    return reel_packs(OFFERED[0]) ? 0 : 1;
}

/* the smallest leaves room for a body beside the timer */
static const struct {
    int width, height; /* 0 = as the window */
} SIZES[] = {{0, 0}, {854, 480}, {1280, 720}, {1920, 1080}, {3840, 2160}, {2160, 3840}};
enum { N_SIZES = sizeof SIZES / sizeof *SIZES, SIZE_FIRST = 2 };

enum { RATE_FIRST = 2 };
static const int LENGTHS[FILM_CHOICE_KINDS][4] = {
    [FILM_TURNTABLE] = {4, 8, 15, 30}, [FILM_SESSION] = {10, 20, 30, 60}};
static const int RATES[4] = {10, 15, 25, 30};

struct film_choice film_choice_default(void)
{
    return (struct film_choice){.file = OFFERED[first_offered()],
                                .size = SIZE_FIRST,
                                .rate = RATE_FIRST,
                                .length = {[FILM_TURNTABLE] = 1, [FILM_SESSION] = 1}};
}

const char *film_choice_ending(const struct film_choice *choice)
{
    return FILES[choice->file].ending;
}

const char *const *film_choice_endings(void)
{
    static const char *const ENDINGS[] = {".mp4", ".webp", ".apng", ".png", NULL};
    return ENDINGS + first_offered();
}

void film_choice_follow(struct film_choice *choice, const char *name)
{
    enum reel_kind file = reel_kind_of(name);
    if (file != REEL_FRAMES && reel_packs(file))
        choice->file = file;
}

// ---------------------------------------------------------------- where it begins

static void take_size(const struct app_eye *eye, const struct film_choice *choice,
                      int *width, int *height)
{
    *width = SIZES[choice->size].width;
    *height = SIZES[choice->size].height;
    if (*width)
        return;
    *width = eye->port.width;
    *height = eye->port.height;
    *width = (int)fminf(fmaxf((float)*width, STILL_SIDE_MIN), STILL_SIDE_MAX);
    *height = (int)fminf(fmaxf((float)*height, STILL_SIDE_MIN), STILL_SIDE_MAX);
}

/* the whole body from the side that the camera is on, as near as a whole turn allows */
static void fit_turn(const struct subject *subject, int width, int height,
                     struct camera *camera)
{
    struct camera_port port = {.width = width, .height = height};
    float min[3], max[3], yaw = camera->yaw;
    subject_bounds(subject, min, max);
    float wide = fmaxf(max[0] - min[0], max[2] - min[2]) / 2;
    for (int k = 0; k < 3; k += 2) {
        float middle = (min[k] + max[k]) / 2;
        min[k] = middle - wide;
        max[k] = middle + wide;
    }
    camera->yaw = 0;
    camera_fit(camera, &port, min, max, 0.05f);
    camera->yaw = yaw;
}

/* whether nothing of the body comes near the eye on its way round */
static bool is_clear(const struct subject *subject, int width, int height,
                     struct camera camera)
{
    enum { STEPS = 36 };
    const struct camera_port port = {.width = width, .height = height};
    const struct bvh *bvh = body_bvh(subject_body(subject));
    for (int i = 0; i < STEPS; i++) {
        struct frame_view view;
        struct bvh_hit hit;
        float origin[3], direction[3], middle[2] = {(float)width / 2, (float)height / 2};
        camera_view(&camera, &port, &view);
        camera_ray(&view, middle, origin, direction);
        if (bvh_ray(bvh, origin, direction, camera.distance / 2, NULL, NULL, &hit))
            return false;
        camera.yaw += (float)(2 * M_PI / STEPS);
    }
    return true;
}

enum turn_from { FROM_VIEW, FROM_SIDE };

/* From the present view; where that is of the whole body, or a limb would pass before the
 * eye, the whole body from this side. */
static enum turn_from begin_turn(const struct app_eye *eye, const struct subject *subject,
                                 int width, int height, struct camera *camera)
{
    struct camera now = eye_camera_for(eye, width, height), whole = now;
    fit_turn(subject, width, height, &whole);
    bool near = eye->aimed != AIMED_WHOLE && now.distance < 0.8f * whole.distance &&
                is_clear(subject, width, height, now);
    *camera = near ? now : whole;
    return near ? FROM_VIEW : FROM_SIDE;
}

void film_choice_params(const struct app_eye *eye, const struct subject *subject,
                        const struct settings *settings, enum app_mode mode,
                        const struct film_choice *choice, enum film_kind kind,
                        const char *path, struct camera *camera,
                        struct film_params *params)
{
    bool turn = kind == FILM_TURNTABLE;
    *params = (struct film_params){
        .kind = kind,
        .path = path,
        .seconds = LENGTHS[kind][choice->length[kind]],
        .fps = RATES[choice->rate],
        .theme = desk_theme(settings, mode)->dark ? STILL_DARK : STILL_LIGHT,
        .layers = eye->layers};
    take_size(eye, choice, &params->width, &params->height);
    if (!turn) {
        params->layers |= SCENE_OVERLAY;
        return;
    }
    // names would leap from side to side as the body turns
    params->layers &= ~(unsigned)SCENE_LABELS;
    params->camera = camera;
    begin_turn(eye, subject, params->width, params->height, camera);
}

// ---------------------------------------------------------------- the card

static bool choose_file(const struct texts *texts, struct gui *g,
                        struct film_choice *choice, char *name, size_t size)
{
    const char *labels[N_FILES];
    int now = 0, first = first_offered();
    for (int i = first; i < N_FILES; i++) {
        labels[i - first] = text_of(texts, FILES[OFFERED[i]].text);
        if (OFFERED[i] == choice->file)
            now = i - first;
    }
    gui_caption(g, text_of(texts, "film.file"));
    if (!gui_segmented(g, "film file", labels, N_FILES - first, &now))
        return false;
    char *dot = strrchr(name, '.');
    if (reel_kind_of(name) != REEL_FRAMES && dot)
        *dot = 0;
    choice->file = OFFERED[first + now];
    size_t n = strlen(name);
    snprintf(name + n, size - n, "%s", film_choice_ending(choice));
    return true;
}

static void choose_size(const struct texts *texts, struct gui *g,
                        struct film_choice *choice)
{
    gui_space(g, 6);
    gui_caption(g, text_of(texts, "film.size"));
    for (int i = 0; i < N_SIZES; i++) {
        char text[64];
        snprintf(text, sizeof text, "%d \u00d7 %d", SIZES[i].width, SIZES[i].height);
        const char *label = i ? text : text_of(texts, "files.size_window");
        if (form_chip(g, label, "film size", i, choice->size == i))
            choice->size = i;
    }
}

/* four numbers, each in the words of `text`; NULL: alone */
static void choose_number(const struct texts *texts, struct gui *g, const char *caption,
                          const char *text, const int numbers[4], int *choice)
{
    char label[4][32];
    const char *labels[4];
    for (int i = 0; i < 4; i++) {
        struct message m = {
            .id = text, .english = "{n}", .arg = {{.name = "n", .number = numbers[i]}}};
        text_format(texts, &m, label[i], sizeof label[i]);
        labels[i] = label[i];
    }
    gui_space(g, 8);
    gui_caption(g, text_of(texts, caption));
    gui_segmented(g, caption, labels, 4, choice);
}

bool film_choice_widgets(struct shell *shell, const struct app_eye *eye,
                         const struct texts *texts, struct sink *sink, struct gui *g,
                         struct film_choice *choice, enum film_kind kind, char *name,
                         size_t size)
{
    char summary[64];
    int width, height;
    take_size(eye, choice, &width, &height);
    struct message m = {
        .id = "film.summary",
        .arg = {{.name = "width", .number = width},
                {.name = "height", .number = height},
                {.name = "n", .number = LENGTHS[kind][choice->length[kind]]}}};
    text_format(texts, &m, summary, sizeof summary);
    bool renamed = choose_file(texts, g, choice, name, size);
    gui_space(g, 12);
    if (!panel_fold(g, sink, text_of(texts, "film.shape"), summary,
                    &shell->fold[FOLD_FILM]))
        return renamed;
    choose_size(texts, g, choice);
    choose_number(texts, g, "film.length", "film.seconds", LENGTHS[kind],
                  &choice->length[kind]);
    choose_number(texts, g, "film.rate", NULL, RATES, &choice->rate);
    return renamed;
}

/* id of why there can be no such film; NULL where there can */
static const char *why_not(const struct dossier *dossier,
                           const struct film_params *params)
{
    const struct plan *plan = &dossier->plan;
    if (plan->status == PLAN_BLOCKED)
        return "film.blocked";
    if (params->kind == FILM_SESSION && !plan->n_points)
        return "film.no_points";
    return film_too_large(params) ? "film.too_large" : NULL;
}

static const char *how_it_goes(const struct app_eye *eye, const struct dossier *dossier,
                               const struct subject *subject,
                               const struct film_params *params)
{
    static const char *const LAMP[] = {[PLAN_LAMP_ON] = "film.lamp_on",
                                       [PLAN_LAMP_CONDITIONAL] = "film.lamp_test",
                                       [PLAN_LAMP_WITHHELD] = "film.lamp_withheld"};
    struct camera camera;
    if (params->kind == FILM_SESSION)
        return LAMP[dossier->plan.session.infrared];
    return begin_turn(eye, subject, params->width, params->height, &camera) == FROM_VIEW
               ? "film.from_view"
               : "film.from_side";
}

bool film_choice_says(const struct desk *desk, struct gui *g,
                      const struct film_choice *choice, enum film_kind kind)
{
    struct film_params params;
    struct camera camera;
    char text[512];
    film_choice_params(&desk->eye, desk->subject, &desk->settings, desk->mode, choice,
                       kind, "", &camera, &params);
    const char *why = why_not(&desk->dossier, &params);
    if (why) {
        gui_notice(g, text_of(desk->texts, why), NULL, false);
        return false;
    }
    struct message m = {.id = choice->file == REEL_FRAMES ? "film.in_folder"
                                                          : "film.in_file",
                        .arg = {{.name = "n", .number = params.seconds * params.fps},
                                {.name = "width", .number = params.width},
                                {.name = "height", .number = params.height}}};
    size_t n = text_format(desk->texts, &m, text, sizeof text);
    snprintf(text + n, sizeof text - n, "\n%s",
             text_of(desk->texts,
                     how_it_goes(&desk->eye, &desk->dossier, desk->subject, &params)));
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    return true;
}
