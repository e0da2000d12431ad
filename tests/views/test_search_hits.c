/* What a typed word finds, and in which order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "house.h"
#include "text/fold.h"
#include "views/search_hits.h"
#include "views/words.h"

static struct house house;
static struct texts *chinese, *english;

static int load(void **state)
{
    (void)state;
    struct error error;
    house_open(&house, NULL, NULL, "en");
    chinese = texts_load(DEQI_SOURCE_DIR, "zh-Hans", &error);
    english = texts_load(DEQI_SOURCE_DIR, "en", &error);
    return chinese && english ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    texts_destroy(&chinese);
    texts_destroy(&english);
    house_close(&house);
    return 0;
}

static struct search_hits find(const char *query, const struct texts *texts)
{
    struct search_words words = {.catalog = subject_catalog(house.subject),
                                 .rules = engine_rules(house.engine),
                                 .texts = texts,
                                 .chinese = chinese,
                                 .english = english,
                                 .body = subject_body(house.subject)};
    struct search_hits hits;
    arena_reset(house.arena);
    search_hits_make(&hits, query, &words, house.arena);
    for (int i = 1; i < hits.n; i++)
        assert_true(hits.hit[i - 1].score >= hits.hit[i].score);
    return hits;
}

static void a_point_goes_by_all_its_names(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"ST41", "st41", "jiexi", "Jiěxī", "解溪"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        struct search_hits hits = find(NAMES[i], house.texts);
        if (!hits.n || !hits.hit[0].point)
            fail_msg("%s finds no point", NAMES[i]);
        assert_string_equal(hits.hit[0].lead, "ST41");
        assert_string_equal(hits.hit[0].title, "Jiěxī 解溪");
        assert_true(*hits.hit[0].detail != 0);
    }
    // what a name means in English is told to readers of English
    assert_string_equal(find("ST41", chinese).hit[0].detail, "");
}

static void channels_regions_and_rules_are_found(void **state)
{
    (void)state;
    struct search_hits hits = find("KI", house.texts);
    assert_non_null(hits.hit[0].channel);
    assert_string_equal(hits.hit[0].lead, "KI");
    hits = find("R21", house.texts);
    assert_non_null(hits.hit[0].rule);
    assert_string_equal(hits.hit[0].mark, "R21");
    assert_true(*hits.hit[0].title != 0);
    int regions = 0;
    hits = find("sole", house.texts);
    for (int i = 0; i < hits.n; i++)
        regions += hits.hit[i].region != NULL;
    assert_true(regions > 0);
}

static void a_code_counts_from_its_beginning(void **state)
{
    (void)state;
    struct search_hits hits = find("L5", house.texts);
    for (int i = 0; i < hits.n; i++)
        if (hits.hit[i].point)
            assert_string_not_equal(hits.hit[i].point->code, "BL57");
}

static void there_are_no_more_than_there_is_room_for(void **state)
{
    (void)state;
    assert_int_equal(find("a", house.texts).n, SEARCH_HITS_MOST);
    assert_int_equal(find("", house.texts).n, 0);
    assert_int_equal(find("qqqqqq", house.texts).n, 0);
}

/* what is typed, and the code of the first hit */
static void other_books_and_one_wrong_letter(void **state)
{
    (void)state;
    static const char *const PAIRS[][2] = {{"Stomach 36", "ST36"},
                                           {"stomach36", "ST36"},
                                           {"ST-36", "ST36"},
                                           {"S36", "ST36"},
                                           {"E36", "ST36"},
                                           {"Ma 36", "ST36"},
                                           {"UB60", "BL60"},
                                           {"ub 60", "BL60"},
                                           {"B60", "BL60"},
                                           {"V60", "BL60"},
                                           {"Urinary Bladder 60", "BL60"},
                                           {"SJ5", "TE5"},
                                           {"TB 5", "TE5"},
                                           {"TW5", "TE5"},
                                           {"San Jiao 5", "TE5"},
                                           {"sanjiao5", "TE5"},
                                           {"Triple Burner 5", "TE5"},
                                           {"Du4", "GV4"},
                                           {"DU 4", "GV4"},
                                           {"Du Mai 4", "GV4"},
                                           {"Ren6", "CV6"},
                                           {"RN6", "CV6"},
                                           {"Ren Mai 6", "CV6"},
                                           {"Liv3", "LR3"},
                                           {"LIV 3", "LR3"},
                                           {"LV3", "LR3"},
                                           {"Liver 3", "LR3"},
                                           {"F3", "LR3"},
                                           {"P6", "PC6"},
                                           {"Pericardium 6", "PC6"},
                                           {"HC6", "PC6"},
                                           {"MC 6", "PC6"},
                                           {"H7", "HT7"},
                                           {"Heart 7", "HT7"},
                                           {"He 7", "HT7"},
                                           {"K3", "KI3"},
                                           {"Kid 3", "KI3"},
                                           {"kidney-3", "KI3"},
                                           {"Lung 7", "LU7"},
                                           {"Large Intestine 4", "LI4"},
                                           {"CO4", "LI4"},
                                           {"Colon 4", "LI4"},
                                           {"Small Intestine 3", "SI3"},
                                           {"Spleen 6", "SP6"},
                                           {"RP6", "SP6"},
                                           {"Gallbladder 34", "GB34"},
                                           {"Gall Bladder 34", "GB34"},
                                           {"VB34", "GB34"},
                                           {"G34", "GB34"},
                                           {"ST036", "ST36"},
                                           {"zu2san1li3", "ST36"},
                                           {"zu2 san1 li3", "ST36"},
                                           {"zusanli", "ST36"},
                                           {"Zusanly", "ST36"},
                                           {"zusnali", "ST36"},
                                           {"zuusanli", "ST36"},
                                           {"Z\xc3\xbas\xc4\x81nl\xc7\x90", "ST36"},
                                           {"he2gu3", "LI4"},
                                           {"taichnog", "LR3"},
                                           {"sanyinjao", "SP6"},
                                           {"UB", "BL"},
                                           {"San Jiao", "TE"},
                                           {"Ren", "CV"},
                                           {"Liver", "LR"},
                                           {"stomach", "ST"}};
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        struct search_hits hits = find(PAIRS[i][0], house.texts);
        if (!hits.n || strcmp(hits.hit[0].lead, PAIRS[i][1]) != 0)
            fail_msg("%s finds %s, not %s", PAIRS[i][0],
                     hits.n ? hits.hit[0].lead : "nothing", PAIRS[i][1]);
    }
    // no number of a point is near another
    assert_int_equal(find("ST99", house.texts).n, 0);
    assert_int_equal(find("qqqqqq", house.texts).n, 0);
}

/* whether what is typed finds that landmark, among whatever else */
static void finds_landmark(const char *query, const struct texts *texts, const char *name)
{
    struct search_hits hits = find(query, texts);
    for (int i = 0; i < hits.n; i++)
        if (hits.hit[i].landmark && strcmp(hits.hit[i].landmark, name) == 0) {
            assert_true(*hits.hit[i].title && *hits.hit[i].detail);
            return;
        }
    fail_msg("%s does not find %s", query, name);
}

/* Each of them, by what people call it in every language, and by its English and its
 * Chinese name in all of them. */
static void landmarks_go_by_their_names(void **state)
{
    (void)state;
    static const char *const LANGS[] = {"en", "de", "es",      "fr",
                                        "ja", "ko", "zh-Hans", "zh-Hant"};
    const struct landmark_names *of = &subject_catalog(house.subject)->landmark_names;
    assert_true(of->count > 100);
    for (size_t k = 0; k < sizeof LANGS / sizeof *LANGS; k++) {
        struct error error;
        struct texts *texts = texts_load(DEQI_SOURCE_DIR, LANGS[k], &error);
        assert_non_null(texts);
        for (int i = 0; i < of->count; i++) {
            char id[96];
            snprintf(id, sizeof id, "landmark.%s", of->name[i]);
            finds_landmark(texts_get(texts, id, NULL), texts, of->name[i]);
            finds_landmark(texts_get(english, id, NULL), texts, of->name[i]);
            finds_landmark(texts_get(chinese, id, NULL), texts, of->name[i]);
        }
        texts_destroy(&texts);
    }
    finds_landmark("medial malleolus", house.texts, "medial_malleolus_prominence");
    finds_landmark("iner ankle", house.texts, "medial_malleolus_prominence");
}

static void without_a_body_there_are_no_landmarks(void **state)
{
    (void)state;
    struct search_words words = {.catalog = subject_catalog(house.subject),
                                 .texts = house.texts};
    struct search_hits hits;
    arena_reset(house.arena);
    search_hits_make(&hits, "inner ankle", &words, house.arena);
    for (int i = 0; i < hits.n; i++)
        assert_null(hits.hit[i].landmark);
}

// ---------------------------------------------------------------- beneath the skin

static bool is_called(const char *name, const char *query)
{
    return fold_match(query, &name, 1) == 100;
}

/* A channel may be called as an organ is; the skin that a nerve serves, a tendon's place
 * on the skin and whatever else is called after a structure come after it. */
static void finds_structure(const char *query, const struct texts *texts,
                            const struct inside_part *part)
{
    struct search_words words = {.catalog = subject_catalog(house.subject),
                                 .rules = engine_rules(house.engine),
                                 .texts = texts,
                                 .chinese = chinese,
                                 .english = english,
                                 .inside = subject_inside(house.subject, NULL),
                                 .body = subject_body(house.subject)};
    struct search_hits hits;
    arena_reset(house.arena);
    search_hits_make(&hits, query, &words, house.arena);
    int first = hits.n && hits.hit[0].channel ? 1 : 0;
    const struct search_hit *hit = hits.n > first ? &hits.hit[first] : NULL;
    if (!hit || !hit->part)
        fail_msg("%s finds %s, not %s", query, hit ? hit->title : "nothing", part->id);
    const struct structure_name *name = hit->part->name;
    if (!is_called(name->english, query) && !is_called(name->latin, query) &&
        !is_called(name->hanzi, query) && !is_called(words_structure(texts, name), query))
        fail_msg("%s finds %s, not %s", query, hit->title, part->id);
}

static void a_structure_comes_before_what_is_called_after_it(void **state)
{
    (void)state;
    static const char *const LANGS[] = {"en", "de", "fr", "ja", "zh-Hans", "zh-Hant"};
    int n, tried = 0;
    struct error error;
    const struct inside *inside = subject_inside(house.subject, &error);
    assert_non_null(inside);
    const struct inside_part *part = inside_parts(inside, &n);
    for (size_t k = 0; k < sizeof LANGS / sizeof *LANGS; k++) {
        struct texts *texts = texts_load(DEQI_SOURCE_DIR, LANGS[k], &error);
        assert_non_null(texts);
        for (int i = 0; i < n; i++) {
            if (part[i].side == SIDE_R)
                continue;
            finds_structure(part[i].name->english, texts, &part[i]);
            finds_structure(part[i].name->latin, texts, &part[i]);
            finds_structure(part[i].name->hanzi, texts, &part[i]);
            finds_structure(words_structure(texts, part[i].name), texts, &part[i]);
            tried++;
        }
        texts_destroy(&texts);
    }
    assert_true(tried > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_point_goes_by_all_its_names),
        cmocka_unit_test(channels_regions_and_rules_are_found),
        cmocka_unit_test(a_code_counts_from_its_beginning),
        cmocka_unit_test(other_books_and_one_wrong_letter),
        cmocka_unit_test(there_are_no_more_than_there_is_room_for),
        cmocka_unit_test(landmarks_go_by_their_names),
        cmocka_unit_test(without_a_body_there_are_no_landmarks),
        cmocka_unit_test(a_structure_comes_before_what_is_called_after_it),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
