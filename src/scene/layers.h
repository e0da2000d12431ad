/* layers.h - what can be drawn on the body or left out: one table of all layers.
 *
 * A line of it is all that the command line, the settings, the window's switches and keys
 * and the display need to know of a layer: a new one is one more line, and the code that
 * draws it. Layers are kept by id; a bit's value may change from version to version.
 */
#ifndef DEQI_SCENE_LAYERS_H
#define DEQI_SCENE_LAYERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum layers_trait {
    LAYERS_DEFAULT = 1 << 0,  /* on unless told */
    LAYERS_PATIENTS = 1 << 1, /* shown to patients; others stay hidden in display */
    LAYERS_SKIN = 1 << 2,     /* colours the whole skin: of these at most one is on */
    LAYERS_BENEATH = 1 << 3   /* lies beneath the skin: seen where that is thin */
};

/* LAYER(bit, id, text that names its switch in the window or NULL, key of the switch or
 * 0, traits). Timer and needles have no switch: a session without them is none. Nerves
 * show with the territories of the skin that they feed. */
#define LAYERS_TABLE(LAYER)                                                              \
    LAYER(CHANNELS, "channels", "keys.channels", 'c', LAYERS_DEFAULT)                    \
    LAYER(POINTS, "points", "preferences.points", 0, LAYERS_DEFAULT | LAYERS_PATIENTS)   \
    LAYER(LABELS, "labels", "keys.labels", 'l', LAYERS_DEFAULT)                          \
    LAYER(NEEDLES, "needles", NULL, 0, LAYERS_DEFAULT | LAYERS_PATIENTS)                 \
    LAYER(HEAT, "heat", NULL, 0, LAYERS_DEFAULT | LAYERS_PATIENTS)                       \
    LAYER(OVERLAY, "overlay", NULL, 0, LAYERS_DEFAULT | LAYERS_PATIENTS)                 \
    LAYER(DERMATOMES, "dermatomes", "keys.dermatomes", 'd', LAYERS_SKIN)                 \
    LAYER(NERVES, "nerves", "keys.nerves", 'v', LAYERS_SKIN | LAYERS_BENEATH)            \
    LAYER(REGIONS, "regions", "keys.regions", 'r', LAYERS_SKIN)                          \
    LAYER(LANDMARKS, "landmarks", "preferences.landmarks", 0, 0)                         \
    LAYER(ALL_CHANNELS, "all-channels", "layer.all_channels", 0, 0)                      \
    LAYER(ALL_POINTS, "all-points", "layer.all_points", 0, 0)                            \
    LAYER(BONES, "bones", "layer.bones", 0, LAYERS_BENEATH)                              \
    LAYER(ARTERIES, "arteries", "layer.arteries", 0, LAYERS_BENEATH)                     \
    LAYER(VEINS, "veins", "layer.veins", 0, LAYERS_BENEATH)                              \
    LAYER(MUSCLES, "muscles", "layer.muscles", 0, LAYERS_BENEATH)                        \
    LAYER(ORGANS, "organs", "layer.organs", 0, LAYERS_BENEATH)                           \
    LAYER(SCALE, "scale", "layer.scale", 0, 0)

enum layers_place {
#define LAYERS_PLACE(bit, id, text, key, traits) LAYERS_PLACE_##bit,
    LAYERS_TABLE(LAYERS_PLACE) LAYERS_COUNT
#undef LAYERS_PLACE
};
_Static_assert(LAYERS_COUNT <= 31, "a set of layers is an int of bits");

enum scene_layer {
#define LAYERS_BIT(bit, id, text, key, traits) SCENE_##bit = 1 << LAYERS_PLACE_##bit,
    LAYERS_TABLE(LAYERS_BIT)
#undef LAYERS_BIT
};

/* The layers that have all of these traits, as a constant. */
#define LAYERS_IF(bit, has) ((has) ? SCENE_##bit : 0)
#define LAYERS_IF_DEFAULT(bit, id, text, key, traits)                                    \
    | LAYERS_IF(bit, (traits)&LAYERS_DEFAULT)
#define LAYERS_IF_PATIENTS(bit, id, text, key, traits)                                   \
    | LAYERS_IF(bit, (traits)&LAYERS_PATIENTS)
#define LAYERS_IF_SKIN(bit, id, text, key, traits) | LAYERS_IF(bit, (traits)&LAYERS_SKIN)
#define LAYERS_IF_BENEATH(bit, id, text, key, traits)                                    \
    | LAYERS_IF(bit, (traits)&LAYERS_BENEATH)
enum {
    SCENE_DEFAULT = 0 LAYERS_TABLE(LAYERS_IF_DEFAULT),
    SCENE_FOR_PATIENTS = 0 LAYERS_TABLE(LAYERS_IF_PATIENTS),
    SCENE_SKIN = 0 LAYERS_TABLE(LAYERS_IF_SKIN),
    SCENE_BENEATH = 0 LAYERS_TABLE(LAYERS_IF_BENEATH)
};

/* "channels, points, ...": all ids, for those who ask */
#define LAYERS_COMMA(bit, id, text, key, traits) id ", "
#define LAYERS_IDS LAYERS_TABLE(LAYERS_COMMA)

struct layer {
    unsigned bit;     /* of enum scene_layer */
    const char *id;   /* on the command line, in settings and lessons */
    const char *text; /* id of a text; NULL: it has no switch */
    uint32_t key;     /* turns it on and off; 0 = none */
    unsigned traits;  /* of enum layers_trait */
};

extern const struct layer LAYERS[LAYERS_COUNT];

/* NULL where there is none. `n` bytes of `id` count. */
const struct layer *layers_find(const char *id, size_t n);
const struct layer *layers_by_key(uint32_t key);

/* Ids with commas between them. Returns 0 and sets *bad to the start of the first unknown
 * one where there is one. */
unsigned layers_parse(const char *list, const char **bad);

/* `layers` with one turned on or off; what else colours the skin gives way to it. */
unsigned layers_toggle(unsigned layers, unsigned layer);
/* How far the skin is seen through, 0..1, so that these layers show beneath it: 0 where
 * none lies there, less than else where one colours the skin as well. */
float layers_see_through(unsigned layers);
/* Of those that colour the skin none stays where there are several. */
unsigned layers_tidy(unsigned layers);

#endif
