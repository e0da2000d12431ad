/* The points of the catalogue that a plan's page does not show, for its search: what they
 * are called, why they are not in the plan, where they lie. Packed, and read by the
 * script alone. */
#include <string.h>

#include "page/page_internal.h"
#include "views/point_card.h"

/* the first site of each card that no mark of the page has; NULL-terminated */
static const struct site **others(const struct page *page)
{
    int n, k = 0;
    const struct site *site = body_sites(subject_body(page->source.subject), &n);
    const struct site **out = arena_alloc_array(page->arena, (size_t)n + 1, sizeof *out);
    for (int i = 0; i < n; i++) {
        bool shown = !site[i].placed;
        for (int m = 0; m < page->n_marks && !shown; m++)
            shown = page->mark[m].site && page->mark[m].site->point == site[i].point;
        for (int m = 0; m < k && !shown; m++)
            shown = out[m]->point == site[i].point;
        if (!shown)
            out[k++] = &site[i];
    }
    out[k] = NULL;
    return out;
}

static json_t *places(const struct site *const *site)
{
    json_t *out = json_array();
    for (; *site; site++) {
        const struct site *s = *site;
        json_array_append_new(out, json_pack("{s:s,s:s#,s:[f,f,f],s:[f,f,f]}", "code",
                                             s->point->code, "side", side_name(s->side),
                                             (size_t)1, "at", s->position[0],
                                             s->position[1], s->position[2], "normal",
                                             s->normal[0], s->normal[1], s->normal[2]));
    }
    return out;
}

static json_t *words(const struct page *page, const struct site *const *site,
                     const struct texts *texts)
{
    json_t *out = json_array();
    struct arena *arena = arena_create();
    for (; *site; site++) {
        struct point_card c;
        point_card_make(&c, subject_catalog(page->source.subject), (*site)->point->code,
                        (*site)->side, page_plan(page), texts, &page->body, arena);
        json_array_append_new(
            out, json_pack("[s,s,s,s,s]", c.code, c.title, c.meaning, c.why, c.find));
    }
    arena_destroy(&arena);
    return out;
}

static json_t *packed(struct page *page, json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_REAL_PRECISION(5));
    json_t *where = blob_add(page->blob, text, strlen(text));
    free(text);
    json_decref(value);
    return where;
}

void page_add_elsewhere(struct page *page)
{
    const struct site **site = page->record ? others(page) : NULL;
    if (!site || !*site)
        return;
    json_t *said = json_object();
    for (int i = 0; i < page->source.n_texts; i++) {
        const struct texts *texts = page->source.texts[i];
        json_object_set_new(said, texts_lang(texts),
                            packed(page, words(page, site, texts)));
    }
    json_object_set_new(
        page->data, "elsewhere",
        json_pack("{s:o,s:o}", "places", packed(page, places(site)), "words", said));
}
