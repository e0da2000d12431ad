/* teach_state.c - what the parts of the mode change together: what is shown, what is told
 * of it, what is due. */
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "modes/teach.h"
#include "panels/shell.h"

static const float PRESENTER_ZOOM = 1.5f;

const struct tour_step *teach_tour_now(const struct teach *teach)
{
    const struct teach *t = teach;
    return t->doing == TEACH_TOUR ? &t->tour->step[t->step] : NULL;
}

int teach_today(const struct app_clock *clock)
{
    time_t now = (time_t)(desk_unix_ms(clock) / 1000);
    struct tm local;
    localtime_r(&now, &local);
    return schedule_day(desk_unix_ms(clock), (int)local.tm_gmtoff);
}

void teach_quiz_count(struct teach *teach, struct app_clock *clock)
{
    struct teach *t = teach;
    for (int kind = 0; kind < QUIZ_KINDS; kind++) {
        t->n_due[kind] = t->n_new[kind] = 0;
        for (int i = 0; i < quiz_count(t->quiz, (enum quiz_kind)kind); i++) {
            struct quiz_item item = quiz_item(t->quiz, (enum quiz_kind)kind, i);
            struct schedule_card card = progress_card(t->progress, &item);
            t->n_due[kind] += schedule_is_due(&card, teach_today(clock));
            t->n_new[kind] += !card.asked;
        }
    }
    // of what lies beneath nothing is known before it is asked of; what is due is
    for (int kind = 0; kind < QUIZ_KINDS; kind++)
        if (quiz_is_beneath((enum quiz_kind)kind) && !t->beneath)
            t->n_due[kind] =
                progress_due(t->progress, (enum quiz_kind)kind, teach_today(clock));
    progress_found(t->progress, &t->looked_for, &t->within);
    teach_learner_count(t);
}

const char *teach_text(const struct texts *texts, const struct study_text *text)
{
    return text->id ? texts_get(texts, text->id, text->english) : text->english;
}

void teach_changed(struct teach *teach, struct sink *sink, enum teach_change change)
{
    struct teach *t = teach;
    sink_redraw(sink);
    if (change != TEACH_FLY)
        return;
    if (t->doing != TEACH_QUIZ)
        t->revealed = false;
    t->looks = true;
}

float teach_zoom(const struct teach *teach)
{
    return teach->presenter ? PRESENTER_ZOOM : 1;
}

bool teach_hides_names(const struct teach *teach)
{
    return teach->doing == TEACH_QUIZ || (teach->presenter && !teach->revealed);
}

void teach_remember(struct teach *teach, const struct app_eye *eye)
{
    if (teach->doing != TEACH_LOOKING)
        return;
    snprintf(teach->channel_before, sizeof teach->channel_before, "%s", eye->channel);
    teach->see_through_before = eye->see_through;
    teach->isolate_before = eye->isolate;
    snprintf(teach->selected_before, sizeof teach->selected_before, "%s", eye->selected);
    teach->side_before = eye->selected_side;
    // on its way it stands nowhere
    if (eye->flying)
        return;
    teach->aimed_before = eye->aimed;
    teach->aim_before = eye->aim;
    teach->stand_before = eye_stand_now(eye, teach->subject);
}

/* to where it was before the tour or quiz, unless something else is asked for with it */
static void fly_back(const struct teach *t, struct sink *sink)
{
    const struct eye_stand *s = &t->stand_before;
    const float degree = 3.14159265f / 180;
    if (s->reach <= 0)
        return;
    if (t->aimed_before == AIMED_PLAN)
        sink_fly_plan(sink, NULL);
    else if (t->aimed_before == AIMED_NOWHERE)
        eye_fly_to_stand(t->subject, sink, s);
    else
        sink_fly_eye(sink, &t->aim_before, s->yaw * degree, s->pitch * degree);
}

void teach_thin(const struct teach *teach, struct sink *sink)
{
    sink_ask(sink, ACTION_THIN_SKIN, lroundf(teach->see_through_before * 1000));
}

void teach_leave(struct teach *teach, struct app_clock *clock, struct sink *sink)
{
    struct teach *t = teach;
    if (t->doing == TEACH_LOOKING)
        return;
    if (t->doing == TEACH_TOUR || t->run.thinned)
        teach_thin(t, sink);
    t->run.thinned = false;
    t->doing = TEACH_LOOKING;
    t->tour = NULL;
    teach_lit_show(t, NULL);
    t->guide.site = NULL;
    t->guide.measure = (struct scene_measure){0};
    sink_show_channel(sink, t->channel_before);
    sink_isolate(sink, &t->isolate_before, SINK_STAY);
    sink_select(sink, t->selected_before, t->side_before, SINK_STAY);
    fly_back(t, sink);
    teach_quiz_count(teach, clock);
    teach_changed(teach, sink, TEACH_STAY);
}
