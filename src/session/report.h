/* report.h - a session for programs (JSON, schema "deqi/session-1") and for people
 * (text).
 *
 * Both say the same: the overlay of a moment and the points. `texts` NULL means English.
 */
#ifndef DEQI_SESSION_REPORT_H
#define DEQI_SESSION_REPORT_H

#include <stdio.h>

#include <jansson.h>

#include "session/journal.h"
#include "session/overlay.h"
#include "text/text.h"

/* What both need; made once by report_make. */
struct report {
    const struct journal_session *held; /* borrowed; must not change meanwhile */
    struct session now;                 /* as time has carried it */
    int64_t now_ms;                     /* session time */
    int64_t wall_ms;                    /* Unix time */
    struct overlay overlay;
    const struct texts *texts;
};

/* Refused where `at` is an entered time before the last event. */
bool report_make(struct report *out, const struct journal_session *held,
                 const struct session_time *at, const struct texts *texts,
                 struct session_refusal *refusal);

/* New references. */
json_t *report_json(const struct report *report);
/* The whole session: the status, the case, the plan, and every event. NULL on failure. */
json_t *report_export(const struct report *report, struct journal *journal,
                      struct error *error);

/* The moment, for a nurse to read at a glance. */
void report_text(const struct report *report, FILE *to);
/* The moment in a line, and what must be minded beneath it: one of many on a wall. */
void report_brief(const struct report *report, FILE *to);
/* One alarm, which names its patient. `text` is in the language already. */
void report_print_alarm(int64_t id, const char *who, const char *text,
                        const struct texts *texts, FILE *to);
/* One line of a list of sessions. `state` as in the JSON; `started` as people write it.
 */
void report_print_line(const struct journal_entry *entry, const char *state,
                       int needles_in, const char *started, const struct texts *texts,
                       FILE *to);
/* Every event, one a line, with its time since the start. */
bool report_print_events(const struct report *report, struct journal *journal, FILE *to,
                         struct error *error);

/* "what: why", in the language. */
void report_refusal(const struct session_refusal *refusal, const struct texts *texts,
                    char *out, size_t size);

#endif
