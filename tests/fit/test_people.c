/* Persons that are no shape of ours: in other postures, with limbs of other lengths and
 * flesh that no parameter makes. Those in our shapes lie within 8 mm in the middle,
 * within 15 mm for 95 of 100. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "anatomy/body.h"
#include "catalog/catalog.h"
#include "fit/fit.h"
#include "import/model.h"
#include "people.h"

static struct {
    struct catalog *catalog;
    struct shapes *shapes;
    struct rig *rig;
    struct model human;
    struct fitter *fitter;
} it;

static int load(void **state)
{
    (void)state;
    static const struct model_params OWN = {.origin = MODEL_OWN};
    struct error error = {0};
    it.catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    it.shapes = shapes_load(DEQI_SOURCE_DIR "/models/human.shapes", &error);
    it.rig = rig_load(DEQI_SOURCE_DIR "/models/human.rig", &error);
    if (!it.catalog || !it.shapes || !it.rig ||
        !model_load_as(DEQI_SOURCE_DIR "/models/human.glb", &OWN, &it.human, &error)) {
        error_print(&error, stderr);
        return 1;
    }
    it.fitter = fitter_create(it.shapes, it.rig, &it.human.mesh, it.catalog, &error);
    return it.fitter == NULL;
}

static int unload(void **state)
{
    (void)state;
    fitter_destroy(&it.fitter);
    model_free(&it.human);
    rig_destroy(&it.rig);
    shapes_destroy(&it.shapes);
    catalog_destroy(&it.catalog);
    return 0;
}

#define WOMAN                                                                            \
    {                                                                                    \
        0, 30, .5f, .5f, 0                                                               \
    }
#define MAN                                                                              \
    {                                                                                    \
        1, 30, .5f, .5f, 0                                                               \
    }
#define HEAVY_MAN                                                                        \
    {                                                                                    \
        1, 50, .4f, .9f, 1.72f                                                           \
    }
#define HEAVY_WOMAN                                                                      \
    {                                                                                    \
        0, 45, .4f, .95f, 1.6f                                                           \
    }
#define THIN_OLD_MAN                                                                     \
    {                                                                                    \
        1, 80, .2f, .1f, 1.7f                                                            \
    }
#define SMALL_OLD_WOMAN                                                                  \
    {                                                                                    \
        0, 75, .2f, .2f, 1.52f                                                           \
    }
#define STRONG_MAN                                                                       \
    {                                                                                    \
        1, 28, 1, .5f, 1.9f                                                              \
    }
#define LONG_LEGS                                                                        \
    {                                                                                    \
        {"thigh", 1.06f}, {"calf", 1.05f}, {"lowerarm", .95f},                           \
        {                                                                                \
            "head", 1.03f                                                                \
        }                                                                                \
    }
#define SHORT_LEGS                                                                       \
    {                                                                                    \
        {"thigh", .95f}, {"calf", .96f}, {"upperarm", 1.04f},                            \
        {                                                                                \
            "neck", .93f                                                                 \
        }                                                                                \
    }

static const struct people_how PEOPLE[] = {
    {.name = "man as ours stand", .shape = MAN},
    {.name = "man, T", .shape = MAN, .turn = {{"upperarm", {0, 0, 45}}}},
    {.name = "man, arms hanging", .shape = MAN, .turn = {{"upperarm", {0, 0, -32}}}},
    {.name = "woman, arms hanging", .shape = WOMAN, .turn = {{"upperarm", {0, 0, -32}}}},
    {.name = "man, arms forward", .shape = MAN, .turn = {{"upperarm", {0, -80, 30}}}},
    {.name = "man, arms overhead",
     .shape = MAN,
     .turn = {{"clavicle", {0, 0, 20}}, {"upperarm", {0, 0, 100}}}},
    {.name = "man, knees bent",
     .shape = MAN,
     .turn = {{"thigh", {-35, 0, 0}}, {"calf", {60, 0, 0}}, {"foot", {-25, 0, 0}}}},
    {.name = "man, striding",
     .shape = MAN,
     .turn = {{"thigh_l", {-25, 0, 0}},
              {"thigh_r", {20, 0, 0}},
              {"calf_r", {15, 0, 0}},
              {"upperarm_l", {20, 0, -25}},
              {"upperarm_r", {-20, 0, -25}}}},
    {.name = "man, legs apart",
     .shape = MAN,
     .turn = {{"thigh", {0, 0, 15}}, {"head", {0, 25, 0}}}},
    {.name = "man, fists",
     .shape = MAN,
     .turn = {{"index", {0, 0, -40}},
              {"middle", {0, 0, -40}},
              {"ring", {0, 0, -40}},
              {"pinky", {0, 0, -40}}}},
    {.name = "long-legged man",
     .shape = MAN,
     .length = LONG_LEGS,
     .flesh = .006f,
     .seed = 3},
    {.name = "short-legged heavy man, hanging",
     .shape = HEAVY_MAN,
     .turn = {{"upperarm", {0, 0, -25}}},
     .length = SHORT_LEGS,
     .flesh = .006f,
     .seed = 5},
    {.name = "long-legged strong man, T",
     .shape = STRONG_MAN,
     .turn = {{"upperarm", {0, 0, 45}}},
     .length = LONG_LEGS,
     .flesh = .007f,
     .seed = 7},
    {.name = "short-legged thin old man",
     .shape = THIN_OLD_MAN,
     .turn = {{"upperarm", {0, 0, -20}}},
     .length = SHORT_LEGS,
     .flesh = .005f,
     .seed = 9},
    {.name = "long-legged heavy woman",
     .shape = HEAVY_WOMAN,
     .length = LONG_LEGS,
     .flesh = .007f,
     .seed = 11},
    {.name = "small old woman",
     .shape = SMALL_OLD_WOMAN,
     .turn = {{"upperarm", {0, 0, -20}}},
     .length = SHORT_LEGS,
     .flesh = .006f,
     .seed = 13},
    {.name = "woman, other flesh",
     .shape = WOMAN,
     .turn = {{"upperarm", {0, 0, -15}}},
     .flesh = .01f,
     .seed = 17},
    {.name = "man, other flesh",
     .shape = MAN,
     .turn = {{"upperarm", {0, 0, -15}}},
     .flesh = .01f,
     .seed = 19},
};

enum { N_PEOPLE = sizeof PEOPLE / sizeof *PEOPLE };

/* of people with other flesh and limbs, whose knees are ours all the same: a real one's
 * are lower, and the fit knows */
static const float OTHER_MEDIAN = 10, OTHER_MOST = 25; /* mm */

struct off {
    float mm;
    const char *name;
};

static int compare(const void *a, const void *b)
{
    float x = ((const struct off *)a)->mm, y = ((const struct off *)b)->mm;
    return x < y ? -1 : x > y;
}

/* how far the landmarks found are from where they are; *n of them */
static struct off *offs_of(const struct people_how *how, struct mesh *standing,
                           struct mesh *scan, int *n)
{
    struct fit fit;
    struct error error = {0};
    *n = 0;
    if (!fit_mesh(it.fitter, scan, NULL, &fit, &error))
        fail_msg("%s: %s", how->name, error.text);
    struct body *body = body_create(standing, it.catalog, &it.catalog->neutral, &error);
    assert_non_null(body);
    struct off *off = malloc(2 * (size_t)it.catalog->neutral.count * sizeof *off);
    for (int i = 0; i < fit.count; i++) {
        const struct landmark *a = &fit.landmark[i];
        struct mesh_site on = {a->triangle, {a->weight[0], a->weight[1], a->weight[2]}};
        struct body_place place = body_landmark(body, a->name, a->side);
        float p[3], q[3], d = 0;
        if (!place.found)
            continue;
        mesh_site_position(scan, &on, p);
        mesh_site_position(scan, &place.on, q);
        for (int k = 0; k < 3; k++)
            d += (p[k] - q[k]) * (p[k] - q[k]);
        off[*n].mm = 1000 * sqrtf(d);
        off[(*n)++].name = it.catalog->landmark_names.name[a->name];
    }
    body_destroy(&body);
    fit_free(&fit);
    qsort(off, (size_t)*n, sizeof *off, compare);
    return off;
}

static void one(const struct people_how *how)
{
    struct mesh standing, scan;
    int n;
    people_make(it.shapes, it.rig, &it.human.mesh, how, &standing, &scan);
    struct off *off = offs_of(how, &standing, &scan, &n);
    float median = off[n / 2].mm, most = off[n * 95 / 100].mm;
    print_message("%-32s %d landmarks, median %.1f, 95 of 100 %.1f, worst %.1f mm (%s)\n",
                  how->name, n, (double)median, (double)most, (double)off[n - 1].mm,
                  off[n - 1].name);
    assert_true(n > 0.95 * it.catalog->neutral.count);
    assert_true(median <= (how->flesh > 0 ? OTHER_MEDIAN : 8));
    assert_true(most <= (how->flesh > 0 ? OTHER_MOST : 15));
    free(off);
    mesh_free(&standing);
    mesh_free(&scan);
}

static void other_postures(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_PEOPLE; i++)
        if (PEOPLE[i].flesh == 0)
            one(&PEOPLE[i]);
}

static void other_people(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_PEOPLE; i++)
        if (PEOPLE[i].flesh > 0)
            one(&PEOPLE[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(other_postures),
                                       cmocka_unit_test(other_people)};
    return cmocka_run_group_tests(tests, load, unload);
}
