/* preferences.c - how deqi looks and moves, and what is drawn: one calm card. Everything
 * takes effect at once and is remembered. */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/case_form.h"
#include "app/shell.h"

static void theme(struct app *app, struct gui *g)
{
    const char *labels[2] = {app_text(app, "preferences.light"),
                             app_text(app, "preferences.dark")};
    int choice = app->settings.dark[app->mode];
    gui_caption(g, app_text(app, "preferences.theme"));
    if (gui_segmented(g, "theme", labels, 2, &choice)) {
        app->settings.dark[app->mode] = choice == 1;
        app->marks_stale = true;
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
static void languages(struct app *app, struct gui *g)
{
    char path[1200], chosen[32] = "";
    snprintf(path, sizeof path, "%s/assets/text", app->params.data_dir);
    DIR *dir = opendir(path);
    gui_space(g, 12);
    gui_caption(g, app_text(app, "keys.language"));
    for (struct dirent *e; dir && (e = readdir(dir));) {
        size_t n = strlen(e->d_name);
        // LANG.json itself, not LANG.part.json
        if (n < 6 || n > 31 || strcmp(e->d_name + n - 5, ".json") != 0 ||
            memchr(e->d_name, '.', n - 5))
            continue;
        char lang[32], id[64];
        snprintf(lang, sizeof lang, "%.*s", (int)(n - 5), e->d_name);
        snprintf(id, sizeof id, "language.%s", lang);
        bool known = texts_has(app->texts, id);
        const char *name = known ? app_text(app, id) : lang;
        if (form_chip(g, name, lang, 0, strcmp(app->settings.lang, lang) == 0))
            snprintf(chosen, sizeof chosen, "%s", lang);
    }
    if (dir)
        closedir(dir);
    if (*chosen)
        app_set_lang(app, chosen);
}

static void layers(struct app *app, struct gui *g)
{
    static const struct {
        const char *text;
        unsigned layer;
    } LAYERS[] = {
        {"keys.channels", SCENE_CHANNELS},
        {"preferences.points", SCENE_POINTS},
        {"keys.labels", SCENE_LABELS},
        {"keys.regions", SCENE_REGIONS},
        {"keys.dermatomes", SCENE_DERMATOMES},
        {"keys.nerves", SCENE_NERVES},
        {"preferences.landmarks", SCENE_LANDMARKS},
    };
    struct app_view *v = &app->view;
    gui_space(g, 12);
    gui_caption(g, app_text(app, "preferences.layers"));
    for (size_t i = 0; i < sizeof LAYERS / sizeof *LAYERS; i++) {
        if (!form_chip(g, app_text(app, LAYERS[i].text), "layer", (int)i,
                       v->layers & LAYERS[i].layer))
            continue;
        v->layers ^= LAYERS[i].layer;
        app->settings.layers = v->layers;
        app->marks_stale = true;
    }
    gui_space(g, 8);
    gui_slider(g, app_text(app, "keys.see_through"), &v->see_through, 0, 1, "%.1f");
}

static void body(struct app *app, struct gui *g)
{
    static const struct {
        const char *text, *word, *format;
        float min, max, first;
    } SHAPES[] = {
        {"body.sex", "sex", "%.1f", 0, 1, 0.5f},
        {"body.age", "age", "%.0f", 18, 90, 30},
        {"body.weight", "weight", "%.2f", 0, 1, 0.5f},
        {"body.muscle", "muscle", "%.2f", 0, 1, 0.5f},
        {"body.height", "height", "%.2f m", 1.4f, 2.05f, 1.7f},
    };
    enum { N = sizeof SHAPES / sizeof *SHAPES };
    struct shell *shell = app->shell;
    gui_space(g, 8);
    if (!gui_fold(g, app_text(app, "body.title"), NULL, &shell->fold[FOLD_BODY]))
        return;
    gui_space(g, 6);
    for (int i = 0; i < N; i++) {
        float *value = &shell->body[i];
        if (!shell->body_set[i])
            *value = SHAPES[i].first;
        if (!gui_slider(g, app_text(app, SHAPES[i].text), value, SHAPES[i].min,
                        SHAPES[i].max, SHAPES[i].format))
            continue;
        snprintf(shell->body_word, sizeof shell->body_word, "%s=%.3f", SHAPES[i].word,
                 (double)*value);
        shell->body_set[i] = true;
    }
}

void shell_preferences(struct app *app, struct gui *g)
{
    theme(app, g);
    text_size(app, g);
    languages(app, g);
    layers(app, g);
    gui_space(g, 6);
    gui_checkbox(g, app_text(app, "preferences.reduced"), &app->settings.reduced_motion);
    if (gui_button(g, app_text(app, "keys.fullscreen"), GUI_QUIET, true))
        app_toggle_fullscreen(app);
    body(app, g);
}
