/* labels_internal.h - between the files of the label layout (labels.c, label_column.c,
 * label_search.c); nobody else includes it.
 *
 * The desk holds one layout in the making: what is taken of the image, in which column
 * each label is to stand and in what order. From that alone label_place_all finds every
 * place; label_search changes it as long as the picture gets better. */
#ifndef DEQI_SCENE_LABELS_INTERNAL_H
#define DEQI_SCENE_LABELS_INTERNAL_H

#include "scene/labels.h"

/* Outside everything at the left and right; and in a gap, the first that is wide enough,
 * to the left and right of the point. */
enum label_column { LABEL_LEFT, LABEL_RIGHT, LABEL_LEFT_GAP, LABEL_RIGHT_GAP };
enum { LABEL_COLUMNS = 4, LABEL_HIDDEN = LABEL_COLUMNS };

struct label_list {
    uint16_t member[LABELS_MAX]; /* from the top down */
    uint32_t n;
};

/* What the search may change. */
struct label_plan {
    struct label_list column[LABEL_COLUMNS];
    float shift[LABELS_MAX]; /* pixels that a label is wanted below its anchor */
};

/* Where one label stands. */
struct label_place {
    float box[4];
    float leader[2], rim[2]; /* the leader's ends: at the box, at the disc */
    bool stands, brief;
};

struct label_desk {
    const struct labels_input *in;
    struct cover base;         /* body, panels, discs */
    float edge[2][COVER_SIDE]; /* the body's extent per row of cells; 0 > 1 = none */
    float scale, mark;         /* of words and of what is drawn */
    float free[4];             /* left, top, right, bottom */
    float gap, margin;         /* pixels: between labels; to the border */
    struct label_plan plan;
    struct label_place place[LABELS_MAX];
};

static inline bool label_is_right(int column)
{
    return column == LABEL_RIGHT || column == LABEL_RIGHT_GAP;
}

static inline bool label_is_gap(int column)
{
    return column >= LABEL_LEFT_GAP;
}

/* What a leader costs, in design pixels: a long one more than in proportion, and each
 * limb that it crosses besides that of its point. */
float label_leader_price(const struct label_desk *desk, const float from[2],
                         const float to[2]);

/* The extent of the body from y to bottom; false where it is not there. */
bool label_body_edges(const struct label_desk *desk, float y, float bottom, float *left,
                      float *right);
/* Puts the label into the column's list by the height of its anchor. */
void label_join(struct label_desk *desk, int column, uint32_t i);
void label_leave(struct label_desk *desk, uint32_t i);
int label_column_of(const struct label_desk *desk, uint32_t i);
/* What a label in that column would cost by itself, in design pixels of leader;
 * INFINITY where it does not fit. */
float label_price_alone(const struct label_desk *desk, int column, uint32_t i);

/* Places every label that the plan puts into a column. */
void label_place_all(struct label_desk *desk);

/* Changes the plan, and with it the places, for the better. */
void label_search(struct label_desk *desk);
/* The label whose leader runs over another limb, or through another's words, gives way.
 */
void label_hide_struck(struct label_desk *desk);

#endif
