/* actions.c - the table of all that a person can ask for (panels/actions.h), and the one
 * place where it is done.
 *
 * A key is done at once; what panels and modes ask for while a frame is drawn waits in
 * the queue and is done before the next one. What may be done now is judged here alone.
 */
#include "panels/actions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app_internal.h"
#include "app/cards.h"
#include "app/case_work.h"
#include "app/file_work.h"
#include "app/job.h"
#include "base/arena.h"
#include "document/live_session.h"
#include "modes/clinic.h"
#include "modes/modes.h"
#include "panels/eye.h"
#include "panels/files.h"
#include "panels/landmark_tool.h"
#include "panels/rule_view.h"
#include "panels/section_card.h"
#include "panels/session_list.h"
#include "panels/shell.h"
#include "panels/structure_view.h"
#include "panels/unsaved.h"
#include "scene/layers.h"

// ---------------------------------------------------------------- the eye

static void run_view(struct app *app, const struct request *request)
{
    static const char *const VIEWS[] = {"front", "left", "back", "right"};
    sink_fly_home(&app->desk.sink, VIEWS[request->argument]);
}

static void run_plan(struct app *app, const struct request *request)
{
    (void)request;
    sink_fly_plan(&app->desk.sink, NULL);
}

static void run_mode(struct app *app, const struct request *request)
{
    app_set_mode(app, (enum app_mode)request->argument);
}

static void run_see_through(struct app *app, const struct request *request)
{
    (void)request;
    app->desk.eye.see_through = app->desk.eye.see_through > 0 ? 0 : 1;
}

static void run_theme(struct app *app, const struct request *request)
{
    (void)request;
    app->desk.settings.dark[app->desk.mode] = !app->desk.settings.dark[app->desk.mode];
}

static void run_fullscreen(struct app *app, const struct request *request)
{
    (void)request;
    app_toggle_fullscreen(app);
}

static void run_zoom(struct app *app, const struct request *request)
{
    float middle[2] = {(float)app->desk.eye.port.width / 2,
                       (float)app->desk.eye.port.height / 2};
    camera_zoom(&app->desk.eye.camera, &app->desk.eye.port, middle,
                request->argument > 0 ? 0.85f : 1 / 0.85f);
    eye_moved(&app->desk.eye, &app->desk.sink, app->desk.clock.now_ms);
}

static void run_turn(struct app *app, const struct request *request)
{
    static const float STEP[4][2] = {{-40, 0}, {40, 0}, {0, -40}, {0, 40}};
    camera_orbit(&app->desk.eye.camera, &app->desk.eye.port,
                 STEP[request->argument][0] * eye_scale(&app->desk.eye),
                 STEP[request->argument][1] * eye_scale(&app->desk.eye));
    eye_moved(&app->desk.eye, &app->desk.sink, app->desk.clock.now_ms);
}

static void run_step_point(struct app *app, const struct request *request)
{
    const struct plan *plan = &app->desk.dossier.plan;
    if (!plan->n_points)
        return;
    int at = -1;
    for (int i = 0; i < plan->n_points; i++)
        if (strcmp(plan->points[i].code, app->desk.eye.selected) == 0 &&
            plan->points[i].side == side_name(app->desk.eye.selected_side)[0])
            at = i;
    at = at < 0 ? (request->argument > 0 ? 0 : plan->n_points - 1)
                : (at + (int)request->argument + plan->n_points) % plan->n_points;
    app_select(app, plan->points[at].code, side_of(plan->points[at].side), SINK_FLY);
}

static void run_landmarks(struct app *app, const struct request *request)
{
    (void)request;
    landmark_tool_toggle(&app->desk);
}

static void run_next_language(struct app *app, const struct request *request)
{
    (void)request;
    app_next_lang(app);
}

static void run_escape(struct app *app, const struct request *request)
{
    (void)request;
    bool ring = gui_has_focus(picture_gui(app->desk.picture));
    gui_drop_focus(picture_gui(app->desk.picture));
    // that card alone is drawn over a job
    enum shell_card card = app->desk.shell->card;
    if (app->desk.work.on && card != SHELL_UNSAVED && card != SHELL_NEEDLES)
        sink_ask(&app->desk.sink, ACTION_STOP_WORK, 0);
    else if (cards_close(app))
        return;
    else if (app->desk.search.query[0])
        app->desk.search.query[0] = 0;
    else if (ring)
        return;
    else if (app->desk.brush.tool != BRUSH_NONE)
        app->desk.brush.tool = BRUSH_NONE;
    else if (rule_view_is_open(app->desk.rule) && !app->desk.eye.selected[0])
        app_show_rule(app, "");
    else
        app_select(app, "", SIDE_M, SINK_STAY);
}

// ---------------------------------------------------------------- what is looked at

static void run_select(struct app *app, const struct request *request)
{
    eye_select(&app->desk.eye, request->text, (enum side)request->argument);
}

static void run_region(struct app *app, const struct request *request)
{
    const struct catalog *c = subject_catalog(app->desk.subject);
    const struct region *region = catalog_region(c, request->text);
    struct mesh_site on;
    eye_select(&app->desk.eye, "", SIDE_M);
    if (region && eye_region(app->desk.subject, request->text, SIDE_M, &on))
        app->desk.eye.region = (int)(region - c->region);
}

static void run_channel(struct app *app, const struct request *request)
{
    snprintf(app->desk.eye.channel, sizeof app->desk.eye.channel, "%.7s", request->text);
}

static void run_rule(struct app *app, const struct request *request)
{
    app_show_rule(app, request->text);
}

static void run_structure(struct app *app, const struct request *request)
{
    structure_show(&app->desk.eye, app->desk.subject, &app->desk.sink, request->text,
                   (enum side)request->argument,
                   request->id == ACTION_FLY_TO_STRUCTURE ? SINK_FLY : SINK_STAY);
}

static void run_territory(struct app *app, const struct request *request)
{
    app->desk.eye.region = (int)request->argument;
}

static void run_thin(struct app *app, const struct request *request)
{
    app->desk.eye.see_through = (float)request->argument / 1000;
}

static void run_layer(struct app *app, const struct request *request)
{
    app_toggle_layer(app, (unsigned)request->argument);
}

static void run_search(struct app *app, const struct request *request)
{
    (void)request;
    // what is typed next arrives as text
    if (cards_seek(app) && !app->desk.shell->typing) {
        window_text_start(app->window, (float[4]){0});
        app->desk.shell->typing = true;
    }
}

// ---------------------------------------------------------------- the case and its files

static void run_new(struct app *app, const struct request *request)
{
    (void)request;
    struct case_record *r = xcalloc(1, sizeof *r);
    case_init(r);
    case_work_begin(app, r, "");
    free(r);
    cards_open(app, SHELL_NO_CARD);
}

static void ask_file(struct app *app, enum files_task task)
{
    files_ask(app->desk.shell, &app->desk.dossier, &app->desk.settings, app->desk.picture,
              app->desk.texts, task);
    cards_open(app, SHELL_FILES);
}

static void run_open(struct app *app, const struct request *request)
{
    (void)request;
    ask_file(app, FILES_OPEN_CASE);
}

static void run_save(struct app *app, const struct request *request)
{
    (void)request;
    if (app->desk.shell->card == SHELL_MENU)
        cards_open(app, SHELL_NO_CARD);
    file_work_save(app);
}

static void run_save_as(struct app *app, const struct request *request)
{
    (void)request;
    ask_file(app, FILES_SAVE_CASE);
}

static void run_picture(struct app *app, const struct request *request)
{
    (void)request;
    ask_file(app, FILES_SAVE_PICTURE);
}

static void run_card(struct app *app, const struct request *request)
{
    (void)request;
    ask_file(app, FILES_SAVE_CARD);
}

static void run_page(struct app *app, const struct request *request)
{
    (void)request;
    ask_file(app, FILES_SAVE_PAGE);
}

static void run_open_body(struct app *app, const struct request *request)
{
    (void)request;
    ask_file(app, FILES_OPEN_BODY);
}

static void run_body_file(struct app *app, const struct request *request)
{
    struct error error;
    cards_open(app, SHELL_NO_CARD);
    if (!job_begin_body(app, request->text, &error))
        sink_say_error(&app->desk.sink, app->desk.texts, &error);
}

static void run_file(struct app *app, const struct request *request)
{
    file_work_carry_out(app, request->text);
}

static void run_undo(struct app *app, const struct request *request)
{
    (void)request;
    dossier_undo(&app->desk.dossier);
}

static void run_redo(struct app *app, const struct request *request)
{
    (void)request;
    dossier_redo(&app->desk.dossier);
}

static bool can_undo(const struct dossier *dossier)
{
    return history_can_undo(dossier->history);
}

static bool can_redo(const struct dossier *dossier)
{
    return history_can_redo(dossier->history);
}

static void run_stop_work(struct app *app, const struct request *request)
{
    (void)request;
    if (!app->desk.work.on)
        return;
    job_stop(app);
    sink_say(&app->desk.sink, "%s", text_of(app->desk.texts, "job.stopped"));
}

static void run_change(struct app *app, const struct request *request)
{
    dossier_change(&app->desk.dossier, request->record, (int)request->argument);
}

// ---------------------------------------------------------------- the program

static void run_sessions(struct app *app, const struct request *request)
{
    (void)request;
    session_list_read(app->desk.shell, app->desk.live, app->desk.picture);
    cards_open(app, SHELL_SESSIONS);
}

static void run_preferences(struct app *app, const struct request *request)
{
    (void)request;
    shell_preferences_read(app->desk.shell, app->desk.picture, app->desk.data_dir);
    cards_open(app, SHELL_PREFERENCES);
}

static void run_keys(struct app *app, const struct request *request)
{
    (void)request;
    cards_open(app, app->desk.shell->card == SHELL_KEYS ? SHELL_NO_CARD : SHELL_KEYS);
}

static void run_card_over(struct app *app, const struct request *request)
{
    cards_open(app, (enum shell_card)request->argument);
}

static void run_section(struct app *app, const struct request *request)
{
    (void)request;
    if (section_card_open(app->desk.shell, &app->desk.eye, &app->desk.dossier,
                          app->desk.subject))
        cards_open(app, SHELL_SECTION);
}

static void run_export(struct app *app, const struct request *request)
{
    files_export_session(app->desk.shell, &app->desk.dossier, &app->desk.settings,
                         app->desk.picture, app->desk.texts, request->argument);
    cards_open(app, SHELL_FILES);
}

static void run_end_search(struct app *app, const struct request *request)
{
    (void)request;
    app->desk.search.query[0] = 0;
}

static void run_text_size(struct app *app, const struct request *request)
{
    app->desk.settings.text_scale = (float)request->argument / 100;
}

static void run_reduce(struct app *app, const struct request *request)
{
    app->desk.settings.reduced_motion = request->argument != 0;
}

/* what a treatment room and its waiting room are set up with */
static void run_room(struct app *app, const struct request *request)
{
    struct settings *s = &app->desk.settings;
    int value = (int)request->argument;
    if (request->id == ACTION_TONE)
        s->tone = value;
    if (request->id == ACTION_VOLUME)
        s->volume = value;
    if (request->id == ACTION_COVER)
        s->covered = value;
    if (request->id == ACTION_RETURN)
        s->return_min = value;
    if (request->id == ACTION_PIN &&
        (!request->text[0] || settings_is_pin(request->text)))
        snprintf(s->pin, sizeof s->pin, "%.8s", request->text);
    if (request->id == ACTION_TONE || request->id == ACTION_VOLUME)
        clinic_test_tone(&app->desk);
}

static void run_begin_with(struct app *app, const struct request *request)
{
    struct settings_body *body = &app->desk.settings.body;
    *body = (struct settings_body){.shaped = false};
    snprintf(body->name, sizeof body->name, "%.511s", request->text);
}

static void run_quit(struct app *app, const struct request *request)
{
    (void)request;
    if (app->desk.shell->card == SHELL_MENU)
        cards_open(app, SHELL_NO_CARD);
    app_ask_to_close(app);
}

static void run_save_and_quit(struct app *app, const struct request *request)
{
    (void)request;
    // else what is wrong is said, or a name is asked for: file_work_carry_out goes on
    if (file_work_save(app))
        app_ask_to_close(app);
}

static void run_give_up(struct app *app, const struct request *request)
{
    (void)request;
    history_give_up(app->desk.dossier.history);
    app_ask_to_close(app);
}

static void run_language(struct app *app, const struct request *request)
{
    app_set_lang(app, request->text);
}

/* what is looked at lies elsewhere now */
static void look_again(const struct app_eye *eye, struct sink *sink)
{
    if (*eye->selected)
        sink_fly_to_point(sink, eye->selected, eye->selected_side);
    else
        sink_fly_home(sink, "front");
}

static void run_pose(struct app *app, const struct request *request)
{
    struct error error;
    if (!subject_pose_to(app->desk.subject, (enum posture)request->argument, &error)) {
        sink_say_why(&app->desk.sink, app->desk.texts, &error);
        return;
    }
    app_refit(app, APP_REFIT_WINDOW);
    look_again(&app->desk.eye, &app->desk.sink);
}

/* between two frames nobody holds the places of the old body */
static void run_body(struct app *app, const struct request *request)
{
    const struct settings_body *wish = &request->body;
    struct error error;
    bool ok = wish->shaped ? subject_shape_to(app->desk.subject, &wish->shape, &error)
                           : subject_become(app->desk.subject, wish->name, &error);
    if (ok)
        app->desk.settings.body = *wish;
    else
        sink_say_why(&app->desk.sink, app->desk.texts, &error);
    // ours has its landmarks
    if (landmark_tool_open(app->desk.landmark_tool) &&
        !subject_is_foreign(app->desk.subject))
        landmark_tool_toggle(&app->desk);
    app_refit(app, APP_REFIT_WINDOW);
}

static void run_earlier_session(struct app *app, const struct request *request)
{
    if (request->id == ACTION_TAKE_UP_SESSION) {
        case_work_take_up(app, request->argument);
        return;
    }
    cards_open(app, SHELL_NO_CARD);
    case_work_repeat(app, request->argument);
    snprintf(app->desk.clinic->who, sizeof app->desk.clinic->who, "%.159s",
             request->text);
}

static void run_leave_session(struct app *app, const struct request *request)
{
    const struct session *s = live_session_state(app->desk.live);
    // the next patient is not this one: nothing of the case stays behind
    bool another = s && session_is_open(s) && !app->desk.dossier.aside;
    cards_open(app, SHELL_NO_CARD);
    case_work_leave(app);
    if (another)
        run_new(app, request);
}

static void run_leave_needles(struct app *app, const struct request *request)
{
    (void)request;
    app->desk.shell->needles_known = true;
    app_ask_to_close(app);
}

// ---------------------------------------------------------------- the table

const struct action ACTIONS[ACTIONS_COUNT] = {
    [ACTION_VIEW] = {.text = "keys.views",
                     .shown = "1 2 3 4",
                     .key = {{'1', 0, 0}, {'2', 0, 1}, {'3', 0, 2}, {'4', 0, 3}},
                     .group = KEYS_LOOK,
                     .run = run_view},
    [ACTION_TURN] = {.text = "keys.turn",
                     .shown = "\u2190 \u2192 \u2191 \u2193",
                     .key = {{WINDOW_KEY_LEFT, 0, 0},
                             {WINDOW_KEY_RIGHT, 0, 1},
                             {WINDOW_KEY_UP_ARROW, 0, 2},
                             {WINDOW_KEY_DOWN_ARROW, 0, 3}},
                     .group = KEYS_LOOK,
                     .run = run_turn},
    [ACTION_ZOOM] = {.text = "keys.zoom",
                     .shown = "+ \u2212",
                     .key = {{'+', 0, 1}, {'=', 0, 1}, {'-', 0, -1}},
                     .group = KEYS_LOOK,
                     .run = run_zoom},
    [ACTION_PLAN] = {.text = "keys.plan",
                     .shown = "P",
                     .key = {{'p', 0, 0}},
                     .group = KEYS_LOOK,
                     .run = run_plan},
    [ACTION_STEP_POINT] = {.text = "keys.step_point",
                           .shown = "N B",
                           .key = {{'n', 0, 1}, {'b', 0, -1}},
                           .group = KEYS_LOOK,
                           .run = run_step_point},
    [ACTION_LAYER] = {.run = run_layer},
    [ACTION_SEE_THROUGH] = {.text = "keys.see_through",
                            .shown = "X",
                            .key = {{'x', 0, 0}},
                            .group = KEYS_LOOK,
                            .run = run_see_through},
    [ACTION_SEARCH] = {.text = "keys.search",
                       .shown = "/  Ctrl F",
                       .key = {{'f', WINDOW_CTRL, 0}, {'/', 0, 0}},
                       .group = KEYS_LOOK,
                       .run = run_search},
    [ACTION_NEW_CASE] = {.menu = "menu.new", .edits = true, .run = run_new},
    [ACTION_OPEN_CASE] = {.text = "menu.open",
                          .shown = "Ctrl O",
                          .key = {{'o', WINDOW_CTRL, 0}},
                          .group = KEYS_CASE,
                          .edits = true,
                          .run = run_open},
    [ACTION_SAVE_CASE] = {.text = "menu.save",
                          .shown = "Ctrl S",
                          .key = {{'s', WINDOW_CTRL, 0}},
                          .group = KEYS_CASE,
                          .run = run_save},
    [ACTION_SAVE_CASE_AS] = {.menu = "menu.save_as", .run = run_save_as},
    [ACTION_REDO] = {.text = "keys.redo",
                     .shown = "Ctrl Y",
                     .key = {{'y', WINDOW_CTRL, 0}, {'z', WINDOW_CTRL | WINDOW_SHIFT, 0}},
                     .group = KEYS_CASE,
                     .edits = true,
                     .can = can_redo,
                     .run = run_redo},
    [ACTION_UNDO] = {.text = "keys.undo",
                     .shown = "Ctrl Z",
                     .key = {{'z', WINDOW_CTRL, 0}},
                     .group = KEYS_CASE,
                     .edits = true,
                     .can = can_undo,
                     .run = run_undo},
    [ACTION_PICTURE] = {.text = "menu.picture",
                        .shown = "Ctrl E",
                        .key = {{'e', WINDOW_CTRL, 0}},
                        .group = KEYS_CASE,
                        .run = run_picture},
    [ACTION_CARD] = {.menu = "menu.card", .run = run_card},
    [ACTION_PAGE] = {.menu = "menu.page", .run = run_page},
    [ACTION_OPEN_BODY] = {.menu = "menu.open_body", .edits = true, .run = run_open_body},
    [ACTION_LANDMARKS] = {.text = "keys.landmarks",
                          .shown = "K",
                          .key = {{'k', 0, 0}},
                          .group = KEYS_CASE,
                          .run = run_landmarks},
    [ACTION_GO_ON] = {.text = "keys.go_on",
                      .shown = "Space",
                      .group = KEYS_STUDY,
                      .only = 1u << APP_TEACH},
    [ACTION_HINT] = {.text = "keys.hint",
                     .shown = "H",
                     .group = KEYS_STUDY,
                     .only = 1u << APP_TEACH},
    [ACTION_ANSWER] = {.text = "keys.answer",
                       .shown = "1 2 3 4",
                       .group = KEYS_STUDY,
                       .only = 1u << APP_TEACH},
    [ACTION_PRESENTER] = {.text = "keys.presenter",
                          .shown = "F5",
                          .group = KEYS_STUDY,
                          .only = 1u << APP_TEACH},
    [ACTION_MODE] = {.text = "keys.modes",
                     .shown = "F1 F2 F3 F4",
                     .key = {{WINDOW_KEY_F1, 0, APP_TEACH},
                             {WINDOW_KEY_F1 + 1, 0, APP_DISPLAY},
                             {WINDOW_KEY_F1 + 2, 0, APP_CLINIC},
                             {WINDOW_KEY_F1 + 3, 0, APP_BOARD}},
                     .group = KEYS_WINDOW,
                     .run = run_mode},
    [ACTION_SESSIONS] = {.menu = "menu.sessions", .run = run_sessions},
    [ACTION_PREFERENCES] = {.menu = "menu.preferences", .run = run_preferences},
    [ACTION_FULLSCREEN] = {.text = "keys.fullscreen",
                           .shown = "F11",
                           .key = {{WINDOW_KEY_F1 + 10, 0, 0}},
                           .group = KEYS_WINDOW,
                           .run = run_fullscreen},
    [ACTION_THEME] = {.text = "keys.theme",
                      .shown = "T",
                      .key = {{'t', 0, 0}},
                      .group = KEYS_WINDOW,
                      .run = run_theme},
    [ACTION_NEXT_LANGUAGE] = {.text = "keys.language",
                              .shown = "G",
                              .key = {{'g', 0, 0}},
                              .group = KEYS_WINDOW,
                              .run = run_next_language},
    [ACTION_KEYS] = {.text = "keys.help",
                     .menu = "menu.keys",
                     .shown = "?",
                     .key = {{'?', 0, 0}},
                     .group = KEYS_WINDOW,
                     .run = run_keys},
    [ACTION_ESCAPE] = {.text = "keys.escape",
                       .shown = "Esc",
                       .key = {{WINDOW_KEY_ESCAPE, 0, 0}},
                       .group = KEYS_WINDOW,
                       .run = run_escape},
    [ACTION_QUIT] = {.text = "keys.quit",
                     .shown = "Ctrl Q",
                     .key = {{'q', WINDOW_CTRL, 0}},
                     .group = KEYS_WINDOW,
                     .run = run_quit},
    [ACTION_LANGUAGE] = {.run = run_language},
    [ACTION_BODY] = {.run = run_body},
    [ACTION_POSE] = {.run = run_pose},
    [ACTION_BODY_FILE] = {.edits = true, .run = run_body_file},
    [ACTION_FILE] = {.run = run_file},
    [ACTION_SAVE_AND_QUIT] = {.run = run_save_and_quit},
    [ACTION_GIVE_UP] = {.run = run_give_up},
    [ACTION_STOP_WORK] = {.run = run_stop_work},
    [ACTION_TAKE_UP_SESSION] = {.run = run_earlier_session},
    [ACTION_LEAVE_SESSION] = {.menu = "menu.another", .run = run_leave_session},
    [ACTION_REPEAT_SESSION] = {.run = run_earlier_session},
    [ACTION_LEAVE_NEEDLES] = {.run = run_leave_needles},
    [ACTION_CHANGE_CASE] = {.edits = true, .run = run_change},
    [ACTION_SHOW_CARD] = {.run = run_card_over},
    [ACTION_SHOW_SECTION] = {.run = run_section},
    [ACTION_EXPORT_SESSION] = {.run = run_export},
    [ACTION_SELECT] = {.run = run_select},
    [ACTION_SHOW_REGION] = {.run = run_region},
    [ACTION_SHOW_CHANNEL] = {.run = run_channel},
    [ACTION_SHOW_RULE] = {.run = run_rule},
    [ACTION_SHOW_STRUCTURE] = {.run = run_structure},
    [ACTION_FLY_TO_STRUCTURE] = {.run = run_structure},
    [ACTION_LIGHT_TERRITORY] = {.run = run_territory},
    [ACTION_THIN_SKIN] = {.run = run_thin},
    [ACTION_END_SEARCH] = {.run = run_end_search},
    [ACTION_TEXT_SIZE] = {.run = run_text_size},
    [ACTION_REDUCE_MOTION] = {.run = run_reduce},
    [ACTION_TONE] = {.run = run_room},
    [ACTION_VOLUME] = {.run = run_room},
    [ACTION_PIN] = {.run = run_room},
    [ACTION_RETURN] = {.run = run_room},
    [ACTION_COVER] = {.run = run_room},
    [ACTION_BEGIN_WITH] = {.run = run_begin_with},
};

bool action_may(const struct app *app, enum action_id id)
{
    const struct action *a = &ACTIONS[id];
    // what a session was begun with stays as it is until the session is left
    bool held = app->desk.work.on || live_session_state(app->desk.live);
    return !(a->edits && held) && (!a->can || a->can(&app->desk.dossier));
}

void actions_offer(struct app *app)
{
    for (int id = 0; id < ACTIONS_COUNT; id++)
        app->desk.sink.may[id] = action_may(app, (enum action_id)id);
}

bool action_is_held(struct app *app, enum action_id id)
{
    bool session = live_session_state(app->desk.live) != NULL;
    bool held = ACTIONS[id].edits && (session || app->desk.work.on);
    if (held)
        sink_say(
            &app->desk.sink, "%s",
            text_of(app->desk.texts, session ? "clinic.case_held" : "job.case_held"));
    return held;
}

void action_run(struct app *app, const struct request *request)
{
    const struct action *a = &ACTIONS[request->id];
    if (!action_is_held(app, request->id) && a->run && action_may(app, request->id))
        a->run(app, request);
    sink_redraw(&app->desk.sink);
}

void actions_run_all(struct app *app)
{
    // what one of them asks for is of the next frame
    int n = app->desk.sink.n_requests;
    struct request request[REQUESTS_MOST];
    memcpy(request, app->desk.sink.request, (size_t)n * sizeof *request);
    app->desk.sink.n_requests = 0;
    for (int i = 0; i < n; i++) {
        action_run(app, &request[i]);
        free(request[i].record);
    }
}

/* shift may be what it takes to reach a sign */
static bool is_meant(const struct action_key *k, uint32_t key, unsigned mods)
{
    return k->key && k->key == key && (k->mods & WINDOW_CTRL) == (mods & WINDOW_CTRL) &&
           !(k->mods & ~mods);
}

bool action_run_key(struct app *app, uint32_t key, unsigned mods)
{
    const struct layer *layer = mods & WINDOW_CTRL ? NULL : layers_by_key(key);
    struct request request = {.id = ACTION_LAYER};
    const struct action_key *best = NULL;
    for (int id = 0; id < ACTIONS_COUNT && !layer; id++) {
        for (int i = 0; i < ACTION_KEYS_MOST; i++) {
            const struct action_key *k = &ACTIONS[id].key[i];
            // of two the one that asks for more keys
            if (!is_meant(k, key, mods) || (best && best->mods >= k->mods))
                continue;
            best = k;
            request.id = (enum action_id)id;
            request.argument = k->argument;
        }
    }
    if (layer)
        request.argument = layer->bit;
    if (!layer && !best)
        return false;
    action_run(app, &request);
    return true;
}
