/* record.h - a session handed out: as a table (CSV), for another system (FHIR R4), and
 * several of one person as a course.
 *
 * Everything comes from report_export's JSON, so that each tells the same.
 */
#ifndef DEQI_SESSION_RECORD_H
#define DEQI_SESSION_RECORD_H

#include <jansson.h>

#include "session/journal.h"
#include "text/text.h"

/* One line an event, the columns named in the first: RFC 4180, UTF-8. malloc'ed; the
 * length is in *size. A text that a spreadsheet would take for a formula is made a text.
 */
char *record_csv(const json_t *whole, size_t *size);

/* HL7 FHIR R4 (4.0.1): a Bundle of type collection with a Procedure, a Device and a
 * DeviceUseStatement for the needles and one for the lamp, and an Observation for each
 * score, hot/cold test, skin check, incident and count. Who it is goes as a display text
 * alone: deqi knows no patient's number. A new reference. */
json_t *record_fhir(const json_t *whole);

/* The Bundles of several sessions in one. */
json_t *record_fhir_course(const json_t *wholes);

/* The exports of every session of one label, for record_course and record_fhir_course: a
 * new reference to a list, empty where there is none. One that cannot be read hides no
 * other: *unread says that there is one, and `error` which. NULL where the journal cannot
 * be read. */
struct session_time;
json_t *record_collect(struct journal *journal, const char *label,
                       const struct session_time *at, const struct texts *texts,
                       bool *unread, struct error *error);

/* What a course is planned to be; 0 = what its last session was told, if it was. */
struct course_plan {
    int sessions, every_days;
};

/* The sessions of one label in the order of their beginning, from their exports:
 * {"schema": "deqi/course-1", "label", "planned", "sessions": [{"id", "started", "state",
 * "points", "needles", "retained_s", "longest_s", "incidents", "score",
 * "since_last_days", "added", "left_out"}], "curve": {"before": [[day, score]], "after":
 * [...]}, "change", "advice"}. Practice is left out. A new reference. */
json_t *record_course(const char *label, const json_t *sessions,
                      const struct course_plan *plan, const struct texts *texts);
/* A course in a few figures, for a window. */
enum { COURSE_SCORES = 40 };
struct course_brief {
    int sessions;            /* so far, the one that is open among them */
    int planned, every_days; /* 0 = not told */
    int64_t last_started_ms; /* of the last */
    int n;                   /* scores that were told, of the last sessions */
    struct {
        int session;       /* 1 = the first */
        int before, after; /* 0 .. 10; -1 = not told */
    } score[COURSE_SCORES];
    bool known; /* whether and how the scores have changed */
    int change;
    char advice[400]; /* in the reader's language */
};
void record_course_brief(const json_t *course, struct course_brief *out);
/* One line a session. */
char *record_course_csv(const json_t *course, size_t *size);
/* The same as text: dates, scores, and the curve as bars. malloc'ed. */
char *record_course_text(const json_t *course, const struct texts *texts);

#endif
