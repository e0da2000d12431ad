#include "views/landmark_card.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/cut.h"
#include "study/deck.h"
#include "views/words.h"

enum { TEXT_MAX = 400 };

const char *landmark_card_name(const struct texts *texts, const char *name,
                               struct arena *arena)
{
    char id[96];
    snprintf(id, sizeof id, "landmark.%s", name);
    char *plain = arena_strdup(arena, name);
    for (char *p = plain; *p; p++)
        if (*p == '_')
            *p = ' ';
    return texts ? texts_get(texts, id, plain) : plain;
}

static void tell_where(struct landmark_card *card, const struct body *body,
                       const struct body_place *place, enum side side,
                       const struct texts *texts, struct arena *arena)
{
    enum side on;
    char id[64], text[TEXT_MAX];
    int part = body_part_of(body, place->on.triangle, &on);
    const char *area = deck_area_of(body_catalog(body), part);
    snprintf(id, sizeof id, "area.%s", area ? area : "trunk");
    const char *where = texts_get(texts, id, area);
    struct message m = {
        .id = side == SIDE_M ? "landmark.middle" : "landmark.side",
        .arg = {{.name = "area", .text = where},
                {.name = "side", .text = words_side(texts, side_name(side)[0])}}};
    text_format(texts, &m, text, sizeof text);
    if (place->from_bone)
        words_join(texts, text, sizeof text, texts_get(texts, "landmark.bone", NULL));
    words_sentence(text);
    card->where = arena_strdup(arena, text);
}

// ---------------------------------------------------------------- what lies beside it

static void add_beside(struct landmark_card *card, float (*apart)[LANDMARK_BESIDE],
                       const char *name, enum side side, float metres)
{
    int i = card->n_beside;
    if (i == LANDMARK_BESIDE && (*apart)[--i] <= metres)
        return;
    card->n_beside = i + 1;
    for (; i > 0 && (*apart)[i - 1] > metres; i--) {
        (*apart)[i] = (*apart)[i - 1];
        card->beside[i] = card->beside[i - 1];
    }
    (*apart)[i] = metres;
    card->beside[i] = (struct landmark_beside){.name = name, .side = side};
}

static void find_beside(struct landmark_card *card, const struct body *body, int self,
                        enum side side, const struct texts *texts, struct arena *arena)
{
    const struct landmark_names *names = &body_catalog(body)->landmark_names;
    struct body_place here = body_landmark(body, self, side);
    float apart[LANDMARK_BESIDE];
    for (int i = 0; i < names->count; i++) {
        enum side at = names->midline[i] ? SIDE_M : side == SIDE_M ? SIDE_L : side;
        struct body_place place = body_landmark(body, i, at);
        if (i != self && place.found)
            add_beside(card, &apart, names->name[i], at,
                       glm_vec3_distance(here.position, place.position));
    }
    for (int i = 0; i < card->n_beside; i++) {
        char text[TEXT_MAX];
        struct message m = {
            .id = "landmark.apart",
            .arg = {{.name = "name",
                     .text = landmark_card_name(texts, card->beside[i].name, arena)},
                    {.name = "mm", .number = round((double)apart[i] * 1000)}}};
        text_format(texts, &m, text, sizeof text);
        words_sentence(text);
        card->beside[i].mark = arena_strdup(arena, text);
    }
}

// ---------------------------------------------------------------- points measured by it

/* by name, or by a place that is derived from it; what another point is measured by is
 * that point's */
static bool measured_by(const struct catalog *c, const struct expr *e, int landmark)
{
    if (!e)
        return false;
    if (e->kind == EXPR_LANDMARK)
        return e->index == landmark;
    if (e->kind == EXPR_DERIVED)
        return measured_by(c, c->derived[e->index].place, landmark);
    return measured_by(c, e->a, landmark) || measured_by(c, e->b, landmark) ||
           measured_by(c, e->c, landmark);
}

static void find_points(struct landmark_card *card, const struct catalog *c, int landmark,
                        struct arena *arena)
{
    card->point = arena_alloc_array(arena, (size_t)c->n_points + 1, sizeof *card->point);
    for (int i = 0; i < c->n_points; i++)
        if (measured_by(c, c->point[i].place, landmark))
            card->point[card->n_points++] = &c->point[i];
}

bool landmark_card_make(struct landmark_card *card, const struct body *body,
                        const char *name, enum side side, const struct texts *texts,
                        struct arena *arena)
{
    const struct catalog *c = body_catalog(body);
    int landmark = catalog_landmark(c, name);
    *card = (struct landmark_card){.title = "", .where = ""};
    if (landmark < 0)
        return false;
    struct body_place place = body_landmark(body, landmark, side);
    if (!place.found)
        return false;
    char text[TEXT_MAX];
    cut_print(text, sizeof text, "%s", landmark_card_name(texts, name, arena));
    words_sentence(text);
    card->title = arena_strdup(arena, text);
    tell_where(card, body, &place, side, texts, arena);
    find_beside(card, body, landmark, side, texts, arena);
    find_points(card, c, landmark, arena);
    return true;
}
