#include "app/files.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/case_form.h"
#include "app/clinic_session.h"
#include "app/film_choice.h"
#include "app/folder.h"
#include "app/job.h"
#include "app/modes.h"
#include "app/panels.h"
#include "base/arena.h"
#include "base/file.h"
#include "export/png.h"

enum files_way { FILES_READS, FILES_WRITES };

static const struct {
    const char *title, *confirm;
    enum files_way way;
    const char *endings[5];
    const char *proposal; /* name proposed for a new file */
} TASKS[] = {
    [FILES_OPEN_CASE] = {"files.open_case", NULL, FILES_READS, {".json"}, ""},
    [FILES_SAVE_CASE] =
        {"files.save_case", "files.save", FILES_WRITES, {".json"}, "case.json"},
    [FILES_SAVE_PICTURE] =
        {"files.save_picture", "files.save", FILES_WRITES, {".png"}, "deqi.png"},
    [FILES_SAVE_CARD] = {"files.save_card", "files.save", FILES_WRITES},
    [FILES_EXPORT_SESSION] =
        {"files.export", "files.save", FILES_WRITES, {".json"}, "session.json"},
};

/* what is saved as a card or a film */
static const struct {
    const char *text, *proposal;
    enum { WORK_CARD, WORK_FILM } work;
    enum film_kind film;
    const char *endings[4]; /* the first is proposed */
} WORKS[] = {
    {"files.card_pdf", "plan", WORK_CARD, 0, {".pdf"}},
    {"files.card_png", "plan", WORK_CARD, 0, {".png"}},
    {"files.film_turn", "turn", WORK_FILM, FILM_TURNTABLE, {".webp", ".apng", ".png"}},
    {"files.film_session",
     "session",
     WORK_FILM,
     FILM_SESSION,
     {".webp", ".apng", ".png"}},
};
enum { N_WORKS = sizeof WORKS / sizeof *WORKS };

static const struct {
    const char *text;
    int width, height; /* 0 = as the window */
} SIZES[] = {{"files.size_window", 0, 0},
             {"1920 \u00d7 1080", 1920, 1080},
             {"3840 \u00d7 2160", 3840, 2160},
             {"2160 \u00d7 3840", 2160, 3840}};

struct files {
    enum files_task task;
    struct folder folder;
    char name[256];
    char error[1200];
    bool asks_to_replace, focus;
    int size, work;
    struct film_choice film;
    int64_t session;
    char chosen[PATH_MAX]; /* to be carried out after this frame; "" = nothing */
};

struct files *files_create(void)
{
    struct files *f = xcalloc(1, sizeof *f);
    f->film = film_choice_default();
    return f;
}

void files_destroy(struct files **files)
{
    if (!files || !*files)
        return;
    folder_clear(&(*files)->folder);
    free(*files);
    *files = NULL;
}

static bool is_film(const struct files *f)
{
    return f->task == FILES_SAVE_CARD && WORKS[f->work].work == WORK_FILM;
}

static const char *const *endings(const struct files *f)
{
    return f->task == FILES_SAVE_CARD ? WORKS[f->work].endings : TASKS[f->task].endings;
}

static void go_to(struct app *app, const char *path)
{
    struct files *f = app->shell->files;
    struct error error;
    f->error[0] = 0;
    f->asks_to_replace = false;
    if (!folder_read(&f->folder, path, endings(f), &error))
        snprintf(f->error, sizeof f->error, "%s: %s", error.file, error.text);
    for (int i = 0; i < f->folder.n; i++)
        gui_need(picture_gui(app->picture), f->folder.entry[i].name);
    gui_need(picture_gui(app->picture), f->folder.path);
}

/* where the last case was, else at home */
static void first_folder(struct app *app)
{
    struct files *f = app->shell->files;
    char path[PATH_MAX];
    const char *home = getenv("HOME"), *recent = app->settings.recent[0];
    const char *slash = strrchr(recent, '/');
    if (f->folder.path[0]) {
        snprintf(path, sizeof path, "%s", f->folder.path);
    } else if (slash && slash > recent) {
        snprintf(path, sizeof path, "%.*s", (int)(slash - recent), recent);
    } else {
        snprintf(path, sizeof path, "%s", home && *home ? home : "/");
    }
    go_to(app, path);
    if (f->error[0] && home)
        go_to(app, home);
}

/* a name for what is to be made */
static void propose(struct files *f)
{
    const char *ending =
        is_film(f) ? film_choice_ending(&f->film) : WORKS[f->work].endings[0];
    snprintf(f->name, sizeof f->name, "%s%s", WORKS[f->work].proposal, ending);
}

void files_ask(struct app *app, enum files_task task)
{
    struct files *f = app->shell->files;
    f->task = task;
    f->asks_to_replace = false;
    f->focus = TASKS[task].way == FILES_WRITES;
    f->size = f->work = 0;
    if (task == FILES_SAVE_CARD)
        propose(f);
    else
        snprintf(f->name, sizeof f->name, "%s", TASKS[task].proposal);
    const char *slash = strrchr(history_path(app->record.history), '/');
    if (task == FILES_SAVE_CASE && slash && slash[1])
        snprintf(f->name, sizeof f->name, "%.250s", slash + 1);
    first_folder(app);
    shell_open_card(app, SHELL_FILES);
}

void files_export_session(struct app *app, int64_t id)
{
    files_ask(app, FILES_EXPORT_SESSION);
    app->shell->files->session = id;
    snprintf(app->shell->files->name, sizeof app->shell->files->name, "session-%lld.json",
             (long long)id);
}

/* a case in which nothing hurts could not be opened again */
static bool save_case(struct app *app, const char *path, struct error *error)
{
    if (!history_now(app->record.history)->n_symptoms)
        return error_set(error, "%s", app_text(app, "files.nothing_hurts"));
    return app_save_case(app, path, error);
}

/* what comes with the program is not the user's to write over */
static bool is_ours(const struct app *app, const char *path)
{
    char assets[PATH_MAX + 8], own[PATH_MAX], whole[PATH_MAX];
    snprintf(assets, sizeof assets, "%s/assets", app->params.data_dir);
    if (!realpath(assets, own) || !realpath(path, whole))
        return false;
    size_t n = strlen(own);
    return strncmp(whole, own, n) == 0 && whole[n] == '/';
}

bool files_save(struct app *app)
{
    struct error error = {0};
    const char *path = history_path(app->record.history);
    if (!*path || is_ours(app, path)) {
        files_ask(app, FILES_SAVE_CASE);
        return false;
    }
    bool saved = save_case(app, path, &error);
    if (!saved)
        app_say(app, "%s%s%s", error.file, *error.file ? ": " : "", error.text);
    else
        app_say(app, "%s", app_text(app, "files.case_saved"));
    return saved;
}

// ---------------------------------------------------------------- doing it

static bool write_picture(struct app *app, const struct files *f, const char *path,
                          struct error *error)
{
    int width = SIZES[f->size].width, height = SIZES[f->size].height;
    uint8_t *pixels = NULL;
    if (!width)
        window_size(app->window, &width, &height);
    if (!app_snapshot(app, width, height, &pixels, error))
        return false;
    bool ok = png_write(path,
                        &(struct png_image){.pixels = pixels,
                                            .width = width,
                                            .height = height,
                                            .channels = 4,
                                            .keep = PNG_OPAQUE},
                        error);
    free(pixels);
    return ok;
}

static bool make(struct app *app, const struct files *f, const char *path,
                 struct error *error)
{
    struct film_params params;
    struct camera camera;
    if (!is_film(f)) {
        job_begin_card(app, path);
        return true;
    }
    film_choice_params(app, &f->film, WORKS[f->work].film, path, &camera, &params);
    return job_begin_film(app, &params, error);
}

static bool carry_out(struct app *app, const char *path, struct error *error)
{
    struct files *f = app->shell->files;
    switch (f->task) {
    case FILES_OPEN_CASE:
        return app_open_case(app, path, error);
    case FILES_SAVE_CASE:
        return save_case(app, path, error);
    case FILES_SAVE_PICTURE:
        return write_picture(app, f, path, error);
    case FILES_SAVE_CARD:
        return make(app, f, path, error);
    case FILES_EXPORT_SESSION: {
        struct session_time at = app_session_time(app);
        return running_export(app->running_session, f->session, &at, app->texts, path,
                              error);
    }
    }
    return false;
}

void files_carry_out(struct app *app)
{
    struct files *f = app->shell->files;
    struct error error = {0};
    char path[PATH_MAX];
    if (!f->chosen[0])
        return;
    memcpy(path, f->chosen, sizeof path);
    f->chosen[0] = 0;
    app_redraw(app);
    if (!carry_out(app, path, &error)) {
        snprintf(f->error, sizeof f->error, "%s%s%s", error.file, *error.file ? ": " : "",
                 error.text);
        gui_need(picture_gui(app->picture), f->error);
        f->asks_to_replace = false;
        return;
    }
    if (app->shell->leaving) {
        app_ask_to_close(app);
        return;
    }
    shell_open_card(app, SHELL_NO_CARD);
    if (f->task == FILES_OPEN_CASE) {
        settings_add_recent(&app->settings, path);
    } else if (f->task != FILES_SAVE_CARD) {
        struct message m = {.id = "files.saved", .arg = {{.name = "path", .text = path}}};
        char text[1200];
        message_format(app->texts, &m, text, sizeof text);
        app_say(app, "%s", text);
    }
}

static void choose(struct app *app, const char *path)
{
    snprintf(app->shell->files->chosen, sizeof app->shell->files->chosen, "%s", path);
    app_redraw(app);
}

static bool ends_in(const char *name, const char *ending)
{
    const char *dot = strrchr(name, '.');
    return dot && dot > name && strcasecmp(dot, ending) == 0;
}

/* another ending is another kind of card or film */
static void follow_name(struct files *f)
{
    f->asks_to_replace = false;
    if (is_film(f))
        film_choice_follow(&f->film, f->name);
    for (int i = 0; i < N_WORKS && f->task == FILES_SAVE_CARD && !is_film(f); i++)
        if (WORKS[i].work == WORK_CARD && ends_in(f->name, WORKS[i].endings[0]))
            f->work = i;
}

/* the name gets the ending that it lacks */
static bool whole_path(const struct files *f, char *out, size_t size)
{
    char name[300];
    const char *ending = is_film(f) ? film_choice_ending(&f->film) : endings(f)[0];
    bool fits = !*ending;
    for (const char *const *e = endings(f); *e; e++)
        fits |= ends_in(f->name, *e);
    snprintf(name, sizeof name, "%s%s", f->name, fits ? "" : ending);
    return strchr(name, '/') == NULL && folder_join(&f->folder, name, out, size);
}

static void confirm(struct app *app)
{
    struct files *f = app->shell->files;
    char path[PATH_MAX];
    if (!f->name[0])
        return;
    if (!whole_path(f, path, sizeof path)) {
        snprintf(f->error, sizeof f->error, "%s", app_text(app, "files.bad_name"));
        return;
    }
    if (file_exists(path) && !f->asks_to_replace) {
        f->asks_to_replace = true;
        f->error[0] = 0;
        return;
    }
    choose(app, path);
}

// ---------------------------------------------------------------- the card

static void choices(struct app *app, struct gui *g, struct files *f)
{
    if (f->task == FILES_SAVE_PICTURE)
        for (int i = 0; i < (int)(sizeof SIZES / sizeof *SIZES); i++)
            if (form_chip(g, app_text(app, SIZES[i].text), "size", i, f->size == i))
                f->size = i;
    if (f->task != FILES_SAVE_CARD)
        return;
    for (int i = 0; i < N_WORKS; i++) {
        if (!form_chip(g, app_text(app, WORKS[i].text), "work", i, f->work == i))
            continue;
        char path[PATH_MAX];
        f->work = i;
        propose(f);
        // other files are of interest now
        snprintf(path, sizeof path, "%s", f->folder.path);
        go_to(app, path);
    }
    if (!is_film(f))
        return;
    gui_space(g, 8);
    if (film_choice_widgets(app, g, &f->film, WORKS[f->work].film, f->name,
                            sizeof f->name))
        f->asks_to_replace = false;
}

static void name_and_button(struct app *app, struct gui *g, struct files *f)
{
    choices(app, g, f);
    bool possible =
        !is_film(f) || film_choice_says(app, g, &f->film, WORKS[f->work].film);
    if (is_film(f))
        gui_space(g, 12);
    if (f->focus)
        gui_focus_next(g);
    f->focus = false;
    if (gui_input_text(g, app_text(app, "files.name"), f->name, sizeof f->name)) {
        gui_need(g, f->name);
        follow_name(f);
    }
    bool entered = gui_entered(g);
    if (f->error[0])
        gui_notice(g, NULL, f->error, true);
    if (f->asks_to_replace)
        gui_notice(g, app_text(app, "files.exists"), NULL, false);
    const char *label =
        app_text(app, f->asks_to_replace ? "files.replace" : TASKS[f->task].confirm);
    if (gui_button(g, label, f->asks_to_replace ? GUI_AMBER : GUI_PRIMARY,
                   f->name[0] && possible) ||
        (entered && possible))
        confirm(app);
}

static void recent(struct app *app, struct gui *g)
{
    bool any = false;
    for (int i = 0; i < SETTINGS_RECENT && app->settings.recent[i][0]; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s", app->settings.recent[i]);
        const char *slash = strrchr(path, '/');
        if (!file_exists(path))
            continue;
        if (!any)
            gui_caption(g, app_text(app, "files.recent"));
        any = true;
        gui_need(g, path);
        struct gui_row row = {.title = slash ? slash + 1 : path, .detail = path};
        gui_push_id(g, 3000 + i);
        bool chosen = gui_list_row(g, &row);
        gui_pop_id(g);
        if (chosen) {
            choose(app, path);
            return;
        }
    }
    if (any)
        gui_space(g, 10);
}

static void listing(struct app *app, struct gui *g, struct files *f)
{
    char path[PATH_MAX];
    gui_caption(g, f->folder.path);
    if (folder_parent(&f->folder, path, sizeof path)) {
        struct gui_row up = {
            .lead = "..", .title = app_text(app, "files.up"), .close = true};
        if (gui_list_row(g, &up)) {
            go_to(app, path);
            return;
        }
    }
    for (int i = 0; i < f->folder.n; i++) {
        const struct folder_entry *e = &f->folder.entry[i];
        struct gui_row row = {.title = e->name,
                              .mark = e->is_folder ? app_text(app, "files.folder") : NULL,
                              .close = true};
        if (!gui_list_row(g, &row) ||
            !folder_join(&f->folder, e->name, path, sizeof path))
            continue;
        if (e->is_folder)
            go_to(app, path);
        else if (TASKS[f->task].way == FILES_READS)
            choose(app, path);
        else
            snprintf(f->name, sizeof f->name, "%.255s", e->name);
        follow_name(f);
        return;
    }
    if (!f->folder.n)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, app_text(app, "files.empty"));
}

void files_card(struct app *app, struct gui *g)
{
    struct files *f = app->shell->files;
    gui_heading(g, app_text(app, TASKS[f->task].title));
    gui_space(g, 6);
    // beside what was pressed: the card may be scrolled
    if (f->error[0] && TASKS[f->task].way == FILES_READS)
        gui_notice(g, NULL, f->error, true);
    if (TASKS[f->task].way == FILES_WRITES)
        name_and_button(app, g, f);
    else
        recent(app, g);
    gui_space(g, 8);
    if (app->shell->card == SHELL_FILES)
        listing(app, g, f);
}
