/* engine_load.c - takes from the point catalogue what the engine needs to know. */
#include <string.h>

#include "catalog/catalog.h"
#include "rules/engine.h"

/* whether all members lie in one region: then the group is needled as one entry; the
 * others are chosen member by member */
static bool is_one_entry(const struct point *first, int n)
{
    for (int i = 1; i < n; i++)
        if (strcmp(first[i].region, first->region) != 0)
            return false;
    return n > 1;
}

/* the catalogue's cautions as one text, as its translations have them */
static const char *join(struct arena *arena, const char *const *list)
{
    const char *text = NULL;
    for (; *list; list++)
        text = text ? arena_printf(arena, "%s; %s", text, *list) : *list;
    return text;
}

static struct rule_point fact(struct arena *arena, const struct point *p,
                              const char *code, int needles)
{
    static const enum plan_position POSITIONS[] = {
        [POSITION_ANY] = PLAN_ANY,       [POSITION_SUPINE] = PLAN_SUPINE,
        [POSITION_PRONE] = PLAN_PRONE,   [POSITION_SIDE] = PLAN_SIDE,
        [POSITION_SEATED] = PLAN_SEATED,
    };
    static const enum plan_angle ANGLES[] = {
        [NEEDLE_PERPENDICULAR] = PLAN_PERPENDICULAR,
        [NEEDLE_OBLIQUE] = PLAN_OBLIQUE,
        [NEEDLE_TRANSVERSE] = PLAN_TRANSVERSE,
        [NEEDLE_PRICK] = PLAN_PRICK,
    };
    return (struct rule_point){
        .code = code,
        .pinyin = p->pinyin,
        .hanzi = p->hanzi,
        .region = p->region,
        .mind_id = arena_printf(arena, "point.%s.cautions", p->code),
        .mind = join(arena, p->cautions),
        .depth_cun = {p->needle.depth_cun[0], p->needle.depth_cun[1]},
        .angle = ANGLES[p->needle.angle],
        .position = POSITIONS[p->position],
        .needles = needles,
        .midline = p->midline};
}

struct engine *engine_load(const char *data_dir, const struct catalog *catalog,
                           struct error *error)
{
    struct arena *arena = arena_create();
    struct rule_point *points =
        arena_alloc_array(arena, (size_t)catalog->n_points, sizeof *points);
    int n = 0;
    for (int i = 0; i < catalog->n_points; i++) {
        const struct point *p = &catalog->point[i];
        int members = 0;
        const struct point *first =
            p->group ? catalog_group(catalog, p->group, &members) : NULL;
        if (!first || !is_one_entry(first, members))
            points[n++] = fact(arena, p, p->code, 1);
        else if (p == first)
            points[n++] = fact(arena, p, p->group, members);
    }
    struct engine *engine = engine_create(data_dir, points, n, error);
    arena_destroy(&arena);
    return engine;
}
