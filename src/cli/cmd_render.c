/* cmd_render.c - a case as a PNG file, drawn off the screen. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "app/highlight.h"
#include "app/picture.h"
#include "app/subject.h"
#include "app/tint.h"
#include "app/warmth.h"
#include "base/arena.h"
#include "cli/body_options.h"
#include "cli/commands.h"
#include "export/png.h"
#include "platform/gl_offscreen.h"
#include "rules/engine.h"
#include "session/from_plan.h"
#include "session/overlay.h"
#include "ui/timer_card.h"

enum { SIZE_MIN = 64, SIZE_MAX_SIDE = 8192 };

static const char *const LAMP[] = {"on", "off", NULL};
static const char *const THEMES[] = {"light", "dark", NULL};

static const struct option_spec OPTIONS[] = {
    {"output", 'o', "OUT.png", "the file to write", NULL},
    {"size", 0, "WxH", "pixels; 1920x1080 unless told", NULL},
    {"view", 0, "VIEW", "front, back, left, right, plan, or a point: KI3, KI3.L", NULL},
    {"at", 0, "MM:SS", "the overlay as it stands that long into retention", NULL},
    {"layers", 0, "LIST", "channels,points,labels,needles,heat,overlay,dermatomes,...",
     NULL},
    {"lamp", 0, "on|off", "the lamp, as after a passed hot/cold test", LAMP},
    {"theme", 0, "light|dark", "light unless told", THEMES},
    {"lang", 0, "LANG", "en, zh-Hans", NULL},
    BODY_OPTIONS,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

struct job {
    const struct cli *cli;
    struct options options;
    const char *output;
    int width, height, at_s; /* at_s -1: no overlay */
    unsigned layers;

    struct texts *texts;
    struct subject *subject;
    struct engine *engine;
    struct case_record *record;
    struct arena *arena;
    struct plan plan;
    struct session_plan *session_plan;
    struct session *session;
    struct overlay overlay;
    bool has_overlay;
    struct highlight *highlight;
    struct gl_offscreen *gl;
    struct picture *picture;
    struct tint *tint;
    uint8_t *pixels;
};

static const char *option(const struct job *job, const char *name)
{
    return options_get(&job->options, OPTIONS, name, NULL);
}

static bool usage(struct error *error, const char *what, const char *value,
                  const char *expected)
{
    return error_status_set(error, ERROR_USAGE, "--%s %.60s: expected %s", what, value,
                            expected);
}

static bool parse_size(struct job *job, struct error *error)
{
    const char *text = option(job, "size");
    int n = 0;
    job->width = 1920;
    job->height = 1080;
    if (!text)
        return true;
    bool ok = isdigit((unsigned char)text[0]) &&
              sscanf(text, "%5dx%5d%n", &job->width, &job->height, &n) == 2 && !text[n] &&
              job->width >= SIZE_MIN && job->height >= SIZE_MIN &&
              job->width <= SIZE_MAX_SIDE && job->height <= SIZE_MAX_SIDE;
    return ok ||
           usage(error, "size", text, "WxH, each from 64 to 8192, such as 1920x1080");
}

static bool parse_at(struct job *job, struct error *error)
{
    const char *text = option(job, "at");
    int minutes, seconds, n = 0;
    job->at_s = -1;
    if (!text)
        return true;
    bool ok = isdigit((unsigned char)text[0]) &&
              sscanf(text, "%3d:%2d%n", &minutes, &seconds, &n) == 2 && !text[n] &&
              seconds >= 0 && seconds < 60 && minutes >= 0 && text[n - 3] == ':';
    if (!ok)
        return usage(error, "at", text, "MM:SS, such as 12:30");
    job->at_s = minutes * 60 + seconds;
    return true;
}

static bool parse_layers(struct job *job, struct error *error)
{
    const char *text = option(job, "layers"), *bad;
    job->layers = SCENE_DEFAULT;
    if (!text)
        return true;
    job->layers = scene_layers_parse(text, &bad);
    return !bad || usage(error, "layers", bad,
                         "names of channels, points, labels, needles, heat, overlay, "
                         "dermatomes, nerves, regions, landmarks, with commas");
}

static bool parse(struct job *job, struct error *error)
{
    job->output = option(job, "output");
    if (!job->output)
        return error_status_set(error, ERROR_USAGE, "-o OUT.png is missing");
    if (job->options.n_operands > 1)
        return error_status_set(error, ERROR_USAGE,
                                "one case at a time; found %.60s as well",
                                job->options.operand[1]);
    return parse_size(job, error) && parse_at(job, error) && parse_layers(job, error);
}

// ---------------------------------------------------------------- what is shown

static bool say_refusal(const struct job *job, const struct session_refusal *refusal,
                        struct error *error)
{
    char what[400], why[400] = "";
    message_format(job->texts, &refusal->what, what, sizeof what);
    if (refusal->why.id || refusal->why.english)
        message_format(job->texts, &refusal->why, why, sizeof why);
    return error_set(error, "%s%s%s", what, *why ? " " : "", why);
}

/* the session as it stands at --at, or just the lamp */
static bool make_overlay(struct job *job, struct error *error)
{
    const char *lamp = option(job, "lamp");
    if (job->at_s < 0 && !lamp)
        return true;
    if (!job->options.n_operands)
        return error_status_set(error, ERROR_USAGE, "--at and --lamp need a case");
    struct session_refusal refusal = {0};
    job->session_plan = session_plan_from_rules(&job->plan, &refusal);
    if (!job->session_plan)
        return say_refusal(job, &refusal, error);
    // without a word about it the lamp is on where nothing speaks against it
    bool on = lamp ? strcmp(lamp, "on") == 0 : job->plan.session.infrared == PLAN_LAMP_ON;
    job->session = xcalloc(1, sizeof *job->session);
    int64_t into = (int64_t)(job->at_s < 0 ? 0 : job->at_s) * 1000;
    if (!overlay_preview(&job->overlay, job->session, job->session_plan, into,
                         on ? OVERLAY_LAMP_ON : OVERLAY_LAMP_OFF, &refusal))
        return say_refusal(job, &refusal, error);
    job->has_overlay = true;
    return true;
}

static bool load(struct job *job, struct error *error)
{
    const char *set[BODY_SET_MAX];
    int n_set;
    const char *body = body_options(&job->options, OPTIONS, set, &n_set);
    const char *data = job->cli->data_dir;
    const char *lang = option(job, "lang");
    job->arena = arena_create();
    job->highlight = highlight_create();
    job->texts = texts_load(data, lang ? lang : "en", error);
    if (!job->texts || !(job->subject = subject_create(data, body, set, n_set, error)))
        return false;
    if (*subject_notes(job->subject))
        fprintf(stderr, "deqi: %s: %s\n", subject_name(job->subject),
                subject_notes(job->subject));
    if (!job->options.n_operands)
        return true;
    job->engine = engine_load(data, subject_catalog(job->subject), error);
    job->record = xcalloc(1, sizeof *job->record);
    if (!job->engine ||
        !case_load(job->options.operand[0], job->engine, job->record, error))
        return false;
    plan_make(job->engine, job->record, job->arena, &job->plan);
    return make_overlay(job, error);
}

/* "KI3.L" names a point and a side */
static const struct site *find_site(const struct job *job, const char *view)
{
    const struct catalog *c = subject_catalog(job->subject);
    char code[32];
    enum side side = SIDE_L;
    snprintf(code, sizeof code, "%s", view);
    size_t n = strlen(code);
    if (n > 2 && code[n - 2] == '.' && side_parse(code + n - 1, &side))
        code[n - 2] = 0;
    int count;
    const struct point *p = catalog_point(c, code);
    if (!p)
        p = catalog_group(c, code, &count);
    if (!p)
        return NULL;
    return body_site(subject_body(job->subject), p, p->midline ? SIDE_M : side);
}

static bool aim(struct job *job, struct scene_input *scene, struct error *error)
{
    const char *view = option(job, "view");
    float min[3], max[3], normal[3];
    struct camera *camera = &scene->camera;
    scene->port = (struct camera_port){.width = job->width, .height = job->height};
    mesh_bounds(subject_mesh(job->subject), min, max);
    camera_named(camera, "front");
    if (!view || camera_named(camera, view)) {
        camera_fit(camera, &scene->port, min, max, 0.05f);
        return true;
    }
    if (strcmp(view, "plan") == 0) {
        if (highlight_bounds(job->highlight, min, max, normal))
            camera_face_many(camera, normal);
        camera_fit(camera, &scene->port, min, max, 0.16f);
        return true;
    }
    const struct site *site = find_site(job, view);
    if (!site)
        return usage(error, "view", view,
                     "front, back, left, right, plan, or a point such as KI3 or KI3.L");
    if (!site->placed)
        return error_set(error, "%s cannot be shown: %s", view, site->why);
    const float reach = 0.12f;
    for (int k = 0; k < 3; k++) {
        min[k] = site->position[k] - reach;
        max[k] = site->position[k] + reach;
    }
    camera_face(camera, site->normal);
    camera_fit(camera, &scene->port, min, max, 0.03f);
    camera_find_clear(camera, site->position, site->normal,
                      body_bvh(subject_body(job->subject)));
    return true;
}

// ---------------------------------------------------------------- drawing

static void panels(struct gui *gui, const struct frame *frame, void *user)
{
    struct job *job = user;
    if (!job->has_overlay || job->at_s < 0 || !(job->layers & SCENE_OVERLAY))
        return;
    float margin = 28 * gui_scale(gui);
    timer_card(gui, job->texts, &job->overlay, (float)frame->view.width - margin,
               (float)frame->view.height - margin, TIMER_CARD);
}

static void need_text(const char *id, const char *text, void *gui)
{
    (void)id;
    gui_need(gui, text);
}

/* The overlay's words may be any of the language's; marks bring their own. */
static void need_glyphs(struct job *job, const struct scene_mark *mark, uint32_t n)
{
    struct gui *gui = picture_gui(job->picture);
    for (uint32_t i = 0; i < n; i++)
        if (mark[i].text)
            gui_need(gui, mark[i].text);
    if (!job->has_overlay)
        return;
    char next[512];
    message_format(job->texts, &job->overlay.next, next, sizeof next);
    gui_need(gui, next);
    if (strcmp(texts_lang(job->texts), "en") != 0)
        texts_each(job->texts, need_text, gui);
}

static bool draw(struct job *job, struct error *error)
{
    const char *theme = option(job, "theme");
    struct picture_frame frame = {
        .theme = theme && strcmp(theme, "dark") == 0 ? &THEME_DARK : &THEME_LIGHT,
        .width = job->width,
        .height = job->height,
        .panels = panels,
        .user = job};
    struct highlight_params params = {.body = subject_body(job->subject),
                                      .subject = job->subject,
                                      .plan = job->record ? &job->plan : NULL,
                                      .overlay = job->has_overlay ? &job->overlay : NULL,
                                      .session = job->session,
                                      .others = job->record ? HIGHLIGHT_ALONE
                                                            : HIGHLIGHT_WITH_ALL,
                                      .landmarks = job->layers & SCENE_LANDMARKS};
    const char *view = option(job, "view");
    const struct site *site = view ? find_site(job, view) : NULL;
    if (site) {
        params.selected = site->point->code;
        params.selected_side = site->side;
    }
    uint32_t n = highlight_build(job->highlight, &params);
    subject_light_courses(job->subject, job->highlight, "", frame.theme->dark);
    int warm_s = job->at_s < 0 ? 600 : job->at_s;
    frame.scene = (struct scene_input){
        .mesh = subject_mesh(job->subject),
        .bvh = body_bvh(subject_body(job->subject)),
        .mesh_version = subject_version(job->subject),
        .layers = job->layers,
        .mark = highlight_marks(job->highlight),
        .n_marks = n,
        .course = subject_courses(job->subject),
        .n_courses = subject_n_courses(job->subject),
        .courses_version = subject_courses_version(job->subject),
        .warmth = job->has_overlay && job->overlay.lamp.on ? warmth_after(warm_s) : 0};
    struct tint_params tint = {.subject = job->subject,
                               .record = job->record,
                               .layers = job->layers,
                               .dark = frame.theme->dark,
                               .hovered_region = -1};
    job->tint = tint_create();
    frame.scene.tint = tint_build(job->tint, &tint, &frame.scene.tint_version);
    if (!aim(job, &frame.scene, error))
        return false;
    job->gl = gl_offscreen_create(error);
    if (!job->gl ||
        !(job->picture = picture_create(PICTURE_OFFSCREEN, gl_offscreen_getproc,
                                        job->cli->data_dir, error)))
        return false;
    need_glyphs(job, frame.scene.mark, n);
    return picture_draw(job->picture, &frame, error);
}

static bool write_file(struct job *job, struct error *error)
{
    job->pixels = xmalloc((size_t)job->width * (size_t)job->height * 4);
    picture_read(job->picture, job->pixels);
    struct png_image image = {.pixels = job->pixels,
                              .width = job->width,
                              .height = job->height,
                              .channels = 4,
                              .keep = PNG_OPAQUE};
    return png_write(job->output, &image, error);
}

static void free_job(struct job *job)
{
    free(job->pixels);
    picture_destroy(&job->picture);
    gl_offscreen_destroy(&job->gl);
    tint_destroy(&job->tint);
    highlight_destroy(&job->highlight);
    free(job->session);
    session_plan_destroy(&job->session_plan);
    free(job->record);
    arena_destroy(&job->arena);
    engine_destroy(&job->engine);
    subject_destroy(&job->subject);
    texts_destroy(&job->texts);
}

int cmd_render(const struct cli *cli, int argc, char **argv)
{
    struct job *job = xcalloc(1, sizeof *job);
    struct error error = {0};
    int status = 0;
    job->cli = cli;
    if (cli_options(
            &job->options, OPTIONS, "deqi render [CASE.json] -o OUT.png [OPTIONS]",
            "Draws the body with the case's points to a PNG file; needs no display.",
            argc, argv, &status)) {
        if (!parse(job, &error) || !load(job, &error) || !draw(job, &error) ||
            !write_file(job, &error))
            status = cli_fail(&error);
    }
    free_job(job);
    free(job);
    return status;
}
