/* journal_rows.c - events as the rows that a journal keeps, and back. */
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "session/journal_internal.h"

/* FNV-1a over everything that a row says: not a secret, but no bit turns unseen */
static uint64_t sum_text(uint64_t sum, const char *text)
{
    do {
        sum = (sum ^ (unsigned char)*text) * 1099511628211ULL;
    } while (*text++);
    return sum;
}

static int64_t sum_of(const struct event_row *row, int64_t id)
{
    const int64_t numbers[] = {id,
                               row->number,
                               row->at.wall_ms,
                               row->at.mono_ms,
                               row->at.entered,
                               row->at.session_ms,
                               row->happened_ms,
                               row->version};
    uint64_t sum = 14695981039346656037ULL;
    char text[24];
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        snprintf(text, sizeof text, "%lld", (long long)numbers[i]);
        sum = sum_text(sum, text);
    }
    return (int64_t)sum_text(sum_text(sum_text(sum, row->at.boot), row->name), row->args);
}

void journal_row_of_event(const struct session_event *event, int64_t id, int number,
                          struct event_row *row, char **args)
{
    struct session_args words;
    session_event_args(event, &words);
    json_t *list = json_array();
    for (int i = 0; i < words.n; i++)
        json_array_append_new(list, json_string(words.arg[i]));
    *args = json_dumps(list, JSON_COMPACT);
    json_decref(list);
    *row = (struct event_row){.number = number,
                              .at = event->at,
                              .happened_ms = event->happened_ms,
                              .version = event->version,
                              .name = session_event_name(event->kind),
                              .args = *args,
                              .has_sum = true};
    row->sum = sum_of(row, id);
}

void journal_kept_event(const struct journal_kept *kept, char *out, size_t size)
{
    json_t *args = json_loads(kept->args, 0, NULL), *arg;
    size_t i;
    cut_print(out, size, "%s", kept->name);
    json_array_foreach(args, i, arg) if (json_is_string(arg))
        cut_append(out, size, " %s", json_string_value(arg));
    json_decref(args);
}

void journal_kept_why(const struct journal_kept *kept, const struct texts *texts,
                      char *out, size_t size)
{
    if (kept->said)
        text_format(texts, kept->said, out, size);
    else
        cut_print(out, size, "%s", kept->why);
}

static bool read_words(const struct event_row *row, json_t *args,
                       struct session_event *event, char joined[SESSION_NOTE_MAX],
                       struct error *error)
{
    const char *words[1 + SESSION_EVENT_ARGS] = {row->name};
    size_t n = json_array_size(args);
    if (!args || n > SESSION_EVENT_ARGS)
        return error_set(error, "an event has no list of arguments");
    for (size_t i = 0; i < n; i++)
        if (!(words[1 + i] = json_string_value(json_array_get(args, i))))
            return error_set(error, "an argument of an event is not a text");
    return session_event_parse(event, (int)n + 1, words, joined, error);
}

bool journal_event_of_row(const struct event_row *row, int64_t id,
                          struct session_event *event, json_t **args,
                          char joined[SESSION_NOTE_MAX], struct error *error)
{
    *args = json_loads(row->args, 0, NULL);
    if (row->version > SESSION_VERSION)
        return error_set(error, "event %d was recorded by a newer deqi", row->number);
    if (row->has_sum && row->sum != sum_of(row, id))
        return error_set(error, "event %d is not as it was written", row->number);
    if (!read_words(row, *args, event, joined, error))
        return false;
    event->at = row->at;
    event->happened_ms = row->happened_ms;
    event->version = row->version;
    return true;
}
