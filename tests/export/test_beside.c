/* Cards and films made while another picture is being shown in the same GL context, as
 * the window does: neither may disturb the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "platform/gl_offscreen.h"
#include "rules/engine.h"
#include "stage/film.h"
#include "stage/picture.h"
#include "stage/plan_card.h"

#define OUT DEQI_BINARY_DIR "/export/beside/"

enum { W = 320, H = 240 };

struct window {
    struct gl_offscreen *gl;
    struct picture *picture;
    struct texts *texts;
    struct subject *subject;
    struct engine *engine;
    struct arena *arena;
    struct case_record *record;
    struct plan plan;
};

static int set_up(void **state)
{
    struct error error = {0};
    struct window *w = xcalloc(1, sizeof *w);
    mkdir(DEQI_BINARY_DIR "/export", 0777);
    mkdir(OUT, 0777);
    *state = w;
    w->gl = gl_offscreen_create(&error);
    if (!w->gl)
        exit(77);
    w->picture =
        picture_create(PICTURE_OFFSCREEN, gl_offscreen_getproc, DEQI_SOURCE_DIR, &error);
    w->texts = texts_load(DEQI_SOURCE_DIR, "en", &error);
    w->subject = subject_create(DEQI_SOURCE_DIR, NULL, NULL, 0, &error);
    if (!w->picture || !w->texts || !w->subject)
        return -1;
    w->engine = engine_load(DEQI_SOURCE_DIR, subject_catalog(w->subject), &error);
    w->record = xcalloc(1, sizeof *w->record);
    w->arena = arena_create();
    if (!w->engine || !case_load(DEQI_SOURCE_DIR "/assets/cases/cervical_thumb.json",
                                 w->engine, w->record, &error))
        return -1;
    engine_plan(w->engine, w->record, w->arena, &w->plan);
    return 0;
}

static int tear_down(void **state)
{
    struct window *w = *state;
    picture_destroy(&w->picture);
    gl_offscreen_destroy(&w->gl);
    free(w->record);
    arena_destroy(&w->arena);
    engine_destroy(&w->engine);
    subject_destroy(&w->subject);
    texts_destroy(&w->texts);
    free(w);
    return 0;
}

static void panel(struct gui *gui, struct picture_frame *frame, void *user)
{
    (void)frame;
    gui_text(gui, GUI_BODY, 10, 10, GUI_LEFT, 0x20262AFF, user);
}

/* what the window shows */
static uint8_t *show(struct window *w)
{
    struct error error = {0};
    struct picture_frame frame = {.theme = &THEME_LIGHT,
                                  .width = W,
                                  .height = H,
                                  .panels = panel,
                                  .user = "Shown meanwhile",
                                  .scene = {.mesh = subject_mesh(w->subject),
                                            .mesh_version = 1,
                                            .port = {.width = W, .height = H}}};
    float min[3], max[3];
    mesh_bounds(frame.scene.mesh, min, max);
    camera_named(&frame.scene.camera, "front");
    camera_fit(&frame.scene.camera, &frame.scene.port, min, max, 0.05f);
    uint8_t *pixels = xmalloc(W * H * 4);
    assert_true(picture_draw(w->picture, &frame, &error));
    picture_read(w->picture, pixels);
    return pixels;
}

static void must_show_the_same(struct window *w, const uint8_t *before)
{
    uint8_t *now = show(w);
    assert_memory_equal(before, now, W * H * 4);
    free(now);
}

static struct still_source source_of(struct window *w, render_getproc *getproc)
{
    return (struct still_source){.data_dir = DEQI_SOURCE_DIR,
                                 .texts = w->texts,
                                 .subject = w->subject,
                                 .record = w->record,
                                 .plan = &w->plan,
                                 .getproc = getproc};
}

static void a_film_is_made_between_frames(void **state)
{
    struct window *w = *state;
    struct error error = {0};
    uint8_t *before = show(w);
    struct still_source source = source_of(w, gl_offscreen_getproc);
    struct film_params params = {.kind = FILM_SESSION,
                                 .path = OUT "film.webp",
                                 .width = 200,
                                 .height = 160,
                                 .seconds = 1,
                                 .fps = 4,
                                 .layers = SCENE_DEFAULT};
    struct film *film = film_create(&source, &params, &error);
    enum film_state made = FILM_MORE;
    float progress = 0;
    int steps = 0;
    assert_non_null(film);
    while (made == FILM_MORE) {
        made = film_step(film, &error);
        assert_true(film_progress(film) > progress);
        progress = film_progress(film);
        must_show_the_same(w, before);
        steps++;
    }
    assert_int_equal(made, FILM_DONE);
    assert_int_equal(steps, film_frames(film));
    assert_true(progress == 1);
    film_destroy(&film);
    must_show_the_same(w, before);
    free(before);
}

static void a_film_can_be_given_up(void **state)
{
    struct window *w = *state;
    struct error error = {0};
    uint8_t *before = show(w);
    struct still_source source = source_of(w, gl_offscreen_getproc);
    struct film_params params = {
        .path = OUT "none.apng", .width = 100, .height = 100, .seconds = 1, .fps = 4};
    struct film *film = film_create(&source, &params, &error);
    assert_int_equal(film_step(film, &error), FILM_MORE);
    film_destroy(&film);
    assert_false(file_exists(params.path));
    must_show_the_same(w, before);
    free(before);
}

static void a_card_is_made_between_frames(void **state)
{
    struct window *w = *state;
    struct error error = {0};
    uint8_t *before = show(w);
    struct still_source source = source_of(w, gl_offscreen_getproc);
    struct plan_card *card = plan_card_create(&source);
    enum plan_card_state made = PLAN_CARD_MORE;
    while (made == PLAN_CARD_MORE) {
        made = plan_card_step(card, &error);
        must_show_the_same(w, before);
    }
    assert_int_equal(made, PLAN_CARD_READY);
    assert_true(plan_card_write(card, OUT "card.pdf", &error));
    assert_false(plan_card_write(card, OUT "card.txt", &error));
    plan_card_destroy(&card);
    must_show_the_same(w, before);
    free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_film_is_made_between_frames),
        cmocka_unit_test(a_film_can_be_given_up),
        cmocka_unit_test(a_card_is_made_between_frames),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
