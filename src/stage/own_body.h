/* own_body.h - our own body in the shape that it is baked in.
 *
 * It is the same in every start, and most starts want no other: what was measured of it
 * is kept in a file that the build makes with the program (human.measured, beside the
 * program or in DIR/models). The file names the program that wrote it and a digest of the
 * data that it follows from; where either has changed, or the file is missing or damaged,
 * the body is measured, and all that differs is the time.
 */
#ifndef DEQI_STAGE_OWN_BODY_H
#define DEQI_STAGE_OWN_BODY_H

#include "anatomy/body.h"

/* body_create for the mesh of DIR/models/human.glb as it was read. */
struct body *own_body_create(const char *data_dir, const struct mesh *mesh,
                             const struct catalog *catalog, struct error *error);

/* Sites and lengths of cun alone (body_kept.h); NULL where they are not kept. Asks
 * nothing of the catalogue's bones. */
struct body *own_body_sites(const char *data_dir, const struct catalog *catalog);

/* Keeps it in `path`. */
bool own_body_keep(const char *data_dir, const struct body *body, const char *path,
                   struct error *error);

#endif
