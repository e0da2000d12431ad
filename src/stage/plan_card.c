#include "stage/plan_card.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/file.h"
#include "stage/limb.h"

enum { STEPS_MOST = 2 + CARD_CLOSE_UPS, PICTURE_UNIT = 62 };

struct plan_card {
    struct still *still;
    struct still_source source;
    struct card_picture picture[STEPS_MOST];
    const char *view[STEPS_MOST]; /* front, back, then close-ups */
    enum card_paper paper;
    int n_steps, step, missing_glyphs;
};

static void choose_views(struct plan_card *c)
{
    c->view[c->n_steps++] = "front";
    c->view[c->n_steps++] = "back";
    for (int of = LIMB_HAND; c->source.plan && of <= LIMB_FOOT; of++) {
        const char *name = limb_of_pair(of, c->source.subject, c->source.plan);
        if (name && c->n_steps < STEPS_MOST)
            c->view[c->n_steps++] = name;
    }
}

struct plan_card *plan_card_create(const struct still_source *source)
{
    struct plan_card *c = xcalloc(1, sizeof *c);
    c->source = *source;
    c->still = still_create(source);
    choose_views(c);
    return c;
}

void plan_card_destroy(struct plan_card **card)
{
    if (!card || !*card)
        return;
    still_destroy(&(*card)->still);
    for (int i = 0; i < STEPS_MOST; i++)
        free((void *)(*card)->picture[i].rgba);
    free(*card);
    *card = NULL;
}

enum plan_card_state plan_card_step(struct plan_card *c, struct error *error)
{
    if (c->step == c->n_steps)
        return PLAN_CARD_READY;
    struct still_shot shot = {.width = CARD_PICTURE_WIDTH * PICTURE_UNIT,
                              .height = CARD_PICTURE_HEIGHT * PICTURE_UNIT,
                              .view = c->view[c->step],
                              .margin = c->step < 2 ? 0.11f : 0.13f,
                              .layers = SCENE_CHANNELS | SCENE_POINTS | SCENE_LABELS,
                              .names = HIGHLIGHT_CODE,
                              .needles = STILL_NOT_NEEDLED,
                              .theme = STILL_PAPER,
                              .text_scale = 2.6f};
    uint8_t *pixels = xmalloc((size_t)shot.width * (size_t)shot.height * 4);
    c->picture[c->step] = (struct card_picture){pixels, shot.width, shot.height};
    if (!still_draw(c->still, &shot, pixels, error))
        return PLAN_CARD_FAILED;
    return ++c->step == c->n_steps ? PLAN_CARD_READY : PLAN_CARD_MORE;
}

float plan_card_progress(const struct plan_card *c)
{
    return (float)c->step / (c->n_steps + 1);
}

void plan_card_paper(struct plan_card *c, enum card_paper paper)
{
    c->paper = paper;
}

bool plan_card_can_write(const char *path)
{
    return file_has_ending(path, ".pdf") || file_has_ending(path, ".png");
}

int plan_card_missing_glyphs(const struct plan_card *c)
{
    return c->missing_glyphs;
}

bool plan_card_make(struct plan_card *c, enum card_kind kind, struct card_file *out,
                    struct error *error)
{
    struct planned_body on = subject_planned(c->source.subject);
    struct card card = {.texts = c->source.texts,
                        .plan = c->source.plan,
                        .record = c->source.record,
                        .front = c->picture[0],
                        .back = c->picture[1],
                        .paper = c->paper,
                        .body = subject_name(c->source.subject),
                        .on = &on};
    for (int i = 2; i < c->n_steps; i++) {
        struct limb limb;
        limb_parse(&limb, c->view[i]);
        card.close_up[card.n_close_ups++] =
            (struct card_close_up){.picture = c->picture[i],
                                   .of = limb.of == LIMB_HAND ? CARD_HAND : CARD_FOOT,
                                   .side = side_name(limb.side)[0]};
    }
    bool ok = card_make(&card, kind, out, error);
    c->missing_glyphs = ok ? out->missing_glyphs : 0;
    return ok;
}

bool plan_card_write(struct plan_card *c, const char *path, struct error *error)
{
    struct card_file file;
    if (!plan_card_can_write(path))
        return error_at(error, path, 0, 0,
                        "a card is a PDF or a PNG: expected .pdf or .png");
    if (!plan_card_make(c, file_has_ending(path, ".pdf") ? CARD_PDF : CARD_PNG, &file,
                        error))
        return false;
    bool ok = file_write(path, file.data, file.size, error);
    free(file.data);
    return ok;
}
