/* A load goes: read the file (in a child, where it is foreign), stand it upright. */
#include "import/model.h"

#include <stdlib.h>

#include "base/file.h"
#include "import/gltf.h"
#include "import/upright.h"
#include "import/worker.h"

static const size_t OWN_LIMIT = 64u << 20;

static bool read_own(const char *path, struct model *out, struct error *error)
{
    char *data;
    size_t size;
    if (!file_read(path, OWN_LIMIT, &data, &size, error))
        return false;
    bool ok = gltf_read(path, data, size, out, error);
    free(data);
    return ok;
}

bool model_load_as(const char *path, const struct model_params *params, struct model *out,
                   struct error *error)
{
    static const struct model_params JUDGED = {.origin = MODEL_FOREIGN};
    params = params ? params : &JUDGED;
    *out = (struct model){0};
    bool ok = params->origin == MODEL_OWN
                  ? read_own(path, out, error)
                  : worker_read(path, out, error) && upright(path, params, out, error);
    if (!ok)
        model_free(out);
    return ok;
}

bool model_load(const char *path, struct model *out, struct error *error)
{
    return model_load_as(path, NULL, out, error);
}

void model_free(struct model *model)
{
    mesh_free(&model->mesh);
    free(model->color);
    *model = (struct model){0};
}
