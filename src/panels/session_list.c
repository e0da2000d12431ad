#include "panels/session_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/moment.h"
#include "document/live_session.h"
#include "panels/files.h"
#include "panels/shell.h"
#include "views/watch_rows.h"

enum { SHOWN = 200 /* the last so many */ };

struct session_list {
    struct live_session_entry entry[SHOWN];
    int n;
};

struct session_list *session_list_create(void)
{
    return xcalloc(1, sizeof(struct session_list));
}

void session_list_destroy(struct session_list **list)
{
    if (!list)
        return;
    free(*list);
    *list = NULL;
}

void session_list_read(const struct shell *shell, struct live_session *live,
                       struct picture *picture)
{
    struct session_list *l = shell->sessions;
    l->n = live_session_list(live, l->entry, SHOWN);
    for (int i = 0; i < l->n; i++)
        gui_need(picture_gui(picture), l->entry[i].label);
}

static void when(int64_t unix_ms, char *out, size_t size)
{
    moment_print(unix_ms, MOMENT_HERE, "%Y-%m-%d  %H:%M", out, size);
}

/* of an open session, what is in and how long yet */
static void add_running(const struct live_session *live, const struct app_clock *clock,
                        const struct texts *texts, struct arena *words, int64_t id,
                        char *out, size_t size)
{
    struct watch_rows rows;
    watch_rows_make(&rows, live_session_watch(live), desk_unix_ms(clock), texts, words);
    for (int i = 0; i < rows.n; i++) {
        const struct watch_row *r = &rows.row[i];
        if (r->id == id)
            cut_append(out, size, " \u00b7 %s \u00b7 %s%s%s",
                       r->needles[0] ? r->needles : r->figures, r->phase,
                       r->needles[0] ? " " : "", r->needles[0] ? r->figures : "");
    }
}

static void entry_row(struct desk *desk, struct gui *g,
                      const struct live_session_entry *e)
{
    char lead[32], date[64], detail[400], id[64], name[128];
    const char *label = texts_label(desk->texts, e->label);
    snprintf(lead, sizeof lead, "%lld", (long long)e->id);
    when(e->started_ms, date, sizeof date);
    snprintf(id, sizeof id, "sessions.%s", e->ended ? e->state : "open");
    snprintf(detail, sizeof detail, "%s%s%s", e->label[0] ? date : "",
             e->label[0] ? " \u00b7 " : "", text_of(desk->texts, id));
    if (!e->ended)
        add_running(desk->live, &desk->clock, desk->texts, desk->words, e->id, detail,
                    sizeof detail);
    if (e->practice)
        cut_append(detail, sizeof detail, " \u00b7 %s",
                   text_of(desk->texts, "watch.practice"));
    gui_need(g, detail);
    struct gui_row row = {.lead = lead,
                          .title = *label ? label : date,
                          .detail = detail,
                          .right = 1,
                          .dim = e->ended};
    gui_push_id(g, (int)e->id);
    bool chosen = gui_list_row(g, &row);
    gui_beside(g);
    snprintf(name, sizeof name, "%s##export", text_of(desk->texts, "clinic.export"));
    if (gui_icon_button(g, name, GUI_ICON_DOWN, true))
        sink_ask(&desk->sink, ACTION_EXPORT_SESSION, e->id);
    gui_pop_id(g);
    if (!chosen)
        return;
    // one that has ended is read, and its plan may be repeated
    sink_ask(&desk->sink, ACTION_TAKE_UP_SESSION, e->id);
    sink_ask(&desk->sink, ACTION_MODE, APP_CLINIC);
    sink_show_card(&desk->sink, SHELL_NO_CARD);
}

void session_list_card(struct desk *desk, struct gui *g)
{
    const struct session_list *l = desk->shell->sessions;
    if (!l->n)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                      text_of(desk->texts, "sessions.none"));
    for (int i = 0; i < l->n; i++)
        entry_row(desk, g, &l->entry[i]);
}
