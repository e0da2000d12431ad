/* work_internal.h - a plan in the making, between the engine's files. Not for others.
 *
 * The order of work: facts (facts.c), choice of points (choose.c), what the cautions do
 * to points, lamp and plan (safety.c, reach.c, lamps.c), and the plan as others see it
 * (assemble.c). Each hands on `struct work`; nothing else is shared.
 */
#ifndef DEQI_RULES_WORK_INTERNAL_H
#define DEQI_RULES_WORK_INTERNAL_H

#include <string.h>

#include "rules/engine_internal.h"

/* Every list of the work grows in the arena as it is needed: data may hold as much as
 * they like. `work_list_add` makes room for one more and returns its place, zeroed. */
struct work_list {
    int n, capacity;
    void *item;
};
void work_list_grow(struct arena *arena, struct work_list *list, size_t size);
static inline void *work_list_add(struct arena *arena, struct work_list *list,
                                  size_t size)
{
    if (list->n == list->capacity)
        work_list_grow(arena, list, size);
    return memset((char *)list->item + (size_t)list->n++ * size, 0, size);
}

_Static_assert(CASE_MARKS_MAX <= INT8_MAX, "a pick holds its mark as a byte");
_Static_assert(CASE_OVERRIDES_MAX <= UINT8_MAX &&
                   RULES_CAUTIONS_MAX * RULES_EFFECTS_MAX <= UINT16_MAX,
               "overrides are bytes, and effects two");
_Static_assert(CASE_LESIONS_MAX <= 64 && RULES_CAUTIONS_MAX <= 64,
               "lesions and cautions are bits");

enum work_because {
    WORK_CHOSEN,
    WORK_CAP,        /* a limit left no room */
    WORK_ADJUNCT,    /* enough adjuncts on this side */
    WORK_OFFERED,    /* the rule only offers it */
    WORK_OTHER_SIDE, /* of a paired spine point */
    WORK_CONFLICT,   /* asked for beside what it holds or is held by */
    WORK_LONE,       /* one needle would cost a position of its own */
    WORK_FEW,        /* few needles are asked for, and this is not one of them */
    WORK_FREED       /* there was no room, and a removal has made some since */
};

/* What one pick has of a list that all share: of work.attached, say. */
struct pick_share {
    int first, n;
};

/* One entry of the plan in the making. Small, for there are many and they are sorted. */
struct pick {
    const struct engine_clause *by;
    int16_t point;  /* -1 for a mark */
    int16_t region; /* symptom region behind it; -1 = none */
    int16_t set;    /* that it was taken from; -1 = none */
    int8_t mark;    /* index in the case; -1 for a point */
    int8_t side;    /* 0 L, 1 R, 2 M */
    int8_t rank, role, origin;
    uint8_t kinds;   /* of that symptom, on that side */
    uint8_t because; /* enum work_because */
    bool removed;
    int8_t turned; /* the position instead of its own; -1 = its own */
    /* Of work.attached, .removals and .lifted. */
    struct pick_share attached, removals, lifted;
};

struct work_ask {
    const struct rules_ask *ask;
    const char *by;
    int mark;       /* that it is about; -1 = none */
    unsigned sides; /* of that mark */
};

struct work_note {
    const struct rules_note *note;
    const char *by;
    int symptom; /* that it is about; -1 = none */
};

/* A surface that answers one region: its lists, and how far they have been used. */
struct work_surface {
    int region;
    unsigned sides;
    const struct engine_clause *by[3];
    unsigned kinds[3]; /* of the symptom, on each side */
    const struct rules_choose *choose;
    const struct engine_way *ways; /* of engine_clause */
    int turn;                      /* 0 local, 1 proximal */
    int at[2];                     /* position in each of them */
};

struct work_lamp {
    int region, side;
    bool zone; /* a complement's reflex area, not a symptom */
    int state;
    const struct caution_lamp_effect *effect; /* NULL where on */
    int caution;
};

struct work_caution {
    int caution;
    const struct caution_level *level;
    int action;
};

struct work_lifts {
    enum plan_lift lift[CASE_OVERRIDES_MAX];
};

struct work {
    const struct engine *engine;
    const struct case_record *record;
    struct arena *arena;
    struct facts facts;
    uint64_t unsaid; /* tags of which nothing is said to this person */
    struct rules_limits limits;
    const struct rules_common *common;
    bool de_qi, infrared;
    int retention_min;
    bool over_limit; /* the complements alone are more than a session may have */

    const struct rule_spots *spots; /* NULL: not measured */
    uint64_t (*spotted)[3]; /* lesions that reach it, by point and side; NULL = none */
    uint64_t mark_spotted[CASE_MARKS_MAX]; /* likewise */

    enum plan_extent extent;
    int few; /* needles at most, where few are asked for; 0 = not */

    struct work_list picks, optional; /* of struct pick */
    /* What cautions did to them, one pick after the other: effects that are attached,
     * effects that removed (of each caution the first), overrides that lift. */
    struct work_list attached, removals; /* of uint16_t: indices into engine.effects */
    struct work_list lifted;             /* of uint8_t: indices in the case */
    point_set
        *kept; /* points of the picks that no caution removed; once they have spoken */
    bool keeps_marks;    /* likewise */
    uint8_t (*taken)[3]; /* by point and side: enum pick_state */
    int limb_needles[2][2], side_adjuncts[2], needles;
    bool answered[CASE_SYMPTOMS_MAX];    /* by a rule */
    bool surfaced[CASE_SYMPTOMS_MAX];    /* by one that gives a surface to choose from */
    struct work_list surfaces;           /* of struct work_surface */
    struct work_list asks, notes, lamps; /* of struct work_ask, and so on */
    struct work_list cautions;           /* of struct work_caution */
    struct work_list lamp_zones;         /* of int: regions that complements warm */
    bool blocked;
    bool empty; /* not blocked, and no needle is left */
    struct work_lifts lifts;
    int n_positions;
    enum plan_position positions[PLAN_POSITIONS];
};

/* Fills picks and optional, questions and notes of the rules. */
void work_choose(struct work *w);
/* The symptomatic surfaces take turns; what is left over is offered (surfaces.c). */
void work_choose_surfaces(struct work *w);
void work_offer_surfaces(struct work *w);
/* Sets aside what is beyond few needles, and single needles in positions of their own
 * (few.c). */
void work_spare(struct work *w);
void work_minimal(struct work *w);
/* Removes, attaches, and finds positions, lamp, cautions and their questions. */
void work_safety(struct work *w);
/* The regions that the lamp would warm; what active cautions (by index) do to them; a
 * reflex area that holds no needle is not warmed; the lamp as a whole (lamps.c). */
void lamps_list(struct work *w);
void lamps_judge(struct work *w, const bool *active);
void lamps_drop_empty_zones(struct work *w);
enum plan_lamp lamps_whole(const struct work *w);
/* Notes, and trials of the same cause, into the plan (tell.c). */
void work_tell_notes(const struct work *w, struct plan *plan);
void work_tell_trials(const struct work *w, struct plan *plan);
/* `out` is zero. */
void work_message(struct message *out, const struct rules_text *text);
void work_arg(struct message_arg *out, const char *name, struct word_text text);
/* The plan from the finished work. */
void work_assemble(const struct work *w, struct plan *plan);

/* The questions and notes of a clause; about a mark or a symptom, or -1. */
void work_say(struct work *w, const struct engine_clause *by, int symptom);
/* The same of one mark on one side. */
void work_say_of_mark(struct work *w, const struct engine_clause *by, int mark, int side);
/* `sides` are those of the mark that it is about; asked again, they are added. */
void work_ask_once(struct work *w, const struct rules_ask *ask, const char *by, int mark,
                   unsigned sides);
char work_side(int side); /* 'L', 'R', 'M' */

#endif
