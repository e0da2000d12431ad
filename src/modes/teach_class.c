/* teach_class.c - a class before the screen: teams raise a hand by a tap or by their
 * figure, answer, and score. */
#include <stdio.h>

#include "modes/teach.h"
#include "panels/panels.h"

bool teach_class_on(const struct teach_run *run)
{
    return run->teams.n > 0;
}

/* a team's chip: its figure, its name, its score */
static void team_chip(struct teach *teach, const struct texts *texts, struct sink *sink,
                      struct gui *g, int i)
{
    char name[80], label[160];
    const struct teach_run *run = &teach->run;
    const struct class_quiz *c = &run->teams;
    bool out = c->tried >> i & 1;
    struct message m = {.id = "class.team",
                        .arg = {{.name = "n", .number = i + 1},
                                {.name = "score", .number = c->score[i]}}};
    text_format(texts, &m, name, sizeof name);
    snprintf(label, sizeof label, "%s%s%s##team%d", name, out ? " \u00b7 " : "",
             out ? text_of(texts, "class.tried") : "", i);
    if (gui_chip(g, label, c->hand == i) && run->state == TEACH_ASKING)
        teach_wish_for(teach, sink, TEACH_WISH_RAISE, i);
}

void teach_class_raise(struct teach_run *run, const struct app_clock *clock, int team)
{
    if (run->state == TEACH_ASKING && team < run->teams.n)
        class_quiz_raise(&run->teams, team, desk_time_ms(clock));
}

void teach_class_bar(struct teach *teach, const struct app_clock *clock,
                     const struct texts *texts, struct sink *sink, struct gui *g)
{
    const struct teach_run *run = &teach->run;
    const struct class_quiz *c = &run->teams;
    char text[120];
    for (int i = 0; i < c->n; i++)
        team_chip(teach, texts, sink, g, i);
    gui_space(g, 4);
    int left = class_quiz_left_s(c, desk_time_ms(clock));
    struct message m = {.id = left >= 0 ? "class.seconds" : "class.hands",
                        .arg = {{.name = "s", .number = left}}};
    text_format(texts, &m, text, sizeof text);
    bool asks = run->state == TEACH_ASKING;
    if (asks)
        gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink_soft,
                      c->hand >= 0 ? text_of(texts, "class.answers") : text);
    gui_space(g, 8);
}

bool teach_class_key(struct teach_run *run, const struct app_clock *clock, uint32_t key)
{
    bool raised = run->state == TEACH_ASKING && run->teams.hand < 0 && key >= '1' &&
                  key < '1' + (uint32_t)run->teams.n;
    if (raised)
        teach_class_raise(run, clock, (int)(key - '1'));
    return raised;
}

int teach_class_tick(const struct teach_run *run, const struct app_clock *clock)
{
    if (run->state != TEACH_ASKING || !run->teams.ends_ms)
        return -1;
    int64_t left = run->teams.ends_ms - desk_time_ms(clock);
    return left <= 0 ? 0 : (int)(left % 1000) + 1;
}
