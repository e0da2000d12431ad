/* exam_sheet.h - the result of an examination on paper: PDF of A4 pages. The same result
 * is the same bytes. */
#ifndef DEQI_EXPORT_EXAM_SHEET_H
#define DEQI_EXPORT_EXAM_SHEET_H

#include <stdint.h>

#include "base/error.h"
#include "views/exam.h"

/* `data` is malloc'ed. */
bool exam_sheet_make(const struct exam *exam, const struct texts *texts, uint8_t **data,
                     size_t *size, struct error *error);

#endif
