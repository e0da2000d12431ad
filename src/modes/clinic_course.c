/* clinic_course.c - the sessions of one person over weeks, as far as they stand in the
 * journal under the same label: how many, when the last was, how pain or numbness went,
 * and whether going on is worth it; what is planned, beside what published trials did. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "base/moment.h"
#include "modes/clinic.h"
#include "panels/form.h"
#include "views/words.h"

enum {
    DAY_MS = 24 * 3600 * 1000,
    REST_MS = 600, /* no letter for so long: a name stands there whole */
    TRIALS_SHOWN = 3,
    HIGH = 64, /* design pixels of the curve */
    STEP = 26  /* from one session to the next, at most */
};

/* in the country's time */
static void day_text(int64_t unix_ms, char out[24])
{
    moment_print(unix_ms, MOMENT_HERE, "%Y-%m-%d", out, 24);
}

/* who it is: the one that is shown, else the one that is typed, once that is done; NULL
 * where there is nothing to be read now */
static const char *whose(struct clinic *clinic, const struct session *s, int64_t now_ms)
{
    struct clinic_course *c = &clinic->course;
    if (s && session_is_open(s) && clinic->ask != CLINIC_ASKS_COURSE)
        return NULL;
    if (s)
        return session_label(s);
    if (strcmp(c->typed, clinic->who) != 0) {
        cut_print(c->typed, sizeof c->typed, "%s", clinic->who);
        c->typed_ms = now_ms;
    }
    bool rests = !*c->typed || llabs(now_ms - c->typed_ms) >= REST_MS;
    return rests ? c->typed : NULL;
}

bool clinic_course_waits(const struct clinic *clinic, struct live_session *live)
{
    return !live_session_state(live) && strcmp(clinic->course.who, clinic->who) != 0;
}

void clinic_course_read(struct clinic *clinic, struct live_session *live,
                        const struct texts *texts, const struct app_clock *clock)
{
    struct clinic_course *c = &clinic->course;
    const struct session *s = live_session_state(live);
    struct session_time at = desk_session_time(clock);
    const char *who = whose(clinic, s, desk_time_ms(clock));
    int events = s ? s->n_events : 0;
    if (!who || (strcmp(c->who, who) == 0 && c->session == live_session_id(live) &&
                 c->events == events && strcmp(c->lang, texts_lang(texts)) == 0))
        return;
    cut_print(c->who, sizeof c->who, "%s", who);
    cut_print(c->lang, sizeof c->lang, "%s", texts_lang(texts));
    c->session = live_session_id(live);
    c->events = events;
    c->reads += *who != 0;
    c->any = live_session_course(live, who, &at, texts, &c->brief);
    if (!c->any)
        return;
    int64_t next = c->brief.last_started_ms + (int64_t)c->brief.every_days * DAY_MS;
    day_text(c->brief.last_started_ms, c->day[0]);
    c->day[1][0] = 0;
    if (c->brief.every_days && c->brief.sessions < c->brief.planned)
        day_text(next, c->day[1]);
}

static void line(const struct texts *texts, struct gui *g, const struct message *m)
{
    char text[400];
    text_format(texts, m, text, sizeof text);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
}

/* 0 at the foot, 10 at the top; before each session as a disc, after it as a ring */
static void curve(const struct course_brief *b, struct gui *g)
{
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g), x, y, wide = gui_panel_width(g);
    if (b->n < 2)
        return;
    gui_place(g, wide, (HIGH + 16) * s, &x, &y);
    y += 8 * s;
    float step = (wide - 24 * s) / (float)(b->n - 1), last[2] = {0};
    step = step > STEP * s ? STEP * s : step;
    for (int k = 0; k <= 10; k += 5)
        gui_line(g, x, y + HIGH * s * (float)(10 - k) / 10, x + wide,
                 y + HIGH * s * (float)(10 - k) / 10, s, t->divider);
    for (int i = 0; i < b->n; i++) {
        float at[2] = {x + 8 * s + step * (float)i, 0};
        if (b->score[i].after >= 0)
            gui_ring(g, at[0], y + HIGH * s * (float)(10 - b->score[i].after) / 10, 4 * s,
                     1.5f * s, 0, 1, t->ink_soft);
        if (b->score[i].before < 0)
            continue;
        at[1] = y + HIGH * s * (float)(10 - b->score[i].before) / 10;
        if (last[0] > 0)
            gui_line(g, last[0], last[1], at[0], at[1], 2 * s, t->accent);
        gui_disc(g, at[0], at[1], 4.5f * s, t->accent);
        memcpy(last, at, sizeof last);
    }
}

void clinic_course(struct clinic *clinic, const struct texts *texts, struct gui *g)
{
    const struct clinic_course *c = &clinic->course;
    const struct course_brief *b = &c->brief;
    if (!c->any)
        return;
    gui_space(g, 10);
    gui_caption(g, text_of(texts, "course.title"));
    struct message count = {.id = b->planned ? "course.of" : "course.so_far",
                            .arg = {{.name = "n", .number = b->sessions},
                                    {.name = "all", .number = b->planned},
                                    {.name = "days", .number = b->every_days},
                                    {.name = "day", .text = c->day[0]}}};
    struct message next = {.id = "course.next",
                           .arg = {{.name = "day", .text = c->day[1]}}};
    line(texts, g, &count);
    if (c->day[1][0])
        line(texts, g, &next);
    curve(b, g);
    gui_need(g, b->advice);
    gui_paragraph(g, GUI_BODY,
                  b->known && b->change > 0 ? gui_theme(g)->amber : gui_theme(g)->ink,
                  b->advice);
    gui_space(g, 8);
}

// ---------------------------------------------------------------- what is planned

static void trials(const struct plan *plan, const struct texts *texts, struct gui *g)
{
    int n = 0;
    for (int i = 0; i < plan->n_trials && n < TRIALS_SHOWN; i++) {
        const struct plan_trial *t = &plan->trials[i];
        if (!t->course.english || !*t->course.english)
            continue;
        const char *course = texts_get(texts, t->course.id, t->course.english);
        const char *grade = texts_get(texts, t->grade.id, t->grade.english);
        const char *what = texts_get(texts, t->condition.id, t->condition.english);
        char text[500];
        cut_print(text, sizeof text, "%s \u00b7 %s \u00b7 %s", course, what, grade);
        if (!n++)
            gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                          text_of(texts, "course.trials"));
        gui_need(g, text);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    }
    if (n)
        gui_space(g, 6);
}

static int chips(struct gui *g, const char *id, const int *values, int n, int now)
{
    int chosen = 0;
    for (int i = 0; i < n; i++) {
        char label[48];
        snprintf(label, sizeof label, "%d##%s%d", values[i], id, values[i]);
        if (gui_chip(g, label, values[i] == now))
            chosen = values[i];
    }
    return chosen;
}

void clinic_course_form(struct clinic *clinic, const struct texts *texts,
                        struct sink *sink, struct gui *g, const struct session *s)
{
    static const int SESSIONS[] = {4, 6, 8, 10, 12, 16, 20}, DAYS[] = {1, 2, 3, 4, 7, 14};
    enum { USUAL_SESSIONS = 6, USUAL_DAYS = 7 };
    int n = s->course_sessions ? s->course_sessions : clinic->course.brief.planned;
    int days = s->course_days ? s->course_days : clinic->course.brief.every_days;
    clinic_course(clinic, texts, g);
    trials(clinic->plan, texts, g);
    gui_caption(g, text_of(texts, "course.sessions"));
    int sessions = chips(g, "sessions", SESSIONS, 7, n);
    gui_space(g, 8);
    gui_caption(g, text_of(texts, "course.days"));
    int every = chips(g, "days", DAYS, 6, days);
    gui_space(g, 6);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text_of(texts, "course.stop"));
    if (!sessions && !every)
        return;
    n = sessions ? sessions : n ? n : USUAL_SESSIONS;
    days = every ? every : days ? days : USUAL_DAYS;
    // what is wished for lives in the clinic
    snprintf(clinic->planned, sizeof clinic->planned, "%d %d", n, days);
    clinic_wish(clinic, sink,
                &(struct session_event){.kind = SESSION_COURSE, .text = clinic->planned});
}
