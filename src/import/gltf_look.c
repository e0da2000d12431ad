#include "import/gltf_look.h"

#include <stdlib.h>
#include <string.h>

#include "import/pictures.h"

struct gltf_looks {
    const struct gltf *g;
    struct pictures *pictures;
};

struct gltf_looks *gltf_looks_create(const struct gltf *g, char *notes, size_t size)
{
    struct gltf_looks *looks = xcalloc(1, sizeof *looks);
    looks->g = g;
    looks->pictures = pictures_create(g->path, notes, size);
    return looks;
}

void gltf_looks_destroy(struct gltf_looks **looks)
{
    if (!*looks)
        return;
    pictures_destroy(&(*looks)->pictures);
    free(*looks);
    *looks = NULL;
}

/* entry `key` of a list named by `object`; NULL where it names none */
static json_t *named(const struct gltf *g, json_t *object, const char *key,
                     const char *list)
{
    json_t *index = json_object_get(object, key);
    if (!json_is_integer(index) || json_integer_value(index) < 0)
        return NULL;
    return json_array_get(json_object_get(g->root.value, list),
                          (size_t)json_integer_value(index));
}

static const struct image *picture_of(struct gltf_looks *looks, json_t *texture)
{
    const struct gltf *g = looks->g;
    json_t *image = named(g, texture, "source", "images");
    json_t *view = json_object_get(image, "bufferView");
    const char *uri = json_string_value(json_object_get(image, "uri"));
    if (uri)
        return pictures_file(looks->pictures, uri);
    if (!json_is_integer(view) || json_integer_value(view) < 0 ||
        json_integer_value(view) >= gltf_count(g, "bufferViews"))
        return NULL;
    const struct gltf_bytes *bytes = &g->view[json_integer_value(view)];
    return pictures_bytes(looks->pictures, bytes->data, (size_t)bytes->size);
}

struct look gltf_look(struct gltf_looks *looks, json_t *primitive, int *channel)
{
    struct look look = {.factor = {1, 1, 1, 1}};
    json_t *material = named(looks->g, primitive, "material", "materials");
    json_t *surface = json_object_get(material, "pbrMetallicRoughness");
    json_t *factor = json_object_get(surface, "baseColorFactor");
    json_t *texture = json_object_get(surface, "baseColorTexture");
    for (size_t k = 0; k < 4 && json_is_number(json_array_get(factor, k)); k++)
        look.factor[k] = (float)json_number_value(json_array_get(factor, k));
    json_int_t set = json_integer_value(json_object_get(texture, "texCoord"));
    *channel = set >= 0 && set < 8 ? (int)set : 0;
    texture = named(looks->g, texture, "index", "textures");
    if (texture)
        look.picture = picture_of(looks, texture);
    return look;
}
