#include "panels/caution_card.h"

#include <string.h>

#include "base/cut.h"
#include "catalog/cautions.h"
#include "panels/shell.h"
#include "views/caution_list.h"

static const char *told(const struct texts *texts, const struct rules_text *text)
{
    return text->english ? texts_get(texts, text->id, text->english) : "";
}

/* what it says here; NULL where it does not hold */
static const struct caution_words *here(const struct cautions *all, const char *id)
{
    for (int i = 0; i < all->n; i++)
        if (strcmp(all->caution[i].caution->id, id) == 0)
            return &all->caution[i];
    return NULL;
}

static void levels(const struct caution *c, const struct texts *texts, struct gui *g)
{
    const struct theme *t = gui_theme(g);
    gui_paragraph(g, GUI_SMALL, t->ink_soft, texts_get(texts, "caution.not_here", NULL));
    for (int i = 0; i < c->n_levels; i++) {
        gui_space(g, 8);
        gui_paragraph(g, GUI_BODY, t->ink, told(texts, &c->levels[i].text));
        if (*told(texts, &c->levels[i].refer))
            gui_paragraph(g, GUI_SMALL, t->ink_soft, told(texts, &c->levels[i].refer));
    }
}

void caution_card(const struct shell *shell, const struct dossier *dossier,
                  const struct texts *texts, struct arena *words, struct gui *g)
{
    const struct theme *t = gui_theme(g);
    const struct caution *c =
        rules_caution(engine_rules(dossier->engine), shell->caution);
    struct cautions all;
    if (!c)
        return;
    caution_list_make(&all, &dossier->plan, texts, words);
    const struct caution_words *now = here(&all, c->id);
    gui_heading(g, told(texts, &c->title));
    gui_space(g, 4);
    if (now) {
        char text[2048];
        cut_print(text, sizeof text, "%s%s%s", now->text, *now->refer ? "\n" : "",
                  now->refer);
        gui_notice(g, texts_get(texts, "caution.here", NULL), text,
                   now->weight == CAUTION_BLOCKS);
    } else {
        levels(c, texts, g);
    }
    gui_space(g, 12);
    gui_caption(g, texts_get(texts, "caution.source", NULL));
    gui_need(g, c->source.english);
    gui_paragraph(g, GUI_SMALL, t->ink_soft, told(texts, &c->source));
}
