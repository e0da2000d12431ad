/* findings_examined.h - what was examined, and whom, as messages: the handover note sets
 * them as lines, the printed card as sentences. */
#ifndef DEQI_VIEWS_FINDINGS_EXAMINED_H
#define DEQI_VIEWS_FINDINGS_EXAMINED_H

#include "rules/case.h"
#include "text/text.h"

enum {
    FINDINGS_EXAMINED_MAX = CASE_ABSENT_MAX + CASE_WEAKNESS_MAX + CASE_MONOFILAMENT_MAX +
                            CASE_PULSES_MAX + CASE_REFLEXES_MAX
};

/* "female, 68 years, 1.62 m, 58 kg"; "" where nothing of it is recorded. */
void findings_examined_person(const struct case_record *record, const struct texts *texts,
                              char *out, size_t size);

/* What is absent, strength, the monofilament, pulses and reflexes, one message each;
 * returns how many. */
int findings_examined(const struct case_record *record,
                      struct message out[FINDINGS_EXAMINED_MAX]);

#endif
