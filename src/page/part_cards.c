/* A card for each structure beneath the skin that a page shows: what it is called, what
 * it supplies and comes from, where it is caught, and the points whose needles come near
 * it. */
#include <string.h>

#include "inside/inside.h"
#include "page/writer.h"
#include "views/structure_card.h"
#include "views/words.h"

static void list_of(const struct writer *w, const char *name, const char *id,
                    const char *const *line, int n)
{
    struct html *out = w->out;
    if (!n)
        return;
    html_print(out, "<div class=\"%s\"><dt>", name);
    html_text(out, writer_text(w, id));
    html_raw(out, "</dt><dd><ul>\n");
    for (int i = 0; i < n; i++)
        html_element(out, "li", NULL, line[i]);
    html_raw(out, "</ul></dd></div>\n");
}

static void card_of(const struct writer *w, const char *id,
                    const struct structure_card *card)
{
    struct html *out = w->out;
    const char *points[STRUCTURE_POINTS_MOST];
    for (int i = 0; i < card->n_points; i++)
        points[i] = card->point[i].mark;
    html_print(out,
               "<section class=\"card part\" tabindex=\"-1\" id=\"%s-card-part-%s\">\n",
               w->lang, id);
    html_element(out, "h3", NULL, card->title);
    html_element(out, "p", "meaning", card->line);
    html_raw(out, "<dl>\n");
    writer_fact(w, "supplies", "structure.supplies", card->supplies);
    writer_fact(w, "course", "structure.course", card->course);
    list_of(w, "caught", "structure.caught", card->caught, card->n_caught);
    list_of(w, "territory", "structure.territory", card->territory_name,
            card->n_territories);
    list_of(w, "near-points", "structure.points", points, card->n_points);
    html_raw(out, "</dl>\n");
    html_element(out, "p", "source", card->sure);
    html_raw(out, "</section>\n");
}

void writer_part_cards(const struct writer *w)
{
    const struct page *page = w->page;
    const json_t *drawn = json_object_get(page->data, "structures"), *part;
    const struct inside *inside =
        json_array_size(drawn) ? subject_inside(page->source.subject, NULL) : NULL;
    json_t *told = json_object();
    size_t i;
    json_array_foreach(drawn, i, part)
    {
        const char *id = json_string_value(json_object_get(part, "id"));
        struct structure_card card;
        if (!inside || json_object_get(told, id) ||
            !structure_card_make(&card, inside, id, SIDE_M, w->texts, w->arena))
            continue;
        json_object_set_new(told, id, json_true());
        card_of(w, id, &card);
    }
    json_decref(told);
}
