/* teach_quiz.c - a run of questions: what is asked, what an answer is worth, and what the
 * body shows of it. A point that was missed comes back once more at the end of the run.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "catalog/rules_words.h"
#include "modes/teach.h"

// ---------------------------------------------------------------- what is remembered

static struct schedule_card remember(const struct quiz_item *item, void *progress)
{
    return progress_card(progress, item);
}

static void keep(struct app *app, enum schedule_grade grade)
{
    struct teach *t = app->teach;
    struct teach_run *r = &t->run;
    const struct quiz_item *item = &r->question.item;
    struct schedule_card card = progress_card(t->progress, item);
    card = schedule_answer(&card, grade, teach_today(app));
    struct progress_answer answer = {.item = *item,
                                     .at_ms = app_unix_ms(app),
                                     .grade = grade,
                                     .cun = r->tapped ? (double)r->score.cun : -1};
    bool was_kept = progress_trouble(t->progress) != PROGRESS_NOT_KEPT;
    if (!progress_keep(t->progress, &answer, &card) && was_kept)
        app_say(app, "%s %s", app_text(app, "quiz.not_kept"),
                progress_detail(t->progress));
    // what comes back is no question of the round's any more
    if (r->at >= r->first)
        return;
    r->asked++;
    r->known += grade >= SCHEDULE_HARD;
    r->looked_for += r->tapped;
    r->within += r->tapped && r->score.verdict <= SCORE_CLOSE;
    r->comes_back = grade < SCHEDULE_HARD && r->n < TEACH_RUN_MOST;
    if (r->comes_back)
        r->queue[r->n++] = *item;
}

// ---------------------------------------------------------------- asking

static void ask(struct app *app)
{
    struct teach *t = app->teach;
    struct teach_run *r = &t->run;
    while (r->at < r->n &&
           !quiz_ask(t->quiz, &r->queue[r->at], r->seed + (uint64_t)r->at, &r->question))
        r->at++;
    r->state = r->at < r->n ? TEACH_ASKING : TEACH_DONE;
    r->chosen = -1;
    r->hints = 0;
    r->tapped = r->comes_back = false;
    app->view.channel[0] = 0;
    app_select(app, "", SIDE_M, APP_STAY);
    const struct question *w = r->question.written;
    const struct point *p = r->question.point;
    if (p)
        snprintf(r->name, sizeof r->name, "%s %s %s", r->question.item.key, p->pinyin,
                 p->hanzi);
    teach_lit_show(app, r->state == TEACH_ASKING && w ? w->case_text : NULL);
    if (r->state == TEACH_DONE)
        teach_quiz_count(app);
    teach_changed(app, TEACH_FLY);
}

void teach_quiz_begin(struct app *app, enum quiz_kind kind)
{
    struct teach *t = app->teach;
    struct teach_run *r = &t->run;
    teach_leave(app);
    snprintf(t->channel_before, sizeof t->channel_before, "%s", app->view.channel);
    struct path way = r->way;
    path_clear(&way);
    *r = (struct teach_run){.kind = kind, .seed = (uint64_t)app_unix_ms(app), .way = way};
    struct quiz_wish wish = {.kind = kind,
                             .seed = r->seed,
                             .today = teach_today(app),
                             .most_new = TEACH_NEW,
                             .memory = remember,
                             .user = t->progress};
    r->n = r->first = quiz_choose(t->quiz, &wish, r->queue, TEACH_RUN);
    t->doing = TEACH_QUIZ;
    app->query[0] = 0;
    ask(app);
}

void teach_quiz_next(struct app *app)
{
    struct teach_run *r = &app->teach->run;
    if (r->state == TEACH_DONE) {
        teach_quiz_begin(app, r->kind);
        return;
    }
    r->at++;
    ask(app);
}

// ---------------------------------------------------------------- answering

void teach_quiz_choose(struct app *app, int choice)
{
    struct teach_run *r = &app->teach->run;
    if (r->state != TEACH_ASKING || choice >= r->question.n_choices)
        return;
    r->chosen = choice;
    r->state = TEACH_ANSWERED;
    // a class that is shown the answer has not been asked
    if (choice >= 0)
        keep(app, choice != r->question.right ? SCHEDULE_MISSED
                  : r->hints                  ? SCHEDULE_HARD
                                              : SCHEDULE_GOOD);
    teach_changed(app, r->question.written ? TEACH_FLY : TEACH_STAY);
}

void teach_quiz_hint(struct app *app)
{
    struct teach_run *r = &app->teach->run;
    if (r->state != TEACH_ASKING || !r->question.point || r->hints >= 2)
        return;
    r->hints++;
    // the words come first, then the channel
    if (r->hints == 2)
        snprintf(app->view.channel, sizeof app->view.channel, "%s",
                 r->question.point->channel);
    teach_changed(app, TEACH_STAY);
}

static void tap(struct app *app, const struct bvh_hit *hit)
{
    struct teach_run *r = &app->teach->run;
    const struct mesh *mesh = subject_mesh(app->subject);
    if (!score_tap(subject_body(app->subject), r->question.item.key, SIDE_M, &hit->site,
                   &r->way, &r->score)) {
        app_say(app, "%s", app_text(app, "quiz.no_place"));
        return;
    }
    r->tapped = true;
    r->found = r->score.site->point;
    r->side = r->score.site->side;
    r->state = TEACH_ANSWERED;
    mesh_site_normal(mesh, &hit->site, r->normal[0]);
    memcpy(r->normal[1], r->score.site->normal, sizeof r->normal[1]);
    struct message off = {
        .id = "quiz.off",
        .arg = {{.name = "mm", .number = round((double)r->score.metres * 1000)}}};
    message_format(app->texts, &off, r->off, sizeof r->off);
    gui_need(picture_gui(app->picture), r->off);
    keep(app, score_grade(&r->score, r->hints ? SCORE_WITH_HINT : SCORE_ALONE));
    bool seen =
        aim_sees(body_bvh(subject_body(app->subject)), &app->view.camera, &app->view.port,
                 r->score.site->position, r->score.site->normal) > 0;
    teach_changed(app, seen ? TEACH_STAY : TEACH_FLY);
}

bool teach_quiz_click(struct app *app, float x, float y)
{
    struct teach_run *r = &app->teach->run;
    struct bvh_hit hit;
    if (r->state == TEACH_ASKING && r->question.item.kind == QUIZ_FIND &&
        app_skin_at(app, x, y, &hit))
        tap(app, &hit);
    return true;
}

bool teach_quiz_key(struct app *app, uint32_t key)
{
    struct teach *t = app->teach;
    struct teach_run *r = &t->run;
    bool choices = r->state == TEACH_ASKING && r->question.n_choices > 0;
    if (choices && !t->presenter && key >= '1' &&
        key < '1' + (uint32_t)r->question.n_choices) {
        teach_quiz_choose(app, (int)(key - '1'));
        return true;
    }
    switch (key) {
    case 'h':
        teach_quiz_hint(app);
        return true;
    case WINDOW_KEY_SPACE:
    case WINDOW_KEY_ENTER:
        if (choices && t->presenter)
            teach_quiz_choose(app, -1);
        else if (r->state != TEACH_ASKING)
            teach_quiz_next(app);
        return true;
    case 'n':
        teach_quiz_next(app);
        return true;
    case 'b':
        return true;
    case WINDOW_KEY_ESCAPE:
        teach_leave(app);
        return true;
    default:
        return false;
    }
}

// ---------------------------------------------------------------- what the body shows

static struct scene_mark mark_at(const struct site *s, const char *text)
{
    struct scene_mark m = {.text = text, .emphasis = SCENE_SELECTED, .weight = 1000};
    memcpy(m.position, s->position, sizeof m.position);
    memcpy(m.normal, s->normal, sizeof m.normal);
    return m;
}

void teach_quiz_view(struct app *app, struct stage_view *view)
{
    struct teach *t = app->teach;
    struct teach_run *r = &t->run;
    const struct site *site = teach_place(app);
    bool known = r->state == TEACH_ANSWERED;
    bool shown = r->question.item.kind == QUIZ_NAME || known;
    if (r->state == TEACH_DONE || !site || !site->placed || !shown)
        return;
    struct scene_mark *marks = t->marks;
    view->mark = marks;
    view->n_marks = 1;
    marks[0] = mark_at(site, known ? r->name : NULL);
    if (!r->tapped)
        return;
    // the tap, and the way from it, where it was not the place itself
    if (r->score.verdict != SCORE_ON_POINT) {
        struct scene_mark *m = &marks[view->n_marks++];
        *m = (struct scene_mark){.text = r->off, .emphasis = SCENE_MISSED, .weight = 900};
        memcpy(m->position, r->way.position[0], sizeof m->position);
        memcpy(m->normal, r->normal[0], sizeof m->normal);
    }
    struct teach_guide *guide = &t->guide;
    guide->site = NULL;
    if (guide->room < r->way.count) {
        guide->room = r->way.count;
        guide->normal = xrealloc(guide->normal, guide->room * sizeof *guide->normal);
    }
    for (uint32_t i = 0; i < r->way.count; i++)
        mesh_site_normal(subject_mesh(app->subject), &r->way.site[i], guide->normal[i]);
    guide->measure =
        (struct scene_measure){.position = (const float(*)[3])r->way.position,
                               .normal = (const float(*)[3])guide->normal,
                               .n = r->way.count,
                               .missed = true};
    if (r->way.count > 1)
        stage_view_measure(view, &guide->measure, 1);
}
