/* rules.h - the article's statements, the rules made from them, and the sets of points.
 *
 * Read from the files of assets/rules, which a domain person writes
 * (assets/rules/README.md tells how), and immutable after that. A complaint names file,
 * line, column and what was expected. Points are indices into the caller's own table; the
 * caller gives a function that finds a code. Everything else that the data name is an
 * index into the lists here.
 *
 * Nothing here knows what a rule means: the engine (rules/engine.h) does what the effects
 * say. All pointers belong to the arenas of `struct rules`; none is NULL unless said.
 */
#ifndef DEQI_CATALOG_RULES_H
#define DEQI_CATALOG_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "catalog/rules_words.h"

struct caution; /* catalog/cautions.h */

/* A text for people: English here, translations by id. */
struct rules_text {
    const char *id, *english; /* english NULL: there is none */
};

// ---------------------------------------------------------------- conditions

enum rules_op {
    RULES_ANY,  /* at least one of the words */
    RULES_NONE, /* none of them */
    RULES_ALL,  /* every one of them */
    RULES_ONLY, /* at least one of them, and no other */
    RULES_BELOW,
    RULES_AT_LEAST,
    RULES_NOT_KNOWN /* a number that was not given */
};

/* Conditions are asked by the hundred for every plan: they are small, and lie together in
 * an arena of their own. */
struct rules_term {
    int fact; /* enum fact */
    enum rules_op op;
    union {
        uint64_t mask;
        double number; /* of RULES_BELOW and RULES_AT_LEAST */
    };
};
_Static_assert(sizeof(struct rules_term) == 16,
               "a term has no holes: it is compared whole");

enum { RULES_TERMS_MAX = 16 };

struct rules_all {
    int n; /* at most RULES_TERMS_MAX */
    const struct rules_term *terms;
};

/* Holds if every term of at least one alternative holds; with none, always. */
struct rules_when {
    int n;
    const struct rules_all *any;
};

// ---------------------------------------------------------------- regions and points

/* What a mark gets where the user made it: no catalogue knows its depth. */
struct rules_mark_default {
    double depth_cun[2];
    int angle, position; /* in the order of the words of plan-1; see rules_angles */
    uint64_t tags;
};

struct rules_region {
    int zone;        /* bit of FACT_AFFECTED */
    int limb;        /* 0 arm, 1 leg, -1 none */
    int part;        /* index into rules.parts */
    uint32_t covers; /* regions that lie in it, itself included */
    int root;        /* bit of FACT_ROOT whose reflex area it is; 0 = none */
    struct rules_mark_default mark;
    /* Where it lies on the neutral body, metres: least and most of |x|, y, z. */
    bool has_box;
    double box[2][3];
};

/* What is missing where a limb is absent from a place outward. */
struct rules_absent {
    int limb; /* 0 arm, 1 leg */
    uint32_t regions;
};

/* Drugs that mean the same to a rule. */
struct rules_drug_class {
    const char *name;
    int n;
    const char *const *drugs; /* in lower case; a case's word that begins so is meant */
};

/* Which symptom regions a region of the point catalogue lies in; the first gives the
 * limb. */
struct rules_place {
    const char *name;
    uint32_t regions;
    int first; /* -1 = none */
};

struct rules_tag {
    const char *name;
    int n;
    const int *points;
    /* What a point's own sentences say where they mean this; a point that says one of
     * them must carry the tag. In lower case; a sentence that holds one of `unless` is
     * not meant. */
    int n_words, n_unless;
    const char *const *words, *const *unless;
    /* When what they say concerns the person; always, with no alternative. */
    struct rules_when said_when;
};

struct rules_set {
    const char *id;
    struct rules_text label;
    int n;
    const int *points; /* in order of preference */
};

/* One entry that stands for several needles and holds other points: never both. */
struct rules_composite {
    int point;
    int n;
    const int *parts;
};

struct rules_points {
    int n;
    const int *points;
};

// ---------------------------------------------------------------- rules

struct rules_statement {
    const char *id;
    struct rules_text text;
    struct rules_text evidence; /* of a claim; english NULL otherwise */
};

struct rules_list {
    int n;
    const int *item;
};

struct rules_choose {
    struct rules_list local, proximal, offer; /* sets */
    int rank, origin;                         /* bit index of FACT_ORIGIN */
};

struct rules_complement {
    struct rules_list sets, offer;
    bool offer_level; /* also the points of the root's level */
    int rank, origin;
    uint32_t answers; /* regions whose symptoms it answers */
    int region;       /* that the lamp warms with it */
};

struct rules_mark {
    int rank, role, origin;
};

struct rules_common {
    int role, rank;   /* rank 0: as the surface says */
    int max_per_side; /* needles; 0 = no limit of its own */
};

struct rules_limits {
    int per_limb_side, per_session;
};

struct rules_ask {
    const char *id;
    bool unless_blocked; /* of no use where nothing may be needled */
    struct rules_text text;
};

struct rules_note {
    const char *statement; /* NULL = none */
    bool unless_blocked;   /* as in rules_ask */
    struct rules_text text;
};

/* One alternative of a rule. An effect that is NULL (or root 0) is not there. */
struct rules_clause {
    struct rules_when when;
    struct rules_text reason;
    const struct rules_choose *choose; /* for each symptom */
    const struct rules_complement *complement;
    const struct rules_mark *mark; /* for each mark */
    const struct rules_mark *include;
    const struct rules_common *common;
    const struct rules_limits *limits;
    int few; /* needles that a session may have where few are asked for; 0 = as ever */
    const struct rules_list *exclude; /* sets that are not for this case */
    uint64_t root;                    /* bits of FACT_ROOT; 0 = says nothing of it */
    int retention_min;                /* 0 = says nothing of it */
    bool de_qi, infrared;
    int treat[2]; /* kind, as kind: bit indices; -1 = none */
    bool other_side_optional;
    int n_asks, n_notes;
    const struct rules_ask *asks;
    const struct rules_note *notes;
    bool unanswered; /* for a symptom that nothing else answered */
};

/* For a case, a symptom or a mark the first clause that holds counts. */
struct rules_rule {
    const char *id, *origin;
    struct rules_text text, why;
    int n_src;
    const char *const *src; /* statement ids */
    int n_clauses;
    const struct rules_clause *clauses;
};

/* A published trial, for comparison: what it used, never what a plan must hold. */
struct rules_trial {
    const char *id;
    uint64_t etiologies; /* bits of FACT_ETIOLOGY */
    uint64_t nerves; /* bits of FACT_ENTRAPMENTS; of others it does not speak; 0 = any */
    struct rules_text condition, design, retention, course, grade;
    const char *source, *read; /* what it is, and how much of it was read */
    struct rules_points points;
};

struct rules {
    struct arena *arena, *conditions;
    int n_statements, n_sets, n_composites, n_rules, n_cautions, n_tags, n_places,
        n_parts, n_drug_classes, n_trials;
    const char *article; /* its title */
    const struct rules_trial *trials;
    const struct rules_drug_class *drug_classes;
    struct rules_absent absent[WORD_ABSENT];
    const struct rules_statement *statements;
    const struct rules_set *sets;
    const struct rules_composite *composites;
    const struct rules_rule *rules;
    const struct caution *cautions;
    const struct rules_tag *tags;
    const struct rules_place *places;
    struct rules_points also[WORD_REGIONS]; /* points that lie there, too */
    const char *const *parts;
    struct rules_region regions[WORD_REGIONS];
    struct rules_points level_points[WORD_LEVELS];
    const char *mark_prefix; /* of a mark's code, "ASHI" */
    struct rules_text mark_depth_source;
};

struct rules_codes {
    int (*find)(const void *user, const char *code); /* -1 = no such code */
    const char *(*code)(const void *user, int point);
    const void *user;
};

extern const char *const rules_angles[];    /* perpendicular oblique transverse prick */
extern const char *const rules_positions[]; /* any supine prone side seated */

/* `data_dir` holds assets/rules. NULL on failure. */
struct rules *rules_load(const char *data_dir, const struct rules_codes *codes,
                         struct error *error);
void rules_destroy(struct rules **rules);

/* -1 or NULL where there is none. */
int rules_set_index(const struct rules *rules, const char *id);
const struct rules_place *rules_place(const struct rules *rules, const char *name);
const struct caution *rules_caution(const struct rules *rules, const char *id);

/* What is allowed but smells: rules that can never hold, sets that nothing uses, points
 * in sets that contradict, rules without a source. */
struct rules_smell {
    const char *file, *list; /* "rules", "rules": where it stands */
    int index;               /* in that list */
    char text[400];
};

/* Which of the sentences of a text, that ";" parts, mean the tag: bit i, the i-th of the
 * first 32. */
uint32_t rules_tag_said(const struct rules_tag *tag, const char *said);

/* Whether what a point says of itself and the tags that it carries agree: NULL, or the
 * tag that it should carry. `said` is all that it says, one sentence after another;
 * `tags` are bits of rules.tags. */
const struct rules_tag *rules_missing_tag(const struct rules *rules, const char *said,
                                          uint64_t tags);

/* Calls `complain` for each; returns how many. */
int rules_check(const struct rules *rules, const struct rules_codes *codes,
                void (*complain)(const struct rules_smell *smell, void *user),
                void *user);
/* Makes an error of it, with its line and column in the file; returns false. */
bool rules_smell_place(const struct rules_smell *smell, const char *data_dir,
                       struct error *error);

/* Calls `each` for every text for people. */
void rules_texts_each(const struct rules *rules,
                      void (*each)(const char *id, const char *english, void *user),
                      void *user);

#endif
