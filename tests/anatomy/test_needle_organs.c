/* No needle, at its greatest depth, ends in what it must not reach, on the neutral body,
 * the twelve reference bodies and thirty drawn from the shape space: as the model of what
 * lies beneath has it, whose own uncertainty `deqi near` tells.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "crowd.h"
#include "inside/beneath.h"
#include "inside/near.h"

static const char *const FORBIDDEN[] = {
    "eye",    "lung",       "pleura",       "heart",   "liver",   "spleen",
    "kidney", "peritoneum", "spinal_canal", "trachea", "bladder", NULL};

enum { PEOPLE = CROWD_KNOWN + 30 };

static struct crowd crowd;
static struct beneath *beneath;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    if (!crowd_open(&crowd))
        return -1;
    beneath = beneath_load(DEQI_SOURCE_DIR, &error);
    if (!beneath)
        error_print(&error, stderr);
    return beneath ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    beneath_destroy(&beneath);
    crowd_close(&crowd);
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
    const struct site *site = body_sites(crowd.body, &n);
    for (int i = 0; i < n; i++) {
        struct near near[NEAR_MAX];
        int found =
            site[i].depth[1] > 0 ? near_site(inside, &site[i], near, NEAR_MAX) : 0;
        for (int k = 0; k < found; k++) {
            if (near[k].within > 1e-4F || !is_forbidden(near[k].part))
                continue;
            fprintf(stderr, "person %d: %s %s enters %s %.1f mm deep\n", which,
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
    for (int i = 0; i < PEOPLE; i++) {
        crowd_become(&crowd, i);
        if (!beneath_make(beneath, crowd.body, &error))
            fail_msg("person %d: %s", i, error.text);
        const struct inside *inside = beneath_inside(beneath);
        const struct inside_part *part = inside_parts(inside, &n);
        for (int k = 0; k < n; k++)
            organs += part[k].placed && is_forbidden(&part[k]);
        wounds += count_wounds(inside, i);
    }
    assert_true(organs >= 8 * PEOPLE);
    assert_int_equal(wounds, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_needle_ends_in_an_organ)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
