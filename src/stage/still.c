#include "stage/still.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "platform/gl_offscreen.h"
#include "session/overlay.h"
#include "session/session_plan_from_rules.h"
#include "stage/aim.h"
#include "stage/isolated.h"
#include "stage/limb.h"
#include "stage/picture.h"
#include "stage/stage.h"
#include "stage/warmth.h"
#include "ui/timer_card.h"

/* how long the lamp has been on in a picture that shows it without a session */
enum { LAMP_ALONE_S = 600 };

struct still {
    struct still_source source;
    struct stage *stage;
    struct session_plan *session_plan; /* made when first needed */
    struct session *session;
    struct gl_offscreen *gl; /* NULL: the context is not ours */
    struct picture *picture; /* made with the first picture */
    struct overlay overlay;  /* of the picture being drawn */
    bool has_overlay;
    const struct still_shot *shot;
};

struct still *still_create(const struct still_source *source)
{
    struct still *s = xcalloc(1, sizeof *s);
    s->source = *source;
    s->stage = stage_create();
    return s;
}

void still_destroy(struct still **still)
{
    if (!still || !*still)
        return;
    picture_destroy(&(*still)->picture);
    gl_offscreen_destroy(&(*still)->gl);
    stage_destroy(&(*still)->stage);
    free((*still)->session);
    session_plan_destroy(&(*still)->session_plan);
    free(*still);
    *still = NULL;
}

bool still_parse_size(const char *text, int *width, int *height)
{
    int n = 0;
    return isdigit((unsigned char)text[0]) &&
           sscanf(text, "%5dx%5d%n", width, height, &n) == 2 && n && !text[n] &&
           *width >= STILL_SIDE_MIN && *height >= STILL_SIDE_MIN &&
           *width <= STILL_SIDE_MAX && *height <= STILL_SIDE_MAX;
}

// ---------------------------------------------------------------- what is shown

static bool say_refusal(const struct still *s, const struct session_refusal *refusal,
                        struct error *error)
{
    char what[400], why[400] = "";
    text_format(s->source.texts, &refusal->what, what, sizeof what);
    if (refusal->why.id || refusal->why.english)
        text_format(s->source.texts, &refusal->why, why, sizeof why);
    return error_set(error, "%s%s%s", what, *why ? ": " : "", why);
}

/* the session as it stands at that moment, or just the lamp */
static bool make_overlay(struct still *s, struct error *error)
{
    const struct still_shot *shot = s->shot;
    const struct plan *plan = s->source.plan;
    s->has_overlay = false;
    if (shot->session == STILL_NO_SESSION && shot->lamp == STILL_LAMP_UNSAID)
        return true;
    if (!plan)
        return error_set(error, "a session, or the lamp, needs a case");
    struct session_refusal refusal = {0};
    if (!s->session_plan)
        s->session_plan = session_plan_from_rules(plan, NULL, &refusal);
    if (!s->session_plan)
        return say_refusal(s, &refusal, error);
    if (!s->session)
        s->session = xcalloc(1, sizeof *s->session);
    bool on = shot->lamp == STILL_LAMP_UNSAID ? plan->session.infrared == PLAN_LAMP_ON
                                              : shot->lamp == STILL_LAMP_ON;
    int64_t into = (int64_t)(shot->session == STILL_RETAINING ? shot->at_s : 0) * 1000;
    if (!overlay_preview(&s->overlay, s->session, s->session_plan, into,
                         on ? OVERLAY_LAMP_ON : OVERLAY_LAMP_OFF, &refusal))
        return say_refusal(s, &refusal, error);
    s->has_overlay = true;
    return true;
}

/* "KI3.L" names a point and a side */
static const struct site *find_site(const struct subject *subject, const char *view)
{
    const struct catalog *c = subject_catalog(subject);
    char code[32];
    enum side side = SIDE_L;
    snprintf(code, sizeof code, "%s", view);
    size_t n = strlen(code);
    if (n > 2 && code[n - 2] == '.' && side_parse(code + n - 1, &side))
        code[n - 2] = 0;
    const struct point *p = catalog_find(c, code);
    if (!p)
        return NULL;
    return body_site(subject_body(subject), p, p->midline ? SIDE_M : side);
}

bool still_has_view(const struct subject *subject, const char *view)
{
    struct camera whole;
    struct limb limb;
    return !view || strcmp(view, "plan") == 0 || limb_parse(&limb, view) ||
           camera_named(&whole, view) || find_site(subject, view);
}

/* what is aimed at becomes a box that is as wide from every side */
static void round_aim(struct aim *aim)
{
    float min[3] = {INFINITY, INFINITY, INFINITY}, max[3];
    for (int k = 0; k < 3; k++) {
        max[k] = -INFINITY;
        for (uint32_t i = 0; i < aim->n; i++) {
            min[k] = fminf(min[k], aim->point[i][k]);
            max[k] = fmaxf(max[k], aim->point[i][k]);
        }
    }
    float wide = fmaxf(max[0] - min[0], max[2] - min[2]) / 2;
    for (int k = 0; k < 3; k += 2) {
        float middle = (min[k] + max[k]) / 2;
        min[k] = middle - wide;
        max[k] = middle + wide;
    }
    aim->n = 0;
    aim_add_box(aim, min, max);
}

/* leaves the timer's corner free: a strip at the right, or at the foot of a tall image */
static void make_room(const struct still_shot *shot, struct camera_port *port)
{
    float scale = picture_scale(shot->width, shot->height, shot->text_scale);
    float width = (float)shot->width, height = (float)shot->height;
    if (shot->room != STILL_BESIDE_TIMER || shot->session == STILL_NO_SESSION ||
        !(shot->layers & SCENE_OVERLAY))
        return;
    if (width >= 1.5f * height)
        port->right = fminf(480 * scale, 0.42f * width);
    else
        port->bottom = fminf(210 * scale, 0.3f * height);
}

/* a point's own view: from where it is seen best, with what lies around it */
static void look_at_site(const struct still *s, struct scene_input *scene,
                         const struct site *site, struct aim *aim)
{
    const struct body *body = subject_body(s->source.subject);
    aim_add_ball(aim, site->position, aim_reach(body, &site->on));
    aim_look_at(aim, body_bvh(body), &scene->port, site->position, site->normal,
                &scene->camera);
}

static void look_at_whole(const struct still *s, struct scene_input *scene,
                          struct aim *aim)
{
    float min[3], max[3];
    if (!isolated_bounds(s->source.subject, stage_cut(s->stage), min, max))
        return;
    for (int k = 0; k < 3 && scene->scale; k += 2) { // with the scale beside it
        min[k] -= 0.12f;
        max[k] += 0.12f;
    }
    aim_add_box(aim, min, max);
    aim_fit(aim, &scene->port, &scene->camera);
}

static bool aim_at(struct still *s, struct scene_input *scene, struct error *error)
{
    const char *view = s->shot->view;
    struct camera *camera = &scene->camera;
    struct aim aim = {.margin = s->shot->margin > 0 ? s->shot->margin : 0.05f};
    aim_named(s->source.subject, "front", camera);
    struct limb limb;
    bool plan = view && strcmp(view, "plan") == 0;
    bool close = view && limb_parse(&limb, view);
    if (s->shot->camera) {
        *camera = *s->shot->camera;
    } else if (!view || plan || aim_named(s->source.subject, view, camera)) {
        aim.margin = plan && s->shot->margin <= 0 ? 0.13f : aim.margin;
        struct aim_plan points = {.subject = s->source.subject,
                                  .port = &scene->port,
                                  .mark = scene->mark,
                                  .n_marks = scene->n_marks};
        if (!plan || !aim_plan(&aim, &points, camera))
            look_at_whole(s, scene, &aim);
    } else if (close) {
        aim.margin = s->shot->margin > 0 ? s->shot->margin : 0.06f;
        if (!limb_aim(&limb, s->source.subject, s->stage, &aim, scene) &&
            !limb_aim_bare(&limb, s->source.subject, &aim, scene))
            look_at_whole(s, scene, &aim);
    } else {
        const struct site *site = find_site(s->source.subject, view);
        if (!site)
            return error_set(error, "there is no view %.60s", view);
        if (!site->placed)
            return error_set(error, "%s cannot be shown: %s", view, site->why);
        look_at_site(s, scene, site, &aim);
    }
    if (s->shot->fit == STILL_WHOLE_TURN && aim.n) {
        round_aim(&aim);
        aim_fit(&aim, &scene->port, camera);
    }
    camera->yaw += s->shot->turn;
    return true;
}

/* a point that is aimed at is selected */
static void select_site(const struct still *s, struct highlight_params *lit)
{
    const struct site *site =
        s->shot->view ? find_site(s->source.subject, s->shot->view) : NULL;
    if (!site)
        return;
    lit->selected = site->point->code;
    lit->selected_side = site->side;
}

/* What lies beneath the skin thins it, in every picture alike; but where it is cut open
 * that is seen on the cut. */
static float see_through(const struct still_shot *shot)
{
    bool cut = shot->isolate.plane != ISOLATE_NO_PLANE;
    return cut ? shot->see_through
               : fmaxf(shot->see_through, layers_see_through(shot->layers));
}

/* whether what lies beneath is seen */
static bool needs_inside(const struct still_shot *shot)
{
    float thin = see_through(shot);
    unsigned layers = isolated_layers(&shot->isolate, shot->layers, &thin);
    return layers & SCENE_BENEATH &&
           (thin > 0 || shot->isolate.plane != ISOLATE_NO_PLANE);
}

static struct stage_view view_of(const struct still *s, const struct theme *theme)
{
    const struct still_shot *shot = s->shot;
    int warm_s = shot->session == STILL_RETAINING ? shot->at_s : LAMP_ALONE_S;
    struct stage_view view = {
        .subject = s->source.subject,
        .rules = s->source.rules,
        .theme = theme,
        .texts = s->source.texts,
        .layers = shot->layers,
        .port = {.width = shot->width, .height = shot->height},
        .lit = {.plan = s->source.plan,
                .overlay = s->has_overlay ? &s->overlay : NULL,
                .session = s->has_overlay ? s->session : NULL,
                .needles = shot->needles == STILL_NOT_NEEDLED
                               ? HIGHLIGHT_NO_NEEDLES
                               : HIGHLIGHT_NEEDLES_BY_SESSION,
                .names = shot->names,
                .others = s->source.plan || shot->channel || shot->n_also
                              ? HIGHLIGHT_ALONE
                              : HIGHLIGHT_WITH_ALL,
                .channel = shot->channel,
                .also = shot->also,
                .n_also = shot->n_also},
        .isolate = shot->isolate,
        .covered = shot->figure == STILL_COVERED,
        .no_ground = shot->ground == STILL_NO_GROUND,
        .record = s->source.record,
        .letters = s->source.plan != NULL,
        // beside the card nothing stands between them and the body
        .to_the_edge = true,
        .region = -1,
        .hovered = -1,
        .warmth = s->has_overlay && s->overlay.lamp.on ? warmth_after(warm_s) : 0,
        .see_through = see_through(shot),
        .halo_phase = shot->halo_phase,
        .flow_phase = shot->flow_phase};
    select_site(s, &view.lit);
    return view;
}

// ---------------------------------------------------------------- drawing

enum { CARD_MARGIN = 28 }; /* design pixels */

static bool shows_card(const struct still *s)
{
    return s->has_overlay && s->shot->session == STILL_RETAINING &&
           (s->shot->layers & SCENE_OVERLAY);
}

/* keeps labels off the place of the card */
static void reserve_card(const struct still *s, struct camera_port *port)
{
    float scale = picture_scale(port->width, port->height, s->shot->text_scale), w, h;
    if (!shows_card(s))
        return;
    timer_card_room(scale, &w, &h);
    port->covered[0] = (float)port->width - CARD_MARGIN * scale - w;
    port->covered[1] = (float)port->height - CARD_MARGIN * scale - h;
    port->covered[2] = w;
    port->covered[3] = h;
}

// ---------------------------------------------------------------- a blocked plan

/* "" where the plan may be needled: a picture that leaves the program says so by itself
 */
static void why_blocked(const struct still *s, char *out, size_t size)
{
    const struct plan *plan = s->source.plan;
    out[0] = 0;
    if (!plan || plan->status != PLAN_BLOCKED || s->shot->needles == STILL_NOT_NEEDLED)
        return;
    for (int i = 0; i < plan->n_cautions && !*out; i++)
        if (plan->cautions[i].action == PLAN_BLOCK)
            text_format(s->source.texts, &plan->cautions[i].text, out, size);
    if (!*out)
        snprintf(out, size, "%s", texts_get(s->source.texts, "plan.blocked", NULL));
}

/* Returns where it ends below; 0 = there is none. */
static float blocked_banner(const struct still *s, struct gui *g)
{
    char why[600];
    const struct theme *t = gui_theme(g);
    why_blocked(s, why, sizeof why);
    if (!*why)
        return 0;
    const char *head =
        texts_get(s->source.texts, "plan.text.blocked", "Blocked: no needling");
    float scale = gui_scale(g), pad = 16 * scale, margin = CARD_MARGIN * scale, high;
    float wide = fminf((float)s->shot->width - 2 * margin, 760 * scale);
    gui_need(g, head);
    gui_need(g, why);
    gui_measure(g, GUI_BODY, why, wide - 2 * pad, NULL, &high);
    float title = gui_line_height(g, GUI_TITLE);
    struct gui_rect r = {((float)s->shot->width - wide) / 2, margin, wide,
                         title + high + 2.4f * pad};
    gui_card(g, r);
    gui_box(g, (struct gui_rect){r.x, r.y, 4 * scale, r.h}, 2 * scale, t->alarm);
    gui_text(g, GUI_TITLE, r.x + pad, r.y + pad, GUI_LEFT, t->alarm, head);
    gui_text_wrapped(g, GUI_BODY, r.x + pad, r.y + 1.3f * pad + title, wide - 2 * pad,
                     t->ink, why);
    return r.y + r.h;
}

static void panels(struct gui *gui, struct picture_frame *frame, void *user)
{
    struct still *s = user;
    struct error error;
    float banner = blocked_banner(s, gui);
    // what could be aimed at above can be below it
    if (banner > 0) {
        frame->scene.port.top = banner;
        aim_at(s, &frame->scene, &error);
    }
    if (!shows_card(s))
        return;
    float margin = CARD_MARGIN * gui_scale(gui), w, h;
    timer_card_room(gui_scale(gui), &w, &h);
    timer_card(gui, s->source.texts, &s->overlay, (float)frame->width - margin,
               (float)frame->height - margin, w, TIMER_COUNTS);
}

static void need_text(const char *id, const char *text, void *gui)
{
    (void)id;
    gui_need(gui, text);
}

/* The overlay's words may be any of the language's; marks bring their own. */
static void need_glyphs(struct still *s, const struct scene_mark *mark, uint32_t n)
{
    struct gui *gui = picture_gui(s->picture);
    for (uint32_t i = 0; i < n; i++)
        if (mark[i].text)
            gui_need(gui, mark[i].text);
    gui_need(gui, "\u00b7"); // between what is counted at the foot
    if (!s->has_overlay)
        return;
    char next[512];
    text_format(s->source.texts, &s->overlay.next, next, sizeof next);
    gui_need(gui, next);
    if (strcmp(texts_lang(s->source.texts), "en") != 0)
        texts_each(s->source.texts, need_text, gui);
}

static struct theme theme_of(enum still_theme theme)
{
    struct theme t = theme == STILL_DARK ? THEME_DARK : THEME_LIGHT;
    if (theme == STILL_PAPER)
        t.background_inner = t.background_outer = 0xFFFFFFFF;
    return t;
}

static bool make_picture(struct still *s, struct error *error)
{
    render_getproc *getproc = s->source.getproc;
    if (s->picture)
        return true;
    if (!getproc) {
        if (!s->gl && !(s->gl = gl_offscreen_create(error)))
            return false;
        getproc = gl_offscreen_getproc;
    }
    s->picture = picture_create(PICTURE_OFFSCREEN, getproc, s->source.data_dir, error);
    return s->picture;
}

bool still_draw(struct still *s, const struct still_shot *shot, uint8_t *pixels,
                struct error *error)
{
    struct theme theme = theme_of(shot->theme);
    struct picture_frame frame = {.theme = &theme,
                                  .width = shot->width,
                                  .height = shot->height,
                                  .text_scale = shot->text_scale,
                                  .mark_scale = shot->text_scale,
                                  .panels = panels,
                                  .texts = shot->layers & SCENE_LABELS ? s->source.texts
                                                                       : NULL,
                                  .user = s};
    s->shot = shot;
    if (!make_overlay(s, error))
        return false;
    if (needs_inside(shot) && !subject_inside(s->source.subject, error))
        return false;
    struct stage_view view = view_of(s, &theme);
    make_room(shot, &view.port);
    reserve_card(s, &view.port);
    stage_build(s->stage, &view, &frame.scene);
    if (!aim_at(s, &frame.scene, error) || !make_picture(s, error))
        return false;
    // what stands before something depends on where the eye is
    view.camera = frame.scene.camera;
    if (shot->isolate.rest == ISOLATE_BEFORE)
        stage_build(s->stage, &view, &frame.scene);
    gui_set_lang(picture_gui(s->picture),
                 s->source.texts ? texts_lang(s->source.texts) : "en");
    need_glyphs(s, frame.scene.mark, frame.scene.n_marks);
    if (!picture_draw(s->picture, &frame, error))
        return false;
    picture_read(s->picture, pixels);
    return true;
}

const char *still_font_note(const struct still *s)
{
    return s->picture ? gui_font_note(picture_gui(s->picture)) : NULL;
}
