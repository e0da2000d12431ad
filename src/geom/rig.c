#include "geom/rig.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "geom/shape_file.h"

static const size_t FILE_LIMIT = 16u << 20;

struct named {
    char name[RIG_NAME];
    int32_t parent;
};

struct rig {
    char *file;
    struct rig_header head;
    const struct named *bone;
    const float (*end)[2][3]; /* of the neutral body, then of each target */
    const uint8_t (*held_by)[RIG_HELD_BY], (*share)[RIG_HELD_BY];
};

/* every bone named, its parent before it; every vertex held by bones there are */
static bool check(const struct rig *r, struct error *error)
{
    for (uint32_t b = 0; b < r->head.n_bones; b++) {
        const struct named *bone = &r->bone[b];
        if (!bone->name[0] || bone->name[RIG_NAME - 1] || bone->parent < -1 ||
            bone->parent >= (int32_t)b)
            return error_set(error, "is damaged: bone %u has no name or no parent", b);
    }
    for (uint32_t v = 0; v < r->head.n_cage; v++) {
        int sum = 0;
        for (int k = 0; k < RIG_HELD_BY; k++) {
            if (r->held_by[v][k] >= r->head.n_bones)
                return error_set(error, "is damaged: a bone holds vertex %u that is not",
                                 v);
            sum += r->share[v][k];
        }
        if (sum != 255)
            return error_set(error, "is damaged: vertex %u is held by %d of 255", v, sum);
    }
    return true;
}

static bool read_file(struct rig *r, size_t size, struct error *error)
{
    struct rig_header *h = &r->head;
    if (size < sizeof *h || memcmp(r->file, RIG_MAGIC, sizeof h->magic))
        return error_set(error, "is no file of a rig");
    memcpy(h, r->file, sizeof *h);
    if (h->version != RIG_VERSION || h->n_corners != SHAPE_CORNERS ||
        h->n_heights != SHAPE_HEIGHTS)
        return error_set(error, "is a rig of version %u, expected %d", h->version,
                         RIG_VERSION);
    if (!h->n_bones || h->n_bones > RIG_BONES_MAX || h->n_cage > SHAPE_CAGE_MAX)
        return error_set(error, "has more bones or vertices than are taken");
    size_t sets = 1 + h->n_corners + h->n_heights;
    size_t bones = h->n_bones * sizeof *r->bone;
    size_t ends = sets * h->n_bones * sizeof *r->end;
    size_t holds = h->n_cage * sizeof *r->held_by;
    if (size != sizeof *h + bones + ends + 2 * holds)
        return error_set(error, "is damaged: its parts do not fit");
    const char *at = r->file + sizeof *h;
    if (shape_file_checksum(at, size - sizeof *h) != h->checksum)
        return error_set(error, "is damaged: its checksum is wrong");
    r->bone = (const struct named *)at;
    r->end = (const float(*)[2][3])(at + bones);
    r->held_by = (const uint8_t(*)[RIG_HELD_BY])(at + bones + ends);
    r->share = (const uint8_t(*)[RIG_HELD_BY])(at + bones + ends + holds);
    return check(r, error);
}

struct rig *rig_load(const char *path, struct error *error)
{
    struct rig *r = xcalloc(1, sizeof *r);
    size_t size;
    if (!file_read(path, FILE_LIMIT, &r->file, &size, error) ||
        !read_file(r, size, error)) {
        error_in_file(error, path);
        rig_destroy(&r);
    }
    return r;
}

void rig_destroy(struct rig **rig)
{
    if (!*rig)
        return;
    free((*rig)->file);
    free(*rig);
    *rig = NULL;
}

int rig_count(const struct rig *r)
{
    return (int)r->head.n_bones;
}

const char *rig_name(const struct rig *r, int bone)
{
    return r->bone[bone].name;
}

int rig_find(const struct rig *r, const char *name)
{
    for (int b = 0; b < rig_count(r); b++)
        if (!strcmp(r->bone[b].name, name))
            return b;
    return -1;
}

int rig_parent(const struct rig *r, int bone)
{
    return r->bone[bone].parent;
}

uint32_t rig_n_cage(const struct rig *r)
{
    return r->head.n_cage;
}

const float (*rig_neutral(const struct rig *r))[2][3]
{
    return r->end;
}

void rig_difference(const struct rig *r, int target, float (*out)[2][3])
{
    size_t n = r->head.n_bones;
    const float(*set)[2][3] = r->end + (1 + (size_t)target) * n;
    bool corner = target < SHAPE_CORNERS;
    for (size_t b = 0; b < n; b++)
        for (int e = 0; e < 2; e++)
            for (int k = 0; k < 3; k++)
                out[b][e][k] = set[b][e][k] - (corner ? r->end[b][e][k] : 0);
}

struct rig_hold rig_hold(const struct rig *r, uint32_t v)
{
    struct rig_hold hold;
    for (int k = 0; k < RIG_HELD_BY; k++) {
        hold.bone[k] = r->held_by[v][k];
        hold.share[k] = (float)r->share[v][k] / 255;
    }
    return hold;
}
