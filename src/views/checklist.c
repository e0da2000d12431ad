#include "views/checklist.h"

#include "base/cut.h"
#include "catalog/catalog.h"
#include "catalog/rules_words.h"
#include "rules/plan.h"
#include "views/planned.h"
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

const struct plan_point *checklist_placeless(const struct plan *plan,
                                             const struct session *s, int i)
{
    const struct session_point p = session_point_at(s, i);
    const struct plan_point *point = plan_find(plan, p.code, p.side);
    return point && point->region && !point->has_at && !s->points[i].has_at ? point
                                                                            : NULL;
}

// ---------------------------------------------------------------- what a row says

/* "Tender point, outer leg"; without the plan nobody knows where */
static const char *tender_name(const struct session_point *p, const struct plan *plan,
                               const struct texts *texts, char *out, size_t size)
{
    const char *tender = texts_get(texts, "plan.tender_point", "Tender point");
    const struct plan_point *point = plan ? plan_find(plan, p->code, p->side) : NULL;
    int word = point && point->region ? rules_word_find(word_regions, point->region) : -1;
    if (word < 0)
        return tender;
    struct word_text region = rules_word_region_text(word);
    struct message m = {
        .id = "needle.mark",
        .english = "{name}, {side}",
        .arg = {{.name = "name", .text = tender},
                {.name = "side", .text = texts_get(texts, region.id, region.english)}}};
    text_format(texts, &m, out, size);
    return out;
}

const char *checklist_title(const struct session_point *p, const struct catalog *catalog,
                            const struct plan *plan, const struct texts *texts,
                            struct arena *arena)
{
    const char *side = words_side_if_any(texts, p->side);
    const struct point *point = catalog_find(catalog, p->code);
    char text[TEXT_MAX], where[TEXT_MAX];
    const char *tender = tender_name(p, plan, texts, where, sizeof where);
    struct message name = {
        .id = *side ? "needle.name" : "needle.name_midline",
        .english = *side ? "{pinyin} {hanzi}, {side}" : "{pinyin} {hanzi}",
        .arg = {{.name = "pinyin", .text = point ? point->pinyin : ""},
                {.name = "hanzi",
                 .text = point ? words_hanzi(texts, point->code, point->hanzi) : ""},
                {.name = "side", .text = side}}};
    struct message mark = {
        .id = "needle.mark",
        .english = "{name}, {side}",
        .arg = {{.name = "name", .text = tender}, {.name = "side", .text = side}}};
    if (!point && !*side)
        return arena_strdup(arena, tender);
    text_format(texts, point ? &name : &mark, text, sizeof text);
    return arena_strdup(arena, text);
}

static const char *state_word(const struct session *s, int i, const struct texts *texts)
{
    static const struct {
        const char *id, *english;
    } WORDS[SESSION_POINT_STATES] = {
        [SESSION_POINT_REMOVED] = {"session.point.removed", "removed"},
        [SESSION_POINT_WAITING] = {"session.point.waiting", "waiting"},
        [SESSION_POINT_IN] = {"session.point.in", "in"},
        [SESSION_POINT_DE_QI] = {"session.point.de_qi", "in, De Qi"},
        [SESSION_POINT_OUT] = {"session.point.out", "out"},
        [SESSION_POINT_SKIPPED] = {"session.point.skipped", "skipped"},
        [SESSION_POINT_BROKEN] = {"session.point.broken", "BROKEN"}};
    const struct session_point_now *p = &s->points[i];
    return texts_get(texts, WORDS[p->state].id, WORDS[p->state].english);
}

/* what the tap does next; "" where nothing is due */
static const char *hint(const struct session *s, int i, int armed,
                        const struct texts *texts)
{
    enum session_point_state state = s->points[i].state;
    if (i == armed)
        return texts_get(texts, "needle.tap_again", NULL);
    if (i == checklist_next(s))
        return texts_get(texts, "needle.next", NULL);
    return state == SESSION_POINT_IN && !comes_out(s)
               ? texts_get(texts, "needle.tap_de_qi", NULL)
               : "";
}

static void add_word(char *text, size_t size, const char *word)
{
    if (*word)
        cut_append(text, size, "%s%s", *text ? " · " : "", word);
}

/* how deep and how steep, of a needle that is still to go in */
static void add_needle(char *text, size_t size, const struct session *s, int i,
                       const struct checklist_about *about, const struct texts *texts)
{
    const struct session_point p = session_point_at(s, i);
    const struct plan_point *point =
        about && about->plan ? plan_find(about->plan, p.code, p.side) : NULL;
    char depth[TEXT_MAX];
    if (!point || s->points[i].state != SESSION_POINT_WAITING)
        return;
    struct planned_needle needle = planned_needle(point, about->on);
    if (needle.depth_cun[1] <= 0)
        return;
    words_depth(texts, &needle, depth, sizeof depth);
    add_word(text, size, depth);
    add_word(text, size, words_named(texts, "angle", plan_angle_name(needle.angle)));
}

static const char *detail_text(const struct session *s, int i, int armed,
                               const struct checklist_about *about,
                               const struct texts *texts, struct arena *arena)
{
    const struct session_point_now *p = &s->points[i];
    int needles = session_point_at(s, i).needles,
        in = session_point_count(s, i, SESSION_IN);
    struct message several = {
        .id = in && in < needles ? "needle.some" : "needle.several",
        .arg = {{.name = "n", .number = needles}, {.name = "in", .number = in}}};
    char text[TEXT_MAX] = "", part[TEXT_MAX] = "";
    if (needles > 1)
        text_format(texts, &several, part, sizeof part);
    add_word(text, sizeof text, part);
    if (session_is_extra(s, i))
        add_word(text, sizeof text,
                 texts_get(texts, "session.point.unplanned", "not in the plan"));
    if (i != armed && !(i == checklist_next(s) && p->state == SESSION_POINT_WAITING))
        add_word(text, sizeof text, state_word(s, i, texts));
    if (p->fell)
        add_word(text, sizeof text, texts_get(texts, "session.point.fell", "fell out"));
    if (p->stuck && in)
        add_word(text, sizeof text, texts_get(texts, "session.point.stuck", "stuck"));
    if (p->bent && in)
        add_word(text, sizeof text, texts_get(texts, "session.point.bent", "bent"));
    add_word(text, sizeof text, hint(s, i, armed, texts));
    add_needle(text, sizeof text, s, i, about, texts);
    return arena_strdup(arena, text);
}

static enum checklist_mark mark_of(const struct session *s, int i)
{
    static const enum checklist_mark MARKS[SESSION_POINT_STATES] = {
        [SESSION_POINT_REMOVED] = CHECKLIST_AWAY,
        [SESSION_POINT_WAITING] = CHECKLIST_WAITING,
        [SESSION_POINT_IN] = CHECKLIST_IN,
        [SESSION_POINT_DE_QI] = CHECKLIST_DE_QI,
        [SESSION_POINT_OUT] = CHECKLIST_OUT,
        [SESSION_POINT_SKIPPED] = CHECKLIST_AWAY,
        [SESSION_POINT_BROKEN] = CHECKLIST_BROKEN};
    return MARKS[s->points[i].state];
}

static enum checklist_tone tone_of(const struct session *s, int i, int armed)
{
    enum checklist_mark mark = mark_of(s, i);
    if (i == armed)
        return CHECKLIST_ASKS;
    if (i == checklist_next(s))
        return CHECKLIST_NEXT;
    bool settled = mark == CHECKLIST_DE_QI && !comes_out(s);
    return settled || mark == CHECKLIST_OUT || mark == CHECKLIST_AWAY ? CHECKLIST_QUIET
                                                                      : CHECKLIST_PLAIN;
}

// ---------------------------------------------------------------- the list

void checklist_make(struct checklist *out, const struct session *s,
                    const struct catalog *catalog, int armed,
                    const struct checklist_about *about, const struct texts *texts,
                    struct arena *arena)
{
    const struct plan *plan = about ? about->plan : NULL;
    size_t n = (size_t)session_n_points(s);
    *out = (struct checklist){.row = arena_alloc_array(arena, n, sizeof *out->row),
                              .left_out =
                                  arena_alloc_array(arena, n, sizeof *out->left_out)};
    for (int i = 0; i < session_n_points(s); i++) {
        bool removed = s->points[i].state == SESSION_POINT_REMOVED;
        // steel in a body is in every list
        bool here = s->points[i].position == s->position ||
                    session_point_count(s, i, SESSION_IN) > 0;
        // what is not needled any more is no part of what is to come out
        bool given_up = comes_out(s) && s->points[i].state == SESSION_POINT_WAITING;
        if (removed ? session_is_extra(s, i) : !here || given_up)
            continue;
        const struct session_point point = session_point_at(s, i);
        const struct checklist_row row = {
            .point = i,
            .code = point.code,
            .title = checklist_title(&point, catalog, plan, texts, arena),
            .detail = detail_text(s, i, armed, about, texts, arena),
            .mark = mark_of(s, i),
            .tone = tone_of(s, i, armed)};
        if (removed)
            out->left_out[out->n_left_out++] = row;
        else
            out->row[out->n++] = row;
    }
}
