/* rules_words.h - the words of the case format and the facts that rules may ask about.
 *
 * Lists end with NULL and stand in the order of the contract's table; a word's index is
 * its bit in a fact. A fact is a set of bits: one bit for what has one value, several for
 * what has many (the kinds of a symptom). What was not given has the bit of "unknown".
 */
#ifndef DEQI_CATALOG_RULES_WORDS_H
#define DEQI_CATALOG_RULES_WORDS_H

#include <stdint.h>

enum {
    WORD_REGIONS = 26,
    WORD_LEVELS = 11,
    WORD_CAUSES = 5,
    WORD_LIMBS = 4,
    WORD_LESION_KINDS = 6,
    WORD_RED_FLAGS = 7,
    WORD_FLAGS = 16,
    WORD_NERVES = 8,
    WORD_MOVEMENTS = 13,
    WORD_ABSENT = 11,
    WORD_PULSES = 2,
    WORD_REFLEXES = 8
};

/* Indices into the lists below, where code asks for one word of a list. */
enum etiology {
    ETIOLOGY_CERVICAL_ROOT,
    ETIOLOGY_LUMBOSACRAL_ROOT,
    ETIOLOGY_ROOT_UNSPECIFIED,
    ETIOLOGY_DIABETES,
    ETIOLOGY_CHEMOTHERAPY,
    ETIOLOGY_HIV,
    ETIOLOGY_UNSPECIFIED,
    ETIOLOGY_ALCOHOL, /* this one and the rest: outside the article */
    ETIOLOGY_B12,
    ETIOLOGY_THYROID,
    ETIOLOGY_HEREDITARY,
    ETIOLOGY_ENTRAPMENT,
    ETIOLOGY_TOXIC,
    ETIOLOGY_INFECTION,
    ETIOLOGY_AUTOIMMUNE,
    ETIOLOGY_POSTHERPETIC,
    ETIOLOGY_IDIOPATHIC,
    WORD_ETIOLOGIES
};
enum tenderness { TENDERNESS_PRONOUNCED, TENDERNESS_NONE, TENDERNESS_UNEXAMINED };
enum mark_kind { MARK_TENDER, MARK_NUMB };
enum thermal_sense { THERMAL_OK, THERMAL_ABSENT, THERMAL_UNKNOWN };
enum blood_counts { BLOOD_NORMAL, BLOOD_UNKNOWN };
enum pregnancy { PREGNANT_NO, PREGNANT_T1, PREGNANT_T2, PREGNANT_T3, PREGNANT_UNKNOWN };
enum sex { SEX_FEMALE, SEX_MALE };
enum reflex_state {
    REFLEX_ABSENT,
    REFLEX_REDUCED,
    REFLEX_NORMAL,
    REFLEX_BRISK,
    REFLEX_STATES
};
/* From here on a reflex is a sign that the healthy do not have: brisk means that it is
 * there. */
enum { REFLEX_FIRST_SIGN = 5 };
enum flag {
    FLAG_ANTICOAGULANT,
    FLAG_BLEEDING_DISORDER,
    FLAG_PACEMAKER,
    FLAG_WANTS_ELECTRO,
    FLAG_PREVIOUS_FAINT,
    FLAG_FASTING,
    FLAG_COPD,
    FLAG_THIN,
    FLAG_CANNOT_REPORT,
    FLAG_ARTERIAL_DISEASE,
    FLAG_BONE_METASTASIS,
    FLAG_CERVICAL_INSTABILITY,
    FLAG_FEVER,
    FLAG_DVT_SUSPECTED,
    FLAG_CHARCOT_FOOT,
    FLAG_HEAT_PATCH
};
/* The marks that there are, as bits of FACT_MARKS by index. */
enum mark_fact {
    MARKS_NONE,
    MARKS_AFFECTED_LIMB,
    MARKS_ROOT_SPINE,
    MARKS_ELSEWHERE,
    MARKS_SPINE,
    MARKS_TENDER,
    MARKS_NUMB
};

extern const char *const word_regions[];
extern const char *const word_sides[]; /* L R both midline */
extern const char *const word_etiologies[];
extern const char *const word_levels[];
extern const char *const word_causes[];
extern const char *const word_kinds[]; /* of symptoms */
extern const char *const word_tenderness[];
extern const char *const word_mark_kinds[];
extern const char *const word_thermal[];
extern const char *const word_blood[];
extern const char *const word_pregnant[];
extern const char *const word_limbs[]; /* L_arm R_arm L_leg R_leg */
extern const char *const word_lesion_kinds[];
extern const char *const word_red_flags[];
extern const char *const word_flags[];     /* findings that are true or false */
extern const char *const word_nerves[];    /* that are entrapped, with the place */
extern const char *const word_movements[]; /* whose strength is tested */
extern const char *const word_onsets[];
extern const char *const word_absent[]; /* from where a limb is missing */
extern const char *const word_pulses[];
extern const char *const word_reflexes[];
extern const char *const word_reflex_states[];
extern const char *const word_sexes[];

/* English for a word of the case, with the id under which its translation stands:
 * word_text(word_regions, i) is {"region.sole", "sole"}. `kinds` is a mask. */
struct word_text {
    const char *id, *english;
};
struct word_text rules_word_region_text(int region);
struct word_text rules_word_side_text(char side); /* L R M, B for both */
struct word_text rules_word_kinds_text(unsigned kinds);
struct word_text rules_word_etiology_text(int etiology);
struct word_text rules_word_cause_text(int cause);
struct word_text rules_word_lesion_text(int kind);
struct word_text rules_word_red_flag_text(int flag);
struct word_text rules_word_flag_text(int flag);
struct word_text rules_word_limb_text(int limb);
struct word_text rules_word_nerve_text(int nerve);
struct word_text rules_word_movement_text(int movement);
struct word_text rules_word_onset_text(int onset);
struct word_text rules_word_absent_text(int from);
struct word_text rules_word_pulse_text(int pulse);
struct word_text rules_word_reflex_text(int reflex);
/* Of a sign, brisk is "present" and everything else "not present". */
struct word_text rules_word_reflex_state_text(int reflex, int state);
struct word_text rules_word_sex_text(int sex);
/* Calls `each` for every text above, in a fixed order: for tests of translations. */
void rules_words_each(void (*each)(const char *id, const char *english, void *user),
                      void *user);

enum fact {
    FACT_ETIOLOGY,
    FACT_ROOT, /* which root, as far as the rules can tell */
    FACT_ROOT_LEVEL,
    FACT_COMPRESSION,
    FACT_CHRONIC,
    FACT_TENDERNESS,
    FACT_MARKS,    /* what marks there are; in a rule for a mark: what this mark is */
    FACT_AFFECTED, /* zones of the body with a symptom */
    FACT_REGION,   /* with a symptom; in a rule for a symptom or a lamp: this region */
    FACT_KINDS,    /* likewise */
    FACT_SAID,     /* the kinds as they were entered, before one counts as another */
    FACT_SYMPTOM_SIDES,
    FACT_BILATERAL, /* zones affected on both sides; one half of the body alone */
    FACT_SEX,
    FACT_ONSET,
    FACT_WEAK,        /* movements that are weaker than they should be */
    FACT_WEAK_GRADE,  /* how weak the weakest is */
    FACT_WEAK_MARKED, /* movements of grade 3 or less */
    FACT_WEAK_SIDES,  /* one, or both */
    FACT_REFLEXES,    /* what states were found; signs of disease above the roots apart */
    FACT_REFLEX_LOST, /* absent or reduced, on a side where that limb has a symptom */
    FACT_ENTRAPMENTS,
    FACT_ABSENT,
    FACT_ABSENT_LIMB,
    FACT_PULSES,
    FACT_MONOFILAMENT,
    FACT_DRUGS, /* classes of drugs that the data name */
    FACT_THERMAL,
    FACT_BLOOD,
    FACT_PREGNANT,
    FACT_LYMPHOEDEMA,
    FACT_LESIONS,
    FACT_LESION_PARTS,
    FACT_FOOT_LESIONS, /* kinds of lesions on a foot */
    FACT_RED_FLAGS,
    FACT_FLAGS, /* WORD_FLAGS facts, each unknown, no or yes */
    /* of one point, in a caution's effect on it */
    FACT_LIMB_KINDS = FACT_FLAGS + WORD_FLAGS,
    FACT_ORIGIN,
    FACT_ROLE,
    FACT_POINT_IS, /* of the catalogue, or a mark of the user's */
    /* of the plan, in a caution's levels and questions */
    FACT_POSITIONS,
    FACT_POSTURES,
    FACT_INFRARED,
    FACT_TAGS,
    FACT_OUTCOME,
    FACT_LIMITS, /* whether the case raises the rules' own */
    FACT_COUNT,
    /* numbers; they follow the facts in a condition */
    FACT_NEUTROPHILS = FACT_COUNT,
    FACT_PLATELETS,
    FACT_AGE,
    FACT_NEEDLES, /* of the finished plan */
    FACT_ALL
};

/* The key under which a condition names the fact, and its words; NULL words: the tags or
 * parts that the data name, or a number. */
const char *rules_word_fact_name(int fact);
const char *const *rules_word_facts(int fact);
/* The index of the word, or -1. */
int rules_word_find(const char *const *words, const char *word);

#endif
