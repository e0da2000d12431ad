/* actions_card.c - what opens a card over the body, or a field in a panel. */
#include "app/actions_internal.h"
#include "app/cards.h"
#include "app/search_list.h"
#include "base/cut.h"
#include "panels/files.h"
#include "panels/landmark_tool.h"
#include "panels/measure_tool.h"
#include "panels/section_card.h"
#include "panels/session_list.h"
#include "panels/shell.h"

static void run_files(struct desk *desk, const struct request *request)
{
    static const enum files_task TASKS[ACTIONS_COUNT] = {
        [ACTION_OPEN_CASE] = FILES_OPEN_CASE,
        [ACTION_SAVE_CASE_AS] = FILES_SAVE_CASE,
        [ACTION_PICTURE] = FILES_SAVE_PICTURE,
        [ACTION_CARD] = FILES_SAVE_CARD,
        [ACTION_PAGE] = FILES_SAVE_PAGE,
        [ACTION_OPEN_BODY] = FILES_OPEN_BODY,
        [ACTION_OPEN_LESSON] = FILES_OPEN_LESSON,
        [ACTION_SAVE_LESSON] = FILES_SAVE_LESSON,
        [ACTION_LESSON_PAGE] = FILES_LESSON_PAGE,
        [ACTION_SAVE_RESULT] = FILES_SAVE_RESULT,
    };
    if (request->id == ACTION_OPEN_BODY && cards_ask_landmarks(desk, CARDS_BEFORE_BODY))
        return;
    files_ask(desk, TASKS[request->id]);
    cards_open(desk, SHELL_FILES);
}

static void run_sessions(struct desk *desk)
{
    session_list_read(desk->shell, desk->live, desk->picture);
    cards_open(desk, SHELL_SESSIONS);
}

static void run_preferences(struct desk *desk)
{
    shell_preferences_read(desk->shell, desk->picture, desk->data_dir);
    cards_open(desk, SHELL_PREFERENCES);
}

static void run_measure(struct desk *desk)
{
    cards_open(desk, SHELL_NO_CARD);
    measure_tool_toggle(desk);
}

static void run_layers(struct desk *desk)
{
    cards_open(desk, desk->shell->card == SHELL_LAYERS ? SHELL_NO_CARD : SHELL_LAYERS);
}

static void run_keys(struct desk *desk)
{
    cards_open(desk, desk->shell->card == SHELL_KEYS ? SHELL_NO_CARD : SHELL_KEYS);
}

static void run_card_over(struct desk *desk, const struct request *request)
{
    cards_open(desk, (enum shell_card)request->argument);
}

static void run_section(struct desk *desk)
{
    if (section_card_open(desk->shell, &desk->eye, &desk->dossier, desk->subject))
        cards_open(desk, SHELL_SECTION);
}

static void run_folder(struct desk *desk, const struct request *request)
{
    files_go(desk->shell, desk->picture, desk->texts, request->text);
}

static void run_export(struct desk *desk, const struct request *request)
{
    files_export_session(desk, request->argument);
    cards_open(desk, SHELL_FILES);
}

static void run_give_up_landmarks(struct desk *desk)
{
    bool leaving = desk->shell->landmarks_leaving;
    landmark_tool_forget(desk->landmark_tool);
    cards_open(desk, SHELL_NO_CARD);
    if (leaving)
        sink_ask(&desk->sink, ACTION_QUIT, 0);
}

static void run_end_search(struct desk *desk)
{
    desk->search.query[0] = 0;
}

static void run_caution(struct desk *desk, const struct request *request)
{
    cut_print(desk->shell->caution, sizeof desk->shell->caution, "%s", request->text);
    cards_open(desk, SHELL_CAUTION);
}

static const struct {
    void (*plain)(struct desk *desk);
    void (*with)(struct desk *desk, const struct request *request);
} DONE[ACTIONS_COUNT] = {
    [ACTION_OPEN_CASE] = {.with = run_files},
    [ACTION_SAVE_CASE_AS] = {.with = run_files},
    [ACTION_PICTURE] = {.with = run_files},
    [ACTION_CARD] = {.with = run_files},
    [ACTION_PAGE] = {.with = run_files},
    [ACTION_OPEN_BODY] = {.with = run_files},
    [ACTION_LANDMARKS] = {.plain = landmark_tool_toggle},
    [ACTION_MEASURE] = {.plain = run_measure},
    [ACTION_LAYERS] = {.plain = run_layers},
    [ACTION_SESSIONS] = {.plain = run_sessions},
    [ACTION_PREFERENCES] = {.plain = run_preferences},
    [ACTION_KEYS] = {.plain = run_keys},
    [ACTION_SHOW_CARD] = {.with = run_card_over},
    [ACTION_SHOW_SECTION] = {.plain = run_section},
    [ACTION_EXPORT_SESSION] = {.with = run_export},
    [ACTION_FOLDER] = {.with = run_folder},
    [ACTION_SAVE_LANDMARKS] = {.plain = landmark_tool_save},
    [ACTION_UNDO_LANDMARK] = {.plain = landmark_tool_undo},
    [ACTION_GIVE_UP_LANDMARKS] = {.plain = run_give_up_landmarks},
    [ACTION_END_SEARCH] = {.plain = run_end_search},
    [ACTION_LIST_SEARCH] = {.plain = search_list_make},
    [ACTION_SHOW_CAUTION] = {.with = run_caution},
    [ACTION_OPEN_LESSON] = {.with = run_files},
    [ACTION_SAVE_LESSON] = {.with = run_files},
    [ACTION_LESSON_PAGE] = {.with = run_files},
    [ACTION_SAVE_RESULT] = {.with = run_files},
};

bool actions_card(struct desk *desk, const struct request *request)
{
    if (!DONE[request->id].plain && !DONE[request->id].with)
        return false;
    if (desk && DONE[request->id].plain)
        DONE[request->id].plain(desk);
    else if (desk)
        DONE[request->id].with(desk, request);
    return true;
}
