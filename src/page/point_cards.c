/* A card for every place of a page: how it is found, its needle, what lies there and
 * near, why it is in the plan, what to mind. */
#include <string.h>

#include "page/writer.h"
#include "views/near_lines.h"
#include "views/point_card.h"
#include "views/words.h"

static void near_words(const struct writer *w, const struct point_card *card)
{
    if (w->page->many)
        return;
    const struct inside *inside = subject_inside(w->page->source.subject, NULL);
    struct near_lines lines;
    if (!inside || !card->point)
        return;
    near_lines_make(&lines, inside, card, &w->page->body, w->texts, w->arena);
    if (!lines.n)
        return;
    html_raw(w->out, "<div class=\"near\"><dt>");
    html_text(w->out, writer_text(w, "page.near"));
    html_raw(w->out, "</dt><dd><ul>\n");
    for (int i = 0; i < lines.n_warnings; i++)
        html_element(w->out, "li", "warns", lines.warning[i]);
    for (int i = 0; i < lines.n; i++) {
        html_raw(w->out, lines.line[i].warns ? "<li class=\"warns\">" : "<li>");
        html_element(w->out, "b", NULL, lines.line[i].name);
        html_raw(w->out, " ");
        html_text(w->out, lines.line[i].detail);
        html_raw(w->out, "</li>\n");
    }
    html_element(w->out, "li", NULL, lines.through);
    html_raw(w->out, "</ul></dd></div>\n");
}

static void depth_of(const struct writer *w, const struct point_card *card)
{
    char depth[200];
    if (card->needle.depth_cun[1] <= 0)
        return;
    words_depth(w->texts, &card->needle, depth, sizeof depth);
    writer_fact(w, "depth", "page.depth", depth);
}

/* what a plan names and does not needle is told apart in words, too */
static const char *state_of(const struct writer *w, enum planned_state state)
{
    return state == PLANNED_OFFERED   ? writer_text(w, "page.optional")
           : state == PLANNED_REMOVED ? writer_text(w, "page.removed")
                                      : "";
}

static void card_of(const struct writer *w, const struct page_mark *m, bool both)
{
    struct point_card c;
    enum side side = m->side == 'L' ? SIDE_L : m->side == 'R' ? SIDE_R : SIDE_M;
    point_card_make(&c, subject_catalog(w->page->source.subject), m->card, side, m->plan,
                    w->texts, &w->page->body, w->arena);
    if (both)
        html_print(w->out, "<section class=\"card\" tabindex=\"-1\" id=\"%s-card-%s\">\n",
                   w->lang, m->card);
    else
        html_print(w->out,
                   "<section class=\"card\" tabindex=\"-1\" id=\"%s-card-%s-%c\">\n",
                   w->lang, m->card, m->side);
    html_raw(w->out, "<h3>");
    html_text(w->out, c.title);
    html_raw(w->out, "</h3>\n");
    if (!both)
        html_element(w->out, "p", "side", c.side_text);
    html_element(w->out, "p", "state", state_of(w, c.entry.state));
    html_element(w->out, "p", "meaning", c.meaning);
    html_element(w->out, "p", "classes", c.classes);
    html_raw(w->out, "<dl>\n");
    if (c.entry.state != PLANNED_UNNAMED)
        writer_fact(w, "why", "page.why", c.why);
    if (c.n_minds) {
        html_raw(w->out, "<div class=\"mind\"><dt>");
        html_text(w->out, writer_text(w, "page.mind"));
        html_raw(w->out, "</dt><dd><ul>\n");
        for (int i = 0; i < c.n_minds; i++)
            html_element(w->out, "li", NULL, c.minds[i]);
        html_raw(w->out, "</ul></dd></div>\n");
    }
    writer_fact(w, "find", "page.find", c.find);
    depth_of(w, &c);
    writer_fact(w, "how", "page.how", c.how);
    writer_fact(w, "limit", "page.limit", c.limit);
    writer_fact(w, "lies", "page.lies", c.structures);
    near_words(w, &c);
    writer_fact(w, "open", "page.open", c.open);
    writer_fact(w, "review", "page.review", c.review);
    writer_fact(w, "from", "page.source", c.source);
    html_raw(w->out, "</dl>\n</section>\n");
}

static bool told(const struct page *page, int index, bool both)
{
    const struct page_mark *m = &page->mark[index];
    for (int i = 0; i < index; i++) {
        const struct page_mark *before = &page->mark[i];
        if (strcmp(before->card, m->card) == 0 && (both || before->side == m->side))
            return true;
    }
    return false;
}

/* One card for each side that a plan names; for what is merely there one for both. */
void writer_point_cards(const struct writer *w)
{
    const struct page *page = w->page;
    writer_begin(w, "cards", writer_text(w, "page.cards"));
    for (int i = 0; i < page->n_marks; i++) {
        bool both = page->mark[i].entry.state == PLANNED_UNNAMED;
        if (!told(page, i, both))
            card_of(w, &page->mark[i], both);
    }
    // a tender spot without a place has words all the same
    for (int i = 0; page->record && i < page->plan.n_points; i++) {
        const struct plan_point *p = &page->plan.points[i];
        struct page_mark m = {.card = p->code, .side = p->side, .plan = &page->plan};
        bool placed = false;
        for (int k = 0; k < page->n_marks; k++)
            placed |= page->mark[k].entry.point == p;
        if (!placed)
            card_of(w, &m, false);
    }
    writer_part_cards(w);
    writer_end(w);
}
