/* model.h - a body from a model file, through assimp.
 *
 * Everything in the file that has triangles becomes one mesh, node transforms applied, in
 * metres, +Y up, facing +Z, standing on the floor. What a file says of its units and axes
 * (FBX, Collada) counts first; then the mesh itself is judged (upright.h), and whatever
 * is done to it is told in `notes`. A .glb that needs none of this comes through bit for
 * bit and in its order.
 *
 * glTF (.glb, .gltf, .vrm) is read by gltf.h, binary STL by stl.h, all else by assimp,
 * and a foreign file always in a child process (worker.h). A file of our own is trusted
 * and read here, in a few ms for 107k triangles.
 *
 * Refused, one line each: what cannot be read, is cut short, or is no model; a glTF that
 * requires what is not read; positions that are no numbers; no triangles; more than
 * MODEL_VERTICES or MODEL_TRIANGLES; a height that is a person's in no unit, where none
 * is given.
 */
#ifndef DEQI_IMPORT_MODEL_H
#define DEQI_IMPORT_MODEL_H

#include <stddef.h>

#include "base/error.h"
#include "geom/mesh.h"

enum { MODEL_VERTICES = 4000000, MODEL_TRIANGLES = 8000000 };

struct model {
    struct mesh mesh;    /* occlusion from vertex colours that are grey all over */
    uint8_t (*color)[4]; /* sRGB, one a vertex, of looks, pictures and vertex colours */
    float stood[3][4];   /* how the file's places came to stand: rows of 3 x 4 */
    char notes[768]; /* what was done, and what is missing; "; " between; "" = nothing */
};

enum model_origin { MODEL_FOREIGN, MODEL_OWN };

struct model_params {
    float height; /* metres, as the user says; 0 = as the file has it */
    float turn;   /* degrees about +Y, +Z toward +X, before all else; 0 = judged */
    enum model_origin origin;
};

/* `params` NULL: a foreign file, judged. On failure *out is empty. */
bool model_load_as(const char *path, const struct model_params *params, struct model *out,
                   struct error *error);
/* The same with params NULL. */
bool model_load(const char *path, struct model *out, struct error *error);
void model_free(struct model *model); /* an empty one is fine */

#endif
