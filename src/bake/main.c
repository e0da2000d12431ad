/* deqi-bake PACKAGE MODELS [LANDMARKS.json [JOINTS.json]]: makes the models from the
 * unpacked package, and the landmarks of the neutral body. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "bake/body.h"
#include "bake/corner.h"
#include "bake/face.h"
#include "bake/glb.h"
#include "bake/landmarks.h"
#include "bake/occlusion.h"
#include "bake/shapes.h"
#include "base/json.h"

/* the mean of the young woman and the young man of average build */
static bool neutral_make(const struct package *p, const struct face *face,
                         float (*neutral)[3], struct error *error)
{
    float(*one)[3] = xcalloc(p->n_vertices, sizeof *one);
    memset(neutral, 0, p->n_vertices * sizeof *neutral);
    bool ok = true;
    for (int sex = 0; ok && sex < CORNER_SEXES; sex++) {
        ok = corner_make(p, &(struct corner){sex, 0, 1, 1}, one, error) &&
             face_calm(face, p, one, error);
        for (uint32_t i = 0; ok && i < p->n_vertices; i++)
            for (int k = 0; k < 3; k++)
                neutral[i][k] += one[i][k] / CORNER_SEXES;
    }
    free(one);
    return ok;
}

/* all joints as JSON, for people who look for landmarks */
static bool joints_write(const struct bake_body *body, const char *path,
                         struct error *error)
{
    FILE *to = fopen(path, "w");
    if (!to)
        return error_at(error, path, 0, 0, "cannot be written");
    json_t *root = json_object();
    for (uint32_t j = 0; j < body->package->n_joints; j++) {
        float at[3];
        const char *name = body->package->joint[j].name;
        if (!bake_joint(body, name, at))
            continue;
        json_t *list = json_array();
        for (int k = 0; k < 3; k++)
            json_array_append_new(list, json_real6((double)at[k]));
        json_object_set_new(root, name, list);
    }
    json_print(root, to);
    json_decref(root);
    return !fclose(to) || error_at(error, path, 0, 0, "cannot be written");
}

static bool bake(const char *directory, const char *models, const char *landmarks,
                 const char *joints, struct error *error)
{
    struct package package = {0};
    struct bake_body body = {0};
    float(*neutral)[3] = NULL;
    char path[PATH_MAX];
    bool ok = package_open(&package, directory, error);
    if (ok)
        neutral = xcalloc(package.n_vertices, sizeof *neutral);
    struct face face = {0};
    ok = ok && face_find(&face, &package, error) &&
         neutral_make(&package, &face, neutral, error) &&
         bake_body_create(&body, &package, (const float(*)[3])neutral, error);
    if (ok)
        occlusion_bake(&body.mesh);
    snprintf(path, sizeof path, "%s/human.glb", models);
    ok = ok && glb_write(&body.mesh, path, error);
    snprintf(path, sizeof path, "%s/human.shapes", models);
    ok = ok && shapes_write(&body, &face, path, error);
    ok = ok && (!landmarks || bake_landmarks(&body, landmarks, error));
    ok = ok && (!joints || joints_write(&body, joints, error));
    bake_body_free(&body);
    face_free(&face);
    free(neutral);
    package_close(&package);
    return ok;
}

int main(int argc, char **argv)
{
    struct error error = {0};
    if (argc < 3 || argc > 5) {
        fprintf(stderr, "usage: deqi-bake PACKAGE_DIRECTORY MODELS_DIRECTORY "
                        "[LANDMARKS.json [JOINTS.json]]\n");
        return ERROR_USAGE;
    }
    if (bake(argv[1], argv[2], argc > 3 ? argv[3] : NULL, argc > 4 ? argv[4] : NULL,
             &error))
        return 0;
    error_print(&error, stderr);
    return (int)error.status;
}
