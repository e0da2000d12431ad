#include "scene/layers.h"

#include <string.h>

const struct layer LAYERS[LAYERS_COUNT] = {
#define LAYERS_ENTRY(bit, id, text, key, traits) {SCENE_##bit, id, text, key, traits},
    LAYERS_TABLE(LAYERS_ENTRY)
#undef LAYERS_ENTRY
};

const struct layer *layers_find(const char *id, size_t n)
{
    for (int i = 0; i < LAYERS_COUNT; i++)
        if (strlen(LAYERS[i].id) == n && strncmp(LAYERS[i].id, id, n) == 0)
            return &LAYERS[i];
    return NULL;
}

const struct layer *layers_by_key(uint32_t key)
{
    for (int i = 0; key && i < LAYERS_COUNT; i++)
        if (LAYERS[i].key == key)
            return &LAYERS[i];
    return NULL;
}

unsigned layers_parse(const char *list, const char **bad)
{
    unsigned layers = 0;
    *bad = NULL;
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, ",");
        const struct layer *layer = layers_find(p, n);
        if (!layer) {
            *bad = p;
            return 0;
        }
        layers |= layer->bit;
        p += n;
        p += *p == ',';
    }
    return layers;
}

unsigned layers_toggle(unsigned layers, unsigned layer)
{
    if ((layer & SCENE_SKIN) && !(layers & layer))
        layers &= ~(unsigned)SCENE_SKIN;
    return layers ^ layer;
}

unsigned layers_tidy(unsigned layers)
{
    unsigned skin = layers & SCENE_SKIN;
    return skin & (skin - 1) ? layers & ~skin : layers;
}

float layers_see_through(unsigned layers)
{
    if (layers & SCENE_BENEATH & ~(unsigned)SCENE_SKIN)
        return 0.85f;
    return layers & SCENE_BENEATH ? 0.65f : 0;
}
