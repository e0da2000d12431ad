/* A hand or a foot is seen whole and from its back, also where a plan has nothing there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scene/labels.h"
#include "stage/limb.h"

static const struct {
    const char *view, *back, *tip; /* a point of its back, and of its end */
} LIMBS[] = {{"hand.R", "TE3", "PC9"},
             {"hand.L", "TE3", "PC9"},
             {"foot.R", "ST42", "ST45"},
             {"foot.L", "ST42", "ST45"}};

static const struct {
    const char *name, *set[2];
    int n;
} BODIES[] = {{"neutral", {0}, 0},
              {"female", {"age=80", "weight=0.1"}, 2},
              {"male", {"weight=1", "height=1.95"}, 2}};

static const struct site *site(const struct subject *s, const char *code, enum side side)
{
    const struct site *at =
        body_site(subject_body(s), catalog_point(subject_catalog(s), code), side);
    assert_true(at && at->placed);
    return at;
}

static void a_bare_limb_is_seen_from_its_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof BODIES / sizeof *BODIES; i++) {
        struct error error;
        struct subject *s = subject_create(DEQI_SOURCE_DIR, BODIES[i].name, BODIES[i].set,
                                           BODIES[i].n, &error);
        assert_non_null(s);
        for (size_t k = 0; k < sizeof LIMBS / sizeof *LIMBS; k++) {
            struct limb limb;
            struct aim aim = {.margin = 0.06f};
            struct scene_input in = {.port = {.width = 900, .height = 700}};
            assert_true(limb_parse(&limb, LIMBS[k].view));
            assert_true(limb_aim_bare(&limb, s, &aim, &in));
            const struct site *back = site(s, LIMBS[k].back, limb.side);
            const struct site *tip = site(s, LIMBS[k].tip, limb.side);
            struct frame_view view;
            float from[2], to[2];
            camera_view(&in.camera, &in.port, &view);
            assert_true(camera_project(&view, back->position, from, NULL));
            assert_true(camera_project(&view, tip->position, to, NULL));
            assert_true(labels_see(&in.port, from) && labels_see(&in.port, to));
            float sees = aim_sees(body_bvh(subject_body(s)), &in.camera, &in.port,
                                  back->position, back->normal);
            if (sees < 0.6f)
                fail_msg("body %zu: the back of %s is seen by %.2f", i, LIMBS[k].view,
                         (double)sees);
            // large
            float length = (to[0] - from[0]) * (to[0] - from[0]) +
                           (to[1] - from[1]) * (to[1] - from[1]);
            assert_true(length > 150.0f * 150.0f);
        }
        subject_destroy(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bare_limb_is_seen_from_its_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
