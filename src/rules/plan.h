/* plan.h - what the rules chose for a case, and why.
 *
 * A plain value: enough to print, to run a session, to draw. It is filled by
 * `engine_plan` (engine.h) and never changed afterwards. Everything that it points at
 * lives in the arena that was given to engine_plan, in the engine, or in the case; it is
 * valid as long as those.
 *
 * Texts are messages (id, English, arguments); nothing is formatted here, so that one
 * plan reads in any language. No pointer is NULL unless said; lists are counted.
 *
 * Sides are the subject's: 'L', 'R', 'M' (midline). Regions are the words of the case
 * format.
 */
#ifndef DEQI_RULES_PLAN_H
#define DEQI_RULES_PLAN_H

#include <stdbool.h>

#include "text/text.h"

enum plan_status { PLAN_READY, PLAN_BLOCKED };

enum plan_role { PLAN_PRIMARY, PLAN_ADJUNCT, PLAN_COMPLEMENT, PLAN_ADDED };

enum plan_origin {
    PLAN_ARTICLE, /* the article names the point */
    PLAN_SURFACE, /* it names the surface, standard practice the point */
    PLAN_STANDARD /* it is silent */
};

enum plan_action { PLAN_BLOCK, PLAN_REMOVE, PLAN_CONDITIONAL, PLAN_CAUTION, PLAN_INFO };

enum plan_lamp { PLAN_LAMP_ON, PLAN_LAMP_CONDITIONAL, PLAN_LAMP_WITHHELD };

enum plan_limb { PLAN_TRUNK /* neck and head, too */, PLAN_ARM, PLAN_LEG, PLAN_LIMBS };
enum plan_position { PLAN_ANY, PLAN_SUPINE, PLAN_PRONE, PLAN_SIDE, PLAN_SEATED };
enum { PLAN_POSITIONS = 5 };

enum plan_angle { PLAN_PERPENDICULAR, PLAN_OBLIQUE, PLAN_TRANSVERSE, PLAN_PRICK };

/* What became of an override. */
enum plan_lift {
    PLAN_LIFTED,
    PLAN_NOTHING_TO_LIFT, /* there was no such removal */
    PLAN_LIFT_FINAL,      /* a removal that nobody can lift */
    PLAN_LIFT_NO_WORDS    /* its reason is no words */
};

/* A removal that the clinician wants lifted. */
struct plan_override {
    const char *caution, *code; /* ids */
    char side;                  /* 'L', 'R', 'M', or 'B' for both */
    const char *reason;         /* the clinician's words */
    bool effective;             /* lift == PLAN_LIFTED */
    enum plan_lift lift;
};

struct plan_point {
    const char *code;           /* "KI3", "EX-LE10", "EX-B2.C5", "ASHI1" */
    const char *pinyin, *hanzi; /* "" = no name */
    char side;
    int rank; /* 1 .. 3 */
    enum plan_role role;
    enum plan_origin origin;
    const char *rule; /* id, e.g. "R21" */
    const struct message *reason;
    int n_statements;
    const char *const *statements; /* "S10"; none where the article is silent */

    enum plan_limb limb;
    enum plan_position position; /* in this plan; PLAN_ANY only for what is not chosen */
    int needles;
    bool retained;       /* false: pricked, and not left in */
    double depth_cun[2]; /* least, most, after the cautions' caps; 0, 0 = not needled */
    double depth_cap_mm; /* on the person's own body never deeper; 0 = no such cap */
    enum plan_angle angle;
    const struct message *depth_source; /* NULL: the point catalogue */

    int n_cautions, n_minds;
    const char *const *cautions;        /* ids */
    const struct message *const *minds; /* what to mind at this very point */
    int n_overrides;
    const struct plan_override *const *overrides; /* that keep this point in the plan */

    const char *region; /* of a mark: where it was made; else NULL */
    bool has_at;        /* of a mark: the place itself, in metres on the neutral body */
    double at[3];
    const struct message
        *not_chosen; /* in `optional`: why it is only offered; else NULL */
};

/* What a caution took out. `point` holds everything else about it, so that a session can
 * bring it back; its position is one of the plan's where there is any. */
struct plan_removed {
    struct plan_point point;
    int n_by;
    const char *const *by;                /* ids of the cautions, the gravest first */
    const struct message *const *reasons; /* one for each */
};

struct plan_caution {
    const char *id;
    enum plan_action action;
    struct message title, text, source;
    struct message refer; /* where to refer; zeroed where it does not apply */
};

struct plan_question {
    const char *id;
    struct message text;
    const char *by; /* id of the rule or caution that asks */
};

struct plan_note {
    const char *rule;      /* id of what says it; "" = the engine itself */
    const char *region;    /* a symptom that has no point of its own; else NULL */
    char side;             /* of that symptom: 'L', 'R', 'M', or 'B' for both */
    const char *statement; /* of the article; NULL where it says nothing of this */
    struct message text;
};

struct plan_lamp_region {
    const char *region;      /* as in the case format, e.g. "sole" */
    const char *region_text; /* its English; translated by the id "region.sole" */
    char side;
    enum plan_lamp state;
    struct message reason;
    const char *by; /* id of the caution behind the state; NULL where it is on */
};

struct plan_session {
    bool de_qi;        /* the retention runs from De Qi */
    int retention_min; /* of each position */
    enum plan_lamp infrared;
    struct message infrared_reason;
    int n_regions;
    const struct plan_lamp_region *regions;
    int n_positions;
    enum plan_position positions[PLAN_POSITIONS]; /* in the order to be worked through */
    int needles;                                  /* all of them */
    int pricks;                                   /* of those, that are not retained */
};

/* A published trial of the cause, for comparison: offered to the reader, never chosen
 * from. */
struct plan_words {
    const char *id, *english; /* NULL = not known */
};
struct plan_trial {
    const char *id, *source, *read;
    struct plan_words condition, design, retention, course, grade;
    int n_points;
    const char *const *codes;
    const bool *in_plan; /* one for each: whether this plan has it on any side */
};

struct plan {
    enum plan_status status;
    bool empty;        /* blocked only because no needle is left: what was removed and
                          what is offered are told all the same */
    const char *label; /* of the case; "" = none */
    const char *mark_prefix; /* of the codes of marks */
    int n_points, n_optional, n_removed, n_removed_optional;
    const struct plan_point *points;             /* by rank, then in the order chosen */
    const struct plan_point *optional;           /* offered, not chosen */
    const struct plan_removed *removed;          /* chosen, then taken out */
    const struct plan_removed *removed_optional; /* would have been offered */
    int n_cautions, n_questions, n_notes, n_overrides;
    const struct plan_caution *cautions; /* the gravest first */
    const struct plan_question *questions;
    const struct plan_note *notes;
    const struct plan_override *overrides; /* every one of the case */
    const char *article;                   /* the title of the article that it follows */
    int n_trials;
    const struct plan_trial *trials;
    struct plan_session session;
};

/* The words of the contract: "ready", "primary", "surface", "remove", "conditional",
 * "supine", "perpendicular". */
const char *plan_status_name(enum plan_status status);
const char *plan_role_name(enum plan_role role);
const char *plan_origin_name(enum plan_origin origin);
const char *plan_action_name(enum plan_action action);
const char *plan_lamp_name(enum plan_lamp lamp);
const char *plan_position_name(enum plan_position position);
const char *plan_angle_name(enum plan_angle angle);

/* The point of `points`; NULL where it is not in the plan. */
const struct plan_point *plan_find(const struct plan *plan, const char *code, char side);

#endif
