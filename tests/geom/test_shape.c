/* The shapes that are shipped, on the body that is shipped; and broken files of shapes.
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

#include <cmocka.h>

#include "base/file.h"
#include "geom/bvh.h"
#include "geom/shape.h"
#include "geom/shape_file.h"
#include "import/model.h"

static const char SHAPES[] = DEQI_SOURCE_DIR "/models/human.shapes";
static const char BODY[] = DEQI_SOURCE_DIR "/models/human.glb";

struct stage {
    struct model model;
    struct shapes *shapes;
    float (*neutral)[3];
};

static int stage_open(void **state)
{
    struct stage *s = calloc(1, sizeof *s);
    struct error error = {0};
    *state = s;
    if (!model_load(BODY, &s->model, &error))
        return 1;
    s->shapes = shapes_load(SHAPES, &error);
    size_t size = s->model.mesh.n_vertices * sizeof *s->neutral;
    s->neutral = malloc(size);
    memcpy(s->neutral, s->model.mesh.position, size);
    return s->shapes ? 0 : 1;
}

static int stage_close(void **state)
{
    struct stage *s = *state;
    model_free(&s->model);
    shapes_destroy(&s->shapes);
    shapes_destroy(&s->shapes);
    free(s->neutral);
    free(s);
    return 0;
}

static void become(struct stage *s, const struct shape_params *p)
{
    struct error error = {0};
    assert_true(shape_apply(s->shapes, p, &s->model.mesh, &error));
}

static float height_of(const struct mesh *mesh)
{
    float min[3], max[3];
    mesh_bounds(mesh, min, max);
    assert_true(fabsf(min[1]) < 1e-6f);
    return max[1];
}

static void neutral_is_the_shipped_body(void **state)
{
    struct stage *s = *state;
    become(s, &SHAPE_NEUTRAL);
    for (uint32_t i = 0; i < s->model.mesh.n_vertices; i++)
        for (int k = 0; k < 3; k++)
            assert_true(fabsf(s->model.mesh.position[i][k] - s->neutral[i][k]) < 5e-6f);
}

static void sexes_and_ages_differ(void **state)
{
    struct stage *s = *state;
    struct shape_params woman = SHAPE_NEUTRAL, man = SHAPE_NEUTRAL, old = SHAPE_NEUTRAL;
    woman.sex = 0;
    man.sex = 1;
    old.age = 90;
    become(s, &woman);
    float her = height_of(&s->model.mesh);
    become(s, &man);
    float his = height_of(&s->model.mesh);
    become(s, &old);
    float theirs = height_of(&s->model.mesh);
    assert_true(her > 1.5f && her < 1.7f && his > 1.65f && his < 1.85f);
    assert_true(theirs < (her + his) / 2);
    /* up to 25 nobody ages */
    struct shape_params young = SHAPE_NEUTRAL;
    young.age = 18;
    become(s, &young);
    assert_true(fabsf(height_of(&s->model.mesh) - (her + his) / 2) < 0.01f);
}

static void heights_are_reached(void **state)
{
    struct stage *s = *state;
    for (int i = 0; i < 40; i++) {
        struct shape_params p = {.sex = (float)(i % 3) / 2,
                                 .age = 20 + (float)(i % 5) * 17,
                                 .muscle = (float)(i % 4) / 3,
                                 .weight = (float)(i % 7) / 6,
                                 .height = 1.2f + 0.03f * (float)i};
        become(s, &p);
        assert_true(fabsf(height_of(&s->model.mesh) - p.height) < 1e-5f);
    }
}

/* six times the volume; positive where the skin faces outward */
static double volume(const struct mesh *m)
{
    double sum = 0;
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        const float *a = m->position[m->triangle[t][0]],
                    *b = m->position[m->triangle[t][1]],
                    *c = m->position[m->triangle[t][2]];
        sum += (double)(a[0] * (b[1] * c[2] - b[2] * c[1]) +
                        a[1] * (b[2] * c[0] - b[0] * c[2]) +
                        a[2] * (b[0] * c[1] - b[1] * c[0]));
    }
    return sum / 6;
}

static void corner_at(int i, struct shape_params *p)
{
    p->sex = (float)(i & 1);
    p->age = i & 2 ? 90 : 25;
    p->muscle = (float)(i >> 2 & 1);
    p->weight = (float)(i >> 3 & 1);
    p->height = i & 16 ? 0 : i & 1 ? 1.4f : 2;
}

static void extremes_are_bodies(void **state)
{
    struct stage *s = *state;
    const struct mesh *m = &s->model.mesh;
    for (int i = 0; i < 32; i++) {
        struct shape_params p;
        corner_at(i, &p);
        become(s, &p);
        float h = height_of(m);
        for (uint32_t v = 0; v < m->n_vertices; v++)
            for (int k = 0; k < 3; k++)
                assert_true(isfinite(m->position[v][k]) && isfinite(m->normal[v][k]) &&
                            fabsf(m->position[v][k]) < 2.1f);
        /* litres a cubic metre of height: a person, thin or heavy */
        double build = volume(m) * 1000 / (double)(h * h * h);
        assert_true(build > 5 && build < 40);
    }
}

/* the soles look down and both feet stand: skin just above the floor faces it, left and
 * right */
static void soles_stand_on_the_floor(void **state)
{
    struct stage *s = *state;
    const struct mesh *m = &s->model.mesh;
    for (int i = 0; i < 32; i++) {
        struct shape_params p;
        int standing[2] = {0, 0};
        corner_at(i, &p);
        become(s, &p);
        for (uint32_t v = 0; v < m->n_vertices; v++)
            if (m->position[v][1] < 0.004f) {
                assert_true(m->normal[v][1] < 0.2f);
                standing[m->position[v][0] > 0]++;
            }
        assert_true(standing[0] > 20 && standing[1] > 20);
    }
}

/* the vertex nearest to the mirror image of each 50th vertex is nearly there */
static void left_mirrors_right(void **state)
{
    struct stage *s = *state;
    const struct mesh *m = &s->model.mesh;
    for (int i = 0; i < 32; i += 5) {
        struct shape_params p;
        corner_at(i, &p);
        become(s, &p);
        for (uint32_t v = 0; v < m->n_vertices; v += 150) {
            float least = 1;
            for (uint32_t w = 0; w < m->n_vertices; w++) {
                float d = fabsf(m->position[v][0] + m->position[w][0]) +
                          fabsf(m->position[v][1] - m->position[w][1]) +
                          fabsf(m->position[v][2] - m->position[w][2]);
                least = fminf(least, d);
            }
            assert_true(least < 1e-3f);
        }
    }
}

/* a column of skin over an eye or the mouth, from above downward, on the neutral face */
struct column {
    float x, top, bottom; /* metres */
};

static const struct column COLUMNS[] = {
    {-0.036f, 1.570f, 1.535f}, {-0.029f, 1.570f, 1.535f}, {-0.022f, 1.570f, 1.535f},
    {0.022f, 1.570f, 1.535f},  {0.029f, 1.570f, 1.535f},  {0.036f, 1.570f, 1.535f},
    {-0.012f, 1.50f, 1.475f},  {0.0005f, 1.50f, 1.475f},  {0.012f, 1.50f, 1.475f},
};

enum { N_COLUMNS = sizeof COLUMNS / sizeof *COLUMNS, ROWS = 60 };

static bool skin_before(const struct bvh *bvh, float x, float y, struct bvh_hit *hit)
{
    return bvh_ray(bvh, (float[]){x, y, 0.5f}, (float[]){0, 0, -1}, 1, NULL, NULL, hit);
}

/* Between two places a hair apart on the neutral face no shape has a hole: what lies
 * between them is not much deeper than they are. */
static void eyes_and_mouth_stay_closed(void **state)
{
    struct stage *s = *state;
    const struct mesh *m = &s->model.mesh;
    static struct mesh_site site[N_COLUMNS][ROWS];
    become(s, &SHAPE_NEUTRAL);
    struct bvh *bvh = bvh_create(m);
    for (int c = 0; c < N_COLUMNS; c++)
        for (int r = 0; r < ROWS; r++) {
            float t = (float)r / (ROWS - 1);
            float y = COLUMNS[c].top + t * (COLUMNS[c].bottom - COLUMNS[c].top);
            struct bvh_hit hit;
            assert_true(skin_before(bvh, COLUMNS[c].x, y, &hit));
            assert_true(hit.front && hit.position[2] > 0.1f);
            site[c][r] = hit.site;
        }
    for (int i = 0; i <= 32; i++) {
        struct shape_params p = SHAPE_NEUTRAL;
        if (i < 32)
            corner_at(i, &p);
        become(s, &p);
        bvh_refit(bvh);
        for (int c = 0; c < N_COLUMNS; c++)
            for (int r = 0; r + 1 < ROWS; r++) {
                float a[3], b[3];
                struct bvh_hit hit;
                mesh_site_position(m, &site[c][r], a);
                mesh_site_position(m, &site[c][r + 1], b);
                assert_true(skin_before(bvh, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, &hit));
                assert_true(hit.position[2] > fminf(a[2], b[2]) - 0.003f);
            }
    }
    bvh_destroy(&bvh);
}

static void parameters_are_named_and_bounded(void **state)
{
    (void)state;
    struct shape_params p = SHAPE_NEUTRAL;
    struct error error = {0};
    assert_true(shape_set(&p, "sex", 0, &error) && p.sex == 0);
    assert_true(shape_set(&p, "age", 64, &error) && p.age == 64);
    assert_true(shape_set(&p, "height", 1.8, &error) && fabsf(p.height - 1.8f) < 1e-6f);
    assert_false(shape_set(&p, "age", 17, &error));
    assert_non_null(strstr(error.text, "18 to 90"));
    assert_false(shape_set(&p, "sex", NAN, &error));
    assert_false(shape_set(&p, "hight", 1.8, &error));
    assert_non_null(strstr(error.text, "hight"));
    assert_true(p.age == 64);
}

static void a_foreign_mesh_is_refused(void **state)
{
    struct stage *s = *state;
    struct mesh other;
    struct error error = {0};
    mesh_alloc(&other, 10, 1);
    assert_false(shape_apply(s->shapes, &SHAPE_NEUTRAL, &other, &error));
    assert_non_null(strstr(error.text, "10"));
    mesh_free(&other);
}

/* ---- broken files ---- */

static void refuse_bytes(const char *data, size_t size)
{
    char path[] = "/tmp/deqi_shapes_XXXXXX";
    struct error error = {0};
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, data, size), size);
    close(fd);
    assert_null(shapes_load(path, &error));
    assert_int_equal(error.status, ERROR_REFUSED);
    assert_string_equal(error.file, path);
    unlink(path);
}

static void broken_files_are_refused(void **state)
{
    (void)state;
    char *data;
    size_t size;
    struct error error = {0};
    assert_null(shapes_load("/nonexistent/human.shapes", &error));
    assert_true(file_read(SHAPES, 64u << 20, &data, &size, &error));
    for (size_t n = 0; n < 64; n++)
        refuse_bytes(data, n);
    refuse_bytes(data, size - 1);
    refuse_bytes(data, size / 2);
    data[size / 2] ^= 1;
    refuse_bytes(data, size);
    data[size / 2] ^= 1;
    /* parts that contradict each other behind a right checksum */
    struct shape_header *h = (struct shape_header *)data;
    for (int i = 0; i < 3; i++) {
        uint32_t *field = i == 0 ? &h->n_cage : i == 1 ? &h->n_quads : &h->n_fine;
        *field -= 2;
        refuse_bytes(data, size);
        *field += 2;
    }
    uint16_t *order = (uint16_t *)(data + sizeof *h + h->n_cage * 12 + h->n_quads * 8);
    uint16_t kept = order[7];
    order[7] = order[8];
    h->checksum = shape_file_checksum(data + sizeof *h, size - sizeof *h);
    refuse_bytes(data, size);
    order[7] = kept;
    uint16_t *quad = (uint16_t *)(data + sizeof *h + h->n_cage * 12);
    quad[0] = 65535;
    h->checksum = shape_file_checksum(data + sizeof *h, size - sizeof *h);
    refuse_bytes(data, size);
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neutral_is_the_shipped_body),
        cmocka_unit_test(sexes_and_ages_differ),
        cmocka_unit_test(heights_are_reached),
        cmocka_unit_test(extremes_are_bodies),
        cmocka_unit_test(soles_stand_on_the_floor),
        cmocka_unit_test(left_mirrors_right),
        cmocka_unit_test(eyes_and_mouth_stay_closed),
        cmocka_unit_test(parameters_are_named_and_bounded),
        cmocka_unit_test(a_foreign_mesh_is_refused),
        cmocka_unit_test(broken_files_are_refused),
    };
    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
