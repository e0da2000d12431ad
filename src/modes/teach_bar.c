/* teach_bar.c - the card at the lower edge: the question that is asked, or the
 * presenter's own line. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "modes/teach.h"
#include "panels/panels.h"
#include "panels/shell.h"
#include "views/quiz_card.h"

/* design pixels, FOOT and TOP beside what is touched; ROOMY: from where the keys stand
 * beside the words */
enum {
    BAR_WIDTH = 920,
    BAR_MARGIN = 24,
    BAR_FOOT = 20,
    BAR_WORDS = 110, /* the least of the words that is seen */
    BAR_TOP = 32,
    ROOMY = 600
};

void teach_bar_begin(struct teach *teach, struct shell *shell, struct app_eye *eye,
                     struct sink *sink, struct gui *g, const char *key)
{
    struct teach *t = teach;
    float s = gui_scale(g), width = (float)eye->port.width,
          height = (float)eye->port.height, m = BAR_MARGIN * s,
          top = gui_touch(g) + BAR_TOP * s; // under the bar of the shell
    bool wide = shell_layout(eye) == SHELL_WIDE,
         column = shell_layout(eye) == SHELL_COLUMN,
         tiny = shell_layout(eye) == SHELL_TINY;
    if (tiny)
        m = 6 * s;
    // another content: its height is known only once it has been drawn
    if (strcmp(t->bar_key, key) != 0) {
        snprintf(t->bar_key, sizeof t->bar_key, "%s", key);
        sink_unsettle(sink);
    }
    // what can be pressed keeps its room, the words give way
    float foot = t->bar_foot > 0 ? t->bar_foot : gui_touch(g) + BAR_FOOT * s;
    float most = fmaxf(height * (wide ? 0.5f : 0.58f), foot + BAR_WORDS * s);
    // on a low window it stands beside the body, not below
    most = column ? height : most;
    float h = fminf((t->bar_height > 0 ? t->bar_height : 100 * s) + foot,
                    fminf(most, height - m - top));
    float w = fminf(BAR_WIDTH * s, column ? width * 0.48f - m : width - 2 * m);
    t->bar = (struct gui_rect){column ? m : (width - w) / 2, height - m - h, w, h};
    t->bar_foot = fminf(foot, h - 8);
    gui_panel_begin_footed(g, "teach bar", t->bar, t->bar_foot);
    if (column)
        shell->left = t->bar;
    else
        shell->bottom = h + m;
    if (!wide && !tiny)
        shell->top = top;
}

void teach_bar_buttons(struct teach *teach, struct sink *sink, struct gui *g)
{
    float height = gui_panel_end(g);
    if (fabsf(height - teach->bar_height) > 0.5f)
        sink_unsettle(sink);
    teach->bar_height = height;
    gui_footer_begin(g, "teach bar buttons", teach->bar, teach->bar_foot);
}

void teach_bar_end(struct teach *teach, struct sink *sink, struct gui *g)
{
    float height = gui_panel_end(g);
    if (fabsf(height - teach->bar_foot) > 0.5f)
        sink_unsettle(sink);
    teach->bar_foot = height;
}

bool teach_button(const struct texts *texts, struct gui *g, const char *text,
                  const char *key, enum gui_button_style style)
{
    char label[160];
    bool roomy = gui_panel_width(g) > ROOMY * gui_scale(g);
    if (roomy)
        snprintf(label, sizeof label, "%s  (%s)##%s", text_of(texts, text), key, text);
    else
        snprintf(label, sizeof label, "%s##%s", text_of(texts, text), text);
    return gui_button(g, label, style, true);
}

// ---------------------------------------------------------------- the question

/* a question that comes back does not make the round longer: it is counted apart */
static void caption(struct teach *teach, const struct texts *texts, struct gui *g)
{
    const struct teach_run *r = &teach->run;
    char text[256];
    bool again = r->at >= r->first;
    struct message m = {
        .id = again ? "quiz.again" : "teach.step",
        .arg = {{.name = "title",
                 .text = text_of(texts, quiz_card_kind(r->question.item.kind))},
                {.name = "n", .number = again ? r->at - r->first + 1 : r->at + 1},
                {.name = "of", .number = again ? r->n - r->first : r->first}}};
    text_format(texts, &m, text, sizeof text);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
}

static struct quiz_card card_of(struct teach *teach, const struct texts *texts,
                                struct arena *words)
{
    const struct teach_run *r = &teach->run;
    struct quiz_answer answer = {.given = r->state == TEACH_ANSWERED,
                                 .chosen = r->chosen,
                                 .hints = r->hints,
                                 .score = r->tapped ? &r->score : NULL,
                                 .nerve = r->over_nerve ? &r->nerve : NULL,
                                 .plan = &teach->lit.plan};
    struct quiz_card card;
    quiz_card_make(&card, &r->question, &answer, texts, words);
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

static void choices(struct teach *teach, const struct texts *texts, struct sink *sink,
                    struct gui *g, const struct quiz_card *card)
{
    static const enum gui_choice LOOKS[] = {[QUIZ_CHOICE_OPEN] = GUI_CHOICE_OPEN,
                                            [QUIZ_CHOICE_RIGHT] = GUI_CHOICE_RIGHT,
                                            [QUIZ_CHOICE_MISSED] = GUI_CHOICE_MISSED};
    for (int i = 0; i < card->n_choices; i++) {
        const struct quiz_card_choice *c = &card->choice[i];
        char label[320];
        bool yours = c->mark == QUIZ_CHOICE_MISSED;
        snprintf(label, sizeof label, "%d   %s%s%s##choice%d", i + 1, c->text,
                 yours ? " · " : "", yours ? text_of(texts, "quiz.yours") : "", i);
        if (gui_choice(g, label, LOOKS[c->mark]))
            teach_wish_for(teach, sink, TEACH_WISH_CHOOSE, i);
    }
    gui_space(g, 12);
}

static void buttons(struct teach *teach, const struct texts *texts, struct sink *sink,
                    struct gui *g)
{
    struct teach *t = teach;
    struct teach_run *r = &t->run;
    if (r->state == TEACH_ANSWERED) {
        if (teach_button(texts, g, "quiz.next", "Space", GUI_PRIMARY))
            teach_wish_key(teach, sink, WINDOW_KEY_SPACE);
        gui_same_line(g);
    } else {
        if (t->presenter && r->question.n_choices) {
            if (teach_button(texts, g, "teach.reveal", "Space", GUI_PRIMARY))
                teach_wish_key(teach, sink, WINDOW_KEY_SPACE);
            gui_same_line(g);
        }
        if (teach_quiz_helps(t)) {
            if (teach_button(texts, g, "quiz.hint", "H", GUI_QUIET))
                teach_wish_key(teach, sink, 'h');
            gui_same_line(g);
        }
        if (teach_button(texts, g, "quiz.skip", "N", GUI_QUIET))
            teach_wish_key(teach, sink, 'n');
        gui_same_line(g);
    }
    if (teach_button(texts, g, "teach.leave", "Esc", GUI_GHOST))
        teach_wish_key(teach, sink, WINDOW_KEY_ESCAPE);
}

// ---------------------------------------------------------------- the end of a run

static void summary(struct teach *teach, struct app_clock *clock,
                    const struct texts *texts, struct sink *sink, struct gui *g)
{
    const struct teach_run *r = &teach->run;
    char text[256];
    gui_heading(g, text_of(texts, r->n ? "quiz.done" : "quiz.nothing"));
    struct message known = {.id = "quiz.known",
                            .arg = {{.name = "known", .number = r->known},
                                    {.name = "asked", .number = r->asked}}};
    text_format(texts, &known, text, sizeof text);
    if (r->asked)
        gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink, text);
    struct message within = {.id = "quiz.within",
                             .arg = {{.name = "within", .number = r->within},
                                     {.name = "of", .number = r->looked_for}}};
    text_format(texts, &within, text, sizeof text);
    if (r->looked_for)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft, text);
    if (teach_class_on(r))
        teach_class_bar(teach, clock, texts, sink, g);
    teach_result_rows(teach, texts, sink, g);
    teach_bar_buttons(teach, sink, g);
    if (teach_button(texts, g, "quiz.more", "Space", GUI_PRIMARY))
        teach_wish_key(teach, sink, WINDOW_KEY_SPACE);
    gui_same_line(g);
    if (teach->result.exam.n) {
        if (gui_button(g, text_of(texts, "exam.save"), GUI_QUIET, true))
            sink_ask(sink, ACTION_SAVE_RESULT, 0);
        gui_same_line(g);
    }
    if (teach_button(texts, g, "teach.leave", "Esc", GUI_GHOST))
        teach_wish_key(teach, sink, WINDOW_KEY_ESCAPE);
}

void teach_quiz_bar(struct desk *desk, struct gui *g)
{
    const struct teach_run *r = &desk->teach->run;
    char key[64];
    snprintf(key, sizeof key, "quiz.%d.%d.%d", r->at, (int)r->state, r->hints);
    teach_bar_begin(desk->teach, desk->shell, &desk->eye, &desk->sink, g, key);
    if (r->state == TEACH_DONE) {
        summary(desk->teach, &desk->clock, desk->texts, &desk->sink, g);
    } else {
        caption(desk->teach, desk->texts, g);
        struct quiz_card card = card_of(desk->teach, desk->texts, desk->words);
        question(g, &card);
        if (r->comes_back)
            gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                          text_of(desk->texts, "quiz.comes_back"));
        teach_bar_buttons(desk->teach, &desk->sink, g);
        if (teach_class_on(r))
            teach_class_bar(desk->teach, &desk->clock, desk->texts, &desk->sink, g);
        if (!desk->teach->presenter || teach_class_on(r) || r->state == TEACH_ANSWERED ||
            r->question.item.kind != QUIZ_NAME)
            choices(desk->teach, desk->texts, &desk->sink, g, &card);
        buttons(desk->teach, desk->texts, &desk->sink, g);
    }
    teach_bar_end(desk->teach, &desk->sink, g);
}

// ---------------------------------------------------------------- presenter view

/* the name and where it lies, for a class that has guessed */
static void revealed(struct app_eye *eye, struct subject *subject,
                     const struct texts *texts, struct gui *g)
{
    const struct catalog *c = subject_catalog(subject);
    char title[160], id[64];
    const struct point *p = catalog_find(c, eye->selected);
    panel_point_title(subject, texts, eye->selected, title, sizeof title);
    gui_paragraph(g, GUI_HEAD, gui_theme(g)->ink, title);
    if (!p)
        return;
    snprintf(id, sizeof id, "point.%s.location", p->code);
    gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink, texts_get(texts, id, p->location));
}

void teach_presenter_bar(struct teach *teach, struct shell *shell, struct app_eye *eye,
                         struct subject *subject, const struct texts *texts,
                         struct sink *sink, struct gui *g)
{
    struct teach *t = teach;
    char key[64];
    snprintf(key, sizeof key, "presenter.%d.%s", t->revealed, eye->selected);
    teach_bar_begin(teach, shell, eye, sink, g, key);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                  text_of(texts, "teach.presenter"));
    if (t->revealed && eye->selected[0])
        revealed(eye, subject, texts, g);
    else
        gui_heading(g, text_of(texts, eye->selected[0] ? "teach.which_point"
                                                       : "teach.presenter_hint"));
    teach_bar_buttons(teach, sink, g);
    if (teach_button(texts, g, t->revealed ? "teach.hide" : "teach.reveal", "Space",
                     GUI_PRIMARY))
        teach_wish_key(teach, sink, WINDOW_KEY_SPACE);
    gui_same_line(g);
    if (teach_button(texts, g, "teach.presenter_end", "F5", GUI_GHOST))
        teach_wish_key(teach, sink, WINDOW_KEY_F1 + 4);
    teach_bar_end(teach, sink, g);
}
