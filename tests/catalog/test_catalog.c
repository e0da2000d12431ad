/* Loading the catalogue: what it holds, and that every fault has a line and a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "catalog/landmark.h"
#include "scratch.h"

static void test_holds_what_the_files_say(void **state)
{
    (void)state;
    struct error error;
    struct catalog *c = scratch_load(NULL, NULL, NULL, &error);
    if (!c)
        fail_msg("%s:%d: %s", error.file, error.line, error.text);
    const struct point *p = catalog_point(c, "TT1");
    assert_string_equal(p->channel, "TT");
    assert_int_equal(p->needle.angle, NEEDLE_OBLIQUE);
    assert_string_equal(point_angle_name(p->needle.angle), "oblique");
    assert_string_equal(point_position_name(p->position), "any");
    assert_int_equal(p->cun_measure, catalog_measure(c, "arm"));
    assert_int_equal(p->skin, 1UL << catalog_part(c, "arm"));
    assert_true(p->limit.mm > 29 && p->limit.mm < 31);
    assert_string_equal(p->categories[0], "first");
    assert_null(p->categories[1]);
    assert_string_equal(p->review.checks[0], "level");
    assert_int_equal(p->review.bodies, 3);
    assert_true(p->cap.mm == 0 && catalog_point(c, "TM1")->cap.mm == 30);
    assert_int_equal(c->depth.measure, catalog_measure(c, "finger_cun_1"));
    // what no table names has none of it, and never a NULL
    assert_null(catalog_point(c, "TT2")->categories[0]);
    assert_null(catalog_point(c, "TT2")->review.checks[0]);
    assert_null(p->group);
    // a point that names no measure is counted in finger cun
    assert_int_equal(catalog_point(c, "TT7")->cun_measure,
                     catalog_measure(c, "finger_cun_1"));
    int members;
    const struct point *first = catalog_group(c, "EX-T1", &members);
    assert_int_equal(members, 2);
    assert_string_equal(first->code, "EX-T1.1");
    assert_string_equal(first->group, "EX-T1");
    assert_null(catalog_group(c, "TT1", &members));
    const struct channel *channel = catalog_channel(c, "TT");
    assert_int_equal(channel->n_stops, 6);
    assert_non_null(channel->stop[2].via);
    assert_true(channel->stop[4].jump && channel->stop[5].other_side);
    assert_null(catalog_point(c, "tt1"));
    assert_string_equal(catalog_suggest_code(c, "tt1"), "TT1");
    assert_null(catalog_suggest_code(c, "completely"));
    assert_int_equal(catalog_part(c, "wing"), -1);
    catalog_destroy(&c);
    assert_null(c);
}

static void test_refuses(void **state)
{
    (void)state;
    static const struct {
        const char *file, *find, *with, *what;
    } BAD[] = {
        {"points/TT.json", "\"TT2\"", "\"TT1\"", "is taken already"},
        {"points/TT.json", "\"TT2\"", "\"navel\"", "is taken already"},
        {"points/TT.json", "\"pinyin\"", "\"pinjin\"", "unknown key \"pinjin\""},
        {"points/TT.json", "ring(arm, elbow_front, 90)", "ring(arm, elbow_frnt, 90)",
         "did you mean \"elbow_front\"?"},
        {"points/TT.json", "\"skin\": [\"arm\"]", "\"skin\": [\"amr\"]",
         "did you mean \"arm\"?"},
        {"points/TT.json", "\"skin\": [\"arm\"]", "\"skin\": []", "is empty"},
        {"points/TT.json", "\"both\"", "\"left\"", "expected one of both, midline"},
        {"points/TT.json", "[0.5, 1]", "[1, 0.5]", "is more than the most"},
        {"points/TT.json", "[0.5, 1]", "[0.5]", "expected the least and the most"},
        {"points/TT.json", "\"toward\": \"proximal\", ", "", "has no \"toward\""},
        {"points/TT.json", "\"measure\": \"arm\"", "\"measure\": \"ram\"",
         "no measure \"ram\""},
        {"points/TT.json", "deqi/points-data-1", "deqi/points-data-2", "schema"},
        {"points/TT.json", "\"channel\": \"TT\"", "\"channel\": \"TM\"",
         "expected \"TT\""},
        {"points/TT.json", "\"place\": \"TT8\"", "\"place\": \"TT21\"",
         "placed by itself: TT21"},
        {"points/TT.json", "\"place\": \"toward(elbow_front, wrist_front, 1/4)\"",
         "\"place\": \"mid(TT21, navel)\"", "placed by itself"},
        {"points/TT.json", "\"code\"", "\"code\" 7", "expected JSON"},
        {"anatomy/measures.json", "axis arm", "axis arms", "no body part \"arms\""},
        {"anatomy/measures.json", "\"straight\"", "\"bent\"",
         "expected straight, skin or axis"},
        {"anatomy/measures.json", "\"cun\": 10", "\"cun\": 0", "out of range"},
        {"anatomy/parts.json", "\"rest\"", "\"rests\"", "unknown key \"rests\""},
        {"anatomy/parts.json", "\"front\", \"front\"", "\"front\"", "expected 2 to 2"},
        {"anatomy/parts.json", "\"name\": \"back_low\"", "\"name\": \"back_high\"",
         "there is no landmark \"back_high\""},
        {"anatomy/parts.json", "back(toward(navel", "back(toward(TT22",
         "placed by itself"},
        {"anatomy/channels.json", "\"TT17\"", "\"TT99\"", "there is no point \"TT99\""},
        {"anatomy/channels.json", "\"TT17\"", "\"TM1\"", "is a point of TM"},
        {"anatomy/channels.json", "\"TT17\"", "\"TT8\"",
         "TT8 stands in the course twice"},
        {"anatomy/channels.json", "\"via\": \"mid(", "\"vie\": \"mid(",
         "unknown key \"vie\""},
        {"anatomy/regions.json", "\"symptom\"", "\"sign\"", "is not known as kind"},
        {"anatomy/regions.json", "[270, 90]", "[270]", "expected 2"},
        {"anatomy/regions.json", "\"symptom\"", "\"symptom\", \"stage\": 40",
         "expected 1 to 9"},
        {"anatomy/regions.json", "\"symptom\"", "\"symptom\", \"stage\": 1.5",
         "whole number"},
        {"anatomy/parts.json", "\"rest\"", "\"reach_mm\": -1, \"rest\"",
         "expected 10 to 1000"},
        {"anatomy/depths.json", "\"TM1\"", "\"TM99\"", "there is no point \"TM99\""},
        {"anatomy/depths.json", "\"TM1\"", "\"TM1\", \"TM1\"", "TM1 has a cap already"},
        {"anatomy/depths.json", "finger_cun_1", "finger_cun_2", "no measure"},
        {"anatomy/depths.json", "\"least\": 0.5", "\"least\": 1.5", "out of range"},
        {"anatomy/depths.json", "\"navel\"", "\"naval\"", "did you mean \"navel\"?"},
        {"anatomy/categories.json", "\"TT1\"", "\"TM1\"", "stands in \"first\" twice"},
        {"anatomy/categories.json", "\"english\"", "\"englisch\"", "unknown key"},
        {"anatomy/reviews.json", "[\"level\"]", "[]", "expected the checks that TT1"},
        {"anatomy/reviews.json", "\"bodies\": 3", "\"bodies\": 0", "out of range"},
        {"anatomy/landmarks.json", "\"M\"", "\"X\"", "is not known as side"},
        {"anatomy/landmarks.json", "[0, 1.4, 0]", "[0, 1.4]", "expected 3"},
        {"anatomy/landmarks.json", "\"name\": \"top\"", "\"name\": \"navel\"",
         "is there twice"},
        {"anatomy/landmarks.json", "\"name\": \"top\"", "\"name\": \"flank\"",
         "expected M"},
        {"anatomy/landmarks.json", "\"at\": [0, 1.4, 0]", "\"triangle\": 3",
         "has no place"},
        {"anatomy/landmarks.json", "\"at\": [0, 1.4, 0]",
         "\"triangle\": 3, \"weights\": [0.5, 0.5, 0.5]", "expected 1"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct error error;
        struct catalog *c = scratch_load(BAD[i].file, BAD[i].find, BAD[i].with, &error);
        if (c)
            fail_msg("%s with %s was taken", BAD[i].file, BAD[i].with);
        if (!strstr(error.text, BAD[i].what))
            fail_msg("%s with %s: \"%s\" does not say \"%s\"", BAD[i].file, BAD[i].with,
                     error.text, BAD[i].what);
        if (!strstr(error.file, BAD[i].file) && !strstr(error.text, "placed by itself"))
            fail_msg("%s with %s blames %s", BAD[i].file, BAD[i].with, error.file);
        assert_true(error.line > 0 && error.column > 0);
    }
}

static void test_missing_folder(void **state)
{
    (void)state;
    struct error error = {0};
    assert_null(catalog_load("/no/such/folder", &error));
    assert_non_null(strstr(error.file, "landmarks.json"));
}

static void test_another_body_knows_the_names(void **state)
{
    (void)state;
    struct error error;
    struct catalog *c = scratch_load(NULL, NULL, NULL, &error);
    assert_non_null(c);
    struct landmark_set set;
    struct landmark_names names = c->landmark_names;
    // the human body's landmarks mean nothing to the body of capsules
    assert_false(landmark_set_load(&set, &names,
                                   DEQI_SOURCE_DIR "/assets/anatomy/landmarks.json",
                                   c->arena, &error));
    assert_non_null(strstr(error.text, "there is no landmark"));
    assert_true(landmark_set_load(
        &set, &names,
        DEQI_SOURCE_DIR "/tests/anatomy/synthetic/assets/anatomy/landmarks.json",
        c->arena, &error));
    assert_int_equal(set.count, c->neutral.count);
    catalog_destroy(&c);
}

static void test_side_names(void **state)
{
    (void)state;
    enum side side;
    assert_true(side_parse("R", &side));
    assert_int_equal(side, SIDE_R);
    assert_int_equal(side_other(side), SIDE_L);
    assert_int_equal(side_other(SIDE_M), SIDE_M);
    assert_false(side_parse("LR", &side));
    assert_false(side_parse("", &side));
    assert_string_equal(side_name(SIDE_L), "L");
}

/* --height and --turn of a fit hold for every later look at the model */
static void landmarks_remember_how_the_model_stands(void **state)
{
    (void)state;
    char path[] = "/tmp/deqi_stand_XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    struct error error = {0};
    struct landmark mark = {.at = {0, 1, 0}, .how = "set"};
    const char *const NAMES[] = {"glabella"};
    const bool MIDLINE[] = {true};
    struct landmark_names names = {.count = 1, .name = NAMES, .midline = MIDLINE};
    struct landmark_set set = {
        .stand = {.height = 1.5f, .turn = 180}, .count = 1, .landmark = &mark};
    struct landmark_stand stand;
    assert_true(landmark_set_write(&set, &names, "m.glb", path, &error));
    assert_true(landmark_stand_load(&stand, path, &error));
    assert_true(stand.height == 1.5f && stand.turn == 180);
    set.stand = (struct landmark_stand){0};
    assert_true(landmark_set_write(&set, &names, "m.glb", path, &error));
    assert_true(landmark_stand_load(&stand, path, &error));
    assert_true(stand.height == 0 && stand.turn == 0);
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(landmarks_remember_how_the_model_stands),
        cmocka_unit_test(test_holds_what_the_files_say),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_missing_folder),
        cmocka_unit_test(test_another_body_knows_the_names),
        cmocka_unit_test(test_side_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
