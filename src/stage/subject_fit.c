#include "stage/subject_fit.h"

#include <limits.h>

#include "fit/fit.h"
#include "fit/told.h"
#include "stage/own_fitter.h"

bool subject_fit(struct subject *s, const char *data_dir, subject_fit_progress *progress,
                 void *user, struct error *unsaved, struct error *error)
{
    struct fit_params params = {.progress = progress, .user = user};
    struct own_fitter *ours = own_fitter_create(data_dir, subject_catalog(s), error);
    struct fit fit = {0};
    char path[PATH_MAX + 32];
    const char *model = subject_name(s);
    if (!ours)
        return false;
    bool ok = (fit_mesh(own_fitter(ours), subject_mesh(s), &params, &fit, error) &&
               subject_give_landmarks(s, fit.landmark, fit.count, error)) ||
              error_in_file(error, model);
    landmark_path_beside(model, path, sizeof path);
    *unsaved = (struct error){0};
    if (ok)
        fit_write(&fit, &subject_catalog(s)->landmark_names, subject_stand(s), model,
                  path, unsaved);
    fit_free(&fit);
    own_fitter_destroy(&ours);
    return ok;
}
