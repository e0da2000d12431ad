#include "document/layer_ids.h"

#include <string.h>

#include "scene/layers.h"

/* A list of ids; one that is unknown here, from another version, is passed over. Before
 * there were ids a number was kept, with a bit for each of these in turn. */
void layer_ids_read(const json_t *value, unsigned *layers)
{
    static const char *const BITS[] = {"channels", "points",   "labels",     "needles",
                                       "heat",     "overlay",  "dermatomes", "nerves",
                                       "regions",  "landmarks"};
    json_int_t bits = json_integer_value(value);
    if (json_is_integer(value) && bits >= 0 && bits <= 0xFFFF) {
        *layers = 0;
        for (size_t i = 0; i < sizeof BITS / sizeof *BITS; i++)
            if (bits >> i & 1)
                *layers |= layers_find(BITS[i], strlen(BITS[i]))->bit;
    }
    if (!json_is_array(value))
        return;
    *layers = 0;
    for (size_t i = 0; i < json_array_size(value); i++) {
        const char *id = json_string_value(json_array_get(value, i));
        const struct layer *layer = id ? layers_find(id, strlen(id)) : NULL;
        *layers |= layer ? layer->bit : 0;
    }
}

json_t *layer_ids_json(unsigned layers)
{
    json_t *out = json_array();
    for (int i = 0; i < LAYERS_COUNT; i++)
        if (layers & LAYERS[i].bit)
            json_array_append_new(out, json_string(LAYERS[i].id));
    return out;
}
