/* The landmarks of a body of one's own in the window: looked at, dragged, put by a click,
 * found, undone, on disk at every step, and never lost without a question. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <SDL.h>
#include <cglm/cglm.h>
#include <cmocka.h>

#include "base/file.h"
#include "catalog/landmark_change.h"
#include "drive.h"
#include "panels/landmark_tool.h"
#include "panels/shell.h"
#include "views/landmark_needs.h"

/* DEQI_LOOK=FOLDER keeps a picture of each step, to be looked at */
static void look(struct drive *d, const char *name)
{
    char path[512];
    const char *folder = getenv("DEQI_LOOK");
    if (!folder)
        return;
    snprintf(path, sizeof path, "%s/%s.png", folder, name);
    drive_save(d, path);
}

static void finish(struct drive *d)
{
    for (int i = 0; i < 12000 && d->app->desk.work.on; i++) {
        app_step(d->app, 0);
        if (d->app->desk.work.on)
            usleep(10000);
    }
    assert_false(d->app->desk.work.on);
    drive_settle(d);
}

static const char *marks_path(const struct drive *d)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/mine.landmarks.json", d->folder);
    return path;
}

/* a body whose points were found, with its landmarks open */
static void start(struct drive *d)
{
    char *data, path[512];
    size_t size;
    drive_start(d,
                (struct drive_params){.width = 1280, .height = 800, .mode = APP_TEACH});
    snprintf(path, sizeof path, "%s/mine.glb", d->folder);
    assert_true(file_read(DEQI_SOURCE_DIR "/models/human.glb", (size_t)1 << 27, &data,
                          &size, NULL));
    assert_true(file_write(path, data, size, NULL));
    free(data);
    unlink(marks_path(d));
    drive_drop(d, path);
    finish(d);
    assert_true(subject_has_landmarks(d->app->desk.subject));
    drive_key(d, 'k', 0);
    drive_settle(d);
    assert_true(landmark_tool_open(d->app->desk.landmark_tool));
}

static struct body_place place_of(const struct drive *d, const char *name, enum side side)
{
    const struct subject *s = d->app->desk.subject;
    return body_landmark(subject_body(s), catalog_landmark(subject_catalog(s), name),
                         side);
}

static void pixel_of(const struct drive *d, const float at[3], float pixel[2])
{
    struct frame_view view;
    camera_view(&d->app->desk.eye.camera, &d->app->desk.eye.port, &view);
    assert_true(camera_project(&view, at, pixel, NULL));
}

/* the row of a landmark, by its name in English */
static void choose(struct drive *d, const char *row)
{
    drive_tap(d, row);
    drive_settle(d);
}

static bool by_hand(const struct landmark_set *set, const struct drive *d,
                    const char *name, enum side side)
{
    return landmark_change_is_by_hand(landmark_change_find(
        set, catalog_landmark(subject_catalog(d->app->desk.subject), name), side));
}

static bool by_hand_on_disk(const struct drive *d, const char *name, enum side side)
{
    struct landmark_names names = subject_catalog(d->app->desk.subject)->landmark_names;
    struct arena *arena = arena_create();
    struct landmark_set set;
    struct error error;
    if (!landmark_set_load(&set, &names, marks_path(d), arena, &error))
        fail_msg("%s: %s", error.file, error.text);
    bool found = by_hand(&set, d, name, side);
    assert_true(set.n_parts >= 10); // what the fit told is still there
    arena_destroy(&arena);
    return found;
}

static void a_landmark_is_dragged_with_its_neighbours(void **state)
{
    (void)state;
    struct drive d = {0};
    float pixel[2];
    start(&d);
    look(&d, "open");
    choose(&d, "/Lower tip of the kneecap, left");
    look(&d, "at_hand");
    struct body_place before = place_of(&d, "patella_apex", SIDE_L);
    struct body_place upper = place_of(&d, "patella_base", SIDE_L);
    struct body_place right = place_of(&d, "patella_apex", SIDE_R);
    struct body_place far = place_of(&d, "lateral_malleolus_tip", SIDE_L);
    pixel_of(&d, before.position, pixel);
    drive_hold(&d, pixel[0], pixel[1]);
    drive_move(&d, pixel[0], pixel[1] - 25);
    drive_settle(&d);
    look(&d, "held");
    // nothing is measured until it is let go
    assert_true(glm_vec3_distance(place_of(&d, "patella_apex", SIDE_L).position,
                                  before.position) < 1e-6f);
    drive_let_go(&d, pixel[0], pixel[1] - 25);
    drive_settle(&d);
    look(&d, "put");
    struct body_place now = place_of(&d, "patella_apex", SIDE_L);
    float up = now.position[1] - before.position[1];
    assert_true(up > 0.008f);
    float along = place_of(&d, "patella_base", SIDE_L).position[1] - upper.position[1];
    assert_true(along > 0.1f * up && along < up);
    // the right one as well, and what lies far stays
    float other = place_of(&d, "patella_apex", SIDE_R).position[1] - right.position[1];
    assert_true(fabsf(other - up) < 0.004f);
    assert_true(glm_vec3_distance(place_of(&d, "lateral_malleolus_tip", SIDE_L).position,
                                  far.position) < 1e-6f);
    assert_true(by_hand_on_disk(&d, "patella_apex", SIDE_L));
    assert_true(by_hand_on_disk(&d, "patella_apex", SIDE_R));
    assert_false(by_hand_on_disk(&d, "patella_base", SIDE_L));
    // undone, on disk too
    drive_key(&d, 'z', KMOD_CTRL);
    drive_settle(&d);
    assert_true(glm_vec3_distance(place_of(&d, "patella_apex", SIDE_L).position,
                                  before.position) < 1e-5f);
    assert_true(glm_vec3_distance(place_of(&d, "patella_base", SIDE_L).position,
                                  upper.position) < 1e-5f);
    assert_false(by_hand_on_disk(&d, "patella_apex", SIDE_L));
    drive_close(&d);
}

static void a_landmark_is_found_and_put_by_a_click(void **state)
{
    (void)state;
    struct drive d = {0};
    float pixel[2], at[3];
    start(&d);
    drive_tap(&d, "search");
    drive_type(&d, "navel");
    drive_settle(&d);
    look(&d, "found");
    choose(&d, "/Navel");
    struct body_place before = place_of(&d, "umbilicus", SIDE_M);
    glm_vec3_copy(before.position, at);
    at[1] -= 0.02f;
    at[0] += 0.03f;
    pixel_of(&d, at, pixel);
    drive_click(&d, pixel[0], pixel[1]);
    drive_settle(&d);
    struct body_place now = place_of(&d, "umbilicus", SIDE_M);
    assert_true(before.position[1] - now.position[1] > 0.01f);
    // the middle stays the middle
    assert_true(fabsf(now.position[0] - before.position[0]) < 0.004f);
    assert_true(by_hand_on_disk(&d, "umbilicus", SIDE_M));
    drive_close(&d);
}

static void a_plan_needs_some_names(void **state)
{
    (void)state;
    struct drive d = {0};
    start(&d);
    const struct catalog *c = subject_catalog(d.app->desk.subject);
    bool *need = xcalloc((size_t)c->landmark_names.count, sizeof *need);
    int n = 0;
    landmark_needs_plan(c, &d.app->desk.dossier.plan, need);
    for (int i = 0; i < c->landmark_names.count; i++)
        n += need[i];
    print_message("%d of %d names for %d points\n", n, c->landmark_names.count,
                  d.app->desk.dossier.plan.n_points);
    assert_true(n >= 10 && n < 120);
    // KI3 between the tip of the inner ankle and the tendon
    memset(need, 0, (size_t)c->landmark_names.count * sizeof *need);
    landmark_needs_point(c, catalog_point(c, "KI3"), need);
    n = 0;
    for (int i = 0; i < c->landmark_names.count; i++)
        n += need[i];
    assert_true(need[catalog_landmark(c, "medial_malleolus_prominence")] ||
                need[catalog_landmark(c, "medial_malleolus_tip")]);
    assert_true(n >= 2 && n < 30);
    free(need);
    drive_tap_id(&d, "", "landmarks.list_plan");
    drive_settle(&d);
    look(&d, "plan");
    drive_tap_id(&d, "", "landmarks.options");
    drive_tap_id(&d, "", "landmarks.colours");
    finish(&d);
    drive_settle(&d);
    look(&d, "colours");
    drive_close(&d);
}

/* a folder where nothing can be written is asked about before anything is lost */
static void what_cannot_be_saved_is_asked_for(void **state)
{
    (void)state;
    struct drive d = {0};
    float pixel[2];
    start(&d);
    assert_int_equal(unlink(marks_path(&d)), 0);
    assert_int_equal(mkdir(marks_path(&d), 0700), 0);
    choose(&d, "/Lower tip of the kneecap, left");
    pixel_of(&d, place_of(&d, "patella_apex", SIDE_L).position, pixel);
    drive_drag(&d, pixel[0], pixel[1], pixel[0], pixel[1] - 20);
    drive_settle(&d);
    assert_true(landmark_tool_is_unsaved(d.app->desk.landmark_tool));
    assert_true(d.app->desk.sink.notice[0] != 0);
    drive_key(&d, 'q', KMOD_CTRL);
    assert_true(d.app->running);
    assert_int_equal(d.app->desk.shell->card, SHELL_LANDMARKS);
    drive_settle(&d);
    look(&d, "unsaved");
    // saved in vain it asks again; put away it stays
    drive_key(&d, SDLK_RETURN, 0); // save
    drive_settle(&d);
    assert_true(d.app->running);
    assert_int_equal(d.app->desk.shell->card, SHELL_LANDMARKS);
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_settle(&d);
    // another body does not take them away either
    struct request other = {.id = ACTION_BODY, .body.name = "male"};
    sink_request(&d.app->desk.sink, &other);
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    assert_true(subject_is_foreign(d.app->desk.subject));
    assert_int_equal(d.app->desk.shell->card, SHELL_LANDMARKS);
    // once it can be written, it is, and the window closes
    assert_int_equal(rmdir(marks_path(&d)), 0);
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_settle(&d);
    drive_key(&d, 'q', KMOD_CTRL);
    drive_settle(&d);
    drive_key(&d, SDLK_RETURN, 0); // save
    drive_pass(&d, 1);
    assert_false(d.app->running);
    assert_true(by_hand_on_disk(&d, "patella_apex", SIDE_L));
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_landmark_is_dragged_with_its_neighbours),
        cmocka_unit_test(a_landmark_is_found_and_put_by_a_click),
        cmocka_unit_test(a_plan_needs_some_names),
        cmocka_unit_test(what_cannot_be_saved_is_asked_for),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
