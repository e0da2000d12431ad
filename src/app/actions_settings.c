/* actions_settings.c - what is remembered of how the user wants the program. */
#include <stdio.h>
#include <string.h>

#include "app/actions_internal.h"

static void run_text_size(struct settings *settings, const struct request *request)
{
    settings->text_scale = (float)request->argument / 100;
}

static void run_single_keys(struct settings *settings, const struct request *request)
{
    settings->letters_off = request->argument == 0;
}

static void run_reduce(struct settings *settings, const struct request *request)
{
    settings->reduced_motion = request->argument != 0;
}

static void run_begin_with(struct settings *settings, const struct request *request)
{
    struct settings_body *body = &settings->body;
    *body = (struct settings_body){.shaped = false};
    snprintf(body->name, sizeof body->name, "%.511s", request->text);
}

/* where the system has no such hash the one before stays */
static void run_pin(struct settings *settings, const struct request *request)
{
    char hash[PIN_HASH] = "";
    bool none = !request->text[0];
    if (none || (pin_is_figures(request->text) && pin_hash(request->text, hash)))
        memcpy(settings->pin, hash, sizeof hash);
}

/* how the display and the keyboard on the screen behave here */
static void run_room(struct settings *settings, const struct request *request)
{
    int value = (int)request->argument;
    if (request->id == ACTION_COVER)
        settings->covered = value;
    if (request->id == ACTION_RETURN)
        settings->return_min = value;
    if (request->id == ACTION_SCREEN_KEYS)
        settings->keyboard = (enum settings_keys)value;
}

static void (*const DONE[ACTIONS_COUNT])(struct settings *settings,
                                         const struct request *request) = {
    [ACTION_TEXT_SIZE] = run_text_size,
    [ACTION_REDUCE_MOTION] = run_reduce,
    [ACTION_SINGLE_KEYS] = run_single_keys,
    [ACTION_PIN] = run_pin,
    [ACTION_RETURN] = run_room,
    [ACTION_COVER] = run_room,
    [ACTION_SCREEN_KEYS] = run_room,
    [ACTION_BEGIN_WITH] = run_begin_with,
};

bool actions_settings(struct settings *settings, const struct request *request)
{
    if (!DONE[request->id])
        return false;
    if (settings)
        DONE[request->id](settings, request);
    return true;
}
