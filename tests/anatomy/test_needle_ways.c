/* Which way needles go where a wrong way is a wound, on the neutral body, the twelve
 * reference bodies and thirty drawn from the shape space: not into the chest from the
 * armpit, not down into the top of the lung, level along the spaces between the ribs
 * whatever a breast does to the skin, into the eye's socket and not up into the eye.
 * What the books forbid (P. Deadman, M. Al-Khafaji, A Manual of Acupuncture, 1998), as
 * the points' own cautions say it.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "crowd.h"

enum { PEOPLE = CROWD_KNOWN + 30 };
enum axis { OUTWARD, UPWARD, FORWARD };

/* of the needle's direction, a unit vector: 0.26 is 15 degrees off level */
static const struct way {
    const char *code;
    enum axis axis;
    float least, most;
    const char *why;
} WAYS[] = {
    {"HT1", OUTWARD, -0.1F, 1, "never toward the chest"},
    {"ST12", UPWARD, -0.1F, 1, "never downward: the top of the lung"},
    {"ST12", FORWARD, -1, -0.9F, "straight back"},
    {"SI16", UPWARD, -0.26F, 0.26F, "level into the neck, not down to the lung"},
    {"LI17", UPWARD, -0.26F, 0.26F, "level into the neck, not down to the lung"},
    {"LI18", UPWARD, -0.26F, 0.26F, "level into the neck, not down to the lung"},
    {"SP17", UPWARD, -0.26F, 0.26F, "along the space, not up under the breast"},
    {"SP18", UPWARD, -0.26F, 0.26F, "along the space, not up under the breast"},
    {"SP19", UPWARD, -0.26F, 0.26F, "along the space"},
    {"SP20", UPWARD, -0.26F, 0.26F, "along the space"},
    {"ST15", UPWARD, -0.26F, 0.26F, "along the space"},
    {"ST16", UPWARD, -0.26F, 0.26F, "along the space"},
    {"LR14", UPWARD, -0.26F, 0.26F, "along the space, not up under the breast"},
    {"GB24", UPWARD, -0.26F, 0.26F, "along the space"},
    {"SP17", OUTWARD, -0.5F, 1, "30 degrees to a wall that may face sideways"},
    {"SP18", OUTWARD, -0.5F, 1, "30 degrees to a wall that may face sideways"},
    {"LR14", OUTWARD, 0, 1, "outward, never to the middle"},
    {"GB24", OUTWARD, 0, 1, "outward, never to the middle"},
    {"ST1", UPWARD, -0.5F, 0.02F, "along the floor of the socket, never up"},
    {"ST1", FORWARD, -1, -0.85F, "straight back"},
    {"BL1", UPWARD, -0.26F, 0.26F, "straight back along the inner wall"},
    {"BL1", OUTWARD, -0.35F, 0.05F, "along the inner wall, never outward"},
    {"CV22", UPWARD, -1, 0.5F, "not up into the windpipe"},
};
enum { WAY_COUNT = sizeof WAYS / sizeof *WAYS };

static struct crowd crowd;

static int set_up(void **state)
{
    (void)state;
    return crowd_open(&crowd) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    crowd_close(&crowd);
    return 0;
}

static float part_of(const struct site *site, enum axis axis)
{
    float outward = site->side == SIDE_R ? -site->direction[0] : site->direction[0];
    return axis == OUTWARD ? outward : site->direction[axis == UPWARD ? 1 : 2];
}

static void test_needles_keep_their_way(void **state)
{
    (void)state;
    float least[WAY_COUNT], most[WAY_COUNT];
    int seen[WAY_COUNT] = {0}, wrong = 0, n;
    for (int w = 0; w < WAY_COUNT; w++) {
        least[w] = INFINITY;
        most[w] = -INFINITY;
    }
    for (int i = 0; i < PEOPLE; i++) {
        crowd_become(&crowd, i);
        const struct site *site = body_sites(crowd.body, &n);
        for (int s = 0; s < n; s++)
            for (int w = 0; w < WAY_COUNT; w++) {
                if (strcmp(site[s].point->code, WAYS[w].code) != 0)
                    continue;
                float part = part_of(&site[s], WAYS[w].axis);
                seen[w]++;
                least[w] = fminf(least[w], part);
                most[w] = fmaxf(most[w], part);
                if (part >= WAYS[w].least && part <= WAYS[w].most)
                    continue;
                wrong++;
                printf("person %d: %s %s: %.2f; expected %.2f to %.2f: %s\n", i,
                       WAYS[w].code, side_name(site[s].side), (double)part,
                       (double)WAYS[w].least, (double)WAYS[w].most, WAYS[w].why);
            }
    }
    for (int w = 0; w < WAY_COUNT; w++) {
        printf("%-5s %.2f to %.2f (%.2f to %.2f): %s\n", WAYS[w].code, (double)least[w],
               (double)most[w], (double)WAYS[w].least, (double)WAYS[w].most, WAYS[w].why);
        assert_true(seen[w] >= PEOPLE);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_needles_keep_their_way)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
