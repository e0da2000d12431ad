#include "panels/files.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/file.h"
#include "panels/file_reader.h"
#include "panels/files_task.h"
#include "panels/form.h"
#include "panels/panels.h"
#include "text/error_words.h"

static const struct {
    const char *text;
    int width, height; /* 0 = as the window */
} SIZES[] = {{"files.size_window", 0, 0},
             {"1920 \u00d7 1080", 1920, 1080},
             {"3840 \u00d7 2160", 3840, 2160},
             {"2160 \u00d7 3840", 2160, 3840}};

enum { CRUMBS = 32, RECENT_SHOWN = 4, LOOKS_EVERY_MS = 100 };

struct files {
    struct files_state now;
    struct file_reader *reader;
    int64_t session;
};

struct files *files_create(void)
{
    struct files *f = xcalloc(1, sizeof *f);
    f->now.film = film_choice_default();
    f->reader = file_reader_create();
    return f;
}

void files_destroy(struct files **files)
{
    if (!files || !*files)
        return;
    file_reader_destroy(&(*files)->reader);
    free(*files);
    *files = NULL;
}

static void ask_folder(struct files *f, const char *path, const char *instead)
{
    struct files_state *now = &f->now;
    now->error[0] = now->picked[0] = 0;
    now->asks_to_replace = false;
    file_reader_ask_folder(f->reader,
                           &(struct file_reader_wish){.path = path,
                                                      .instead = instead,
                                                      .endings = files_task_endings(now),
                                                      .what = files_task_is_of_cases(now)
                                                                  ? FILE_READER_LABELS
                                                                  : FILE_READER_NAMES});
}

/* its letters */
static void need_folder(const struct folder *folder, struct gui *gui)
{
    for (int i = 0; i < folder->n; i++) {
        gui_need(gui, folder->entry[i].name);
        if (folder->entry[i].label)
            gui_need(gui, folder->entry[i].label);
    }
    gui_need(gui, folder->path);
}

static void need_places(const struct files *f, struct gui *gui)
{
    const struct file_root *root;
    int n = file_reader_roots(f->reader, &root);
    for (int i = 0; i < n; i++)
        gui_need(gui, root[i].name);
}

bool files_look(const struct shell *shell, struct picture *picture,
                const struct texts *texts)
{
    struct files *f = shell->files;
    unsigned news = file_reader_look(f->reader);
    if (news & FILE_READER_FOLDER)
        need_folder(file_reader_folder(f->reader), picture_gui(picture));
    if (news & FILE_READER_FAILED)
        error_words_at(texts, file_reader_error(f->reader), f->now.error,
                       sizeof f->now.error);
    if (news & FILE_READER_PLACES)
        need_places(f, picture_gui(picture));
    return news != 0;
}

int files_wait_ms(const struct shell *shell)
{
    return shell->card == SHELL_FILES && file_reader_waits(shell->files->reader)
               ? LOOKS_EVERY_MS
               : -1;
}

void files_go(const struct shell *shell, struct picture *picture,
              const struct texts *texts, const char *path)
{
    ask_folder(shell->files, path, NULL);
    files_look(shell, picture, texts);
}

/* what comes with the program of that kind */
static void ask_places(struct files *f, const struct settings *settings,
                       const char *data_dir)
{
    char examples[PATH_MAX];
    bool bodies = f->now.task == FILES_OPEN_BODY;
    const char *folder = f->now.task == FILES_OPEN_CASE     ? "cases"
                         : f->now.task == FILES_OPEN_LESSON ? "tours"
                                                            : NULL;
    bool fits =
        folder && cut_print(examples, sizeof examples, "%s/assets/%s", data_dir, folder);
    file_reader_ask_places(f->reader, fits ? examples : NULL,
                           bodies ? settings->bodies : settings->recent,
                           bodies ? SETTINGS_BODIES : SETTINGS_RECENT);
}

/* where the last case was, else at home */
static void first_folder(struct files *f, const struct settings *settings)
{
    char path[PATH_MAX];
    bool body = f->now.task == FILES_OPEN_BODY && settings->bodies[0][0];
    const char *home = getenv("HOME");
    const char *recent = body ? settings->bodies[0] : settings->recent[0];
    const char *slash = strrchr(recent, '/');
    const char *last = file_reader_folder(f->reader)->path;
    if (*last) {
        snprintf(path, sizeof path, "%s", last);
    } else if (slash && slash > recent) {
        snprintf(path, sizeof path, "%.*s", (int)(slash - recent), recent);
    } else {
        snprintf(path, sizeof path, "%s", home && *home ? home : "/");
    }
    ask_folder(f, path, home);
}

void files_ask(struct desk *desk, enum files_task task)
{
    struct files *files = desk->shell->files;
    struct files_state *f = &files->now;
    f->task = task;
    f->asks_to_replace = false;
    f->focus = FILES_TASKS[task].way == FILES_WRITES;
    f->size = f->work = 0;
    if (task == FILES_SAVE_CARD)
        files_task_propose(f);
    else
        snprintf(f->name, sizeof f->name, "%s", FILES_TASKS[task].proposal);
    const char *slash = strrchr(history_path(desk->dossier.history), '/');
    if (task == FILES_SAVE_CASE && slash && slash[1])
        cut_print(f->name, sizeof f->name, "%s", slash + 1);
    ask_places(files, &desk->settings, desk->data_dir);
    first_folder(files, &desk->settings);
    files_look(desk->shell, desk->picture, desk->texts);
}

void files_export_session(struct desk *desk, int64_t id)
{
    struct files *f = desk->shell->files;
    files_ask(desk, FILES_EXPORT_SESSION);
    f->session = id;
    snprintf(f->now.name, sizeof f->now.name, "session-%lld.json", (long long)id);
}

struct files_choice files_chosen(const struct shell *shell, const struct app_eye *eye)
{
    const struct files_state *f = &shell->files->now;
    struct files_choice c = {.task = f->task,
                             .width = SIZES[f->size].width,
                             .height = SIZES[f->size].height,
                             .no_ground = f->no_ground,
                             .session = shell->files->session,
                             .is_film = files_task_is_film(f),
                             .kind = FILES_WORK[f->work].film,
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
    struct files_state *f = &shell->files->now;
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

static void confirm(const struct folder *folder, const struct texts *texts,
                    struct sink *sink, struct files_state *f)
{
    char path[PATH_MAX];
    if (!f->name[0])
        return;
    if (!files_task_path(f, folder, path, sizeof path)) {
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

static void go_to(struct sink *sink, const char *path)
{
    sink_ask_text(sink, ACTION_FOLDER, path, 0);
}

static void choices(struct desk *desk, struct gui *g, struct files_state *f)
{
    if (f->task == FILES_SAVE_PICTURE) {
        for (int i = 0; i < (int)(sizeof SIZES / sizeof *SIZES); i++)
            if (form_chip(g, text_of(desk->texts, SIZES[i].text), "size", i,
                          f->size == i))
                f->size = i;
        gui_space(g, 6);
        gui_checkbox(g, text_of(desk->texts, "files.no_ground"), &f->no_ground);
    }
    if (f->task != FILES_SAVE_CARD)
        return;
    for (int i = 0; i < FILES_WORKS; i++) {
        if (!form_chip(g, text_of(desk->texts, FILES_WORK[i].text), "work", i,
                       f->work == i))
            continue;
        f->work = i;
        files_task_propose(f);
        // other files are of interest now
        go_to(&desk->sink, file_reader_folder(desk->shell->files->reader)->path);
    }
    if (!files_task_is_film(f))
        return;
    gui_space(g, 8);
    if (film_choice_widgets(desk->shell, &desk->eye, desk->texts, &desk->sink, g,
                            &f->film, FILES_WORK[f->work].film, f->name, sizeof f->name))
        f->asks_to_replace = false;
}

static void name_field(struct desk *desk, struct gui *g, struct files_state *f)
{
    choices(desk, g, f);
    f->possible = !files_task_is_film(f) ||
                  film_choice_says(desk, g, &f->film, FILES_WORK[f->work].film);
    if (files_task_is_film(f))
        gui_space(g, 12);
    if (f->focus)
        gui_focus_next(g);
    f->focus = false;
    if (gui_input_text(g, text_of(desk->texts, "files.name"), f->name, sizeof f->name))
        files_task_follow_name(f);
    bool entered = gui_entered(g);
    if (entered && f->possible)
        confirm(file_reader_folder(desk->shell->files->reader), desk->texts, &desk->sink,
                f);
}

/* the way to a folder; the names are borrowed from `text`, which holds the path */
static int way_to(const struct file_reader *reader, const struct texts *texts, char *text,
                  struct folder_crumb *crumb, const char **name)
{
    int n = folder_crumbs(text, file_reader_home(reader), crumb, CRUMBS);
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
static void press_file(struct sink *sink, struct files_state *f, const char *path)
{
    if (strcmp(f->picked, path) == 0)
        choose(sink, path);
    snprintf(f->picked, sizeof f->picked, "%s", path);
    f->error[0] = 0;
}

static void recent_row(const struct desk *desk, struct sink *sink, struct gui *g,
                       struct files_state *f, const char *path, int i)
{
    struct folder_crumb crumb[CRUMBS];
    const char *name[CRUMBS], *slash = strrchr(path, '/');
    char folder[PATH_MAX], where[PATH_MAX] = "";
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 0, path);
    const struct file_reader *reader = desk->shell->files->reader;
    int n = *folder ? way_to(reader, desk->texts, folder, crumb, name) : 0;
    for (int k = 0; k < n; k++) {
        size_t used = strlen(where);
        snprintf(where + used, sizeof where - used, "%s%s", k ? " / " : "", name[k]);
    }
    gui_need(g, path);
    struct gui_row row = {.title = slash ? slash + 1 : path,
                          .detail = *where ? where : NULL,
                          .sign = GUI_SIGN_FILE,
                          .close = true,
                          .selected = strcmp(f->picked, path) == 0};
    gui_push_id(g, 3000 + i);
    if (gui_list_row(g, &row))
        press_file(sink, f, path);
    gui_pop_id(g);
}

static void recent(struct desk *desk, struct gui *g, struct files_state *f)
{
    int shown = 0;
    bool bodies = f->task == FILES_OPEN_BODY;
    int n = bodies ? SETTINGS_BODIES : SETTINGS_RECENT;
    for (int i = 0; i < n && shown < RECENT_SHOWN; i++) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s",
                 bodies ? desk->settings.bodies[i] : desk->settings.recent[i]);
        if (!path[0] || !file_reader_is_there(desk->shell->files->reader, path))
            continue;
        if (!shown++)
            gui_caption(g, text_of(desk->texts, "files.recent"));
        recent_row(desk, &desk->sink, g, f, path, i);
    }
    if (shown)
        gui_space(g, 12);
}

static void folder_line(const struct file_reader *reader, const struct texts *texts,
                        struct sink *sink, struct gui *g)
{
    struct folder_crumb crumb[CRUMBS];
    const char *name[CRUMBS];
    char text[PATH_MAX], path[PATH_MAX];
    const struct folder *folder = file_reader_folder(reader);
    snprintf(text, sizeof text, "%s", folder->path);
    int n = way_to(reader, texts, text, crumb, name), to = gui_crumbs(g, name, n);
    if (to < 0)
        return;
    snprintf(path, sizeof path, "%.*s", crumb[to].end, folder->path);
    go_to(sink, path);
}

/* examples, home, the whole machine, what was plugged in */
static void places(const struct file_reader *reader, const struct texts *texts,
                   struct sink *sink, struct gui *g)
{
    const struct file_root *place;
    const char *here = file_reader_folder(reader)->path;
    int n = file_reader_roots(reader, &place);
    for (int i = 0; i < n; i++) {
        const char *name = place[i].text ? text_of(texts, place[i].text) : place[i].name;
        char label[160];
        cut_print(label, sizeof label, "%s##place%d", name, i);
        if (gui_chip(g, label, strcmp(place[i].path, here) == 0))
            go_to(sink, place[i].path);
    }
    gui_space(g, 6);
}

static void press_entry(const struct folder_entry *e, const char *path, struct sink *sink,
                        struct files_state *f)
{
    if (e->is_folder)
        go_to(sink, path);
    else if (FILES_TASKS[f->task].way == FILES_READS)
        press_file(sink, f, path);
    else
        cut_print(f->name, sizeof f->name, "%s", e->name);
    files_task_follow_name(f);
}

static void listing(const struct file_reader *reader, const struct texts *texts,
                    struct sink *sink, struct gui *g, struct files_state *f)
{
    const struct folder *folder = file_reader_folder(reader);
    bool reads = FILES_TASKS[f->task].way == FILES_READS;
    char path[PATH_MAX];
    int files = 0;
    folder_line(reader, texts, sink, g);
    gui_divider(g);
    for (int i = 0; i < folder->n; i++) {
        const struct folder_entry *e = &folder->entry[i];
        if (!folder_join(folder, e->name, path, sizeof path))
            continue;
        files += !e->is_folder;
        struct gui_row row = {
            .title = e->name,
            .detail = e->label && *e->label ? texts_label(texts, e->label) : NULL,
            .sign = e->is_folder ? GUI_SIGN_FOLDER : GUI_SIGN_FILE,
            .close = true,
            .selected = !e->is_folder && (reads ? strcmp(f->picked, path) == 0
                                                : strcmp(f->name, e->name) == 0)};
        if (gui_list_row(g, &row))
            press_entry(e, path, sink, f);
    }
    gui_space(g, 8);
    if (file_reader_reads_folder(reader))
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                      text_of(texts, "files.reading"));
    else if (!files)
        gui_paragraph(
            g, GUI_BODY, gui_theme(g)->ink_soft,
            text_of(texts, files_task_is_of_cases(f) ? "files.no_cases" : "files.empty"));
}

const char *files_title(const struct shell *shell)
{
    return FILES_TASKS[shell->files->now.task].title;
}

void files_card(struct desk *desk, struct gui *g)
{
    struct files *f = desk->shell->files;
    struct files_state next = f->now;
    if (FILES_TASKS[next.task].way == FILES_WRITES)
        name_field(desk, g, &next);
    else
        recent(desk, g, &next);
    gui_space(g, 4);
    places(f->reader, desk->texts, &desk->sink, g);
    listing(f->reader, desk->texts, &desk->sink, g, &next);
    sink_put_changed(&desk->sink, &f->now, &next, sizeof next);
}

void files_foot(const struct shell *shell, const struct texts *texts, struct sink *sink,
                struct gui *g)
{
    struct files *files = shell->files;
    struct files_state next = files->now, *f = &next;
    bool reads = FILES_TASKS[f->task].way == FILES_READS;
    const char *label = text_of(texts, f->asks_to_replace ? "files.replace"
                                                          : FILES_TASKS[f->task].confirm);
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
            confirm(file_reader_folder(files->reader), texts, sink, f);
        sink_put_changed(sink, &files->now, &next, sizeof next);
    }
    gui_same_line(g);
    if (gui_button(g, text_of(texts, "files.cancel"), GUI_GHOST, true))
        sink_show_card(sink, SHELL_NO_CARD);
}
