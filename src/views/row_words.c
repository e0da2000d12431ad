#include "views/row_words.h"

#include "rules/plan_says.h"
#include "views/words.h"

enum { TEXT_MAX = 1600 };

static const char *keep(const struct texts *texts, const struct message *message,
                        struct arena *arena)
{
    char text[TEXT_MAX];
    text_format(texts, message, text, sizeof text);
    return arena_strdup(arena, text);
}

static const char *needles(const struct plan_row *row, const struct texts *texts,
                           struct arena *arena)
{
    bool both = row->side == 'B';
    struct message m = {.id = both ? "plan.text.needles_each" : "plan.text.needles_here",
                        .english = both ? "{n} needles a side" : "{n} needles",
                        .arg = {{.name = "n", .number = row->point->needles}}};
    return row->point->needles > 1 ? keep(texts, &m, arena) : "";
}

static void set_minds(struct row_words *words, const struct plan_point *p,
                      const struct texts *texts, struct arena *arena)
{
    const char **minds = arena_alloc_array(arena, (size_t)p->n_minds, sizeof *minds);
    const char **lifted =
        arena_alloc_array(arena, (size_t)p->n_overrides, sizeof *lifted);
    for (int i = 0; i < p->n_minds; i++)
        minds[i] = keep(texts, p->minds[i], arena);
    for (int i = 0; i < p->n_overrides; i++) {
        struct message m = plan_says_override(p->overrides[i]);
        lifted[i] = keep(texts, &m, arena);
    }
    words->minds = minds;
    words->n_minds = p->n_minds;
    words->lifted = lifted;
    words->n_lifted = p->n_overrides;
}

void row_words_make(struct row_words *words, const struct plan_row *row,
                    const struct texts *texts, struct arena *arena)
{
    const struct plan_point *p = row->point;
    char name[200], title[260], depth[160], source[240];
    words_name(texts, p, name, sizeof name);
    words_title(texts, p->code, p->pinyin, p->hanzi, title, sizeof title);
    words_depth(texts, &row->needle, depth, sizeof depth);
    words_source(p, source, sizeof source);
    *words = (struct row_words){
        .code = p->code,
        .name = arena_strdup(arena, name),
        .title = arena_strdup(arena, title),
        .side = words_side(texts, row->side),
        .depth = arena_strdup(arena, depth),
        .angle = words_named(texts, "angle", plan_angle_name(p->angle)),
        .needles = needles(row, texts, arena),
        .role = words_named(texts, "role", plan_role_name(p->role)),
        .why = keep(texts, p->reason, arena),
        .source = arena_strdup(arena, source),
        .note = ""};
    if (words_any(p->depth_source)) {
        struct message m = plan_says_depth_source(keep(texts, p->depth_source, arena));
        words->note = keep(texts, &m, arena);
    }
    set_minds(words, p, texts, arena);
}
