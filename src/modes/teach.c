/* teach.c - the mode for a teacher and students: find anything, see the plan and why, be
 * guided through a tour, be asked.
 *
 * The presenter's view is for a class: large words, no lists, and no name on the body
 * until it is revealed. */
#include "modes/teach.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "catalog/rules.h"
#include "modes/modes.h"
#include "panels/case_head.h"
#include "panels/paint.h"
#include "panels/panels.h"
#include "panels/rule_view.h"
#include "panels/structure_view.h"
#include "views/quiz_card.h"
#include "views/words.h"

// ---------------------------------------------------------------- life

static bool teach_create(struct desk *desk, struct error *error)
{
    struct teach *t = desk->teach = xcalloc(1, sizeof *t);
    const struct catalog *catalog = subject_catalog(desk->subject);
    t->engine = desk->dossier.engine;
    t->subject = desk->subject;
    t->lit.arena = arena_create();
    t->lit.record = xcalloc(1, sizeof *t->lit.record);
    t->tours = tours_load(desk->data_dir, catalog, error);
    t->questions = t->tours ? questions_load(desk->data_dir, catalog, error) : NULL;
    if (!t->questions)
        return false;
    t->quiz = quiz_create(catalog, t->questions, NULL, 0);
    teach_write_create(t);
    t->choice = teach_choice_default();
    teach_choice_deal(t);
    t->progress = progress_open(NULL);
    t->texts = (const struct texts *const *)&desk->texts;
    teach_learner_list(t);
    t->says_set_aside = progress_trouble(t->progress) == PROGRESS_SET_ASIDE;
    teach_quiz_count(desk->teach, &desk->clock);
    return true;
}

static void teach_destroy(struct desk *desk)
{
    struct teach *t = desk->teach;
    if (!t)
        return;
    if (t->write.book)
        teach_write_destroy(t);
    teach_guide_free(&t->guide);
    path_free(&t->run.way);
    quiz_destroy(&t->quiz);
    questions_destroy(&t->questions);
    tours_destroy(&t->tours);
    progress_close(&t->progress);
    teach_result_free(&t->result);
    arena_destroy(&t->lit.arena);
    free(t->lit.record);
    free(t);
    desk->teach = NULL;
}

static void need(const char *id, const char *english, void *gui)
{
    (void)id;
    gui_need(gui, english);
}

static void teach_enter(struct desk *desk)
{
    struct teach *t = desk->teach;
    if (!t)
        return;
    // the texts are there only now
    if (t->says_set_aside)
        sink_say(&desk->sink, "%s %s", text_of(desk->texts, "quiz.set_aside"),
                 progress_detail(t->progress));
    t->says_set_aside = false;
    teach_write_enter(t, desk->texts, &desk->sink);
    tours_texts_each(t->tours, need, picture_gui(desk->picture));
    questions_texts_each(t->questions, need, picture_gui(desk->picture));
    for (int i = 0; i < t->tours->n; i++)
        if (t->tours->tour[i].channel)
            gui_need(picture_gui(desk->picture), t->tours->tour[i].channel->english);
}

static void teach_leave_mode(struct desk *desk)
{
    teach_leave(desk->teach, &desk->clock, &desk->sink);
    sink_select(&desk->sink, "", SIDE_M, SINK_STAY); // what it looks at stays behind
    teach_write_keep(desk->teach, desk->texts, &desk->sink);
    desk->teach->wishes.n = 0;
    sink_show_rule(&desk->sink, "");
    desk->teach->presenter = desk->teach->revealed = false;
    // its picture is kept only until others have drawn theirs (render_image)
    desk->teach->inset = (struct body_inset){0};
}

// ---------------------------------------------------------------- what the body shows

static bool answer_is_lit(const struct teach *t)
{
    return t->run.state == TEACH_ANSWERED && t->run.question.written && t->lit.on;
}

static void teach_marks(const struct teach *teach, const struct rule_view *open_rule,
                        struct highlight_params *in)
{
    const struct teach *t = teach;
    const struct tour_step *step = teach_tour_now(teach);
    if (t->doing == TEACH_QUIZ) {
        in->plan = answer_is_lit(t) ? &t->lit.plan : NULL;
        in->selected = in->landmark = NULL;
        in->channel = NULL;
        in->needles = HIGHLIGHT_NO_NEEDLES;
        in->others = HIGHLIGHT_ALONE;
    } else if (step) {
        in->others = HIGHLIGHT_ALONE;
        in->plan = t->lit.on && step->show >= TOUR_POINTS ? &t->lit.plan : NULL;
        in->needles = step->show >= TOUR_NEEDLES ? HIGHLIGHT_NEEDLES_BY_SESSION
                                                 : HIGHLIGHT_NO_NEEDLES;
        in->also = t->lit.also;
        in->n_also = t->lit.n_also;
    } else {
        rule_view_marks(open_rule, in);
    }
    if (t->presenter && !t->revealed) {
        in->names = HIGHLIGHT_NO_NAMES;
        // what is asked stands alone
        if (in->selected)
            in->plan = NULL;
    }
}

/* what is lit instead of the user's case, with the skin as that wants it */
static void show_lit(const struct teach *t, struct stage_view *view)
{
    view->record = t->lit.on ? t->lit.record : NULL;
    view->record_version = t->lit.version;
    view->region = view->hovered = -1;
}

static void show_step(const struct tour_step *step, struct stage_view *view)
{
    const char *bad;
    if (step->layers[0])
        view->layers |= layers_parse(step->layers, &bad);
    view->see_through = fmaxf(view->see_through, layers_see_through(view->layers));
    if (step->show != TOUR_LAMP)
        return;
    view->lit.warm = HIGHLIGHT_WARM_NEEDLES;
    view->warmth = 1;
    view->layers |= SCENE_HEAT;
}

static void teach_view(const struct desk *desk, struct stage_view *view)
{
    const struct teach *t = desk->teach;
    const struct tour_step *step = teach_tour_now(desk->teach);
    teach_marks(desk->teach, desk->rule, &view->lit);
    if (t->doing == TEACH_QUIZ) {
        view->layers &= ~(unsigned)(SCENE_LANDMARKS | SCENE_ALL_POINTS);
        show_lit(t, view);
        teach_quiz_view(t, view);
        return;
    }
    if (step) {
        int region = view->region;
        show_lit(t, view);
        show_step(step, view);
        // the territory of what the step is about
        if (structure_view_is_open(&desk->eye))
            view->region = region;
    }
    if (t->presenter && !t->revealed)
        return;
    // where one point is looked at, the needles of the others would hide its line
    if (teach_guide_view(t, view) && !step &&
        view->lit.needles == HIGHLIGHT_NEEDLES_BY_SESSION)
        view->lit.needles = HIGHLIGHT_NEEDLE_SELECTED;
}

// ---------------------------------------------------------------- the list at the left

static void tour_rows(struct teach *teach, const struct texts *texts, struct sink *sink,
                      struct gui *g)
{
    const struct tours *tours = teach->tours;
    gui_space(g, 10);
    gui_caption(g, text_of(texts, "teach.tours"));
    gui_divider(g);
    for (int i = 0; i < tours->n_written; i++) {
        struct gui_row row = {.title = teach_text(texts, &tours->tour[i].title)};
        if (gui_list_row(g, &row))
            teach_wish(
                teach, sink,
                &(struct teach_wish){.kind = TEACH_WISH_TOUR, .tour = &tours->tour[i]});
    }
    gui_space(g, 10);
    gui_caption(g, text_of(texts, "teach.channels"));
    for (int i = tours->n_written; i < tours->n; i++) {
        char label[96];
        words_channel(texts, tours->tour[i].channel, label, sizeof label);
        if (gui_chip(g, label, false))
            teach_wish(
                teach, sink,
                &(struct teach_wish){.kind = TEACH_WISH_TOUR, .tour = &tours->tour[i]});
    }
}

static void study_row(struct teach *teach, const struct texts *texts, struct sink *sink,
                      struct gui *g, enum quiz_kind kind, const char *title)
{
    const struct teach *t = teach;
    char due[96], share[96] = "", detail[256];
    bool fresh = t->n_due[kind] == 0 && t->n_new[kind] > 0;
    struct message m = {
        .id = t->n_due[kind] ? "quiz.due"
              : fresh        ? "quiz.new"
                             : "quiz.none_due",
        .arg = {{.name = "n", .number = fresh ? t->n_new[kind] : t->n_due[kind]}}};
    text_format(texts, &m, due, sizeof due);
    // what there is beneath the skin is counted once it is asked of
    if (quiz_is_beneath(kind) && !t->beneath && !t->n_due[kind])
        due[0] = 0;
    struct message s = {
        .id = "quiz.share",
        .arg = {
            {.name = "percent",
             .number = t->looked_for ? round(100.0 * t->within / t->looked_for) : 0}}};
    if (kind == QUIZ_FIND && t->looked_for)
        text_format(texts, &s, share, sizeof share);
    panel_join(texts, "join.comma", due, share, detail, sizeof detail);
    struct gui_row row = {.title = text_of(texts, title),
                          .detail = *detail ? detail : NULL};
    if (gui_list_row(g, &row))
        teach_wish_for(teach, sink, TEACH_WISH_QUIZ, (int)kind);
}

static void study_rows(struct teach *teach, struct shell *shell,
                       const struct texts *texts, struct sink *sink, struct gui *g)
{
    gui_space(g, 16);
    gui_caption(g, text_of(texts, "teach.study"));
    teach_choice_rows(teach, &shell->fold[FOLD_QUIZ], texts, sink, g);
    for (int kind = 0; kind < QUIZ_KINDS; kind++)
        study_row(teach, texts, sink, g, (enum quiz_kind)kind,
                  quiz_card_kind((enum quiz_kind)kind));
    struct gui_row mixed = {.title = text_of(texts, "quiz.mixed")};
    if (gui_list_row(g, &mixed))
        teach_wish_for(teach, sink, TEACH_WISH_QUIZ, QUIZ_KINDS);
    teach_learner_progress(teach, &shell->fold[FOLD_PROGRESS], texts, sink, g);
    if (progress_trouble(teach->progress) == PROGRESS_NOT_KEPT) {
        gui_space(g, 6);
        gui_need(g, progress_detail(teach->progress));
        gui_notice(g, text_of(texts, "quiz.not_kept"), progress_detail(teach->progress),
                   false);
    }
    gui_space(g, 8);
    if (teach_button(texts, g, "teach.presenter", "F5", GUI_QUIET))
        teach_wish_key(teach, sink, WINDOW_KEY_F1 + 4);
}

static void left_panel(struct desk *desk, struct gui *g)
{
    struct teach *t = desk->teach;
    const char *labels[TEACH_TABS] = {
        text_of(desk->texts, "teach.learn"), text_of(desk->texts, "teach.plan"),
        text_of(desk->texts, "teach.rules"), text_of(desk->texts, "teach.write")};
    // the search and the tabs stay in sight above what scrolls; what is found is short
    struct panel_place place = {.side = PANEL_LEFT,
                                .tab = text_of(desk->texts, "mode.teach"),
                                .head =
                                    *desk->search.query ? PANEL_SCROLLS : PANEL_HEADED};
    if (!panel_begin(desk->shell, &desk->eye, g, &place))
        return;
    if (!panel_search(desk, g)) {
        int tab = (int)t->tab;
        gui_space(g, 4);
        if (gui_segmented(g, "teach tab", labels, TEACH_TABS, &tab)) {
            enum teach_tab next = (enum teach_tab)tab;
            sink_put(&desk->sink, &t->tab, &next, sizeof next);
            if (next != TEACH_RULES)
                sink_show_rule(&desk->sink, "");
        }
        gui_space(g, 4);
        panel_body(desk->shell, &desk->eye, g);
        if (t->tab == TEACH_PLAN) {
            case_head(desk, g);
            panel_plan(desk, g);
        } else if (t->tab == TEACH_RULES) {
            rule_view_list(&desk->dossier, desk->rule, desk->texts, &desk->sink, g);
        } else if (t->tab == TEACH_WRITE) {
            teach_write_panel(desk, g);
        } else {
            tour_rows(t, desk->texts, &desk->sink, g);
            study_rows(t, desk->shell, desk->texts, &desk->sink, g);
        }
    }
    panel_end(desk->shell, &desk->sink, g);
}

/* what the card at the right tells of */
enum right_card {
    NO_CARD,
    RULE_CARD,
    LANDMARK_CARD,
    STRUCTURE_CARD,
    CHANNEL_CARD,
    REGION_CARD,
    POINT_CARD
};

static enum right_card right_card(const struct desk *desk)
{
    const struct teach *t = desk->teach;
    const struct app_eye *eye = &desk->eye;
    bool looking = t->doing == TEACH_LOOKING;
    if (*eye->selected)
        return POINT_CARD;
    if (structure_view_is_open(eye))
        return STRUCTURE_CARD;
    if (looking && *eye->landmark)
        return LANDMARK_CARD;
    if (looking && rule_view_is_open(desk->rule))
        return RULE_CARD;
    if (looking && eye->region >= 0)
        return REGION_CARD;
    return looking && *eye->channel ? CHANNEL_CARD : NO_CARD;
}

static const char *right_tab(const struct desk *desk, enum right_card card)
{
    static const char *const TABS[] = {[RULE_CARD] = "teach.rule",
                                       [LANDMARK_CARD] = "teach.landmark",
                                       [STRUCTURE_CARD] = "teach.structure",
                                       [REGION_CARD] = "teach.region"};
    return card == POINT_CARD     ? desk->eye.selected
           : card == CHANNEL_CARD ? desk->eye.channel
                                  : text_of(desk->texts, TABS[card]);
}

static void draw_card(struct desk *desk, struct gui *g, enum right_card card)
{
    const struct teach *t = desk->teach;
    switch (card) {
    case RULE_CARD:
        rule_view_card(desk, g);
        break;
    case STRUCTURE_CARD:
        structure_view_card(desk, g);
        break;
    case LANDMARK_CARD:
        teach_landmark_card(desk, g);
        break;
    case CHANNEL_CARD:
        teach_channel_card(t, &desk->eye, desk->subject, &desk->dossier.plan, desk->texts,
                           &desk->sink, g);
        break;
    case REGION_CARD:
        teach_region_card(&desk->eye, desk->subject, &desk->dossier.plan, desk->texts,
                          &desk->sink, g);
        break;
    case POINT_CARD:
        // what the presenter's bar says in large letters is said once
        if (t->presenter && t->doing == TEACH_LOOKING)
            panel_card_rest(desk, g);
        else
            panel_card(desk, g);
        teach_guide_words(&desk->eye, desk->subject, desk->texts, g);
        break;
    case NO_CARD:
        break;
    }
}

/* the card of what is selected; a tour's own point is told in its bar */
static void right_panel(struct desk *desk, struct gui *g)
{
    struct teach *t = desk->teach;
    const struct tour_step *step = teach_tour_now(desk->teach);
    bool bar = t->doing != TEACH_LOOKING || t->presenter;
    enum right_card card = right_card(desk);
    // beside a bar there is room for a card on a wide window only
    if (card == NO_CARD || t->doing == TEACH_QUIZ || (t->presenter && !t->revealed) ||
        (bar && shell_layout(&desk->eye) != SHELL_WIDE) ||
        (step && step->point && strcmp(step->point->code, desk->eye.selected) == 0))
        return;
    struct panel_place place = {
        .side = PANEL_RIGHT, .tab = right_tab(desk, card), .below = desk->shell->bottom};
    if (!panel_begin(desk->shell, &desk->eye, g, &place))
        return;
    draw_card(desk, g, card);
    panel_end(desk->shell, &desk->sink, g);
}

/* another point before the class: its name is hidden again */
static void ask_class(struct teach *teach, struct app_eye *eye)
{
    struct teach *t = teach;
    if (strcmp(t->shown, eye->selected) != 0)
        t->revealed = false;
    snprintf(t->shown, sizeof t->shown, "%s", eye->selected);
}

/* A brush whose tools have gone out of sight, by another tab, a fold or the search, is
 * put down: a press on the body is to mean what the window shows. */
static void mind_brush(struct desk *desk)
{
    const struct teach *t = desk->teach;
    bool shown = t->doing == TEACH_LOOKING && !t->presenter && t->tab == TEACH_PLAN &&
                 desk->shell->fold[FOLD_CASE] && !*desk->search.query;
    if (desk->brush.tool == BRUSH_NONE || shown)
        return;
    desk->brush.tool = BRUSH_NONE;
    desk->shell->fold[FOLD_PAINT] = false;
}

static void teach_prepare(struct desk *desk, struct mode_look *look)
{
    struct teach *t = desk->teach;
    mind_brush(desk);
    teach_remember(t, &desk->eye);
    teach_wishes_fulfil(desk);
    if (t->presenter)
        ask_class(desk->teach, &desk->eye);
    if (t->looks)
        teach_look(desk->teach, &desk->eye, &desk->dossier, desk->subject, desk->rule,
                   &desk->sink);
    t->looks = false;
    teach_quiz_follow(t, &desk->clock, &desk->sink);
    if (t->doing == TEACH_QUIZ)
        teach_quiz_prepare(t, desk->subject);
    else
        teach_guide_prepare(desk->teach, &desk->eye, desk->subject, desk->texts);
    look->zoom = teach_zoom(t);
    look->names_hidden = teach_hides_names(t);
    if (t->doing == TEACH_LOOKING && !t->presenter)
        body_inset_follow(desk, &t->inset);
    else
        t->inset.shown = false;
    // a territory or structure that was asked for has the stage to itself
    bool asked = desk->eye.region >= 0 || structure_view_is_open(&desk->eye);
    look->beside = t->doing == TEACH_LOOKING && !t->presenter && !asked &&
                   !rule_view_is_open(desk->rule) && isolate_is_whole(&desk->eye.isolate);
}

static void teach_panels(struct desk *desk, struct gui *g)
{
    const struct teach *t = desk->teach;
    if (t->doing == TEACH_TOUR)
        teach_tour_bar(desk, g);
    else if (t->doing == TEACH_QUIZ)
        teach_quiz_bar(desk, g);
    else if (t->presenter)
        teach_presenter_bar(desk->teach, desk->shell, &desk->eye, desk->subject,
                            desk->texts, &desk->sink, g);
    else
        left_panel(desk, g);
    right_panel(desk, g);
    body_inset_button(desk, desk->shell, &t->inset, &desk->sink, g);
}

// ---------------------------------------------------------------- hands

/* the arrows go along the channel of the point that is looked at */
static bool neighbour_key(const struct app_eye *eye, const struct subject *subject,
                          struct sink *sink, uint32_t key)
{
    int by = key == WINDOW_KEY_RIGHT ? 1 : key == WINDOW_KEY_LEFT ? -1 : 0;
    const struct point *to = by ? panel_neighbour(subject, eye->selected, by) : NULL;
    if (!to)
        return false;
    sink_select(sink, to->code, eye->selected_side, SINK_FLY);
    return true;
}

static bool looking_key(struct teach *teach, struct sink *sink, uint32_t key)
{
    struct teach *t = teach;
    if (key == WINDOW_KEY_SPACE && t->presenter) {
        t->revealed = !t->revealed;
        teach_changed(teach, sink, TEACH_STAY);
        return true;
    }
    return false;
}

bool teach_key(struct desk *desk, uint32_t key, unsigned mods)
{
    struct teach *t = desk->teach;
    if (mods & (WINDOW_CTRL | WINDOW_ALT))
        return false;
    if (key == WINDOW_KEY_F1 + 4) {
        t->presenter = !t->presenter;
        t->revealed = false;
        teach_changed(desk->teach, &desk->sink, TEACH_FLY);
        return true;
    }
    switch (t->doing) {
    case TEACH_TOUR:
        return teach_tour_key(desk->teach, &desk->clock, &desk->sink, key);
    case TEACH_QUIZ:
        return teach_quiz_key(desk->teach, &desk->clock, desk->texts, &desk->sink, key);
    case TEACH_LOOKING:
        break;
    }
    return neighbour_key(&desk->eye, desk->subject, &desk->sink, key) ||
           looking_key(desk->teach, &desk->sink, key);
}

static bool teach_click(struct desk *desk, float x, float y)
{
    if (desk->teach->doing == TEACH_QUIZ)
        return teach_quiz_click(desk->teach, &desk->eye, desk->subject, &desk->clock,
                                desk->texts, &desk->sink, x, y);
    return false;
}

static bool teach_press(struct desk *desk, float x, float y)
{
    return desk->teach->doing == TEACH_LOOKING && paint_press(desk, x, y);
}

static int teach_tick(struct desk *desk)
{
    int quiz = teach_quiz_tick(desk->teach, &desk->clock, &desk->sink);
    int kept = teach_write_tick(desk->teach, &desk->clock, desk->texts, &desk->sink);
    return kept < 0 || (quiz >= 0 && quiz < kept) ? quiz : kept;
}

const struct mode_table TEACH_MODE = {.create = teach_create,
                                      .destroy = teach_destroy,
                                      .enter = teach_enter,
                                      .leave = teach_leave_mode,
                                      .prepare = teach_prepare,
                                      .panels = teach_panels,
                                      .view = teach_view,
                                      .press = teach_press,
                                      .drag = paint_drag,
                                      .release = paint_release,
                                      .cancel = paint_cancel,
                                      .tick = teach_tick,
                                      .click = teach_click,
                                      .key = teach_key};
