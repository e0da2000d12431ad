/* Views of a plan beside the eye's: there where they show more, points in them answer as
 * on the body, and fields and lists stay as they are while they are drawn. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "app/side_tiles.h"
#include "drive.h"
#include "modes/teach.h"
#include "panels/eye.h"
#include "stage/side_views.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"
#define HANDS_AND_FEET CASES "chemotherapy_hands_feet.json"

static void begin(struct drive *d, const char *case_path)
{
    drive_start(
        d, (struct drive_params){
               .width = 1600, .height = 900, .mode = APP_TEACH, .case_path = case_path});
    drive_settle(d);
}

/* the eye is where it was sent, and has rested there */
static void arrive(struct drive *d)
{
    drive_settle(d);
    for (int i = 0; i < 60 && d->app->desk.eye.flying; i++)
        drive_settle(d);
    drive_settle(d);
}

static int count(const struct drive *d)
{
    return side_tiles_count(d->app->desk.sides);
}

/* a pixel of the window where a point's mark is met in a tile; false where there is none
 */
static bool find_mark(struct drive *d, int tile, float at[2], const struct site **site)
{
    struct gui_rect r = side_tiles_place(d->app->desk.sides, tile);
    for (float y = r.y + 60; y < r.y + r.h - 40; y += 6)
        for (float x = r.x + 8; x < r.x + r.w - 8; x += 6) {
            int mark =
                side_tiles_mark_at(d->app->desk.sides, &d->app->desk.eye, tile, x, y);
            *site = stage_site(d->app->desk.stage, mark);
            at[0] = x;
            at[1] = y;
            if (*site)
                return true;
        }
    return false;
}

static void hands_and_feet_stand_beside_the_whole(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d, HANDS_AND_FEET);
    assert_int_equal(count(&d), 2);
    // side by side, none over another nor over a panel, and the eye has the rest
    struct gui_rect a = side_tiles_place(d.app->desk.sides, 0),
                    b = side_tiles_place(d.app->desk.sides, 1);
    const struct camera_port *port = &d.app->desk.eye.port;
    assert_true(a.x > port->left && a.x + a.w < b.x && b.x + b.w <= 1600);
    assert_true((float)port->width - port->right <= a.x);
    assert_true(a.w >= 250 && fabsf(a.w - b.w) < 2);
    // one key shows the eye's view alone, and them again
    drive_key(&d, SDLK_b, KMOD_CTRL);
    drive_settle(&d);
    assert_int_equal(count(&d), 0);
    assert_true(d.app->desk.eye.port.right == 0);
    drive_key(&d, SDLK_b, KMOD_CTRL);
    drive_settle(&d);
    assert_int_equal(count(&d), 2);
    drive_close(&d);
}

static void what_one_view_shows_needs_no_other(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d, CASES "diabetic_soles.json");
    const char *view[SIDE_VIEWS_MOST];
    int n = side_views_choose(d.app->desk.subject, &d.app->desk.dossier.plan, view);
    assert_int_equal(count(&d), n > 1 ? 1 : 0);
    // a quiz, a display and a window without room have the body alone
    sink_ask(&d.app->desk.sink, ACTION_MODE, APP_DISPLAY);
    drive_settle(&d);
    assert_int_equal(count(&d), 0);
    drive_close(&d);
    drive_start(&d, (struct drive_params){.width = 800,
                                          .height = 600,
                                          .mode = APP_TEACH,
                                          .case_path = HANDS_AND_FEET});
    assert_int_equal(count(&d), 0);
    drive_close(&d);
}

/* A press on a point in them selects it, and the eye stays; one beside it brings the eye
 * there. */
static void their_points_answer(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_needs_pictures();
    begin(&d, HANDS_AND_FEET);
    for (int tile = 0; tile < count(&d); tile++) {
        const struct site *site;
        float at[2];
        struct camera before = d.app->desk.eye.camera;
        assert_true(find_mark(&d, tile, at, &site));
        const char *code = site->point->code;
        drive_click(&d, at[0], at[1]);
        drive_settle(&d);
        assert_string_equal(d.app->desk.eye.selected, code);
        assert_int_equal(d.app->desk.eye.selected_side, site->side);
        assert_true(before.yaw == d.app->desk.eye.camera.yaw);
        struct gui_rect r = side_tiles_place(d.app->desk.sides, tile);
        drive_click(&d, r.x + 6, r.y + r.h - 8);
        for (int i = 0; i < 60 && d.app->desk.eye.flying; i++)
            drive_settle(&d);
        assert_true(d.app->desk.eye.camera.distance < before.distance);
    }
    drive_close(&d);
}

/* Near a part the whole body says where that is, and shows itself when it is pressed. */
static void the_whole_is_seen_beside_a_part(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d, CASES "cervical_thumb.json");
    drive_key(&d, SDLK_b, KMOD_CTRL);
    const struct body_inset *inset = &d.app->desk.teach->inset;
    sink_fly_home(&d.app->desk.sink, "front");
    arrive(&d);
    assert_false(inset->shown);
    director_select(&d.app->director, "ST36", SIDE_L, SINK_FLY);
    arrive(&d);
    assert_true(inset->shown);
    // in a corner of the stage, not over what is looked at
    const struct camera_port *port = &d.app->desk.eye.port;
    struct gui_rect r = d.app->desk.shell->inset;
    float at[2];
    drive_site(&d, "ST36", SIDE_L, at);
    assert_true(r.w > 0 && r.x >= port->left && r.y >= port->top);
    assert_true(r.x + r.w <= (float)port->width - port->right + 1);
    assert_true(r.y + r.h <= (float)port->height + 1);
    assert_false(at[0] > r.x && at[0] < r.x + r.w && at[1] > r.y && at[1] < r.y + r.h);
    drive_tap_id(&d, "", "isolate.whole");
    arrive(&d);
    assert_false(inset->shown);
    drive_close(&d);
}

/* while a picture is drawn anew the field keeps the keys */
static void the_search_keeps_the_keys(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d, HANDS_AND_FEET);
    drive_key(&d, SDLK_SLASH, 0);
    drive_type(&d, "KI3");
    drive_key(&d, SDLK_RETURN, 0);
    drive_settle(&d);
    assert_string_equal(d.app->desk.eye.selected, "KI3");
    assert_true(gui_wants_keys(picture_gui(d.app->desk.picture)));
    drive_type(&d, "LI4");
    assert_string_equal(d.app->desk.search.query, "LI4");
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hands_and_feet_stand_beside_the_whole),
        cmocka_unit_test(what_one_view_shows_needs_no_other),
        cmocka_unit_test(their_points_answer),
        cmocka_unit_test(the_whole_is_seen_beside_a_part),
        cmocka_unit_test(the_search_keeps_the_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
