/* session_plan.h - what a session needs to know of a plan, and nothing else.
 *
 * The rules' plan is turned into this once, when a session starts
 * (session_plan_from_rules.h); it is kept whole in the journal, so that a session can be
 * told again in years without the catalogue that it was made from. It is immutable after
 * it is made. All strings belong to its arena.
 */
#ifndef DEQI_SESSION_SESSION_PLAN_H
#define DEQI_SESSION_SESSION_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "text/text.h"

enum {
    SESSION_POINTS_MAX = 256,  /* points of a plan, those removed by a caution included */
    SESSION_POSITIONS_MAX = 8, /* positions one after another */
    SESSION_REGIONS_MAX = 64,  /* regions of the skin that the lamp could warm */
    SESSION_REMOVALS_MAX = 512,
    SESSION_PARTS_MAX = 4,      /* needles of one point */
    SESSION_NEEDLES_MAX = 352,  /* of all points and the extras of a session */
    SESSION_EXTRA_NEEDLES = 32, /* of those, kept for the extras */
    SESSION_QUESTIONS_MAX = 32,
    SESSION_SPEED_MAX = 60,
    SESSION_ANY_POSITION = -1
};

enum session_lamp_rule {
    SESSION_LAMP_RULE_ON,
    SESSION_LAMP_RULE_CONDITIONAL, /* only after a hot/cold test recorded as passed */
    SESSION_LAMP_RULE_WITHHELD
};

/* One code and side. A point that a caution removed stands here too: an override during
 * the session can bring it back. */
struct session_point {
    const char *code; /* "KI3", "ASHI1", "EX-B2.C5" */
    char side;        /* L, R, M */
    int needles;      /* 1, or 4 for Baxie and Bafeng */
    int position;     /* index into positions; SESSION_ANY_POSITION only if removed */
    bool removed;     /* not part of the session unless every removal of it is lifted */
    const char *const *cautions; /* ids, NULL-terminated */
};

/* That a caution removed a point. A point may be removed by several. */
struct session_removal {
    int point;
    const char *by; /* id of the caution */
};

struct session_region {
    const char *region; /* as in the case format, e.g. "sole" */
    char side;          /* L, R, M */
    enum session_lamp_rule rule;
    struct message reason;
};

/* A removal that the case already lifted, for showing. */
struct session_lifted {
    const char *caution, *code, *reason;
    char side;
};

enum session_asks { SESSION_ASKS_RULE, SESSION_ASKS_CAUTION };

/* What the plan asks and nobody has answered when the session starts. */
struct session_question {
    const char *id;
    struct message text;
    bool safety; /* a caution asks it, not only a rule */
};

struct session_plan {
    struct arena *arena;
    const char *label; /* who it is: a label or a bed; "" = none */
    int64_t retention_ms;
    int speed; /* 1; of a practice session: how many times faster the time runs */
    bool practice;
    int n_questions;
    struct session_question *questions;
    int n_positions, n_points, n_removals, n_regions, n_lifted;
    const char
        *positions[SESSION_POSITIONS_MAX]; /* "supine", "prone", "side", "seated" */
    struct session_point *points;
    struct session_removal *removals;
    struct session_region *regions;
    struct session_lifted *lifted;
    enum session_lamp_rule lamp; /* for the plan as a whole */
    struct message lamp_reason;
};

/* An empty plan with room for what the limits above allow; only session_plan_from_rules,
 * the JSON reader and tests fill one. */
struct session_plan *session_plan_create(void);
void session_plan_destroy(struct session_plan **plan);

/* The index of the position, appended where it is new; -1 where there is no room. */
int session_plan_position(struct session_plan *plan, const char *name);
/* Appends; -1 (or false) where there is no room. Strings are copied. A point's cautions
 * and a removal's point may be set afterwards. */
int session_plan_add_point(struct session_plan *plan, const char *code, char side,
                           int needles, int position);
bool session_plan_add_removal(struct session_plan *plan, int point, const char *by);
bool session_plan_add_region(struct session_plan *plan, const char *region, char side,
                             enum session_lamp_rule rule, const struct message *reason);
bool session_plan_add_lifted(struct session_plan *plan, const char *caution,
                             const char *code, char side, const char *reason);
bool session_plan_add_question(struct session_plan *plan, const char *id,
                               const struct message *text, enum session_asks asks);
/* Who it is, instead of what the case calls itself; blanks around it are no part of a
 * name, and blanks alone are none. */
void session_plan_set_label(struct session_plan *plan, const char *label);
/* The whole plan's lamp rule from its regions: on if every one is, withheld if every one
 * is (or there is none), else conditional. */
enum session_lamp_rule session_plan_lamp(const struct session_plan *plan);

/* -1 where the plan has no such point (or region). */
int session_plan_find(const struct session_plan *plan, const char *code, char side);
int session_plan_find_region(const struct session_plan *plan, const char *region,
                             char side);

/* A message whose strings are copied into the arena. */
struct message session_plan_message_copy(struct arena *arena,
                                         const struct message *message);
/* As JSON, and back from a member of an object. */
json_t *session_plan_message_to_json(const struct message *message);
bool session_plan_message_read(const struct json_at *object, const char *key,
                               struct arena *arena, struct message *out,
                               struct error *error);

/* The plan as the journal keeps it; a new reference. Reading refuses what does not hold
 * together, so that no journal can make a session do what a plan could not. */
json_t *session_plan_to_json(const struct session_plan *plan);
struct session_plan *session_plan_from_json(const struct json_at *at,
                                            struct error *error);

const char *session_plan_lamp_rule_name(enum session_lamp_rule rule);

#endif
