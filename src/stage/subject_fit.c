#include "stage/subject_fit.h"

#include <limits.h>

#include "fit/fit.h"
#include "fit/told.h"
#include "stage/held.h"
#include "stage/own_fitter.h"

/* One fit at work. */
struct laying {
    const char *data_dir;
    struct own_fitter *ours;
    struct fit fit;
};

static struct held *lay(struct laying *l, const struct subject *s,
                        subject_fit_progress *progress, void *user, struct error *error)
{
    struct fit_params params = {.progress = progress, .user = user};
    struct held *held;
    l->ours = own_fitter_create(l->data_dir, subject_catalog(s), error);
    if (!l->ours)
        return NULL;
    const struct mesh *mesh = body_mesh(subject_standing(s));
    if (fit_mesh(own_fitter(l->ours), mesh, &params, &l->fit, error) &&
        (held = held_create(l->data_dir, own_fitter(l->ours), &l->fit, mesh, error)))
        return held;
    error_in_file(error, subject_name(s));
    return NULL;
}

static void end(struct laying *l)
{
    fit_free(&l->fit);
    own_fitter_destroy(&l->ours);
}

bool subject_fit(struct subject *s, const char *data_dir, subject_fit_progress *progress,
                 void *user, struct error *unsaved, struct error *error)
{
    struct laying l = {.data_dir = data_dir};
    struct arena *arena = arena_create();
    struct held *held = lay(&l, s, progress, user, error);
    bool ok = held != NULL;
    *unsaved = (struct error){0};
    if (ok) {
        struct landmark_set set =
            told_set(&l.fit, subject_stand(s), subject_name(s), arena);
        ok = subject_set_landmarks(s, &set, error) ||
             error_in_file(error, subject_name(s));
    }
    if (ok) {
        subject_hold(s, held);
        subject_save_landmarks(s, unsaved);
    } else {
        held_destroy(&held);
    }
    arena_destroy(&arena);
    end(&l);
    return ok;
}

struct held *subject_fit_held(const struct subject *s, const char *data_dir,
                              subject_fit_progress *progress, void *user,
                              struct error *error)
{
    struct laying l = {.data_dir = data_dir};
    struct held *held = lay(&l, s, progress, user, error);
    end(&l);
    return held;
}
