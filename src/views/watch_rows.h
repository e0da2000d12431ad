/* watch_rows.h - every open session as somebody reads it from afar: who it is, how long
 * yet or how long overdue, what is to be done. Strip and board say the same. Texts are in
 * the reader's language and live in the arena. */
#ifndef DEQI_VIEWS_WATCH_ROWS_H
#define DEQI_VIEWS_WATCH_ROWS_H

#include "base/arena.h"
#include "session/watch.h"

enum watch_urgency {
    WATCH_CALM,
    WATCH_MIND,  /* a warning stands */
    WATCH_URGENT /* an alarm does: something must be done now */
};

struct watch_row {
    int64_t id;
    const char *who;       /* as watch_row_name says */
    const char *phase;     /* what the figures are: "until the end", "time is up since" */
    const char *brief;     /* the same in a narrow place, or when the skin is looked at */
    const char *figures;   /* "17:30"; where no time runs, how many are in: "8 in" */
    const char *needles;   /* "8 needles in"; "" where the figures say that */
    const char *count;     /* "8 in"; likewise */
    const char *lamp;      /* "Lamp on, skin check in 3:20"; "" = it is off */
    const char *todo;      /* what is to be done or minded first, a sentence */
    const char *points;    /* what is in: "KI3 L   KI3 R"; "" = nothing */
    const char *place;     /* "Lying on the back · begun 10:03" */
    const char *since;     /* "alarm since 10:38"; "" = none */
    const char *here_only; /* "On this machine only: 2"; "" = all of it has arrived */
    enum watch_urgency urgency;
    bool late;     /* the figures tell a time that is over */
    bool practice; /* nobody is needled */
};

struct watch_rows {
    int n;
    struct watch_row *row; /* the most urgent first */
    const char *sum;       /* "4 under way, 29 needles in" */
};

/* `wall_ms`: Unix time of the last look. */
void watch_rows_make(struct watch_rows *rows, const struct watch *watch, int64_t wall_ms,
                     const struct texts *texts, struct arena *arena);

/* A head for one session: its label, or "Session 12". */
const char *watch_row_who(const char *label, int64_t id, const struct texts *texts,
                          struct arena *arena);
/* The same beside all others: "No. 12 · Bed 1" where another open one is called
 * alike; the number first, which no narrow place may cut. */
const char *watch_row_name(const struct watch *watch, const char *label, int64_t id,
                           const struct texts *texts, struct arena *arena);

#endif
