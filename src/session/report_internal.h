/* report_internal.h - between report.c (JSON) and report_text.c (for people). */
#ifndef DEQI_SESSION_REPORT_INTERNAL_H
#define DEQI_SESSION_REPORT_INTERNAL_H

#include "session/report.h"

enum { REPORT_SAID = 1000 }; /* bytes of one formatted message */

/* "first: second" in the language; the first alone where the second says nothing */
void report_join(const struct message *first, const struct message *second,
                 const struct texts *texts, char *out, size_t size);

#endif
