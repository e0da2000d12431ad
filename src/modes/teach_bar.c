/* teach_bar.c - the card at the lower edge: the question that is asked, or the
 * presenter's own line. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "modes/teach.h"
#include "panels/panels.h"
#include "panels/shell.h"
#include "views/quiz_card.h"

/* design pixels; ROOMY: from where the keys stand beside the words */
enum {
    BAR_WIDTH = 920,
    BAR_MARGIN = 24,
    BAR_FOOT = 64,
    BAR_WORDS = 110, /* the least of the words that is seen */
    BAR_TOP = 76,
    ROOMY = 600
};

void teach_bar_begin(struct app *app, struct gui *g, const char *key)
{
    struct teach *t = app->teach;
    float s = app_scale(app), width = (float)app->view.port.width,
          height = (float)app->view.port.height, m = BAR_MARGIN * s;
    bool wide = shell_layout(app) == SHELL_WIDE,
         column = shell_layout(app) == SHELL_COLUMN,
         tiny = shell_layout(app) == SHELL_TINY;
    if (tiny)
        m = 6 * s;
    // another content: its height is known only once it has been drawn
    if (strcmp(t->bar_key, key) != 0) {
        snprintf(t->bar_key, sizeof t->bar_key, "%s", key);
        app_unsettle(app);
    }
    // what can be pressed keeps its room, the words give way
    float foot = t->bar_foot > 0 ? t->bar_foot : BAR_FOOT * s;
    float most = fmaxf(height * (wide ? 0.5f : 0.58f), foot + BAR_WORDS * s);
    // on a low window it stands beside the body, not below
    most = column ? height : most;
    float h = fminf((t->bar_height > 0 ? t->bar_height : 100 * s) + foot,
                    fminf(most, height - m - BAR_TOP * s));
    float w = fminf(BAR_WIDTH * s, column ? width * 0.48f - m : width - 2 * m);
    t->bar = (struct gui_rect){column ? m : (width - w) / 2, height - m - h, w, h};
    t->bar_foot = fminf(foot, h - 8);
    gui_panel_begin_footed(g, "teach bar", t->bar, t->bar_foot);
    if (column)
        app->left = t->bar;
    else
        app->bottom = h + m;
    if (!wide && !tiny)
        app->top = BAR_TOP * s;
}

void teach_bar_buttons(struct app *app, struct gui *g)
{
    float height = gui_panel_end(g);
    if (fabsf(height - app->teach->bar_height) > 0.5f)
        app_unsettle(app);
    app->teach->bar_height = height;
    gui_footer_begin(g, "teach bar buttons", app->teach->bar, app->teach->bar_foot);
}

void teach_bar_end(struct app *app, struct gui *g)
{
    float height = gui_panel_end(g);
    if (fabsf(height - app->teach->bar_foot) > 0.5f)
        app_unsettle(app);
    app->teach->bar_foot = height;
}

bool teach_button(struct app *app, struct gui *g, const char *text, const char *key,
                  enum gui_button_style style)
{
    char label[160];
    bool roomy = gui_panel_width(g) > ROOMY * app_scale(app);
    if (roomy)
        snprintf(label, sizeof label, "%s  (%s)##%s", app_text(app, text), key, text);
    else
        snprintf(label, sizeof label, "%s##%s", app_text(app, text), text);
    return gui_button(g, label, style, true);
}

// ---------------------------------------------------------------- the question

static const char *const KIND_TITLE[QUIZ_KINDS] = {"quiz.find", "quiz.name",
                                                   "quiz.surface", "quiz.caution"};

/* a question that comes back does not make the round longer: it is counted apart */
static void caption(struct app *app, struct gui *g)
{
    const struct teach_run *r = &app->teach->run;
    char text[256];
    bool again = r->at >= r->first;
    struct message m = {
        .id = again ? "quiz.again" : "teach.step",
        .arg = {
            {.name = "title", .text = app_text(app, KIND_TITLE[r->question.item.kind])},
            {.name = "n", .number = again ? r->at - r->first + 1 : r->at + 1},
            {.name = "of", .number = again ? r->n - r->first : r->first}}};
    message_format(app->texts, &m, text, sizeof text);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
}

static struct quiz_card card_of(struct app *app)
{
    const struct teach_run *r = &app->teach->run;
    struct quiz_answer answer = {.given = r->state == TEACH_ANSWERED,
                                 .chosen = r->chosen,
                                 .hints = r->hints,
                                 .score = r->tapped ? &r->score : NULL,
                                 .plan = &app->teach->lit.plan};
    struct quiz_card card;
    quiz_card_make(&card, &r->question, &answer, app->texts, app->words);
    return card;
}

static void paragraph(struct gui *g, enum gui_font font, uint32_t color, const char *text)
{
    if (*text)
        gui_paragraph(g, font, color, text);
}

static void question(struct gui *g, const struct quiz_card *card)
{
    const struct theme *t = gui_theme(g);
    gui_heading(g, card->title);
    paragraph(g, GUI_BODY, t->ink_soft, card->task);
    paragraph(g, GUI_BODY, t->ink, card->location);
    paragraph(g, GUI_LEAD, t->ink, card->why);
    paragraph(g, GUI_SMALL, t->ink_soft, card->source);
    paragraph(g, GUI_LEAD, card->good ? t->accent : t->ink, card->verdict);
}

static void choices(struct app *app, struct gui *g, const struct quiz_card *card)
{
    static const enum gui_choice LOOKS[] = {[QUIZ_CHOICE_OPEN] = GUI_CHOICE_OPEN,
                                            [QUIZ_CHOICE_RIGHT] = GUI_CHOICE_RIGHT,
                                            [QUIZ_CHOICE_MISSED] = GUI_CHOICE_MISSED};
    for (int i = 0; i < card->n_choices; i++) {
        const struct quiz_card_choice *c = &card->choice[i];
        char label[320];
        bool yours = c->mark == QUIZ_CHOICE_MISSED;
        snprintf(label, sizeof label, "%d   %s%s%s##choice%d", i + 1, c->text,
                 yours ? " · " : "", yours ? app_text(app, "quiz.yours") : "", i);
        if (gui_choice(g, label, LOOKS[c->mark]))
            teach_quiz_choose(app, i);
    }
    gui_space(g, 12);
}

static void buttons(struct app *app, struct gui *g)
{
    struct teach *t = app->teach;
    struct teach_run *r = &t->run;
    if (r->state == TEACH_ANSWERED) {
        if (teach_button(app, g, "quiz.next", "Space", GUI_PRIMARY))
            teach_quiz_next(app);
        gui_same_line(g);
    } else {
        if (t->presenter && r->question.n_choices) {
            if (teach_button(app, g, "teach.reveal", "Space", GUI_PRIMARY))
                teach_quiz_choose(app, -1);
            gui_same_line(g);
        }
        if (r->question.point && r->hints < 2) {
            if (teach_button(app, g, "quiz.hint", "H", GUI_QUIET))
                teach_quiz_hint(app);
            gui_same_line(g);
        }
        if (teach_button(app, g, "quiz.skip", "N", GUI_QUIET))
            teach_quiz_next(app);
        gui_same_line(g);
    }
    if (teach_button(app, g, "teach.leave", "Esc", GUI_GHOST))
        teach_leave(app);
}

// ---------------------------------------------------------------- the end of a run

static void summary(struct app *app, struct gui *g)
{
    const struct teach_run *r = &app->teach->run;
    char text[256];
    gui_heading(g, app_text(app, r->n ? "quiz.done" : "quiz.nothing"));
    struct message known = {.id = "quiz.known",
                            .arg = {{.name = "known", .number = r->known},
                                    {.name = "asked", .number = r->asked}}};
    message_format(app->texts, &known, text, sizeof text);
    if (r->asked)
        gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink, text);
    struct message within = {.id = "quiz.within",
                             .arg = {{.name = "within", .number = r->within},
                                     {.name = "of", .number = r->looked_for}}};
    message_format(app->texts, &within, text, sizeof text);
    if (r->looked_for)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft, text);
    teach_bar_buttons(app, g);
    if (teach_button(app, g, "quiz.more", "Space", GUI_PRIMARY))
        teach_quiz_next(app);
    gui_same_line(g);
    if (teach_button(app, g, "teach.leave", "Esc", GUI_GHOST))
        teach_leave(app);
}

void teach_quiz_bar(struct app *app, struct gui *g)
{
    const struct teach_run *r = &app->teach->run;
    char key[64];
    snprintf(key, sizeof key, "quiz.%d.%d.%d", r->at, (int)r->state, r->hints);
    teach_bar_begin(app, g, key);
    if (r->state == TEACH_DONE) {
        summary(app, g);
    } else {
        caption(app, g);
        struct quiz_card card = card_of(app);
        question(g, &card);
        if (r->comes_back)
            gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                          app_text(app, "quiz.comes_back"));
        teach_bar_buttons(app, g);
        if (!app->teach->presenter || r->state == TEACH_ANSWERED ||
            r->question.item.kind == QUIZ_CAUTION ||
            r->question.item.kind == QUIZ_SURFACE)
            choices(app, g, &card);
        buttons(app, g);
    }
    teach_bar_end(app, g);
}

// ---------------------------------------------------------------- presenter view

/* the name and where it lies, for a class that has guessed */
static void revealed(struct app *app, struct gui *g)
{
    const struct catalog *c = subject_catalog(app->subject);
    char title[160], id[64];
    const struct point *p = catalog_find(c, app->view.selected);
    panel_point_title(app, app->view.selected, title, sizeof title);
    gui_paragraph(g, GUI_HEAD, gui_theme(g)->ink, title);
    if (!p)
        return;
    snprintf(id, sizeof id, "point.%s.location", p->code);
    gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink, texts_get(app->texts, id, p->location));
}

void teach_presenter_bar(struct app *app, struct gui *g)
{
    struct teach *t = app->teach;
    char key[64];
    snprintf(key, sizeof key, "presenter.%d.%s", t->revealed, app->view.selected);
    teach_bar_begin(app, g, key);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, app_text(app, "teach.presenter"));
    if (t->revealed && app->view.selected[0])
        revealed(app, g);
    else
        gui_heading(g, app_text(app, app->view.selected[0] ? "teach.which_point"
                                                           : "teach.presenter_hint"));
    teach_bar_buttons(app, g);
    if (teach_button(app, g, t->revealed ? "teach.hide" : "teach.reveal", "Space",
                     GUI_PRIMARY)) {
        t->revealed = !t->revealed;
        teach_changed(app, TEACH_STAY);
    }
    gui_same_line(g);
    if (teach_button(app, g, "teach.presenter_end", "F5", GUI_GHOST)) {
        t->presenter = t->revealed = false;
        teach_changed(app, TEACH_FLY);
    }
    teach_bar_end(app, g);
}
