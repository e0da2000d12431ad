/* body_kept.h - what was measured of a body, in a file, so that a program that starts
 * need not measure it again.
 *
 * What is kept is all that `body_create` finds on that mesh with that catalogue and those
 * landmarks, digit by digit, and the tree of boxes with it: a body that was recalled and
 * one that was measured cannot be told apart. Whoever keeps it sees that mesh, catalogue,
 * landmarks and program are the same when it is recalled; nothing here does.
 */
#ifndef DEQI_ANATOMY_BODY_KEPT_H
#define DEQI_ANATOMY_BODY_KEPT_H

#include "anatomy/body.h"
#include "base/kept.h"

void body_kept_write(const struct body *body, struct kept *to);

/* NULL where the file is cut short or damaged. */
struct body *body_kept_read(const struct mesh *mesh, const struct catalog *catalog,
                            const struct landmark_set *landmarks, struct kept *from);

/* From the beginning of the same file only the sites and the lengths of cun, in a
 * hundredth of the time: a body without skin, of which `body_sites`, `body_site` and
 * `body_cun` alone may be asked, and that cannot be updated. */
struct body *body_kept_read_sites(const struct catalog *catalog, struct kept *from);

#endif
