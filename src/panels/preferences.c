/* preferences.c - how deqi looks and moves, and what is drawn: one calm card. Everything
 * takes effect at once and is remembered. */
#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "panels/form.h"
#include "panels/panels.h"
#include "panels/shell.h"
#include "system/disk.h"

static void theme(const struct settings *settings, enum app_mode mode,
                  const struct texts *texts, struct sink *sink, struct gui *g)
{
    const char *labels[2] = {text_of(texts, "preferences.light"),
                             text_of(texts, "preferences.dark")};
    int choice = settings->dark[mode];
    gui_caption(g, text_of(texts, "preferences.theme"));
    if (gui_segmented(g, "theme", labels, 2, &choice))
        sink_ask(sink, ACTION_THEME, 0);
}

static void text_size(const struct settings *settings, const struct texts *texts,
                      struct sink *sink, struct gui *g)
{
    static const float SIZES[] = {1, 1.25f, 1.5f, 2};
    static const char *const LABELS[] = {"100 %", "125 %", "150 %", "200 %"};
    int choice = 0;
    for (int i = 0; i < 4; i++)
        if (settings->text_scale >= SIZES[i] - 0.01f)
            choice = i;
    gui_space(g, 12);
    gui_caption(g, text_of(texts, "preferences.text"));
    if (gui_segmented(g, "text", LABELS, 4, &choice))
        sink_ask(sink, ACTION_TEXT_SIZE, (int64_t)lroundf(SIZES[choice] * 100));
}

/* A language is a file; its name stands in it, in its own words. */
void shell_preferences_read(struct shell *shell, struct picture *picture,
                            const char *data_dir)
{
    shell->n_languages = texts_languages(data_dir, shell->language);
    for (int i = 0; i < shell->n_languages; i++)
        gui_need(picture_gui(picture), shell->language[i].name);
}

static void ask_language(struct sink *sink, const char *id)
{
    struct request request = {.id = ACTION_LANGUAGE};
    snprintf(request.text, sizeof request.text, "%s", id);
    sink_request(sink, &request);
}

static void ask_body(struct sink *sink, const char *name,
                     const struct shape_params *shape)
{
    struct request request = {.id = ACTION_BODY, .body.shaped = shape != NULL};
    if (shape)
        request.body.shape = *shape;
    snprintf(request.body.name, sizeof request.body.name, "%s", name);
    sink_request(sink, &request);
}

static void languages(const struct shell *shell, const struct settings *settings,
                      const struct texts *texts, struct sink *sink, struct gui *g)
{
    const struct language *chosen = NULL;
    gui_space(g, 12);
    gui_caption(g, text_of(texts, "keys.language"));
    for (int i = 0; i < shell->n_languages; i++) {
        const struct language *l = &shell->language[i];
        if (form_chip(g, l->name, l->id, 0, strcmp(settings->lang, l->id) == 0))
            chosen = l;
    }
    if (chosen)
        ask_language(sink, chosen->id);
}

static void see_through(const struct app_eye *eye, const struct texts *texts,
                        struct sink *sink, struct gui *g)
{
    char text[32];
    struct message m = {
        .id = "preferences.percent",
        .arg = {{.name = "n", .number = round((double)eye->see_through * 100)}}};
    text_format(texts, &m, text, sizeof text);
    struct gui_range range = {.label = text_of(texts, "keys.see_through"),
                              .shown = text,
                              .max = 1,
                              .step = 0.05f};
    gui_space(g, 8);
    float value = eye->see_through;
    if (gui_slider(g, &range, &value))
        sink_ask(sink, ACTION_THIN_SKIN, (int64_t)lroundf(value * 1000));
}

void shell_layers(struct app_eye *eye, const struct texts *texts, struct sink *sink,
                  struct gui *g)
{
    struct app_eye *v = eye;
    for (int i = 0; i < LAYERS_COUNT; i++) {
        const struct layer *l = &LAYERS[i];
        if (l->text &&
            form_chip(g, text_of(texts, l->text), "layer", i, v->layers & l->bit))
            sink_ask(sink, ACTION_LAYER, l->bit);
    }
    see_through(eye, texts, sink, g);
}

// ---------------------------------------------------------------- the body

enum { WORDS = 5 };

/* one of five words, for what goes from 0 to 1 */
static const char *one_of(const struct texts *texts, const char *const ids[WORDS],
                          float value)
{
    int i = (int)(value * (WORDS - 1) + 0.5f);
    return text_of(texts, ids[i < 0 ? 0 : i < WORDS ? i : WORDS - 1]);
}

static const char *sex_text(const struct texts *texts, float value, char *out,
                            size_t size)
{
    static const char *const IDS[WORDS] = {"body.female", "body.rather_female",
                                           "body.neutral", "body.rather_male",
                                           "body.male"};
    (void)out;
    (void)size;
    return one_of(texts, IDS, value);
}

static const char *weight_text(const struct texts *texts, float value, char *out,
                               size_t size)
{
    static const char *const IDS[WORDS] = {"body.thin", "body.slim", "body.average",
                                           "body.heavy", "body.very_heavy"};
    (void)out;
    (void)size;
    return one_of(texts, IDS, value);
}

static const char *muscle_text(const struct texts *texts, float value, char *out,
                               size_t size)
{
    static const char *const IDS[WORDS] = {"body.very_weak", "body.weak", "body.average",
                                           "body.strong", "body.very_strong"};
    (void)out;
    (void)size;
    return one_of(texts, IDS, value);
}

static const char *number(const struct texts *texts, const char *id, int digits,
                          float value, char *out, size_t size)
{
    char figure[32];
    snprintf(figure, sizeof figure, "%.*f", digits, (double)value);
    struct message m = {.id = id, .arg = {{.name = "n", .text = figure}}};
    text_format(texts, &m, out, size);
    return out;
}

static const char *age_text(const struct texts *texts, float value, char *out,
                            size_t size)
{
    return number(texts, "body.years", 0, value, out, size);
}

static const char *height_text(const struct texts *texts, float value, char *out,
                               size_t size)
{
    return number(texts, "body.metres", 2, value, out, size);
}

static const struct {
    const char *label;
    size_t offset;
    float min, max, step;
    /* what the value is called; `out` is room for it */
    const char *(*text)(const struct texts *texts, float value, char *out, size_t size);
} SHAPES[] = {
    {"body.sex", offsetof(struct shape_params, sex), 0, 1, 0.05f, sex_text},
    {"body.age", offsetof(struct shape_params, age), 18, 90, 1, age_text},
    {"body.weight", offsetof(struct shape_params, weight), 0, 1, 0.05f, weight_text},
    {"body.muscle", offsetof(struct shape_params, muscle), 0, 1, 0.05f, muscle_text},
    {"body.height", offsetof(struct shape_params, height), 1.4f, 2.05f, 0.01f,
     height_text},
};

static const struct {
    const char *name, *text;
    float sex;
} OWN[] = {
    {"neutral", "body.neutral", 0.5f},
    {"female", "body.female", 0},
    {"male", "body.male", 1},
};

/* to begin with; NULL where the body at hand is none of these */
static void own_bodies(const struct texts *texts, struct sink *sink, struct gui *g,
                       const struct shape_params *now)
{
    for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++) {
        struct shape_params shape = SHAPE_NEUTRAL;
        shape.sex = OWN[i].sex;
        bool on = now && shape_equal(&shape, now);
        if (!form_chip(g, text_of(texts, OWN[i].text), "body", (int)i, on))
            continue;
        ask_body(sink, OWN[i].name, NULL);
    }
}

static void sliders(const struct subject *subject, const struct texts *texts,
                    struct sink *sink, struct gui *g, const struct shape_params *now)
{
    struct shape_params next = *now;
    bool changed = false;
    for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++) {
        float *place = (float *)((char *)&next + SHAPES[i].offset), value = *place;
        // a height that was not chosen follows from the rest
        if (value == 0 && SHAPES[i].offset == offsetof(struct shape_params, height))
            value = subject_height(subject);
        char text[64];
        struct gui_range range = {.label = text_of(texts, SHAPES[i].label),
                                  .shown =
                                      SHAPES[i].text(texts, value, text, sizeof text),
                                  .min = SHAPES[i].min,
                                  .max = SHAPES[i].max,
                                  .step = SHAPES[i].step};
        if (!gui_slider(g, &range, &value))
            continue;
        *place = value;
        changed = true;
    }
    if (!changed)
        return;
    ask_body(sink, subject_name(subject), &next);
}

/* a model file stands as it is; whether deqi begins with it is the user's to say */
static void foreign_body(const struct subject *subject, const struct settings *settings,
                         const struct texts *texts, struct sink *sink, struct gui *g)
{
    const struct settings_body *kept = &settings->body;
    char path[PATH_MAX];
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text_of(texts, "body.foreign"));
    if (!disk_whole_path(subject_name(subject), path) ||
        strlen(path) >= sizeof kept->name)
        return;
    bool on = strcmp(kept->name, path) == 0;
    if (gui_checkbox(g, text_of(texts, "body.begin_with"), &on))
        sink_ask_text(sink, ACTION_BEGIN_WITH, on ? path : "neutral", 0);
}

/* how it holds itself; for now, and not to begin with */
static void postures(const struct subject *subject, const struct texts *texts,
                     struct sink *sink, struct gui *g)
{
    enum posture now = subject_posture(subject);
    gui_space(g, 10);
    gui_caption(g, text_of(texts, "pose.title"));
    for (int i = 0; i < POSTURES; i++) {
        char id[40];
        snprintf(id, sizeof id, "pose.%s", POSTURE_NAMES[i]);
        if (form_chip(g, text_of(texts, id), "pose", i, (int)now == i))
            sink_ask(sink, ACTION_POSE, i);
    }
}

/* the last model files; the one that is shown is marked, and has its points found where
 * it lacks them */
static void recent_bodies(const struct subject *subject, const struct settings *settings,
                          const struct texts *texts, struct sink *sink, struct gui *g)
{
    char now[PATH_MAX];
    bool foreign = !subject_shape(subject) && disk_whole_path(subject_name(subject), now);
    for (int i = 0; i < SETTINGS_BODIES && settings->bodies[i][0]; i++) {
        const char *path = settings->bodies[i], *slash = strrchr(path, '/');
        bool on = foreign && strcmp(now, path) == 0;
        char label[320];
        cut_print(label, sizeof label - 8, "%s", slash ? slash + 1 : path);
        strcat(label, "##recent");
        gui_need(g, path);
        gui_push_id(g, i);
        if (gui_chip(g, label, on) && !on && sink->may[ACTION_BODY_FILE])
            sink_ask_text(sink, ACTION_BODY_FILE, path, 0);
        gui_pop_id(g);
    }
    if (foreign && !subject_has_landmarks(subject) &&
        gui_button(g, text_of(texts, "body.find_points"), GUI_QUIET,
                   sink->may[ACTION_BODY_FILE]))
        sink_ask_text(sink, ACTION_BODY_FILE, now, 0);
}

static void body(struct desk *desk, struct gui *g)
{
    const struct shape_params *shape = subject_shape(desk->subject);
    gui_space(g, 8);
    if (!panel_fold(g, &desk->sink, text_of(desk->texts, "body.title"), NULL,
                    &desk->shell->fold[FOLD_BODY]))
        return;
    gui_space(g, 6);
    if (!shape)
        foreign_body(desk->subject, &desk->settings, desk->texts, &desk->sink, g);
    own_bodies(desk->texts, &desk->sink, g, shape);
    recent_bodies(desk->subject, &desk->settings, desk->texts, &desk->sink, g);
    postures(desk->subject, desk->texts, &desk->sink, g);
    gui_space(g, 10);
    if (shape)
        sliders(desk->subject, desk->texts, &desk->sink, g, shape);
}

static void screen_keys(const struct settings *settings, const struct texts *texts,
                        struct sink *sink, struct gui *g)
{
    const char *labels[3] = {text_of(texts, "typing.on_touch"),
                             text_of(texts, "typing.always"),
                             text_of(texts, "typing.never")};
    int choice = settings->keyboard;
    gui_space(g, 12);
    gui_caption(g, text_of(texts, "typing.title"));
    if (gui_segmented(g, "screen keys", labels, 3, &choice))
        sink_ask(sink, ACTION_SCREEN_KEYS, choice);
}

void shell_preferences(struct desk *desk, struct gui *g)
{
    theme(&desk->settings, desk->mode, desk->texts, &desk->sink, g);
    text_size(&desk->settings, desk->texts, &desk->sink, g);
    languages(desk->shell, &desk->settings, desk->texts, &desk->sink, g);
    body(desk, g);
    gui_space(g, 12);
    gui_caption(g, text_of(desk->texts, "preferences.layers"));
    shell_layers(&desk->eye, desk->texts, &desk->sink, g);
    room_settings(desk->shell, &desk->settings, desk->texts, &desk->sink, g);
    screen_keys(&desk->settings, desk->texts, &desk->sink, g);
    gui_space(g, 6);
    bool reduced = desk->settings.reduced_motion;
    if (gui_checkbox(g, text_of(desk->texts, "preferences.reduced"), &reduced))
        sink_ask(&desk->sink, ACTION_REDUCE_MOTION, reduced);
    bool letters = !desk->settings.letters_off;
    if (gui_checkbox(g, text_of(desk->texts, "preferences.single_keys"), &letters))
        sink_ask(&desk->sink, ACTION_SINGLE_KEYS, letters);
    if (gui_button(g, text_of(desk->texts, "keys.fullscreen"), GUI_QUIET, true))
        sink_ask(&desk->sink, ACTION_FULLSCREEN, 0);
}
