/* case_value.c - a case as a value: an empty one, and what is asked of any. */
#include <ctype.h>

#include "base/cut.h"
#include "catalog/rules_words.h"
#include "rules/case.h"

const struct case_range case_age = {0, 120}, case_height = {0.4, 2.5},
                        case_weight = {2, 350}, case_cycle = {1, 200},
                        case_per_limb_side = {1, 40}, case_per_session = {1, 100};
/* Leukaemia reaches a few hundred white cells, but their neutrophils seldom 100 x 10^9/L;
 * platelets of 2000 are those of a myeloproliferative disease. */
const struct case_range case_neutrophils = {0, 100}, case_platelets = {0, 2000};
/* Of a lesion: a millimetre to the length of a thigh. */
const struct case_range case_radius = {0.001, 0.3};

bool case_may_be_pregnant(const struct case_record *record)
{
    static const double FERTILE_FROM = 11, FERTILE_TO = 56;
    return record->sex != SEX_MALE && (record->age < 0 || (record->age >= FERTILE_FROM &&
                                                           record->age <= FERTILE_TO));
}

double case_lesion_reach(const struct case_lesion *lesion)
{
    static const double USUAL_RADIUS_M = 0.01, MARGIN_M = 0.02;
    return (lesion->radius > 0 ? lesion->radius : USUAL_RADIUS_M) + MARGIN_M;
}

enum case_side case_side_of(enum side side)
{
    return side == SIDE_L ? CASE_L : side == SIDE_R ? CASE_R : CASE_MIDLINE;
}

void case_init(struct case_record *record)
{
    *record = (struct case_record){.etiology = ETIOLOGY_UNSPECIFIED,
                                   .root_level = -1,
                                   .compression_cause = -1,
                                   .tenderness = -1,
                                   .sex = -1,
                                   .age = -1,
                                   .height = -1,
                                   .weight = -1};
    record->findings.thermal_sense = -1;
    record->findings.blood_counts = -1;
    record->findings.pregnant = -1;
    record->findings.neutrophils = record->findings.platelets = -1;
    record->findings.onset = -1;
}

uint32_t case_causes(const struct case_record *record)
{
    return record->further_causes | UINT32_C(1) << record->etiology;
}

bool case_reason_is_words(const char *reason)
{
    int letters = 0, words = 0, signs = 0;
    for (const unsigned char *s = (const unsigned char *)reason; *s; s++) {
        bool letter = isalpha(*s) || *s >= 0x80;
        bool before =
            s > (const unsigned char *)reason && (isalpha(s[-1]) || s[-1] >= 0x80);
        words += letter && !before;
        letters += isalpha(*s) != 0;
        signs += *s >= 0xC0; // the first byte of a sign beyond ASCII
    }
    return letters + 3 * signs >= 6 && (words >= 2 || letters >= 6 || signs >= 3);
}

void case_unnamed(struct case_record *record, const char *reason)
{
    record->label[0] = 0;
    for (int i = 0; i < record->n_overrides; i++)
        cut_print(record->overrides[i].reason, CASE_REASON_SIZE, "%s",
                  case_reason_is_words(record->overrides[i].reason) ? reason : "-");
}
