/* Teach as people use it: a tour walked through, points found on the body and missed,
 * names chosen, an answer kept for the next day, a class before the presenter's view.
 * With the argument "screens", every state is also drawn at every size into the build
 * folder, or those whose file's name holds a second argument.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <SDL.h>
#include <cmocka.h>

#include "base/file.h"
#include "drive.h"
#include "modes/teach.h"
#include "panels/eye.h"
#include "panels/rule_view.h"
#include "panels/section_card.h"
#include "panels/shell.h"
#include "panels/structure_view.h"
#include "views/quiz_card.h"

static uint32_t n_lit(const struct drive *d)
{
    uint32_t n;
    stage_lit(d->app->desk.stage, &n);
    return n;
}

static const struct scene_mark *lit(const struct drive *d)
{
    uint32_t n;
    return stage_lit(d->app->desk.stage, &n);
}

static bool screens;
static const char *wanted; /* part of a screen's name; NULL = all */

static bool open_teach(struct drive *d)
{
    struct drive_params params = {.width = 1280, .height = 720, .mode = APP_TEACH};
    return drive_open(d, &params);
}

static struct teach *teach(const struct drive *d)
{
    return d->app->desk.teach;
}

/* the widget whose label begins with this text, in any language */
static void tap_id(struct drive *d, const char *prefix, const char *id)
{
    char label[160];
    snprintf(label, sizeof label, "%s%s", prefix, text_of(d->app->desk.texts, id));
    drive_tap(d, label);
}

static void tap_tour(struct drive *d, const char *id)
{
    char label[256];
    const struct tour *t = tours_find(teach(d)->tours, id);
    snprintf(label, sizeof label, "/%s", teach_text(d->app->desk.texts, &t->title));
    drive_tap(d, label);
}

static void a_tour_is_walked_through(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    unsigned version = d.app->desk.dossier.version;
    int chosen = d.app->desk.dossier.plan.n_points;
    tap_tour(&d, "article");
    assert_int_equal(teach(&d)->doing, TEACH_TOUR);
    int n = teach(&d)->tour->n_steps;
    for (int i = 0; i < n; i++) {
        assert_int_equal(teach(&d)->step, i);
        assert_true(teach(&d)->lit.on);
        const struct tour_step *step = teach_tour_now(d.app->desk.teach);
        assert_int_equal(n_lit(&d) > 0, step->show >= TOUR_POINTS);
        drive_key(&d, i % 2 ? SDLK_SPACE : SDLK_RETURN, 0);
    }
    assert_int_equal(teach(&d)->doing, TEACH_LOOKING);
    // the user's own case has not been touched
    assert_int_equal(d.app->desk.dossier.version, version);
    assert_int_equal(d.app->desk.dossier.plan.n_points, chosen);
    assert_int_equal(n_lit(&d), chosen);
    drive_close(&d);
}

/* Each step lights what it tells of, through a thin skin; afterwards the skin is as it
 * was and nothing is lit. */
static void tours_of_nerves_light_them_from_the_root_on(void **state)
{
    static const char *const TOURS[] = {"root_to_sole", "neck_to_thumb"};
    struct drive d = {0};
    (void)state;
    if (!open_teach(&d))
        skip();
    for (int i = 0; i < 2; i++) {
        tap_tour(&d, TOURS[i]);
        for (int n = teach(&d)->tour->n_steps; n > 0; n--) {
            const struct tour_step *step = teach_tour_now(d.app->desk.teach);
            assert_int_equal(step->camera.look, TOUR_STRUCTURE);
            assert_string_equal(d.app->desk.eye.structure, step->camera.what);
            assert_true(d.app->desk.eye.see_through > 0 && d.app->desk.eye.region >= -1);
            drive_key(&d, SDLK_SPACE, 0);
        }
        assert_int_equal(teach(&d)->doing, TEACH_LOOKING);
        assert_int_equal(d.app->desk.eye.structure[0], 0);
        assert_true(d.app->desk.eye.see_through <= 0);
    }
    drive_close(&d);
}

static void a_tour_goes_back_and_ends_at_will(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    drive_tap(&d, "ST");
    assert_string_equal(teach(&d)->tour->channel->id, "ST");
    assert_string_equal(d.app->desk.eye.channel, "ST");
    drive_key(&d, SDLK_SPACE, 0);
    assert_string_equal(d.app->desk.eye.selected, "ST1");
    drive_key(&d, SDLK_n, 0);
    assert_string_equal(d.app->desk.eye.selected, "ST2");
    drive_key(&d, SDLK_b, 0);
    assert_string_equal(d.app->desk.eye.selected, "ST1");
    drive_key(&d, SDLK_END, 0);
    assert_string_equal(d.app->desk.eye.selected, "ST45");
    assert_false(gui_has_focus(picture_gui(d.app->desk.picture)));
    drive_key(&d, SDLK_HOME, 0);
    drive_key(&d, SDLK_b, 0);
    assert_int_equal(teach(&d)->step, 0);
    tap_id(&d, "", "teach.leave");
    assert_int_equal(teach(&d)->doing, TEACH_LOOKING);
    assert_string_equal(d.app->desk.eye.channel, "");
    drive_close(&d);
}

// ---------------------------------------------------------------- questions

static const struct site *asked_site(const struct drive *d)
{
    const struct point *p = teach(d)->run.question.point;
    return body_site(subject_body(d->app->desk.subject), p, p->midline ? SIDE_M : SIDE_L);
}

/* the pixel of the place that is asked for, and `aside` design pixels beside it */
static void tap_place(struct drive *d, float aside)
{
    const struct site *site = asked_site(d);
    struct frame_view view;
    float pixel[2];
    camera_view(&d->app->desk.eye.camera, &d->app->desk.eye.port, &view);
    assert_true(camera_project(&view, site->position, pixel, NULL));
    drive_click(d, pixel[0] + aside, pixel[1]);
}

static void points_are_found_and_missed(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    tap_id(&d, "/", "quiz.find");
    struct teach *t = teach(&d);
    assert_int_equal(t->doing, TEACH_QUIZ);
    int found = 0, n = t->run.n;
    assert_int_equal(n, TEACH_RUN);
    for (int i = 0; i < n; i++) {
        // nothing on the body gives the place away
        assert_int_equal(t->run.state, TEACH_ASKING);
        assert_int_equal(n_lit(&d), 0);
        tap_place(&d, 0);
        if (t->run.state == TEACH_ANSWERED)
            found += t->run.score.verdict == SCORE_ON_POINT;
        drive_key(&d, SDLK_n, 0);
    }
    print_message("%d of %d seen and found\n", found, n);
    assert_true(found >= n - 1);
    drive_close(&d);
}

static void a_miss_comes_back(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    tap_id(&d, "/", "quiz.find");
    struct teach *t = teach(&d);
    const struct camera_port *port = &d.app->desk.eye.port;
    const char *key = t->run.question.item.key;
    // the sky is no answer; the skin farthest from the place is a wrong one
    drive_click(&d, 8, (float)port->height - 8);
    assert_int_equal(t->run.state, TEACH_ASKING);
    float step = 12, x = 40, y = 40;
    struct bvh_hit hit;
    while (!eye_skin_at(&d.app->desk.eye, d.app->desk.subject, x, y, &hit) &&
           y < (float)port->height - port->bottom) {
        x += step;
        if (x > (float)port->width - 40) {
            x = 40;
            y += step;
        }
    }
    drive_click(&d, x, y);
    assert_int_equal(t->run.state, TEACH_ANSWERED);
    assert_true(t->run.score.verdict >= SCORE_NEAR);
    assert_int_equal(t->run.n, TEACH_RUN + 1);
    assert_string_equal(t->run.queue[TEACH_RUN].key, key);
    assert_int_equal(t->run.first, TEACH_RUN);
    assert_true(t->run.comes_back);
    assert_int_equal(t->run.asked, 1);
    assert_int_equal(t->run.known, 0);
    // answered is answered
    drive_click(&d, x, y);
    assert_int_equal(t->run.asked, 1);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(t->doing, TEACH_LOOKING);
    assert_int_equal(t->looked_for, 1);
    assert_int_equal(t->within, 0);
    drive_close(&d);
}

static void hints_are_given_twice(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    tap_id(&d, "/", "quiz.find");
    struct teach *t = teach(&d);
    drive_key(&d, SDLK_h, 0);
    assert_int_equal(t->run.hints, 1);
    assert_string_equal(d.app->desk.eye.channel, "");
    drive_key(&d, SDLK_h, 0);
    assert_string_equal(d.app->desk.eye.channel, t->run.question.point->channel);
    drive_key(&d, SDLK_h, 0);
    assert_int_equal(t->run.hints, 2);
    struct quiz_item item = t->run.question.item;
    tap_place(&d, 0);
    struct schedule_card card = progress_card(t->progress, &item);
    assert_int_equal(card.asked, 1);
    assert_float_equal(card.ease, 2.36, 1e-6); // hard, with a hint
    drive_close(&d);
}

static void choices_by_key_and_by_tap(void **state)
{
    (void)state;
    static const char *const KINDS[] = {"quiz.name", "quiz.surface", "quiz.caution"};
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    struct teach *t = teach(&d);
    for (int k = 0; k < 3; k++) {
        tap_id(&d, "/", KINDS[k]);
        assert_int_equal(t->run.question.n_choices, QUIZ_CHOICES);
        drive_key(&d, SDLK_1 + t->run.question.right, 0);
        assert_int_equal(t->run.state, TEACH_ANSWERED);
        assert_int_equal(t->run.known, 1);
        // the answer is lit on the body, unless nothing may be needled
        if (k > 0 && t->lit.plan.n_points > 0)
            assert_true(n_lit(&d) > 0);
        drive_key(&d, SDLK_SPACE, 0);
        assert_int_equal(t->run.state, TEACH_ASKING);
        char label[16];
        snprintf(label, sizeof label, "%d   ", (t->run.question.right + 1) % 4 + 1);
        drive_tap(&d, label);
        assert_int_equal(t->run.state, TEACH_ANSWERED);
        assert_int_equal(t->run.known, 1);
        assert_int_equal(t->run.asked, 2);
        drive_key(&d, SDLK_ESCAPE, 0);
    }
    drive_close(&d);
}

static void what_was_learned_is_kept(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    tap_id(&d, "/", "quiz.surface");
    struct quiz_item first = teach(&d)->run.queue[0];
    char key[64];
    snprintf(key, sizeof key, "%s", first.key);
    drive_key(&d, SDLK_1 + teach(&d)->run.question.right, 0);
    drive_close(&d);
    // the next day it is due, and asked first
    d.clock += INT64_C(24) * 3600 * 1000;
    struct drive_params params = {
        .width = 1280, .height = 720, .mode = APP_TEACH, .folder = DRIVE_AGAIN};
    assert_true(drive_open(&d, &params));
    assert_int_equal(teach(&d)->n_due[QUIZ_SURFACE], 1);
    tap_id(&d, "/", "quiz.surface");
    assert_string_equal(teach(&d)->run.queue[0].key, key);
    drive_close(&d);
}

static void a_damaged_store_is_said(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    drive_close(&d);
    char path[400];
    snprintf(path, sizeof path, "%s/deqi/study.db", d.folder);
    assert_true(file_write(path, "no database at all", 18, NULL));
    struct drive_params params = {
        .width = 1280, .height = 720, .mode = APP_TEACH, .folder = DRIVE_AGAIN};
    assert_true(drive_open(&d, &params));
    assert_non_null(strstr(d.app->desk.sink.notice, "study.db.damaged-1"));
    drive_close(&d);
}

static void a_run_ends_with_a_summary(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    tap_id(&d, "/", "quiz.mixed");
    struct teach *t = teach(&d);
    for (int i = 0; i < TEACH_RUN_MOST && t->run.state != TEACH_DONE; i++)
        drive_key(&d, SDLK_n, 0);
    assert_int_equal(t->run.state, TEACH_DONE);
    tap_id(&d, "", "quiz.more");
    assert_int_equal(t->run.state, TEACH_ASKING);
    drive_close(&d);
}

/* what lies under a needle, a nerve, how deep: asked, answered, and shown through the
 * skin; afterwards that is as it was */
static void what_lies_beneath_is_asked(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    struct teach *t = teach(&d);
    static const enum quiz_kind KINDS[] = {QUIZ_UNDER, QUIZ_DEPTH};
    for (int k = 0; k < 2; k++) {
        tap_id(&d, "/", quiz_card_kind(KINDS[k]));
        assert_int_equal(t->run.n, TEACH_RUN);
        for (int i = 0; i < 3; i++) {
            assert_int_equal(t->run.state, TEACH_ASKING);
            assert_int_equal(t->run.question.item.kind, KINDS[k]);
            assert_false(structure_view_is_open(&d.app->desk.eye));
            drive_key(&d, SDLK_1 + t->run.question.right, 0);
            assert_int_equal(t->run.state, TEACH_ANSWERED);
            assert_string_equal(d.app->desk.eye.structure, t->run.question.part->id);
            assert_true(d.app->desk.eye.see_through > 0);
            drive_key(&d, SDLK_SPACE, 0);
        }
        assert_int_equal(t->run.known, 3);
        drive_key(&d, SDLK_ESCAPE, 0);
        assert_true(d.app->desk.eye.see_through <= 0);
        assert_false(structure_view_is_open(&d.app->desk.eye));
    }
    tap_id(&d, "/", "quiz.nerve");
    const struct camera_port *port = &d.app->desk.eye.port;
    for (float x = 40; t->run.state == TEACH_ASKING && x < (float)port->width; x += 24)
        drive_click(&d, x, (float)port->height * 0.3f);
    assert_int_equal(t->run.state, TEACH_ANSWERED);
    assert_true(t->run.over_nerve);
    assert_string_equal(d.app->desk.eye.structure, t->run.question.item.key);
    assert_int_equal(t->run.asked, 1);
    // another body in the middle of it asks of that body
    drive_key(&d, SDLK_SPACE, 0);
    struct request other = {.id = ACTION_BODY, .body = {.name = "female"}};
    sink_request(&d.app->desk.sink, &other);
    drive_settle(&d);
    assert_int_equal(t->run.state, TEACH_ASKING);
    assert_int_equal(t->beneath, 1 + subject_version(d.app->desk.subject));
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_close(&d);
}

/* whatever is chosen, that alone is asked, and as many */
static void what_is_asked_is_chosen(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    struct teach *t = teach(&d);
    int all = t->n_deck;
    assert_true(all > 390);
    tap_id(&d, "", "quiz.choice");
    tap_id(&d, "", "quiz.set.channel");
    drive_tap(&d, "PC##deck");
    assert_int_equal(t->n_deck, 9);
    drive_tap(&d, "5##number");
    tap_id(&d, "/", "quiz.find");
    assert_int_equal(t->run.n, 5);
    for (int i = 0; i < t->run.n; i++)
        assert_memory_equal(t->run.queue[i].key, "PC", 2);
    drive_key(&d, SDLK_ESCAPE, 0);
    tap_id(&d, "", "quiz.set.area");
    tap_id(&d, "", "area.foot");
    assert_in_range(t->n_deck, 20, all / 2);
    tap_id(&d, "", "quiz.set.rules");
    assert_in_range(t->n_deck, 40, all - 1);
    tap_id(&d, "", "quiz.set.own");
    snprintf(t->choice.words, sizeof t->choice.words, "LU7 KI6");
    teach_choice_deal(t);
    tap_id(&d, "/", "quiz.name");
    assert_int_equal(t->run.n, 2);
    assert_int_equal(t->run.question.n_choices, QUIZ_CHOICES);
    drive_key(&d, SDLK_ESCAPE, 0);
    // where it is hard nothing helps, and the eye does not show where
    tap_id(&d, "", "quiz.hard");
    tap_id(&d, "/", "quiz.find");
    drive_key(&d, SDLK_h, 0);
    assert_int_equal(t->run.hints, 0);
    assert_int_equal(d.app->desk.eye.aimed, AIMED_WHOLE);
    drive_close(&d);
}

/* nothing is told before the end, what is passed over counts, and the result is a file */
static void an_examination_tells_at_its_end(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[400], label[300];
    if (!open_teach(&d))
        skip();
    struct teach *t = teach(&d);
    tap_id(&d, "", "quiz.choice");
    drive_tap(&d, "5##number");
    tap_id(&d, "", "exam.mode");
    tap_id(&d, "/", "quiz.name");
    drive_key(&d, SDLK_h, 0);
    assert_int_equal(t->run.hints, 0);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(t->run.state, TEACH_ASKING);
        if (i < 3)
            drive_key(&d, SDLK_1 + t->run.question.right, 0);
        else if (i < 4)
            drive_key(&d, SDLK_1 + (t->run.question.right + 1) % 4, 0);
        else
            drive_key(&d, SDLK_n, 0);
    }
    assert_int_equal(t->run.state, TEACH_DONE);
    assert_int_equal(t->result.exam.n, 5);
    assert_int_equal(t->result.exam.known, 3);
    static const char *const ENDINGS[] = {"pdf", "csv"};
    for (int i = 0; i < 2; i++) {
        snprintf(label, sizeof label, "%s", text_of(d.app->desk.texts, "exam.save"));
        drive_tap(&d, label);
        snprintf(path, sizeof path, "%s/result.%s", d.folder, ENDINGS[i]);
        sink_ask_text(&d.app->desk.sink, ACTION_FILE, path, 0);
        drive_settle(&d);
        assert_true(file_exists(path));
    }
    drive_close(&d);
}

/* teams raise hands by their figures; the time runs out */
static void a_class_plays_in_teams(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    struct teach *t = teach(&d);
    tap_id(&d, "", "quiz.choice");
    drive_tap(&d, "3##teams");
    drive_tap(&d, "15##seconds");
    tap_id(&d, "/", "quiz.name");
    drive_key(&d, SDLK_F5, 0);
    // a figure is a hand first, then an answer
    drive_key(&d, SDLK_2, 0);
    assert_int_equal(t->run.teams.hand, 1);
    assert_int_equal(t->run.state, TEACH_ASKING);
    drive_key(&d, SDLK_1 + (t->run.question.right + 1) % 4, 0);
    assert_int_equal(t->run.state, TEACH_ASKING);
    assert_int_equal(t->run.teams.hand, -1);
    drive_key(&d, SDLK_2, 0);
    assert_int_equal(t->run.teams.hand, -1);
    drive_key(&d, SDLK_3, 0);
    drive_key(&d, SDLK_1 + t->run.question.right, 0);
    assert_int_equal(t->run.state, TEACH_ANSWERED);
    assert_int_equal(t->run.teams.score[2], 1);
    assert_int_equal(t->run.asked, 0); // a class is not graded
    drive_key(&d, SDLK_SPACE, 0);
    assert_int_equal(t->run.state, TEACH_ASKING);
    drive_pass(&d, 16);
    assert_int_equal(t->run.state, TEACH_ANSWERED);
    drive_close(&d);
}

/* what one has learned is not the other's */
static void learners_have_a_record_each(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    struct teach *t = teach(&d);
    tap_id(&d, "", "quiz.choice");
    tap_id(&d, "", "learner.new");
    drive_type(&d, "Mei");
    drive_key(&d, SDLK_RETURN, 0);
    assert_string_equal(t->who, "Mei");
    assert_int_equal(t->n_learners, 1);
    // it is said who answers from now on
    assert_non_null(strstr(d.app->desk.sink.notice, "Mei"));
    tap_id(&d, "/", "quiz.name");
    drive_key(&d, SDLK_1 + t->run.question.right, 0);
    drive_key(&d, SDLK_ESCAPE, 0);
    int known = 0;
    for (int i = 0; i < TEACH_CHANNELS; i++)
        known += t->channel_known[i];
    assert_int_equal(known, t->run.question.point->group ? 0 : 1);
    tap_id(&d, "", "learner.first");
    for (int i = 0; i < TEACH_CHANNELS; i++)
        assert_int_equal(t->channel_known[i], 0);
    drive_tap(&d, "Mei");
    assert_string_equal(t->who, "Mei");
    // and back; who answered once stays, a name that was typed by mistake does not
    drive_tap(&d, "Back to");
    assert_string_equal(t->who, "");
    assert_int_equal(t->n_learners, 1);
    tap_id(&d, "", "learner.new");
    drive_type(&d, "Mie");
    drive_key(&d, SDLK_RETURN, 0);
    assert_int_equal(t->n_learners, 2);
    drive_tap(&d, "Back to");
    assert_string_equal(t->who, "");
    assert_int_equal(t->n_learners, 1);
    // a name that no file can have is refused with a word
    tap_id(&d, "", "learner.new");
    drive_type(&d, "a/b");
    drive_key(&d, SDLK_RETURN, 0);
    assert_string_equal(t->who, "");
    assert_non_null(strstr(d.app->desk.sink.notice, "a/b"));
    drive_close(&d);
}

/* a place that points are measured from answers: its card, its neighbours, its points */
static void a_landmark_has_a_card(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    sink_ask(&d.app->desk.sink, ACTION_LAYER, SCENE_LANDMARKS);
    drive_settle(&d);
    const struct body *body = subject_body(d.app->desk.subject);
    const struct landmark_names *names = &body_catalog(body)->landmark_names;
    struct frame_view view;
    float pixel[2];
    int at = 0;
    while (strcmp(names->name[at], "umbilicus") != 0)
        at++;
    camera_view(&d.app->desk.eye.camera, &d.app->desk.eye.port, &view);
    struct body_place place = body_landmark(body, at, SIDE_M);
    assert_true(camera_project(&view, place.position, pixel, NULL));
    drive_click(&d, pixel[0], pixel[1]);
    assert_string_equal(d.app->desk.eye.landmark, "umbilicus");
    assert_true(drive_sees(&d, "ST25"));
    // it stays shown where the others are not
    sink_ask(&d.app->desk.sink, ACTION_LAYER, SCENE_LANDMARKS);
    drive_settle(&d);
    int shown = 0, name;
    enum side side;
    uint32_t n;
    stage_lit(d.app->desk.stage, &n);
    for (int i = 0; i < (int)n; i++)
        shown += stage_landmark(d.app->desk.stage, i, &name, &side);
    assert_int_equal(shown, 1);
    drive_tap(&d, "ST25");
    assert_string_equal(d.app->desk.eye.selected, "ST25");
    assert_string_equal(d.app->desk.eye.landmark, "");
    drive_close(&d);
}

// ---------------------------------------------------------------- rules, a class

static void a_rule_lights_its_points(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    tap_id(&d, "", "teach.rules");
    int in_plan = 0;
    for (int i = 0; i < d.app->desk.dossier.plan.n_points; i++)
        in_plan += strcmp(d.app->desk.dossier.plan.points[i].rule, "R21") == 0;
    assert_true(in_plan > 0);
    drive_tap(&d, "/Sole/R21");
    assert_int_equal(n_lit(&d), in_plan);
    drive_tap(&d, "/Compression of a lumbosacral root");
    assert_true(n_lit(&d) >= 3); // GV3, and BL32 on both sides
    // the rule follows the case
    drive_tap(&d, "/Sole/R21");
    drive_drop(&d, DEQI_SOURCE_DIR "/assets/cases/cervical_thumb.json");
    assert_int_not_equal(n_lit(&d), in_plan);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_false(rule_view_is_open(d.app->desk.rule));
    assert_int_equal(n_lit(&d), d.app->desk.dossier.plan.n_points);
    drive_close(&d);
}

static void a_class_sees_no_names_until_they_are_shown(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    drive_key(&d, SDLK_F5, 0);
    struct teach *t = teach(&d);
    assert_true(t->presenter);
    assert_true(d.app->desk.shell->zoom > 1);
    drive_key(&d, SDLK_n, 0);
    assert_true(d.app->desk.eye.selected[0]);
    assert_true(d.app->desk.eye.names_hidden);
    assert_int_equal(n_lit(&d), 1);
    assert_null(lit(&d)[0].text);
    drive_key(&d, SDLK_SPACE, 0);
    assert_false(d.app->desk.eye.names_hidden);
    assert_non_null(lit(&d)[0].text);
    // the same point on the other side keeps its name, the next one hides it
    drive_key(&d, SDLK_n, 0);
    assert_false(d.app->desk.eye.names_hidden);
    drive_key(&d, SDLK_n, 0);
    assert_true(d.app->desk.eye.names_hidden);
    drive_key(&d, SDLK_F5, 0);
    assert_false(d.app->desk.eye.names_hidden);
    assert_float_equal(d.app->desk.shell->zoom, 1, 0);
    drive_close(&d);
}

/* a class is shown the answer: nothing is counted */
static void a_class_is_not_graded(void **state)
{
    (void)state;
    struct drive d = {0};
    if (!open_teach(&d))
        skip();
    tap_id(&d, "/", "quiz.name");
    drive_key(&d, SDLK_F5, 0);
    drive_key(&d, SDLK_1, 0);
    assert_int_equal(teach(&d)->run.state, TEACH_ASKING);
    drive_key(&d, SDLK_SPACE, 0);
    assert_int_equal(teach(&d)->run.state, TEACH_ANSWERED);
    assert_int_equal(teach(&d)->run.asked, 0);
    drive_close(&d);
}

// ---------------------------------------------------------------- screens

static void begin_tour(struct drive *d, const char *id)
{
    teach_tour_begin(d->app->desk.teach, &d->app->desk.clock, &d->app->desk.sink,
                     tours_find(teach(d)->tours, id));
    drive_settle(d);
}

static void begin_quiz(struct drive *d, enum quiz_kind kind)
{
    teach_quiz_begin(d->app->desk.teach, &d->app->desk.clock, &d->app->desk.sink, kind);
    drive_settle(d);
}

static void learn(struct drive *d)
{
    (void)d;
}

static void rules(struct drive *d)
{
    teach(d)->tab = TEACH_RULES;
    rule_view_select(&d->app->desk.dossier, d->app->desk.rule, &d->app->desk.sink, "R21");
    drive_settle(d);
}

static void tour(struct drive *d)
{
    begin_tour(d, "article");
}

static void tour_sole(struct drive *d)
{
    begin_tour(d, "article");
    for (int i = 0; i < 5; i++)
        drive_key(d, SDLK_SPACE, 0);
}

static void channel(struct drive *d)
{
    begin_tour(d, "channel.ST");
    drive_key(d, SDLK_END, 0);
    for (int i = 0; i < 9; i++)
        drive_key(d, SDLK_b, 0);
}

static void find(struct drive *d)
{
    begin_quiz(d, QUIZ_FIND);
}

static void found(struct drive *d)
{
    find(d);
    tap_place(d, 22);
}

static void name(struct drive *d)
{
    begin_quiz(d, QUIZ_NAME);
}

static void under(struct drive *d)
{
    begin_quiz(d, QUIZ_UNDER);
    drive_key(d, SDLK_1, 0);
}

static void nerve(struct drive *d)
{
    begin_quiz(d, QUIZ_NERVE);
    const struct camera_port *port = &d->app->desk.eye.port;
    for (float x = 40; teach(d)->run.state == TEACH_ASKING && x < (float)port->width;
         x += 24)
        drive_click(d, x, (float)port->height * 0.3f);
}

static void depth(struct drive *d)
{
    begin_quiz(d, QUIZ_DEPTH);
}

static void exam_done(struct drive *d)
{
    teach(d)->choice.exam = true;
    teach(d)->choice.number = 5;
    begin_quiz(d, QUIZ_NAME);
    for (int i = 0; i < 5; i++)
        drive_key(d, SDLK_1 + i % 4, 0);
}

static void class_asks(struct drive *d)
{
    teach(d)->choice.teams = 4;
    teach(d)->choice.seconds = 30;
    begin_quiz(d, QUIZ_NAME);
    drive_key(d, SDLK_F5, 0);
    drive_key(d, SDLK_2, 0);
}

static void plan_tab(struct drive *d)
{
    drive_tap_id(d, "", "teach.plan");
}

static void new_case(struct drive *d)
{
    sink_ask(&d->app->desk.sink, ACTION_NEW_CASE, 0);
    drive_settle(d);
    drive_tap_id(d, "", "teach.plan");
}

static void chooser(struct drive *d)
{
    drive_key(d, SDLK_o, KMOD_CTRL);
    drive_tap_id(d, "", "files.examples");
}

static void keys(struct drive *d)
{
    sink_ask(&d->app->desk.sink, ACTION_KEYS, 0);
}

static void write_lesson(struct drive *d)
{
    drive_tap_id(d, "", "teach.write");
    director_select(&d->app->director, "ST36", SIDE_L, SINK_FLY);
    drive_settle(d);
    drive_tap_id(d, "", "write.add");
    drive_tap_id(d, "", "write.add");
}

static void searched(struct drive *d)
{
    drive_key(d, SDLK_SLASH, 0);
    drive_type(d, "preg");
    drive_key(d, SDLK_RETURN, 0);
}

static void found_entries(struct drive *d)
{
    drive_key(d, SDLK_SLASH, 0);
    drive_type(d, "nerve");
}

static void choice(struct drive *d)
{
    drive_tap_id(d, "", "quiz.choice");
    drive_tap_id(d, "", "quiz.set.channel");
}

static void surface(struct drive *d)
{
    begin_quiz(d, QUIZ_SURFACE);
    drive_key(d, SDLK_1, 0);
}

static void caution(struct drive *d)
{
    begin_quiz(d, QUIZ_CAUTION);
    drive_key(d, SDLK_2, 0);
}

static void point(struct drive *d)
{
    director_select(&d->app->director, "ST37", SIDE_L, SINK_FLY);
    drive_settle(d);
}

static void structure(struct drive *d)
{
    director_toggle_layer(&d->app->director, SCENE_BONES);
    structure_view_show(&d->app->desk.eye, d->app->desk.subject, &d->app->desk.sink,
                        "median_nerve", SIDE_L, SINK_FLY);
    drive_settle(d);
}

static void cut(struct drive *d)
{
    director_select(&d->app->director, "PC6", SIDE_L, SINK_FLY);
    drive_settle(d);
    section_card_open(d->app->desk.shell, &d->app->desk.eye, &d->app->desk.dossier,
                      d->app->desk.subject);
}

static void tarsal(struct drive *d)
{
    begin_tour(d, "root_to_sole");
    for (int i = 0; i < 4; i++)
        drive_key(d, SDLK_SPACE, 0);
}

static void presenter(struct drive *d)
{
    drive_key(d, SDLK_F5, 0);
    drive_key(d, SDLK_n, 0);
    drive_key(d, SDLK_SPACE, 0);
}

static void presenter_name(struct drive *d)
{
    begin_quiz(d, QUIZ_NAME);
    drive_key(d, SDLK_F5, 0);
}

static const struct {
    const char *name;
    void (*go)(struct drive *d);
} STATES[] = {
    {"learn", learn},
    {"rules", rules},
    {"tour", tour},
    {"tour_sole", tour_sole},
    {"channel", channel},
    {"find", find},
    {"found", found},
    {"name", name},
    {"surface", surface},
    {"caution", caution},
    {"point", point},
    {"presenter", presenter},
    {"class", presenter_name},
    {"structure", structure},
    {"tarsal", tarsal},
    {"cut", cut},
    {"under", under},
    {"nerve", nerve},
    {"depth", depth},
    {"choice", choice},
    {"write", write_lesson},
    {"caution_card", searched},
    {"entries", found_entries},
    {"exam", exam_done},
    {"teams", class_asks},
    {"plan", plan_tab},
    {"newcase", new_case},
    {"chooser", chooser},
    {"keys", keys},
};

static const struct {
    const char *name, *lang;
    int width, height;
    float text;
} SIZES[] = {
    {"720", "en", 1280, 720, 1},       {"1080_zh", "zh-Hans", 1920, 1080, 1},
    {"portrait", "en", 1080, 1920, 1}, {"720_twice", "en", 1280, 720, 2},
    {"phone", "zh-Hans", 412, 800, 1},
};

static void draws_every_screen(void **state)
{
    (void)state;
    if (!screens)
        skip();
    mkdir(DEQI_BINARY_DIR "/teach_screens", 0755);
    for (size_t s = 0; s < sizeof SIZES / sizeof *SIZES; s++) {
        for (size_t i = 0; i < sizeof STATES / sizeof *STATES; i++) {
            struct drive d = {0};
            struct drive_params params = {.width = SIZES[s].width,
                                          .height = SIZES[s].height,
                                          .mode = APP_TEACH,
                                          .lang = SIZES[s].lang,
                                          .text_scale = SIZES[s].text};
            char path[400];
            snprintf(path, sizeof path, "%s/teach_screens/%s_%s.png", DEQI_BINARY_DIR,
                     SIZES[s].name, STATES[i].name);
            if (wanted && !strstr(path, wanted))
                continue;
            if (!drive_open(&d, &params))
                skip();
            STATES[i].go(&d);
            drive_settle(&d);
            drive_save(&d, path);
            drive_close(&d);
        }
    }
}

int main(int argc, char **argv)
{
    screens = argc > 1 && strcmp(argv[1], "screens") == 0;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tour_is_walked_through),
        cmocka_unit_test(a_tour_goes_back_and_ends_at_will),
        cmocka_unit_test(tours_of_nerves_light_them_from_the_root_on),
        cmocka_unit_test(points_are_found_and_missed),
        cmocka_unit_test(a_miss_comes_back),
        cmocka_unit_test(hints_are_given_twice),
        cmocka_unit_test(choices_by_key_and_by_tap),
        cmocka_unit_test(what_was_learned_is_kept),
        cmocka_unit_test(a_damaged_store_is_said),
        cmocka_unit_test(a_run_ends_with_a_summary),
        cmocka_unit_test(what_lies_beneath_is_asked),
        cmocka_unit_test(what_is_asked_is_chosen),
        cmocka_unit_test(an_examination_tells_at_its_end),
        cmocka_unit_test(a_class_plays_in_teams),
        cmocka_unit_test(learners_have_a_record_each),
        cmocka_unit_test(a_landmark_has_a_card),
        cmocka_unit_test(a_rule_lights_its_points),
        cmocka_unit_test(a_class_sees_no_names_until_they_are_shown),
        cmocka_unit_test(a_class_is_not_graded),
        cmocka_unit_test(draws_every_screen),
    };
    if (screens)
        cmocka_set_test_filter("draws_every_screen");
    wanted = argc > 2 ? argv[2] : NULL;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
