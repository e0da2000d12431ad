/* subject_landmarks.c - where a body's landmarks come from, and how they are changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "catalog/landmark_change.h"
#include "stage/subject_internal.h"

void subject_landmarks_path(const struct subject *s, char *out, size_t size)
{
    landmark_path_beside(s->name, out, size);
}

/* without its bones a body of ours can still be looked at and measured */
static void note_bones(struct subject *s)
{
    const struct error *why = &s->catalog->bones_error;
    char text[sizeof s->notes];
    if (s->catalog->bones)
        return;
    snprintf(text, sizeof text, "%.300s: %.200s; landmarks are those of the skin alone",
             why->file, why->text);
    subject_note(s, text);
}

bool subject_load_landmarks(struct subject *s, struct error *error)
{
    if (s->own) {
        s->landmarks = s->catalog->neutral;
        s->has_landmarks = true;
        note_bones(s);
        return true;
    }
    char path[PATH_MAX + 32];
    subject_landmarks_path(s, path, sizeof path);
    if (!file_exists(path)) {
        char text[PATH_MAX + 96];
        snprintf(text, sizeof text,
                 "no landmarks: %s is missing, so no point can be placed", path);
        subject_note(s, text);
        return true;
    }
    s->landmark_arena = arena_create();
    struct landmark_names names = s->catalog->landmark_names;
    if (!landmark_set_load(&s->landmarks, &names, path, s->landmark_arena, error))
        return false;
    s->has_landmarks = s->landmarks.count > 0;
    return true;
}

/* landmarks of the file that the body does not take */
void subject_note_refused(struct subject *s)
{
    enum { AT_MOST = 4 };
    int n = 0;
    for (int i = 0; !s->own && s->has_landmarks && i < s->landmarks.count; i++) {
        const struct landmark *l = &s->landmarks.landmark[i];
        struct body_place place = body_landmark(s->body, l->name, l->side);
        if (!place.found && n++ < AT_MOST)
            subject_note(s, place.why);
    }
    if (n > AT_MOST)
        subject_note(s, "and others");
}

/* the body is measured anew by landmarks that lie in `arena`, which it takes */
static bool measure_by(struct subject *s, const struct landmark_set *set,
                       struct arena *arena, struct error *error)
{
    struct landmark_set before = s->landmarks;
    s->landmarks = *set;
    struct body *body =
        body_create(&s->model.mesh, s->catalog, set->count ? &s->landmarks : NULL, error);
    if (!body) {
        s->landmarks = before;
        arena_destroy(&arena);
        return false;
    }
    body_destroy(&s->posed->body);
    body_destroy(&s->body);
    arena_destroy(&s->landmark_arena);
    s->landmark_arena = arena;
    s->body = body;
    if (!s->has_landmarks && set->count) { // that it had none was the last of the notes
        snprintf(s->notes, sizeof s->notes, "%s", s->model.notes);
        s->has_landmarks = true;
        subject_note_refused(s);
    }
    s->has_landmarks = set->count > 0;
    subject_carry(s);
    subject_count_change(s);
    return true;
}

bool subject_set_landmarks(struct subject *s, const struct landmark_set *set,
                           struct error *error)
{
    struct arena *arena = arena_create();
    struct landmark_set own = landmark_change_copy(set, 0, arena);
    own.stand = s->stand;
    return measure_by(s, &own, arena, error);
}

bool subject_place_landmark(struct subject *s, int name, enum side side,
                            const float at[3], struct error *error)
{
    if (s->own)
        return error_set(error, "%s has its own landmarks", s->name);
    struct arena *arena = arena_create();
    struct landmark_set set = landmark_change_copy(&s->landmarks, 1, arena);
    landmark_change_put(&set, &(struct landmark){.name = name,
                                                 .side = side,
                                                 .at = {at[0], at[1], at[2]},
                                                 .how = LANDMARK_BY_HAND});
    return measure_by(s, &set, arena, error);
}

bool subject_save_landmarks(const struct subject *s, struct error *error)
{
    char path[PATH_MAX + 32];
    subject_landmarks_path(s, path, sizeof path);
    struct landmark_set set = s->landmarks;
    set.stand = s->stand;
    return landmark_set_write(&set, &s->catalog->landmark_names, s->name, path, error);
}
