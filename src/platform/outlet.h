/* outlet.h - other programs that take what deqi has made: the desktop's clipboard, the
 * printer. deqi brings none of them; which there are is found when they are asked for:
 * wl-copy (wl-clipboard) or xclip, and lp or lpr (CUPS).
 */
#ifndef DEQI_PLATFORM_OUTLET_H
#define DEQI_PLATFORM_OUTLET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum outlet { OUTLET_CLIPBOARD /* takes a PNG */, OUTLET_PRINTER /* takes a PDF */ };

/* Whether this machine has a program for it. */
bool outlet_is_there(enum outlet outlet);
/* Hands it over; returns once it was taken. `title` names a print. */
bool outlet_send(enum outlet outlet, const char *title, const void *data, size_t size,
                 struct error *error);

/* Whether the language settings of this machine are of a country that prints on Letter. */
bool outlet_prints_letter(void);

#endif
