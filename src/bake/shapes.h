/* shapes.h - writing models/human.shapes (geom/shape_file.h). */
#ifndef DEQI_BAKE_SHAPES_H
#define DEQI_BAKE_SHAPES_H

#include "bake/bake_body.h"
#include "bake/face.h"

/* All corners and statures of the package as differences to the body's cage. */
bool shapes_write(const struct bake_body *body, const struct face *face, const char *path,
                  struct error *error);

#endif
