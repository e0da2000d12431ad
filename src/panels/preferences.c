/* preferences.c - how deqi looks and moves, and what is drawn: one calm card. Everything
 * takes effect at once and is remembered. */
#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "panels/case_fields.h"
#include "panels/shell.h"

static void theme(struct app *app, struct gui *g)
{
    const char *labels[2] = {app_text(app, "preferences.light"),
                             app_text(app, "preferences.dark")};
    int choice = app->settings.dark[app->mode];
    gui_caption(g, app_text(app, "preferences.theme"));
    if (gui_segmented(g, "theme", labels, 2, &choice)) {
        app->settings.dark[app->mode] = choice == 1;
    }
}

static void text_size(struct app *app, struct gui *g)
{
    static const float SIZES[] = {1, 1.25f, 1.5f, 2};
    static const char *const LABELS[] = {"100 %", "125 %", "150 %", "200 %"};
    int choice = 0;
    for (int i = 0; i < 4; i++)
        if (app->settings.text_scale >= SIZES[i] - 0.01f)
            choice = i;
    gui_space(g, 12);
    gui_caption(g, app_text(app, "preferences.text"));
    if (gui_segmented(g, "text", LABELS, 4, &choice))
        app->settings.text_scale = SIZES[choice];
}

/* A language is a file; its name stands in it, in its own words. */
void shell_preferences_read(struct app *app)
{
    struct shell *shell = app->shell;
    shell->n_languages = texts_languages(app->params.data_dir, shell->language);
    for (int i = 0; i < shell->n_languages; i++)
        gui_need(picture_gui(app->picture), shell->language[i].name);
}

static void ask_language(struct app *app, const char *id)
{
    struct request request = {.id = ACTION_LANGUAGE};
    snprintf(request.text, sizeof request.text, "%s", id);
    app_request(app, &request);
}

static void ask_body(struct app *app, const char *name, const struct shape_params *shape)
{
    struct request request = {.id = ACTION_BODY, .body.shaped = shape != NULL};
    if (shape)
        request.body.shape = *shape;
    snprintf(request.body.name, sizeof request.body.name, "%s", name);
    app_request(app, &request);
}

static void languages(struct app *app, struct gui *g)
{
    const struct language *chosen = NULL;
    gui_space(g, 12);
    gui_caption(g, app_text(app, "keys.language"));
    for (int i = 0; i < app->shell->n_languages; i++) {
        const struct language *l = &app->shell->language[i];
        if (form_chip(g, l->name, l->id, 0, strcmp(app->settings.lang, l->id) == 0))
            chosen = l;
    }
    if (chosen)
        ask_language(app, chosen->id);
}

static void see_through(struct app *app, struct gui *g)
{
    char text[32];
    struct message m = {
        .id = "preferences.percent",
        .arg = {{.name = "n", .number = round((double)app->view.see_through * 100)}}};
    message_format(app->texts, &m, text, sizeof text);
    struct gui_range range = {.label = app_text(app, "keys.see_through"),
                              .shown = text,
                              .max = 1,
                              .step = 0.05f};
    gui_space(g, 8);
    gui_slider(g, &range, &app->view.see_through);
}

static void layers(struct app *app, struct gui *g)
{
    struct app_view *v = &app->view;
    gui_space(g, 12);
    gui_caption(g, app_text(app, "preferences.layers"));
    for (int i = 0; i < LAYERS_COUNT; i++) {
        const struct layer *l = &LAYERS[i];
        if (l->text &&
            form_chip(g, app_text(app, l->text), "layer", i, v->layers & l->bit))
            app_ask(app, ACTION_LAYER, l->bit);
    }
    see_through(app, g);
}

// ---------------------------------------------------------------- the body

enum { WORDS = 5 };

/* one of five words, for what goes from 0 to 1 */
static const char *one_of(const struct app *app, const char *const ids[WORDS],
                          float value)
{
    int i = (int)(value * (WORDS - 1) + 0.5f);
    return app_text(app, ids[i < 0 ? 0 : i < WORDS ? i : WORDS - 1]);
}

static const char *sex_text(const struct app *app, float value, char *out, size_t size)
{
    static const char *const IDS[WORDS] = {"body.female", "body.rather_female",
                                           "body.neutral", "body.rather_male",
                                           "body.male"};
    (void)out;
    (void)size;
    return one_of(app, IDS, value);
}

static const char *weight_text(const struct app *app, float value, char *out, size_t size)
{
    static const char *const IDS[WORDS] = {"body.thin", "body.slim", "body.average",
                                           "body.heavy", "body.very_heavy"};
    (void)out;
    (void)size;
    return one_of(app, IDS, value);
}

static const char *muscle_text(const struct app *app, float value, char *out, size_t size)
{
    static const char *const IDS[WORDS] = {"body.very_weak", "body.weak", "body.average",
                                           "body.strong", "body.very_strong"};
    (void)out;
    (void)size;
    return one_of(app, IDS, value);
}

static const char *number(const struct app *app, const char *id, int digits, float value,
                          char *out, size_t size)
{
    char figure[32];
    snprintf(figure, sizeof figure, "%.*f", digits, (double)value);
    struct message m = {.id = id, .arg = {{.name = "n", .text = figure}}};
    message_format(app->texts, &m, out, size);
    return out;
}

static const char *age_text(const struct app *app, float value, char *out, size_t size)
{
    return number(app, "body.years", 0, value, out, size);
}

static const char *height_text(const struct app *app, float value, char *out, size_t size)
{
    return number(app, "body.metres", 2, value, out, size);
}

static const struct {
    const char *label;
    size_t offset;
    float min, max, step;
    /* what the value is called; `out` is room for it */
    const char *(*text)(const struct app *app, float value, char *out, size_t size);
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
static void own_bodies(struct app *app, struct gui *g, const struct shape_params *now)
{
    for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++) {
        struct shape_params shape = SHAPE_NEUTRAL;
        shape.sex = OWN[i].sex;
        bool on = now && shape_equal(&shape, now);
        if (!form_chip(g, app_text(app, OWN[i].text), "body", (int)i, on))
            continue;
        ask_body(app, OWN[i].name, NULL);
    }
}

static void sliders(struct app *app, struct gui *g, const struct shape_params *now)
{
    struct shape_params next = *now;
    bool changed = false;
    for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++) {
        float *place = (float *)((char *)&next + SHAPES[i].offset), value = *place;
        // a height that was not chosen follows from the rest
        if (value == 0 && SHAPES[i].offset == offsetof(struct shape_params, height))
            value = subject_height(app->subject);
        char text[64];
        struct gui_range range = {.label = app_text(app, SHAPES[i].label),
                                  .shown = SHAPES[i].text(app, value, text, sizeof text),
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
    ask_body(app, subject_name(app->subject), &next);
}

/* a model file stands as it is; whether deqi begins with it is the user's to say */
static void foreign_body(struct app *app, struct gui *g)
{
    struct settings_body *kept = &app->settings.body;
    char path[PATH_MAX];
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, app_text(app, "body.foreign"));
    if (!realpath(subject_name(app->subject), path) || strlen(path) >= sizeof kept->name)
        return;
    bool on = strcmp(kept->name, path) == 0;
    if (!gui_checkbox(g, app_text(app, "body.begin_with"), &on))
        return;
    *kept = (struct settings_body){.shaped = false};
    snprintf(kept->name, sizeof kept->name, "%.511s", on ? path : "neutral");
}

static void body(struct app *app, struct gui *g)
{
    const struct shape_params *shape = subject_shape(app->subject);
    gui_space(g, 8);
    if (!gui_fold(g, app_text(app, "body.title"), NULL, &app->shell->fold[FOLD_BODY]))
        return;
    gui_space(g, 6);
    if (!shape)
        foreign_body(app, g);
    own_bodies(app, g, shape);
    gui_space(g, 10);
    if (shape)
        sliders(app, g, shape);
}

void shell_preferences(struct app *app, struct gui *g)
{
    theme(app, g);
    text_size(app, g);
    languages(app, g);
    body(app, g);
    layers(app, g);
    gui_space(g, 6);
    gui_checkbox(g, app_text(app, "preferences.reduced"), &app->settings.reduced_motion);
    if (gui_button(g, app_text(app, "keys.fullscreen"), GUI_QUIET, true))
        app_ask(app, ACTION_FULLSCREEN, 0);
}
