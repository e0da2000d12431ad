/* The parts of a body: those of the right are the mirror images of those of the left, and
 * each hangs together. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "geom/surface.h"
#include "stage/subject.h"

static const struct {
    const char *name, *set[2];
} BODIES[] = {{"neutral", {0}},
              {"female", {0}},
              {"male", {0}},
              {"neutral", {"weight=1", "age=80"}},
              {"male", {"weight=0", "muscle=1"}}};
enum { N_BODIES = sizeof BODIES / sizeof *BODIES };

static struct subject *open_body(int i)
{
    struct error error = {0};
    int n = 0;
    while (n < 2 && BODIES[i].set[n])
        n++;
    struct subject *s =
        subject_create(DEQI_SOURCE_DIR, BODIES[i].name, BODIES[i].set, n, &error);
    if (!s)
        fail_msg("%s", error.text);
    return s;
}

static void centre(const struct mesh *m, uint32_t t, float out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = (m->position[m->triangle[t][0]][k] + m->position[m->triangle[t][1]][k] +
                  m->position[m->triangle[t][2]][k]) /
                 3;
}

/* the parts of this skin, with the side: 0 = none */
static int label(const struct body *body, uint32_t t)
{
    enum side side;
    int part = body_part_of(body, t, &side);
    return part < 0 ? 0 : 1 + part * SIDES + (int)side;
}

static int mirrored(int label)
{
    int side = (label - 1) % SIDES;
    return side == SIDE_L   ? label - SIDE_L + SIDE_R
           : side == SIDE_R ? label - SIDE_R + SIDE_L
                            : label;
}

enum { LABELS = 400 };

struct main_piece {
    const uint32_t *of;
    uint32_t piece;
};

static bool is_of_piece(uint32_t triangle, void *user)
{
    const struct main_piece *w = user;
    return w->of[triangle] == w->piece;
}

struct wanted {
    const struct body *body;
    int label;
};

static bool is_of(uint32_t triangle, void *user)
{
    const struct wanted *w = user;
    return label(w->body, triangle) == w->label;
}

/* What lies in a part has its mirror image in the part of the other side, or no farther
 * from that than borders differ. */
static void sides_are_mirror_images(void **state)
{
    (void)state;
    const float near = 0.012f; /* metres */
    for (int i = 0; i < N_BODIES; i++) {
        struct subject *s = open_body(i);
        const struct body *body = subject_standing(s);
        const struct mesh *m = body_mesh(body);
        int worst[LABELS] = {0}, all = 0;
        for (uint32_t t = 0; t < m->n_triangles; t++) {
            struct wanted w = {body, mirrored(label(body, t))};
            struct bvh_hit hit;
            float at[3];
            centre(m, t, at);
            at[0] = 2 * body_midline(body) - at[0];
            if (bvh_nearest(body_bvh(body), at, near, is_of, &w, &hit))
                continue;
            all++;
            worst[label(body, t)]++;
        }
        for (int l = 1; l < LABELS; l++)
            if (worst[l])
                print_message(
                    "%s: %d triangles of %s %s have no like on the other side\n",
                    BODIES[i].name, worst[l],
                    subject_catalog(s)->part[(l - 1) / SIDES].id,
                    side_name((enum side)((l - 1) % SIDES)));
        assert_int_equal(all, 0);
        subject_destroy(&s);
    }
}

static uint32_t root_of(uint32_t *up, uint32_t t)
{
    while (up[t] != t)
        t = up[t] = up[up[t]];
    return t;
}

/* the pieces that the skin of one part falls into, by a triangle of each */
static uint32_t *find_pieces(const struct body *body, const struct surface *surface)
{
    uint32_t n = body_mesh(body)->n_triangles;
    uint32_t *up = xmalloc(n * sizeof *up);
    for (uint32_t t = 0; t < n; t++)
        up[t] = t;
    for (uint32_t t = 0; t < n; t++)
        for (int k = 0; k < 3; k++) {
            uint32_t o = surface->neighbour[t][k];
            if (o != SURFACE_NONE && label(body, o) == label(body, t))
                up[root_of(up, o)] = root_of(up, t);
        }
    for (uint32_t t = 0; t < n; t++)
        up[t] = root_of(up, t);
    return up;
}

/* Skin of a part that lies apart from the rest of it lies at least beside it (what a
 * model has in pieces, as lids and nails); no triangles are strewn over the body. */
static void each_hangs_together(void **state)
{
    (void)state;
    const float beside = 0.02f; /* metres */
    for (int i = 0; i < N_BODIES; i++) {
        struct subject *s = open_body(i);
        const struct body *body = subject_standing(s);
        const struct mesh *m = body_mesh(body);
        struct surface surface;
        surface_create(&surface, m);
        uint32_t n = m->n_triangles, *piece = find_pieces(body, &surface);
        uint32_t *size = xcalloc(n, sizeof *size), largest[LABELS] = {0};
        int strewn = 0;
        for (uint32_t t = 0; t < n; t++)
            size[piece[t]]++;
        for (uint32_t t = 0; t < n; t++) {
            uint32_t *l = &largest[label(body, t)];
            *l = size[piece[t]] > size[*l] || label(body, *l) != label(body, t) ? piece[t]
                                                                                : *l;
        }
        for (uint32_t t = 0; t < n; t++) {
            struct main_piece of = {piece, largest[label(body, t)]};
            struct bvh_hit hit;
            float at[3];
            centre(m, t, at);
            if (piece[t] == of.piece ||
                bvh_nearest(body_bvh(body), at, beside, is_of_piece, &of, &hit))
                continue;
            strewn++;
            print_message("%s: a triangle of part %d lies apart at %.3f %.3f %.3f\n",
                          BODIES[i].name, label(body, t), (double)at[0], (double)at[1],
                          (double)at[2]);
        }
        assert_int_equal(strewn, 0);
        free(piece);
        free(size);
        surface_free(&surface);
        subject_destroy(&s);
    }
}

/* No skin of a hand or a foot, nor of the face, is told as the trunk's. */
static void the_trunk_is_no_toe(void **state)
{
    (void)state;
    for (int i = 0; i < N_BODIES; i++) {
        struct subject *s = open_body(i);
        const struct body *body = subject_standing(s);
        const struct mesh *m = body_mesh(body);
        const struct catalog *c = subject_catalog(s);
        int trunk = catalog_part(c, "trunk");
        float min[3], max[3];
        mesh_bounds(m, min, max);
        for (uint32_t t = 0; t < m->n_triangles; t++) {
            float at[3];
            if (body_part_of(body, t, NULL) != trunk)
                continue;
            centre(m, t, at);
            float high = (at[1] - min[1]) / (max[1] - min[1]);
            if (high < 0.4f || high > 0.9f)
                fail_msg("%s: skin of the trunk at %.3f %.3f %.3f", BODIES[i].name,
                         (double)at[0], (double)at[1], (double)at[2]);
        }
        subject_destroy(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sides_are_mirror_images),
        cmocka_unit_test(each_hangs_together),
        cmocka_unit_test(the_trunk_is_no_toe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
