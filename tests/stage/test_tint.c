/* what is painted on the skin of a figure in cloth, and what is not */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stage/tint.h"

static int cover_at(const struct subject *subject, const uint8_t (*color)[4],
                    const char *code, enum side side)
{
    const struct point *p = catalog_point(subject_catalog(subject), code);
    assert_non_null(p);
    const struct site *s = body_site(subject_body(subject), p, side);
    assert_true(s && s->placed);
    const struct mesh *m = subject_mesh(subject);
    uint32_t best = 0;
    float least = 1e9f;
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        float d = 0;
        for (int k = 0; k < 3; k++)
            d += (m->position[v][k] - s->position[k]) *
                 (m->position[v][k] - s->position[k]);
        if (d < least) {
            least = d;
            best = v;
        }
    }
    return color[best][3];
}

/* breasts, pubis and buttocks are covered, face and treated limbs are not, on any body */
static void cloth_covers_the_trunk(void **state)
{
    (void)state;
    static const char *const SETS[][3] = {{"sex=0.5", "weight=0.5", "height=1.7"},
                                          {"sex=0", "weight=1", "height=1.5"},
                                          {"sex=0", "weight=0", "age=80"},
                                          {"sex=1", "weight=0.9", "height=1.95"}};
    static const struct {
        const char *code;
        enum side side;
    } IN[] = {{"ST17", SIDE_L},
              {"CV2", SIDE_M},
              {"GV1", SIDE_M},
              {"BL36", SIDE_R},
              {"ST30", SIDE_L}},
      OUT[] = {{"GV26", SIDE_M}, {"KI3", SIDE_L},  {"ST36", SIDE_R}, {"LI11", SIDE_L},
               {"HT7", SIDE_R},  {"GB21", SIDE_L}, {"SP10", SIDE_L}};
    for (size_t b = 0; b < sizeof SETS / sizeof *SETS; b++) {
        struct error error;
        struct subject *subject =
            subject_create(DEQI_SOURCE_DIR, NULL, SETS[b], 3, &error);
        assert_non_null(subject);
        struct tint *tint = tint_create();
        struct tint_params params = {
            .subject = subject, .chosen_region = -1, .hovered_region = -1};
        uint32_t version;
        assert_null(tint_build(tint, &params, &version));
        params.covered = true;
        const uint8_t(*color)[4] = tint_build(tint, &params, &version);
        assert_non_null(color);
        for (size_t i = 0; i < sizeof IN / sizeof *IN; i++)
            if (cover_at(subject, color, IN[i].code, IN[i].side) < 200)
                fail_msg("body %zu: %s is bare", b, IN[i].code);
        for (size_t i = 0; i < sizeof OUT / sizeof *OUT; i++)
            if (cover_at(subject, color, OUT[i].code, OUT[i].side) > 60)
                fail_msg("body %zu: %s is covered", b, OUT[i].code);
        tint_destroy(&tint);
        subject_destroy(&subject);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cloth_covers_the_trunk)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
