/* teach_write.c - a lesson is written: what the body shows becomes a step, with words and
 * points that are lit; steps are put in order, and the whole is kept as one file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "modes/teach.h"
#include "panels/isolate_card.h"
#include "panels/panels.h"
#include "panels/structure_view.h"
#include "text/error_words.h"

/* what is typed into one field is one step of undo: group of lesson_change */
enum { OF_TITLE = 1, OF_STEP = 10, STEP_TITLE = 0, STEP_TEXT, STEP_POINTS, STEP_FIELDS };

static int group_of(int step, int field)
{
    return OF_STEP + step * STEP_FIELDS + field;
}

static size_t size_of(int group)
{
    const struct lesson_step *s = NULL;
    const struct lesson *l = NULL;
    if (group == OF_TITLE)
        return sizeof l->title;
    switch ((group - OF_STEP) % STEP_FIELDS) {
    case STEP_TITLE:
        return sizeof s->title;
    case STEP_TEXT:
        return sizeof s->text;
    default:
        return sizeof s->points;
    }
}

// ---------------------------------------------------------------- life

/* what was not saved when the program ended is there again */
void teach_write_create(struct teach *t)
{
    struct teach_write *w = &t->write;
    w->book = lesson_book_create();
    w->subject = t->subject;
    w->found = lesson_kept_open(&w->kept, w->book, subject_catalog(t->subject));
    w->at = lesson_now(w->book)->n ? 0 : -1;
    w->changes = lesson_changes(w->book);
}

/* Kept again, it can fail again: that is said once more. */
void teach_write_keep(struct teach *t, const struct texts *texts, struct sink *sink)
{
    char why[1200], text[1600];
    struct error error;
    struct teach_write *w = &t->write;
    w->changed_ms = 0;
    w->changes = lesson_changes(w->book);
    bool kept = lesson_kept_write(&w->kept, w->book, subject_catalog(w->subject), &error);
    bool said = w->unkept;
    w->unkept = !kept;
    if (kept || said)
        return;
    error_print(&error, stderr);
    if (!sink)
        return;
    error_words_at(texts, &error, why, sizeof why);
    struct message m = {.id = "write.unkept", .arg = {{.name = "why", .text = why}}};
    text_format(texts, &m, text, sizeof text);
    sink_say(sink, "%s", text);
}

void teach_write_destroy(struct teach *t)
{
    struct teach_write *w = &t->write;
    teach_write_keep(t, NULL, NULL);
    lesson_kept_close(&w->kept);
    lesson_book_destroy(&w->book);
    tours_destroy(&w->tried);
}

void teach_write_enter(struct teach *t, const struct texts *texts, struct sink *sink)
{
    struct teach_write *w = &t->write;
    char text[PATH_MAX + 200] = "";
    int n = w->kept.n_aside;
    struct message m = {
        .id = n == 1 ? "write.set_aside" : "write.set_aside_some",
        .arg = {{.name = "path", .text = w->kept.aside}, {.name = "n", .number = n}}};
    if (n)
        text_format(texts, &m, text, sizeof text);
    if (w->found == LESSON_KEPT)
        sink_say(sink, *text ? "%s\n%s" : "%s%s", text_of(texts, "write.restored"), text);
    else if (*text)
        sink_say(sink, "%s", text);
    w->found = LESSON_NOTHING_KEPT;
    w->kept.n_aside = 0;
}

/* a power cut takes no more than what was typed in the last moments */
int teach_write_tick(struct teach *t, const struct app_clock *clock,
                     const struct texts *texts, struct sink *sink)
{
    enum { PAUSE_MS = 3000 };
    struct teach_write *w = &t->write;
    int64_t now = desk_time_ms(clock);
    if (w->changes == lesson_changes(w->book)) {
        w->changed_ms = 0;
        return -1;
    }
    if (!w->changed_ms)
        w->changed_ms = now;
    if (now - w->changed_ms < PAUSE_MS)
        return (int)(w->changed_ms + PAUSE_MS - now);
    teach_write_keep(t, texts, sink);
    return -1;
}

/* another lesson stands where an unsaved one stood */
static void say_left(const struct texts *texts, struct sink *sink, bool unsaved)
{
    if (unsaved)
        sink_say(sink, "%s", text_of(texts, "write.left_unsaved"));
}

bool teach_write_open(struct teach *t, const char *path, const struct texts *texts,
                      struct sink *sink, struct error *error)
{
    struct teach_write *w = &t->write;
    bool unsaved = lesson_unsaved(w->book);
    if (!lesson_open(w->book, path, subject_catalog(t->subject), error))
        return false;
    say_left(texts, sink, unsaved);
    w->at = 0;
    t->tab = TEACH_WRITE;
    return true;
}

bool teach_write_save(struct teach *t, const char *path, const struct texts *texts,
                      struct sink *sink, struct error *error)
{
    bool ok = lesson_save(t->write.book, path, subject_catalog(t->subject), error);
    if (ok)
        teach_write_keep(t, texts, sink); // nothing is left to be restored
    return ok;
}

struct tours *teach_write_tours(const struct teach *t, struct error *error)
{
    const struct catalog *c = subject_catalog(t->subject);
    if (!lesson_check(lesson_now(t->write.book), c, error))
        return NULL;
    char *text = lesson_text(lesson_now(t->write.book), c);
    struct tours *tours = text ? tours_parse("lesson", text, c, error) : NULL;
    free(text);
    return tours;
}

// ---------------------------------------------------------------- a step from what is
// seen

/* the view, the structure, channel and layers that are looked at; the point that is
 * selected is lit */
static void take_view(const struct teach_write *w, const struct app_eye *eye,
                      struct lesson_step *s)
{
    s->look = structure_view_is_open(eye) ? TOUR_STRUCTURE : TOUR_EYE;
    s->side = structure_view_is_open(eye) ? eye->structure_side : SIDE_M;
    cut_print(s->what, sizeof s->what, "%s", eye->structure);
    s->eye = teach_eye_now(eye, w->subject);
    isolate_write(&eye->isolate, s->isolate);
    snprintf(s->channel, sizeof s->channel, "%s", eye->channel);
    s->layers[0] = 0;
    for (int i = 0; i < LAYERS_COUNT; i++)
        if (eye->layers & LAYERS[i].bit & ~(unsigned)SCENE_DEFAULT)
            cut_append(s->layers, sizeof s->layers, "%s%s", *s->layers ? "," : "",
                       LAYERS[i].id);
}

static void add_step(struct teach_write *w, const struct app_eye *eye,
                     const char *case_text)
{
    struct lesson *l = lesson_draft(w->book);
    struct lesson_step *s = lesson_insert(l, w->at);
    if (!s)
        return;
    take_view(w, eye, s);
    snprintf(s->points, sizeof s->points, "%s", eye->selected);
    s->show = TOUR_POINTS;
    s->case_text = case_text ? lesson_keep(w->book, case_text) : NULL;
    w->at = l->n == 1 || w->at < 0 ? 0 : w->at + 1;
    lesson_change(w->book, 0);
}

/* the case at hand as a class may have it: what names nobody (case_unnamed); free it */
static char *case_of(const struct dossier *dossier, const struct texts *texts)
{
    struct case_record *r = xmalloc(sizeof *r);
    *r = *history_now(dossier->history);
    case_unnamed(r, text_of(texts, "page.reason_kept"));
    json_t *json = case_json(r);
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    json_decref(json);
    free(r);
    return text;
}

// ---------------------------------------------------------------- the panel

static void try_it(struct teach *t, struct app_clock *clock, const struct texts *texts,
                   struct sink *sink, int from)
{
    struct error error;
    struct tours *tours = teach_write_tours(t, &error);
    if (!tours) {
        sink_say_error(sink, texts, &error);
        return;
    }
    teach_leave(t, clock, sink);
    tours_destroy(&t->write.tried);
    t->write.tried = tours;
    teach_tour_begin(t, clock, sink, &tours->tour[0]);
    teach_tour_step(t, clock, sink, from > 0 ? from : 0);
}

/* a row of the list, with what can be done with the step that is written */
static void step_row(struct teach *t, const struct texts *texts, struct sink *sink,
                     struct gui *g, int i)
{
    struct teach_write *w = &t->write;
    const struct lesson *l = lesson_now(w->book);
    char number[16], label[64];
    snprintf(number, sizeof number, "%d", i + 1);
    struct gui_row row = {.lead = number,
                          .title = l->step[i].title[0] ? l->step[i].title
                                   : l->step[i].points[0]
                                       ? l->step[i].points
                                       : text_of(texts, "write.untitled"),
                          .selected = w->at == i,
                          .close = true,
                          .right = w->at == i ? 3 : 0};
    gui_push_id(g, i);
    gui_need(g, row.title);
    if (gui_list_row(g, &row))
        sink_put_int(sink, &w->at, i);
    if (row.right > 0) {
        gui_beside(g);
        snprintf(label, sizeof label, "%s##up", text_of(texts, "write.up"));
        if (gui_icon_button(g, label, GUI_ICON_UP, i > 0))
            teach_wish_for(t, sink, TEACH_WISH_UP, 0);
        gui_same_line(g);
        snprintf(label, sizeof label, "%s##down", text_of(texts, "write.down"));
        if (gui_icon_button(g, label, GUI_ICON_DOWN, i + 1 < l->n))
            teach_wish_for(t, sink, TEACH_WISH_DOWN, 0);
        gui_same_line(g);
        snprintf(label, sizeof label, "%s##away", text_of(texts, "write.remove"));
        if (gui_icon_button(g, label, GUI_ICON_CLOSE, true))
            teach_wish_for(t, sink, TEACH_WISH_AWAY, 0);
    }
    gui_pop_id(g);
}

static void field(struct teach *t, struct sink *sink, struct gui *g, const char *label,
                  const char *text, int group)
{
    char typed[sizeof t->wishes.typed];
    cut_print(typed, size_of(group), "%s", text);
    if (!gui_input_text(g, label, typed, size_of(group)))
        return;
    memcpy(t->wishes.typed, typed, sizeof typed);
    teach_wish_for(t, sink, TEACH_WISH_TYPE, group);
}

/* what of the body the step shows, where that is not all */
static void step_isolate(const struct lesson_step *s, const struct catalog *catalog,
                         const struct texts *texts, struct gui *g)
{
    char what[200], text[400];
    struct isolate isolate;
    struct message m = {.id = "write.isolated", .arg = {{.name = "what", .text = what}}};
    if (!isolate_parse(&isolate, s->isolate, catalog))
        return;
    isolate_card_title(texts, &isolate, what, sizeof what);
    text_format(texts, &m, text, sizeof text);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
}

/* the words of the step that is chosen, and as they will wrap */
static void step_fields(struct teach *t, const struct texts *texts, struct sink *sink,
                        struct gui *g)
{
    struct teach_write *w = &t->write;
    if (w->at < 0 || w->at >= lesson_now(w->book)->n)
        return;
    const struct lesson_step *s = &lesson_now(w->book)->step[w->at];
    gui_push_id(g, 1000 + w->at);
    field(t, sink, g, text_of(texts, "write.title"), s->title,
          group_of(w->at, STEP_TITLE));
    field(t, sink, g, text_of(texts, "write.text"), s->text, group_of(w->at, STEP_TEXT));
    if (s->text[0])
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft, s->text);
    field(t, sink, g, text_of(texts, "write.points"), s->points,
          group_of(w->at, STEP_POINTS));
    gui_space(g, 6);
    step_isolate(s, subject_catalog(w->subject), texts, g);
    if (gui_button(g, text_of(texts, "write.take_view"), GUI_QUIET, true))
        teach_wish_for(t, sink, TEACH_WISH_VIEW, 0);
    gui_pop_id(g);
}

static void unknown_point(const struct teach_write *w, const struct texts *texts,
                          struct gui *g)
{
    char word[200], text[400];
    int step;
    if (lesson_knows(lesson_now(w->book), subject_catalog(w->subject), &step, word,
                     sizeof word))
        return;
    struct message m = {
        .id = "write.unknown",
        .arg = {{.name = "n", .number = step + 1}, {.name = "word", .text = word}}};
    text_format(texts, &m, text, sizeof text);
    gui_need(g, text);
    gui_notice(g, NULL, text, false);
}

/* undo and redo are those of the lesson */
static void icons(struct teach *t, const struct texts *texts, struct sink *sink,
                  struct gui *g)
{
    char label[120];
    const struct lesson_book *book = t->write.book;
    snprintf(label, sizeof label, "%s##lesson undo", text_of(texts, "keys.undo"));
    if (gui_icon_button(g, label, GUI_ICON_UNDO, lesson_can_undo(book)))
        teach_wish_for(t, sink, TEACH_WISH_UNDO, 0);
    gui_same_line(g);
    snprintf(label, sizeof label, "%s##lesson redo", text_of(texts, "keys.redo"));
    if (gui_icon_button(g, label, GUI_ICON_REDO, lesson_can_redo(book)))
        teach_wish_for(t, sink, TEACH_WISH_REDO, 0);
}

static void files_of(struct teach *t, const struct texts *texts, struct sink *sink,
                     struct gui *g)
{
    bool any = lesson_now(t->write.book)->n > 0;
    gui_space(g, 10);
    gui_divider(g);
    if (gui_button(g, text_of(texts, "write.save"), GUI_QUIET, any))
        sink_ask(sink, ACTION_SAVE_LESSON, 0);
    gui_same_line(g);
    if (gui_button(g, text_of(texts, "write.open"), GUI_QUIET, true))
        sink_ask(sink, ACTION_OPEN_LESSON, 0);
    if (gui_button(g, text_of(texts, "write.page"), GUI_QUIET, any))
        sink_ask(sink, ACTION_LESSON_PAGE, 0);
    gui_same_line(g);
    if (gui_button(g, text_of(texts, "write.new"), GUI_GHOST, any))
        teach_wish_for(t, sink, TEACH_WISH_NEW, 0);
}

void teach_write_panel(struct desk *desk, struct gui *g)
{
    struct teach *t = desk->teach;
    const struct lesson *l = lesson_now(t->write.book);
    const struct texts *texts = desk->texts;
    struct sink *sink = &desk->sink;
    if (!l->n)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text_of(texts, "write.hint"));
    field(t, sink, g, text_of(texts, "write.lesson_title"), l->title, OF_TITLE);
    gui_space(g, 8);
    for (int i = 0; i < l->n; i++)
        step_row(t, texts, sink, g, i);
    gui_space(g, 6);
    bool room = l->n < LESSON_STEPS_MOST;
    if (gui_wide_button(g, text_of(texts, "write.add"), GUI_PRIMARY, room))
        teach_wish_for(t, sink, TEACH_WISH_ADD, 0);
    bool hurts = history_now(desk->dossier.history)->n_symptoms > 0;
    if (gui_wide_button(g, text_of(texts, "write.add_case"), GUI_QUIET, room && hurts))
        teach_wish_for(t, sink, TEACH_WISH_ADD_CASE, 0);
    step_fields(t, texts, sink, g);
    unknown_point(&t->write, texts, g);
    gui_space(g, 8);
    icons(t, texts, sink, g);
    gui_same_line(g);
    if (gui_button(g, text_of(texts, "write.try"), GUI_QUIET, l->n > 0))
        teach_wish_for(t, sink, TEACH_WISH_TRY, 0);
    files_of(t, texts, sink, g);
}

// ---------------------------------------------------------------- what was asked for

/* up, down or away */
static void move_step(struct teach_write *w, enum teach_wish_kind how)
{
    struct lesson *l = lesson_draft(w->book);
    int to = w->at + (how == TEACH_WISH_UP ? -1 : 1);
    if (w->at < 0 || w->at >= l->n)
        return;
    if (how == TEACH_WISH_AWAY) {
        lesson_remove(l, w->at);
    } else if (to >= 0 && to < l->n) {
        lesson_move(l, w->at, to);
        w->at = to;
    }
    lesson_change(w->book, 0);
}

static void type(struct teach_write *w, const char *typed, int group)
{
    struct lesson *l = lesson_draft(w->book);
    int step = (group - OF_STEP) / STEP_FIELDS;
    cut_print(group == OF_TITLE                     ? l->title
              : group == group_of(step, STEP_TITLE) ? l->step[step].title
              : group == group_of(step, STEP_TEXT)  ? l->step[step].text
                                                    : l->step[step].points,
              size_of(group), "%s", typed);
    lesson_change(w->book, group);
}

static void view_again(struct teach_write *w, const struct app_eye *eye)
{
    struct lesson *l = lesson_draft(w->book);
    if (w->at < 0 || w->at >= l->n)
        return;
    take_view(w, eye, &l->step[w->at]);
    lesson_change(w->book, 0);
}

static void add_case(struct teach_write *w, const struct app_eye *eye,
                     const struct dossier *dossier, const struct texts *texts)
{
    char *record = case_of(dossier, texts);
    add_step(w, eye, record);
    free(record);
}

void teach_write_fulfil(struct desk *desk, const struct teach_wish *wish)
{
    struct teach *t = desk->teach;
    struct teach_write *w = &t->write;
    switch (wish->kind) {
    case TEACH_WISH_TYPE:
        type(w, t->wishes.typed, wish->number);
        break;
    case TEACH_WISH_VIEW:
        view_again(w, &desk->eye);
        break;
    case TEACH_WISH_ADD:
        add_step(w, &desk->eye, NULL);
        break;
    case TEACH_WISH_ADD_CASE:
        add_case(w, &desk->eye, &desk->dossier, desk->texts);
        break;
    case TEACH_WISH_UNDO:
        lesson_undo(w->book);
        break;
    case TEACH_WISH_REDO:
        lesson_redo(w->book);
        break;
    case TEACH_WISH_NEW:
        say_left(desk->texts, &desk->sink, lesson_unsaved(w->book));
        lesson_begin(w->book);
        break;
    case TEACH_WISH_TRY:
        try_it(t, &desk->clock, desk->texts, &desk->sink, w->at);
        break;
    default:
        move_step(w, wish->kind);
        break;
    }
    if (w->at >= lesson_now(w->book)->n)
        w->at = lesson_now(w->book)->n - 1;
}
