#include "stage/plan_card.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/file.h"
#include "export/card.h"

enum { STEPS = 2, PICTURE_UNIT = 62 };

struct plan_card {
    struct still *still;
    struct still_source source;
    struct card_picture picture[STEPS]; /* front, back */
    int step, missing_glyphs;
};

struct plan_card *plan_card_create(const struct still_source *source)
{
    struct plan_card *c = xcalloc(1, sizeof *c);
    c->source = *source;
    c->still = still_create(source);
    return c;
}

void plan_card_destroy(struct plan_card **card)
{
    if (!card || !*card)
        return;
    still_destroy(&(*card)->still);
    for (int i = 0; i < STEPS; i++)
        free((void *)(*card)->picture[i].rgba);
    free(*card);
    *card = NULL;
}

enum plan_card_state plan_card_step(struct plan_card *c, struct error *error)
{
    if (c->step == STEPS)
        return PLAN_CARD_READY;
    struct still_shot shot = {.width = CARD_PICTURE_WIDTH * PICTURE_UNIT,
                              .height = CARD_PICTURE_HEIGHT * PICTURE_UNIT,
                              .view = c->step == 0 ? "front" : "back",
                              .margin = 0.11f,
                              .layers = SCENE_CHANNELS | SCENE_POINTS | SCENE_LABELS,
                              .names = HIGHLIGHT_CODE,
                              .needles = STILL_NOT_NEEDLED,
                              .theme = STILL_PAPER,
                              .text_scale = 2.6f};
    uint8_t *pixels = xmalloc((size_t)shot.width * (size_t)shot.height * 4);
    c->picture[c->step] = (struct card_picture){pixels, shot.width, shot.height};
    if (!still_draw(c->still, &shot, pixels, error))
        return PLAN_CARD_FAILED;
    return ++c->step == STEPS ? PLAN_CARD_READY : PLAN_CARD_MORE;
}

float plan_card_progress(const struct plan_card *c)
{
    return (float)c->step / (STEPS + 1);
}

bool plan_card_can_write(const char *path)
{
    return file_has_ending(path, ".pdf") || file_has_ending(path, ".png");
}

int plan_card_missing_glyphs(const struct plan_card *c)
{
    return c->missing_glyphs;
}

bool plan_card_write(struct plan_card *c, const char *path, struct error *error)
{
    if (!plan_card_can_write(path))
        return error_at(error, path, 0, 0,
                        "a card is a PDF or a PNG: expected .pdf or .png");
    struct planned_body on = subject_planned(c->source.subject);
    struct card card = {.texts = c->source.texts,
                        .plan = c->source.plan,
                        .record = c->source.record,
                        .front = c->picture[0],
                        .back = c->picture[1],
                        .body = subject_name(c->source.subject),
                        .on = &on};
    struct card_file file;
    if (!card_make(&card, file_has_ending(path, ".pdf") ? CARD_PDF : CARD_PNG, &file, error))
        return false;
    bool ok = file_write(path, file.data, file.size, error);
    c->missing_glyphs = file.missing_glyphs;
    free(file.data);
    return ok;
}
