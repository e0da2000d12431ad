/* record_csv.c - tables of a record, by RFC 4180. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "session/record.h"
#include "session/record_internal.h"

static void number(FILE *to, const json_t *value)
{
    if (json_is_integer(value))
        fprintf(to, ",%lld", (long long)json_integer_value(value));
    else
        fputc(',', to);
}

static void one_event(FILE *to, const json_t *whole, const json_t *event)
{
    char at[32], happened[32];
    const json_t *late = json_object_get(event, "happened");
    int64_t recorded = json_integer_value(json_object_get(event, "at"));
    int64_t when = late ? json_integer_value(late) : recorded;
    record_time(when, happened);
    record_time(recorded, at);
    const json_t *args = json_object_get(event, "args");
    csv_field(to, record_text(whole, "id"), "");
    csv_field(to, record_text(whole, "label"), ",");
    number(to, json_object_get(event, "number"));
    fprintf(to, ",%s,%s,%s", happened, at, late ? "late" : "");
    csv_field(to, record_text(event, "by"), ",");
    csv_field(to, record_text(event, "event"), ",");
    for (size_t i = 0; i < 4; i++) {
        const char *arg = json_string_value(json_array_get(args, i));
        csv_field(to, arg ? arg : "", ",");
    }
    csv_field(to, record_text(event, "machine"), ",");
    csv_end(to);
}

char *record_csv(const json_t *whole, size_t *size)
{
    char *out = NULL;
    FILE *to = xstream(&out, size);
    fputs("session,label,number,happened,recorded,late,by,event,argument_1,argument_2,"
          "argument_3,argument_4,machine\r\n",
          to);
    const json_t *events = json_object_get(whole, "events");
    for (size_t i = 0; i < json_array_size(events); i++)
        one_event(to, whole, json_array_get(events, i));
    xstream_close(to);
    return out;
}

char *record_course_csv(const json_t *course, size_t *size)
{
    static const char *const NUMBERS[] = {"needles", "retained_s", "longest_s",
                                          "incidents"};
    char *out = NULL, started[32];
    FILE *to = xstream(&out, size);
    const json_t *sessions = json_object_get(course, "sessions");
    fputs("label,session,started,state,days_since_last,needles,retained_s,longest_s,"
          "incidents,score_before,score_after,points\r\n",
          to);
    for (size_t i = 0; i < json_array_size(sessions); i++) {
        const json_t *s = json_array_get(sessions, i);
        const json_t *score = json_object_get(s, "score");
        record_time(json_integer_value(json_object_get(s, "started")), started);
        csv_field(to, record_text(course, "label"), "");
        csv_field(to, record_text(s, "id"), ",");
        fprintf(to, ",%s", started);
        csv_field(to, record_text(s, "state"), ",");
        number(to, json_object_get(s, "since_last_days"));
        for (size_t k = 0; k < sizeof NUMBERS / sizeof *NUMBERS; k++)
            number(to, json_object_get(s, NUMBERS[k]));
        number(to, json_object_get(score, "before"));
        number(to, json_object_get(score, "after"));
        char points[4000] = "";
        const json_t *list = json_object_get(s, "points");
        for (size_t k = 0; k < json_array_size(list); k++) {
            size_t n = strlen(points);
            snprintf(points + n, sizeof points - n, "%s%s", k ? " " : "",
                     json_string_value(json_array_get(list, k)));
        }
        csv_field(to, points, ",");
        csv_end(to);
    }
    xstream_close(to);
    return out;
}
