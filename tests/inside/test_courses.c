/* Nerves, vessels, muscles and organs on the program's own bodies: all there, under the
 * skin, beside the bones, even; and where people were measured, as in people. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "inside/beneath.h"
#include "inside/near.h"
#include "people.h"

static struct people people;
static struct catalog *catalog;
static struct beneath *beneath;
static struct body *body;
static const struct inside *inside;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    if (people_open(&people, &error) &&
        (catalog = catalog_load(DEQI_SOURCE_DIR, &error)) &&
        (beneath = beneath_load(DEQI_SOURCE_DIR, &error)))
        body = body_create(&people.model.mesh, catalog, &catalog->neutral, &error);
    if (!body)
        error_print(&error, stderr);
    return body ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    beneath_destroy(&beneath);
    body_destroy(&body);
    catalog_destroy(&catalog);
    people_close(&people);
    return 0;
}

static void become_shaped(const struct shape_params *shape)
{
    struct error error = {0};
    if (!people_become(&people, shape, &error) || !body_update(body, &error) ||
        !beneath_make(beneath, body, &error))
        fail_msg("%s", error.text);
    inside = beneath_inside(beneath);
}

static void become(int who)
{
    become_shaped(&PEOPLE_BODY[who]);
}

static bool is_course(const struct inside_part *p)
{
    return p->n_path && (p->system == STRUCTURE_NERVE || p->system == STRUCTURE_ARTERY ||
                         p->system == STRUCTURE_VEIN || p->system == STRUCTURE_TENDON);
}

static double mm_between(const float a[3], const float b[3])
{
    return 1000 *
           sqrt((double)((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) +
                         (a[2] - b[2]) * (a[2] - b[2])));
}

// ---------------------------------------------------------------- on every body

/* a surface without borders: every edge runs once each way */
static void must_be_closed(const struct inside_part *p)
{
    double volume = 0;
    for (uint32_t t = 0; t < p->mesh.n_triangles; t++) {
        const uint32_t *v = p->mesh.triangle[t];
        const float *a = p->mesh.position[v[0]], *b = p->mesh.position[v[1]],
                    *c = p->mesh.position[v[2]];
        volume += (double)(a[0] * (b[1] * c[2] - b[2] * c[1]) +
                           a[1] * (b[2] * c[0] - b[0] * c[2]) +
                           a[2] * (b[0] * c[1] - b[1] * c[0])) /
                  6;
    }
    if (!(volume > 0) || p->mesh.n_triangles % 2)
        fail_msg("%s %s is inside out or open (%g)", p->id, side_name(p->side), volume);
}

static void test_all_are_there(void **state)
{
    (void)state;
    for (int who = 0; who < PEOPLE; who++) {
        become(who);
        int n;
        const struct inside_part *part = inside_parts(inside, &n);
        if (inside_missing(inside))
            fail_msg("body %d: %s", who, inside_missing(inside));
        for (int i = 0; i < n; i++) {
            const struct inside_part *p = &part[i];
            assert_true(p->placed && p->uncertainty > 0 && *p->source);
            if (!p->tree)
                continue;
            for (int k = 0; k < 3; k++)
                if (!isfinite(p->min[k]) || !isfinite(p->max[k]) ||
                    !(p->max[k] - p->min[k] < 1.1F))
                    fail_msg("body %d: %s %s is from %g to %g", who, p->id,
                             side_name(p->side), (double)p->min[k], (double)p->max[k]);
            if (p->structure)
                must_be_closed(p);
        }
    }
}

/* vertices of nerves, vessels, tendons, muscles and organs out of the skin; named */
static int outside(const char *who)
{
    int n, all = 0;
    const struct inside_part *part = inside_parts(inside, &n);
    for (int i = 0; i < n; i++) {
        /* the model's skin has a pocket where the eyeball is */
        if (!part[i].structure || !part[i].tree || part[i].side == SIDE_R ||
            strcmp(part[i].id, "eye") == 0)
            continue;
        int out = 0;
        float most = 0;
        for (uint32_t v = 0; v < part[i].mesh.n_vertices; v++) {
            float depth = people_depth(&people, part[i].mesh.position[v]);
            if (depth >= 0)
                continue;
            out++;
            most = fmaxf(most, -depth);
        }
        if (out)
            printf("%s: %s leaves the skin with %d vertices, %.1f mm\n", who, part[i].id,
                   out, (double)most * 1000);
        all += out;
    }
    return all;
}

static void test_all_lie_under_the_skin(void **state)
{
    (void)state;
    int out = 0;
    char who[32];
    for (int i = 0; i < PEOPLE; i++) {
        become(i);
        snprintf(who, sizeof who, "body %d", i);
        out += outside(who);
    }
    assert_int_equal(out, 0);
}

/* thin and tall, heavy and short, old, muscular */
static void test_and_on_extremes(void **state)
{
    (void)state;
    int out = 0;
    for (int i = 0; i < 16; i++) {
        struct shape_params shape = {.sex = (float)(i & 1),
                                     .age = i & 2 ? 90 : 18,
                                     .muscle = (float)(i >> 2 & 1),
                                     .weight = (float)(i >> 3 & 1),
                                     .height = i >> 3 & 1 ? 1.5F : 1.95F};
        char who[96];
        snprintf(who, sizeof who, "sex %g, age %g, muscle %g, weight %g",
                 (double)shape.sex, (double)shape.age, (double)shape.muscle,
                 (double)shape.weight);
        become_shaped(&shape);
        out += outside(who);
    }
    assert_int_equal(out, 0);
}

static void test_and_on_bodies_between(void **state)
{
    (void)state;
    uint32_t seed = 20;
    int out = 0;
    char who[32];
    for (int i = 0; i < 20; i++) {
        struct shape_params shape = people_anyone(&seed);
        snprintf(who, sizeof who, "random body %d", i);
        become_shaped(&shape);
        out += outside(who);
    }
    assert_int_equal(out, 0);
}

static bool may_enter(const struct inside_part *p, const struct inside_part *bone)
{
    const struct structures *data = inside_data(inside);
    for (const int *e = p->structure->enters; *e >= 0; e++)
        if (strcmp(data->bone[*e].id, bone->id) == 0)
            return true;
    return false;
}

/* millimetres that the middle of a course lies in the bone; 0 = beside it */
static double in_bone(const struct inside_part *bone, const float at[3])
{
    struct bvh_hit hit;
    for (int k = 0; k < 3; k++)
        if (at[k] < bone->min[k] || at[k] > bone->max[k])
            return 0;
    /* from within, faces are seen from behind to every side */
    for (int k = 0; k < 6; k++) {
        float way[3] = {0};
        way[k / 2] = k % 2 ? 1 : -1;
        if (!bvh_ray(bone->tree, at, way, 1, NULL, NULL, &hit) || hit.front)
            return 0;
    }
    bvh_nearest(bone->tree, at, 1, NULL, NULL, &hit);
    return (double)hit.distance * 1000;
}

/* nerves, vessels and tendons go round bones, but for the canals that the data name */
static void test_courses_go_beside_bones(void **state)
{
    (void)state;
    for (int who = 0; who < PEOPLE; who++) {
        become(who);
        int n, inner = 0, all = 0;
        const struct inside_part *part = inside_parts(inside, &n);
        double most = 0;
        char worst[160] = "";
        for (int i = 0; i < n; i++) {
            if (!is_course(&part[i]) || part[i].side == SIDE_R)
                continue;
            for (int k = 0; k < part[i].n_path; k++, all++)
                for (int b = 0; b < n && !part[b].structure; b++) {
                    if (part[b].side == SIDE_R || may_enter(&part[i], &part[b]))
                        continue;
                    double mm = in_bone(&part[b], part[i].path[k]);
                    inner += mm > 0.5;
                    if (mm > most) {
                        most = mm;
                        snprintf(worst, sizeof worst, "%s in %s at %d of %d", part[i].id,
                                 part[b].id, k, part[i].n_path);
                    }
                }
        }
        if (inner > all / 500)
            fail_msg("body %d: %d of %d places lie in a bone, at most %.1f mm: %s", who,
                     inner, all, most, worst);
    }
}

static void test_left_is_the_mirror_of_right(void **state)
{
    (void)state;
    for (int who = 0; who < PEOPLE; who++) {
        become(who);
        float plane = body_midline(body);
        int n;
        const struct inside_part *part = inside_parts(inside, &n);
        for (int i = 0; i < n; i++) {
            if (part[i].side != SIDE_L || !part[i].structure || !part[i].structure->both)
                continue;
            const struct inside_part *right = inside_find(inside, part[i].id, SIDE_R);
            assert_non_null(right);
            assert_int_equal(right->mesh.n_vertices, part[i].mesh.n_vertices);
            for (uint32_t v = 0; v < right->mesh.n_vertices; v++) {
                const float *l = part[i].mesh.position[v], *r = right->mesh.position[v];
                assert_true(fabsf(2 * plane - l[0] - r[0]) < 1e-4F &&
                            fabsf(l[1] - r[1]) < 1e-4F && fabsf(l[2] - r[2]) < 1e-4F);
            }
        }
    }
}

/* vertices of the organ for which the bone lies straight behind: it sticks out of it */
static int in_front_of(const struct inside_part *organ, const struct inside_part *bone)
{
    struct bvh_hit hit;
    int out = 0;
    for (uint32_t v = 0; v < organ->mesh.n_vertices; v++)
        out += bvh_ray(bone->tree, organ->mesh.position[v], (float[3]){0, 0, -1}, 0.05F,
                       NULL, NULL, &hit);
    return out;
}

static void test_heart_lies_behind_the_breastbone(void **state)
{
    (void)state;
    for (int who = 0; who < PEOPLE; who++) {
        become(who);
        const struct inside_part *heart = inside_find(inside, "heart", SIDE_M);
        int out = in_front_of(heart, inside_find(inside, "sternum", SIDE_M)) +
                  in_front_of(heart, inside_find(inside, "costal_cartilages", SIDE_M));
        if (out > 4) // of some 400: an ellipsoid touches the cartilages of the thinnest
            fail_msg("body %d: the heart sticks out of the chest with %d vertices", who,
                     out);
    }
}

/* The aorta arches in front of the windpipe and to its left. */
static void test_aorta_leaves_room_for_the_windpipe(void **state)
{
    (void)state;
    for (int who = 0; who < PEOPLE; who++) {
        become(who);
        const struct inside_part *a = inside_find(inside, "aorta", SIDE_M);
        const struct inside_part *t = inside_find(inside, "trachea", SIDE_M);
        for (int i = 0; i < a->n_path; i++)
            for (int k = 0; k < t->n_path; k++) {
                double gap = 1000 * (double)(-a->half[i][1] - t->half[k][1]);
                gap += mm_between(a->path[i], t->path[k]);
                if (gap < -5) // in the flattest chests they press on each other
                    fail_msg("body %d: the aorta lies %.1f mm in the windpipe", who,
                             -gap);
            }
    }
}

/* The larynx stands behind its prominence (a mark of the skin, which rides 18 mm higher
 * in the thinnest old man), below the chin: by the throat, not by the vertebrae beside
 * it. */
static void test_larynx_lies_in_the_throat(void **state)
{
    (void)state;
    for (int who = 0; who < PEOPLE; who++) {
        become(who);
        const struct inside_part *larynx = inside_find(inside, "larynx", SIDE_M);
        struct body_place prominence = body_landmark(
            body, catalog_landmark(catalog, "laryngeal_prominence"), SIDE_M);
        struct body_place chin =
            body_landmark(body, catalog_landmark(catalog, "menton"), SIDE_M);
        struct bvh_hit hit;
        assert_true(prominence.found && chin.found);
        double under = 1000 * (double)(chin.position[1] - larynx->max[1]);
        double off =
            bvh_nearest(larynx->tree, prominence.position, 0.1F, NULL, NULL, &hit)
                ? 1000 * (double)hit.distance
                : NAN;
        if (!(under > 2) || !(off < 20))
            fail_msg("body %d: the larynx ends %.1f mm under the chin, %.1f mm from its "
                     "prominence",
                     who, under, off);
    }
}

// ---------------------------------------------------------------- where people were
// measured

static const struct inside_part *left(const char *id)
{
    const struct inside_part *p = inside_find(inside, id, SIDE_L);
    if (!p)
        p = inside_find(inside, id, SIDE_M);
    if (!p)
        fail_msg("%s is not there", id);
    return p;
}

static const struct site *site_of(const char *code)
{
    const struct point *point = catalog_point(catalog, code);
    const struct site *site = body_site(body, point, SIDE_L);
    if (!site)
        fail_msg("%s is not there", code);
    return site;
}

/* the place of a course nearest to another place */
static const float *nearest_on(const struct inside_part *p, const float at[3], int *index)
{
    int best = 0;
    for (int i = 1; i < p->n_path; i++)
        if (mm_between(p->path[i], at) < mm_between(p->path[best], at))
            best = i;
    if (index)
        *index = best;
    return p->path[best];
}

/* millimetres from the skin to the front of a course, where it is nearest to the place */
static double depth_near(const char *id, const float at[3])
{
    int i;
    const struct inside_part *p = left(id);
    const float *on = nearest_on(p, at, &i);
    return 1000 * (double)(people_depth(&people, on) - p->half[i][1]);
}

/* millimetres along a direction from a place to the surface of a structure; NAN = not met
 */
static double way_to(const char *id, const float from[3], const float direction[3])
{
    struct bvh_hit hit;
    if (!bvh_ray(left(id)->tree, from, direction, 0.3F, NULL, NULL, &hit))
        return NAN;
    return 1000 * (double)hit.distance;
}

/* the place at a level up the body */
static const float *at_height(const struct inside_part *p, float y, int *index)
{
    int best = 0;
    for (int i = 1; i < p->n_path; i++)
        if (fabsf(p->path[i][1] - y) < fabsf(p->path[best][1] - y))
            best = i;
    if (index)
        *index = best;
    return p->path[best];
}

static void landmark(const char *name, float out[3])
{
    int index = catalog_landmark(catalog, name);
    struct body_place place = body_landmark(body, index, SIDE_L);
    if (!place.found)
        fail_msg("%s is not found", name);
    memcpy(out, place.position, sizeof place.position);
}

static double median_at_pc6(void)
{
    return depth_near("median_nerve", site_of("PC6")->position);
}

static double needle_to_median(void)
{
    struct near near[NEAR_MAX];
    int n = near_site(inside, site_of("PC6"), near, NEAR_MAX);
    for (int i = 0; i < n; i++)
        if (strcmp(near[i].part->id, "median_nerve") == 0)
            return 1000 * (double)near[i].distance;
    return 15;
}

static double ulnar_at_elbow(void)
{
    float at[3];
    landmark("medial_epicondyle", at);
    return depth_near("ulnar_nerve", at);
}

static double ulnar_at_ht7(void)
{
    return depth_near("ulnar_nerve", site_of("HT7")->position);
}

static double tibial_at_ki3(void)
{
    return depth_near("tibial_nerve", site_of("KI3")->position);
}

static double tibial_behind_malleolus(void)
{
    float at[3];
    landmark("medial_malleolus_prominence", at);
    return mm_between(at, nearest_on(left("tibial_nerve"), at, NULL));
}

static double sural_behind_malleolus(void)
{
    float at[3];
    landmark("lateral_malleolus_prominence", at);
    return mm_between(at, nearest_on(left("sural_nerve"), at, NULL));
}

/* from the fibula's tip down to where the nerve lies straight to the side of the neck */
static double peroneal_below_head(void)
{
    const struct inside_part *fibula = left("fibula");
    const struct inside_part *nerve = left("common_peroneal_nerve");
    float top = 0;
    for (uint32_t v = 0; v < fibula->mesh.n_vertices; v++)
        top = fmaxf(top, fibula->mesh.position[v][1]);
    int outermost = nerve->n_path - 1;
    for (int i = 0; i < nerve->n_path; i++)
        if (nerve->path[i][1] < top && nerve->path[i][0] > nerve->path[outermost][0])
            outermost = i;
    return 1000 * (double)(top - nerve->path[outermost][1]);
}

/* ... and to its division */
static double peroneal_divides(void)
{
    const struct inside_part *fibula = left("fibula");
    const struct inside_part *nerve = left("common_peroneal_nerve");
    return 1000 * (double)(fibula->max[1] - nerve->path[nerve->n_path - 1][1]);
}

static double sciatic_at_fold(void)
{
    int i;
    const struct inside_part *nerve = left("sciatic_nerve");
    float at[3];
    landmark("gluteal_fold", at);
    const float *on = at_height(nerve, at[1], &i);
    /* straight from behind */
    struct bvh_hit hit;
    if (!bvh_ray(people.bvh, on, (float[3]){0, 0, -1}, 0.4F, NULL, NULL, &hit))
        return NAN;
    return 1000 * (double)(hit.distance - nerve->half[i][1]);
}

static double radial_artery_above(double mm)
{
    float crease[3], elbow[3], at[3];
    landmark("palmar_wrist_crease", crease);
    landmark("cubital_crease", elbow);
    double length = mm_between(crease, elbow);
    for (int k = 0; k < 3; k++)
        at[k] = crease[k] + (float)(mm / length) * (elbow[k] - crease[k]);
    return depth_near("radial_artery", at);
}

static double radial_artery_20(void)
{
    return radial_artery_above(20);
}

static double radial_artery_60(void)
{
    return radial_artery_above(60);
}

static double pleura_at_bl13(void)
{
    /* straight in, as in the study between the shoulder blades */
    const struct site *site = site_of("BL13");
    return way_to("pleura", site->position, (float[3]){0, 0, 1});
}

static double pleura_at_gb21(void)
{
    struct bvh_hit hit;
    const float *at = site_of("GB21")->position;
    return bvh_nearest(left("pleura")->tree, at, 0.3F, NULL, NULL, &hit)
               ? 1000 * (double)hit.distance
               : NAN;
}

static double pleura_in_second_space(void)
{
    const struct site *site =
        site_of("ST15"); // at right angles to the chest, as they had it
    float in[3] = {-site->normal[0], -site->normal[1], -site->normal[2]};
    return way_to("pleura", site->position, in);
}

static double canal_at_gv16(void)
{
    struct bvh_hit hit;
    const float *at = site_of("GV16")->position;
    return bvh_nearest(left("spinal_canal")->tree, at, 0.3F, NULL, NULL, &hit)
               ? 1000 * (double)hit.distance
               : NAN;
}

static double vertebral_at_gb20(void)
{
    const struct site *site = site_of("GB20");
    return mm_between(site->position,
                      nearest_on(left("vertebral_artery"), site->position, NULL));
}

static double kidney_length(enum side side)
{
    const struct inside_part *p = inside_find(inside, "kidney", side);
    double most = 0;
    for (uint32_t i = 0; i < p->mesh.n_vertices; i += 3)
        for (uint32_t k = 0; k < i; k += 3)
            most = fmax(most, mm_between(p->mesh.position[i], p->mesh.position[k]));
    return most;
}

static double kidney_left(void)
{
    return kidney_length(SIDE_L);
}

static double kidney_right(void)
{
    return kidney_length(SIDE_R);
}

static double lateral_cutaneous_from_asis(void)
{
    float at[3];
    landmark("ASIS", at);
    const float *on = nearest_on(left("lateral_femoral_cutaneous_nerve"), at, NULL);
    return 1000 * (double)fabsf(at[0] - on[0]);
}

static double femoral_artery_depth(void)
{
    /* at its second waypoint: before the head of the femur */
    const struct inside_part *p = left("femoral_artery");
    int i = 0;
    while (i + 1 < p->n_path && p->waypoint[i] < 1)
        i++;
    return 1000 * (double)(people_depth(&people, p->path[i]) - p->half[i][1]);
}

/* `low` to `high` holds on the three average bodies: mean +- 2 SD or the range of the
 * study, or what textbooks say where there is none; `lowest` to `highest` on all of them,
 * thin and heavy. */
static const struct figure {
    const char *what, *source;
    double (*measure)(void);
    double low, high, lowest, highest;
} FIGURES[] = {
    {"depth of the median nerve at PC6", "textbook; no study with a mean", median_at_pc6,
     6, 12, 2, 18},
    {"needle at PC6 to the median nerve",
     "Streitberger 2007 J Altern Complement Med 13:585: 1.8 +- 2.2 (0 to 11.3)",
     needle_to_median, 0, 11.3, 0, 11.3},
    {"depth of the ulnar nerve at the elbow", "textbook: 3 to 7", ulnar_at_elbow, 2.5,
     7.5, 1, 12},
    {"depth of the ulnar nerve at HT7", "textbook: 4 to 8", ulnar_at_ht7, 3.5, 8.5, 2,
     18},
    {"depth of the tibial nerve at KI3",
     "ultrasound of 100, biocloudy.com MjE5ODM3Nw: 9.1; in the front half of the way to "
     "the "
     "heel: Kim 2015 Anat Cell Biol 48:2",
     tibial_at_ki3, 4, 14, 3, 16},
    {"tibial nerve to medial malleolus",
     "the same: 21.7 (men 24.2, women 19.9); no SD, taken as a fifth",
     tibial_behind_malleolus, 13, 31, 12, 34},
    {"sural nerve to lateral malleolus", "Dangintawat, 98 limbs: 26 +- 5",
     sural_behind_malleolus, 16, 36, 12, 38},
    {"common peroneal beside the fibula's neck, under its tip",
     "Ryan 2003 Clin Anat 16:501, the tunnel: 32 +- 10", peroneal_below_head, 12, 52, 12,
     52},
    {"division of the common peroneal", "Ryan 2003: 38 +- 9", peroneal_divides, 20, 56,
     20, 56},
    {"depth of the sciatic nerve at the gluteal fold",
     "textbook: about 50, BMI 20 to 27 40 to 60", sciatic_at_fold, 36, 62, 26, 75},
    {"radial artery 20 mm above the crease", "Leclerc, PMC12949017: 3.36 +- 1.25",
     radial_artery_20, 0.9, 5.9, 0.9, 5.9},
    {"radial artery 60 mm above the crease", "Leclerc: 4.66 +- 2.23", radial_artery_60,
     0.9, 9.1, 0.9, 9.1},
    {"pleura at BL13, straight in",
     "Kim 2002 J Korean Acad Rehabil Med 26:781: 37 +- 7, 3.8 mm a BMI unit",
     pleura_at_bl13, 23, 51, 23, 85},
    {"pleura from GB21, the nearest of it",
     "between Chen 2018 J Acupunct Meridian Stud 11:355: 15 to 17 and Chou 2015 BMJ Open "
     "5:e007819: 56, of obese men 71",
     pleura_at_gb21, 15, 64, 15, 71},
    {"pleura in the second space, midclavicular",
     "Givens 2004 Acad Emerg Med 11:211: 42; soldiers 48.6 +- 11", pleura_in_second_space,
     20, 71, 15, 80},
    /* the napes of the program's bodies are thinner than people's, the women's by half */
    {"spinal canal from GV16", "Yang 2015: men 49.7 +- 6.3, women 39.8 +- 5.3",
     canal_at_gv16, 20, 62, 20, 62},
    {"vertebral artery from GB20", "Peuker: 40 to 60 by the size of the head",
     vertebral_at_gb20, 19, 60, 19, 60},
    {"left kidney", "Glodny 2009 BMC Urol 9:19: 111.3 +- 12.6", kidney_left, 86, 137, 86,
     137},
    {"right kidney", "Glodny 2009: 108.5 +- 12.2", kidney_right, 84, 133, 84, 133},
    {"lateral cutaneous nerve of the thigh from the ASIS",
     "Hospodar 1999: 20.4 (3 to 46); PRS 2022 149:1147: 2 to 64",
     lateral_cutaneous_from_asis, 3, 46, 2, 64},
    {"depth of the common femoral artery", "textbook: 15 to 25, more with BMI",
     femoral_artery_depth, 15, 25, 9, 40},
};
enum { N_FIGURES = sizeof FIGURES / sizeof *FIGURES };

static void test_people_were_measured(void **state)
{
    (void)state;
    static double found[N_FIGURES][PEOPLE];
    for (int who = 0; who < PEOPLE; who++) {
        become(who);
        for (int i = 0; i < N_FIGURES; i++)
            found[i][who] = FIGURES[i].measure();
    }
    int bad = 0;
    for (int i = 0; i < N_FIGURES; i++) {
        const struct figure *f = &FIGURES[i];
        printf("%-40s %5.1f to %5.1f:", f->what, f->low, f->high);
        for (int who = 0; who < PEOPLE; who++) {
            bool average = who < 3;
            double low = average ? f->low : f->lowest;
            double high = average ? f->high : f->highest;
            bool good = found[i][who] >= low && found[i][who] <= high;
            printf(" %.1f%s", found[i][who], good ? "" : "!");
            bad += !good;
        }
        printf("  (%s)\n", f->source);
    }
    if (bad)
        fail_msg("%d figures are not those of people", bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_are_there),
        cmocka_unit_test(test_all_lie_under_the_skin),
        cmocka_unit_test(test_and_on_extremes),
        cmocka_unit_test(test_and_on_bodies_between),
        cmocka_unit_test(test_courses_go_beside_bones),
        cmocka_unit_test(test_left_is_the_mirror_of_right),
        cmocka_unit_test(test_heart_lies_behind_the_breastbone),
        cmocka_unit_test(test_aorta_leaves_room_for_the_windpipe),
        cmocka_unit_test(test_larynx_lies_in_the_throat),
        cmocka_unit_test(test_people_were_measured),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
