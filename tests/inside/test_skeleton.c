/* The bones of the program's own bodies: all there, inside the skin, even, of people's
 * sizes; and what happens with files that are not as they should be. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "inside/skeleton.h"
#include "people.h"

static struct people people;
static struct skeleton *skeleton;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    if (!people_open(&people, &error) ||
        !(skeleton = skeleton_load(DEQI_SOURCE_DIR, &error))) {
        error_print(&error, stderr);
        return -1;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    skeleton_destroy(&skeleton);
    people_close(&people);
    return 0;
}

static struct bones *bones_of(const struct shape_params *params)
{
    struct error error = {0};
    struct bones *bones = NULL;
    if (people_become(&people, params, &error))
        bones = skeleton_bones_of_shape(skeleton, &people.model.mesh, &error);
    if (!bones)
        fail_msg("%s", error.text);
    return bones;
}

static void test_every_bone_is_there(void **state)
{
    (void)state;
    struct bones *bones = bones_of(&PEOPLE_BODY[0]);
    for (int k = 0; SKELETON_IDS[k]; k++) {
        const struct bone *l = skeleton_bones_find(bones, SKELETON_IDS[k], SIDE_L);
        const struct bone *r = skeleton_bones_find(bones, SKELETON_IDS[k], SIDE_R);
        assert_non_null(l);
        assert_non_null(r);
        assert_true(l->n_triangles > 50);
        assert_true(l == r ? l->side == SIDE_M : r->side == SIDE_R);
    }
    assert_null(skeleton_bones_find(bones, "femurr", SIDE_L));
    skeleton_bones_destroy(&bones);
}

static int outside(const struct bones *bones, const char *who)
{
    int n = 0;
    for (int i = 0; i < bones->count; i++) {
        const struct bone *b = &bones->bone[i];
        int here = 0;
        float worst = 0;
        for (uint32_t v = 0; v < b->n_vertices && b->side != SIDE_R; v++) {
            float depth = people_depth(&people, b->position[v]);
            here += depth < 0;
            worst = fminf(worst, depth);
        }
        if (here)
            printf("%s: %s leaves the skin with %d vertices, %.1f mm\n", who, b->id, here,
                   (double)-worst * 1000);
        n += here;
    }
    return n;
}

static void test_no_bone_leaves_the_skin(void **state)
{
    (void)state;
    int n = 0;
    char who[32];
    for (int i = 0; i < PEOPLE; i++) {
        struct bones *bones = bones_of(&PEOPLE_BODY[i]);
        snprintf(who, sizeof who, "body %d", i);
        n += outside(bones, who);
        skeleton_bones_destroy(&bones);
    }
    assert_int_equal(n, 0);
}

/* thin and tall, heavy and short, old, muscular, slight: the corners of what people are
 */
static void test_nor_on_extremes(void **state)
{
    (void)state;
    static const float STATURES[] = {1.45F, 1.70F, 2.0F};
    int n = 0;
    for (int i = 0; i < 48; i++) {
        struct shape_params params = {.sex = (float)(i & 1),
                                      .age = i & 2 ? 90 : 18,
                                      .muscle = (float)(i >> 2 & 1),
                                      .weight = (float)(i >> 3 & 1),
                                      .height = STATURES[i / 16]};
        struct bones *bones = bones_of(&params);
        char who[96];
        snprintf(who, sizeof who, "sex %g, age %g, muscle %g, weight %g, %g m",
                 (double)params.sex, (double)params.age, (double)params.muscle,
                 (double)params.weight, (double)params.height);
        n += outside(bones, who);
        skeleton_bones_destroy(&bones);
    }
    assert_int_equal(n, 0);
}

static void test_nor_on_bodies_between(void **state)
{
    (void)state;
    uint32_t seed = 20;
    int n = 0;
    char who[32];
    for (int i = 0; i < 20; i++) {
        struct shape_params params = people_anyone(&seed);
        struct bones *bones = bones_of(&params);
        snprintf(who, sizeof who, "random body %d", i);
        n += outside(bones, who);
        skeleton_bones_destroy(&bones);
    }
    assert_int_equal(n, 0);
}

static void test_left_is_the_mirror_of_right(void **state)
{
    (void)state;
    struct bones *bones = bones_of(&PEOPLE_BODY[6]);
    for (int k = 0; SKELETON_IDS[k]; k++) {
        const struct bone *l = skeleton_bones_find(bones, SKELETON_IDS[k], SIDE_L);
        const struct bone *r = skeleton_bones_find(bones, SKELETON_IDS[k], SIDE_R);
        if (l == r)
            continue;
        assert_int_equal(l->n_vertices, r->n_vertices);
        for (uint32_t v = 0; v < l->n_vertices; v++) {
            assert_true(fabsf(l->position[v][0] + r->position[v][0]) < 1e-4F);
            assert_true(fabsf(l->normal[v][0] + r->normal[v][0]) < 1e-3F);
        }
        assert_true(fabsf(l->axis[1][1] - r->axis[1][1]) < 1e-5F);
    }
    skeleton_bones_destroy(&bones);
}

static double volume(const struct bone *b)
{
    double sum = 0;
    for (uint32_t t = 0; t < b->n_triangles; t++) {
        const float *p = b->position[b->triangle[t][0]];
        const float *q = b->position[b->triangle[t][1]];
        const float *r = b->position[b->triangle[t][2]];
        sum += (double)(p[0] * (q[1] * r[2] - q[2] * r[1]) +
                        p[1] * (q[2] * r[0] - q[0] * r[2]) +
                        p[2] * (q[0] * r[1] - q[1] * r[0])) /
               6;
    }
    return sum;
}

static int by_ends(const void *a, const void *b)
{
    return memcmp(a, b, 2 * sizeof(uint32_t));
}

/* every edge is met once in each direction */
static bool is_closed(const struct bone *b)
{
    size_t n = (size_t)b->n_triangles * 3;
    uint32_t(*edge)[2] = calloc(n, sizeof *edge), (*back)[2] = calloc(n, sizeof *back);
    for (size_t i = 0; i < n; i++) {
        edge[i][0] = back[i][1] = b->triangle[i / 3][i % 3];
        edge[i][1] = back[i][0] = b->triangle[i / 3][(i + 1) % 3];
    }
    qsort(edge, n, sizeof *edge, by_ends);
    qsort(back, n, sizeof *back, by_ends);
    bool same = memcmp(edge, back, n * sizeof *edge) == 0;
    for (size_t i = 1; i < n; i++)
        same &= memcmp(edge[i - 1], edge[i], sizeof *edge) != 0;
    free(edge);
    free(back);
    return same;
}

static void test_bones_are_closed_and_solid(void **state)
{
    (void)state;
    struct bones *bones = bones_of(&PEOPLE_BODY[0]);
    for (int i = 0; i < bones->count; i++) {
        const struct bone *b = &bones->bone[i];
        if (!is_closed(b))
            fail_msg("%s has holes", b->id);
        if (!(volume(b) > 0))
            fail_msg("%s is inside out", b->id);
    }
    skeleton_bones_destroy(&bones);
}

static void test_another_mesh_is_not_ours(void **state)
{
    (void)state;
    struct error error = {0};
    assert_true(people_become(&people, &PEOPLE_BODY[0], &error));
    float(*p)[3] = people.model.mesh.position;
    for (uint32_t v = 0; v < people.model.mesh.n_vertices; v++)
        p[v][2] += 0.1F * p[v][0] * p[v][0]; // a posture that no shape has
    assert_null(skeleton_bones_of_shape(skeleton, &people.model.mesh, &error));
    assert_true(strstr(error.text, "not one of ours") != NULL);
}

// ---------------------------------------------------------------- files

static void copy_models(char *folder, const char *spoilt, size_t length, bool there)
{
    static const char *const FILES[] = {"human.bones", "skeleton.glb", "pelvis_legs.glb"};
    struct error error = {0};
    char path[1024];
    strcpy(folder, "/tmp/deqi-skeleton-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/models", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    for (int i = 0; i < 3; i++) {
        char *data;
        size_t size;
        snprintf(path, sizeof path, DEQI_SOURCE_DIR "/models/%s", FILES[i]);
        assert_true(file_read(path, 0x4000000, &data, &size, &error));
        bool it = strcmp(FILES[i], spoilt) == 0;
        snprintf(path, sizeof path, "%s/models/%s", folder, FILES[i]);
        if (!it || there)
            assert_true(
                file_write(path, data, it && length < size ? length : size, &error));
        free(data);
    }
}

static void remove_models(const char *folder)
{
    static const char *const PARTS[] = {"/models/human.bones", "/models/skeleton.glb",
                                        "/models/pelvis_legs.glb", "/models", ""};
    char path[1024];
    for (int i = 0; i < 5; i++) {
        snprintf(path, sizeof path, "%s%s", folder, PARTS[i]);
        remove(path);
    }
}

static void check_refused(const char *file, size_t length, bool there)
{
    struct error error = {0};
    char folder[64];
    copy_models(folder, file, length, there);
    struct skeleton *broken = skeleton_load(folder, &error);
    assert_null(broken);
    assert_true(strstr(error.file, file) != NULL);
    assert_true(error.text[0] != '\0');
    remove_models(folder);
}

static void test_files_missing_or_cut_short(void **state)
{
    (void)state;
    static const char *const FILES[] = {"human.bones", "skeleton.glb", "pelvis_legs.glb"};
    static const size_t LENGTHS[] = {0, 10, 30, 5000, 100000};
    for (int i = 0; i < 3; i++) {
        check_refused(FILES[i], 0, false);
        for (size_t k = 0; k < sizeof LENGTHS / sizeof *LENGTHS; k++)
            check_refused(FILES[i], LENGTHS[k], true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_bone_is_there),
        cmocka_unit_test(test_no_bone_leaves_the_skin),
        cmocka_unit_test(test_nor_on_extremes),
        cmocka_unit_test(test_nor_on_bodies_between),
        cmocka_unit_test(test_left_is_the_mirror_of_right),
        cmocka_unit_test(test_bones_are_closed_and_solid),
        cmocka_unit_test(test_another_mesh_is_not_ours),
        cmocka_unit_test(test_files_missing_or_cut_short),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
