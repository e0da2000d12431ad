#include "views/lamp_tests.h"

#include "base/cut.h"
#include "rules/plan_says.h"
#include "views/words.h"

enum { TEXT_MAX = 1200 };

enum lamp_test_state lamp_test_state_of(const struct session *s, int i)
{
    enum session_lamp_rule rule = s->plan->regions[i].rule;
    if (rule == SESSION_LAMP_RULE_WITHHELD)
        return LAMP_TEST_WITHHELD;
    if (s->lamp.test[i] == SESSION_TEST_FAILED)
        return LAMP_TEST_FAILED;
    if (s->lamp.test[i] == SESSION_TEST_PASSED)
        return LAMP_TEST_PASSED;
    return rule == SESSION_LAMP_RULE_ON ? LAMP_TEST_NOT_NEEDED : LAMP_TEST_MISSING;
}

static const char *region_name(const struct session_region *r, const struct texts *texts)
{
    struct message_arg word = plan_says_region("", r->region);
    return word.id ? texts_get(texts, word.id, word.text) : word.text;
}

/* "Sole, left" */
static const char *row_text(const struct session_region *r, const struct texts *texts,
                            struct arena *arena)
{
    const char *side = words_side_if_any(texts, r->side);
    struct message m = {.id = *side ? "join.comma" : NULL,
                        .english = *side ? "{first}, {second}" : "{first}",
                        .arg = {{.name = "first", .text = region_name(r, texts)},
                                {.name = "second", .text = side}}};
    char text[200];
    words_message(texts, &m, text, sizeof text);
    return arena_strdup(arena, text);
}

// ---------------------------------------------------------------- what the record says

/* what the person lies on is neither warmed nor asked about */
static bool is_here(const struct session *s, int i)
{
    return session_region_in(s, i, s->position);
}

/* whether both stand in one line */
static bool is_alike(const struct session *s, int a, int b, const struct texts *texts)
{
    enum lamp_test_state state = lamp_test_state_of(s, a);
    return lamp_test_state_of(s, b) == state &&
           (state != LAMP_TEST_WITHHELD ||
            words_alike(texts, &s->plan->regions[a].reason, &s->plan->regions[b].reason));
}

static void add_region(char *list, size_t size, const struct session_region *r,
                       const struct texts *texts)
{
    const char *side = words_side_if_any(texts, r->side);
    struct message m = {.id = *side ? "clinic.region" : NULL,
                        .english = *side ? "{region} {side}" : "{region}",
                        .arg = {{.name = "region", .text = region_name(r, texts)},
                                {.name = "side", .text = side}}};
    char text[200];
    text_format(texts, &m, text, sizeof text);
    if (*list)
        cut_append(list, size, "%s", texts_get(texts, "clinic.list_comma", ", "));
    cut_append(list, size, "%s", text);
}

static const char *line_of(const struct session *s, int first, const struct texts *texts,
                           struct arena *arena)
{
    static const char *const SAID[] = {[LAMP_TEST_NOT_NEEDED] = "clinic.lamp_at",
                                       [LAMP_TEST_PASSED] = "clinic.test_passed",
                                       [LAMP_TEST_FAILED] = "clinic.test_failed",
                                       [LAMP_TEST_WITHHELD] = "clinic.lamp_withheld"};
    char list[TEXT_MAX] = "", why[TEXT_MAX], line[2 * TEXT_MAX];
    for (int i = first; i < s->plan->n_regions; i++)
        if (is_here(s, i) && is_alike(s, first, i, texts))
            add_region(list, sizeof list, &s->plan->regions[i], texts);
    text_format(texts, &s->plan->regions[first].reason, why, sizeof why);
    struct message m = {
        .id = SAID[lamp_test_state_of(s, first)],
        .arg = {{.name = "list", .text = list}, {.name = "why", .text = why}}};
    text_format(texts, &m, line, sizeof line);
    return arena_strdup(arena, line);
}

static bool is_first(const struct session *s, int i, const struct texts *texts)
{
    for (int k = 0; k < i; k++)
        if (is_here(s, k) && is_alike(s, k, i, texts))
            return false;
    return true;
}

void lamp_tests_make(struct lamp_tests *out, const struct session *s,
                     const struct texts *texts, struct arena *arena)
{
    size_t n = (size_t)s->plan->n_regions;
    *out = (struct lamp_tests){.row = arena_alloc_array(arena, n, sizeof *out->row),
                               .line = arena_alloc_array(arena, n, sizeof *out->line)};
    for (int i = 0; i < s->plan->n_regions; i++) {
        enum lamp_test_state state = lamp_test_state_of(s, i);
        if (!is_here(s, i))
            continue;
        out->count[state]++;
        if (s->plan->regions[i].rule == SESSION_LAMP_RULE_CONDITIONAL)
            out->row[out->n_rows++] = (struct lamp_test_row){
                .region = i,
                .text = row_text(&s->plan->regions[i], texts, arena),
                .state = state};
        if (state != LAMP_TEST_MISSING && is_first(s, i, texts))
            out->line[out->n_lines++] = line_of(s, i, texts, arena);
    }
}
