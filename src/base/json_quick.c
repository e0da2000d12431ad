#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_quick_internal.h"
#include "base/wellformed.h"

enum { DEPTH_MOST = 200, PLAIN_MOST = 4096, DIGITS_MOST = 15, POWER_MOST = 22 };

struct reader {
    const char *at, *end;
    int depth;
    const char
        *string; /* that was read last, without its escapes: in the text, or below */
    size_t n_string;
    char plain[PLAIN_MOST];
};

static json_t *read_value(struct reader *r);

static void skip_space(struct reader *r)
{
    while (r->at < r->end &&
           (*r->at == ' ' || *r->at == '\n' || *r->at == '\t' || *r->at == '\r'))
        r->at++;
}

static bool take(struct reader *r, char c)
{
    if (r->at >= r->end || *r->at != c)
        return false;
    r->at++;
    return true;
}

static bool take_word(struct reader *r, const char *word, size_t n)
{
    if ((size_t)(r->end - r->at) < n || memcmp(r->at, word, n) != 0)
        return false;
    r->at += n;
    return true;
}

// ---------------------------------------------------------------- strings

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* the escape at r->at, behind its backslash; at most three bytes */
static bool read_escape(struct reader *r, char *out, size_t *n)
{
    static const char NAMES[] = "\"\\/bfnrt", MEANT[] = "\"\\/\b\f\n\r\t";
    const char *name = r->at < r->end && *r->at ? strchr(NAMES, *r->at) : NULL;
    if (name) {
        out[(*n)++] = MEANT[name - NAMES];
        r->at++;
        return true;
    }
    if (!take(r, 'u') || r->end - r->at < 4)
        return false;
    unsigned code = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(*r->at++);
        if (digit < 0)
            return false;
        code = code * 16 + (unsigned)digit;
    }
    if (!code || (code >= 0xD800 && code < 0xE000))
        return false;
    if (code < 0x80) {
        out[(*n)++] = (char)code;
    } else if (code < 0x800) {
        out[(*n)++] = (char)(0xC0 | code >> 6);
        out[(*n)++] = (char)(0x80 | (code & 0x3F));
    } else {
        out[(*n)++] = (char)(0xE0 | code >> 12);
        out[(*n)++] = (char)(0x80 | (code >> 6 & 0x3F));
        out[(*n)++] = (char)(0x80 | (code & 0x3F));
    }
    return true;
}

/* where what may stand in a string as it is ends: at a quote, a backslash, a control
 * character, or what is not UTF-8 */
static const char *skip_plain(const char *at, const char *end)
{
    size_t n;
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20) {
        if ((unsigned char)*at < 0x80)
            at++;
        else if ((n = wellformed_character(at, end)) > 0)
            at += n;
        else
            break;
    }
    return at;
}

/* a string with escapes, of which r->at is at the first: what is before it is plain */
static bool read_escaped(struct reader *r, const char *first)
{
    size_t n = 0;
    for (;;) {
        size_t plain = (size_t)(r->at - first);
        if (n + plain + 4 >= PLAIN_MOST)
            return false;
        memcpy(r->plain + n, first, plain);
        n += plain;
        if (!take(r, '\\'))
            break;
        if (!read_escape(r, r->plain, &n))
            return false;
        first = r->at;
        r->at = skip_plain(first, r->end);
    }
    r->string = r->plain;
    r->n_string = n;
    return take(r, '"');
}

/* the string at r->at becomes r->string */
static bool read_string(struct reader *r)
{
    if (!take(r, '"'))
        return false;
    const char *first = r->at;
    r->at = skip_plain(first, r->end);
    if (r->at < r->end && *r->at == '\\')
        return read_escaped(r, first);
    r->string = first;
    r->n_string = (size_t)(r->at - first);
    return take(r, '"');
}

// ---------------------------------------------------------------- numbers

/* Digits, of which those behind the point are counted. */
struct digits {
    uint64_t value;
    int n, behind;
};

static bool read_digits(struct reader *r, struct digits *out, bool behind)
{
    const char *first = r->at;
    for (; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++) {
        // noughts in front tell nothing
        if (out->value || *r->at != '0')
            out->n++;
        if (out->n > DIGITS_MOST)
            return false;
        out->value = out->value * 10 + (uint64_t)(*r->at - '0');
        out->behind += behind;
    }
    return r->at > first;
}

/* Exact where digits and power of ten are both exact as doubles: one rounding, which is
 * that of strtod. */
static json_t *read_number(struct reader *r)
{
    static const double POWER[POWER_MOST + 1] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    bool minus = take(r, '-');
    struct digits digits = {0};
    const char *first = r->at;
    if (!read_digits(r, &digits, false) || (*first == '0' && r->at > first + 1))
        return NULL;
    if (r->at >= r->end || (*r->at != '.' && *r->at != 'e' && *r->at != 'E'))
        return json_integer(minus ? -(json_int_t)digits.value : (json_int_t)digits.value);
    if (take(r, '.') && !read_digits(r, &digits, true))
        return NULL;
    int power = -digits.behind;
    if (take(r, 'e') || take(r, 'E')) {
        struct digits by = {0};
        bool down = take(r, '-');
        if (!down)
            take(r, '+');
        if (!read_digits(r, &by, false) || by.value > POWER_MOST)
            return NULL;
        power += down ? -(int)by.value : (int)by.value;
    }
    if (power > POWER_MOST || power < -POWER_MOST)
        return NULL;
    double value = (double)digits.value;
    value = power < 0 ? value / POWER[-power] : value * POWER[power];
    return json_real(minus ? -value : value);
}

// ---------------------------------------------------------------- what holds values

/* NULL, and what was made is put away */
static json_t *give_up(json_t *made)
{
    json_decref(made);
    return NULL;
}

static json_t *read_array(struct reader *r)
{
    json_t *list = json_array(), *value;
    skip_space(r);
    if (take(r, ']'))
        return list;
    do {
        value = read_value(r);
        if (!value || json_array_append_new(list, value))
            return give_up(list);
        skip_space(r);
    } while (take(r, ','));
    return take(r, ']') ? list : give_up(list);
}

static json_t *read_object(struct reader *r)
{
    enum { KEY_MOST = 256 };
    char key[KEY_MOST];
    json_t *object = json_object(), *value;
    skip_space(r);
    if (take(r, '}'))
        return object;
    for (size_t n = 1;; n++) {
        skip_space(r);
        if (!read_string(r) || r->n_string >= sizeof key ||
            memchr(r->string, 0, r->n_string))
            return give_up(object);
        memcpy(key, r->string, r->n_string);
        key[r->n_string] = 0;
        skip_space(r);
        value = take(r, ':') ? read_value(r) : NULL;
        // a key that was there already takes the place of the first
        if (!value || json_object_set_new_nocheck(object, key, value) ||
            json_object_size(object) != n)
            return give_up(object);
        skip_space(r);
        if (!take(r, ','))
            break;
    }
    return take(r, '}') ? object : give_up(object);
}

static json_t *read_nested(struct reader *r)
{
    json_t *value = NULL;
    if (r->depth++ < DEPTH_MOST)
        value = *r->at++ == '{' ? read_object(r) : read_array(r);
    r->depth--;
    return value;
}

static json_t *read_value(struct reader *r)
{
    skip_space(r);
    if (r->at >= r->end)
        return NULL;
    switch (*r->at) {
    case '{':
    case '[':
        return read_nested(r);
    case '"':
        return read_string(r) ? json_stringn_nocheck(r->string, r->n_string) : NULL;
    case 't':
        return take_word(r, "true", 4) ? json_true() : NULL;
    case 'f':
        return take_word(r, "false", 5) ? json_false() : NULL;
    case 'n':
        return take_word(r, "null", 4) ? json_null() : NULL;
    default:
        return read_number(r);
    }
}

json_t *json_quick(const char *text, size_t size)
{
    struct reader r = {.at = text, .end = text + size};
    json_t *value = read_value(&r);
    skip_space(&r);
    return value && r.at < r.end ? give_up(value) : value;
}
