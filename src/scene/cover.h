/* cover.h - which parts of an image are taken, as a coarse grid.
 *
 * A plain value of 256 by 256 cells, whatever the image's size: what is put in takes
 * every cell that it touches, so that a box which is free in the grid is free in the
 * image. Pixels of the image, origin at the top left; what lies outside the image is
 * ignored.
 */
#ifndef DEQI_SCENE_COVER_H
#define DEQI_SCENE_COVER_H

#include <stdbool.h>
#include <stdint.h>

enum { COVER_SIDE = 256, COVER_WORDS = COVER_SIDE / 64 };

struct cover {
    uint64_t row[COVER_SIDE][COVER_WORDS];
    float cell[2]; /* pixels that a cell is wide and high */
};

void cover_clear(struct cover *cover, int width, int height);

/* A box is x, y, width, height. */
void cover_box(struct cover *cover, const float box[4]);
/* The cells from x0, y0 to x1, y1, those included; all of them in the grid. */
void cover_cells(struct cover *cover, int x0, int y0, int x1, int y1);
/* The boxes along a line that is `half` pixels wide at either side. */
void cover_line(struct cover *cover, const float from[2], const float to[2], float half);

/* Takes what the other has taken; both of one image. */
void cover_unite(struct cover *cover, const struct cover *other);

bool cover_is_free(const struct cover *cover, const float box[4]);
/* How often a line comes from what is free into what is taken. */
int cover_entries(const struct cover *cover, const float from[2], const float to[2]);

/* The leftmost and rightmost pixel taken from y to `bottom`; false where nothing is. */
bool cover_extent(const struct cover *cover, float y, float bottom, float *left,
                  float *right);

/* Slides the box to the right (way 1) or left (-1) until it is free; false where it would
 * have to leave the image. */
bool cover_slide(const struct cover *cover, float box[4], int way);

#endif
