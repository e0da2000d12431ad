#include "study/deck.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "study/typed.h"

const char *const DECK_AREAS[] = {"head", "neck", "trunk", "arm",
                                  "hand", "leg",  "foot",  NULL};
/* ids of catalog.part, in the same order; NULL ends each */
static const char *const PARTS[][7] = {
    {"head"},
    {"neck"},
    {"trunk"},
    {"upper_arm", "forearm"},
    {"hand", "finger1", "finger2", "finger3", "finger4", "finger5"},
    {"thigh", "leg"},
    {"foot", "toe1", "toe2", "toe3", "toe4", "toe5"},
};

const char *deck_area_of(const struct catalog *c, int part)
{
    for (int a = 0; DECK_AREAS[a]; a++)
        for (int k = 0; k < 7 && PARTS[a][k]; k++)
            if (catalog_part(c, PARTS[a][k]) == part)
                return DECK_AREAS[a];
    return NULL;
}

// ---------------------------------------------------------------- the sets

static void take_typed(const struct catalog *c, const char *words, bool *in)
{
    struct typed_list list = typed_begin(c, words);
    for (struct typed_word w; typed_next(&list, &w);)
        for (int i = 0; i < w.n; i++)
            in[w.first + i] = true;
}

static void take_code(const struct catalog *c, const char *code, bool *in)
{
    int n;
    const struct point *p = catalog_point(c, code);
    const struct point *group = catalog_group(c, code, &n);
    if (p)
        in[p - c->point] = true;
    for (int i = 0; group && i < n; i++)
        in[group + i - c->point] = true;
}

static void take_channel(const struct catalog *c, const char *id, bool *in)
{
    for (int i = 0; i < c->n_points; i++)
        in[i] |= strcmp(c->point[i].channel, id) == 0;
}

static void take_area(const struct catalog *c, const char *id, bool *in)
{
    unsigned long skin = 0;
    int at = 0;
    while (DECK_AREAS[at] && strcmp(DECK_AREAS[at], id) != 0)
        at++;
    for (int k = 0; DECK_AREAS[at] && PARTS[at][k]; k++) {
        int part = catalog_part(c, PARTS[at][k]);
        skin |= part >= 0 ? 1ul << part : 0;
    }
    for (int i = 0; i < c->n_points; i++)
        in[i] |= (c->point[i].skin & skin) != 0;
}

/* what its steps name: their points, those they look at, those of their channels. A step
 * of a channel's tour shows the channel beside its own point. */
static void take_lesson(const struct catalog *c, const struct tour *lesson, bool *in)
{
    for (int i = 0; lesson && i < lesson->n_steps; i++) {
        const struct tour_step *s = &lesson->step[i];
        if (s->point)
            take_code(c, s->point->code, in);
        if (s->camera.look == TOUR_POINT)
            take_code(c, s->camera.what, in);
        if (s->camera.look == TOUR_CHANNEL)
            take_channel(c, s->camera.what, in);
        if (s->channel && !s->point)
            take_channel(c, s->channel->id, in);
        for (int k = 0; k < s->n_lit; k++)
            take_code(c, s->lit[k].code, in);
    }
}

int deck_make(const struct catalog *c, const struct deck_wish *w, const char **out)
{
    bool *in = xcalloc((size_t)c->n_points + 1, sizeof *in);
    int n = 0;
    for (int i = 0; w->set == DECK_ALL && i < c->n_points; i++)
        in[i] = true;
    for (int i = 0; w->set == DECK_RULES && i < w->n_rules; i++)
        take_code(c, w->rules[i], in);
    if (w->set == DECK_CHANNEL)
        take_channel(c, w->id, in);
    if (w->set == DECK_AREA)
        take_area(c, w->id, in);
    if (w->set == DECK_LESSON)
        take_lesson(c, w->lesson, in);
    if (w->set == DECK_OWN)
        take_typed(c, w->words, in);
    for (int i = 0; i < c->n_points; i++) {
        const struct point *p = &c->point[i];
        const char *code = p->group ? p->group : p->code;
        if (in[i] && (!n || strcmp(out[n - 1], code) != 0))
            out[n++] = code;
    }
    free(in);
    return n;
}
