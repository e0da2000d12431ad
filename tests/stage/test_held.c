/* A model file in every posture: our own bodies, saved as files that nothing is known of,
 * bend where ours do, whole, with everything on its skin; and landmarks of a file that
 * are corrected.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cglm/cglm.h>
#include <cmocka.h>

#include "base/file.h"
#include "catalog/landmark_change.h"
#include "inside/inside.h"
#include "stage/subject.h"
#include "stage/subject_fit.h"

static char folder[] = "/tmp/deqi-held-XXXXXX", path[64];
static struct subject *ours, *theirs;

/* ours as it stands, as an OBJ: no joints, no landmarks */
static void write_body(const struct subject *s)
{
    const struct mesh *m = subject_mesh(s);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    for (uint32_t v = 0; v < m->n_vertices; v++)
        fprintf(f, "v %.6f %.6f %.6f\n", (double)m->position[v][0],
                (double)m->position[v][1], (double)m->position[v][2]);
    for (uint32_t t = 0; t < m->n_triangles; t++)
        fprintf(f, "f %u %u %u\n", m->triangle[t][0] + 1, m->triangle[t][1] + 1,
                m->triangle[t][2] + 1);
    assert_int_equal(fclose(f), 0);
}

static int set_up(void **state)
{
    static const char *const SET[] = {"weight=0.7"};
    struct error error;
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/body.obj", folder);
    ours = subject_create(DEQI_SOURCE_DIR, "female", SET, 1, &error);
    if (!ours)
        return -1;
    write_body(ours);
    theirs = subject_create(DEQI_SOURCE_DIR, path, NULL, 0, &error);
    struct error unsaved;
    return theirs && subject_fit(theirs, DEQI_SOURCE_DIR, NULL, NULL, &unsaved, &error)
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    char file[96];
    (void)state;
    subject_destroy(&ours);
    subject_destroy(&theirs);
    unlink(path);
    snprintf(file, sizeof file, "%s/body.landmarks.json", folder);
    unlink(file);
    rmdir(folder);
    return 0;
}

static void take(struct subject *s, enum posture posture)
{
    struct error error;
    if (!subject_pose_to(s, posture, &error))
        fail_msg("%s", error.text);
}

static int compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* how far each point lies from ours in the same posture, sorted; returns how many */
static int apart(float *out)
{
    int n, found = 0;
    const struct site *site = body_sites(subject_body(ours), &n);
    for (int i = 0; i < n; i++) {
        const struct point *p =
            catalog_point(subject_catalog(theirs), site[i].point->code);
        const struct site *other = body_site(subject_body(theirs), p, site[i].side);
        if (site[i].placed && other && other->placed)
            out[found++] =
                glm_vec3_distance((float *)site[i].position, (float *)other->position);
    }
    qsort(out, (size_t)found, sizeof *out, compare);
    return found;
}

static void a_model_file_takes_every_posture(void **state)
{
    (void)state;
    static float off[2048];
    for (int p = 0; p < POSTURES; p++) {
        take(ours, (enum posture)p);
        take(theirs, (enum posture)p);
        int n = apart(off);
        float middle = off[n / 2], most = off[n * 95 / 100];
        print_message("%-13s %d points, apart %.1f mm, 95 of 100 %.1f, most %.1f\n",
                      POSTURE_NAMES[p], n, (double)middle * 1000, (double)most * 1000,
                      (double)off[n - 1] * 1000);
        assert_true(n > 780);
        assert_true(middle < 0.012f);
        assert_true(most < 0.035f);
        // nothing tears: no triangle is drawn out
        const struct mesh *m = subject_mesh(theirs);
        const struct mesh *rest = body_mesh(subject_standing(theirs));
        int torn = 0;
        for (uint32_t t = 0; t < m->n_triangles; t++)
            for (int k = 0; k < 3; k++) {
                uint32_t a = m->triangle[t][k], b = m->triangle[t][(k + 1) % 3];
                float now = glm_vec3_distance(m->position[a], m->position[b]);
                float was = glm_vec3_distance(rest->position[a], rest->position[b]);
                torn += now > 5 * was + 0.004f;
            }
        assert_true(torn < 60);
        // what lies beneath goes along
        assert_non_null(subject_inside_shown(theirs, NULL));
    }
    take(ours, POSTURE_STANDING);
    take(theirs, POSTURE_STANDING);
}

static void a_file_opens_in_a_posture(void **state)
{
    (void)state;
    static const char *const SET[] = {"pose=knee_bent"};
    struct error error = {0};
    struct subject *s = subject_create(DEQI_SOURCE_DIR, path, SET, 1, &error);
    if (!s)
        fail_msg("%s", error.text);
    assert_int_equal(subject_posture(s), POSTURE_KNEE_BENT);
    assert_true(subject_is_held(s));
    // another takes its place, posture and all
    struct subject *first = subject_create(DEQI_SOURCE_DIR, "male", NULL, 0, &error);
    assert_non_null(first);
    assert_true(subject_take(first, &s, &error));
    assert_int_equal(subject_posture(first), POSTURE_KNEE_BENT);
    take(first, POSTURE_SUPINE);
    take(first, POSTURE_STANDING);
    subject_destroy(&first);
}

/* what a fit told of the parts, and why it refused others, outlives a correction and the
 * file's being read again */
static void a_correction_keeps_what_the_fit_told(void **state)
{
    (void)state;
    struct error error;
    const struct landmark_set *set = subject_landmarks(theirs);
    int name = catalog_landmark(subject_catalog(theirs), "patella_apex");
    int parts = set->n_parts, count = set->count;
    assert_true(parts >= 10);
    struct body_place before = body_landmark(subject_body(theirs), name, SIDE_L);
    float at[3] = {before.position[0], before.position[1] + 0.01f, before.position[2]};
    take(theirs, POSTURE_KNEE_BENT); // it is corrected on the standing body all the same
    assert_true(subject_place_landmark(theirs, name, SIDE_L, at, &error));
    take(theirs, POSTURE_STANDING);
    set = subject_landmarks(theirs);
    assert_int_equal(set->n_parts, parts);
    assert_int_equal(set->count, count);
    assert_true(landmark_change_is_by_hand(landmark_change_find(set, name, SIDE_L)));
    assert_false(landmark_change_is_by_hand(landmark_change_find(set, name, SIDE_R)));
    struct body_place now = body_landmark(subject_body(theirs), name, SIDE_L);
    assert_true(fabsf(now.position[1] - at[1]) < 0.004f);
    assert_true(subject_save_landmarks(theirs, &error));
    struct subject *again = subject_create(DEQI_SOURCE_DIR, path, NULL, 0, &error);
    assert_non_null(again);
    assert_int_equal(subject_landmarks(again)->n_parts, parts);
    assert_int_equal(subject_landmarks(again)->n_refused, set->n_refused);
    assert_true(landmark_change_is_by_hand(
        landmark_change_find(subject_landmarks(again), name, SIDE_L)));
    subject_destroy(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_file_takes_every_posture),
        cmocka_unit_test(a_file_opens_in_a_posture),
        cmocka_unit_test(a_correction_keeps_what_the_fit_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
