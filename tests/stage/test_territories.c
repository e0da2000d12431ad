/* The atlas of the skin on several bodies: what every student knows of it, that nothing
 * of trunk, neck and head is left out, that borders lie on the skin; and the lamp, which
 * warms what was tested and no more. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "anatomy/territory.h"
#include "rules/engine.h"
#include "stage/lamp_light.h"
#include "stage/territories.h"

static const struct {
    const char *name, *set[3];
    int n;
} BODIES[] = {{"neutral", {0}, 0},
              {"female", {"age=25", "weight=0.15"}, 2},
              {"male", {"age=70", "weight=0.9"}, 2},
              {"female", {"weight=1", "height=1.55"}, 2},
              {"male", {"muscle=1", "height=1.95"}, 2}};
enum { N_BODIES = sizeof BODIES / sizeof *BODIES };

static struct subject *body(int i)
{
    struct error error;
    struct subject *s = subject_create(DEQI_SOURCE_DIR, BODIES[i].name, BODIES[i].set,
                                       BODIES[i].n, &error);
    assert_non_null(s);
    return s;
}

static int region(const struct subject *s, const char *id)
{
    const struct region *r = catalog_region(subject_catalog(s), id);
    assert_non_null(r);
    return (int)(r - subject_catalog(s)->region);
}

static void show(struct territories *t, const struct subject *s, unsigned layers,
                 struct scene_input *in)
{
    struct error error;
    struct texts *texts = texts_load(DEQI_SOURCE_DIR, "en", &error);
    assert_non_null(texts);
    *in = (struct scene_input){0};
    territories_build(
        t,
        &(struct territories_params){
            .subject = s, .texts = texts, .layers = layers, .ink = 0x20262AFF},
        in);
    texts_destroy(&texts);
}

static void shown(struct territories *t, const struct subject *s, struct scene_input *in)
{
    show(t, s, SCENE_DERMATOMES, in);
}

/* which region the skin has where a point lies */
static const char *at_point(const struct subject *s, const uint8_t *of, const char *code)
{
    const struct catalog *c = subject_catalog(s);
    const struct point *p = catalog_point(c, code);
    const struct site *site = body_site(subject_body(s), p, p->midline ? SIDE_M : SIDE_L);
    assert_true(site && site->placed);
    int best = 0;
    for (int k = 1; k < 3; k++)
        if (site->on.weight[k] > site->on.weight[best])
            best = k;
    uint8_t r = of[subject_mesh(s)->triangle[site->on.triangle][best]];
    return r < c->n_regions ? c->region[r].id : "none";
}

static void what_everybody_knows_holds(void **state)
{
    (void)state;
    static const char *const KNOWN[][2] = {
        {"ST17", "T4"}, {"CV8", "T10"}, {"GV20", "C2"}, {"ST2", "V2"}, {"GB14", "V1"},
        {"ST4", "V2"},  {"CV24", "V3"}, {"LI4", "C6"},  {"ST36", "L5"}};
    for (int i = 0; i < N_BODIES; i++) {
        struct subject *s = body(i);
        struct territories *t = territories_create();
        struct scene_input in;
        shown(t, s, &in);
        const uint8_t *of = territories_of(t, REGION_DERMATOME);
        assert_non_null(of);
        for (size_t k = 0; k < sizeof KNOWN / sizeof *KNOWN; k++) {
            const char *found = at_point(s, of, KNOWN[k][0]);
            bool edge =
                strcmp(KNOWN[k][0], "ST4") == 0 || strcmp(KNOWN[k][0], "GV20") == 0;
            if (!edge && strcmp(found, KNOWN[k][1]) != 0)
                fail_msg("body %d: %s lies in %s, not in %s", i, KNOWN[k][0], found,
                         KNOWN[k][1]);
        }
        assert_null(territories_of(t, REGION_NERVE));
        territories_destroy(&t);
        subject_destroy(&s);
    }
}

/* StatPearls 21889 and 36159: behind the malleoli run saphenous and sural nerve, before
 * the ankle the superficial peroneal one */
static void nerves_of_the_ankle_are_where_they_are_felt(void **state)
{
    (void)state;
    static const char *const KNOWN[][2] = {
        {"KI3", "saphenous"}, {"SP6", "saphenous"},
        {"KI5", "saphenous"}, {"BL60", "sural"},
        {"BL62", "sural"},    {"ST41", "superficial_peroneal"},
        {"BL59", "sural"},    {"ST42", "superficial_peroneal"}};
    for (int i = 0; i < N_BODIES; i++) {
        struct subject *s = body(i);
        struct territories *t = territories_create();
        struct scene_input in;
        show(t, s, SCENE_NERVES, &in);
        const uint8_t *of = territories_of(t, REGION_NERVE);
        for (size_t k = 0; k < sizeof KNOWN / sizeof *KNOWN; k++) {
            const char *found = at_point(s, of, KNOWN[k][0]);
            if (strcmp(found, KNOWN[k][1]) != 0)
                fail_msg("body %d: %s lies in %s, not in %s", i, KNOWN[k][0], found,
                         KNOWN[k][1]);
        }
        territories_destroy(&t);
        subject_destroy(&s);
    }
}

static void names_of(const struct subject *s, int i, unsigned layer,
                     enum region_kind kind)
{
    static const float FREE = 0.004f;
    struct territories *t = territories_create();
    struct scene_input in;
    show(t, s, layer, &in);
    const struct mesh *m = subject_mesh(s);
    const uint8_t *of = territories_of(t, kind);
    const struct catalog *c = subject_catalog(s);
    bool named[256] = {false};
    assert_true(in.n_names > 10);
    for (uint32_t k = 0; k < in.n_names; k++) {
        const struct scene_name *name = &in.name[k];
        named[name->of] = true;
        for (uint32_t v = 0; v < m->n_vertices; v++) {
            float d = 0, alike = 0; // the next toe is near, too
            for (int a = 0; a < 3; a++) {
                d += powf(m->position[v][a] - name->position[a], 2);
                alike += m->normal[v][a] * name->normal[a];
            }
            if (alike < 0.5f)
                continue;
            if (d < FREE * FREE && of[v] != name->of)
                fail_msg("body %d: %s is written %.1f mm from where it ends", i,
                         c->region[name->of].id, 1000 * (double)sqrtf(d));
        }
    }
    // what is small and hidden may have none
    for (int r = 0; r < c->n_regions; r++)
        if (kind == REGION_DERMATOME && c->region[r].kind == kind &&
            c->region[r].id[0] != 'S' && !named[r])
            fail_msg("body %d: %s is written nowhere", i, c->region[r].id);
    territories_destroy(&t);
}

/* a code on a border is read as the neighbour's */
static void names_stand_well_inside(void **state)
{
    (void)state;
    for (int i = 0; i < N_BODIES; i++) {
        struct subject *s = body(i);
        names_of(s, i, SCENE_DERMATOMES, REGION_DERMATOME);
        names_of(s, i, SCENE_NERVES, REGION_NERVE);
        subject_destroy(&s);
    }
}

static void nothing_of_the_trunk_is_left_out(void **state)
{
    (void)state;
    for (int i = 0; i < N_BODIES; i++) {
        struct subject *s = body(i);
        struct territories *t = territories_create();
        struct scene_input in;
        shown(t, s, &in);
        const uint8_t *of = territories_of(t, REGION_DERMATOME);
        const struct mesh *m = subject_mesh(s);
        const struct site *navel =
            body_site(subject_body(s), catalog_point(subject_catalog(s), "CV8"), SIDE_M);
        int bare = 0, all = 0;
        for (uint32_t v = 0; v < m->n_vertices; v++) {
            if (m->position[v][1] < navel->position[1] || fabsf(m->position[v][0]) > 0.1f)
                continue;
            all++;
            bare += of[v] == 255;
        }
        if (bare > all / 50)
            fail_msg("body %d: %d of %d places above the navel are in none", i, bare,
                     all);
        territories_destroy(&t);
        subject_destroy(&s);
    }
}

static void borders_lie_on_the_skin(void **state)
{
    (void)state;
    struct subject *s = body(0);
    struct territories *t = territories_create();
    struct scene_input in;
    shown(t, s, &in);
    assert_true(in.n_borders > 30);
    assert_true(in.n_names > 60);
    for (uint32_t i = 0; i < in.n_borders; i++)
        for (uint32_t k = 0; k < in.border[i].n; k++) {
            struct bvh_hit hit;
            assert_true(bvh_nearest(body_bvh(subject_body(s)), in.border[i].position[k],
                                    0.003f, NULL, NULL, &hit));
        }
    uint32_t version = in.borders_version;
    shown(t, s, &in);
    assert_int_equal(in.borders_version, version); // nothing has changed
    territories_destroy(&t);
    subject_destroy(&s);
}

static void the_lamp_warms_what_was_tested(void **state)
{
    (void)state;
    struct error error;
    struct subject *s = body(0);
    struct engine *engine = engine_load(DEQI_SOURCE_DIR, subject_catalog(s), &error);
    struct session_plan *plan = session_plan_create();
    struct session_region regions[] = {{.region = "foot_dorsum", .side = 'L'},
                                       {.region = "sole", .side = 'R'}};
    struct session_region *own = plan->regions;
    bool lit[SESSION_REGIONS_MAX] = {true, false};
    plan->regions = regions;
    plan->n_regions = 2;
    struct warmth_lamp lamp = {engine_rules(engine), plan, lit};
    struct lamp_light *light = lamp_light_create();
    struct scene_input in = {0};
    lamp_light_build(light, s, &lamp, &in);
    assert_non_null(in.heat);
    assert_int_equal(in.n_lamps, 1);
    const struct mesh *m = subject_mesh(s);
    uint8_t *of = malloc(m->n_vertices), *side = malloc(m->n_vertices);
    territory_regions(subject_body(s), of, side);
    int dorsum = region(s, "foot_dorsum"), most = 0;
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        if (of[v] != dorsum || side[v] != SIDE_L)
            assert_int_equal(in.heat[v], 0);
        most = in.heat[v] > most ? in.heat[v] : most;
    }
    assert_true(most > 150);
    // a sole is warm, and its lamp stands on the floor, not in it
    lit[0] = false;
    lit[1] = true;
    lamp_light_build(light, s, &lamp, &in);
    assert_non_null(in.heat);
    assert_int_equal(in.n_lamps, 1);
    assert_true(in.lamp[0].mouth[1] > 0);
    lit[1] = false;
    lamp_light_build(light, s, &lamp, &in);
    assert_null(in.heat);
    lamp_light_build(light, s, NULL, &in);
    assert_null(in.heat);
    plan->regions = own;
    plan->n_regions = 0;
    session_plan_destroy(&plan);
    lamp_light_destroy(&light);
    engine_destroy(&engine);
    free(of);
    free(side);
    subject_destroy(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_everybody_knows_holds),
        cmocka_unit_test(nerves_of_the_ankle_are_where_they_are_felt),
        cmocka_unit_test(names_stand_well_inside),
        cmocka_unit_test(nothing_of_the_trunk_is_left_out),
        cmocka_unit_test(borders_lie_on_the_skin),
        cmocka_unit_test(the_lamp_warms_what_was_tested),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
