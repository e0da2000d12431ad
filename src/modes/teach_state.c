/* teach_state.c - what the parts of the mode change together: what is shown, what is told
 * of it, what is due. */
#include <stdio.h>
#include <time.h>

#include "modes/teach.h"

static const float PRESENTER_ZOOM = 1.5f;

const struct tour_step *teach_tour_now(const struct app *app)
{
    const struct teach *t = app->teach;
    return t->doing == TEACH_TOUR ? &t->tour->step[t->step] : NULL;
}

int teach_today(const struct app *app)
{
    time_t now = (time_t)(app_unix_ms(app) / 1000);
    struct tm local;
    localtime_r(&now, &local);
    return schedule_day(app_unix_ms(app), (int)local.tm_gmtoff);
}

void teach_quiz_count(struct app *app)
{
    struct teach *t = app->teach;
    for (int kind = 0; kind < QUIZ_KINDS; kind++) {
        t->n_due[kind] = t->n_new[kind] = 0;
        for (int i = 0; i < quiz_count(t->quiz, (enum quiz_kind)kind); i++) {
            struct quiz_item item = quiz_item(t->quiz, (enum quiz_kind)kind, i);
            struct schedule_card card = progress_card(t->progress, &item);
            t->n_due[kind] += schedule_is_due(&card, teach_today(app));
            t->n_new[kind] += !card.asked;
        }
    }
    progress_found(t->progress, &t->looked_for, &t->within);
}

const char *teach_text(const struct app *app, const struct study_text *text)
{
    return text->id ? texts_get(app->texts, text->id, text->english) : text->english;
}

void teach_changed(struct app *app, enum teach_change change)
{
    struct teach *t = app->teach;
    app->zoom = t->presenter ? PRESENTER_ZOOM : 1;
    app->names_hidden = t->doing == TEACH_QUIZ || (t->presenter && !t->revealed);
    app_redraw(app);
    if (change == TEACH_FLY) {
        if (t->doing != TEACH_QUIZ)
            t->revealed = false;
        app->names_hidden = t->doing == TEACH_QUIZ || t->presenter;
        teach_look(app);
    }
}

void teach_leave(struct app *app)
{
    struct teach *t = app->teach;
    if (t->doing == TEACH_LOOKING)
        return;
    if (t->doing == TEACH_TOUR)
        app->view.see_through = t->see_through_before;
    t->doing = TEACH_LOOKING;
    t->tour = NULL;
    teach_lit_show(app, NULL);
    t->guide.site = NULL;
    t->guide.measure = (struct scene_measure){0};
    snprintf(app->view.channel, sizeof app->view.channel, "%s", t->channel_before);
    app_select(app, "", SIDE_M, APP_STAY);
    teach_quiz_count(app);
    teach_changed(app, TEACH_STAY);
}
