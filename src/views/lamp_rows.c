#include "views/lamp_rows.h"

#include <stdio.h>
#include <string.h>

#include "views/words.h"

static bool same_cause(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool is_pair(const struct texts *texts, const struct plan_lamp_region *a,
                    const struct plan_lamp_region *b)
{
    return strcmp(a->region, b->region) == 0 && a->side != b->side && a->side != 'M' &&
           b->side != 'M' && a->state == b->state && same_cause(a->by, b->by) &&
           words_alike(texts, &a->reason, &b->reason);
}

static bool joins_a_row(struct lamp_rows *rows, const struct texts *texts,
                        const struct plan_lamp_region *region)
{
    for (int i = 0; i < rows->n; i++)
        if (rows->row[i].side != 'B' && is_pair(texts, rows->row[i].region, region)) {
            rows->row[i].side = 'B';
            return true;
        }
    return false;
}

void lamp_rows_make(struct lamp_rows *rows, const struct plan_session *session,
                    const struct texts *texts, struct arena *arena)
{
    *rows = (struct lamp_rows){
        .row = arena_alloc_array(arena, (size_t)session->n_regions, sizeof *rows->row)};
    for (int i = 0; i < session->n_regions; i++) {
        const struct plan_lamp_region *r = &session->regions[i];
        char id[96], why[1200];
        if (joins_a_row(rows, texts, r))
            continue;
        snprintf(id, sizeof id, "region.%s", r->region);
        text_format(texts, &r->reason, why, sizeof why);
        rows->row[rows->n++] = (struct lamp_row){
            .region = r,
            .side = r->side,
            .name = texts_get(texts, id, r->region_text),
            .state = words_named(texts, "lamp", plan_lamp_name(r->state)),
            .why = arena_strdup(arena, why)};
    }
}
