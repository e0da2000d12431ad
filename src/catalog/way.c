/* One recursive descent over the text; `at` is what is left of it. */
#include "catalog/way.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 16, NAME_MAX_LENGTH = 60 };

struct reader {
    const char *at;
    enum side side;
    const struct way_names *names;
    struct arena *arena;
    char *complaint;
    int size, depth;
};

static const char *const LINES[] = {"arm", "forearm", "thigh", "leg", "neck", "trunk"};
enum { N_LINES = sizeof LINES / sizeof *LINES };

__attribute__((format(printf, 2, 3))) static bool complain(struct reader *r,
                                                           const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(r->complaint, (size_t)r->size, format, args);
    va_end(args);
    if (n >= 0 && n < r->size)
        snprintf(r->complaint + n, (size_t)(r->size - n), *r->at ? " at \"%.20s\"" : "%s",
                 *r->at ? r->at : " at its end");
    return false;
}

// ---------------------------------------------------------------- words and numbers

static bool take(struct reader *r, char c)
{
    if (*r->at != c)
        return false;
    r->at++;
    return true;
}

static bool expect(struct reader *r, char c)
{
    return take(r, c) || complain(r, "expected '%c'", c);
}

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_';
}

static bool read_name(struct reader *r, const char *what, char out[NAME_MAX_LENGTH + 1])
{
    int n = 0;
    while (is_name_character(r->at[n]) && n <= NAME_MAX_LENGTH)
        n++;
    if (n == 0 || n > NAME_MAX_LENGTH)
        return complain(r, "expected the name of %s", what);
    memcpy(out, r->at, (size_t)n);
    out[n] = 0;
    r->at += n;
    return true;
}

/* digits with a point, a minus before them; no exponent, no "nan" */
static bool read_number(struct reader *r, float least, float most, float *out)
{
    int n = r->at[0] == '-', digits = 0;
    for (; (r->at[n] >= '0' && r->at[n] <= '9') || r->at[n] == '.'; n++)
        digits += r->at[n] != '.';
    char text[24], *end;
    if (!digits || n >= (int)sizeof text)
        return complain(r, "expected a number");
    memcpy(text, r->at, (size_t)n);
    text[n] = 0;
    double value = strtod(text, &end);
    if (*end)
        return complain(r, "expected a number");
    if (!(value >= (double)least && value <= (double)most))
        return complain(r, "%s is out of range; expected %g to %g", text, (double)least,
                        (double)most);
    *out = (float)value;
    r->at += n;
    return true;
}

static bool read_direction(struct reader *r, enum way_direction *out)
{
    static const struct {
        const char *text;
        enum way_direction direction;
    } ALL[] = {{"Lt", WAY_LEFT},    {"Rt", WAY_RIGHT},   {"L", WAY_LATERAL},
               {"M", WAY_MEDIAL},   {"A", WAY_ANTERIOR}, {"P", WAY_POSTERIOR},
               {"S", WAY_SUPERIOR}, {"I", WAY_INFERIOR}, {"N", WAY_CHEST}};
    for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++) {
        if (strncmp(r->at, ALL[i].text, strlen(ALL[i].text)) != 0)
            continue;
        r->at += strlen(ALL[i].text);
        *out = ALL[i].direction;
        return true;
    }
    return false;
}

static bool read_reach(struct reader *r, struct way_reach *out)
{
    out->kind = take(r, 'd') ? WAY_UNDER_SKIN : take(r, 'b') ? WAY_FROM_BONE : WAY_SHARE;
    if (out->kind == WAY_SHARE)
        return read_number(r, -0.5f, 1, &out->value);
    return read_number(r, 0, 80, &out->value);
}

// ---------------------------------------------------------------- places

static bool read_way(struct reader *r, struct way *out);

static bool find_bone(struct reader *r, const char *id, int *out)
{
    *out = r->names->bone(r->names->user, id);
    return *out >= 0 || complain(r, "there is no bone or line \"%s\"", id);
}

/* "/" BEARING "/" REACH, where it is there */
static bool read_aside(struct reader *r, struct way *out)
{
    if (!take(r, '/'))
        return true;
    out->aside = true;
    return read_number(r, 0, 360, &out->bearing) && expect(r, '/') &&
           read_reach(r, &out->reach);
}

static bool read_station(struct reader *r, struct way *out)
{
    if (strchr("CTL", *r->at) && *r->at) {
        char level[NAME_MAX_LENGTH + 1], id[NAME_MAX_LENGTH + 12];
        if (!read_name(r, "a vertebra", level))
            return false;
        snprintf(id, sizeof id, "vertebra_%s", level);
        return find_bone(r, id, &out->level) && read_aside(r, out);
    }
    return read_number(r, -0.5f, 1.5f, &out->station) && read_aside(r, out);
}

static bool read_line(struct reader *r, const char *name, struct way *out)
{
    out->kind = WAY_LINE;
    out->line = WAY_BONE;
    for (int i = 0; i < N_LINES; i++)
        if (strcmp(name, LINES[i]) == 0)
            out->line = (enum way_line)i;
    if (out->line == WAY_BONE) {
        if (!find_bone(r, name, &out->bone))
            return false;
        if (!r->names->has_length(r->names->user, out->bone))
            return complain(r,
                            "\"%s\" is no line; expected arm, forearm, thigh, leg, "
                            "neck, trunk or a bone that has a length",
                            name);
    }
    return read_station(r, out);
}

static bool read_feature(struct reader *r, struct way *out)
{
    char feature[NAME_MAX_LENGTH + 1];
    if (!read_name(r, "a feature of the bone", feature))
        return false;
    out->kind = WAY_FEATURE;
    out->feature = r->names->feature(r->names->user, out->bone, feature);
    return out->feature >= 0 || complain(r, "the bone has no feature \"%s\"", feature);
}

static bool read_same(struct reader *r, struct way *out)
{
    char id[NAME_MAX_LENGTH + 1];
    float n;
    int waypoints = 0;
    if (!read_name(r, "a structure", id) || !expect(r, '#') ||
        !read_number(r, -99, 99, &n))
        return false;
    out->kind = WAY_SAME;
    out->structure = r->names->structure(r->names->user, id, r->side, &waypoints);
    if (out->structure < 0)
        return complain(r, "there is no structure \"%s\" of this side", id);
    out->waypoint = (int)n < 0 ? waypoints + (int)n : (int)n - 1;
    if (out->waypoint < 0 || out->waypoint >= waypoints || n != floorf(n))
        return complain(r, "\"%s\" has waypoints 1 to %d, not %g", id, waypoints,
                        (double)n);
    return true;
}

static bool read_mix(struct reader *r, struct way *out)
{
    struct way *first = arena_alloc(r->arena, sizeof *first);
    struct way *second = arena_alloc(r->arena, sizeof *second);
    out->kind = WAY_MIX;
    out->first = first;
    out->second = second;
    return read_way(r, first) && expect(r, ',') && read_way(r, second) &&
           expect(r, ',') && read_number(r, -1, 2, &out->share) && expect(r, ')');
}

static bool read_place(struct reader *r, struct way *out)
{
    char name[NAME_MAX_LENGTH + 1];
    out->level = -1;
    if (take(r, '='))
        return read_same(r, out);
    if (strncmp(r->at, "mix(", 4) == 0) {
        r->at += 4;
        return read_mix(r, out);
    }
    if (!read_name(r, "a bone or line", name))
        return false;
    if (take(r, '@'))
        return read_line(r, name, out);
    if (!find_bone(r, name, &out->bone))
        return false;
    if (strncmp(r->at, ".L", 2) == 0 || strncmp(r->at, ".R", 2) == 0) {
        out->side = side_of(r->at[1]);
        r->at += 2;
        if (r->side != SIDE_M && r->side != out->side)
            return complain(r,
                            "\"%s\" crosses to the other side; expected an unpaired "
                            "structure",
                            name);
    }
    return expect(r, ':') && read_feature(r, out);
}

static bool read_way(struct reader *r, struct way *out)
{
    if (++r->depth > DEPTH_MAX)
        return complain(r, "is nested too deeply");
    if (!read_place(r, out))
        return false;
    while (take(r, '+')) {
        if (out->n_moves == WAY_MOVES_MAX)
            return complain(r, "has more than %d moves", WAY_MOVES_MAX);
        struct way_move *move = &out->move[out->n_moves++];
        if (!read_direction(r, &move->direction))
            return complain(r, "expected a direction: L M A P S I Lt Rt or N");
        if (!read_number(r, -200, 200, &move->mm))
            return false;
    }
    out->lifted = take(r, '^');
    if (out->lifted) {
        read_direction(r, &out->lift_direction);
        if (!read_reach(r, &out->lift))
            return false;
    }
    r->depth--;
    return true;
}

const struct way *way_parse(const char *text, enum side side,
                            const struct way_names *names, struct arena *arena,
                            char *complaint, int size)
{
    struct way *way = arena_alloc(arena, sizeof *way);
    struct reader r = {.at = text,
                       .side = side,
                       .names = names,
                       .arena = arena,
                       .complaint = complaint,
                       .size = size};
    if (!read_way(&r, way))
        return NULL;
    if (*r.at)
        return complain(&r, "expected the end, '+' or '^'") ? way : NULL;
    return way;
}
