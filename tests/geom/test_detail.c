/* Relief and creases of the skin: the file that is shipped is whole, one that is cut
 * short or changed is refused, and normals follow the relief. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "geom/detail.h"
#include "geom/detail_file.h"
#include "import/model.h"

#define FILE_NAME DEQI_SOURCE_DIR "/models/human.detail"
#define OUT DEQI_BINARY_DIR "/human.detail"

static struct model human;

static int set_up(void **state)
{
    (void)state;
    const struct model_params ours = {.origin = MODEL_OWN};
    return model_load_as(DEQI_SOURCE_DIR "/models/human.glb", &ours, &human, NULL) ? 0
                                                                                   : -1;
}

static int tear_down(void **state)
{
    (void)state;
    model_free(&human);
    return 0;
}

static struct detail *load(const char *path, struct error *error)
{
    return detail_load(path, human.mesh.n_vertices, human.mesh.n_triangles, error);
}

static void what_is_shipped_is_whole(void **state)
{
    (void)state;
    struct error error = {0};
    struct detail *d = load(FILE_NAME, &error);
    assert_non_null(d);
    assert_true(d->n_creases > 100);
    float most = 0;
    for (uint32_t v = 0; v < d->n_vertices; v++) {
        assert_true(d->relief[v] >= 0 && d->relief[v] < 0.006f);
        most = fmaxf(most, d->relief[v]);
    }
    assert_true(most > 0.001f);
    // creases run on without a leap
    for (uint32_t i = 0; i < d->n_creases; i++) {
        const struct detail_crease *c = &d->crease[i];
        assert_true(c->width > 0.0003f && c->depth > 0);
        for (uint32_t k = 0; k + 1 < c->n; k++) {
            float a[3], b[3], far = 0;
            mesh_site_position(&human.mesh, &c->on[k], a);
            mesh_site_position(&human.mesh, &c->on[k + 1], b);
            for (int j = 0; j < 3; j++)
                far += (a[j] - b[j]) * (a[j] - b[j]);
            assert_true(far < 0.008f * 0.008f);
        }
    }
    detail_destroy(&d);
    assert_null(d);
}

static void normals_follow_the_relief(void **state)
{
    (void)state;
    struct error error = {0};
    struct detail *d = load(FILE_NAME, &error);
    uint32_t n = human.mesh.n_vertices, turned = 0;
    float(*normal)[3] = calloc(n, sizeof *normal);
    uint8_t *open = malloc(n);
    detail_normals(d, &human.mesh, 0, normal, open);
    for (uint32_t v = 0; v < n; v++) {
        for (int k = 0; k < 3; k++)
            assert_true(fabsf(normal[v][k] - human.mesh.normal[v][k]) < 1e-4f);
        assert_int_equal(open[v], human.mesh.occlusion[v]);
    }
    detail_normals(d, &human.mesh, 1, normal, open);
    for (uint32_t v = 0; v < n; v++) {
        float length = 0, with = 0;
        for (int k = 0; k < 3; k++) {
            length += normal[v][k] * normal[v][k];
            with += normal[v][k] * human.mesh.normal[v][k];
        }
        assert_true(fabsf(length - 1) < 1e-3f);
        assert_true(with > 0.3f); // nothing is turned inside out
        turned += with < 0.999f;
    }
    assert_true(turned > n / 50);
    free(normal);
    free(open);
    detail_destroy(&d);
}

static void what_is_damaged_is_refused(void **state)
{
    (void)state;
    char *data;
    size_t size;
    assert_true(file_read(FILE_NAME, 1 << 24, &data, &size, NULL));
    const size_t cut[] = {0, 7, sizeof(struct detail_header), size / 2, size - 1};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        struct error error = {0};
        assert_true(file_write(OUT, data, cut[i], NULL));
        assert_null(load(OUT, &error));
        assert_true(error.text[0]);
    }
    for (size_t at = 0; at < size; at += size / 97) {
        struct error error = {0};
        char kept = data[at];
        data[at] ^= 0x55;
        assert_true(file_write(OUT, data, size, NULL));
        struct detail *d = load(OUT, &error);
        // what only says how fine the steps are may be another number
        assert_true(!d || at >= offsetof(struct detail_header, step));
        detail_destroy(&d);
        data[at] = kept;
    }
    struct error error = {0};
    assert_null(detail_load(FILE_NAME, 12, 20, &error));
    assert_non_null(strstr(error.text, "another body"));
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shipped_is_whole),
        cmocka_unit_test(normals_follow_the_relief),
        cmocka_unit_test(what_is_damaged_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
