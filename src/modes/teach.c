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
#include "panels/paint.h"
#include "panels/panels.h"
#include "panels/rule_view.h"
#include "panels/structure_view.h"

// ---------------------------------------------------------------- life

/* every point that the rules can choose */
static struct quiz *make_quiz(struct app *app)
{
    const struct rules *rules = engine_rules(app->engine);
    int most = 0, n = 0;
    for (int i = 0; i < rules->n_sets; i++)
        most += rules->sets[i].n;
    const char **deck = xcalloc((size_t)most + 1, sizeof *deck);
    for (int i = 0; i < rules->n_sets; i++) {
        for (int k = 0; k < rules->sets[i].n; k++) {
            const char *code = engine_code(app->engine, rules->sets[i].points[k]);
            int at = 0;
            while (at < n && strcmp(deck[at], code) != 0)
                at++;
            deck[at] = code;
            n += at == n;
        }
    }
    struct quiz *quiz =
        quiz_create(subject_catalog(app->subject), app->teach->questions, deck, n);
    free(deck);
    return quiz;
}

static bool teach_create(struct app *app, struct error *error)
{
    struct teach *t = app->teach = xcalloc(1, sizeof *t);
    const struct catalog *catalog = subject_catalog(app->subject);
    t->lit.arena = arena_create();
    t->lit.record = xcalloc(1, sizeof *t->lit.record);
    t->tours = tours_load(app->params.data_dir, catalog, error);
    t->questions = t->tours ? questions_load(app->params.data_dir, catalog, error) : NULL;
    if (!t->questions)
        return false;
    t->quiz = make_quiz(app);
    t->progress = progress_open(NULL);
    t->says_set_aside = progress_trouble(t->progress) == PROGRESS_SET_ASIDE;
    teach_quiz_count(app);
    return true;
}

static void teach_destroy(struct app *app)
{
    struct teach *t = app->teach;
    if (!t)
        return;
    teach_guide_free(&t->guide);
    path_free(&t->run.way);
    quiz_destroy(&t->quiz);
    questions_destroy(&t->questions);
    tours_destroy(&t->tours);
    progress_close(&t->progress);
    arena_destroy(&t->lit.arena);
    free(t->lit.record);
    free(t);
    app->teach = NULL;
}

static void need(const char *id, const char *english, void *gui)
{
    (void)id;
    gui_need(gui, english);
}

static void teach_enter(struct app *app)
{
    struct teach *t = app->teach;
    if (!t)
        return;
    // the texts are there only now
    if (t->says_set_aside)
        app_say(app, "%s %s", app_text(app, "quiz.set_aside"),
                progress_detail(t->progress));
    t->says_set_aside = false;
    tours_texts_each(t->tours, need, picture_gui(app->picture));
    questions_texts_each(t->questions, need, picture_gui(app->picture));
    for (int i = 0; i < t->tours->n; i++)
        if (t->tours->tour[i].channel)
            gui_need(picture_gui(app->picture), t->tours->tour[i].channel->english);
}

static void teach_leave_mode(struct app *app)
{
    teach_leave(app);
    rule_view_select(app, "");
    app->teach->presenter = app->teach->revealed = false;
    teach_changed(app, TEACH_STAY);
}

// ---------------------------------------------------------------- what the body shows

static bool answer_is_lit(const struct teach *t)
{
    return t->run.state == TEACH_ANSWERED && t->run.question.written && t->lit.on;
}

static void teach_marks(struct app *app, struct highlight_params *in)
{
    struct teach *t = app->teach;
    const struct tour_step *step = teach_tour_now(app);
    if (t->doing == TEACH_QUIZ) {
        in->plan = answer_is_lit(t) ? &t->lit.plan : NULL;
        in->selected = NULL;
        in->channel = NULL;
        in->needles = HIGHLIGHT_NO_NEEDLES;
    } else if (step) {
        in->plan = t->lit.on && step->show >= TOUR_POINTS ? &t->lit.plan : NULL;
        in->needles = step->show >= TOUR_NEEDLES ? HIGHLIGHT_NEEDLES_BY_SESSION
                                                 : HIGHLIGHT_NO_NEEDLES;
    } else {
        rule_view_marks(app, in);
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

static void teach_view(struct app *app, struct stage_view *view)
{
    struct teach *t = app->teach;
    const struct tour_step *step = teach_tour_now(app);
    teach_marks(app, &view->lit);
    if (t->doing == TEACH_QUIZ) {
        view->layers &= ~(unsigned)SCENE_LANDMARKS;
        show_lit(t, view);
        teach_quiz_view(app, view);
        return;
    }
    if (step) {
        int region = view->region;
        show_lit(t, view);
        show_step(step, view);
        // the territory of what the step is about
        if (structure_is_open(app))
            view->region = region;
    }
    if (t->presenter && !t->revealed)
        return;
    // where one point is looked at, the needles of the others would hide its line
    if (teach_guide_view(app, view) && !step &&
        view->lit.needles == HIGHLIGHT_NEEDLES_BY_SESSION)
        view->lit.needles = HIGHLIGHT_NEEDLE_SELECTED;
}

// ---------------------------------------------------------------- the list at the left

static void tour_rows(struct app *app, struct gui *g)
{
    const struct tours *tours = app->teach->tours;
    gui_space(g, 10);
    gui_caption(g, app_text(app, "teach.tours"));
    gui_divider(g);
    for (int i = 0; i < tours->n_written; i++) {
        struct gui_row row = {.title = teach_text(app, &tours->tour[i].title)};
        if (gui_list_row(g, &row))
            teach_tour_begin(app, &tours->tour[i]);
    }
    gui_space(g, 10);
    gui_caption(g, app_text(app, "teach.channels"));
    for (int i = tours->n_written; i < tours->n; i++) {
        // the code, and what the language calls it for short, where it does
        char label[96], id[32];
        const char *channel = tours->tour[i].channel->id;
        snprintf(id, sizeof id, "channel.%s", channel);
        const char *name = texts_get(app->texts, id, "");
        snprintf(label, sizeof label, "%s%s%s", channel, *name ? " " : "", name);
        if (gui_chip(g, label, false))
            teach_tour_begin(app, &tours->tour[i]);
    }
}

static void study_row(struct app *app, struct gui *g, enum quiz_kind kind,
                      const char *title)
{
    const struct teach *t = app->teach;
    char due[96], share[96] = "", detail[256];
    bool fresh = t->n_due[kind] == 0 && t->n_new[kind] > 0;
    struct message m = {
        .id = t->n_due[kind] ? "quiz.due"
              : fresh        ? "quiz.new"
                             : "quiz.none_due",
        .arg = {{.name = "n", .number = fresh ? t->n_new[kind] : t->n_due[kind]}}};
    message_format(app->texts, &m, due, sizeof due);
    struct message s = {
        .id = "quiz.share",
        .arg = {
            {.name = "percent",
             .number = t->looked_for ? round(100.0 * t->within / t->looked_for) : 0}}};
    if (kind == QUIZ_FIND && t->looked_for)
        message_format(app->texts, &s, share, sizeof share);
    panel_join(app, "join.comma", due, share, detail, sizeof detail);
    struct gui_row row = {.title = app_text(app, title), .detail = detail};
    if (gui_list_row(g, &row))
        teach_quiz_begin(app, kind);
}

static void study_rows(struct app *app, struct gui *g)
{
    gui_space(g, 16);
    gui_caption(g, app_text(app, "teach.study"));
    gui_divider(g);
    study_row(app, g, QUIZ_FIND, "quiz.find");
    study_row(app, g, QUIZ_NAME, "quiz.name");
    study_row(app, g, QUIZ_SURFACE, "quiz.surface");
    study_row(app, g, QUIZ_CAUTION, "quiz.caution");
    struct gui_row mixed = {.title = app_text(app, "quiz.mixed")};
    if (gui_list_row(g, &mixed))
        teach_quiz_begin(app, QUIZ_KINDS);
    if (progress_trouble(app->teach->progress) == PROGRESS_NOT_KEPT) {
        gui_space(g, 6);
        gui_need(g, progress_detail(app->teach->progress));
        gui_notice(g, app_text(app, "quiz.not_kept"),
                   progress_detail(app->teach->progress), false);
    }
    gui_space(g, 8);
    if (teach_button(app, g, "teach.presenter", "F5", GUI_QUIET)) {
        app->teach->presenter = true;
        teach_changed(app, TEACH_FLY);
    }
}

static void left_panel(struct app *app, struct gui *g)
{
    struct teach *t = app->teach;
    const char *labels[TEACH_TABS] = {app_text(app, "teach.learn"),
                                      app_text(app, "teach.plan"),
                                      app_text(app, "teach.rules")};
    struct panel_place place = {.side = PANEL_LEFT, .tab = app_text(app, "mode.teach")};
    if (!panel_begin(app, g, &place))
        return;
    if (!panel_search(app, g)) {
        int tab = (int)t->tab;
        gui_space(g, 4);
        if (gui_segmented(g, "teach tab", labels, TEACH_TABS, &tab)) {
            t->tab = (enum teach_tab)tab;
            if (t->tab != TEACH_RULES)
                rule_view_select(app, "");
        }
        gui_space(g, 4);
        if (t->tab == TEACH_PLAN) {
            panel_plan(app, g);
        } else if (t->tab == TEACH_RULES) {
            rule_view_list(app, g);
        } else {
            tour_rows(app, g);
            study_rows(app, g);
        }
    }
    panel_end(app, g);
}

/* the card of what is selected; a tour's own point is told in its bar */
static void right_panel(struct app *app, struct gui *g)
{
    struct teach *t = app->teach;
    const struct tour_step *step = teach_tour_now(app);
    const char *selected = app->view.selected;
    bool rule = rule_view_is_open(app) && t->doing == TEACH_LOOKING && !*selected;
    bool bar = t->doing != TEACH_LOOKING || t->presenter;
    // beside a bar there is room for a card on a wide window only
    bool structure = structure_is_open(app) && !*selected;
    rule = rule && !structure;
    if ((!*selected && !rule && !structure) || t->doing == TEACH_QUIZ ||
        (t->presenter && !t->revealed) || (bar && shell_layout(app) != SHELL_WIDE) ||
        (step && step->point && strcmp(step->point->code, selected) == 0))
        return;
    struct panel_place place = {.side = PANEL_RIGHT,
                                .tab = rule        ? app_text(app, "teach.rule")
                                       : structure ? app_text(app, "teach.structure")
                                                   : selected,
                                .below = app->bottom};
    if (!panel_begin(app, g, &place))
        return;
    if (rule) {
        rule_view_card(app, g);
    } else if (structure) {
        structure_card(app, g);
    } else {
        // what the presenter's bar says in large letters is said once
        if (t->presenter && t->doing == TEACH_LOOKING)
            panel_card_rest(app, g);
        else
            panel_card(app, g);
        teach_guide_words(app, g);
    }
    panel_end(app, g);
}

/* another point before the class: its name is hidden again */
static void ask_class(struct app *app)
{
    struct teach *t = app->teach;
    if (strcmp(t->shown, app->view.selected) != 0)
        t->revealed = false;
    snprintf(t->shown, sizeof t->shown, "%s", app->view.selected);
    app->names_hidden = t->doing == TEACH_QUIZ || !t->revealed;
}

static void teach_panels(struct app *app, struct gui *g)
{
    struct teach *t = app->teach;
    if (t->presenter)
        ask_class(app);
    if (t->doing == TEACH_TOUR)
        teach_tour_bar(app, g);
    else if (t->doing == TEACH_QUIZ)
        teach_quiz_bar(app, g);
    else if (t->presenter)
        teach_presenter_bar(app, g);
    else
        left_panel(app, g);
    right_panel(app, g);
}

// ---------------------------------------------------------------- hands

static bool looking_key(struct app *app, uint32_t key)
{
    struct teach *t = app->teach;
    if (key == WINDOW_KEY_SPACE && t->presenter) {
        t->revealed = !t->revealed;
        teach_changed(app, TEACH_STAY);
        return true;
    }
    return false;
}

static bool teach_key(struct app *app, uint32_t key, unsigned mods)
{
    struct teach *t = app->teach;
    if (mods & (WINDOW_CTRL | WINDOW_ALT))
        return false;
    if (key == WINDOW_KEY_F1 + 4) {
        t->presenter = !t->presenter;
        t->revealed = false;
        teach_changed(app, TEACH_FLY);
        return true;
    }
    switch (t->doing) {
    case TEACH_TOUR:
        return teach_tour_key(app, key);
    case TEACH_QUIZ:
        return teach_quiz_key(app, key);
    case TEACH_LOOKING:
        break;
    }
    return looking_key(app, key);
}

static bool teach_click(struct app *app, float x, float y)
{
    if (app->teach->doing == TEACH_QUIZ)
        return teach_quiz_click(app, x, y);
    return false;
}

static bool teach_press(struct app *app, float x, float y)
{
    return app->teach->doing == TEACH_LOOKING && paint_press(app, x, y);
}

const struct mode_table TEACH_MODE = {.create = teach_create,
                                      .destroy = teach_destroy,
                                      .enter = teach_enter,
                                      .leave = teach_leave_mode,
                                      .panels = teach_panels,
                                      .view = teach_view,
                                      .press = teach_press,
                                      .drag = paint_drag,
                                      .release = paint_release,
                                      .cancel = paint_cancel,
                                      .click = teach_click,
                                      .key = teach_key};
