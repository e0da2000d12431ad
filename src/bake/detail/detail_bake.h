/* detail_bake.h - makes what geom/detail.h reads, of the neutral body. */
#ifndef DEQI_BAKE_DETAIL_BAKE_H
#define DEQI_BAKE_DETAIL_BAKE_H

#include <stdio.h>

#include "anatomy/body.h"
#include "inside/inside.h"

/* Metres by which what lies beneath lifts the skin at each vertex: bones, tendons,
 * muscles and the veins just under it, each the more the nearer it comes. Not the head,
 * whose form the mesh has itself. Fills relief[n_vertices]. */
void relief_bake(const struct inside *inside, const struct mesh *mesh, float *relief);

/* The creases of a file (creases.json beside this): each a smooth curve over the skin
 * through places, on one side after the other. */
struct creases {
    uint32_t n;
    struct crease_line {
        char *packed; /* as detail_file.h says */
        size_t size;
    } * line;
};
bool creases_bake(struct creases *out, const char *path, struct body *body,
                  struct error *error);
void creases_free(struct creases *creases);

#endif
