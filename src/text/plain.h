/* plain.h - words of strangers on a terminal.
 */
#ifndef DEQI_TEXT_PLAIN_H
#define DEQI_TEXT_PLAIN_H

#include <stddef.h>
#include <stdio.h>

/* What people wrote stays on its line and cannot steer a terminal: control characters of
 * both sets, and what turns the direction of writing, become blanks. UTF-8. */
void plain_put(const char *text, size_t size, FILE *to);

#endif
