#include "views/checklist.h"

#include "base/cut.h"
#include "catalog/catalog.h"
#include "views/words.h"

enum { TEXT_MAX = 256 };

static bool comes_out(const struct session *s)
{
    return s->state == SESSION_DUE || s->state == SESSION_REMOVING;
}

int checklist_next(const struct session *s)
{
    int in, de_qi;
    switch (s->state) {
    case SESSION_PREPARED:
    case SESSION_INSERTING:
        return session_first_point(s, s->position, SESSION_POINT_WAITING);
    case SESSION_DUE:
    case SESSION_REMOVING:
        in = session_first_point(s, SESSION_ANY_POSITION, SESSION_POINT_IN);
        de_qi = session_first_point(s, SESSION_ANY_POSITION, SESSION_POINT_DE_QI);
        return in < 0 || (de_qi >= 0 && de_qi < in) ? de_qi : in;
    case SESSION_RETAINING:
    case SESSION_CLOSED:
    case SESSION_ABORTED:
    case SESSION_STATES:
        break;
    }
    return -1;
}

int checklist_waiting(const struct session *s)
{
    int n = 0;
    for (int i = 0; i < s->plan->n_points; i++)
        if (s->points[i].state == SESSION_POINT_WAITING &&
            s->points[i].position == s->position)
            n += s->plan->points[i].needles;
    return n;
}

// ---------------------------------------------------------------- what a row says

const char *checklist_title(const struct session_point *p, const struct catalog *catalog,
                            const struct texts *texts, struct arena *arena)
{
    const char *side = words_side_if_any(texts, p->side);
    const struct point *point = catalog_find(catalog, p->code);
    const char *tender = texts_get(texts, "plan.tender_point", "Tender point");
    char text[TEXT_MAX];
    struct message name = {.id = *side ? "needle.name" : "needle.name_midline",
                           .english =
                               *side ? "{pinyin} {hanzi}, {side}" : "{pinyin} {hanzi}",
                           .arg = {{.name = "pinyin", .text = point ? point->pinyin : ""},
                                   {.name = "hanzi", .text = point ? point->hanzi : ""},
                                   {.name = "side", .text = side}}};
    struct message mark = {
        .id = "needle.mark",
        .english = "{name}, {side}",
        .arg = {{.name = "name", .text = tender}, {.name = "side", .text = side}}};
    if (!point && !*side)
        return tender;
    message_format(texts, point ? &name : &mark, text, sizeof text);
    return arena_strdup(arena, text);
}

/* what is to be known of the needle beside its name; "" where its mark says it all */
static const char *state_text(const struct session *s, int i, int armed,
                              const struct texts *texts)
{
    if (i == armed)
        return texts_get(texts, "needle.tap_again", NULL);
    if (i == checklist_next(s))
        return texts_get(texts, "needle.next", NULL);
    switch (s->points[i].state) {
    case SESSION_POINT_REMOVED:
        return texts_get(texts, "needle.removed", NULL);
    case SESSION_POINT_IN:
        return comes_out(s) ? "" : texts_get(texts, "needle.tap_de_qi", NULL);
    case SESSION_POINT_OUT:
        return comes_out(s) ? "" : texts_get(texts, "needle.out", NULL);
    case SESSION_POINT_SKIPPED:
        return texts_get(texts, "needle.skipped", NULL);
    case SESSION_POINT_BROKEN:
        return texts_get(texts, "needle.broken", NULL);
    case SESSION_POINT_WAITING:
    case SESSION_POINT_DE_QI:
        break;
    }
    return "";
}

static const char *detail_text(const struct session *s, int i, int armed,
                               const struct texts *texts, struct arena *arena)
{
    const char *state = state_text(s, i, armed, texts);
    int needles = s->plan->points[i].needles;
    struct message several = {.id = "needle.several",
                              .arg = {{.name = "n", .number = needles}}};
    char text[TEXT_MAX] = "";
    if (needles > 1)
        message_format(texts, &several, text, sizeof text);
    cut_append(text, sizeof text, "%s%s", *text && *state ? " · " : "", state);
    return arena_strdup(arena, text);
}

static enum checklist_mark mark_of(const struct session *s, int i)
{
    switch (s->points[i].state) {
    case SESSION_POINT_WAITING:
        return CHECKLIST_OPEN;
    case SESSION_POINT_IN:
        return comes_out(s) ? CHECKLIST_OPEN : CHECKLIST_BEGUN;
    case SESSION_POINT_DE_QI:
        return comes_out(s) ? CHECKLIST_OPEN : CHECKLIST_DONE;
    case SESSION_POINT_OUT:
        return CHECKLIST_DONE;
    case SESSION_POINT_REMOVED:
    case SESSION_POINT_SKIPPED:
    case SESSION_POINT_BROKEN:
        break;
    }
    return CHECKLIST_AWAY;
}

static enum checklist_tone tone_of(const struct session *s, int i, int armed)
{
    enum checklist_mark mark = mark_of(s, i);
    if (i == armed)
        return CHECKLIST_ASKS;
    if (i == checklist_next(s))
        return CHECKLIST_NEXT;
    return mark == CHECKLIST_DONE || mark == CHECKLIST_AWAY ? CHECKLIST_QUIET
                                                            : CHECKLIST_PLAIN;
}

// ---------------------------------------------------------------- the list

void checklist_make(struct checklist *out, const struct session *s,
                    const struct catalog *catalog, int armed, const struct texts *texts,
                    struct arena *arena)
{
    size_t n = (size_t)s->plan->n_points;
    *out = (struct checklist){.row = arena_alloc_array(arena, n, sizeof *out->row),
                              .left_out =
                                  arena_alloc_array(arena, n, sizeof *out->left_out)};
    for (int i = 0; i < s->plan->n_points; i++) {
        bool removed = s->points[i].state == SESSION_POINT_REMOVED;
        if (!removed && s->points[i].position != s->position)
            continue;
        const struct checklist_row row = {
            .point = i,
            .code = s->plan->points[i].code,
            .title = checklist_title(&s->plan->points[i], catalog, texts, arena),
            .detail = detail_text(s, i, armed, texts, arena),
            .mark = mark_of(s, i),
            .tone = tone_of(s, i, armed)};
        if (removed)
            out->left_out[out->n_left_out++] = row;
        else
            out->row[out->n++] = row;
    }
}
