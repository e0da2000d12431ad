/* fixture.h - a small plan and a way to write a session as lines of words. */
#ifndef DEQI_TESTS_SESSION_FIXTURE_H
#define DEQI_TESTS_SESSION_FIXTURE_H

#include "session/session.h"

enum { FIXTURE_T0 = 1000 }; /* ms; entered times count from here */

/* supine: KI3 L, KI3 R, EX-LE10 L (4 needles); prone: BL57 L.
 * Removed: SP6 L by SF03 (supine); LR3 R by SF04 and SF11 (supine); GB20 L by SF08
 * (seated, where the plan has no other point); LI4 L by SF03 (any). Lamp: sole L
 * conditional, sole R on, foot_dorsum L withheld. */
struct session_plan *fixture_plan(void);
/* one point, one region of the given rule */
struct session_plan *fixture_small(enum session_lamp_rule rule);

struct session_time fixture_at(double seconds);
/* Applies "NAME ARG..." (words parted by blanks) at so many seconds after the start.
 * False where it was refused; the refusal's id is then in `fixture_refused` without its
 * prefix. */
bool fixture_do(struct session *s, double seconds, const char *line);
extern const char *fixture_refused;
/* Applies the lines (NULL-terminated) and fails the test where one is refused. */
void fixture_all(struct session *s, double seconds, const char *const *lines);
void fixture_begin(struct session *s, const struct session_plan *plan);

#endif
