#include "text/plural.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define BIT(form) (1U << PLURAL_##form)
#define N(list) (sizeof(list) / sizeof *(list))

/* a count, as the rules see it: whole, and how its last figures end */
struct count {
    double value;
    bool whole;
    int tens, hundreds; // of a whole one: what is left after 10, after 100
};

static bool within(int value, int from, int to)
{
    return value >= from && value <= to;
}

static enum plural no_forms(struct count c)
{
    (void)c;
    return PLURAL_OTHER;
}

static enum plural one_alone(struct count c)
{
    return c.value == 1 ? PLURAL_ONE : PLURAL_OTHER;
}

static enum plural below_two(struct count c)
{
    return c.value < 2 ? PLURAL_ONE : PLURAL_OTHER;
}

static enum plural up_to_one(struct count c)
{
    return c.value <= 1 ? PLURAL_ONE : PLURAL_OTHER;
}

static enum plural east_slavic(struct count c)
{
    if (!c.whole)
        return PLURAL_OTHER;
    if (c.tens == 1 && c.hundreds != 11)
        return PLURAL_ONE;
    bool few = within(c.tens, 2, 4) && !within(c.hundreds, 12, 14);
    return few ? PLURAL_FEW : PLURAL_MANY;
}

static enum plural south_slavic(struct count c)
{
    enum plural form = east_slavic(c);
    return form == PLURAL_MANY ? PLURAL_OTHER : form;
}

static enum plural polish(struct count c)
{
    enum plural form = c.value == 1 ? PLURAL_ONE : east_slavic(c);
    return form == PLURAL_ONE && c.value != 1 ? PLURAL_MANY : form;
}

static enum plural czech(struct count c)
{
    return !c.whole                       ? PLURAL_MANY
           : c.value == 1                 ? PLURAL_ONE
           : c.value >= 2 && c.value <= 4 ? PLURAL_FEW
                                          : PLURAL_OTHER;
}

static enum plural slovenian(struct count c)
{
    return !c.whole                   ? PLURAL_FEW
           : c.hundreds == 1          ? PLURAL_ONE
           : c.hundreds == 2          ? PLURAL_TWO
           : within(c.hundreds, 3, 4) ? PLURAL_FEW
                                      : PLURAL_OTHER;
}

static enum plural lithuanian(struct count c)
{
    if (!c.whole)
        return PLURAL_MANY;
    if (within(c.hundreds, 11, 19) || c.tens == 0)
        return PLURAL_OTHER;
    return c.tens == 1 ? PLURAL_ONE : PLURAL_FEW;
}

static enum plural romanian(struct count c)
{
    if (c.value == 1)
        return PLURAL_ONE;
    return !c.whole || c.value == 0 || within(c.hundreds, 1, 19) ? PLURAL_FEW
                                                                 : PLURAL_OTHER;
}

static enum plural arabic(struct count c)
{
    return !c.whole                    ? PLURAL_OTHER
           : c.value == 0              ? PLURAL_ZERO
           : c.value == 1              ? PLURAL_ONE
           : c.value == 2              ? PLURAL_TWO
           : within(c.hundreds, 3, 10) ? PLURAL_FEW
           : c.hundreds >= 11          ? PLURAL_MANY
                                       : PLURAL_OTHER;
}

static enum plural hebrew(struct count c)
{
    bool begun = c.value > 0 && c.value < 1;
    return c.value == 1 || begun ? PLURAL_ONE : c.value == 2 ? PLURAL_TWO : PLURAL_OTHER;
}

static const struct rule {
    const char *languages; // each between spaces
    enum plural (*form)(struct count c);
    unsigned forms;
} RULES[] = {
    {" id ja ko lo ms my th vi zh ", no_forms, 0},
    {" fr hy pt ", below_two, BIT(ONE)},
    {" am bn fa gu hi kn zu ", up_to_one, BIT(ONE)},
    {" be ru uk ", east_slavic, BIT(ONE) | BIT(FEW) | BIT(MANY)},
    {" bs hr sr ", south_slavic, BIT(ONE) | BIT(FEW)},
    {" pl ", polish, BIT(ONE) | BIT(FEW) | BIT(MANY)},
    {" cs sk ", czech, BIT(ONE) | BIT(FEW) | BIT(MANY)},
    {" sl ", slovenian, BIT(ONE) | BIT(TWO) | BIT(FEW)},
    {" lt ", lithuanian, BIT(ONE) | BIT(FEW) | BIT(MANY)},
    {" ro ", romanian, BIT(ONE) | BIT(FEW)},
    {" ar ", arabic, BIT(ZERO) | BIT(ONE) | BIT(TWO) | BIT(FEW) | BIT(MANY)},
    {" he ", hebrew, BIT(ONE) | BIT(TWO)},
};

static const struct rule *rule_of(const char *lang)
{
    static const struct rule english = {"", one_alone, BIT(ONE)};
    size_t n = strcspn(lang, "-");
    for (size_t i = 0; n && i < N(RULES); i++)
        for (const char *at = RULES[i].languages; *at; at++)
            if (*at == ' ' && strncmp(at + 1, lang, n) == 0 && at[1 + n] == ' ')
                return &RULES[i];
    return &english;
}

enum plural plural_of(const char *lang, double count)
{
    struct count c = {.value = fabs(count)};
    c.whole = c.value == floor(c.value);
    c.hundreds = (int)fmod(floor(c.value), 100);
    c.tens = c.hundreds % 10;
    return isfinite(count) ? rule_of(lang)->form(c) : PLURAL_OTHER;
}

unsigned plural_forms(const char *lang)
{
    return rule_of(lang)->forms | BIT(OTHER);
}

static const char *const NAMES[N_PLURALS] = {
    [PLURAL_OTHER] = "other", [PLURAL_ZERO] = "zero", [PLURAL_ONE] = "one",
    [PLURAL_TWO] = "two",     [PLURAL_FEW] = "few",   [PLURAL_MANY] = "many"};

const char *plural_name(enum plural form)
{
    return form >= 0 && form < N_PLURALS ? NAMES[form] : "";
}

enum plural plural_named(const char *name, size_t length)
{
    int i = 0;
    while (i < N_PLURALS &&
           (strlen(NAMES[i]) != length || strncmp(NAMES[i], name, length) != 0))
        i++;
    return (enum plural)i;
}
