/* outlet.h - other programs that take what deqi has made: the desktop's clipboard, the
 * printer. deqi brings none of them; which there are is found when they are asked for:
 * wl-copy (wl-clipboard) or xclip, and lp or lpr (CUPS).
 *
 *     struct outlet_sending *s = outlet_send(OUTLET_PRINTER, title, data, size, &error);
 *     while (outlet_look(s, &error) == OUTLET_SENDING)
 *         go on;
 *     outlet_end(&s);
 */
#ifndef DEQI_PLATFORM_OUTLET_H
#define DEQI_PLATFORM_OUTLET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum outlet { OUTLET_CLIPBOARD /* takes a PNG */, OUTLET_PRINTER /* takes a PDF */ };

/* Whether this machine has a program for it. */
bool outlet_is_there(enum outlet outlet);

struct outlet_sending;
/* Begins to hand over a copy of the data; `title` names a print. NULL where nothing takes
 * them. */
struct outlet_sending *outlet_send(enum outlet outlet, const char *title,
                                   const void *data, size_t size, struct error *error);
/* At once; once it is no longer being sent, that is the answer for good. Who is still at
 * it after some seconds is believed to have taken it. */
enum outlet_state { OUTLET_SENDING, OUTLET_TAKEN, OUTLET_REFUSED };
enum outlet_state outlet_look(struct outlet_sending *sending, struct error *error);
/* What is still being sent is taken back, as far as that can be. */
void outlet_end(struct outlet_sending **sending);

/* Whether the language settings of this machine are of a country that prints on Letter.
 */
bool outlet_prints_letter(void);

#endif
