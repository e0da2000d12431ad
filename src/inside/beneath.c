#include "inside/beneath.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct beneath {
    struct structures *data;
    struct skeleton *skeleton;
    struct bones *bones;
    struct inside *inside;
    crew_runner *crew;
};

struct beneath *beneath_load(const char *data_dir, struct error *error)
{
    struct beneath *b = xcalloc(1, sizeof *b);
    b->crew = crew_alone;
    b->data = structures_load(data_dir, error);
    b->skeleton = b->data ? skeleton_load(data_dir, error) : NULL;
    if (!b->skeleton)
        beneath_destroy(&b);
    return b;
}

void beneath_crew(struct beneath *b, crew_runner *crew)
{
    b->crew = crew;
}

static void forget(struct beneath *b)
{
    inside_destroy(&b->inside);
    skeleton_bones_destroy(&b->bones);
}

void beneath_destroy(struct beneath **beneath)
{
    if (!*beneath)
        return;
    forget(*beneath);
    skeleton_destroy(&(*beneath)->skeleton);
    structures_destroy(&(*beneath)->data);
    free(*beneath);
    *beneath = NULL;
}

/* every landmark of the body that is found */
static struct bones *by_landmarks(const struct skeleton *skeleton,
                                  const struct body *body, struct error *error)
{
    const struct landmark_names *names = &body_catalog(body)->landmark_names;
    struct skeleton_mark *mark = xcalloc((size_t)names->count * SIDES + 1, sizeof *mark);
    int n = 0;
    for (int i = 0; i < names->count; i++)
        for (int s = SIDE_M; s <= SIDE_R; s++) {
            if (names->midline[i] != (s == SIDE_M))
                continue;
            struct body_place place = body_landmark(body, i, (enum side)s);
            if (!place.found)
                continue;
            mark[n].name = names->name[i];
            mark[n].side = (enum side)s;
            memcpy(mark[n++].at, place.position, sizeof place.position);
        }
    struct bones *bones =
        skeleton_bones_of_marks(skeleton, mark, n, body_mesh(body), error);
    free(mark);
    return bones;
}

bool beneath_make(struct beneath *b, const struct body *body, struct error *error)
{
    struct error other = {0};
    forget(b);
    b->bones = skeleton_bones_of_shape(b->skeleton, body_mesh(body), &other);
    if (!b->bones)
        b->bones = by_landmarks(b->skeleton, body, error);
    if (b->bones)
        b->inside = inside_create(b->data, body, b->bones, b->crew, error);
    return b->inside != NULL;
}

const struct inside *beneath_inside(const struct beneath *b)
{
    return b->inside;
}
