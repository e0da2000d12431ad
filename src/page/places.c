/* What a page shows as lists: the points of one that is no plan, its channels, and what
 * lies beneath the skin. */
#include <stdio.h>
#include <string.h>

#include "catalog/channel.h"
#include "page/writer.h"
#include "views/point_card.h"
#include "views/words.h"

/* the first mark of each card: what has two sides stands in the list once */
static bool listed_before(const struct page *page, int index)
{
    for (int i = 0; i < index; i++)
        if (strcmp(page->mark[i].card, page->mark[index].card) == 0)
            return true;
    return false;
}

static void place(const struct writer *w, const struct page_mark *m)
{
    struct point_card c;
    char depth[200];
    point_card_make(&c, subject_catalog(w->page->source.subject), m->card, SIDE_L, NULL,
                    w->texts, &w->page->body, w->arena);
    html_print(w->out, "<li><a href=\"#%s-card-%s\" data-code=\"%s\" data-side=\"%c\">",
               w->lang, m->card, m->card, m->side);
    html_element(w->out, "strong", NULL, c.title);
    html_raw(w->out, "</a>");
    if (c.needle.depth_cun[1] > 0) {
        words_depth(w->texts, &c.needle, depth, sizeof depth);
        html_raw(w->out, " ");
        html_element(w->out, "span", "depth", depth);
    }
    html_raw(w->out, "</li>\n");
}

/* the points of one channel, or of none */
static void points_of(const struct writer *w, const struct channel *channel)
{
    const struct page *page = w->page;
    const char *id = channel ? channel->id : "";
    char heading[200];
    bool any = false;
    for (int i = 0; i < page->n_marks; i++) {
        const struct page_mark *m = &page->mark[i];
        const struct channel *of = catalog_channel(subject_catalog(page->source.subject),
                                                   m->site->point->channel);
        if (strcmp(of ? of->id : "", id) != 0 || listed_before(page, i))
            continue;
        if (!any && channel) {
            words_channel(w->texts, channel, heading, sizeof heading);
            html_element(w->out, "h3", NULL, heading);
        }
        if (!any)
            html_raw(w->out, "<ol>\n");
        any = true;
        place(w, m);
    }
    if (any)
        html_raw(w->out, "</ol>\n");
}

void writer_places(const struct writer *w)
{
    const struct page *page = w->page;
    const struct catalog *c = subject_catalog(page->source.subject);
    if (page->record || page->choice.lesson || !page->n_marks)
        return;
    writer_begin(w, "points", writer_text(w, "page.cards"));
    for (int i = 0; i < c->n_channels; i++)
        points_of(w, &c->channel[i]);
    points_of(w, NULL);
    writer_end(w);
}

void writer_channels(const struct writer *w)
{
    const struct catalog *c = subject_catalog(w->page->source.subject);
    const json_t *drawn = json_object_get(w->page->data, "channels"), *line;
    size_t i;
    const char *last = "";
    if (!json_array_size(drawn))
        return;
    writer_begin(w, "channels", writer_text(w, "page.channels"));
    html_raw(w->out, "<ul>\n");
    json_array_foreach(drawn, i, line)
    {
        const char *id = json_string_value(json_object_get(line, "id"));
        char name[200];
        if (strcmp(id, last) == 0)
            continue;
        last = id;
        words_channel(w->texts, catalog_channel(c, id), name, sizeof name);
        html_print(w->out,
                   "<li data-channel=\"%s\"><button type=\"button\"><i class=\"swatch\">"
                   "</i>",
                   id);
        html_text(w->out, name);
        html_raw(w->out, "</button></li>\n");
    }
    html_raw(w->out, "</ul>\n");
    writer_end(w);
}

// ---------------------------------------------------------------- beneath the skin

/* as the program's switches have them: tendons with the muscles */
static const struct kind {
    const char *text, *system[2];
} KINDS[] = {{"layer.bones", {"bone"}},      {"layer.nerves", {"nerve"}},
             {"layer.arteries", {"artery"}}, {"layer.veins", {"vein"}},
             {"layer.organs", {"organ"}},    {"layer.muscles", {"muscle", "tendon"}}};

static bool is_of(const json_t *part, const struct kind *kind)
{
    const char *system = json_string_value(json_object_get(part, "system"));
    for (int i = 0; i < 2; i++)
        if (kind->system[i] && strcmp(kind->system[i], system) == 0)
            return true;
    return false;
}

/* those of one kind, a pair once */
static void parts_of(const struct writer *w, const json_t *drawn, const struct kind *kind)
{
    json_t *told = json_object();
    const json_t *part;
    size_t i;
    json_array_foreach(drawn, i, part)
    {
        const char *id = json_string_value(json_object_get(part, "id"));
        const json_t *named = json_object_get(json_object_get(part, "name"), w->lang);
        char name[200];
        if (!is_of(part, kind) || json_object_get(told, id))
            continue;
        if (!json_object_size(told)) {
            html_element(w->out, page_is_of_parts(w->page) ? "h2" : "h3", NULL,
                         writer_text(w, kind->text));
            html_raw(w->out, "<ul>\n");
        }
        json_object_set_new(told, id, json_true());
        snprintf(name, sizeof name, "%s", json_string_value(named));
        words_sentence(name);
        html_print(w->out, "<li><a href=\"#%s-card-part-%s\" data-part=\"%s\">", w->lang,
                   id, id);
        html_text(w->out, name);
        html_raw(w->out, "</a></li>\n");
    }
    if (json_object_size(told))
        html_raw(w->out, "</ul>\n");
    json_decref(told);
}

void writer_parts(const struct writer *w)
{
    const json_t *drawn = json_object_get(w->page->data, "structures");
    if (!json_array_size(drawn))
        return;
    // where the whole page is of them its title says so
    writer_begin(w, "parts",
                 page_is_of_parts(w->page) ? "" : writer_text(w, "layer.beneath"));
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        parts_of(w, drawn, &KINDS[i]);
    writer_end(w);
}
