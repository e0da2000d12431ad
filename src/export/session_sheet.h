/* session_sheet.h - a session, or a course of them, on paper: PDF of A4 pages.
 *
 * Laid out from the record as report_export and record_course tell it, so that paper says
 * nothing else than the file. Without a name but the label; the same record is the same
 * bytes.
 */
#ifndef DEQI_EXPORT_SESSION_SHEET_H
#define DEQI_EXPORT_SESSION_SHEET_H

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/error.h"
#include "text/text.h"

enum session_sheet_kind { SESSION_SHEET_ONE, SESSION_SHEET_COURSE };

struct session_sheet {
    const struct texts *texts;
    enum session_sheet_kind kind;
    const json_t *record;
};

struct session_sheet_file {
    uint8_t *data; /* malloc'ed */
    size_t size;
    int pages;
    int missing_glyphs; /* characters that no font on this machine has */
};

bool session_sheet_make(const struct session_sheet *sheet, struct session_sheet_file *out,
                        struct error *error);

#endif
