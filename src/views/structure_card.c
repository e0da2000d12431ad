#include "views/structure_card.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "inside/near.h"
#include "views/words.h"

enum { TEXT_MAX = 1024 };

struct maker {
    struct structure_card *card;
    const struct inside *inside;
    const struct texts *texts;
    struct arena *arena;
};

static const char *keep(const struct maker *m, char *text)
{
    words_sentence(text);
    return arena_strdup(m->arena, text);
}

/* the text FAMILY.ID, "" where there is none */
static const char *told(const struct maker *m, const char *family, const char *id)
{
    char name[128];
    snprintf(name, sizeof name, family, id);
    return texts_get(m->texts, name, "");
}

static const struct structure_name *name_of(const struct inside *inside, const char *id)
{
    int n;
    const struct inside_part *part = inside_parts(inside, &n);
    for (int i = 0; i < n; i++)
        if (strcmp(part[i].id, id) == 0)
            return part[i].name;
    return NULL;
}

static const struct inside_part *part_of(const struct inside *inside, const char *id,
                                         enum side side)
{
    const enum side order[3] = {side, side == SIDE_M ? SIDE_L : SIDE_M,
                                side == SIDE_M ? SIDE_R : SIDE_M};
    for (int i = 0; i < 3; i++) {
        const struct inside_part *part = inside_find(inside, id, order[i]);
        if (part)
            return part;
    }
    return NULL;
}

static void tell_names(const struct maker *m, enum side side)
{
    struct structure_card *card = m->card;
    const struct structure_name *name = card->part->name;
    char text[TEXT_MAX], system[TEXT_MAX];
    cut_print(text, sizeof text, "%s", words_structure(m->texts, name));
    card->title = keep(m, text);
    if (side != SIDE_M && card->part->side == side)
        card->side_text = words_side_if_any(m->texts, side_name(side)[0]);
    cut_print(system, sizeof system, "%s",
              told(m, "system.%s", structure_system_names[card->part->system]));
    words_sentence(system);
    // a reader of Chinese has its Chinese name in the title
    bool chinese = m->texts && strncmp(texts_lang(m->texts), "zh", 2) == 0;
    cut_print(text, sizeof text, "%s \u00b7 %s \u00b7 %s", system, name->latin,
              chinese ? name->english : name->hanzi);
    card->line = arena_strdup(m->arena, text);
    struct message sure = {
        .id = "structure.sure",
        .arg = {
            {.name = "sure", .number = round((double)card->part->uncertainty * 1000)}}};
    text_format(m->texts, &sure, text, sizeof text);
    card->sure = arena_strdup(m->arena, text);
}

static void tell_territories(const struct maker *m, const struct structure_note *note)
{
    const struct catalog *c = body_catalog(inside_body(m->inside));
    struct structure_card *card = m->card;
    for (const char *const *t = note->territories;
         *t && card->n_territories < STRUCTURE_LIST_MOST; t++) {
        const struct region *region = catalog_region(c, *t);
        char text[TEXT_MAX], id[96];
        if (!region)
            continue;
        snprintf(id, sizeof id, "region.%s", region->id);
        cut_print(text, sizeof text, "%s", texts_get(m->texts, id, region->english));
        card->territory[card->n_territories] = region;
        card->territory_name[card->n_territories++] = keep(m, text);
    }
}

static void tell_note(const struct maker *m, const struct structure_note *note)
{
    struct structure_card *card = m->card;
    char list[TEXT_MAX] = "";
    card->supplies = told(m, "supplies.%s", note->id);
    for (const char *const *f = note->from; *f; f++) {
        const struct structure_name *name = name_of(m->inside, *f);
        if (name)
            words_join(m->texts, list, sizeof list, words_structure(m->texts, name));
    }
    card->course = keep(m, list);
    for (const char *const *c = note->caught; *c && card->n_caught < STRUCTURE_LIST_MOST;
         c++)
        card->caught[card->n_caught++] = told(m, "caught.%s", *c);
    tell_territories(m, note);
}

// ---------------------------------------------------------------- points near it

static int place_of(const struct structure_card *card, const struct point *point)
{
    int i = 0;
    while (i < card->n_points && card->point[i].site->point != point)
        i++;
    return i;
}

static void take_out(struct structure_card *card, float (*kept)[STRUCTURE_POINTS_MOST],
                     int i)
{
    for (card->n_points--; i < card->n_points; i++) {
        card->point[i] = card->point[i + 1];
        (*kept)[i] = (*kept)[i + 1];
    }
}

static void add_point(const struct maker *m, const struct site *site, float distance,
                      float (*kept)[STRUCTURE_POINTS_MOST])
{
    struct structure_card *card = m->card;
    // beside what is unpaired a point is told once, by the side that is nearer
    int i = place_of(card, site->point);
    if (i < card->n_points && (*kept)[i] <= distance)
        return;
    if (i < card->n_points)
        take_out(card, kept, i);
    bool full = card->n_points == STRUCTURE_POINTS_MOST;
    i = full ? STRUCTURE_POINTS_MOST - 1 : card->n_points;
    if (full && (*kept)[i] <= distance)
        return;
    card->n_points += !full;
    for (; i > 0 && (*kept)[i - 1] > distance; i--) {
        card->point[i] = card->point[i - 1];
        (*kept)[i] = (*kept)[i - 1];
    }
    card->point[i] = (struct structure_point){.site = site};
    (*kept)[i] = distance;
}

static void find_points(const struct maker *m)
{
    struct structure_card *card = m->card;
    float kept[STRUCTURE_POINTS_MOST];
    int n;
    const struct site *site = body_sites(inside_body(m->inside), &n);
    for (int i = 0; i < n; i++) {
        struct near near;
        bool here = site[i].side == SIDE_M || card->part->side == SIDE_M ||
                    site[i].side == card->part->side;
        if (here && near_part(card->part, &site[i], &near))
            add_point(m, &site[i], near.within, &kept);
    }
    for (int i = 0; i < card->n_points; i++) {
        char text[TEXT_MAX];
        struct message mark = {
            .id = "structure.points.depth",
            .arg = {{.name = "code", .text = card->point[i].site->point->code},
                    {.name = "mm", .number = round((double)kept[i] * 1000)}}};
        text_format(m->texts, &mark, text, sizeof text);
        card->point[i].mark = arena_strdup(m->arena, text);
    }
}

bool structure_card_make(struct structure_card *card, const struct inside *inside,
                         const char *id, enum side side, const struct texts *texts,
                         struct arena *arena)
{
    struct maker m = {card, inside, texts, arena};
    *card = (struct structure_card){.part = part_of(inside, id, side),
                                    .title = "",
                                    .side_text = "",
                                    .line = "",
                                    .supplies = "",
                                    .course = "",
                                    .sure = ""};
    if (!card->part)
        return false;
    const struct structure_notes *notes = &inside_data(inside)->notes;
    const struct structure_note *note = structure_notes_find(notes, id);
    tell_names(&m, side);
    if (note)
        tell_note(&m, note);
    card->n_chain =
        structure_notes_chain(notes, card->part->id, card->chain, STRUCTURE_CHAIN_MOST);
    // the members of a group have its surface
    const struct structure *s = card->part->structure;
    for (int i = 0; s && i < s->n_members && card->n_chain < STRUCTURE_CHAIN_MOST; i++)
        card->chain[card->n_chain++] = inside_data(inside)->structure[s->member[i]].id;
    find_points(&m);
    return true;
}
