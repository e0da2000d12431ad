/* case.h - what was found: the record that a plan is made from.
 *
 * A plain value without pointers: it may be copied, compared, kept for undo. A zeroed
 * record with `case_init` is an empty case in which everything is unknown. Words are
 * indices into the lists of catalog/rules_words.h, in the order of the contract's table;
 * -1 means not given.
 *
 * Left out means unknown, unexamined or not recorded, never "no".
 */
#ifndef DEQI_RULES_CASE_H
#define DEQI_RULES_CASE_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/error.h"
#include "catalog/side.h"

struct engine;

enum {
    CASE_SYMPTOMS_MAX = 64,
    CASE_MARKS_MAX = 32,
    CASE_LESIONS_MAX = 64,
    CASE_INCLUDES_MAX = 40,
    CASE_OVERRIDES_MAX = 40,
    CASE_CODE_SIZE = 16, /* bytes, the final zero included, as in all sizes below */
    CASE_CAUTION_SIZE = 32,
    CASE_REASON_SIZE = 400,
    CASE_LABEL_SIZE = 400,
    CASE_ENTRAPMENTS_MAX = 16,
    CASE_DRUGS_MAX = 12,
    CASE_DRUG_SIZE = 48,
    CASE_WEAKNESS_MAX = 26, /* each movement on each side */
    CASE_ABSENT_MAX = 8,
    CASE_MONOFILAMENT_MAX = 64,
    CASE_PULSES_MAX = 4,
    CASE_REFLEXES_MAX = 16, /* each reflex on each side */
    CASE_FLAGS = 16         /* findings that are true or false */
};

enum case_side { CASE_L, CASE_R, CASE_BOTH, CASE_MIDLINE };
/* Of a place on the body: one side, or the midline. */
enum case_side case_side_of(enum side side);
enum case_yes { CASE_UNKNOWN, CASE_NO, CASE_YES };
enum case_kind { CASE_PAIN = 1, CASE_NUMBNESS = 2, CASE_ABNORMAL = 4 }; /* bits */

struct case_symptom {
    int region;
    enum case_side side;
    unsigned kinds; /* at least one bit of enum case_kind */
};

struct case_mark {
    int kind; /* 0 tender, 1 numb */
    int region;
    enum case_side side;
    bool has_at;
    double at[3]; /* metres on the neutral body */
};

struct case_lesion {
    int region;
    enum case_side side;
    int kind; /* index into word_lesion_kinds */
    bool has_at;
    double at[3];  /* metres on the neutral body */
    double radius; /* metres on the person, of what has a place; 0 = not given */
};

/* A nerve that is entrapped, and where. */
struct case_entrapment {
    int nerve; /* index into word_nerves */
    enum case_side side;
};

struct case_weakness {
    int movement; /* index into word_movements */
    enum case_side side;
    int mrc; /* 0 none .. 5 full strength (Medical Research Council, 1943) */
};

/* What is missing from there outward. */
struct case_absent {
    int from; /* index into word_absent */
    enum case_side side;
};

/* Whether the 10 g monofilament was felt. */
struct case_monofilament {
    int region;
    enum case_side side;
    bool felt;
};

struct case_pulse {
    int pulse; /* index into word_pulses */
    enum case_side side;
    bool felt;
};

/* A tendon jerk, or a sign that is there (brisk) or not. */
struct case_reflex {
    int reflex; /* index into word_reflexes */
    enum case_side side;
    int state; /* enum reflex_state */
};

struct case_include {
    char code[CASE_CODE_SIZE];
    enum case_side side;
};

struct case_override {
    char caution[CASE_CAUTION_SIZE], code[CASE_CODE_SIZE];
    enum case_side side;
    char reason[CASE_REASON_SIZE]; /* not empty */
};

struct case_findings {
    int thermal_sense; /* enum thermal_sense; -1 = not given, which is unknown */
    int blood_counts;  /* enum blood_counts; -1 = not given */
    double neutrophils, platelets; /* 10^9/L; negative = not given */
    int pregnant;                  /* enum pregnancy, 1..3 the trimester; -1 not given */
    bool lymphoedema_given, lesions_given, red_flags_given; /* the list is there */
    unsigned lymphoedema; /* bit i: limb i of word_limbs */
    unsigned red_flags;   /* bit i: flag i of word_red_flags */
    int n_lesions;
    struct case_lesion lesions[CASE_LESIONS_MAX];
    enum case_yes flags[CASE_FLAGS]; /* by enum flag */
    int onset;                       /* index into word_onsets; -1 = not given */
    bool weakness_given, absent_given, monofilament_given, pulses_given, reflexes_given;
    int n_weakness, n_absent, n_monofilament, n_pulses, n_reflexes;
    struct case_weakness weakness[CASE_WEAKNESS_MAX];
    struct case_absent absent[CASE_ABSENT_MAX];
    struct case_monofilament monofilament[CASE_MONOFILAMENT_MAX];
    struct case_pulse pulses[CASE_PULSES_MAX];
    struct case_reflex reflexes[CASE_REFLEXES_MAX];
};

struct case_record {
    char label[CASE_LABEL_SIZE];
    int etiology; /* enum etiology, required; of several causes the first named */
    uint32_t further_causes; /* bit i: etiology i, too; never that of `etiology` */
    int root_level;          /* -1 = not given */
    int compression_cause;   /* -1 = not given, which is unknown */
    enum case_yes chronic;
    int tenderness; /* -1 = not given, which is unexamined */
    int n_symptoms, n_marks, n_includes, n_overrides;
    struct case_symptom symptoms[CASE_SYMPTOMS_MAX];
    struct case_mark marks[CASE_MARKS_MAX];
    struct case_findings findings;
    struct case_include includes[CASE_INCLUDES_MAX];
    struct case_override overrides[CASE_OVERRIDES_MAX];
    int per_limb_side, per_session; /* 0 = the rules' own limit */

    bool entrapments_given;
    int n_entrapments, n_drugs;
    struct case_entrapment entrapments[CASE_ENTRAPMENTS_MAX];
    char drugs[CASE_DRUGS_MAX][CASE_DRUG_SIZE];
    int cycle;             /* of chemotherapy; 0 = not given */
    int sex;               /* enum sex; -1 = not given */
    double age;            /* years; negative = not given, as below */
    double height, weight; /* metres, kilograms */
};

/* An empty case: etiology "unspecified", nothing else known. */
void case_init(struct case_record *record);

/* What a number of a case may be; beyond it no person is, or it was told in another unit.
 */
struct case_range {
    double least, most;
};
extern const struct case_range case_age, case_height, case_weight, case_neutrophils,
    case_platelets, case_cycle, case_per_limb_side, case_per_session, case_radius;

/* How far from its place a lesion reaches, metres: its radius (a centimetre where none is
 * given) and two centimetres of skin beside it that no needle is set into. */
double case_lesion_reach(const struct case_lesion *lesion);
/* False of a man, and of a woman too young or too old for it. */
bool case_may_be_pregnant(const struct case_record *record);
/* All causes that apply, bit i: etiology i. */
uint32_t case_causes(const struct case_record *record);
/* Whether a reason given for an override is words: one that a colleague could read. */
bool case_reason_is_words(const char *reason);
/* For others than who wrote it: without the words that may name somebody. Its label goes,
 * `reason` stands where words were given, a dash where a reason lifts nothing; the plan
 * stays as it was. */
void case_unnamed(struct case_record *record, const char *reason);

/* Reads "deqi/case-1". `path` "-" is standard input. Codes and caution ids are checked
 * against the engine (not where it is NULL). Whatever is not understood is refused, with
 * its place. */
bool case_load(const char *path, const struct engine *engine, struct case_record *record,
               struct error *error);
bool case_parse(const char *name, const char *text, size_t size,
                const struct engine *engine, struct case_record *record,
                struct error *error);

/* The record as "deqi/case-1", leaving out what is not known; a new reference. */
json_t *case_json(const struct case_record *record);

#endif
