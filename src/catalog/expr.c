/* expr.c - a recursive-descent parser over a table of functions.
 *
 * Each function is a name and a pattern, one letter an argument: p place, n number, m
 * measure, t part, d direction, b bearing.
 */
#include "catalog/expr.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 64, DEPTH_MAX = 32 };

static const char *const DIRECTION_NAMES[DIRECTIONS] = {
    "proximal", "distal", "radial", "ulnar", "lateral",
    "medial",   "up",     "down",   "front", "back",
};

static const struct function {
    const char *name;
    enum expr_kind kind;
    const char *pattern;
    const char *form; /* for messages */
} FUNCTIONS[] = {
    {"other", EXPR_OTHER, "p", "other(NAME)"},
    {"mid", EXPR_MID, "pp", "mid(P, Q)"},
    {"toward", EXPR_TOWARD, "ppn", "toward(P, Q, f)"},
    {"cun", EXPR_CUN, "ppnm", "cun(P, Q, n, M)"},
    {"axis", EXPR_AXIS, "tpnm", "axis(PART, P, n, M)"},
    {"level", EXPR_LEVEL, "pp", "level(P, Q)"},
    {"above", EXPR_ABOVE, "ppp", "above(P, Q, R)"},
    {"ring", EXPR_RING, "tpb", "ring(PART, S, b)"},
    {"front", EXPR_FRONT, "pnm", "front(S, n, M)"},
    {"back", EXPR_BACK, "pnm", "back(S, n, M)"},
    {"skin", EXPR_SKIN, "ppn", "skin(P, Q, f)"},
    {"skin_cun", EXPR_SKIN_CUN, "ppnm", "skin_cun(P, Q, n, M)"},
    {"walk", EXPR_WALK, "pdnm", "walk(P, D, n, M)"},
    {"fold", EXPR_FOLD, "pp", "fold(P, Q)"},
    {"space", EXPR_SPACE, "pn", "space(P, n)"},
    {"lower", EXPR_LOWER, "pp", "lower(P, Q)"},
};

struct parser {
    const struct json_at *at;
    const char *text, *p;
    const struct expr_names *names;
    struct arena *arena;
    struct error *error;
    int depth;
};

const char *expr_direction_name(enum direction direction)
{
    return DIRECTION_NAMES[direction];
}

// ---------------------------------------------------------------- tokens

static bool complain(struct parser *s, const char *where, const char *what)
{
    return json_fail(s->at, s->error, "character %d of \"%.120s\": %s",
                     (int)(where - s->text) + 1, s->text, what);
}

static void skip_space(struct parser *s)
{
    s->p += strspn(s->p, " \t\r\n");
}

static bool take(struct parser *s, char c)
{
    skip_space(s);
    if (*s->p != c)
        return false;
    s->p++;
    return true;
}

static bool expect(struct parser *s, char c)
{
    if (take(s, c))
        return true;
    char what[80];
    if (*s->p)
        snprintf(what, sizeof what, "found '%c'; expected '%c'", *s->p, c);
    else
        snprintf(what, sizeof what, "the text ends; expected '%c'", c);
    return complain(s, s->p, what);
}

static bool is_name_start(char c)
{
    return isalpha((unsigned char)c) || c == '_';
}

/* reads a name where one starts; names hold letters, digits, '_', '.' and '-' */
static bool read_name(struct parser *s, char out[NAME_SIZE])
{
    skip_space(s);
    const char *start = s->p;
    if (!is_name_start(*s->p))
        return complain(s, s->p,
                        *s->p ? "expected a name" : "the text ends; expected a name");
    while (is_name_start(*s->p) || isdigit((unsigned char)*s->p) || *s->p == '.' ||
           *s->p == '-')
        s->p++;
    size_t n = (size_t)(s->p - start);
    if (n >= NAME_SIZE)
        return complain(s, start, "the name is too long");
    memcpy(out, start, n);
    out[n] = 0;
    return true;
}

/* digits with an optional sign and point: no exponent, no "inf" */
static bool read_plain(struct parser *s, double *out)
{
    skip_space(s);
    const char *q = s->p;
    if (*q == '-')
        q++;
    if (!isdigit((unsigned char)*q))
        return complain(s, s->p, "expected a number");
    double value = 0, scale = 1;
    for (; isdigit((unsigned char)*q); q++)
        value = value * 10 + (*q - '0');
    if (*q == '.')
        for (q++; isdigit((unsigned char)*q); q++, scale *= 10)
            value = value * 10 + (*q - '0');
    value /= scale;
    *out = *s->p == '-' ? -value : value;
    if (!(fabs(value) <= 1000))
        return complain(s, s->p, "the number is out of range; expected at most 1000");
    s->p = q;
    return true;
}

/* a number or a fraction such as 1/3 */
static bool read_number(struct parser *s, double *out)
{
    if (!read_plain(s, out))
        return false;
    if (!take(s, '/'))
        return true;
    double below = 0;
    const char *where = s->p;
    if (!read_plain(s, &below))
        return false;
    if (below == 0)
        return complain(s, where, "division by zero");
    *out /= below;
    return true;
}

static bool unknown(struct parser *s, const char *where, char what, const char *kind,
                    const char *name)
{
    const char *near =
        s->names->suggest ? s->names->suggest(s->names->user, what, name) : NULL;
    char text[200];
    if (near)
        snprintf(text, sizeof text, "there is no %s \"%s\"; did you mean \"%s\"?", kind,
                 name, near);
    else
        snprintf(text, sizeof text, "there is no %s \"%s\"", kind, name);
    return complain(s, where, text);
}

// ---------------------------------------------------------------- expressions

static const struct expr *parse_place(struct parser *s);

static bool parse_direction(struct parser *s, enum direction *out)
{
    char name[NAME_SIZE];
    skip_space(s);
    const char *where = s->p;
    if (!read_name(s, name))
        return false;
    for (int i = 0; i < DIRECTIONS; i++) {
        if (strcmp(DIRECTION_NAMES[i], name) == 0) {
            *out = (enum direction)i;
            return true;
        }
    }
    return complain(
        s, where,
        "expected a direction: proximal, distal, radial, ulnar, lateral, medial, "
        "up, down, front or back");
}

static bool parse_known(struct parser *s, char what, int *out)
{
    char name[NAME_SIZE];
    skip_space(s);
    const char *where = s->p;
    if (!read_name(s, name))
        return false;
    bool part = what == 't';
    if (part ? s->names->part(s->names->user, name, out)
             : s->names->measure(s->names->user, name, out))
        return true;
    return unknown(s, where, what, part ? "body part" : "measure", name);
}

/* a number, a place, or blend(P, Q, f) */
static bool parse_bearing(struct parser *s, struct expr *e)
{
    skip_space(s);
    if (*s->p == '-' || isdigit((unsigned char)*s->p))
        return read_number(s, &e->number);
    const char *start = s->p;
    char name[NAME_SIZE];
    if (!read_name(s, name))
        return false;
    if (strcmp(name, "blend") == 0)
        return expect(s, '(') && (e->b = parse_place(s)) && expect(s, ',') &&
               (e->c = parse_place(s)) && expect(s, ',') && read_number(s, &e->number) &&
               expect(s, ')');
    s->p = start;
    e->b = parse_place(s);
    return e->b != NULL;
}

static bool parse_argument(struct parser *s, char what, struct expr *e)
{
    switch (what) {
    case 'p': {
        const struct expr *place = parse_place(s);
        *(!e->a ? &e->a : !e->b ? &e->b : &e->c) = place;
        return place != NULL;
    }
    case 'n':
        return read_number(s, &e->number);
    case 'm':
        return parse_known(s, 'm', &e->measure);
    case 't':
        return parse_known(s, 't', &e->part);
    case 'd':
        return parse_direction(s, &e->direction);
    default:
        return parse_bearing(s, e);
    }
}

static const struct expr *keep(struct parser *s, const struct expr *e)
{
    struct expr *copy = arena_alloc(s->arena, sizeof *copy);
    *copy = *e;
    return copy;
}

static const struct expr *parse_call(struct parser *s, const struct function *f)
{
    struct expr e = {.kind = f->kind, .index = -1, .measure = -1, .part = -1};
    if (!expect(s, '('))
        return NULL;
    for (const char *what = f->pattern; *what; what++) {
        const char *where = s->p;
        if (what > f->pattern && !take(s, ',')) {
            char text[120];
            snprintf(text, sizeof text, "expected %s", f->form);
            complain(s, where, text);
            return NULL;
        }
        skip_space(s);
        where = s->p;
        if (!parse_argument(s, *what, &e))
            return NULL;
        if (*what == 'n' && (e.kind == EXPR_FRONT || e.kind == EXPR_BACK) &&
            e.number < 0) {
            complain(s, where,
                     "the distance from the midline is negative; expected 0 or more");
            return NULL;
        }
        if (*what == 'n' && e.kind == EXPR_SPACE &&
            !(e.number >= 1 && e.number <= 11 && e.number == floor(e.number))) {
            complain(s, where, "there is no such space between ribs; expected 1 to 11");
            return NULL;
        }
    }
    return expect(s, ')') ? keep(s, &e) : NULL;
}

static const struct expr *parse_name(struct parser *s)
{
    struct expr e = {.index = -1, .measure = -1, .part = -1};
    char name[NAME_SIZE];
    skip_space(s);
    const char *where = s->p;
    if (!read_name(s, name))
        return NULL;
    skip_space(s);
    if (*s->p != '(') {
        if (s->names->place(s->names->user, name, &e.kind, &e.index))
            return keep(s, &e);
        unknown(s, where, 'p', "landmark or point", name);
        return NULL;
    }
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof FUNCTIONS[0]; i++)
        if (strcmp(FUNCTIONS[i].name, name) == 0)
            return parse_call(s, &FUNCTIONS[i]);
    complain(s, where,
             "there is no such function; expected other, mid, toward, cun, axis, level, "
             "above, "
             "ring, front, back, skin, skin_cun, walk, fold or space");
    return NULL;
}

static const struct expr *parse_place(struct parser *s)
{
    if (++s->depth > DEPTH_MAX) {
        complain(s, s->p, "nested too deep");
        return NULL;
    }
    const struct expr *e = parse_name(s);
    s->depth--;
    return e;
}

const struct expr *expr_parse(const struct json_at *at, enum expr_allow allow,
                              const struct expr_names *names, struct arena *arena,
                              struct error *error)
{
    if (!json_expect(at, JSON_STRING, error))
        return NULL;
    const char *text = json_string_value(at->value);
    struct parser s = {.at = at,
                       .text = text,
                       .p = text,
                       .names = names,
                       .arena = arena,
                       .error = error};
    if (allow == EXPR_PLACES_AND_DIRECTIONS) {
        for (int i = 0; i < DIRECTIONS; i++) {
            if (strcmp(DIRECTION_NAMES[i], text) == 0) {
                struct expr e = {.kind = EXPR_DIRECTION,
                                 .index = -1,
                                 .measure = -1,
                                 .part = -1,
                                 .direction = (enum direction)i};
                return keep(&s, &e);
            }
        }
    }
    const struct expr *e = parse_place(&s);
    if (!e)
        return NULL;
    skip_space(&s);
    if (*s.p) {
        complain(&s, s.p, "something stands after the end of the expression");
        return NULL;
    }
    return e;
}

int expr_first_measure(const struct expr *expr)
{
    if (!expr)
        return -1;
    if (expr->measure >= 0)
        return expr->measure;
    const struct expr *operand[] = {expr->a, expr->b, expr->c};
    for (int i = 0; i < 3; i++) {
        int measure = expr_first_measure(operand[i]);
        if (measure >= 0)
            return measure;
    }
    return -1;
}

bool expr_names_landmark(const struct expr *expr, int landmark)
{
    return expr && ((expr->kind == EXPR_LANDMARK && expr->index == landmark) ||
                    expr_names_landmark(expr->a, landmark) ||
                    expr_names_landmark(expr->b, landmark) ||
                    expr_names_landmark(expr->c, landmark));
}
