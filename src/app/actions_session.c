/* actions_session.c - which case and which session are worked on, and how they sound. */
#include <stdio.h>
#include <stdlib.h>

#include "app/actions_internal.h"
#include "app/cards.h"
#include "app/case_work.h"
#include "base/arena.h"
#include "document/live_session.h"
#include "modes/clinic.h"
#include "panels/shell.h"

static void run_new(struct desk *desk)
{
    struct case_record *r = xcalloc(1, sizeof *r);
    case_init(r);
    case_work_begin(desk, r, "");
    free(r);
    cards_open(desk, SHELL_NO_CARD);
}

static void run_earlier_session(struct desk *desk, const struct request *request)
{
    if (request->id == ACTION_TAKE_UP_SESSION) {
        case_work_take_up(desk, request->argument);
        return;
    }
    cards_open(desk, SHELL_NO_CARD);
    case_work_repeat(desk, request->argument);
    snprintf(desk->clinic->who, sizeof desk->clinic->who, "%.159s", request->text);
}

static void run_leave_session(struct desk *desk)
{
    const struct session *s = live_session_state(desk->live);
    // the next patient is not this one: nothing of the case stays behind
    bool another = s && session_is_open(s) && !desk->dossier.aside;
    cards_open(desk, SHELL_NO_CARD);
    case_work_leave(desk);
    if (another)
        run_new(desk);
}

/* heard as it is chosen */
static void run_sound(struct desk *desk, const struct request *request)
{
    if (request->id == ACTION_TONE)
        desk->settings.tone = (int)request->argument;
    else if (request->id == ACTION_VOLUME)
        desk->settings.volume = (int)request->argument;
    else
        desk->settings.spoken = request->argument != 0;
    if (request->id != ACTION_SPEAK)
        clinic_test_tone(desk);
    else if (desk->settings.spoken)
        clinic_test_voice(desk);
}

/* the form stays as it is where that fails */
static void run_put_away(struct desk *desk)
{
    const struct shell_seen *seen = &desk->shell->seen;
    struct session_time at = desk_session_time(&desk->clock);
    struct error error = {0};
    if (!live_session_see_to(desk->live, seen->number, seen->by, seen->why, &at,
                             &error)) {
        sink_say_error(&desk->sink, desk->texts, &error);
        return;
    }
    desk->shell->seen = (struct shell_seen){0};
    live_session_look(desk->live, &at);
    sink_say(&desk->sink, "%s", text_of(desk->texts, "reach.seen"));
}

static const struct {
    void (*plain)(struct desk *desk);
    void (*with)(struct desk *desk, const struct request *request);
} DONE[ACTIONS_COUNT] = {
    [ACTION_NEW_CASE] = {.plain = run_new},
    [ACTION_TAKE_UP_SESSION] = {.with = run_earlier_session},
    [ACTION_LEAVE_SESSION] = {.plain = run_leave_session},
    [ACTION_REPEAT_SESSION] = {.with = run_earlier_session},
    [ACTION_PUT_AWAY] = {.plain = run_put_away},
    [ACTION_TONE] = {.with = run_sound},
    [ACTION_VOLUME] = {.with = run_sound},
    [ACTION_SPEAK] = {.with = run_sound},
};

bool actions_session(struct desk *desk, const struct request *request)
{
    if (!DONE[request->id].plain && !DONE[request->id].with)
        return false;
    if (desk && DONE[request->id].plain)
        DONE[request->id].plain(desk);
    else if (desk)
        DONE[request->id].with(desk, request);
    return true;
}
