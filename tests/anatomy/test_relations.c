/* What anatomy says of the points (relations.json) on the neutral body and the twelve
 * reference bodies, and with `--random` on a hundred bodies drawn from the shape space
 * with a fixed seed. The worst of each is printed.
 *
 * A point's review is what it passed here: assets/anatomy/reviews.json, written by
 * `test_relations --update` from all these bodies and held against them by `--random`.
 * `--table` prints how near the points are, check by check.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>
#include <cmocka.h>

#include "crowd.h"
#include "relations.h"

enum { RANDOM_BODIES = 100 };
static const char REVIEWS[] = DEQI_SOURCE_DIR "/assets/anatomy/reviews.json";

/* of one relation over all bodies so far */
struct outcome {
    double least, most, error;
    int failed, missing;
    int n;
    float off[2 * (CROWD_KNOWN + RANDOM_BODIES)]; /* each error, millimetres */
};

static struct crowd crowd;
static struct arena *arena;
static struct relations relations;
static struct outcome *outcome;
static int n_bodies;

// ---------------------------------------------------------------- measuring

/* a needle's tip lies under the skin, and so does all of it; none is deeper than a cap,
 * all depths are told in one cun */
static void check_needles(void)
{
    int n;
    const struct site *site = body_sites(crowd.body, &n);
    for (int i = 0; i < n; i++) {
        const struct site *s = &site[i];
        if (!s->placed)
            fail_msg("%s %s is not placed: %s", s->point->code, side_name(s->side),
                     s->why);
        for (int k = 1; k <= 4 && s->depth[1] > 0; k++) {
            float at[3], off = 0, normal[3];
            struct bvh_hit hit;
            for (int j = 0; j < 3; j++)
                at[j] = s->position[j] + s->direction[j] * s->depth[1] * (float)k / 4;
            assert_true(body_skin(crowd.body, at, 0, SIDE_M, 1, &hit));
            mesh_site_normal(body_mesh(crowd.body), &hit.site, normal);
            for (int j = 0; j < 3; j++)
                off += (at[j] - hit.position[j]) * normal[j];
            if (off > 1e-4F)
                fail_msg("the needle of %s %s leaves the body %d of 4 down its way: "
                         "normal %.2f %.2f %.2f direction %.2f %.2f %.2f off %.2f mm",
                         s->point->code, side_name(s->side), k, (double)s->normal[0],
                         (double)s->normal[1], (double)s->normal[2],
                         (double)s->direction[0], (double)s->direction[1],
                         (double)s->direction[2], (double)off * 1000);
        }
        if (s->depth[1] > s->depth_cap + 1e-6F || s->depth[0] > s->depth[1])
            fail_msg("the needle of %s is deeper than its cap", s->point->code);
        if (fabsf(s->depth_cun - site[0].depth_cun) > 2e-4F)
            fail_msg("a cun of depth is not one length at %s", s->point->code);
    }
}

/* nothing lies close above a point: it is on skin that is seen, not in the mouth or in a
 * fold; between toes there is room for a finger's tip */
static void check_in_sight(void)
{
    int n;
    const struct site *site = body_sites(crowd.body, &n);
    for (int i = 0; i < n; i++) {
        vec3 from;
        struct bvh_hit hit;
        glm_vec3_copy((float *)site[i].position, from);
        glm_vec3_muladds((float *)site[i].normal, 0.0005F, from);
        if (bvh_ray(body_bvh(crowd.body), from, site[i].normal, 0.005F, NULL, NULL, &hit))
            fail_msg("%s %s lies under other skin", site[i].point->code,
                     side_name(site[i].side));
    }
}

static void judge(void)
{
    n_bodies++;
    check_needles();
    check_in_sight();
    for (int i = 0; i < relations.count; i++) {
        const struct relation *r = &relations.relation[i];
        struct outcome *o = &outcome[i];
        for (int s = SIDE_L; s <= SIDE_R; s++) {
            double value = relation_measure(r, crowd.body, (enum side)s);
            o->missing += isnan(value);
            o->failed += !(value >= r->least && value <= r->most);
            o->least = fmin(o->least, value);
            o->most = fmax(o->most, value);
            double error = relation_error(r, value);
            o->off[o->n++] = (float)error;
            o->error = fmax(o->error, error);
        }
    }
}

static void forget(void)
{
    n_bodies = 0;
    for (int i = 0; i < relations.count; i++)
        outcome[i] = (struct outcome){.least = INFINITY, .most = -INFINITY};
}

static void judge_people(int n)
{
    crowd_again(&crowd);
    for (int i = 0; i < n; i++) {
        crowd_become(&crowd, i);
        judge();
    }
}

/* prints every relation; the number of those that do not hold */
static int report(void)
{
    int broken = 0;
    printf("%d relations on %d bodies: least and most, what holds, in mm\n",
           relations.count, n_bodies);
    for (int i = 0; i < relations.count; i++) {
        const struct relation *r = &relations.relation[i];
        const struct outcome *o = &outcome[i];
        char name[120];
        relation_name(r, name, sizeof name);
        printf("%s %-56s %7.1f .. %7.1f   (%g .. %g)", o->failed ? "FAIL" : "ok  ", name,
               o->least, o->most, r->least, r->most);
        if (o->missing)
            printf("   missing %d times", o->missing);
        else if (o->failed)
            printf("   on %d of %d sides", o->failed, 2 * n_bodies);
        printf("\n");
        broken += o->failed > 0;
    }
    return broken;
}

// ---------------------------------------------------------------- reviews

struct review {
    const char *checks[16];
    int n;
    double worst;
    bool failed;
};

static bool has(const struct review *review, const char *check)
{
    for (int i = 0; i < review->n; i++)
        if (strcmp(review->checks[i], check) == 0)
            return true;
    return false;
}

/* what the outcomes say of a point; a point that fails one check has passed none */
static struct review review_of(const struct point *point)
{
    struct review review = {.n = 0};
    for (int i = 0; i < relations.count; i++) {
        const struct relation *r = &relations.relation[i];
        if (r->own || strcmp(r->of[0], point->code) != 0)
            continue;
        review.failed = review.failed || outcome[i].failed;
        review.worst = fmax(review.worst, outcome[i].error);
        if (!has(&review, r->check) && review.n < 16)
            review.checks[review.n++] = r->check;
    }
    if (review.failed)
        review.n = 0;
    return review;
}

static void write_reviews(void)
{
    FILE *f = fopen(REVIEWS, "w");
    const char *comma = "";
    fputs("{\n  \"schema\": \"deqi/reviews-1\",\n  \"note\": \"Written by test_relations "
          "--update: which independent checks of tests/anatomy/relations.json each point "
          "has passed, on how many bodies, and how far the worst was from what it should "
          "be. A relation that measures a rule against itself does not count.\",\n  "
          "\"reviews\": [",
          f);
    for (int i = 0; i < crowd.catalog->n_points; i++) {
        struct review review = review_of(&crowd.catalog->point[i]);
        if (!review.n)
            continue;
        fprintf(f, "%s\n    {\"code\": \"%s\", \"checks\": [", comma,
                crowd.catalog->point[i].code);
        for (int k = 0; k < review.n; k++)
            fprintf(f, "%s\"%s\"", k ? ", " : "", review.checks[k]);
        fprintf(f, "], \"bodies\": %d, \"worst_mm\": %.1f}", n_bodies,
                ceil(review.worst * 10) / 10);
        comma = ",";
    }
    fputs("\n  ]\n}\n", f);
    fclose(f);
}

// ---------------------------------------------------------------- the table

enum { CHECKS_MAX = 16 };

static int by_size(const void *left, const void *right)
{
    float a = *(const float *)left, b = *(const float *)right;
    return (a > b) - (a < b);
}

static int list_checks(const char *check[CHECKS_MAX])
{
    int n = 0, k;
    for (int i = 0; i < relations.count; i++) {
        for (k = 0; k < n && strcmp(check[k], relations.relation[i].check) != 0; k++)
            ;
        if (k == n && n < CHECKS_MAX)
            check[n++] = relations.relation[i].check;
    }
    return n;
}

static int count_points(const char *check)
{
    int n = 0;
    for (int i = 0; i < crowd.catalog->n_points; i++) {
        struct review review = review_of(&crowd.catalog->point[i]);
        n += check ? has(&review, check) : review.n > 0;
    }
    return n;
}

/* A row of a check: how many relations and points; of those that aim at a value, how far
 * the points were from it. */
static void print_row(const char *check)
{
    int n = 0, count = 0, aimed = 0;
    float *off =
        xmalloc((size_t)relations.count * sizeof outcome->off + sizeof outcome->off);
    for (int i = 0; i < relations.count; i++) {
        const struct relation *r = &relations.relation[i];
        if (r->own || strcmp(r->check, check) != 0)
            continue;
        count++;
        aimed += r->aimed;
        for (int k = 0; r->aimed && k < outcome[i].n; k++)
            off[n++] = outcome[i].off[k];
    }
    qsort(off, (size_t)n, sizeof *off, by_size);
    printf("| %s | %d | %d |", check, count, count_points(check));
    if (n)
        printf(" %d | %.1f | %.1f | %.1f |\n", aimed, (double)off[n / 2],
               (double)off[n * 95 / 100], (double)off[n - 1]);
    else
        printf(" 0 | | | |\n");
    free(off);
}

/* what tools/accuracy puts into the documents */
static void print_table(void)
{
    const char *check[CHECKS_MAX];
    int n = list_checks(check);
    printf("| check | relations | points | with a value | median, mm | 95 %% | worst |\n"
           "|---|---|---|---|---|---|---|\n");
    for (int i = 0; i < n; i++)
        print_row(check[i]);
    printf("\n%d of %d points carry a review; measured on %d bodies.\n",
           count_points(NULL), crowd.catalog->n_points, n_bodies);
}

// ---------------------------------------------------------------- tests

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    arena = arena_create();
    if (!crowd_open(&crowd))
        return -1;
    if (!relations_load(&relations, crowd.catalog,
                        DEQI_SOURCE_DIR "/tests/anatomy/relations.json", arena, &error)) {
        error_print(&error, stderr);
        return -1;
    }
    outcome = arena_alloc_array(arena, (size_t)relations.count + 1, sizeof *outcome);
    forget();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    crowd_close(&crowd);
    arena_destroy(&arena);
    return 0;
}

static void test_relations_hold(void **state)
{
    (void)state;
    forget();
    judge_people(CROWD_KNOWN);
    int broken = report();
    if (broken)
        fail_msg("%d relations do not hold", broken);
}

static void test_relations_hold_on_anyone(void **state)
{
    (void)state;
    forget();
    judge_people(CROWD_KNOWN + RANDOM_BODIES);
    int broken = report();
    if (broken)
        fail_msg("%d relations do not hold", broken);
}

/* the record that the card shows is what these bodies say */
static void test_reviews_are_what_was_seen(void **state)
{
    (void)state;
    for (int i = 0; i < crowd.catalog->n_points; i++) {
        const struct point *p = &crowd.catalog->point[i];
        struct review seen = review_of(p);
        int n = 0;
        for (; p->review.checks[n]; n++)
            if (!has(&seen, p->review.checks[n]))
                fail_msg("%s claims the check %s", p->code, p->review.checks[n]);
        if (n != seen.n)
            fail_msg("%s has passed %d checks, and claims %d", p->code, seen.n, n);
        if (n &&
            (p->review.bodies > n_bodies || fabs(p->review.worst_mm - seen.worst) > 0.5))
            fail_msg("%s was %.1f mm off at worst, and claims %.1f", p->code, seen.worst,
                     p->review.worst_mm);
    }
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "";
    const struct CMUnitTest few[] = {cmocka_unit_test(test_relations_hold)};
    const struct CMUnitTest many[] = {cmocka_unit_test(test_relations_hold_on_anyone),
                                      cmocka_unit_test(test_reviews_are_what_was_seen)};
    if (strcmp(mode, "--random") == 0)
        return cmocka_run_group_tests(many, set_up, tear_down);
    bool update = strcmp(mode, "--update") == 0;
    if (!update && strcmp(mode, "--table") != 0)
        return cmocka_run_group_tests(few, set_up, tear_down);
    if (set_up(NULL) != 0)
        return 1;
    judge_people(CROWD_KNOWN + RANDOM_BODIES);
    if (update) {
        report();
        write_reviews();
    } else {
        print_table();
    }
    return tear_down(NULL);
}
