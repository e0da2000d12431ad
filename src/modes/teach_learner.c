/* teach_learner.c - who learns, and what of each channel is known. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "modes/teach.h"
#include "panels/panels.h"

// ---------------------------------------------------------------- who

void teach_learner_list(struct teach *t)
{
    t->n_learners = progress_learners(t->learner, TEACH_LEARNERS);
}

static void become(struct teach *t, struct app_clock *clock, const char *name)
{
    char path[PATH_MAX];
    if (!progress_path(name, path, sizeof path))
        return;
    progress_close(&t->progress);
    t->progress = progress_open(path);
    snprintf(t->who, sizeof t->who, "%s", name);
    teach_learner_list(t);
    teach_quiz_count(t, clock);
}

void teach_learner_rows(struct teach *t, struct app_clock *clock,
                        const struct texts *texts, struct gui *g)
{
    char label[80];
    gui_space(g, 6);
    gui_caption(g, text_of(texts, "learner.who"));
    snprintf(label, sizeof label, "%s##learner", text_of(texts, "learner.first"));
    if (gui_chip(g, label, !t->who[0]))
        become(t, clock, "");
    for (int i = 0; i < t->n_learners; i++) {
        snprintf(label, sizeof label, "%s##learner%d", t->learner[i], i);
        gui_need(g, t->learner[i]);
        if (gui_chip(g, label, strcmp(t->who, t->learner[i]) == 0))
            become(t, clock, t->learner[i]);
    }
    gui_input_text(g, text_of(texts, "learner.new"), t->new_learner,
                   sizeof t->new_learner);
    if (!gui_entered(g) || !t->new_learner[0])
        return;
    become(t, clock, t->new_learner);
    t->new_learner[0] = 0;
}

// ---------------------------------------------------------------- what is known

/* of a channel's points, to find or to name: whether the last answer was right */
static bool is_known(struct teach *t, const char *code)
{
    static const enum quiz_kind KINDS[] = {QUIZ_FIND, QUIZ_NAME};
    for (int k = 0; k < 2; k++) {
        struct quiz_item item = {KINDS[k], code};
        if (progress_card(t->progress, &item).known > 0)
            return true;
    }
    return false;
}

void teach_learner_count(struct teach *t)
{
    const struct catalog *c = subject_catalog(t->subject);
    memset(t->channel_known, 0, sizeof t->channel_known);
    memset(t->channel_all, 0, sizeof t->channel_all);
    for (int i = 0; i < c->n_points; i++)
        for (int k = 0; k < c->n_channels && k < TEACH_CHANNELS; k++) {
            if (strcmp(c->point[i].channel, c->channel[k].id) != 0)
                continue;
            t->channel_all[k]++;
            t->channel_known[k] += is_known(t, c->point[i].code);
        }
}

void teach_learner_progress(struct teach *t, bool *open, const struct texts *texts,
                            struct sink *sink, struct gui *g)
{
    const struct catalog *c = subject_catalog(t->subject);
    int known = 0, all = 0;
    char text[120];
    for (int k = 0; k < c->n_channels && k < TEACH_CHANNELS; k++) {
        known += t->channel_known[k];
        all += t->channel_all[k];
    }
    struct message m = {
        .id = "learner.known",
        .arg = {{.name = "known", .number = known}, {.name = "of", .number = all}}};
    message_format(texts, &m, text, sizeof text);
    if (!panel_fold(g, sink, text_of(texts, "learner.progress"), text, open))
        return;
    for (int k = 0; k < c->n_channels && k < TEACH_CHANNELS; k++) {
        char line[160];
        m.arg[0].number = t->channel_known[k];
        m.arg[1].number = t->channel_all[k];
        message_format(texts, &m, text, sizeof text);
        panel_join(texts, "join.colon", c->channel[k].id, text, line, sizeof line);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, line);
        gui_progress(g, t->channel_all[k]
                            ? (float)t->channel_known[k] / (float)t->channel_all[k]
                            : 0);
        gui_space(g, 4);
    }
}
