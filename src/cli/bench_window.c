#include "cli/bench_window.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/app.h"
#include "system/disk.h"

enum { WIDTH = 1920, HEIGHT = 1080, SETTLED_AFTER = 400 /* frames */ };

struct bench_window {
    struct app *app;
    char folder[64];
    float from[2], to[2]; /* the way of a stroke */
    unsigned strokes;
};

static void settle(struct app *app)
{
    for (int i = 0; i < SETTLED_AFTER && app_desk(app)->sink.frames_due; i++)
        app_step(app, 0);
}

static bool pixel_of(const struct desk *desk, const char *code, float pixel[2])
{
    const struct point *p = catalog_point(subject_catalog(desk->subject), code);
    const struct site *site =
        p ? body_site(subject_body(desk->subject), p, SIDE_L) : NULL;
    struct frame_view view;
    camera_view(&desk->eye.camera, &desk->eye.port, &view);
    return site && camera_project(&view, site->position, pixel, NULL);
}

static bool prepare(struct bench_window *w, const char *data_dir, struct error *error)
{
    char journal[96];
    snprintf(w->folder, sizeof w->folder, "%s/deqi-bench-XXXXXX", P_tmpdir);
    if (!disk_make_temporary_folder(w->folder)) {
        w->folder[0] = 0;
        return error_set(error, "no folder for the benchmark in %s", P_tmpdir);
    }
    snprintf(journal, sizeof journal, "%s/sessions.db", w->folder);
    setenv("SDL_VIDEODRIVER", "offscreen", 1);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    setenv("XDG_CONFIG_HOME", w->folder, 1);
    setenv("XDG_DATA_HOME", w->folder, 1);
    struct app_params params = {.data_dir = data_dir,
                                .journal = journal,
                                .mode = APP_CLINIC,
                                .width = WIDTH,
                                .height = HEIGHT};
    if (!(w->app = app_create(&params, error)))
        return false;
    app_desk(w->app)->settings.reduced_motion = true;
    settle(w->app);
    sink_fly_home(&app_desk(w->app)->sink, "front");
    settle(w->app);
    if (!pixel_of(app_desk(w->app), "ST31", w->from) ||
        !pixel_of(app_desk(w->app), "ST41", w->to))
        return error_set(error, "the leg is out of sight");
    return true;
}

struct bench_window *bench_window_create(const char *data_dir, struct error *error)
{
    struct bench_window *w = xcalloc(1, sizeof *w);
    if (!prepare(w, data_dir, error))
        bench_window_destroy(&w);
    return w;
}

void bench_window_destroy(struct bench_window **window)
{
    struct bench_window *w = *window;
    if (!w)
        return;
    app_destroy(&w->app);
    if (w->folder[0])
        disk_remove_tree(w->folder);
    free(w);
    *window = NULL;
}

static void happen(struct bench_window *w, enum window_event_kind kind, float x, float y)
{
    struct window_event e = {.kind = kind,
                             .x = x,
                             .y = y,
                             .dx = x - app_desk(w->app)->pointer.gui.x,
                             .dy = y - app_desk(w->app)->pointer.gui.y,
                             .button = WINDOW_LEFT,
                             .clicks = 1};
    app_handle(w->app, &e);
}

/* pressed, dragged in so many steps, and let go; each is drawn to its last pixel */
static void drag(struct bench_window *w, const float from[2], const float to[2])
{
    happen(w, WINDOW_MOVE, from[0], from[1]);
    happen(w, WINDOW_PRESS, from[0], from[1]);
    for (int i = 1; i <= BENCH_WINDOW_STEPS; i++) {
        float t = (float)i / BENCH_WINDOW_STEPS;
        happen(w, WINDOW_MOVE, from[0] + t * (to[0] - from[0]),
               from[1] + t * (to[1] - from[1]));
        app_step(w->app, 0);
        picture_finish(app_desk(w->app)->picture);
    }
    happen(w, WINDOW_RELEASE, to[0], to[1]);
}

void bench_window_paint(struct bench_window *w)
{
    app_desk(w->app)->brush.tool = w->strokes++ % 2 ? BRUSH_ERASE : BRUSH_NUMB;
    drag(w, w->from, w->to);
}

void bench_window_turn(struct bench_window *w)
{
    app_desk(w->app)->brush.tool = BRUSH_NONE;
    drag(w, w->from, (float[2]){w->from[0] + 100, w->from[1]});
}
