/* plural.h - the forms that a language has for a count.
 *
 * The categories and the rules of cardinal numbers are those of Unicode's CLDR
 * (Language Plural Rules, unicode.org/cldr, version 44), for numbers as they are written
 * here: without trailing zeros, never in compact notation.
 */
#ifndef DEQI_TEXT_PLURAL_H
#define DEQI_TEXT_PLURAL_H

#include <stddef.h>

enum plural {
    PLURAL_OTHER,
    PLURAL_ZERO,
    PLURAL_ONE,
    PLURAL_TWO,
    PLURAL_FEW,
    PLURAL_MANY,
    N_PLURALS
};

/* The form that a count takes in "de", "pt-BR", "zh-Hant": by the language before the
 * hyphen; a language that is not known here goes as English does. */
enum plural plural_of(const char *lang, double count);
/* The forms that the language has: bit i stands for form i; OTHER is always among them.
 */
unsigned plural_forms(const char *lang);

/* "other", "zero", "one", "two", "few", "many" */
const char *plural_name(enum plural form);
/* The form of that name, `length` bytes long; N_PLURALS where there is none. */
enum plural plural_named(const char *name, size_t length);

#endif
