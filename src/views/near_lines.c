#include "views/near_lines.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "anatomy/body.h"
#include "base/cut.h"
#include "views/words.h"

enum { TEXT_MAX = 512 };

struct maker {
    const struct texts *texts;
    struct arena *arena;
    enum side side;
};

bool near_lines_site(const struct point_card *card, const struct planned_body *on,
                     struct site *out)
{
    const struct site *site = card->point && on && on->body
                                  ? body_site(on->body, card->point, side_of(card->side))
                                  : NULL;
    const struct planned_needle *n = &card->needle;
    if (!site || !site->placed)
        return false;
    *out = *site;
    for (int k = 0; n->has_depth && k < 2; k++)
        out->depth[k] = (float)n->depth_mm[k] / 1000;
    if (n->has_direction)
        memcpy(out->direction, n->direction, sizeof out->direction);
    return true;
}

/* millimetres as they can be told: halves near by, then whole ones */
static double told(float metres)
{
    double mm = (double)metres * 1000;
    return mm < 10 ? round(mm * 2) / 2 : round(mm);
}

static const char *name_of(const struct maker *m, const struct inside_part *part)
{
    char text[TEXT_MAX];
    const char *name = words_structure(m->texts, part->name);
    bool other = part->side != SIDE_M && part->side != m->side;
    cut_print(text, sizeof text, "%s%s%s", name, other ? ", " : "",
              other ? words_side(m->texts, side_name(part->side)[0]) : "");
    return arena_strdup(m->arena, text);
}

static const char *tell(const struct maker *m, const char *id, const struct near *near,
                        float distance, const char *name)
{
    char text[TEXT_MAX];
    struct message line = {
        .id = id,
        .arg = {{.name = "mm", .number = told(distance)},
                {.name = "at", .number = told(near->at)},
                {.name = "sure", .number = told(near->part->uncertainty)},
                {.name = "name", .text = name}}};
    text_format(m->texts, &line, text, sizeof text);
    words_sentence(text);
    return arena_strdup(m->arena, text);
}

static bool is_pierced(float distance)
{
    return told(distance) <= 0;
}

static void add_line(struct near_lines *lines, const struct maker *m,
                     const struct near *near)
{
    char text[TEXT_MAX];
    if (lines->n == NEAR_LINES_MOST)
        return;
    cut_print(text, sizeof text, "%s", name_of(m, near->part));
    words_sentence(text);
    lines->line[lines->n++] = (struct near_line){
        .part = near->part,
        .name = arena_strdup(m->arena, text),
        .detail = tell(m, is_pierced(near->distance) ? "card.near.in" : "card.near.away",
                       near, near->distance, ""),
        .warns = near->warns};
}

static void add_warning(struct near_lines *lines, const struct maker *m,
                        const struct near *near)
{
    if (near->warns && lines->n_warnings < NEAR_WARNINGS_MOST)
        lines->warning[lines->n_warnings++] =
            tell(m, is_pierced(near->within) ? "card.near.warns_in" : "card.near.warns",
                 near, near->within, name_of(m, near->part));
}

static void tell_through(struct near_lines *lines, const struct maker *m,
                         const struct near *near, int n)
{
    char list[TEXT_MAX] = "", text[TEXT_MAX];
    for (int i = 0; i < n; i++)
        if (near[i].part->system == STRUCTURE_MUSCLE && is_pierced(near[i].distance))
            words_join(m->texts, list, sizeof list, name_of(m, near[i].part));
    if (!*list)
        return;
    struct message through = {.id = "card.near.through",
                              .arg = {{.name = "list", .text = list}}};
    text_format(m->texts, &through, text, sizeof text);
    lines->through = arena_strdup(m->arena, text);
}

void near_lines_tell(struct near_lines *lines, const struct near *near, int n,
                     const struct point_card *card, const struct texts *texts,
                     struct arena *arena)
{
    struct maker m = {.texts = texts, .arena = arena, .side = side_of(card->side)};
    *lines = (struct near_lines){.through = ""};
    for (int i = 0; i < n; i++)
        add_warning(lines, &m, &near[i]);
    // what a warning names comes first; muscles are told as what the needle goes through
    for (int warned = 1; warned >= 0; warned--)
        for (int i = 0; i < n; i++)
            if (near[i].warns == warned && near[i].part->system != STRUCTURE_MUSCLE)
                add_line(lines, &m, &near[i]);
    tell_through(lines, &m, near, n);
}

void near_lines_make(struct near_lines *lines, const struct inside *inside,
                     const struct point_card *card, const struct planned_body *on,
                     const struct texts *texts, struct arena *arena)
{
    struct near near[NEAR_MAX];
    struct site site;
    int n =
        near_lines_site(card, on, &site) ? near_site(inside, &site, near, NEAR_MAX) : 0;
    near_lines_tell(lines, near, n, card, texts, arena);
}
