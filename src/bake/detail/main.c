/* deqi-detail DATA CREASES.json OUT: makes models/human.detail of the neutral body. DATA
 * is the folder that holds assets and models. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bake/detail/detail_bake.h"
#include "base/arena.h"
#include "base/file.h"
#include "geom/detail_file.h"
#include "geom/shape_file.h"
#include "import/model.h"
#include "inside/beneath.h"

static const float STEP = 0.00004f; /* metres */

static bool write_all(const struct mesh *mesh, const float *relief,
                      const struct creases *creases, const char *path,
                      struct error *error)
{
    size_t size = sizeof(struct detail_header) + mesh->n_vertices;
    for (uint32_t i = 0; i < creases->n; i++)
        size += creases->line[i].size;
    char *file = xcalloc(size, 1), *at = file + sizeof(struct detail_header);
    struct detail_header head = {.magic = {0},
                                 .version = DETAIL_VERSION,
                                 .n_vertices = mesh->n_vertices,
                                 .n_triangles = mesh->n_triangles,
                                 .n_creases = creases->n,
                                 .step = STEP};
    memcpy(head.magic, DETAIL_MAGIC, sizeof head.magic);
    for (uint32_t v = 0; v < mesh->n_vertices; v++)
        *at++ = (char)(int8_t)lrintf(fminf(fmaxf(relief[v] / STEP, -127), 127));
    for (uint32_t i = 0; i < creases->n; i++) {
        memcpy(at, creases->line[i].packed, creases->line[i].size);
        at += creases->line[i].size;
    }
    head.checksum = shape_file_checksum(file + sizeof head, size - sizeof head);
    memcpy(file, &head, sizeof head);
    bool ok = file_write(path, file, size, error);
    free(file);
    return ok;
}

static bool bake(const char *data, const char *creases_path, const char *out,
                 struct error *error)
{
    const struct model_params ours = {.origin = MODEL_OWN};
    struct model model = {0};
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/models/human.glb", data);
    struct creases creases = {0};
    struct catalog *catalog = catalog_load(data, error);
    struct beneath *beneath = catalog ? beneath_load(data, error) : NULL;
    struct body *body = NULL;
    bool ok = beneath && model_load_as(path, &ours, &model, error) &&
              (body = body_create(&model.mesh, catalog, &catalog->neutral, error)) &&
              beneath_make(beneath, body, error) &&
              creases_bake(&creases, creases_path, body, error);
    if (ok) {
        const struct mesh *mesh = &model.mesh;
        float *relief = xcalloc(mesh->n_vertices + 1, sizeof *relief);
        relief_bake(beneath_inside(beneath), mesh, relief);
        ok = write_all(mesh, relief, &creases, out, error);
        free(relief);
    }
    creases_free(&creases);
    beneath_destroy(&beneath);
    body_destroy(&body);
    model_free(&model);
    catalog_destroy(&catalog);
    return ok;
}

int main(int argc, char **argv)
{
    struct error error = {0};
    if (argc != 4) {
        fprintf(stderr, "usage: deqi-detail DATA_DIRECTORY CREASES.json OUT\n");
        return ERROR_USAGE;
    }
    if (bake(argv[1], argv[2], argv[3], &error))
        return 0;
    error_print(&error, stderr);
    return (int)error.status;
}
