/* actions.c - the table of all that a person can ask for (panels/action.h), and the one
 * place where it is done.
 *
 * A key is done at once; what panels and modes ask for while a frame is drawn waits in
 * the queue and is done before the next one. What may be done now is judged here alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/actions_internal.h"
#include "document/live_session.h"
#include "panels/action.h"
#include "panels/landmark_tool.h"
#include "platform/window.h"
#include "scene/layers.h"

static bool can_undo(const struct dossier *dossier)
{
    return history_can_undo(dossier->history);
}

static bool can_redo(const struct dossier *dossier)
{
    return history_can_redo(dossier->history);
}

/* what is not listed here is asked for by panels and modes alone */
const struct action ACTIONS[ACTIONS_COUNT] = {
    [ACTION_VIEW] = {.text = "keys.views",
                     .shown = "1 2 3 4 5 6",
                     .key = {{'1', 0, 0},
                             {'2', 0, 1},
                             {'3', 0, 2},
                             {'4', 0, 3},
                             {'5', 0, 4},
                             {'6', 0, 5}},
                     .group = KEYS_LOOK},
    [ACTION_TURN] = {.text = "keys.turn",
                     .shown = "\u2190 \u2192 \u2191 \u2193",
                     .key = {{WINDOW_KEY_LEFT, 0, 0},
                             {WINDOW_KEY_RIGHT, 0, 1},
                             {WINDOW_KEY_UP_ARROW, 0, 2},
                             {WINDOW_KEY_DOWN_ARROW, 0, 3}},
                     .group = KEYS_LOOK},
    [ACTION_ZOOM] = {.text = "keys.zoom",
                     .shown = "+ \u2212",
                     .key = {{'+', 0, 1}, {'=', 0, 1}, {'-', 0, -1}},
                     .group = KEYS_LOOK},
    [ACTION_PLAN] = {.text = "keys.plan",
                     .shown = "P",
                     .key = {{'p', 0, 0}},
                     .group = KEYS_LOOK},
    [ACTION_STEP_POINT] = {.text = "keys.step_point",
                           .shown = "N B",
                           .key = {{'n', 0, 1}, {'b', 0, -1}},
                           .group = KEYS_LOOK},
    [ACTION_SEE_THROUGH] = {.text = "keys.see_through",
                            .shown = "X",
                            .key = {{'x', 0, 0}},
                            .group = KEYS_LOOK},
    [ACTION_SEARCH] = {.text = "keys.search",
                       .shown = "/  Ctrl F",
                       .key = {{'f', WINDOW_CTRL, 0}, {'/', 0, 0}},
                       .group = KEYS_LOOK},
    [ACTION_NEW_CASE] = {.menu = "menu.new", .edits = true},
    [ACTION_OPEN_CASE] = {.text = "menu.open",
                          .shown = "Ctrl O",
                          .key = {{'o', WINDOW_CTRL, 0}},
                          .group = KEYS_CASE,
                          .edits = true},
    [ACTION_SAVE_CASE] = {.text = "menu.save",
                          .shown = "Ctrl S",
                          .key = {{'s', WINDOW_CTRL, 0}},
                          .group = KEYS_CASE},
    [ACTION_SAVE_CASE_AS] = {.menu = "menu.save_as"},
    [ACTION_REDO] = {.text = "keys.redo",
                     .shown = "Ctrl Y",
                     .key = {{'y', WINDOW_CTRL, 0}, {'z', WINDOW_CTRL | WINDOW_SHIFT, 0}},
                     .group = KEYS_CASE,
                     .edits = true,
                     .can = can_redo},
    [ACTION_UNDO] = {.text = "keys.undo",
                     .shown = "Ctrl Z",
                     .key = {{'z', WINDOW_CTRL, 0}},
                     .group = KEYS_CASE,
                     .edits = true,
                     .can = can_undo},
    [ACTION_PICTURE] = {.text = "menu.picture",
                        .shown = "Ctrl E",
                        .key = {{'e', WINDOW_CTRL, 0}},
                        .group = KEYS_CASE},
    [ACTION_COPY_PICTURE] = {.menu = "menu.copy_picture"},
    [ACTION_CARD] = {.menu = "menu.card"},
    [ACTION_PRINT_CARD] = {.text = "menu.print",
                           .shown = "Ctrl P",
                           .key = {{'p', WINDOW_CTRL, 0}},
                           .group = KEYS_CASE},
    [ACTION_PAGE] = {.menu = "menu.page"},
    [ACTION_OPEN_BODY] = {.menu = "menu.open_body", .edits = true},
    [ACTION_LANDMARKS] = {.text = "keys.landmarks",
                          .shown = "K",
                          .key = {{'k', 0, 0}},
                          .group = KEYS_CASE,
                          .edits = true},
    [ACTION_MEASURE] = {.text = "keys.measure",
                        .menu = "menu.measure",
                        .shown = "Ctrl M",
                        .key = {{'m', WINDOW_CTRL, 0}},
                        .group = KEYS_LOOK},
    [ACTION_LAYERS] = {.text = "keys.layers",
                       .shown = "Ctrl L",
                       .key = {{'l', WINDOW_CTRL, 0}},
                       .group = KEYS_LOOK},
    [ACTION_ISOLATE_LOOKED] = {.text = "keys.isolate",
                               .shown = "I",
                               .key = {{'i', 0, 0}},
                               .group = KEYS_LOOK,
                               .hides = true},
    [ACTION_ISOLATE_CARD] = {.text = "keys.isolate_card",
                             .menu = "menu.isolate",
                             .shown = "Ctrl I",
                             .key = {{'i', WINDOW_CTRL, 0}},
                             .group = KEYS_LOOK,
                             .hides = true},
    [ACTION_SIDE_VIEWS] = {.text = "keys.side_views",
                           .shown = "Ctrl B",
                           .key = {{'b', WINDOW_CTRL, 0}},
                           .group = KEYS_LOOK,
                           .only = 1u << APP_TEACH},
    [ACTION_MOVE_CUT] = {.text = "keys.move_cut",
                         .shown = ", .",
                         .key = {{',', 0, -1}, {'.', 0, 1}},
                         .group = KEYS_LOOK,
                         .hides = true},
    [ACTION_FLIP_CUT] = {.text = "keys.flip_cut",
                         .shown = "J",
                         .key = {{'j', 0, 0}},
                         .group = KEYS_LOOK,
                         .hides = true},
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
                     .group = KEYS_WINDOW},
    [ACTION_SESSIONS] = {.menu = "menu.sessions"},
    [ACTION_PREFERENCES] = {.menu = "menu.preferences"},
    [ACTION_FULLSCREEN] = {.text = "keys.fullscreen",
                           .shown = "F11",
                           .key = {{WINDOW_KEY_F1 + 10, 0, 0}},
                           .group = KEYS_WINDOW},
    [ACTION_THEME] = {.text = "keys.theme",
                      .shown = "T",
                      .key = {{'t', 0, 0}},
                      .group = KEYS_WINDOW},
    [ACTION_NEXT_LANGUAGE] = {.text = "keys.language",
                              .shown = "Ctrl G",
                              .key = {{'g', WINDOW_CTRL, 0}},
                              .group = KEYS_WINDOW},
    [ACTION_KEYS] = {.text = "keys.help",
                     .menu = "menu.keys",
                     .shown = "?",
                     .key = {{'?', 0, 0}},
                     .group = KEYS_WINDOW},
    [ACTION_ESCAPE] = {.text = "keys.escape",
                       .shown = "Esc",
                       .key = {{WINDOW_KEY_ESCAPE, 0, 0}},
                       .group = KEYS_WINDOW},
    [ACTION_QUIT] = {.text = "keys.quit",
                     .shown = "Ctrl Q",
                     .key = {{'q', WINDOW_CTRL, 0}},
                     .group = KEYS_WINDOW},
    [ACTION_ISOLATE] = {.hides = true},
    [ACTION_BODY_FILE] = {.edits = true},
    [ACTION_BODY_JOINTS] = {.edits = true},
    [ACTION_LEAVE_SESSION] = {.menu = "menu.another"},
    [ACTION_CHANGE_CASE] = {.edits = true},
    [ACTION_OPEN_PATH] = {.edits = true},
};

/* in a session all of the body is shown, so that no needle is out of sight */
static bool would_hide(const struct desk *desk, enum action_id id)
{
    return ACTIONS[id].hides && desk->mode == APP_CLINIC &&
           live_session_state(desk->live);
}

bool actions_may(const struct desk *desk, enum action_id id)
{
    const struct action *a = &ACTIONS[id];
    // what a session was begun with stays as it is until the session is left
    bool session = live_session_state(desk->live), held = desk->work.on || session;
    if (id == ACTION_LEAVE_SESSION && !session)
        return false;
    if (id == ACTION_UNDO && landmark_tool_open(desk->landmark_tool))
        return landmark_tool_can_undo(desk);
    return !(a->edits && held) && !would_hide(desk, id) &&
           (!a->can || a->can(&desk->dossier));
}

void actions_offer(struct desk *desk)
{
    for (int id = 0; id < ACTIONS_COUNT; id++)
        desk->sink.may[id] = actions_may(desk, (enum action_id)id);
}

bool actions_is_held(struct desk *desk, enum action_id id)
{
    bool session = live_session_state(desk->live) != NULL;
    bool held = ACTIONS[id].edits && (session || desk->work.on);
    if (held)
        sink_say(&desk->sink, "%s",
                 text_of(desk->texts, session ? "clinic.case_held" : "job.case_held"));
    if (would_hide(desk, id))
        sink_say(&desk->sink, "%s", text_of(desk->texts, "clinic.body_whole"));
    return held;
}

/* each by the part whose it is; none: by the mode itself */
static void done(struct app *app, const struct request *request)
{
    // while landmarks are put, what is undone is theirs
    if (request->id == ACTION_UNDO && landmark_tool_open(app->desk.landmark_tool))
        landmark_tool_undo(&app->desk);
    else if (!actions_look(&app->director, request) &&
             !actions_case(&app->desk.dossier, request) &&
             !actions_session(&app->desk, request) &&
             !actions_card(&app->desk, request) &&
             !actions_settings(&app->desk.settings, request) &&
             !actions_job(&app->jobs, request))
        actions_program(app, request);
}

void actions_run(struct app *app, const struct request *request)
{
    if (!actions_is_held(&app->desk, request->id) && actions_may(&app->desk, request->id))
        done(app, request);
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
        actions_run(app, &request[i]);
        free(request[i].record);
    }
}

/* shift may be what it takes to reach a sign */
static bool is_meant(const struct action_key *k, uint32_t key, unsigned mods)
{
    return k->key && k->key == key && (k->mods & WINDOW_CTRL) == (mods & WINDOW_CTRL) &&
           !(k->mods & ~mods);
}

bool actions_run_key(struct app *app, uint32_t key, unsigned mods)
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
    actions_run(app, &request);
    return true;
}
