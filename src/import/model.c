/* A load goes: read the file, look it over (glTF), assimp, stand it upright. */
#include "import/model.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "import/gltf.h"
#include "import/scene.h"
#include "import/upright.h"
#include "import/worker.h"

static const size_t FILE_LIMIT = 512u << 20;

static bool has_ending(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n >= m && !strcasecmp(path + n - m, ending);
}

static bool read_model(const char *path, const char *data, size_t size, struct model *out,
                       struct error *error)
{
    bool binary = gltf_is_binary(data, size);
    char *plain = NULL;
    size_t plain_size;
    if (!size)
        return error_at(error, path, 0, 0, "is empty; expected a model");
    if (!binary && has_ending(path, ".glb"))
        return error_at(error, path, 0, 0, "is no glTF binary");
    if ((binary || has_ending(path, ".gltf")) &&
        !gltf_check(path, data, size, &plain, &plain_size, error))
        return false;
    bool ok = plain ? scene_read_glb(path, plain, plain_size, out, error)
                    : worker_read(path, out, error);
    free(plain);
    return ok;
}

bool model_load(const char *path, struct model *out, struct error *error)
{
    char *data;
    size_t size;
    *out = (struct model){0};
    if (!file_read(path, FILE_LIMIT, &data, &size, error))
        return false;
    bool ok = read_model(path, data, size, out, error) &&
              upright(path, &out->mesh, out->notes, sizeof out->notes, error);
    free(data);
    if (!ok)
        model_free(out);
    return ok;
}

void model_free(struct model *model)
{
    mesh_free(&model->mesh);
    free(model->texture.data);
    *model = (struct model){0};
}
