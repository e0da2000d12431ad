/* Our bodies in every posture: the skin keeps its volume, everything goes along, and the
 * points are where the posture's own landmarks put them.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "anatomy/body_pose.h"
#include "anatomy/territory.h"
#include "anatomy/trace.h"
#include "inside/inside.h"
#include "inside/near.h"
#include "stage/aim.h"
#include "stage/subject.h"

enum { BODIES = 3 };
static const float NEAR = 0.003f; /* metres */

static struct subject *bodies[BODIES];

static int open_bodies(void **state)
{
    static const char *const HEAVY[] = {"weight=1"};
    static const struct {
        const char *name;
        const char *const *set;
        int n;
    } WHO[BODIES] = {{"female", NULL, 0}, {"male", NULL, 0}, {"female", HEAVY, 1}};
    (void)state;
    for (int i = 0; i < BODIES; i++) {
        struct error error;
        bodies[i] =
            subject_create(DEQI_SOURCE_DIR, WHO[i].name, WHO[i].set, WHO[i].n, &error);
        if (!bodies[i])
            return -1;
    }
    return 0;
}

static int close_bodies(void **state)
{
    (void)state;
    for (int i = 0; i < BODIES; i++)
        subject_destroy(&bodies[i]);
    return 0;
}

static void take(struct subject *s, enum posture posture)
{
    struct error error;
    if (!subject_pose_to(s, posture, &error))
        fail_msg("%s", error.text);
}

/* what is asked of every body in every posture but standing */
static void each(void (*ask)(struct subject *s, enum posture posture))
{
    for (int i = 0; i < BODIES; i++) {
        for (int p = POSTURE_STANDING + 1; p < POSTURES; p++) {
            take(bodies[i], (enum posture)p);
            ask(bodies[i], (enum posture)p);
        }
        take(bodies[i], POSTURE_STANDING);
    }
}

static float apart(const float a[3], const float b[3])
{
    return sqrtf((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) +
                 (a[2] - b[2]) * (a[2] - b[2]));
}

static float dot(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static const struct site *site(const struct body *body, const char *code, enum side side)
{
    const struct point *p = catalog_find(body_catalog(body), code);
    assert_non_null(p);
    const struct site *found = body_site(body, p, side);
    assert_true(found && found->placed);
    return found;
}

static struct body_place landmark(const struct body *body, const char *name,
                                  enum side side)
{
    struct body_place place =
        body_landmark(body, catalog_landmark(body_catalog(body), name), side);
    assert_true(place.found);
    return place;
}

// ---------------------------------------------------------------- the skin

static double volume(const struct mesh *m)
{
    double sum = 0;
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        const float *a = m->position[m->triangle[t][0]],
                    *b = m->position[m->triangle[t][1]],
                    *c = m->position[m->triangle[t][2]];
        sum += (double)a[0] * ((double)(b[1] * c[2]) - (double)(b[2] * c[1])) +
               (double)a[1] * ((double)(b[2] * c[0]) - (double)(b[0] * c[2])) +
               (double)a[2] * ((double)(b[0] * c[1]) - (double)(b[1] * c[0]));
    }
    return sum / 6;
}

static void ask_skin(struct subject *s, enum posture posture)
{
    const struct mesh *posed = subject_mesh(s);
    const struct mesh *standing = body_mesh(subject_standing(s));
    float min[3], max[3];
    mesh_bounds(posed, min, max);
    for (int k = 0; k < 3; k++)
        assert_true(isfinite(min[k]) && isfinite(max[k]));
    // face down the face lies in the opening of the couch, the toes hang over its end
    if (posture == POSTURE_PRONE)
        assert_true(min[1] > -0.2f && min[1] <= 0);
    else
        assert_float_equal(min[1], 0, 1e-5);
    double kept = volume(posed) / volume(standing);
    if (kept < 0.97 || kept > 1.02)
        fail_msg("%s %s keeps %.3f of its volume", subject_name(s),
                 POSTURE_NAMES[posture], kept);
    bool lies =
        posture == POSTURE_SUPINE || posture == POSTURE_PRONE || posture == POSTURE_SIDE;
    assert_true(lies == (max[1] < 0.75f));
}

static void skin_keeps_its_volume_and_lies_on_the_couch(void **state)
{
    (void)state;
    each(ask_skin);
}

/* where a mean of places would fold a joint flat */
static void ask_girth(struct subject *s, enum posture posture)
{
    static const struct {
        const char *from, *to;
        float least;
    } THROUGH[] = {{"olecranon_prominence", "cubital_crease", 0.8f},
                   {"popliteal_crease", "patella_apex", 0.8f},
                   {"axillary_fold_anterior", "axillary_fold_posterior", 0.7f},
                   {"dorsal_wrist_crease", "palmar_wrist_crease", 0.9f},
                   {"calcaneal_tendon", "ankle_front", 0.8f}};
    for (size_t i = 0; i < sizeof THROUGH / sizeof *THROUGH; i++)
        for (int side = SIDE_L; side <= SIDE_R; side++) {
            const struct body *now = subject_body(s), *then = subject_standing(s);
            struct body_place a = landmark(now, THROUGH[i].from, (enum side)side);
            struct body_place b = landmark(now, THROUGH[i].to, (enum side)side);
            struct body_place c = landmark(then, THROUGH[i].from, (enum side)side);
            struct body_place d = landmark(then, THROUGH[i].to, (enum side)side);
            float kept = apart(a.position, b.position) / apart(c.position, d.position);
            if (kept < THROUGH[i].least)
                fail_msg("%s %s: from %s to %s it keeps %.2f", subject_name(s),
                         POSTURE_NAMES[posture], THROUGH[i].from, THROUGH[i].to,
                         (double)kept);
        }
}

static void joints_keep_their_girth(void **state)
{
    (void)state;
    each(ask_girth);
}

// ---------------------------------------------------------------- points

static void ask_needles(struct subject *s, enum posture posture)
{
    int n, m;
    const struct site *now = body_sites(subject_body(s), &n);
    const struct site *then = body_sites(subject_standing(s), &m);
    assert_int_equal(n, m);
    for (int i = 0; i < n; i++) {
        assert_true(now[i].placed == then[i].placed);
        if (!now[i].placed)
            continue;
        float on[3];
        mesh_site_position(subject_mesh(s), &now[i].on, on);
        assert_true(apart(on, now[i].position) < 1e-5f);
        assert_float_equal(dot(now[i].direction, now[i].direction), 1, 1e-3);
        assert_float_equal(dot(now[i].normal, now[i].normal), 1, 1e-3);
        // as steep in the skin as it was
        float steep = dot(now[i].direction, now[i].normal);
        if (fabsf(steep - dot(then[i].direction, then[i].normal)) > 0.01f)
            fail_msg("%s %s %s: the needle is turned against the skin", subject_name(s),
                     POSTURE_NAMES[posture], now[i].point->code);
        assert_true(now[i].depth[0] == then[i].depth[0] &&
                    now[i].depth[1] == then[i].depth[1]);
    }
}

static void points_and_needles_go_along(void **state)
{
    (void)state;
    each(ask_needles);
}

/* in the middle of a limb the skin goes with the bone, and the points with both */
static void ask_shafts(struct subject *s, enum posture posture)
{
    static const char *const SHAFT[][2] = {{"upper_arm", "humerus"},
                                           {"forearm", "ulna"},
                                           {"thigh", "femur"},
                                           {"leg", "tibia"}};
    const struct body *then = subject_standing(s), *now = subject_body(s);
    int n, asked = 0;
    const struct site *site = body_sites(then, &n);
    for (int i = 0; i < n; i++)
        for (size_t k = 0; k < sizeof SHAFT / sizeof *SHAFT; k++) {
            enum side side;
            struct body_coordinates at;
            int part = catalog_part(body_catalog(then), SHAFT[k][0]);
            if (!site[i].placed ||
                body_part_of(then, site[i].on.triangle, &side) != part ||
                !body_coordinates(then, part, side, site[i].position, &at) ||
                at.station < 0.4f || at.station > 0.7f)
                continue;
            float goal[3];
            struct motion motion = body_pose_motion_of_bone(now, SHAFT[k][1], side);
            motion_place(&motion, site[i].position, goal);
            const struct site *moved = body_site(now, site[i].point, site[i].side);
            float off = apart(goal, moved->position);
            asked++;
            if (off > NEAR)
                fail_msg("%s %s %s: %.1f mm from where the %s carries it",
                         subject_name(s), POSTURE_NAMES[posture], site[i].point->code,
                         (double)off * 1000, SHAFT[k][1]);
        }
    assert_true(asked >= 30);
}

static void points_of_a_shaft_keep_to_the_bone(void **state)
{
    (void)state;
    each(ask_shafts);
}

static void skin_near(const struct subject *s, const float at[3], float out[3])
{
    struct bvh_hit hit;
    assert_true(bvh_nearest(body_bvh(subject_body(s)), at, 0.05f, NULL, NULL, &hit));
    memcpy(out, hit.position, sizeof hit.position);
}

static void is_near(const struct subject *s, const char *what, const float is[3],
                    const float should[3])
{
    float off = apart(is, should);
    if (off > NEAR)
        fail_msg("%s %s: %s lies %.1f mm from where it is found", subject_name(s),
                 POSTURE_NAMES[subject_posture(s)], what, (double)off * 1000);
}

static void elbow(const struct subject *s, enum side side)
{
    const struct body *b = subject_body(s);
    struct body_place knob = landmark(b, "lateral_epicondyle", side);
    float middle[3], on[3];
    for (int k = 0; k < 3; k++)
        middle[k] = (knob.position[k] + site(b, "LU5", side)->position[k]) / 2;
    skin_near(s, middle, on);
    is_near(s, "LI11", site(b, "LI11", side)->position, on);
    // over the humerus
    struct motion bone = body_pose_motion_of_bone(b, "humerus", side);
    motion_place(&bone,
                 landmark(subject_standing(s), "lateral_epicondyle", side).position,
                 middle);
    skin_near(s, middle, on);
    is_near(s, "the lateral epicondyle", knob.position, on);
}

static void knee(const struct subject *s, enum side side)
{
    static const char *const HOLLOW[] = {"ST35", "EX-LE4"};
    const struct body *b = subject_body(s), *then = subject_standing(s);
    struct motion tibia = body_pose_motion_of_bone(b, "tibia", side);
    float goal[3], on[3];
    for (int i = 0; i < 2; i++) {
        motion_place(&tibia, site(then, HOLLOW[i], side)->position, goal);
        skin_near(s, goal, on);
        is_near(s, HOLLOW[i], site(b, HOLLOW[i], side)->position, on);
    }
    // the ligament below the kneecap does not stretch
    float before = apart(landmark(then, "patella_apex", side).position,
                         landmark(then, "tibial_tuberosity", side).position);
    float after = apart(landmark(b, "patella_apex", side).position,
                        landmark(b, "tibial_tuberosity", side).position);
    assert_float_equal(after, before, NEAR);
}

static void fist(const struct subject *s, enum side side)
{
    const struct body *b = subject_body(s);
    struct body_place tip = landmark(b, "finger_tip5", side);
    struct body_place knuckle = landmark(b, "MCP4_palmar", side);
    struct body_place wrist = landmark(b, "palmar_wrist_ulnar", side);
    const struct site *ht8 = site(b, "HT8", side);
    float way[3], off[3];
    for (int k = 0; k < 3; k++) {
        way[k] = wrist.position[k] - knuckle.position[k];
        off[k] = tip.position[k] - ht8->position[k];
    }
    // as far down the palm as the tip of the little finger comes
    float length = sqrtf(dot(way, way));
    assert_true(fabsf(dot(way, off)) / length < NEAR);
    // loosely: the tip is over the palm and not in it
    // the tip lies loosely on it
    assert_true(apart(tip.position, ht8->position) < 0.006f);
    // SI4 goes with the carpal bones
    float goal[3];
    struct motion hand = body_pose_motion_of_bone(b, "triquetrum", side);
    motion_place(&hand, site(subject_standing(s), "SI4", side)->position, goal);
    is_near(s, "SI4", site(b, "SI4", side)->position, goal);
}

static void hip(const struct subject *s, enum side side)
{
    const struct body *b = subject_body(s);
    struct body_place trochanter = landmark(b, "greater_trochanter_prominence", side);
    struct body_place hiatus = landmark(b, "sacral_hiatus", SIDE_M);
    struct path way = {0};
    struct mesh_site on;
    float third[3];
    assert_true(path_between(body_surface(b), &trochanter.on, &hiatus.on, 1, &way));
    assert_true(path_at(&way, way.length / 3, &on, third));
    is_near(s, "GB30", site(b, "GB30", side)->position, third);
    path_free(&way);
}

static void points_are_found_in_the_posture(void **state)
{
    (void)state;
    static const struct {
        enum posture posture;
        void (*ask)(const struct subject *s, enum side side);
    } FOUND[] = {{POSTURE_ELBOW_BENT, elbow},
                 {POSTURE_KNEE_BENT, knee},
                 {POSTURE_FIST, fist},
                 {POSTURE_SIDE, hip}};
    for (int i = 0; i < BODIES; i++) {
        for (size_t k = 0; k < sizeof FOUND / sizeof *FOUND; k++) {
            take(bodies[i], FOUND[k].posture);
            FOUND[k].ask(bodies[i], SIDE_L);
            if (FOUND[k].posture != POSTURE_SIDE) // the right hip lies beneath
                FOUND[k].ask(bodies[i], SIDE_R);
        }
        take(bodies[i], POSTURE_STANDING);
    }
}

// ---------------------------------------------------------------- channels

/* The folds that a channel crosses in life: the creases of elbow and fingers on the
 * flexor side, the armpit in which HT begins, the fold of the buttock. */
static bool crosses(const char *channel)
{
    static const char *const CROSS[] = {"LU", "PC", "HT", "BL"};
    for (size_t i = 0; i < sizeof CROSS / sizeof *CROSS; i++)
        if (strcmp(channel, CROSS[i]) == 0)
            return true;
    return false;
}

static void ask_channels(struct subject *s, enum posture posture)
{
    const struct trace *trace = subject_traces(s);
    int lines = 0;
    for (int i = 0; i < trace->count; i++) {
        const struct trace_line *l = &trace->line[i];
        for (uint32_t k = 1; k < l->n; k++) {
            float middle[3];
            struct bvh_hit hit;
            assert_true(apart(l->position[k - 1], l->position[k]) <= NEAR);
            if (dot(l->normal[k - 1], l->normal[k]) < 0 && !crosses(l->channel->id))
                fail_msg("%s %s: %s crosses a fold", subject_name(s),
                         POSTURE_NAMES[posture], l->channel->id);
            if (k % 4)
                continue;
            for (int c = 0; c < 3; c++)
                middle[c] = (l->position[k - 1][c] + l->position[k][c]) / 2;
            assert_true(
                bvh_nearest(body_bvh(subject_body(s)), middle, 0.01f, NULL, NULL, &hit));
            if (hit.distance > 0.0015f)
                fail_msg("%s %s: %s leaves the skin by %.1f mm", subject_name(s),
                         POSTURE_NAMES[posture], l->channel->id,
                         (double)hit.distance * 1000);
        }
        for (int k = 0; k < l->n_points; k++)
            assert_true(apart(l->point[k]->position, l->position[l->point_at[k]]) <
                        1e-4f);
        lines++;
    }
    assert_true(lines >= 26);
}

static void channels_keep_to_the_skin_and_cross_no_fold(void **state)
{
    (void)state;
    each(ask_channels);
}

// ---------------------------------------------------------------- beneath the skin

static void ask_inside(struct subject *s, enum posture posture)
{
    struct error error;
    const struct inside *then = subject_inside(s, &error);
    const struct inside *now = subject_inside_shown(s, &error);
    assert_non_null(then);
    assert_non_null(now);
    int n, m, outside = 0, all = 0;
    const struct inside_part *a = inside_parts(then, &n), *b = inside_parts(now, &m);
    assert_int_equal(n, m);
    for (int i = 0; i < n; i++) {
        assert_true(a[i].placed == b[i].placed);
        const struct mesh *p = &a[i].mesh, *q = &b[i].mesh;
        if (!a[i].placed || !p->n_triangles)
            continue;
        if (a[i].n_path < 2) { // whole
            uint32_t last = p->n_vertices - 1;
            assert_float_equal(apart(q->position[0], q->position[last]),
                               apart(p->position[0], p->position[last]), 1e-4);
        }
        for (uint32_t v = 0; v < q->n_vertices && !a[i].structure; v += 40) {
            struct bvh_hit hit;
            float out = 0;
            all++;
            assert_true(bvh_nearest(body_bvh(subject_body(s)), q->position[v], 0.3f, NULL,
                                    NULL, &hit));
            float normal[3];
            mesh_site_normal(subject_mesh(s), &hit.site, normal);
            for (int k = 0; k < 3; k++)
                out += (q->position[v][k] - hit.position[k]) * normal[k];
            outside += out > 0.002f;
        }
    }
    // what stands has 2 to 3 in a hundred, about the eyes and the mouth
    if (outside * 100 > all * 6)
        fail_msg("%s %s: %d of %d places of bones lie outside the skin", subject_name(s),
                 POSTURE_NAMES[posture], outside, all);
}

static void bones_and_structures_go_along(void **state)
{
    (void)state;
    each(ask_inside);
}

static void needles_are_measured_where_the_body_stands(void **state)
{
    (void)state;
    struct subject *s = bodies[1];
    int n, m;
    const struct near *near = subject_near(s, site(subject_body(s), "ST35", SIDE_L), &n);
    assert_true(n > 0);
    float distance = near[0].distance, at = near[0].at;
    take(s, POSTURE_KNEE_BENT);
    near = subject_near(s, site(subject_body(s), "ST35", SIDE_L), &m);
    assert_int_equal(m, n);
    assert_true(near[0].distance == distance && near[0].at == at);
    take(s, POSTURE_STANDING);
}

static void territories_stay_on_their_skin(void **state)
{
    (void)state;
    struct subject *s = bodies[0];
    uint32_t n = subject_mesh(s)->n_vertices;
    uint8_t *then = malloc(n), *now = malloc(n);
    territory_regions(subject_body(s), then, NULL);
    take(s, POSTURE_KNEE_BENT);
    territory_regions(subject_body(s), now, NULL);
    assert_memory_equal(then, now, n);
    take(s, POSTURE_STANDING);
    free(then);
    free(now);
}

// ---------------------------------------------------------------- the subject

static void standing_again_is_as_before(void **state)
{
    (void)state;
    struct error error;
    static const char *const LYING[] = {"age=70", "pose=supine"};
    struct subject *s = subject_create(DEQI_SOURCE_DIR, "male", LYING, 2, &error);
    struct subject *other = subject_create(DEQI_SOURCE_DIR, "male", LYING, 1, &error);
    assert_non_null(s);
    assert_non_null(other);
    assert_int_equal(subject_posture(s), POSTURE_SUPINE);
    size_t size = subject_mesh(s)->n_vertices * sizeof(float[3]);
    uint32_t version = subject_version(s);
    take(other, POSTURE_SUPINE);
    assert_memory_equal(subject_mesh(s)->position, subject_mesh(other)->position, size);
    // another shape keeps the posture
    static const char *const HEAVY[] = {"weight=0.9"};
    assert_true(subject_set(s, HEAVY, 1, &error));
    assert_true(subject_set(other, HEAVY, 1, &error));
    assert_int_equal(subject_posture(s), POSTURE_SUPINE);
    assert_true(subject_version(s) > version);
    assert_memory_equal(subject_mesh(s)->position, subject_mesh(other)->position, size);
    version = subject_version(s);
    take(s, POSTURE_STANDING);
    assert_true(subject_version(s) > version);
    assert_ptr_equal(subject_body(s), subject_standing(s));
    assert_null(body_pose_standing(subject_body(s)));
    subject_destroy(&s);
    subject_destroy(&other);
}

static void no_other_pose_is_taken(void **state)
{
    (void)state;
    static const char *const NONE[] = {"pose=kneeling"};
    struct error error = {0};
    assert_null(subject_create(DEQI_SOURCE_DIR, NULL, NONE, 1, &error));
    assert_int_equal(error.status, ERROR_USAGE);
    assert_non_null(strstr(error.text, "knee_bent"));
}

static void a_view_is_the_subjects_however_it_lies(void **state)
{
    (void)state;
    struct subject *s = bodies[0];
    for (int p = 0; p < POSTURES; p++) {
        static const char *const NAMES[] = {"front", "back", "left", "right"};
        float axis[3][3];
        take(s, (enum posture)p);
        posture_axes((enum posture)p, axis[0], axis[1], axis[2]);
        for (int i = 0; i < 4; i++) {
            struct camera c = {0};
            assert_true(aim_named(s, NAMES[i], &c));
            float eye[3] = {sinf(c.yaw) * cosf(c.pitch), sinf(c.pitch),
                            cosf(c.yaw) * cosf(c.pitch)};
            float up[3] = {-sinf(c.yaw) * sinf(c.pitch), cosf(c.pitch),
                           -cosf(c.yaw) * sinf(c.pitch)};
            float sign = i == 1 || i == 3 ? -1 : 1;
            assert_true(sign * dot(eye, axis[i < 2 ? 2 : 0]) > 0.99f);
            // from above or below with the head upward
            if (fabsf(c.pitch) > 1)
                assert_true(dot(up, axis[1]) > 0.99f);
        }
        assert_false(aim_named(s, "above", &(struct camera){0}));
    }
    take(s, POSTURE_STANDING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(skin_keeps_its_volume_and_lies_on_the_couch),
        cmocka_unit_test(joints_keep_their_girth),
        cmocka_unit_test(points_and_needles_go_along),
        cmocka_unit_test(points_of_a_shaft_keep_to_the_bone),
        cmocka_unit_test(points_are_found_in_the_posture),
        cmocka_unit_test(channels_keep_to_the_skin_and_cross_no_fold),
        cmocka_unit_test(bones_and_structures_go_along),
        cmocka_unit_test(needles_are_measured_where_the_body_stands),
        cmocka_unit_test(territories_stay_on_their_skin),
        cmocka_unit_test(standing_again_is_as_before),
        cmocka_unit_test(no_other_pose_is_taken),
        cmocka_unit_test(a_view_is_the_subjects_however_it_lies),
    };
    return cmocka_run_group_tests(tests, open_bodies, close_bodies);
}
