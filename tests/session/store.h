/* store.h - a journal in a folder of its own, for the tests of journals. */
#ifndef DEQI_TESTS_SESSION_STORE_H
#define DEQI_TESTS_SESSION_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "fixture.h"
#include "session/journal.h"

extern char store_dir[64], store_path[96];

/* Setup and teardown of a test: a fresh folder, and its removal. */
int store_make(void **state);
int store_drop(void **state);

struct journal *store_open(struct error *error);
struct journal *store_must_open(void);
/* A session of fixture_plan under the label "Mrs Example". */
struct journal_session *store_start(struct journal *j);
enum journal_result store_note(struct journal *j, struct journal_session *held,
                               const char *text, struct error *error);
/* Applies the event at so many seconds; the test fails where it is not taken. */
void store_must(struct journal *j, struct journal_session *held, double seconds,
                struct session_event e);
void store_same_state(const struct journal_session *a, const struct journal_session *b);

/* Of the file: other SQL, whether it holds a text, other bytes, a session of 60 notes. */
void store_sql(const char *text, int expected);
bool store_holds(const char *file, const char *what);
void store_write_file(const char *text, size_t n);
void store_fill(void);

#endif
