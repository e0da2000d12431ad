/* deqi-bake PACKAGE MODELS [LANDMARKS.json [JOINTS.json]]: makes the models from the
 * unpacked package, the landmarks of the neutral body, and the joints
 * of the rig in every body that the shapes are made of. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "bake/bake_body.h"
#include "bake/corner.h"
#include "bake/face.h"
#include "bake/glb.h"
#include "bake/landmarks.h"
#include "bake/occlusion.h"
#include "bake/shapes.h"
#include "base/json.h"
#include "geom/shape_file.h"

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

/* name -> place of every joint of a cage in decimetres, metres above the floor */
static json_t *joints_of(const struct package *p, const float (*vertex)[3], float lift)
{
    json_t *root = json_object();
    for (uint32_t j = 0; j < p->n_joints; j++) {
        const struct package_joint *joint = &p->joint[j];
        double at[3] = {0, (double)lift, 0};
        for (uint32_t i = 0; i < joint->n; i++)
            for (int k = 0; k < 3; k++)
                at[k] += (double)(vertex[joint->vertex[i]][k] * BAKE_METRES) / joint->n;
        json_t *list = json_array();
        for (int k = 0; k < 3; k++)
            json_array_append_new(list, json_real6(at[k]));
        json_object_set_new(root, joint->name, list);
    }
    return root;
}

/* The rig of the neutral body, of every corner and, as differences, of every stature, in
 * the order of models/human.shapes: what the bones are hung on. */
static bool joints_write(const struct bake_body *body, const float (*neutral)[3],
                         const char *path, struct error *error)
{
    const struct package *p = body->package;
    FILE *to = fopen(path, "w");
    if (!to)
        return error_at(error, path, 0, 0, "cannot be written");
    float(*shape)[3] = xcalloc(p->n_vertices, sizeof *shape);
    json_t *root = json_object(), *corners = json_array(), *heights = json_array();
    json_object_set_new(root, "neutral", joints_of(p, neutral, body->lift));
    bool ok = true;
    for (int i = 0; ok && i < SHAPE_CORNERS; i++) {
        struct corner c = {i / 18, i / 9 % 2, i / 3 % 3, i % 3};
        ok = corner_make(p, &c, shape, error);
        json_array_append_new(corners,
                              joints_of(p, (const float(*)[3])shape, body->lift));
    }
    for (int i = 0; ok && i < SHAPE_HEIGHTS; i++) {
        ok = corner_height(p, i / 4, i / 2 % 2, i % 2, shape, error);
        json_array_append_new(heights, joints_of(p, (const float(*)[3])shape, 0));
    }
    json_object_set_new(root, "corners", corners);
    json_object_set_new(root, "heights", heights);
    json_print(root, to);
    json_decref(root);
    free(shape);
    return (!fclose(to) && ok) || error_at(error, path, 0, 0, "cannot be written");
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
    ok = ok && (!landmarks || landmarks_bake(&body, landmarks, error));
    ok =
        ok && (!joints || joints_write(&body, (const float(*)[3])neutral, joints, error));
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
