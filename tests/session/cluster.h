/* cluster.h - the server of with_server.sh as a test treats it badly, and a room with a
 * spool of its own. */
#ifndef DEQI_TESTS_SESSION_CLUSTER_H
#define DEQI_TESTS_SESSION_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>

#include "session/journal.h"

/* All processes of the server at once; SIGKILL takes them down as a power cut would. */
void cluster_signal(int signal);
void cluster_start(void);
/* Waits until it answers, and starts it where it has ended itself; true where it had. */
bool cluster_mend(void);
/* SQL as the keeper of the server; the test fails where it fails, unless `state` names
 * the SQLSTATE that is expected. */
void cluster_sql(const char *sql, const char *state);
long cluster_count(const char *sql); /* a single number */
/* Memory of all processes of the server, what they share counted once. */
long cluster_memory_kb(void);

/* The options of a room: its spool is a file in the folder. `login` NULL: the keeper. The
 * texts live until the next call with that number (0 to 7). */
struct journal_options cluster_room(const char *folder, int number, const char *login);
/* The address through a socket in another folder. */
void cluster_address(const char *socket_folder, const char *login, char *out,
                     size_t size);
void cluster_socket(char *out, size_t size); /* the folder of the server's own */

/* What a test of rooms does with them; it fails where they fail. */
struct journal *cluster_open(const struct journal_options *options);
struct journal_session *cluster_load(struct journal *journal, int64_t id);
struct session_event cluster_needle(enum session_event_kind kind, const char *code,
                                    const char *side);
struct journal_reach cluster_reach(struct journal *journal);
/* Until the server is in reach again, which a room looks for once a second. */
void cluster_come_back(struct journal *journal);
void cluster_pause_ms(int milliseconds);
/* room_a and room_b record, wall looks on, head removes; none has more rights than that.
 */
void cluster_make_logins(void);

/* A group of tests; without a server a word, and the status of what is skipped. */
struct CMUnitTest;
int cluster_run(const struct CMUnitTest *tests, size_t n);
#define CLUSTER_RUN(TESTS) cluster_run(TESTS, sizeof(TESTS) / sizeof *(TESTS))
/* One with a store of its own (place.h). */
#define CLUSTER_TEST(NAME) cmocka_unit_test_setup_teardown(NAME, store_make, store_drop)

#endif
