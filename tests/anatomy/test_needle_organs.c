/* No needle, at its greatest depth, ends in what it must not reach, on the neutral body
 * and the twelve reference bodies: as the model of what lies beneath has it, whose own
 * uncertainty `deqi near` tells. The bladder is left out: it is emptied first, and the
 * model has it full.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "import/model.h"
#include "inside/beneath.h"
#include "inside/near.h"
#include "reference_bodies.h"

static const char *const FORBIDDEN[] = {"eye",          "lung",    "pleura", "heart",
                                        "liver",        "spleen",  "kidney", "peritoneum",
                                        "spinal_canal", "trachea", NULL};

static struct catalog *catalog;
static struct model model;
static struct shapes *shapes;
static struct body *body;
static struct beneath *beneath;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    if (catalog && model_load(DEQI_SOURCE_DIR "/models/human.glb", &model, &error))
        shapes = shapes_load(DEQI_SOURCE_DIR "/models/human.shapes", &error);
    if (shapes)
        body = body_create(&model.mesh, catalog, &catalog->neutral, &error);
    if (body)
        beneath = beneath_load(DEQI_SOURCE_DIR, &error);
    if (!beneath)
        error_print(&error, stderr);
    return beneath ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    beneath_destroy(&beneath);
    body_destroy(&body);
    shapes_destroy(&shapes);
    model_free(&model);
    catalog_destroy(&catalog);
    return 0;
}

static bool is_forbidden(const struct inside_part *part)
{
    for (int i = 0; FORBIDDEN[i]; i++)
        if (strcmp(part->id, FORBIDDEN[i]) == 0)
            return true;
    return false;
}

/* how many needles end in an organ; each is named */
static int count_wounds(const struct inside *inside, int which)
{
    int n, wounds = 0;
    const struct site *site = body_sites(body, &n);
    for (int i = 0; i < n; i++) {
        struct near near[NEAR_MAX];
        int found =
            site[i].depth[1] > 0 ? near_site(inside, &site[i], near, NEAR_MAX) : 0;
        for (int k = 0; k < found; k++) {
            if (near[k].within > 1e-4F || !is_forbidden(near[k].part))
                continue;
            fprintf(stderr, "body %d: %s %s enters %s %.1f mm deep\n", which,
                    site[i].point->code, side_name(site[i].side), near[k].part->id,
                    (double)near[k].at * 1000);
            wounds++;
        }
    }
    return wounds;
}

static void test_no_needle_ends_in_an_organ(void **state)
{
    (void)state;
    struct error error = {0};
    int wounds = 0, organs = 0, n;
    for (int i = -1; i < REFERENCE_COUNT; i++) {
        const struct shape_params *who = i < 0 ? &SHAPE_NEUTRAL : &REFERENCE_BODIES[i];
        if (!shape_apply(shapes, who, &model.mesh, &error) ||
            !body_update(body, &error) || !beneath_make(beneath, body, &error))
            fail_msg("body %d: %s", i, error.text);
        const struct inside *inside = beneath_inside(beneath);
        const struct inside_part *part = inside_parts(inside, &n);
        for (int k = 0; k < n; k++)
            organs += part[k].placed && is_forbidden(&part[k]);
        wounds += count_wounds(inside, i);
    }
    assert_true(organs >= 8 * (REFERENCE_COUNT + 1));
    assert_int_equal(wounds, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_needle_ends_in_an_organ)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
