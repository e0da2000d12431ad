/* section.h - the cut at a needle as a picture, with names and what lies there.
 *
 * A pure drawing of a cut (inside/needle_cut.h) and of the needle's company
 * (inside/near.h); it needs no graphics. Skin, bones, muscles, nerves, vessels and organs
 * stand in it with their names, which never overlap; the needle with its depths in
 * millimetres and cun; front and back, left and right (or medial and lateral) at its
 * sides. It says what it is: what the model shows on this body, never what is safe. The
 * same input gives the same bytes.
 */
#ifndef DEQI_EXPORT_SECTION_H
#define DEQI_EXPORT_SECTION_H

#include <stdint.h>

#include "base/error.h"
#include "inside/near.h"
#include "inside/needle_cut.h"
#include "text/text.h"

struct section {
    const struct texts *texts;
    const struct needle_cut *cut;
    const struct near *near; /* nearest first */
    int n_near;
    const char *body; /* whose millimetres these are, in words */
};

enum { SECTION_SIDE_LEAST = 320, SECTION_SIDE_MOST = 8192 };

/* RGBA rows from the top, opaque, into `out` (width times height pixels). False where
 * there is no memory for it. *missing_glyphs: characters that no font here has. */
bool section_draw(const struct section *section, int width, int height, uint8_t *out,
                  int *missing_glyphs);

#endif
