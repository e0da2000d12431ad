#include "panels/sink.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "text/error_words.h"

enum { NOTICE_MS = 6000 };

void sink_redraw(struct sink *sink)
{
    sink->frames_due = sink->frames_due > 2 ? sink->frames_due : 2;
}

void sink_redraw_once(struct sink *sink)
{
    sink->frames_due = sink->frames_due > 1 ? sink->frames_due : 1;
}

void sink_unsettle(struct sink *sink)
{
    sink->unsettled = true;
    sink_redraw(sink);
}

void sink_say(struct sink *sink, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    cut_vprint(sink->notice, sizeof sink->notice, format, args);
    va_end(args);
    sink->said = true;
    sink->notice_ms = NOTICE_MS;
    sink_redraw(sink);
}

void sink_say_error(struct sink *sink, const struct texts *texts,
                    const struct error *error)
{
    char words[sizeof sink->notice];
    error_words_at(texts, error, words, sizeof words);
    sink_say(sink, "%s", words);
}

void sink_say_why(struct sink *sink, const struct texts *texts, const struct error *error)
{
    char words[sizeof sink->notice];
    error_words(texts, error, words, sizeof words);
    sink_say(sink, "%s", words);
}

void sink_say_that(struct sink *sink, const struct texts *texts, const char *id,
                   const struct error *error)
{
    char why[1200], text[sizeof sink->notice];
    error_words_at(texts, error, why, sizeof why);
    struct message m = {.id = id, .arg = {{.name = "why", .text = why}}};
    text_format(texts, &m, text, sizeof text);
    sink_say(sink, "%s", text);
}

void sink_hush(struct sink *sink)
{
    sink->notice[0] = 0;
    sink->said = false;
    sink_redraw(sink);
}

void sink_request(struct sink *sink, const struct request *request)
{
    // more than a hand can press in one frame
    if (sink->n_requests < REQUESTS_MOST)
        sink->request[sink->n_requests++] = *request;
    else
        free(request->record);
    sink_redraw(sink);
}

void sink_ask(struct sink *sink, enum action_id id, int64_t argument)
{
    sink_request(sink, &(struct request){.id = id, .argument = argument});
}

void sink_ask_text(struct sink *sink, enum action_id id, const char *text,
                   int64_t argument)
{
    struct request request = {.id = id, .argument = argument};
    cut_print(request.text, sizeof request.text, "%s", text);
    sink_request(sink, &request);
}

void sink_put(struct sink *sink, void *at, const void *value, size_t size)
{
    sink_redraw(sink);
    if (sink->n_puts == sink->room_puts) {
        sink->room_puts = sink->room_puts ? 2 * sink->room_puts : 8;
        sink->put = xrealloc(sink->put, (size_t)sink->room_puts * sizeof *sink->put);
    }
    if (sink->room_bytes - sink->n_bytes < size) {
        sink->room_bytes = 2 * (sink->n_bytes + size);
        sink->bytes = xrealloc(sink->bytes, sink->room_bytes);
    }
    sink->put[sink->n_puts++] = (struct sink_put){at, size, sink->n_bytes};
    memcpy(sink->bytes + sink->n_bytes, value, size);
    sink->n_bytes += size;
}

void sink_put_changed(struct sink *sink, void *at, const void *value, size_t size)
{
    if (memcmp(at, value, size) != 0)
        sink_put(sink, at, value, size);
}

void sink_put_bool(struct sink *sink, bool *at, bool value)
{
    sink_put(sink, at, &value, sizeof value);
}

void sink_put_int(struct sink *sink, int *at, int value)
{
    sink_put(sink, at, &value, sizeof value);
}

void sink_put_all(struct sink *sink)
{
    for (int i = 0; i < sink->n_puts; i++)
        memcpy(sink->put[i].at, sink->bytes + sink->put[i].from, sink->put[i].size);
    sink->n_puts = 0;
    sink->n_bytes = 0;
}

void sink_change_case(struct sink *sink, const struct case_record *record, int group)
{
    struct request request = {.id = ACTION_CHANGE_CASE, .argument = group};
    request.record = xmalloc(sizeof *request.record);
    *request.record = *record;
    sink_request(sink, &request);
}

void sink_show_card(struct sink *sink, enum shell_card card)
{
    sink_ask(sink, ACTION_SHOW_CARD, (int64_t)card);
}

void sink_clear(struct sink *sink)
{
    for (int i = 0; i < sink->n_requests; i++)
        free(sink->request[i].record);
    sink->n_requests = 0;
    free(sink->put);
    free(sink->bytes);
    sink->put = NULL;
    sink->bytes = NULL;
    sink->n_puts = sink->room_puts = 0;
    sink->n_bytes = sink->room_bytes = 0;
}

// ---------------------------------------------------------------- what is looked at

void sink_select(struct sink *sink, const char *code, enum side side,
                 enum sink_approach how)
{
    sink_ask_text(sink, ACTION_SELECT, code, (int64_t)side);
    if (*code && how == SINK_FLY)
        sink_fly_to_point(sink, code, side);
}

void sink_show_region(struct sink *sink, const char *id)
{
    sink_ask_text(sink, ACTION_SHOW_REGION, id, 0);
    sink_fly_region(sink, id, SIDE_M);
}

void sink_hold_channel(struct sink *sink, const char *id)
{
    sink_ask_text(sink, ACTION_SHOW_CHANNEL, id, 1);
}

void sink_show_channel(struct sink *sink, const char *id)
{
    sink_ask_text(sink, ACTION_SHOW_CHANNEL, id, 0);
}

void sink_show_landmark(struct sink *sink, const char *name, enum side side)
{
    sink_ask_text(sink, ACTION_SHOW_LANDMARK, name, (int64_t)side);
}

void sink_isolate(struct sink *sink, const struct isolate *isolate,
                  enum sink_approach how)
{
    char text[ISOLATE_TEXT];
    isolate_write(isolate, text);
    sink_ask_text(sink, ACTION_ISOLATE, text, how == SINK_STAY);
}

void sink_show_rule(struct sink *sink, const char *id)
{
    sink_ask_text(sink, ACTION_SHOW_RULE, id, 0);
}

void sink_show_structure(struct sink *sink, const char *id, enum side side,
                         enum sink_approach how)
{
    sink_ask_text(sink, how == SINK_FLY ? ACTION_FLY_TO_STRUCTURE : ACTION_SHOW_STRUCTURE,
                  id, (int64_t)side);
}

static struct app_target *look(struct sink *sink, int what)
{
    sink->target = (struct app_target){.look = what};
    sink_redraw(sink);
    return &sink->target;
}

static void look_at(struct sink *sink, int kind, const char *what, enum side side)
{
    struct app_target *t = look(sink, kind);
    cut_print(t->what, sizeof t->what, "%s", what);
    t->side = side;
}

void sink_fly_eye(struct sink *sink, const struct aim *aim, float yaw, float pitch)
{
    struct app_target *t = look(sink, LOOK_EYE);
    t->near.aim = *aim;
    t->yaw = yaw;
    t->pitch = pitch;
}

void sink_fly_home(struct sink *sink, const char *named_view)
{
    look_at(sink, LOOK_HOME, named_view, SIDE_M);
}

void sink_fly_plan(struct sink *sink, const struct case_record *record)
{
    look(sink, LOOK_PLAN)->record = record;
}

void sink_fly_to_point(struct sink *sink, const char *code, enum side side)
{
    look_at(sink, LOOK_POINT, code, side);
}

void sink_turn_to(struct sink *sink, const char *code, enum side side)
{
    if (sink->target.look == LOOK_NOWHERE)
        look_at(sink, LOOK_TURN, code, side);
}

void sink_fly_channel(struct sink *sink, const char *channel)
{
    look_at(sink, LOOK_CHANNEL, channel, SIDE_M);
}

void sink_fly_region(struct sink *sink, const char *id, enum side side)
{
    look_at(sink, LOOK_REGION, id, side);
}

void sink_fly_near(struct sink *sink, const struct app_near *near)
{
    look(sink, LOOK_NEAR)->near = *near;
}
