/* case_label.h - what a file of a case is called, without reading the case. */
#ifndef DEQI_DOCUMENT_CASE_LABEL_H
#define DEQI_DOCUMENT_CASE_LABEL_H

#include <stdbool.h>
#include <stddef.h>

/* The label of the case in that file, "" where it has none; cut where it does not fit.
 * False where it is no case, cannot be read, or is larger than a mebibyte: no case is. */
bool case_label_read(const char *path, char *out, size_t size);

#endif
