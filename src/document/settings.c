#include "document/settings.h"

#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "base/file.h"
#include "base/json.h"
#include "document/layer_ids.h"
#include "scene/layers.h"

const char *const SETTINGS_MODES[] = {"teach", "display", "clinic", "board", NULL};

struct settings settings_default(void)
{
    return (struct settings){.mode = APP_TEACH,
                             .dark = {[APP_DISPLAY] = true, [APP_BOARD] = true},
                             .text_scale = 1,
                             .volume = 100,
                             .layers = SCENE_DEFAULT,
                             .width = 1600,
                             .height = 900,
                             .lang = "en",
                             .body = {.name = "neutral"}};
}

static const char SETTINGS_NAME[] = "settings.json";
enum { SETTINGS_MOST = 256 * 1024 /* bytes */ };

static bool read_flag(const json_t *root, const char *key, bool fallback)
{
    const json_t *v = json_object_get(root, key);
    return json_is_boolean(v) ? json_is_true(v) : fallback;
}

static int read_int(const json_t *root, const char *key, int min, int max, int fallback)
{
    const json_t *v = json_object_get(root, key);
    if (!json_is_integer(v))
        return fallback;
    json_int_t x = json_integer_value(v);
    return x < min || x > max ? fallback : (int)x;
}

static const struct {
    const char *name;
    size_t offset;
} SHAPES[SETTINGS_SHAPES] = {
    {"sex", offsetof(struct shape_params, sex)},
    {"age", offsetof(struct shape_params, age)},
    {"weight", offsetof(struct shape_params, weight)},
    {"muscle", offsetof(struct shape_params, muscle)},
    {"height", offsetof(struct shape_params, height)},
};

static float *shape_value(struct shape_params *shape, int i)
{
    // every member of shape_params is a float
    // cppcheck-suppress invalidPointerCast
    return (float *)((char *)shape + SHAPES[i].offset);
}

/* a height of 0 is none: it follows from the rest */
static bool shape_has(const struct settings_body *body, int i, float *value)
{
    struct shape_params shape = body->shape;
    *value = *shape_value(&shape, i);
    return body->shaped && (*value != 0 || shape_value(&shape, i) != &shape.height);
}

static void read_body(const json_t *body, struct settings_body *out)
{
    const char *name = json_string_value(json_object_get(body, "name"));
    const json_t *shape = json_object_get(body, "shape");
    if (name && strlen(name) < sizeof out->name)
        snprintf(out->name, sizeof out->name, "%s", name);
    out->shaped = json_is_object(shape);
    out->shape = SHAPE_NEUTRAL;
    for (int i = 0; i < SETTINGS_SHAPES; i++) {
        const json_t *v = json_object_get(shape, SHAPES[i].name);
        // what is no number is in no range: whoever shapes the body refuses it
        if (v)
            *shape_value(&out->shape, i) =
                json_is_number(v) ? (float)json_number_value(v) : NAN;
    }
}

static json_t *body_json(const struct settings_body *body)
{
    json_t *out = json_object(), *shape = json_object();
    float value;
    json_object_set_new(out, "name", json_string(body->name));
    for (int i = 0; i < SETTINGS_SHAPES; i++)
        if (shape_has(body, i, &value))
            json_object_set_new(shape, SHAPES[i].name, json_real6((double)value));
    if (body->shaped)
        json_object_set(out, "shape", shape);
    json_decref(shape);
    return out;
}

int settings_body_words(const struct settings_body *body, char words[SETTINGS_SHAPES][32])
{
    int n = 0;
    float value;
    for (int i = 0; i < SETTINGS_SHAPES; i++)
        if (shape_has(body, i, &value))
            snprintf(words[n++], sizeof words[0], "%s=%.9g", SHAPES[i].name,
                     (double)value);
    return n;
}

static const char *const TONES[SETTINGS_TONES] = {"bell", "low", "bright"};
/* by enum settings_keys */
static const char *const KEYBOARDS[] = {"touch", "always", "never"};

static void read_pin(const json_t *display, char pin[PIN_HASH])
{
    const char *kept = json_string_value(json_object_get(display, "pin"));
    if (kept && pin_is_hash(kept))
        snprintf(pin, PIN_HASH, "%s", kept);
    // what cannot be hashed here leads out as it is
    else if (kept && pin_is_figures(kept) && !pin_hash(kept, pin))
        snprintf(pin, PIN_HASH, "%s", kept);
}

static void read_room(const json_t *root, struct settings *s)
{
    const json_t *sound = json_object_get(root, "sound"),
                 *display = json_object_get(root, "display");
    const char *tone = json_string_value(json_object_get(sound, "tone"));
    for (int i = 0; tone && i < SETTINGS_TONES; i++)
        if (strcmp(tone, TONES[i]) == 0)
            s->tone = i;
    s->spoken = read_flag(sound, "spoken", false);
    s->volume = read_int(sound, "volume", 10, 100, s->volume);
    read_pin(display, s->pin);
    s->covered = read_flag(display, "covered", false);
    s->return_min =
        read_int(display, "return_min", 0, SETTINGS_RETURN_MOST, s->return_min);
}

static json_t *display_json(const struct settings *s)
{
    json_t *out =
        json_pack("{si sb}", "return_min", s->return_min, "covered", s->covered);
    if (out && s->pin[0])
        json_object_set_new(out, "pin", json_string(s->pin));
    return out;
}

static void read_paths(const json_t *list, char (*path)[PATH_MAX], int most)
{
    int n = 0;
    for (size_t i = 0; i < json_array_size(list) && n < most; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (text && *text && cut_print(path[n], PATH_MAX, "%s", text))
            n++;
    }
    for (; n < most; n++)
        path[n][0] = 0;
}

static json_t *paths_json(const char (*path)[PATH_MAX], int most)
{
    json_t *list = json_array();
    for (int i = 0; i < most && path[i][0]; i++)
        json_array_append_new(list, json_string(path[i]));
    return list;
}

static bool same_paths(const char (*a)[PATH_MAX], const char (*b)[PATH_MAX], int most)
{
    for (int i = 0; i < most; i++) {
        if (strcmp(a[i], b[i]) != 0)
            return false;
        if (!a[i][0])
            break;
    }
    return true;
}

static void add_path(char (*path)[PATH_MAX], int most, const char *text)
{
    int at = 0;
    while (at < most - 1 && strcmp(path[at], text) != 0)
        at++;
    memmove(path[1], path[0], (size_t)at * sizeof path[0]);
    snprintf(path[0], sizeof path[0], "%s", text);
}

static void read_settings(const json_t *root, struct settings *s)
{
    const char *mode = json_string_value(json_object_get(root, "mode"));
    const char *lang = json_string_value(json_object_get(root, "lang"));
    for (int i = 0; mode && i < APP_MODES; i++)
        if (strcmp(mode, SETTINGS_MODES[i]) == 0)
            s->mode = (enum app_mode)i;
    const char *journal = json_string_value(json_object_get(root, "journal"));
    if (lang)
        snprintf(s->lang, sizeof s->lang, "%s", lang);
    if (journal && strlen(journal) < sizeof s->journal)
        snprintf(s->journal, sizeof s->journal, "%s", journal);
    const json_t *dark = json_object_get(root, "dark");
    for (int i = 0; i < APP_MODES; i++)
        s->dark[i] = read_flag(dark, SETTINGS_MODES[i], s->dark[i]);
    s->reduced_motion = read_flag(root, "reduced_motion", false);
    s->welcomed = read_flag(root, "welcomed", true);
    s->one_view = !read_flag(root, "side_views", true);
    s->letters_off = !read_flag(root, "single_keys", true);
    s->fullscreen = read_flag(root, "fullscreen", false);
    double scale = json_number_value(json_object_get(root, "text_scale"));
    if (scale >= 1 && scale <= 2)
        s->text_scale = (float)scale;
    read_room(root, s);
    const char *keyboard = json_string_value(json_object_get(root, "keyboard"));
    for (int i = 0; keyboard && i <= SETTINGS_KEYS_NEVER; i++)
        if (strcmp(keyboard, KEYBOARDS[i]) == 0)
            s->keyboard = (enum settings_keys)i;
    layer_ids_read(json_object_get(root, "layers"), &s->layers);
    s->n_views = kept_views_read(json_object_get(root, "views"), s->view);
    s->width = read_int(root, "width", 200, 16384, s->width);
    s->height = read_int(root, "height", 150, 16384, s->height);
    read_body(json_object_get(root, "body"), &s->body);
    read_paths(json_object_get(root, "recent"), s->recent, SETTINGS_RECENT);
    read_paths(json_object_get(root, "bodies"), s->bodies, SETTINGS_BODIES);
}

bool settings_load(struct settings *s)
{
    *s = settings_default();
    char path[PATH_MAX];
    struct json_doc doc;
    if (!file_user_config(SETTINGS_NAME, path, sizeof path, FILE_LOOK, NULL) ||
        !json_doc_load(&doc, path, SETTINGS_MOST, NULL))
        return false;
    read_settings(doc.root, s);
    const char *pin =
        json_string_value(json_object_get(json_object_get(doc.root, "display"), "pin"));
    s->readable_pin = pin && pin_is_figures(pin);
    json_doc_close(&doc);
    return true;
}

static bool same_shape_value(const struct settings_body *a, const struct settings_body *b,
                             int i)
{
    float x, y;
    bool in_a = shape_has(a, i, &x), in_b = shape_has(b, i, &y);
    // what was no number is still the same
    return in_a == in_b && (!in_a || x == y || (isnan(x) && isnan(y)));
}

static bool same_body(const struct settings_body *a, const struct settings_body *b)
{
    bool same = strcmp(a->name, b->name) == 0 && a->shaped == b->shaped;
    for (int i = 0; same && i < SETTINGS_SHAPES; i++)
        same = same_shape_value(a, b, i);
    return same;
}

bool settings_equal(const struct settings *a, const struct settings *b)
{
    bool same = a->mode == b->mode && a->one_view == b->one_view &&
                a->reduced_motion == b->reduced_motion && a->welcomed == b->welcomed &&
                a->letters_off == b->letters_off && a->text_scale == b->text_scale &&
                a->layers == b->layers && a->width == b->width &&
                a->height == b->height && a->tone == b->tone && a->volume == b->volume &&
                a->spoken == b->spoken && strcmp(a->pin, b->pin) == 0 &&
                a->readable_pin == b->readable_pin && a->return_min == b->return_min &&
                a->keyboard == b->keyboard && a->covered == b->covered &&
                a->fullscreen == b->fullscreen && strcmp(a->lang, b->lang) == 0 &&
                strcmp(a->journal, b->journal) == 0 && same_body(&a->body, &b->body);
    for (int i = 0; same && i < APP_MODES; i++)
        same = a->dark[i] == b->dark[i];
    same = same && a->n_views == b->n_views &&
           kept_views_equal(a->view, b->view, a->n_views);
    return same && same_paths(a->recent, b->recent, SETTINGS_RECENT) &&
           same_paths(a->bodies, b->bodies, SETTINGS_BODIES);
}

static json_t *settings_json(const struct settings *s)
{
    json_t *dark = json_object();
    for (int i = 0; i < APP_MODES; i++)
        json_object_set_new(dark, SETTINGS_MODES[i], json_boolean(s->dark[i]));
    json_t *root = json_pack(
        "{ss ss so sb sb sf so si si so so so}", "mode", SETTINGS_MODES[s->mode], "lang",
        s->lang, "dark", dark, "reduced_motion", s->reduced_motion, "fullscreen",
        s->fullscreen, "text_scale", (double)s->text_scale, "layers",
        layer_ids_json(s->layers), "width", s->width, "height", s->height, "body",
        body_json(&s->body), "recent", paths_json(s->recent, SETTINGS_RECENT), "bodies",
        paths_json(s->bodies, SETTINGS_BODIES));
    if (root) {
        json_object_set_new(root, "sound",
                            json_pack("{ss si sb}", "tone", TONES[s->tone], "volume",
                                      s->volume, "spoken", s->spoken));
        json_object_set_new(root, "display", display_json(s));
        json_object_set_new(root, "keyboard", json_string(KEYBOARDS[s->keyboard]));
        json_object_set_new(root, "welcomed", json_boolean(s->welcomed));
        json_object_set_new(root, "side_views", json_boolean(!s->one_view));
        json_object_set_new(root, "single_keys", json_boolean(!s->letters_off));
        json_object_set_new(root, "views", kept_views_json(s->view, s->n_views));
    }
    if (root && s->journal[0])
        json_object_set_new(root, "journal", json_string(s->journal));
    return root;
}

/* what stands there only while it is set */
static const char *const MAY_LACK[] = {"journal", "pin"};

/* What another version keeps there stays: of the members of `old` those whose names this
 * one does not write, also in what both have as an object, but for a shape. */
static void keep_unknown(json_t *now, json_t *old)
{
    const char *key;
    json_t *value;
    json_object_foreach(old, key, value)
    {
        json_t *ours = json_object_get(now, key);
        bool ends = false;
        for (size_t i = 0; i < sizeof MAY_LACK / sizeof *MAY_LACK; i++)
            ends |= strcmp(key, MAY_LACK[i]) == 0;
        if (!ours && !ends)
            json_object_set(now, key, value);
        else if (json_is_object(ours) && json_is_object(value) &&
                 strcmp(key, "body") != 0)
            keep_unknown(ours, value);
    }
}

/* likewise of layers that are not known here */
static void keep_layers(json_t *now, const json_t *old)
{
    for (size_t i = 0; i < json_array_size(old); i++) {
        const char *id = json_string_value(json_array_get(old, i));
        if (id && !layers_find(id, strlen(id)))
            json_array_append_new(now, json_string(id));
    }
}

bool settings_save(const struct settings *s, struct error *error)
{
    char path[PATH_MAX];
    struct json_doc doc;
    if (!file_user_config(SETTINGS_NAME, path, sizeof path, FILE_MAKE, error))
        return false;
    json_t *root = settings_json(s);
    if (root && json_doc_load(&doc, path, SETTINGS_MOST, NULL)) {
        keep_layers(json_object_get(root, "layers"), json_object_get(doc.root, "layers"));
        keep_unknown(root, doc.root);
        json_doc_close(&doc);
    }
    char *text = root ? json_dumps(root, JSON_INDENT(2)) : NULL;
    json_decref(root);
    if (!text)
        return error_set(error, "the settings cannot be written as JSON");
    bool ok = file_write(path, text, strlen(text), error);
    free(text);
    return ok;
}

void settings_add_recent(struct settings *s, const char *path)
{
    add_path(s->recent, SETTINGS_RECENT, path);
}

void settings_add_body(struct settings *s, const char *path)
{
    add_path(s->bodies, SETTINGS_BODIES, path);
}
