/* pin.h - the figures that lead out of the display, as they are kept: salted and hashed
 * by the system's crypt(5), yescrypt, so that whoever reads the settings does not read
 * them. Ten thousand are soon tried by who has that file: a PIN keeps hands off, it
 * guards nothing. */
#ifndef DEQI_DOCUMENT_PIN_H
#define DEQI_DOCUMENT_PIN_H

#include <stdbool.h>

enum {
    PIN_MOST = 8,   /* figures */
    PIN_HASH = 128, /* room for a hash */
    PIN_COST = 6    /* of yescrypt: some hundredths of a second for each try */
};

/* Four to eight figures. */
bool pin_is_figures(const char *text);
/* False where the system has no such hash; `hash` is "" then. */
bool pin_hash(const char *figures, char hash[PIN_HASH]);
/* Whether that is a hash as pin_hash makes it, by its form alone. */
bool pin_is_hash(const char *text);
/* `kept` is a hash; or figures, where there was none to be had. */
bool pin_matches(const char *figures, const char *kept);

#endif
