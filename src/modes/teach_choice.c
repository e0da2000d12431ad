/* teach_choice.c - what a learner wants to be asked: which points, how hard, how many. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "catalog/rules.h"
#include "modes/teach.h"
#include "panels/panels.h"
#include "study/typed.h"
#include "views/words.h"

static const int TEAMS[] = {0, 2, 3, 4, 6}, SECONDS[] = {0, 15, 30, 60};
static const int NUMBERS[] = {5, TEACH_RUN, 20, TEACH_RUN_LONGEST};
static const char *const SETS[DECK_SETS] = {"quiz.set.all",     "quiz.set.rules",
                                            "quiz.set.channel", "quiz.set.area",
                                            "quiz.set.lesson",  "quiz.set.own"};
static const char *const LEVELS[QUIZ_LEVELS] = {"quiz.easy", "quiz.usual", "quiz.hard"};

struct teach_choice teach_choice_default(void)
{
    return (struct teach_choice){
        .set = DECK_ALL, .channel = "LU", .level = QUIZ_USUAL, .number = TEACH_RUN};
}

/* codes of every set of the rules; free it */
static const char **rules_codes(const struct engine *engine, int *n)
{
    const struct rules *rules = engine_rules(engine);
    int most = 0;
    for (int i = 0; i < rules->n_sets; i++)
        most += rules->sets[i].n;
    const char **codes = xcalloc((size_t)most + 1, sizeof *codes);
    *n = 0;
    for (int i = 0; i < rules->n_sets; i++)
        for (int k = 0; k < rules->sets[i].n; k++)
            codes[(*n)++] = engine_code(engine, rules->sets[i].points[k]);
    return codes;
}

static const struct tour *lesson_of(const struct teach_choice *choice,
                                    const struct tours *tours)
{
    return choice->lesson ? choice->lesson : tours->n_written ? &tours->tour[0] : NULL;
}

void teach_choice_deal(struct teach *t)
{
    const struct teach_choice *c = &t->choice;
    const struct catalog *catalog = subject_catalog(t->subject);
    const char **deck = xcalloc((size_t)catalog->n_points + 1, sizeof *deck);
    struct deck_wish wish = {.set = c->set,
                             .id = c->set == DECK_AREA ? DECK_AREAS[c->area] : c->channel,
                             .words = c->words,
                             .lesson = lesson_of(c, t->tours)};
    const char **codes = rules_codes(t->engine, &wish.n_rules);
    wish.rules = codes;
    t->n_deck = deck_make(catalog, &wish, deck);
    quiz_deal(t->quiz, deck, t->n_deck);
    quiz_set_level(t->quiz, c->level);
    free(deck);
    free(codes);
}

// ---------------------------------------------------------------- its rows

/* one of several: pressed, it is the one; `of` tells it from others of the same name */
static bool one_of(struct gui *g, const char *text, const char *of, bool on)
{
    char label[200];
    cut_print(label, sizeof label, "%s##%s", text, of);
    return gui_chip(g, label, on);
}

static bool number_of(struct gui *g, int number, const char *of, bool on)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    return one_of(g, text, of, on);
}

static bool channel_chips(struct teach_choice *choice, const struct catalog *c,
                          const struct texts *texts, struct gui *g)
{
    bool changed = false;
    for (int i = 0; i < c->n_channels; i++) {
        bool on = strcmp(choice->channel, c->channel[i].id) == 0;
        bool pressed = one_of(g, c->channel[i].id, "deck", on);
        char name[96];
        words_channel(texts, &c->channel[i], name, sizeof name);
        gui_need(g, name);
        if (gui_hovered(g))
            gui_tooltip(g, name);
        if (!pressed)
            continue;
        snprintf(choice->channel, sizeof choice->channel, "%s", c->channel[i].id);
        changed = true;
    }
    return changed;
}

static bool area_chips(struct teach_choice *choice, const struct texts *texts,
                       struct gui *g)
{
    bool changed = false;
    for (int i = 0; DECK_AREAS[i]; i++) {
        char id[32];
        snprintf(id, sizeof id, "area.%s", DECK_AREAS[i]);
        if (one_of(g, text_of(texts, id), "area", choice->area == i)) {
            choice->area = i;
            changed = true;
        }
    }
    return changed;
}

static bool lesson_chips(struct teach_choice *choice, const struct tours *tours,
                         const struct texts *texts, struct gui *g)
{
    bool changed = false;
    for (int i = 0; i < tours->n_written; i++) {
        const struct tour *tour = &tours->tour[i];
        bool on = lesson_of(choice, tours) == tour;
        if (one_of(g, teach_text(texts, &tour->title), "lesson", on)) {
            choice->lesson = tour;
            changed = true;
        }
    }
    return changed;
}

/* a list of one's own, and what in it nobody knows */
static bool own_list(struct teach_choice *choice, const struct catalog *c,
                     const struct texts *texts, struct gui *g)
{
    char unknown[128], text[256];
    bool changed = gui_input_text(g, text_of(texts, "quiz.own_list"), choice->words,
                                  sizeof choice->words);
    if (typed_unknown(c, choice->words, unknown, sizeof unknown)) {
        struct message m = {.id = "quiz.unknown",
                            .arg = {{.name = "word", .text = unknown}}};
        text_format(texts, &m, text, sizeof text);
        gui_need(g, text);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    }
    return changed;
}

static bool set_rows(const struct teach *t, struct teach_choice *c,
                     const struct texts *texts, struct gui *g)
{
    const struct catalog *catalog = subject_catalog(t->subject);
    bool changed = false;
    gui_caption(g, text_of(texts, "quiz.points"));
    for (int i = 0; i < DECK_SETS; i++)
        if (gui_chip(g, text_of(texts, SETS[i]), (int)c->set == i)) {
            // one channel is first that which is looked at
            if (i == DECK_CHANNEL && c->set != DECK_CHANNEL && *t->channel_before)
                snprintf(c->channel, sizeof c->channel, "%s", t->channel_before);
            c->set = (enum deck_set)i;
            changed = true;
        }
    gui_space(g, 4);
    switch (c->set) {
    case DECK_CHANNEL:
        return channel_chips(c, catalog, texts, g) || changed;
    case DECK_AREA:
        return area_chips(c, texts, g) || changed;
    case DECK_LESSON:
        return lesson_chips(c, t->tours, texts, g) || changed;
    case DECK_OWN:
        return own_list(c, catalog, texts, g) || changed;
    case DECK_ALL:
    case DECK_RULES:
    case DECK_SETS:
        break;
    }
    return changed;
}

static bool level_rows(struct teach_choice *choice, const struct texts *texts,
                       struct gui *g)
{
    bool changed = false;
    gui_space(g, 6);
    gui_caption(g, text_of(texts, "quiz.level"));
    for (int i = 0; i < QUIZ_LEVELS; i++)
        if (gui_chip(g, text_of(texts, LEVELS[i]), (int)choice->level == i)) {
            choice->level = (enum quiz_level)i;
            changed = true;
        }
    gui_space(g, 6);
    gui_caption(g, text_of(texts, "quiz.number"));
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
        if (number_of(g, NUMBERS[i], "number", choice->number == NUMBERS[i]))
            choice->number = NUMBERS[i];
    return changed;
}

/* chips of figures, 0 with a word of its own */
static void figures(const int *value, size_t n, int *chosen, const char *none,
                    const char *id, struct gui *g)
{
    for (size_t i = 0; i < n; i++) {
        bool on = *chosen == value[i];
        if (value[i] ? number_of(g, value[i], id, on) : one_of(g, none, id, on))
            *chosen = value[i];
    }
}

/* an examination, or a class in teams */
static void how_rows(struct teach_choice *choice, const struct texts *texts,
                     struct gui *g)
{
    gui_space(g, 8);
    if (gui_checkbox(g, text_of(texts, "exam.mode"), &choice->exam) && choice->exam)
        choice->teams = 0;
    gui_space(g, 6);
    gui_caption(g, text_of(texts, "class.teams"));
    figures(TEAMS, sizeof TEAMS / sizeof *TEAMS, &choice->teams,
            text_of(texts, "class.none"), "teams", g);
    if (!choice->teams)
        return;
    choice->exam = false;
    gui_space(g, 6);
    gui_caption(g, text_of(texts, "class.time"));
    figures(SECONDS, sizeof SECONDS / sizeof *SECONDS, &choice->seconds,
            text_of(texts, "class.no_time"), "seconds", g);
}

void teach_choice_rows(struct teach *t, bool *open, const struct texts *texts,
                       struct sink *sink, struct gui *g)
{
    char summary[96];
    struct message m = {.id = "teach.points",
                        .arg = {{.name = "n", .number = t->n_deck}}};
    text_format(texts, &m, summary, sizeof summary);
    if (!panel_fold(g, sink, text_of(texts, "quiz.choice"), summary, open))
        return;
    struct teach_choice next;
    memcpy(&next, &t->choice, sizeof next);
    bool changed = set_rows(t, &next, texts, g);
    changed |= level_rows(&next, texts, g);
    how_rows(&next, texts, g);
    teach_learner_rows(t, texts, sink, g);
    sink_put_changed(sink, &t->choice, &next, sizeof next);
    gui_space(g, 10);
    gui_divider(g);
    if (changed)
        teach_wish_for(t, sink, TEACH_WISH_DEAL, 0);
}
