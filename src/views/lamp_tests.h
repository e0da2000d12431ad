/* lamp_tests.h - where the lamp of a running session may shine, from its own record: what
 * was tested, what failed, what is withheld, and what still waits for a hot/cold test.
 * Texts are in the reader's language and live in the arena. */
#ifndef DEQI_VIEWS_LAMP_TESTS_H
#define DEQI_VIEWS_LAMP_TESTS_H

#include "base/arena.h"
#include "session/session.h"

enum lamp_test_state {
    LAMP_TEST_NOT_NEEDED, /* it may be lit as it is */
    LAMP_TEST_PASSED,
    LAMP_TEST_FAILED,
    LAMP_TEST_WITHHELD,
    LAMP_TEST_MISSING,
    LAMP_TEST_STATES
};

/* Of one region of the session's plan. */
enum lamp_test_state lamp_test_state_of(const struct session *session, int region);

/* A region that is tested, whatever came of it. */
struct lamp_test_row {
    int region;       /* of the session's plan */
    const char *text; /* "Sole, left" */
    enum lamp_test_state state;
};

struct lamp_tests {
    int count[LAMP_TEST_STATES];
    int n_rows, n_lines;
    struct lamp_test_row *row;
    /* What the record says, regions of one answer together: "Felt hot and cold: sole
     * (left), sole (right)." Nothing of those that are still to be tested. */
    const char **line;
};

/* Of the regions that the position at hand warms: what the person lies on is neither lit
 * nor asked about. */
void lamp_tests_make(struct lamp_tests *tests, const struct session *session,
                     const struct texts *texts, struct arena *arena);

#endif
