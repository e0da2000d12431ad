#include "stage/own_fitter.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "fit/fit.h"
#include "import/model.h"

struct own_fitter {
    struct shapes *shapes;
    struct rig *rig;
    struct model human;
    struct fitter *fitter;
};

static bool load(struct own_fitter *o, const char *data_dir,
                 const struct catalog *catalog, struct error *error)
{
    static const struct model_params OWN = {.origin = MODEL_OWN};
    char path[PATH_MAX + 32];
    snprintf(path, sizeof path, "%s/models/human.shapes", data_dir);
    o->shapes = shapes_load(path, error);
    snprintf(path, sizeof path, "%s/models/human.rig", data_dir);
    o->rig = o->shapes ? rig_load(path, error) : NULL;
    snprintf(path, sizeof path, "%s/models/human.glb", data_dir);
    if (!o->rig || !model_load_as(path, &OWN, &o->human, error))
        return false;
    o->fitter = fitter_create(o->shapes, o->rig, &o->human.mesh, catalog, error);
    return o->fitter != NULL;
}

struct own_fitter *own_fitter_create(const char *data_dir, const struct catalog *catalog,
                                     struct error *error)
{
    struct own_fitter *o = xcalloc(1, sizeof *o);
    if (!load(o, data_dir, catalog, error))
        own_fitter_destroy(&o);
    return o;
}

void own_fitter_destroy(struct own_fitter **ours)
{
    struct own_fitter *o = ours ? *ours : NULL;
    if (!o)
        return;
    fitter_destroy(&o->fitter);
    model_free(&o->human);
    rig_destroy(&o->rig);
    shapes_destroy(&o->shapes);
    free(o);
    *ours = NULL;
}

const struct fitter *own_fitter(const struct own_fitter *ours)
{
    return ours->fitter;
}
