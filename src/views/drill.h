/* drill.h - a mishap to be practised in a session in which nobody is needled: what is
 * seen, and what the record must hold before it is over. Nothing of it is judged but the
 * record.
 */
#ifndef DEQI_VIEWS_DRILL_H
#define DEQI_VIEWS_DRILL_H

#include "base/arena.h"
#include "session/session.h"

enum drill { DRILL_FAINT, DRILL_BROKEN, DRILL_BURN, DRILL_WRONG_SIDE, DRILLS };

/* What the record held when the drill began. */
struct drill_mark {
    int n_incidents, n_extras, broken;
};
struct drill_mark drill_mark_of(const struct session *session);

enum { DRILL_STEPS_MAX = 5 };
struct drill_step {
    const char *text;
    bool done;
};
struct drill_view {
    const char *scene; /* what is seen; lives in the arena */
    int n_steps;
    struct drill_step step[DRILL_STEPS_MAX];
    bool over; /* every step is done */
};
void drill_make(struct drill_view *view, enum drill drill, const struct session *session,
                const struct drill_mark *mark, const struct texts *texts,
                struct arena *arena);
/* Id of its name: "drill.faint". */
const char *drill_name(enum drill drill);

#endif
