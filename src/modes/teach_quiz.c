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
#include "panels/eye.h"

// ---------------------------------------------------------------- what is remembered

static struct schedule_card remember(const struct quiz_item *item, void *progress)
{
    return progress_card(progress, item);
}

static void keep(struct teach *teach, struct app_clock *clock, const struct texts *texts,
                 struct sink *sink, enum schedule_grade grade)
{
    struct teach *t = teach;
    struct teach_run *r = &t->run;
    const struct quiz_item *item = &r->question.item;
    // a class answers together, and is not graded
    if (teach_class_on(r))
        return;
    struct schedule_card card = progress_card(t->progress, item);
    card = schedule_answer(&card, grade, teach_today(clock));
    struct progress_answer answer = {.item = *item,
                                     .at_ms = desk_unix_ms(clock),
                                     .grade = grade,
                                     .cun = r->tapped ? (double)r->score.cun : -1};
    bool was_kept = progress_trouble(t->progress) != PROGRESS_NOT_KEPT;
    if (!progress_keep(t->progress, &answer, &card) && was_kept)
        sink_say(sink, "%s %s", text_of(texts, "quiz.not_kept"),
                 progress_detail(t->progress));
    // what comes back is no question of the round's any more
    if (r->at >= r->first)
        return;
    r->asked++;
    r->known += grade >= SCHEDULE_HARD;
    r->looked_for += r->tapped;
    r->within += r->tapped && r->score.verdict <= SCORE_CLOSE;
    r->comes_back = !r->exam && grade < SCHEDULE_HARD && r->n < TEACH_RUN_MOST;
    if (r->comes_back)
        r->queue[r->n++] = *item;
}

// ---------------------------------------------------------------- asking

static void ask(struct teach *teach, struct app_clock *clock, struct sink *sink)
{
    struct teach *t = teach;
    struct teach_run *r = &t->run;
    while (r->at < r->n &&
           !quiz_ask(t->quiz, &r->queue[r->at], r->seed + (uint64_t)r->at, &r->question))
        r->at++;
    r->state = r->at < r->n ? TEACH_ASKING : TEACH_DONE;
    r->chosen = -1;
    r->hints = 0;
    r->tapped = r->comes_back = r->over_nerve = false;
    if (r->thinned)
        teach_thin(t, sink);
    r->thinned = false;
    class_quiz_ask(&r->teams, desk_time_ms(clock));
    sink_show_channel(sink, "");
    sink_select(sink, "", SIDE_M, SINK_STAY);
    const struct question *w = r->question.written;
    const struct point *p = r->question.point;
    if (p)
        snprintf(r->name, sizeof r->name, "%s %s %s", r->question.item.key, p->pinyin,
                 p->hanzi);
    teach_lit_show(teach, r->state == TEACH_ASKING && w ? w->case_text : NULL);
    if (r->state == TEACH_DONE)
        teach_quiz_count(teach, clock);
    teach_changed(teach, sink, TEACH_FLY);
}

/* what lies beneath the body at hand is asked of from here on */
static void look_beneath(struct teach *t)
{
    unsigned version = 1 + subject_version(t->subject);
    if (t->beneath == version)
        return;
    quiz_look_beneath(t->quiz, subject_inside(t->subject, NULL));
    t->beneath = version;
}

void teach_quiz_follow(struct teach *t, struct app_clock *clock, struct sink *sink)
{
    struct teach_run *r = &t->run;
    if (!t->beneath || t->beneath == 1 + subject_version(t->subject))
        return;
    look_beneath(t);
    bool beneath = quiz_is_beneath(r->question.item.kind) && r->state != TEACH_DONE;
    if (t->doing != TEACH_QUIZ || !beneath)
        return;
    // an answer was given on the body before
    r->at += r->state == TEACH_ANSWERED;
    ask(t, clock, sink);
}

void teach_quiz_begin(struct teach *teach, struct app_clock *clock, struct sink *sink,
                      enum quiz_kind kind)
{
    struct teach *t = teach;
    struct teach_run *r = &t->run;
    teach_leave(teach, clock, sink);
    if (kind == QUIZ_KINDS || quiz_is_beneath(kind))
        look_beneath(t);
    struct path way = r->way;
    path_clear(&way);
    *r = (struct teach_run){
        .kind = kind, .seed = (uint64_t)desk_unix_ms(clock), .way = way};
    struct quiz_wish wish = {.kind = kind,
                             .seed = r->seed,
                             .today = teach_today(clock),
                             .most_new = t->choice.number,
                             .memory = remember,
                             .user = t->progress};
    r->exam = t->choice.exam;
    class_quiz_begin(&r->teams, t->choice.teams, t->choice.seconds);
    teach_result_begin(&t->result, t->who);
    r->n = r->first = quiz_choose(t->quiz, &wish, r->queue, t->choice.number);
    t->doing = TEACH_QUIZ;
    sink_ask(sink, ACTION_END_SEARCH, 0);
    // what is asked may lie anywhere
    sink_isolate(sink, &(struct isolate){.at = 0}, SINK_STAY);
    ask(teach, clock, sink);
}

void teach_quiz_next(struct teach *teach, struct app_clock *clock, struct sink *sink)
{
    struct teach_run *r = &teach->run;
    if (r->state == TEACH_DONE) {
        teach_quiz_begin(teach, clock, sink, r->kind);
        return;
    }
    // in an examination what is passed over counts
    if (r->exam && r->state == TEACH_ASKING)
        teach_result_add(&teach->result, r, *teach->texts, desk_unix_ms(clock));
    r->at++;
    ask(teach, clock, sink);
}

// ---------------------------------------------------------------- answering

/* what follows from an answer: nothing is told before the end of an examination */
static bool goes_on(struct teach *teach, struct app_clock *clock, struct sink *sink)
{
    struct teach_run *r = &teach->run;
    class_quiz_end(&r->teams);
    if (!teach_class_on(r) && r->at < r->first)
        teach_result_add(&teach->result, r, *teach->texts, desk_unix_ms(clock));
    if (!r->exam)
        return false;
    r->at++;
    ask(teach, clock, sink);
    return true;
}

/* in a class whose hand is up answers, and the others after a miss; true where the
 * question goes on, or nobody may answer yet */
static bool class_goes_on(struct teach_run *r, struct app_clock *clock, struct sink *sink,
                          bool right)
{
    if (!teach_class_on(r))
        return false;
    bool may = r->teams.hand >= 0;
    sink_redraw(sink);
    return !may || !class_quiz_answer(&r->teams, right, desk_time_ms(clock));
}

/* what was asked for beneath the skin, through it */
static void show_beneath(struct teach *teach, struct sink *sink)
{
    struct teach_run *r = &teach->run;
    const struct inside_part *part = r->over_nerve ? r->nerve.part : r->question.part;
    if (!part)
        return;
    // a nerve that was looked for elsewhere is gone to
    bool far = r->over_nerve && r->nerve.verdict == SCORE_FAR;
    sink_show_structure(sink, part->id, part->side, far ? SINK_FLY : SINK_STAY);
    r->thinned = true;
}

void teach_quiz_choose(struct teach *teach, struct app_clock *clock,
                       const struct texts *texts, struct sink *sink, int choice)
{
    struct teach_run *r = &teach->run;
    if (r->state != TEACH_ASKING || choice >= r->question.n_choices)
        return;
    if (choice >= 0 && class_goes_on(r, clock, sink, choice == r->question.right))
        return;
    r->chosen = choice;
    r->state = TEACH_ANSWERED;
    // a class that is shown the answer has not been asked
    if (choice >= 0)
        keep(teach, clock, texts, sink,
             choice != r->question.right ? SCHEDULE_MISSED
             : r->hints                  ? SCHEDULE_HARD
                                         : SCHEDULE_GOOD);
    if (goes_on(teach, clock, sink))
        return;
    show_beneath(teach, sink);
    teach_changed(teach, sink, r->question.written ? TEACH_FLY : TEACH_STAY);
}

bool teach_quiz_helps(const struct teach *teach)
{
    const struct teach_run *r = &teach->run;
    bool of_point =
        r->question.item.kind == QUIZ_FIND || r->question.item.kind == QUIZ_NAME;
    return of_point && r->hints < 2 && !r->exam && teach->choice.level != QUIZ_HARD;
}

void teach_quiz_hint(struct teach *teach, struct sink *sink)
{
    struct teach_run *r = &teach->run;
    if (r->state != TEACH_ASKING || !teach_quiz_helps(teach))
        return;
    r->hints++;
    // the words come first, then the channel
    if (r->hints == 2)
        sink_show_channel(sink, r->question.point->channel);
    teach_changed(teach, sink, TEACH_STAY);
}

static void tap(struct teach *teach, struct app_eye *eye, struct subject *subject,
                struct app_clock *clock, const struct texts *texts, struct sink *sink,
                const struct bvh_hit *hit)
{
    struct teach_run *r = &teach->run;
    const struct mesh *mesh = subject_mesh(subject);
    if (!score_tap(subject_body(subject), r->question.item.key, SIDE_M, &hit->site,
                   &r->way, &r->score)) {
        sink_say(sink, "%s", text_of(texts, "quiz.no_place"));
        return;
    }
    if (class_goes_on(r, clock, sink, r->score.verdict <= SCORE_CLOSE))
        return;
    r->tapped = true;
    r->found = r->score.site->point;
    r->side = r->score.site->side;
    r->state = TEACH_ANSWERED;
    mesh_site_normal(mesh, &hit->site, r->normal[0]);
    memcpy(r->normal[1], r->score.site->normal, sizeof r->normal[1]);
    struct message off = {
        .id = "quiz.off",
        .arg = {{.name = "mm", .number = round((double)r->score.metres * 1000)}}};
    text_format(texts, &off, r->off, sizeof r->off);
    keep(teach, clock, texts, sink,
         score_grade(&r->score, r->hints ? SCORE_WITH_HINT : SCORE_ALONE));
    if (goes_on(teach, clock, sink))
        return;
    bool seen = aim_sees(body_bvh(subject_body(subject)), &eye->camera, &eye->port,
                         r->score.site->position, r->score.site->normal) > 0;
    teach_changed(teach, sink, seen ? TEACH_STAY : TEACH_FLY);
}

static void tap_nerve(struct teach *teach, struct subject *subject,
                      struct app_clock *clock, const struct texts *texts,
                      struct sink *sink, const struct bvh_hit *hit)
{
    struct teach_run *r = &teach->run;
    const struct mesh *mesh = subject_mesh(subject);
    if (!beneath_quiz_tap(subject_inside(subject, NULL), r->question.item.key, &hit->site,
                          &r->nerve) ||
        class_goes_on(r, clock, sink, r->nerve.verdict <= SCORE_CLOSE))
        return;
    r->over_nerve = true;
    r->state = TEACH_ANSWERED;
    mesh_site_position(mesh, &hit->site, r->tap);
    mesh_site_normal(mesh, &hit->site, r->normal[0]);
    struct message off = {
        .id = "quiz.off",
        .arg = {{.name = "mm", .number = round((double)r->nerve.beside * 1000)}}};
    text_format(texts, &off, r->off, sizeof r->off);
    keep(teach, clock, texts, sink, beneath_quiz_tap_grade(&r->nerve, SCORE_ALONE));
    if (goes_on(teach, clock, sink))
        return;
    show_beneath(teach, sink);
    teach_changed(teach, sink, TEACH_STAY);
}

bool teach_quiz_click(struct teach *teach, struct app_eye *eye, struct subject *subject,
                      struct app_clock *clock, const struct texts *texts,
                      struct sink *sink, float x, float y)
{
    struct teach_run *r = &teach->run;
    struct bvh_hit hit;
    bool taps = r->question.item.kind == QUIZ_FIND || r->question.item.kind == QUIZ_NERVE;
    if (r->state != TEACH_ASKING || !taps || !eye_skin_at(eye, subject, x, y, &hit))
        return true;
    if (r->question.item.kind == QUIZ_FIND)
        tap(teach, eye, subject, clock, texts, sink, &hit);
    else
        tap_nerve(teach, subject, clock, texts, sink, &hit);
    return true;
}

int teach_quiz_tick(struct teach *teach, struct app_clock *clock, struct sink *sink)
{
    struct teach_run *r = &teach->run;
    if (teach->doing != TEACH_QUIZ || r->state != TEACH_ASKING || !teach_class_on(r))
        return -1;
    // the time is up: the answer is shown
    if (class_quiz_is_over(&r->teams, desk_time_ms(clock))) {
        r->state = TEACH_ANSWERED;
        class_quiz_end(&r->teams);
        show_beneath(teach, sink);
        teach_changed(teach, sink, r->question.written ? TEACH_FLY : TEACH_STAY);
    }
    int left = class_quiz_left_s(&r->teams, desk_time_ms(clock));
    if (left != r->shown_s)
        sink_redraw_once(sink);
    r->shown_s = left;
    return teach_class_tick(r, clock);
}

bool teach_quiz_key(struct teach *teach, struct app_clock *clock,
                    const struct texts *texts, struct sink *sink, uint32_t key)
{
    struct teach *t = teach;
    struct teach_run *r = &t->run;
    bool choices = r->state == TEACH_ASKING && r->question.n_choices > 0;
    if (teach_class_key(r, clock, key)) {
        sink_redraw(sink);
        return true;
    }
    if (choices && (!t->presenter || teach_class_on(r)) && key >= '1' &&
        key < '1' + (uint32_t)r->question.n_choices) {
        teach_quiz_choose(teach, clock, texts, sink, (int)(key - '1'));
        return true;
    }
    switch (key) {
    case 'h':
        teach_quiz_hint(teach, sink);
        return true;
    case WINDOW_KEY_SPACE:
    case WINDOW_KEY_ENTER:
        if (choices && t->presenter)
            teach_quiz_choose(teach, clock, texts, sink, -1);
        else if (r->state != TEACH_ASKING)
            teach_quiz_next(teach, clock, sink);
        return true;
    case 'n':
        teach_quiz_next(teach, clock, sink);
        return true;
    case 'b':
        return true;
    case WINDOW_KEY_ESCAPE:
        teach_leave(teach, clock, sink);
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

/* the way from the tap to the place, as a line */
static void measure_way(struct teach *t, const struct mesh *mesh)
{
    const struct path *way = &t->run.way;
    struct teach_guide *guide = &t->guide;
    guide->site = NULL;
    if (guide->room < way->count) {
        guide->room = way->count;
        guide->normal = xrealloc(guide->normal, guide->room * sizeof *guide->normal);
    }
    for (uint32_t i = 0; i < way->count; i++)
        mesh_site_normal(mesh, &way->site[i], guide->normal[i]);
    guide->measure = (struct scene_measure){.position = (const float(*)[3])way->position,
                                            .normal = (const float(*)[3])guide->normal,
                                            .n = way->count,
                                            .missed = true};
}

/* where it was tapped, and how far off that is */
static void mark_tap(struct teach *t, const float at[3])
{
    struct scene_mark *m = &t->marks[t->n_marks++];
    *m = (struct scene_mark){.text = t->run.off, .emphasis = SCENE_MISSED, .weight = 900};
    memcpy(m->position, at, sizeof m->position);
    memcpy(m->normal, t->run.normal[0], sizeof m->normal);
}

void teach_quiz_prepare(struct teach *t, const struct subject *subject)
{
    struct teach_run *r = &t->run;
    const struct site *site = teach_place(t, subject);
    bool known = r->state == TEACH_ANSWERED;
    bool named = quiz_is_beneath(r->question.item.kind);
    bool shown = r->question.item.kind == QUIZ_NAME || named || known;
    t->n_marks = 0;
    t->guide.measure = (struct scene_measure){0};
    if (r->over_nerve && known)
        mark_tap(t, r->tap);
    if (r->state == TEACH_DONE || !site || !site->placed || !shown)
        return;
    t->marks[t->n_marks++] = mark_at(site, known || named ? r->name : NULL);
    if (!r->tapped)
        return;
    // the tap, and the way from it, where it was not the place itself
    if (r->score.verdict != SCORE_ON_POINT)
        mark_tap(t, r->way.position[0]);
    measure_way(t, subject_mesh(subject));
}

void teach_quiz_view(const struct teach *t, struct stage_view *view)
{
    view->mark = t->marks;
    view->n_marks = t->n_marks;
    if (t->guide.measure.n > 1)
        stage_view_measure(view, &t->guide.measure, 1);
}
