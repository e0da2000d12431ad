/* csv.h - tables by RFC 4180, for spreadsheets.
 */
#ifndef DEQI_BASE_CSV_H
#define DEQI_BASE_CSV_H

#include <stdio.h>

/* A field between quotes, after `before` ("" or ","). What a spreadsheet would calculate
 * gets an apostrophe before it. */
void csv_field(FILE *to, const char *text, const char *before);
void csv_end(FILE *to); /* of a line */

#endif
