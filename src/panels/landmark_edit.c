#include "panels/landmark_edit.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/arena.h"
#include "catalog/landmark_change.h"

enum { STEPS_MOST = 200 };

struct landmark_edit_kept {
    struct arena *arena;
    struct landmark_set set; /* as it was before the step */
};

struct landmark_edit {
    char body[PATH_MAX]; /* that the steps are of */
    int n;
    struct landmark_edit_kept step[STEPS_MOST];
    bool unsaved;
};

struct landmark_edit *landmark_edit_create(void)
{
    return xcalloc(1, sizeof(struct landmark_edit));
}

static void drop(struct landmark_edit *e, int from)
{
    for (int i = from; i < e->n; i++)
        arena_destroy(&e->step[i].arena);
    e->n = from;
}

void landmark_edit_destroy(struct landmark_edit **edit)
{
    if (!*edit)
        return;
    drop(*edit, 0);
    free(*edit);
    *edit = NULL;
}

void landmark_edit_forget(struct landmark_edit *e)
{
    drop(e, 0);
    e->unsaved = false;
}

static bool is_of(const struct landmark_edit *e, const struct subject *s)
{
    return strcmp(e->body, subject_name(s)) == 0;
}

static void keep(struct landmark_edit *e, const struct subject *s)
{
    if (!is_of(e, s)) {
        drop(e, 0);
        snprintf(e->body, sizeof e->body, "%s", subject_name(s));
    }
    if (e->n == STEPS_MOST) {
        arena_destroy(&e->step[0].arena);
        memmove(e->step, e->step + 1, (size_t)--e->n * sizeof *e->step);
    }
    struct landmark_edit_kept *k = &e->step[e->n++];
    k->arena = arena_create();
    k->set = landmark_change_copy(subject_landmarks(s), 0, k->arena);
}

// ---------------------------------------------------------------- neighbours

/* how far around a landmark its neighbours go along: as far as the third of them, a
 * knee's breadth at most */
static float reach_of(const struct body *body, int name, enum side side,
                      const float from[3])
{
    static const float LEAST = 0.006f, MOST = 0.05f;
    enum { THIRD = 3 };
    float nearest[THIRD] = {1, 1, 1};
    const struct landmark_names *names = &body_catalog(body)->landmark_names;
    for (int i = 0; i < names->count; i++)
        for (int s = 0; s < SIDES; s++) {
            struct body_place place = body_landmark(body, i, (enum side)s);
            if (!place.found || (i == name && s == (int)side))
                continue;
            float apart = glm_vec3_distance(place.position, (float *)from);
            for (int k = 0; k < THIRD; k++)
                if (apart < nearest[k]) {
                    float other = nearest[k];
                    nearest[k] = apart;
                    apart = other;
                }
        }
    return glm_clamp(nearest[THIRD - 1], LEAST, MOST);
}

struct moved {
    float from[3], by[3], reach;
};

static void move_neighbours(struct landmark_set *set, const struct body *body,
                            const struct moved *m)
{
    static const float LEAST = 0.0005f; // metres
    for (int i = 0; i < set->count; i++) {
        struct landmark mark = set->landmark[i];
        struct body_place place = body_landmark(body, mark.name, mark.side);
        if (!place.found || landmark_change_is_by_hand(&mark))
            continue;
        float far = glm_vec3_distance(place.position, (float *)m->from) / m->reach;
        float share = expf(-far * far / 2);
        if (share * glm_vec3_norm((float *)m->by) < LEAST)
            continue;
        mark.anchored = false;
        glm_vec3_copy(place.position, mark.at);
        glm_vec3_muladds((float *)m->by, share, mark.at);
        landmark_change_put(set, &mark);
    }
}

/* one of them, with what goes along */
static void put(struct landmark_set *set, const struct body *body,
                const struct landmark_edit_step *step)
{
    static const float FAR =
        0.15f; // a correction; beyond, it was somewhere else altogether
    struct landmark mark = {.name = step->name,
                            .side = step->side,
                            .at = {step->at[0], step->at[1], step->at[2]},
                            .how = LANDMARK_BY_HAND};
    struct body_place before = body_landmark(body, step->name, step->side);
    landmark_change_put(set, &mark);
    if (!step->along || !before.found)
        return;
    struct moved m = {.reach = reach_of(body, step->name, step->side, before.position)};
    glm_vec3_copy(before.position, m.from);
    glm_vec3_sub((float *)step->at, before.position, m.by);
    if (glm_vec3_norm(m.by) < FAR)
        move_neighbours(set, body, &m);
}

/* the same on the other side: as far from where it was, or where it is mirrored */
static bool mirrored(const struct landmark_set *set, const struct body *body,
                     const struct landmark_edit_step *step,
                     struct landmark_edit_step *other)
{
    struct body_place left = body_landmark(body, step->name, SIDE_L);
    struct body_place right = body_landmark(body, step->name, SIDE_R);
    if (!step->mirror || step->side != SIDE_L ||
        landmark_change_is_by_hand(landmark_change_find(set, step->name, SIDE_R)))
        return false;
    *other = *step;
    other->side = SIDE_R;
    other->at[0] = 2 * body_midline(body) - step->at[0];
    for (int k = 0; left.found && right.found && k < 3; k++) {
        float by = step->at[k] - left.position[k];
        other->at[k] = right.position[k] + (k ? by : -by);
    }
    return true;
}

bool landmark_edit_put(struct landmark_edit *e, struct subject *s,
                       const struct landmark_edit_step *step, struct error *error)
{
    const struct body *body = subject_standing(s);
    struct arena *arena = arena_create();
    struct landmark_set set = landmark_change_copy(subject_landmarks(s), 2, arena);
    struct landmark_edit_step other;
    bool both = mirrored(&set, body, step, &other);
    put(&set, body, step);
    if (both)
        put(&set, body, &other);
    keep(e, s);
    bool ok = subject_set_landmarks(s, &set, error);
    if (!ok)
        drop(e, e->n - 1);
    e->unsaved |= ok;
    arena_destroy(&arena);
    return ok;
}

// ---------------------------------------------------------------- undo, save

bool landmark_edit_can_undo(const struct landmark_edit *e, const struct subject *s)
{
    return e->n > 0 && is_of(e, s);
}

bool landmark_edit_undo(struct landmark_edit *e, struct subject *s, struct error *error)
{
    if (!landmark_edit_can_undo(e, s))
        return true;
    if (!subject_set_landmarks(s, &e->step[e->n - 1].set, error))
        return false;
    drop(e, e->n - 1);
    e->unsaved = true;
    return true;
}

bool landmark_edit_save(struct landmark_edit *e, const struct subject *s,
                        struct error *error)
{
    bool saved = subject_save_landmarks(s, error);
    e->unsaved &= !saved;
    return saved;
}

bool landmark_edit_is_unsaved(const struct landmark_edit *e)
{
    return e->unsaved;
}
