/* A body in another posture in the window: from the card of a point that is found so, and
 * from the preferences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "drive.h"
#include "views/point_posture.h"

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

static void select_point(struct drive *d, const char *code)
{
    sink_select(&d->app->desk.sink, code, SIDE_L, SINK_FLY);
    drive_settle(d);
}

static void a_card_shows_its_point_in_the_posture(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){.width = 1280, .height = 800, .mode = APP_TEACH});
    select_point(&d, "ST35");
    look(&d, "standing");
    drive_tap_id(&d, "", "card.pose");
    drive_settle(&d);
    assert_int_equal(subject_posture(d.app->desk.subject), POSTURE_KNEE_BENT);
    assert_string_equal(d.app->desk.eye.selected, "ST35");
    look(&d, "bent");
    // the same point stays in view
    const struct catalog *c = subject_catalog(d.app->desk.subject);
    const struct site *site =
        body_site(subject_body(d.app->desk.subject), catalog_find(c, "ST35"), SIDE_L);
    assert_true(aim_sees(body_bvh(subject_body(d.app->desk.subject)),
                         &d.app->desk.eye.camera, &d.app->desk.eye.port, site->position,
                         site->normal) > 0.2f);
    // another shape keeps the posture
    struct request other = {.id = ACTION_BODY, .body.name = "female"};
    sink_request(&d.app->desk.sink, &other);
    drive_settle(&d);
    assert_int_equal(subject_posture(d.app->desk.subject), POSTURE_KNEE_BENT);
    drive_tap_id(&d, "", "card.pose.stand");
    drive_settle(&d);
    assert_int_equal(subject_posture(d.app->desk.subject), POSTURE_STANDING);
    // a point that is found standing asks for none
    select_point(&d, "GV20");
    assert_false(drive_sees(&d, "Show it in this posture"));
    drive_close(&d);
}

static void preferences_have_every_posture(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){.width = 1280, .height = 800, .mode = APP_TEACH});
    sink_show_card(&d.app->desk.sink, SHELL_PREFERENCES);
    drive_settle(&d);
    drive_tap_id(&d, "", "body.title");
    for (int i = POSTURES - 1; i >= 0; i--) {
        char id[40];
        snprintf(id, sizeof id, "pose.%s", POSTURE_NAMES[i]);
        drive_tap_id(&d, "", id);
        drive_settle(&d);
        assert_int_equal(subject_posture(d.app->desk.subject), i);
        look(&d, id);
    }
    // what is remembered is the body, not how it lay
    assert_false(d.app->desk.settings.body.shaped);
    drive_close(&d);
}

/* every sentence that begins with a posture is understood */
static void sentences_say_the_posture(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        enum posture posture;
    } FOUND[] = {{"ST35", POSTURE_KNEE_BENT},   {"ST36", POSTURE_KNEE_BENT},
                 {"LI11", POSTURE_ELBOW_BENT},  {"HT8", POSTURE_FIST},
                 {"SI3", POSTURE_FIST},         {"GB30", POSTURE_SIDE},
                 {"GB31", POSTURE_ARMS_HANGING}};
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_TEACH});
    const struct catalog *c = subject_catalog(d.app->desk.subject);
    for (size_t i = 0; i < sizeof FOUND / sizeof *FOUND; i++) {
        enum posture posture;
        assert_true(point_posture(catalog_find(c, FOUND[i].code), &posture));
        assert_int_equal(posture, FOUND[i].posture);
    }
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_shows_its_point_in_the_posture),
        cmocka_unit_test(preferences_have_every_posture),
        cmocka_unit_test(sentences_say_the_posture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
