/* teach_learner.c - who learns, and what of each channel is known. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "modes/teach.h"
#include "panels/panels.h"

// ---------------------------------------------------------------- who

void teach_learner_list(struct teach *t)
{
    t->n_learners = progress_learners(t->learner, TEACH_LEARNERS);
}

static const char *name_of(const struct texts *texts, const char *who)
{
    return *who ? who : text_of(texts, "learner.first");
}

/* another's record is open from now on; false where there can be none of that name */
static bool open_record(struct teach *t, struct app_clock *clock, const char *name)
{
    char path[PATH_MAX];
    if (!progress_path(name, path, sizeof path))
        return false;
    t->who_is_new = *name && !file_exists(path);
    progress_close(&t->progress);
    t->progress = progress_open(path);
    snprintf(t->who, sizeof t->who, "%s", name);
    teach_learner_list(t);
    teach_quiz_count(t, clock);
    return true;
}

/* says who it is now: answers go to that one's record */
void teach_learner_become(struct teach *t, struct app_clock *clock,
                          const struct texts *texts, struct sink *sink, const char *name)
{
    char before[PROGRESS_NAME], text[200];
    if (strcmp(name, t->who) == 0)
        return;
    snprintf(before, sizeof before, "%s", t->who);
    bool ok = open_record(t, clock, name);
    if (ok)
        snprintf(t->who_before, sizeof t->who_before, "%s", before);
    t->changed_who |= ok;
    struct message m = {.id = ok ? "learner.now" : "learner.no_name",
                        .arg = {{.name = "name", .text = name_of(texts, name)}}};
    text_format(texts, &m, text, sizeof text);
    sink_say(sink, "%s", text);
}

/* Back to whom it was before: a name that was typed by mistake leaves nothing behind. */
void teach_learner_back(struct teach *t, struct app_clock *clock,
                        const struct texts *texts, struct sink *sink)
{
    char before[PROGRESS_NAME], path[PATH_MAX];
    bool unused = t->who_is_new && progress_is_unused(t->progress) &&
                  progress_path(t->who, path, sizeof path);
    snprintf(before, sizeof before, "%s", t->who_before);
    teach_learner_become(t, clock, texts, sink, before);
    if (!unused)
        return;
    remove(path);
    t->changed_who = false;
    teach_learner_list(t);
}

static void back(struct teach *t, const struct texts *texts, struct sink *sink,
                 struct gui *g)
{
    char text[200];
    if (!t->changed_who)
        return;
    struct message m = {.id = "learner.back",
                        .arg = {{.name = "name", .text = name_of(texts, t->who_before)}}};
    text_format(texts, &m, text, sizeof text);
    gui_need(g, text);
    if (gui_button(g, text, GUI_GHOST, true))
        teach_wish_for(t, sink, TEACH_WISH_LEARNER_BACK, 0);
}

void teach_learner_rows(struct teach *t, const struct texts *texts, struct sink *sink,
                        struct gui *g)
{
    char label[80], chosen[PROGRESS_NAME], typed[PROGRESS_NAME];
    bool pressed;
    gui_space(g, 6);
    gui_caption(g, text_of(texts, "learner.who"));
    snprintf(label, sizeof label, "%s##learner", text_of(texts, "learner.first"));
    snprintf(chosen, sizeof chosen, "%s", "");
    pressed = gui_chip(g, label, !t->who[0]);
    for (int i = 0; i < t->n_learners; i++) {
        snprintf(label, sizeof label, "%s##learner%d", t->learner[i], i);
        gui_need(g, t->learner[i]);
        if (!gui_chip(g, label, strcmp(t->who, t->learner[i]) == 0))
            continue;
        snprintf(chosen, sizeof chosen, "%s", t->learner[i]);
        pressed = true;
    }
    memcpy(typed, t->new_learner, sizeof typed);
    gui_input_text(g, text_of(texts, "learner.new"), typed, sizeof typed);
    if (gui_entered(g) && typed[0]) {
        snprintf(chosen, sizeof chosen, "%s", typed);
        typed[0] = 0;
        pressed = true;
    }
    sink_put_changed(sink, t->new_learner, typed, sizeof typed);
    back(t, texts, sink, g);
    if (pressed)
        teach_wish_text(t, sink, TEACH_WISH_LEARNER, chosen);
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
    text_format(texts, &m, text, sizeof text);
    if (!panel_fold(g, sink, text_of(texts, "learner.progress"), text, open))
        return;
    for (int k = 0; k < c->n_channels && k < TEACH_CHANNELS; k++) {
        char line[160];
        m.arg[0].number = t->channel_known[k];
        m.arg[1].number = t->channel_all[k];
        text_format(texts, &m, text, sizeof text);
        panel_join(texts, "join.colon", c->channel[k].id, text, line, sizeof line);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, line);
        gui_progress(g, t->channel_all[k]
                            ? (float)t->channel_known[k] / (float)t->channel_all[k]
                            : 0);
        gui_space(g, 4);
    }
}
