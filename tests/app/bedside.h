/* bedside.h - another deqi that keeps the same journal, as at the bedside while the one
 * that is driven hangs in the room. What it does is seen there only after drive_pass. */
#ifndef DEQI_TESTS_APP_BEDSIDE_H
#define DEQI_TESTS_APP_BEDSIDE_H

#include "document/live_session.h"
#include "drive.h"

struct bedside {
    struct drive *drive; /* whose clock and texts it uses */
    struct live_session *running;
};

void bedside_open(struct bedside *bedside, struct drive *drive);
void bedside_close(struct bedside *bedside);

/* A session of the case in the file. */
void bedside_begin(struct bedside *bedside, const char *case_path);
/* The same under a label or bed. */
void bedside_begin_as(struct bedside *bedside, const char *case_path, const char *who);
/* An event as on the command line; the last argument is NULL. A second passes. */
void bedside_event(struct bedside *bedside, ...);
/* Every needle of the position goes in, and De Qi comes; every region passes its hot/cold
 * test; every needle comes out. */
void bedside_needle_all(struct bedside *bedside);
void bedside_test_all(struct bedside *bedside);
void bedside_remove_all(struct bedside *bedside);
const struct session *bedside_session(const struct bedside *bedside);

#endif
