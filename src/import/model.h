/* model.h - a body from a model file, through assimp.
 *
 * Everything in the file that has triangles becomes one mesh, node transforms applied, in
 * metres, +Y up, standing on the floor. What assimp knows of the file's units and axes
 * (FBX, Collada) it applies itself; the bounds judge the rest: a model that is taller
 * along Z than along Y is turned upright, one that is not 0.5 to 3 m high is scaled by a
 * power of ten, one that does not stand on y = 0 or is more than 0.1 m off the vertical
 * axis is moved. A file that needs none of this comes through bit for bit. Positions are
 * never reordered for a .glb.
 *
 * A .glb is looked over and read here, in about 15 ms for 107k triangles; every other
 * format is read by a child process (worker.h), because assimp can be killed by broken
 * files.
 *
 * Refused, one line each: what cannot be read, is cut short, or is no model; a glTF that
 * requires what assimp cannot do; positions that are no numbers; no triangles; more than
 * MODEL_VERTICES or MODEL_TRIANGLES; sizes that no power of ten makes a person.
 */
#ifndef DEQI_IMPORT_MODEL_H
#define DEQI_IMPORT_MODEL_H

#include <stddef.h>

#include "base/error.h"
#include "geom/mesh.h"

enum { MODEL_VERTICES = 4000000, MODEL_TRIANGLES = 8000000 };

/* The picture that colours the skin: a file, or the bytes of one that the model carries.
 */
struct model_texture {
    char
        path[1024]; /* "" = none; relative ones are made relative to the model's folder */
    void *data;     /* NULL = none */
    size_t size;
};

struct model {
    struct mesh
        mesh; /* uv, where present: v runs upward; occlusion from grey vertex colours */
    struct model_texture texture;
    char
        notes[512]; /* what was done to the file's geometry, "; " between; "" = nothing */
};

/* On failure *out is empty. */
bool model_load(const char *path, struct model *out, struct error *error);
void model_free(struct model *model); /* an empty one is fine */

#endif
