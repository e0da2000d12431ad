/* ribs.c - the spaces between the ribs as the bones of this body have them.
 *
 * A rib is the line through its middle, from its head to its front end, and on level to
 * the midline: so the first six cartilages run within 7 mm, the next two from the rib's
 * end as far as 6 cm beside the midline. Nearer to it they climb, and no point asks.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <cglm/cglm.h>

#include "anatomy/body_internal.h"
#include "base/kept.h"
#include "geom/bone_shape.h"

enum { RIBS = 12, WITH_CARTILAGE = 10, RIB_POINTS = 40 };

/* metres: how far the front of the chest lies before a rib's end */
static const float FORWARD = 0.02F;

struct ribs {
    int n[RIBS];
    float line[RIBS][RIB_POINTS][3]; /* of the left side */
};

static int find_bone(const struct bone_shapes *bones, const char *id)
{
    for (int i = 0; i < bones->n_bones; i++)
        if (strcmp(bones->bone[i].id, id) == 0)
            return i;
    return -1;
}

static void add(struct ribs *ribs, int rib, const float at[3])
{
    if (ribs->n[rib] < RIB_POINTS)
        glm_vec3_copy((float *)at, ribs->line[rib][ribs->n[rib]++]);
}

void ribs_find(struct body *b, const bone_map *map)
{
    const struct bone_shapes *bones = b->catalog->bones;
    struct ribs *ribs = arena_alloc(b->arena, sizeof *ribs);
    for (int k = 0; k < RIBS; k++) {
        float at[3];
        char id[16];
        snprintf(id, sizeof id, "rib_%d", k + 1);
        int i = find_bone(bones, id);
        if (i < 0 || bones->bone[i].n_line < 2)
            return;
        for (int p = 0; p < bones->bone[i].n_line; p++) {
            bone_shape_place(&bones->bone[i], map, -1, bones->bone[i].line[p], at);
            add(ribs, k, at);
        }
        if (k < WITH_CARTILAGE)
            add(ribs, k, (float[]){0, at[1], at[2] + FORWARD});
    }
    b->ribs = ribs;
}

// ---------------------------------------------------------------- a space

/* the height of the rib straight inward of a place: where the rib, seen from above, lies
 * as far round the middle of the chest; false where it does not reach */
static bool height_at(const struct ribs *ribs, int rib, const float place[3], float *out)
{
    const float(*line)[3] = ribs->line[rib];
    float back = line[0][2], front = back;
    for (int i = 1; i < ribs->n[rib]; i++) {
        back = fminf(back, line[i][2]);
        front = fmaxf(front, line[i][2]);
    }
    float middle = (back + front) / 2;
    float x = place[0], z = place[2] - middle;
    // from the front end, that the neck beside the spine does not answer for the front
    for (int i = ribs->n[rib] - 1; i > 0; i--) {
        const float *p = line[i - 1], *q = line[i];
        float a = p[0] * z - (p[2] - middle) * x, c = q[0] * z - (q[2] - middle) * x;
        if ((a < 0) == (c < 0))
            continue;
        float f = a / (a - c);
        if (glm_lerp(p[0], q[0], f) * x + (glm_lerp(p[2], q[2], f) - middle) * z <= 0)
            continue; // behind the middle
        *out = glm_lerp(p[1], q[1], f);
        return true;
    }
    return false;
}

bool ribs_space(const struct body *b, int space, const float at[3], float *height)
{
    float left[3] = {fabsf(at[0] - b->midline), 0, at[2]};
    float above, below;
    if (!b->ribs || !height_at(b->ribs, space - 1, left, &above) ||
        !height_at(b->ribs, space, left, &below))
        return false;
    *height = (above + below) / 2;
    return true;
}

void ribs_keep(struct kept *kept, struct body *b)
{
    bool there = b->ribs != NULL;
    kept_bytes(kept, &there, sizeof there);
    if (there && !kept->writing)
        b->ribs = arena_alloc(b->arena, sizeof *b->ribs);
    if (there)
        kept_bytes(kept, b->ribs, sizeof *b->ribs);
}
