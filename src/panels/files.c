#include "panels/files.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/file.h"
#include "document/folder.h"
#include "panels/case_fields.h"
#include "panels/file_roots.h"
#include "panels/film_choice.h"
#include "panels/panels.h"
#include "text/error_words.h"

enum files_way { FILES_READS, FILES_WRITES };

static const struct {
    const char *title, *confirm;
    enum files_way way;
    const char *endings[5];
    const char *proposal; /* name proposed for a new file */
} TASKS[] = {
    [FILES_OPEN_CASE] = {"files.open_case", "files.open", FILES_READS, {".json"}, ""},
    [FILES_OPEN_BODY] = {"files.open_body", "files.open", FILES_READS, {NULL}, ""},
    [FILES_SAVE_CASE] =
        {"files.save_case", "files.save", FILES_WRITES, {".json"}, "case.json"},
    [FILES_SAVE_PICTURE] =
        {"files.save_picture", "files.save", FILES_WRITES, {".png"}, "deqi.png"},
    [FILES_SAVE_CARD] = {"files.save_card", "files.save", FILES_WRITES, {NULL}, ""},
    [FILES_SAVE_PAGE] =
        {"files.save_page", "files.save", FILES_WRITES, {".html"}, "plan.html"},
    [FILES_OPEN_LESSON] = {"files.open_lesson", "files.open", FILES_READS, {".json"}, ""},
    [FILES_SAVE_LESSON] =
        {"files.save_lesson", "files.save", FILES_WRITES, {".json"}, "lesson.json"},
    [FILES_LESSON_PAGE] =
        {"files.save_page", "files.save", FILES_WRITES, {".html"}, "lesson.html"},
    [FILES_SAVE_RESULT] =
        {"exam.save_title", "files.save", FILES_WRITES, {".pdf", ".csv"}, "result.pdf"},
    [FILES_EXPORT_SESSION] =
        {"files.export", "files.save", FILES_WRITES, {".json"}, "session.json"},
};

/* what is saved as a card or a film */
static const struct {
    const char *text, *proposal;
    enum { WORK_CARD, WORK_FILM } work;
    enum film_kind film;
    const char *endings[2]; /* of a card; of a film those of its own choice */
} WORKS[] = {
    {"files.card_pdf", "plan", WORK_CARD, 0, {".pdf"}},
    {"files.card_png", "plan", WORK_CARD, 0, {".png"}},
    {"files.film_turn", "turn", WORK_FILM, FILM_TURNTABLE, {NULL}},
    {"files.film_session", "session", WORK_FILM, FILM_SESSION, {NULL}},
};
enum { N_WORKS = sizeof WORKS / sizeof *WORKS };

static const struct {
    const char *text;
    int width, height; /* 0 = as the window */
} SIZES[] = {{"files.size_window", 0, 0},
             {"1920 \u00d7 1080", 1920, 1080},
             {"3840 \u00d7 2160", 3840, 2160},
             {"2160 \u00d7 3840", 2160, 3840}};

enum { CRUMBS = 32, RECENT_SHOWN = 4 };

struct files {
    enum files_task task;
    struct folder folder;
    char name[NAME_MAX + 1];
    char error[1200];
    bool asks_to_replace, focus, possible; /* possible: the film that is chosen */
    int size, work;
    bool no_ground; /* of the picture */
    struct film_choice film;
    int64_t session;
    char picked[PATH_MAX]; /* the file that is marked, to be read; "" = none */
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
    return is_film(f)                   ? film_choice_endings()
           : f->task == FILES_SAVE_CARD ? WORKS[f->work].endings
           : f->task == FILES_OPEN_BODY ? SUBJECT_ENDINGS
                                        : TASKS[f->task].endings;
}

static void go_to(const struct shell *shell, struct picture *picture,
                  const struct texts *texts, const char *path)
{
    struct files *f = shell->files;
    struct error error;
    f->error[0] = f->picked[0] = 0;
    f->asks_to_replace = false;
    if (!folder_read(&f->folder, path, endings(f), &error))
        error_words_at(texts, &error, f->error, sizeof f->error);
    if (f->task == FILES_OPEN_CASE || f->task == FILES_SAVE_CASE)
        folder_label(&f->folder);
    for (int i = 0; i < f->folder.n; i++) {
        gui_need(picture_gui(picture), f->folder.entry[i].name);
        if (f->folder.entry[i].label)
            gui_need(picture_gui(picture), f->folder.entry[i].label);
    }
    gui_need(picture_gui(picture), f->folder.path);
}

/* where the last case was, else at home */
static void first_folder(const struct shell *shell, const struct settings *settings,
                         struct picture *picture, const struct texts *texts)
{
    struct files *f = shell->files;
    char path[PATH_MAX];
    bool body = f->task == FILES_OPEN_BODY && settings->bodies[0][0];
    const char *home = getenv("HOME");
    const char *recent = body ? settings->bodies[0] : settings->recent[0];
    const char *slash = strrchr(recent, '/');
    if (f->folder.path[0]) {
        snprintf(path, sizeof path, "%s", f->folder.path);
    } else if (slash && slash > recent) {
        snprintf(path, sizeof path, "%.*s", (int)(slash - recent), recent);
    } else {
        snprintf(path, sizeof path, "%s", home && *home ? home : "/");
    }
    go_to(shell, picture, texts, path);
    if (f->error[0] && home)
        go_to(shell, picture, texts, home);
}

/* a name for what is to be made */
static void propose(struct files *f)
{
    const char *ending =
        is_film(f) ? film_choice_ending(&f->film) : WORKS[f->work].endings[0];
    snprintf(f->name, sizeof f->name, "%s%s", WORKS[f->work].proposal, ending);
}

void files_ask(const struct shell *shell, const struct dossier *dossier,
               const struct settings *settings, struct picture *picture,
               const struct texts *texts, enum files_task task)
{
    struct files *f = shell->files;
    f->task = task;
    f->asks_to_replace = false;
    f->focus = TASKS[task].way == FILES_WRITES;
    f->size = f->work = 0;
    if (task == FILES_SAVE_CARD)
        propose(f);
    else
        snprintf(f->name, sizeof f->name, "%s", TASKS[task].proposal);
    const char *slash = strrchr(history_path(dossier->history), '/');
    if (task == FILES_SAVE_CASE && slash && slash[1])
        cut_print(f->name, sizeof f->name, "%s", slash + 1);
    first_folder(shell, settings, picture, texts);
}

void files_export_session(const struct shell *shell, const struct dossier *dossier,
                          const struct settings *settings, struct picture *picture,
                          const struct texts *texts, int64_t id)
{
    files_ask(shell, dossier, settings, picture, texts, FILES_EXPORT_SESSION);
    shell->files->session = id;
    snprintf(shell->files->name, sizeof shell->files->name, "session-%lld.json",
             (long long)id);
}

struct files_choice files_chosen(const struct shell *shell, const struct app_eye *eye)
{
    const struct files *f = shell->files;
    struct files_choice c = {.task = f->task,
                             .width = SIZES[f->size].width,
                             .height = SIZES[f->size].height,
                             .no_ground = f->no_ground,
                             .session = f->session,
                             .is_film = is_film(f),
                             .kind = WORKS[f->work].film,
                             .film = f->film};
    if (!c.width) {
        c.width = eye->port.width;
        c.height = eye->port.height;
    }
    return c;
}

void files_refuse(const struct shell *shell, struct picture *picture,
                  const struct texts *texts, const struct error *error)
{
    struct files *f = shell->files;
    error_words_at(texts, error, f->error, sizeof f->error);
    gui_need(picture_gui(picture), f->error);
    f->asks_to_replace = false;
}

static void choose(struct sink *sink, const char *path)
{
    struct request request = {.id = ACTION_FILE};
    snprintf(request.text, sizeof request.text, "%s", path);
    sink_request(sink, &request);
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
    char name[NAME_MAX + 1];
    const char *ending = is_film(f) ? film_choice_ending(&f->film) : endings(f)[0];
    bool fits = !*ending;
    for (const char *const *e = endings(f); *e; e++)
        fits |= ends_in(f->name, *e);
    return cut_print(name, sizeof name, "%s%s", f->name, fits ? "" : ending) &&
           strchr(name, '/') == NULL && folder_join(&f->folder, name, out, size);
}

static void confirm(const struct shell *shell, const struct texts *texts,
                    struct sink *sink)
{
    struct files *f = shell->files;
    char path[PATH_MAX];
    if (!f->name[0])
        return;
    if (!whole_path(f, path, sizeof path)) {
        snprintf(f->error, sizeof f->error, "%s", text_of(texts, "files.bad_name"));
        return;
    }
    if (file_exists(path) && !f->asks_to_replace) {
        f->asks_to_replace = true;
        f->error[0] = 0;
        return;
    }
    choose(sink, path);
}

// ---------------------------------------------------------------- the card

static void choices(struct shell *shell, const struct app_eye *eye,
                    struct picture *picture, const struct texts *texts, struct sink *sink,
                    struct gui *g, struct files *f)
{
    if (f->task == FILES_SAVE_PICTURE) {
        for (int i = 0; i < (int)(sizeof SIZES / sizeof *SIZES); i++)
            if (form_chip(g, text_of(texts, SIZES[i].text), "size", i, f->size == i))
                f->size = i;
        gui_space(g, 6);
        gui_checkbox(g, text_of(texts, "files.no_ground"), &f->no_ground);
    }
    if (f->task != FILES_SAVE_CARD)
        return;
    for (int i = 0; i < N_WORKS; i++) {
        if (!form_chip(g, text_of(texts, WORKS[i].text), "work", i, f->work == i))
            continue;
        char path[PATH_MAX];
        f->work = i;
        propose(f);
        // other files are of interest now
        snprintf(path, sizeof path, "%s", f->folder.path);
        go_to(shell, picture, texts, path);
    }
    if (!is_film(f))
        return;
    gui_space(g, 8);
    if (film_choice_widgets(shell, eye, texts, sink, g, &f->film, WORKS[f->work].film,
                            f->name, sizeof f->name))
        f->asks_to_replace = false;
}

static void name_field(struct desk *desk, struct gui *g, struct files *f)
{
    choices(desk->shell, &desk->eye, desk->picture, desk->texts, &desk->sink, g, f);
    bool possible =
        !is_film(f) || film_choice_says(desk, g, &f->film, WORKS[f->work].film);
    if (possible != f->possible)
        sink_put_bool(&desk->sink, &f->possible, possible);
    if (is_film(f))
        gui_space(g, 12);
    if (f->focus) {
        gui_focus_next(g);
        sink_put_bool(&desk->sink, &f->focus, false);
    }
    if (gui_input_text(g, text_of(desk->texts, "files.name"), f->name, sizeof f->name))
        follow_name(f);
    bool entered = gui_entered(g);
    if (entered && possible)
        confirm(desk->shell, desk->texts, &desk->sink);
}

/* the way to a folder; the names are borrowed from `text`, which holds the path */
static int way_to(const struct texts *texts, char *text, struct folder_crumb *crumb,
                  const char **name)
{
    char home[PATH_MAX];
    const char *given = getenv("HOME");
    bool known = given && realpath(given, home);
    int n = folder_crumbs(text, known ? home : NULL, crumb, CRUMBS);
    for (int i = 0; i < n; i++) {
        name[i] = crumb[i].kind == FOLDER_HOME   ? text_of(texts, "files.home")
                  : crumb[i].kind == FOLDER_ROOT ? text_of(texts, "files.root")
                                                 : text + crumb[i].begin;
        if (crumb[i].kind == FOLDER_NAMED)
            text[crumb[i].end] = 0;
    }
    return n;
}

/* a file is chosen by one press and opened by another */
static void press_file(const struct shell *shell, struct sink *sink, const char *path)
{
    struct files *f = shell->files;
    if (strcmp(f->picked, path) == 0)
        choose(sink, path);
    snprintf(f->picked, sizeof f->picked, "%s", path);
    f->error[0] = 0;
}

static void recent_row(const struct shell *shell, const struct texts *texts,
                       struct sink *sink, struct gui *g, const char *path, int i)
{
    struct folder_crumb crumb[CRUMBS];
    const char *name[CRUMBS], *slash = strrchr(path, '/');
    char folder[PATH_MAX], where[PATH_MAX] = "";
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 0, path);
    int n = *folder ? way_to(texts, folder, crumb, name) : 0;
    for (int k = 0; k < n; k++) {
        size_t used = strlen(where);
        snprintf(where + used, sizeof where - used, "%s%s", k ? " / " : "", name[k]);
    }
    gui_need(g, path);
    struct gui_row row = {.title = slash ? slash + 1 : path,
                          .detail = *where ? where : NULL,
                          .sign = GUI_SIGN_FILE,
                          .close = true,
                          .selected = strcmp(shell->files->picked, path) == 0};
    gui_push_id(g, 3000 + i);
    if (gui_list_row(g, &row))
        press_file(shell, sink, path);
    gui_pop_id(g);
}

static void recent(struct desk *desk, struct gui *g)
{
    int shown = 0;
    bool bodies = desk->shell->files->task == FILES_OPEN_BODY;
    int n = bodies ? SETTINGS_BODIES : SETTINGS_RECENT;
    for (int i = 0; i < n && shown < RECENT_SHOWN; i++) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s",
                 bodies ? desk->settings.bodies[i] : desk->settings.recent[i]);
        if (!path[0] || !file_exists(path))
            continue;
        if (!shown++)
            gui_caption(g, text_of(desk->texts, "files.recent"));
        recent_row(desk->shell, desk->texts, &desk->sink, g, path, i);
    }
    if (shown)
        gui_space(g, 12);
}

static bool folder_line(const struct shell *shell, struct picture *picture,
                        const struct texts *texts, struct gui *g, const struct files *f)
{
    struct folder_crumb crumb[CRUMBS];
    const char *name[CRUMBS];
    char text[PATH_MAX], path[PATH_MAX];
    snprintf(text, sizeof text, "%s", f->folder.path);
    int n = way_to(texts, text, crumb, name), to = gui_crumbs(g, name, n);
    if (to < 0)
        return false;
    snprintf(path, sizeof path, "%.*s", crumb[to].end, f->folder.path);
    go_to(shell, picture, texts, path);
    return true;
}

/* examples, home, the whole machine, what was plugged in */
static bool places(const struct shell *shell, struct picture *picture,
                   const struct texts *texts, const char *data_dir, struct gui *g,
                   const struct files *f)
{
    struct file_root place[FILE_ROOTS_MOST];
    char examples[PATH_MAX];
    const char *folder = f->task == FILES_OPEN_CASE     ? "cases"
                         : f->task == FILES_OPEN_LESSON ? "tours"
                                                        : NULL;
    bool fits =
        folder && cut_print(examples, sizeof examples, "%s/assets/%s", data_dir, folder);
    int n = file_roots(fits ? examples : NULL, place);
    bool gone = false;
    for (int i = 0; i < n && !gone; i++) {
        const char *name = place[i].text ? text_of(texts, place[i].text) : place[i].name;
        char label[160];
        gui_need(g, name);
        cut_print(label, sizeof label, "%s##place%d", name, i);
        gone = gui_chip(g, label, strcmp(place[i].path, f->folder.path) == 0);
        if (gone)
            go_to(shell, picture, texts, place[i].path);
    }
    gui_space(g, 6);
    return gone;
}

static void listing(const struct shell *shell, struct picture *picture,
                    const struct texts *texts, struct sink *sink, struct gui *g,
                    struct files *f)
{
    bool reads = TASKS[f->task].way == FILES_READS;
    char path[PATH_MAX];
    int files = 0;
    if (folder_line(shell, picture, texts, g, f))
        return;
    gui_divider(g);
    for (int i = 0; i < f->folder.n; i++) {
        const struct folder_entry *e = &f->folder.entry[i];
        if (!folder_join(&f->folder, e->name, path, sizeof path))
            continue;
        files += !e->is_folder;
        struct gui_row row = {
            .title = e->name,
            .detail = e->label && *e->label ? texts_label(texts, e->label) : NULL,
            .sign = e->is_folder ? GUI_SIGN_FOLDER : GUI_SIGN_FILE,
            .close = true,
            .selected = !e->is_folder && (reads ? strcmp(f->picked, path) == 0
                                                : strcmp(f->name, e->name) == 0)};
        if (!gui_list_row(g, &row))
            continue;
        if (e->is_folder)
            go_to(shell, picture, texts, path);
        else if (reads)
            press_file(shell, sink, path);
        else
            cut_print(f->name, sizeof f->name, "%s", e->name);
        follow_name(f);
        return;
    }
    bool cases = f->task == FILES_OPEN_CASE || f->task == FILES_SAVE_CASE;
    gui_space(g, 8);
    if (!files)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                      text_of(texts, cases ? "files.no_cases" : "files.empty"));
}

const char *files_title(const struct shell *shell)
{
    return TASKS[shell->files->task].title;
}

void files_card(struct desk *desk, struct gui *g)
{
    struct files *f = desk->shell->files;
    if (TASKS[f->task].way == FILES_WRITES)
        name_field(desk, g, f);
    else
        recent(desk, g);
    gui_space(g, 4);
    if (places(desk->shell, desk->picture, desk->texts, desk->data_dir, g, f))
        return;
    if (desk->shell->card == SHELL_FILES)
        listing(desk->shell, desk->picture, desk->texts, &desk->sink, g, f);
}

void files_foot(const struct shell *shell, const struct texts *texts, struct sink *sink,
                struct gui *g)
{
    struct files *f = shell->files;
    bool reads = TASKS[f->task].way == FILES_READS;
    const char *label =
        text_of(texts, f->asks_to_replace ? "files.replace" : TASKS[f->task].confirm);
    // beside what was pressed: the card may be scrolled
    if (f->error[0])
        gui_notice(g, NULL, f->error, true);
    else if (f->asks_to_replace)
        gui_notice(g, text_of(texts, "files.exists"), NULL, false);
    if (gui_button(g, label, f->asks_to_replace ? GUI_AMBER : GUI_PRIMARY,
                   reads ? f->picked[0] != 0 : f->name[0] && f->possible)) {
        if (reads)
            choose(sink, f->picked);
        else
            confirm(shell, texts, sink);
    }
    gui_same_line(g);
    if (gui_button(g, text_of(texts, "files.cancel"), GUI_GHOST, true))
        sink_show_card(sink, SHELL_NO_CARD);
}
