/* The body answers: what is pointed at is named, what is clicked is looked at, by line,
 * name, point and territory; the arrows go along the channel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "anatomy/trace.h"
#include "app/app_internal.h"
#include "drive.h"
#include "panels/eye.h"
#include "panels/hover.h"

static void open_teach(struct drive *d)
{
    drive_start(d,
                (struct drive_params){.width = 1280, .height = 800, .mode = APP_TEACH});
    drive_settle(d);
}

static struct app_eye *eye(const struct drive *d)
{
    return &d->app->desk.eye;
}

static int line_at(const struct drive *d, const float pixel[2])
{
    const struct scene_skin skin = {.bvh = body_bvh(subject_body(d->app->desk.subject))};
    return scene_pick_course(picture_scene(d->app->desk.picture), &skin, pixel, 3);
}

/* a pixel of a line, away from points, names and panels; false where none is seen */
static bool find_line(const struct drive *d, float pixel[2], int *line)
{
    struct scene *scene = picture_scene(d->app->desk.picture);
    const struct camera_port *p = &eye(d)->port;
    for (float y = p->top + 20; y < (float)p->height - p->bottom - 20; y += 7)
        for (float x = p->left + 20; x < (float)p->width - p->right - 20; x += 3) {
            const float at[2] = {x, y};
            if (line_at(d, at) < 0 || scene_pick(scene, at, 30) >= 0 ||
                scene_pick_label(scene, at, 6) >= 0)
                continue;
            memcpy(pixel, at, sizeof at);
            *line = line_at(d, at);
            return true;
        }
    return false;
}

static bool find_label(const struct drive *d, float pixel[2], int *mark)
{
    struct scene *scene = picture_scene(d->app->desk.picture);
    const struct camera_port *p = &eye(d)->port;
    for (float y = p->top; y < (float)p->height; y += 4)
        for (float x = p->left; x < (float)p->width - p->right; x += 6) {
            const float at[2] = {x, y};
            *mark = scene_pick_label(scene, at, 0);
            if (*mark < 0 || scene_pick(scene, at, 30) >= 0)
                continue;
            memcpy(pixel, at, sizeof at);
            return true;
        }
    return false;
}

static void a_line_is_named_and_looked_at(void **state)
{
    (void)state;
    struct drive d = {0};
    float at[2];
    int line = -1;
    char text[256];
    open_teach(&d);
    assert_true(find_line(&d, at, &line));
    const struct trace_line *t = &subject_traces(d.app->desk.subject)->line[line];
    drive_move(&d, at[0], at[1]);
    hover_text(&d.app->desk, text, sizeof text);
    assert_int_equal(eye(&d)->hover_line, line);
    assert_int_equal(strncmp(text, t->channel->id, strlen(t->channel->id)), 0);
    drive_click(&d, at[0], at[1]);
    drive_settle(&d);
    assert_string_equal(eye(&d)->channel, t->channel->id);
    // its card is there: a point of it is a chip
    char chip[16];
    snprintf(chip, sizeof chip, "%s1", t->channel->id);
    drive_tap(&d, chip);
    drive_settle(&d);
    assert_string_equal(eye(&d)->selected, chip);
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_settle(&d);
    assert_string_equal(eye(&d)->channel, "");
    drive_close(&d);
}

static void a_name_is_as_good_as_its_point(void **state)
{
    (void)state;
    struct drive d = {0};
    float at[2];
    int mark = -1;
    char text[256];
    open_teach(&d);
    assert_true(find_label(&d, at, &mark));
    const struct site *site = stage_site(d.app->desk.stage, mark);
    assert_non_null(site);
    drive_move(&d, at[0], at[1]);
    hover_text(&d.app->desk, text, sizeof text);
    assert_string_equal(text, ""); // it stands there already
    drive_click(&d, at[0], at[1]);
    drive_settle(&d);
    assert_string_equal(eye(&d)->selected, site->point->code);
    assert_int_equal(eye(&d)->selected_side, site->side);
    drive_close(&d);
}

static void arrows_go_along_the_channel(void **state)
{
    (void)state;
    struct drive d = {0};
    open_teach(&d);
    director_select(&d.app->director, "ST36", SIDE_R, SINK_STAY);
    drive_settle(&d);
    drive_key(&d, SDLK_RIGHT, 0);
    drive_settle(&d);
    assert_string_equal(eye(&d)->selected, "ST37");
    assert_int_equal(eye(&d)->selected_side, SIDE_R);
    drive_key(&d, SDLK_LEFT, 0);
    drive_key(&d, SDLK_LEFT, 0);
    drive_settle(&d);
    assert_string_equal(eye(&d)->selected, "ST35");
    director_select(&d.app->director, "ST45", SIDE_L, SINK_STAY);
    drive_settle(&d);
    drive_key(&d, SDLK_RIGHT, 0);
    drive_settle(&d);
    assert_string_equal(eye(&d)->selected, "ST45"); // the channel ends here
    drive_close(&d);
}

static bool lit_dimly(const struct app *app, uint32_t mark)
{
    uint32_t n;
    const struct scene_mark *marks = stage_lit(app->desk.stage, &n);
    return mark < n && marks[mark].emphasis == SCENE_DIM;
}

/* all points on demand: each that is seen can be looked at */
static void every_point_on_demand(void **state)
{
    (void)state;
    struct drive d = {0};
    uint32_t n;
    open_teach(&d);
    stage_lit(d.app->desk.stage, &n);
    director_toggle_layer(&d.app->director, SCENE_ALL_POINTS);
    drive_settle(&d);
    uint32_t all;
    stage_lit(d.app->desk.stage, &all);
    assert_true(all > n + 600);
    float at[2] = {0, 0};
    const struct site *found = NULL;
    for (uint32_t i = 0; i < all && !found; i++) {
        const struct site *s = stage_site(d.app->desk.stage, (int)i);
        struct frame_view view;
        camera_view(&eye(&d)->camera, &eye(&d)->port, &view);
        if (s && camera_project(&view, s->position, at, NULL) &&
            scene_pick(picture_scene(d.app->desk.picture), at, 1) == (int)i &&
            lit_dimly(d.app, i))
            found = s;
    }
    assert_non_null(found);
    drive_click(&d, at[0], at[1]);
    drive_settle(&d);
    assert_string_equal(eye(&d)->selected, found->point->code);
    drive_close(&d);
}

static void a_territory_is_looked_at(void **state)
{
    (void)state;
    struct drive d = {0};
    open_teach(&d);
    drive_key(&d, SDLK_1, 0);
    director_toggle_layer(&d.app->director, SCENE_DERMATOMES);
    drive_settle(&d);
    const struct camera_port *p = &eye(&d)->port;
    const struct region *region = NULL;
    float x = 0, y = 0;
    for (y = p->top + 20; y < (float)p->height - 40 && !region; y += 9)
        for (x = p->left + 20; x < (float)p->width - p->right - 20 && !region; x += 9) {
            const float at[2] = {x, y};
            region = hover_region(&d.app->desk, x, y);
            if (region && (line_at(&d, at) >= 0 ||
                           scene_pick(picture_scene(d.app->desk.picture), at, 30) >= 0))
                region = NULL;
        }
    assert_non_null(region);
    drive_click(&d, x - 9, y - 9);
    drive_settle(&d);
    assert_int_equal(eye(&d)->region,
                     (int)(region - subject_catalog(d.app->desk.subject)->region));
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_line_is_named_and_looked_at),
                                       cmocka_unit_test(a_name_is_as_good_as_its_point),
                                       cmocka_unit_test(arrows_go_along_the_channel),
                                       cmocka_unit_test(every_point_on_demand),
                                       cmocka_unit_test(a_territory_is_looked_at)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
