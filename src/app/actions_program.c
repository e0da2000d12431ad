/* actions_program.c - what takes the whole program: its mode, window and language, what
 * is opened and saved, the body that stands there, its end. */
#include "app/actions_internal.h"
#include "app/cards.h"
#include "app/case_work.h"
#include "app/file_work.h"
#include "document/live_session.h"
#include "modes/teach.h"
#include "panels/landmark_tool.h"
#include "panels/measure_tool.h"
#include "panels/rule_view.h"
#include "panels/shell.h"
#include "panels/unsaved.h"

static void run_search(struct app *app)
{
    // what is typed next arrives as text
    if (cards_seek(&app->desk) && !app->desk.shell->typing) {
        window_text_start(app->window, (float[4]){0});
        app->desk.shell->typing = true;
    }
}

static void run_save(struct app *app)
{
    if (app->desk.shell->card == SHELL_MENU)
        cards_open(&app->desk, SHELL_NO_CARD);
    file_work_save(app);
}

static void run_mode(struct app *app, const struct request *request)
{
    // a class goes back to its lesson, whoever needles to the needles
    bool taught = app->desk.from_teach && !live_session_id(app->desk.live);
    enum app_mode back = taught ? APP_TEACH : APP_CLINIC;
    program_set_mode(
        app, request->argument == APP_MODES ? back : (enum app_mode)request->argument);
}

static void run_escape(struct app *app)
{
    bool ring = gui_has_focus(picture_gui(app->desk.picture));
    gui_drop_focus(picture_gui(app->desk.picture));
    // that card alone is drawn over a job
    enum shell_card card = app->desk.shell->card;
    if (app->desk.work.on && card != SHELL_UNSAVED && card != SHELL_NEEDLES)
        sink_ask(&app->desk.sink, ACTION_STOP_WORK, 0);
    else if (cards_close(app->desk.shell, &app->desk.sink))
        return;
    else if (app->desk.search.query[0])
        app->desk.search.query[0] = 0;
    else if (ring)
        return;
    else if (measure_tool_open(app->desk.measure_tool))
        measure_tool_toggle(&app->desk);
    else if (app->desk.brush.tool != BRUSH_NONE)
        app->desk.brush.tool = BRUSH_NONE;
    else if (rule_view_is_open(app->desk.rule) && !app->desk.eye.selected[0])
        director_show_rule(&app->director, "");
    else if (app->desk.eye.channel_held && !app->desk.eye.selected[0])
        sink_show_channel(&app->desk.sink, "");
    else
        director_select(&app->director, "", SIDE_M, SINK_STAY);
}

static void run_quit(struct app *app)
{
    if (app->desk.shell->card == SHELL_MENU)
        cards_open(&app->desk, SHELL_NO_CARD);
    program_ask_to_close(app);
}

static void run_language(struct app *app, const struct request *request)
{
    // on the display it is the person's who sits before it, and is not kept
    if (app->desk.mode == APP_DISPLAY)
        program_speak(app, request->text);
    else
        program_set_lang(app, request->text);
}

/* nobody holds the places of the old body: it is between two frames */
static void run_body(struct app *app, const struct request *request)
{
    const struct settings_body *wish = &request->body;
    struct error error;
    if (cards_ask_landmarks(&app->desk, CARDS_BEFORE_BODY))
        return;
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
    director_refit(&app->director, DIRECTOR_REFIT_WINDOW);
}

static void run_file(struct app *app, const struct request *request)
{
    file_work_carry_out(app, request->text);
}

static void run_save_and_quit(struct app *app)
{
    // else what is wrong is said, or a name is asked for: file_work_carry_out goes on
    if (file_work_save(app))
        program_ask_to_close(app);
}

static void run_give_up(struct app *app)
{
    history_give_up(app->desk.dossier.history);
    program_ask_to_close(app);
}

static void run_tour(struct app *app, const struct request *request)
{
    struct teach *teach = app->desk.teach;
    const struct tour *tour = tours_find(teach->tours, request->text);
    if (!tour)
        return;
    cards_open(&app->desk, SHELL_NO_CARD);
    program_set_mode(app, APP_TEACH);
    teach_tour_begin(teach, &app->desk.clock, &app->desk.sink, tour);
}

static void run_quiz(struct app *app, const struct request *request)
{
    cards_open(&app->desk, SHELL_NO_CARD);
    program_set_mode(app, APP_TEACH);
    teach_quiz_begin(app->desk.teach, &app->desk.clock, &app->desk.sink,
                     (enum quiz_kind)request->argument);
}

static void run_open_path(struct app *app, const struct request *request)
{
    struct error error;
    if (!case_work_choose(&app->desk, request->text, &error))
        sink_say_error(&app->desk.sink, app->desk.texts, &error);
}

static void run_leave_needles(struct app *app)
{
    app->desk.shell->needles_known = true;
    program_ask_to_close(app);
}

static const struct {
    void (*plain)(struct app *app);
    void (*with)(struct app *app, const struct request *request);
} DONE[ACTIONS_COUNT] = {
    [ACTION_SEARCH] = {.plain = run_search},
    [ACTION_SAVE_CASE] = {.plain = run_save},
    [ACTION_MODE] = {.with = run_mode},
    [ACTION_FULLSCREEN] = {.plain = program_toggle_fullscreen},
    [ACTION_NEXT_LANGUAGE] = {.plain = program_next_lang},
    [ACTION_ESCAPE] = {.plain = run_escape},
    [ACTION_QUIT] = {.plain = run_quit},
    [ACTION_LANGUAGE] = {.with = run_language},
    [ACTION_BODY] = {.with = run_body},
    [ACTION_FILE] = {.with = run_file},
    [ACTION_SAVE_AND_QUIT] = {.plain = run_save_and_quit},
    [ACTION_GIVE_UP] = {.plain = run_give_up},
    [ACTION_LEAVE_NEEDLES] = {.plain = run_leave_needles},
    [ACTION_TOUR] = {.with = run_tour},
    [ACTION_QUIZ] = {.with = run_quiz},
    [ACTION_OPEN_PATH] = {.with = run_open_path},
};

bool actions_program(struct app *app, const struct request *request)
{
    if (!DONE[request->id].plain && !DONE[request->id].with)
        return false;
    if (app && DONE[request->id].plain)
        DONE[request->id].plain(app);
    else if (app)
        DONE[request->id].with(app, request);
    return true;
}
