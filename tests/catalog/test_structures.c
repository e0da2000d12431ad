/* What lies beneath the skin, as data: what the contract depends on is there, and every
 * fault has a line, a column and a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "catalog/structures.h"

/* the data with the first `find` replaced */
static struct structures *load_changed(const char *find, const char *with,
                                       struct error *error)
{
    char dir[] = "/tmp/deqi_structures_XXXXXX", path[300];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "mkdir -p %s/assets/anatomy", dir);
    assert_int_equal(system(path), 0);
    snprintf(path, sizeof path, "%s/assets/anatomy/structures.json", dir);
    char *text;
    size_t size;
    if (!file_read(DEQI_SOURCE_DIR "/assets/anatomy/structures.json", 1 << 20, &text,
                   &size, error))
        fail_msg("%s", error->text);
    const char *at = strstr(text, find);
    if (!at)
        fail_msg("the data have no %s", find);
    FILE *file = fopen(path, "w");
    fwrite(text, 1, (size_t)(at - text), file);
    fprintf(file, "%s%s", with, at + strlen(find));
    fclose(file);
    free(text);
    snprintf(path, sizeof path,
             "cp " DEQI_SOURCE_DIR
             "/assets/anatomy/structure_notes.json %s/assets/anatomy",
             dir);
    assert_int_equal(system(path), 0);
    struct structures *s = structures_load(dir, error);
    snprintf(path, sizeof path, "rm -r %s", dir);
    assert_int_equal(system(path), 0);
    return s;
}

static struct structures *load(void)
{
    struct error error;
    struct structures *s = structures_load(DEQI_SOURCE_DIR, &error);
    if (!s)
        fail_msg("%s:%d:%d: %s", error.file, error.line, error.column, error.text);
    return s;
}

// ---------------------------------------------------------------- what is there

/* "a_1..5" stands for a_1 to a_5 */
static void each_id(const char *list, void (*look)(const char *id, void *user),
                    void *user)
{
    char word[80], id[96];
    int first, last, n;
    for (; sscanf(list, "%79s%n", word, &n) == 1; list += n) {
        char *dots = strstr(word, "..");
        if (!dots) {
            look(word, user);
            continue;
        }
        char *digits = dots;
        while (digits > word && digits[-1] >= '0' && digits[-1] <= '9')
            digits--;
        assert_int_equal(sscanf(digits, "%d..%d", &first, &last), 2);
        for (int i = first; i <= last; i++) {
            snprintf(id, sizeof id, "%.*s%d", (int)(digits - word), word, i);
            look(id, user);
        }
    }
}

static void must_be_bone(const char *id, void *user)
{
    if (structures_bone(user, id) < 0)
        fail_msg("the bone %s is not there", id);
}

static void must_be_there(const char *id, void *user)
{
    if (structures_find(user, id, SIDE_L) < 0 && structures_find(user, id, SIDE_M) < 0)
        fail_msg("%s is not there", id);
    if ((structures_find(user, id, SIDE_L) < 0) !=
            (structures_find(user, id, SIDE_R) < 0) &&
        strcmp(id, "spleen") != 0)
        fail_msg("%s is on one side alone", id);
}

/* the ids of the contract */
static void test_has_what_others_depend_on(void **state)
{
    (void)state;
    struct structures *s = load();
    each_id(
        "skull mandible hyoid vertebra_C1..7 vertebra_T1..12 vertebra_L1..5 sacrum "
        "coccyx sternum rib_1..12 costal_cartilages clavicle scapula humerus radius "
        "ulna scaphoid lunate triquetrum pisiform trapezium trapezoid capitate hamate "
        "metacarpal_1..5 proximal_phalanx_hand_1..5 middle_phalanx_hand_2..5 "
        "distal_phalanx_hand_1..5 hip_bone femur patella tibia fibula talus calcaneus "
        "navicular cuboid cuneiform_medial cuneiform_intermediate cuneiform_lateral "
        "metatarsal_1..5 proximal_phalanx_foot_1..5 middle_phalanx_foot_2..5 "
        "distal_phalanx_foot_1..5",
        must_be_bone, s);
    each_id(
        "spinal_cord cauda_equina root_C5..8 root_T1 root_L2..5 root_S1..3 "
        "musculocutaneous_nerve "
        "axillary_nerve radial_nerve superficial_radial_nerve deep_radial_nerve "
        "posterior_interosseous_nerve median_nerve ulnar_nerve "
        "medial_cutaneous_nerve_of_forearm lateral_cutaneous_nerve_of_forearm "
        "palmar_digital_nerve_1..10 lateral_femoral_cutaneous_nerve femoral_nerve "
        "saphenous_nerve obturator_nerve sciatic_nerve tibial_nerve "
        "medial_plantar_nerve lateral_plantar_nerve plantar_digital_nerve_1..10 "
        "medial_calcaneal_nerve common_peroneal_nerve superficial_peroneal_nerve "
        "deep_peroneal_nerve sural_nerve greater_occipital_nerve supraorbital_nerve "
        "infraorbital_nerve mental_nerve common_carotid_artery internal_carotid_artery "
        "external_carotid_artery vertebral_artery subclavian_artery axillary_artery "
        "brachial_artery radial_artery ulnar_artery aorta common_iliac_artery "
        "external_iliac_artery femoral_artery popliteal_artery anterior_tibial_artery "
        "posterior_tibial_artery peroneal_artery dorsalis_pedis_artery "
        "first_dorsal_metatarsal_artery medial_plantar_artery lateral_plantar_artery "
        "cephalic_vein basilic_vein external_jugular_vein internal_jugular_vein "
        "great_saphenous_vein small_saphenous_vein femoral_vein eye pleura lung heart "
        "liver spleen kidney bladder peritoneum spinal_canal trachea thyroid "
        "tibialis_anterior palmaris_longus gastrocnemius sternocleidomastoid",
        must_be_there, s);
    structures_destroy(&s);
    assert_null(s);
}

static void test_every_row_is_whole(void **state)
{
    (void)state;
    struct structures *s = load();
    for (int i = 0; i < s->n_structures; i++) {
        const struct structure *one = &s->structure[i];
        if (!*one->name.latin || !*one->name.hanzi || !*one->source ||
            !(one->uncertainty > 0))
            fail_msg("%s lacks a name, a source or its uncertainty", one->id);
        if ((unsigned char)one->name.hanzi[0] < 0xE3)
            fail_msg("the Chinese name of %s is \"%s\"", one->id, one->name.hanzi);
        bool solid = one->shape == STRUCTURE_LOFT || one->shape == STRUCTURE_GROUP;
        assert_true(solid || (one->n_ways >= 2 && one->n_sizes >= 1));
    }
    structures_destroy(&s);
}

// ---------------------------------------------------------------- what a waypoint means

static const struct way *way_of(const struct structures *s, const char *id, int i)
{
    return s->structure[structures_find(s, id, SIDE_L)].way[i];
}

static void test_reads_the_grammar(void **state)
{
    (void)state;
    struct error error;
    struct structures *s =
        load_changed("\"arm@0.10/290/b21\", \"arm@0.25/290/0.50\"",
                     "\"mix(trunk@L2/18/0.82,skull:eop+L22.6+I16.3,0.25)+Rt9^Ad7\", "
                     "\"=ulnar_nerve#-1^d5\"",
                     &error);
    if (!s)
        fail_msg("%s", error.text);
    const struct way *way = way_of(s, "median_nerve", 0);
    assert_int_equal(way->kind, WAY_MIX);
    assert_true(way->share == 0.25f);
    assert_int_equal(way->first->kind, WAY_LINE);
    assert_int_equal(way->first->line, WAY_TRUNK);
    assert_int_equal(way->first->level, structures_bone(s, "vertebra_L2"));
    assert_true(way->first->aside && way->first->bearing == 18);
    assert_int_equal(way->first->reach.kind, WAY_SHARE);
    assert_int_equal(way->second->kind, WAY_FEATURE);
    assert_int_equal(way->second->bone, structures_bone(s, "skull"));
    assert_int_equal(way->second->n_moves, 2);
    assert_int_equal(way->second->move[1].direction, WAY_INFERIOR);
    assert_true(way->second->move[0].mm == 22.6f);
    assert_int_equal(way->n_moves, 1);
    assert_int_equal(way->move[0].direction, WAY_RIGHT);
    assert_true(way->lifted);
    assert_int_equal(way->lift_direction, WAY_ANTERIOR);
    assert_int_equal(way->lift.kind, WAY_UNDER_SKIN);
    assert_true(way->lift.value == 7);
    way = way_of(s, "median_nerve", 1);
    assert_int_equal(way->kind, WAY_SAME);
    assert_int_equal(way->structure, structures_find(s, "ulnar_nerve", SIDE_L));
    assert_int_equal(way->waypoint, s->structure[way->structure].n_ways - 1);
    assert_int_equal(way->lift_direction, WAY_NO_DIRECTION);
    structures_destroy(&s);
}

static void test_refuses(void **state)
{
    (void)state;
    static const struct {
        const char *find, *with, *what;
    } BAD[] = {
        {"\"arm@0.10/290/b21\"", "\"wing@0.10/290/b21\"", "no bone or line \"wing\""},
        {"\"arm@0.10/290/b21\"", "\"skull@0.10/290/b21\"", "\"skull\" is no line"},
        {"\"arm@0.10/290/b21\"", "\"humerus:wing\"", "the bone has no feature \"wing\""},
        {"\"arm@0.10/290/b21\"", "\"arm@nan/290/b21\"", "expected a number"},
        {"\"arm@0.10/290/b21\"", "\"arm@0.10/400/b21\"", "400 is out of range"},
        {"\"arm@0.10/290/b21\"", "\"arm@0.10/290\"", "expected '/' at its end"},
        {"\"arm@0.10/290/b21\"", "\"arm@0.10/290/b21 \"", "expected the end"},
        {"\"arm@0.10/290/b21\"", "\"arm@0.10+X3\"", "expected a direction"},
        {"\"arm@0.10/290/b21\"", "\"mix(arm@0.1,arm@0.2)\"", "expected ','"},
        {"\"arm@0.10/290/b21\"", "\"=median_nerve#44\"", "has waypoints 1 to 13"},
        {"\"arm@0.10/290/b21\"", "\"=median_nerves#1\"", "no structure"},
        {"\"arm@0.10/290/b21\"", "\"=aorta#1+L3\"", NULL},
        {"\"arm@0.10/290/b21\"", "\"=spleen#1\"", "no structure \"spleen\" of this side"},
        {"\"arm@0.10/290/b21\"", "\"=median_nerve#1\"", "is placed by itself"},
        {"\"arm@0.10/290/b21\"", "\"mix(=median_nerve#2,=root_C7#4,0.5)\"", NULL},
        {"\"arm@0.10/290/b21\"", "7", "expected a text"},
        {"\"id\": \"ulnar_nerve\"", "\"id\": \"median_nerve\"", "twice for one side"},
        {"\"id\": \"ulnar_nerve\"", "\"id\": \"ulna\"", "twice for one side"},
        {"\"id\": \"ulnar_nerve\"", "\"idd\": \"ulnar_nerve\"", "unknown key \"idd\""},
        {"\"system\": \"nerve\"", "\"system\": \"nerves\"", "expected one of nerve"},
        {"\"shape\": \"tube\"", "\"shape\": \"tub\"", "expected one of tube"},
        {"\"radius_mm\": [1.8, 1.7, 1.7, 1.4, 1.4, 1.7]", "\"radius_mm\": [NaN]",
         "expected JSON"},
        {"\"radius_mm\": [1.8, 1.7, 1.7, 1.4, 1.4, 1.7]", "\"radius_mm\": [-1]",
         "out of range"},
        {"\"radius_mm\": [1.8, 1.7, 1.7, 1.4, 1.4, 1.7],", "", "either \"radius_mm\""},
        {"\"members\": [\"gastrocnemius_medial_head\"", "\"members\": [\"hamstrings\"",
         "is no member"},
        {"deqi/structures-data-1", "deqi/structures-data-2", "schema"},
        {"\"enters\": [\"mandible\"]", "\"enters\": [\"jaw\"]", "no bone \"jaw\""},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct error error = {0};
        struct structures *s = load_changed(BAD[i].find, BAD[i].with, &error);
        if (!s == !BAD[i].what)
            fail_msg("%s: %s", BAD[i].with, s ? "was taken" : error.text);
        structures_destroy(&s);
        if (!BAD[i].what)
            continue;
        if (!strstr(error.text, BAD[i].what) && strcmp(BAD[i].what, "expected JSON") != 0)
            fail_msg("%s gives \"%s\"; expected \"%s\"", BAD[i].with, error.text,
                     BAD[i].what);
        assert_true(error.line > 0 && error.column > 0);
        assert_non_null(strstr(error.file, "structures.json"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_has_what_others_depend_on),
        cmocka_unit_test(test_every_row_is_whole),
        cmocka_unit_test(test_reads_the_grammar),
        cmocka_unit_test(test_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
