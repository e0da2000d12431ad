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
    WORD_ETIOLOGIES = 7,
    WORD_LEVELS = 11,
    WORD_CAUSES = 5,
    WORD_LIMBS = 4,
    WORD_LESION_KINDS = 6,
    WORD_RED_FLAGS = 7,
    WORD_FLAGS = 12
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
extern const char *const word_flags[]; /* findings that are true or false */

/* English for a word of the case, with the id under which its translation stands:
 * word_text(word_regions, i) is {"region.sole", "sole"}. `kinds` is a mask. */
struct word_text {
    const char *id, *english;
};
struct word_text word_region_text(int region);
struct word_text word_side_text(char side); /* L R M, B for both */
struct word_text word_kinds_text(unsigned kinds);
struct word_text word_etiology_text(int etiology);
struct word_text word_cause_text(int cause);
struct word_text word_lesion_text(int kind);
struct word_text word_red_flag_text(int flag);
struct word_text word_flag_text(int flag);
struct word_text word_limb_text(int limb);
/* Calls `each` for every text above, in a fixed order: for tests of translations. */
void word_texts_each(void (*each)(const char *id, const char *english, void *user),
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
    FACT_SYMPTOM_SIDES,
    FACT_THERMAL,
    FACT_BLOOD,
    FACT_PREGNANT,
    FACT_LYMPHOEDEMA,
    FACT_LESIONS,
    FACT_LESION_PARTS,
    FACT_RED_FLAGS,
    FACT_FLAGS, /* WORD_FLAGS facts, each unknown, no or yes */
    /* of one point, in a caution's effect on it */
    FACT_LIMB_KINDS = FACT_FLAGS + WORD_FLAGS,
    FACT_ORIGIN,
    FACT_ROLE,
    /* of the plan, in a caution's levels and questions */
    FACT_POSITIONS,
    FACT_POSTURES,
    FACT_INFRARED,
    FACT_TAGS,
    FACT_OUTCOME,
    FACT_COUNT,
    /* numbers; they follow the facts in a condition */
    FACT_NEUTROPHILS = FACT_COUNT,
    FACT_PLATELETS,
    FACT_ALL
};

/* The key under which a condition names the fact, and its words; NULL words: the tags or
 * parts that the data name, or a number. */
const char *fact_name(int fact);
const char *const *fact_words(int fact);
/* The index of the word, or -1. */
int word_find(const char *const *words, const char *word);

#endif
