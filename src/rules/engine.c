/* engine.c - compiles rules and points into tables; finds points by code.
 *
 * Nothing here or in the files that it hands on to may name a point, a rule or a caution:
 * what is special about one stands in the data.
 */
#include "rules/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "rules/work_internal.h"

// ---------------------------------------------------------------- codes

struct code_table {
    const struct rule_point *points;
    int n;
    int *by_code;
};

static int compare_codes(const void *a, const void *b, void *user)
{
    const struct rule_point *points = user;
    return strcmp(points[*(const int *)a].code, points[*(const int *)b].code);
}

static int table_find(const void *user, const char *code)
{
    const struct code_table *t = user;
    int low = 0, high = t->n - 1;
    while (low <= high) {
        int mid = (low + high) / 2;
        int order = strcmp(t->points[t->by_code[mid]].code, code);
        if (order == 0)
            return t->by_code[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid - 1;
    }
    return -1;
}

static const char *table_code(const void *user, int point)
{
    return ((const struct code_table *)user)->points[point].code;
}

// ---------------------------------------------------------------- points

static bool no_place(const char *data_dir, const struct rule_point *point,
                     struct error *error)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/assets/rules/regions.json", data_dir);
    return error_at(error, path, 1, 1,
                    "point %s lies in the region \"%s\", which is not among the places",
                    point->code, point->region);
}

static const struct message *message_of(struct engine *e, const struct rules_text *text)
{
    struct message *out = text->english ? arena_alloc(e->arena, sizeof *out) : NULL;
    if (out)
        work_message(out, text);
    return out;
}

static bool compile_points(struct engine *e, const char *data_dir,
                           const struct rule_point *points, struct error *error)
{
    e->points = arena_alloc_array(e->arena, (size_t)e->n_points, sizeof *e->points);
    for (int i = 0; i < e->n_points; i++) {
        struct engine_point *p = &e->points[i];
        p->facts = points[i];
        p->facts.code = arena_strdup(e->arena, points[i].code);
        p->facts.region = arena_strdup(e->arena, points[i].region);
        p->facts.pinyin =
            arena_strdup(e->arena, points[i].pinyin ? points[i].pinyin : "");
        if (points[i].mind) {
            p->facts.mind_id = arena_strdup(e->arena, points[i].mind_id);
            p->facts.mind = arena_strdup(e->arena, points[i].mind);
        }
        p->facts.hanzi = arena_strdup(e->arena, points[i].hanzi ? points[i].hanzi : "");
        const struct rules_place *place = rules_place(e->rules, points[i].region);
        if (!place)
            return no_place(data_dir, &points[i], error);
        p->regions = place->regions;
        p->limb = place->first >= 0 ? e->rules->regions[place->first].limb : -1;
    }
    for (int r = 0; r < WORD_REGIONS; r++)
        for (int i = 0; i < e->rules->also[r].n; i++)
            e->points[e->rules->also[r].points[i]].regions |= UINT32_C(1) << r;
    for (int i = 0; i < e->n_points; i++) {
        uint32_t *said =
            arena_alloc_array(e->arena, (size_t)e->rules->n_tags, sizeof *said);
        const char *mind = e->points[i].facts.mind;
        for (int t = 0; t < e->rules->n_tags && mind; t++) {
            said[t] = rules_tag_said(&e->rules->tags[t], mind);
            if (said[t])
                e->points[i].said_tags |= UINT64_C(1) << t;
        }
        e->points[i].said = said;
        for (uint32_t bit = 1; mind; bit <<= 1) {
            e->points[i].sentences |= bit;
            mind = strchr(mind, ';');
            mind = mind ? mind + 1 : NULL;
        }
        const struct rules_text own = {e->points[i].facts.mind_id,
                                       e->points[i].facts.mind};
        e->points[i].own = message_of(e, &own);
    }
    for (int t = 0; t < e->rules->n_tags; t++)
        for (int i = 0; i < e->rules->tags[t].n; i++)
            e->points[e->rules->tags[t].points[i]].tags |= UINT64_C(1) << t;
    return true;
}

static void compile_conflicts(struct engine *e)
{
    for (int i = 0; i < e->rules->n_composites; i++) {
        const struct rules_composite *c = &e->rules->composites[i];
        e->points[c->point].conflicts = c->parts;
        e->points[c->point].n_conflicts = c->n;
        for (int k = 0; k < c->n; k++) {
            e->points[c->parts[k]].conflicts = &c->point;
            e->points[c->parts[k]].n_conflicts = 1;
        }
    }
}

// ---------------------------------------------------------------- clauses

/* whether some alternative of the condition can hold for the region */
static bool can_answer(const struct rules_when *when, int region)
{
    for (int i = 0; i < when->n; i++) {
        bool possible = true;
        for (int k = 0; k < when->any[i].n; k++) {
            const struct rules_term *t = &when->any[i].terms[k];
            if (t->fact == FACT_REGION && t->op == RULES_ANY && !(t->mask >> region & 1))
                possible = false;
        }
        if (possible)
            return true;
    }
    return when->n == 0;
}

static void compile_clause(struct engine *e, const struct rules_clause *c)
{
    if (c->treat[0] >= 0)
        e->treat[c->treat[0]] = c->treat[1];
    if (c->limits)
        e->limits = *c->limits;
    if (c->other_side_optional)
        e->other_side_optional = true;
}

/* What a rule for the whole case may do; what none of its clauses does is never asked of
 * it. */
struct deeds {
    bool settles, says;
};

static struct deeds deeds_of(const struct rules_rule *rule)
{
    struct deeds out = {0};
    for (int k = 0; k < rule->n_clauses; k++) {
        const struct rules_clause *c = &rule->clauses[k];
        out.settles |= c->root || c->few || c->common || c->retention_min;
        out.says |= c->n_asks || c->n_notes;
    }
    return out;
}

static const struct engine_way *ways_of(struct engine *e,
                                        const struct rules_choose *choose)
{
    const struct rules_list *lists[] = {&choose->local, &choose->proximal,
                                        &choose->offer};
    struct engine_way *out = arena_alloc_array(e->arena, 3, sizeof *out);
    for (int w = 0; w < 3; w++) {
        const struct rules_set *sets = e->rules->sets;
        for (int k = 0; k < lists[w]->n; k++)
            out[w].n += sets[lists[w]->item[k]].n;
        struct engine_step *step =
            arena_alloc_array(e->arena, (size_t)out[w].n, sizeof *step);
        out[w].step = step;
        for (int k = 0; k < lists[w]->n; k++)
            for (int i = 0; i < sets[lists[w]->item[k]].n; i++)
                *step++ = (struct engine_step){
                    .point = (int16_t)sets[lists[w]->item[k]].points[i],
                    .set = (int16_t)lists[w]->item[k]};
    }
    return out;
}

static void compile_clauses(struct engine *e)
{
    const struct rules *rules = e->rules;
    int total = 0;
    for (int i = 0; i < rules->n_rules; i++)
        total += rules->rules[i].n_clauses;
    struct engine_clause *settles =
        arena_alloc_array(e->arena, (size_t)total, sizeof *settles);
    struct engine_clause *complements =
        arena_alloc_array(e->arena, (size_t)total, sizeof *complements);
    struct engine_clause *says = arena_alloc_array(e->arena, (size_t)total, sizeof *says);
    struct engine_clause *marks =
        arena_alloc_array(e->arena, (size_t)total, sizeof *marks);
    struct engine_clause *choose[WORD_REGIONS];
    for (int r = 0; r < WORD_REGIONS; r++)
        choose[r] = arena_alloc_array(e->arena, (size_t)total, sizeof *choose[r]);
    for (int k = 0; k < 3; k++)
        e->treat[k] = -1;
    for (int i = 0; i < rules->n_rules; i++) {
        struct deeds deeds = deeds_of(&rules->rules[i]);
        for (int k = 0; k < rules->rules[i].n_clauses; k++) {
            const struct rules_clause *c = &rules->rules[i].clauses[k];
            struct engine_clause by = {&rules->rules[i], c,
                                       c->choose ? ways_of(e, c->choose) : NULL};
            compile_clause(e, c);
            for (int r = 0; r < WORD_REGIONS && c->choose; r++)
                if (can_answer(&c->when, r))
                    choose[r][e->choose[r].n++] = by;
            if (c->mark)
                marks[e->marks.n++] = by;
            if (c->include)
                e->include = by;
            if (c->unanswered)
                e->unanswered = by;
            if (c->choose || c->mark || c->include || c->unanswered)
                continue;
            if (deeds.settles)
                settles[e->settles.n++] = by;
            if (c->complement)
                complements[e->complements.n++] = by;
            if (deeds.says)
                says[e->says.n++] = by;
        }
    }
    e->settles.item = settles;
    e->complements.item = complements;
    e->says.item = says;
    e->marks.item = marks;
    for (int r = 0; r < WORD_REGIONS; r++)
        e->choose[r].item = choose[r];
}

// ---------------------------------------------------------------- cautions

static void compile_spread(struct engine *e)
{
    const struct rules_region *regions = e->rules->regions;
    for (int i = 0; i < WORD_REGIONS; i++) {
        for (int k = 0; k < CAUTION_SPREADS; k++)
            e->spread[k][i] = regions[i].covers;
        for (int r = 0; r < WORD_REGIONS; r++) {
            if (regions[i].limb >= 0 && regions[r].limb == regions[i].limb) {
                e->spread[CAUTION_LIMB][i] |= UINT32_C(1) << r;
                e->spread[CAUTION_STUMP][i] |= UINT32_C(1) << r;
            }
            if (regions[r].part == regions[i].part)
                e->spread[CAUTION_PART][i] |= UINT32_C(1) << r;
        }
    }
}

static const point_set *compile_hits(struct engine *e,
                                     const struct caution_points *points)
{
    point_set *hits = arena_alloc_array(e->arena, (size_t)e->set_words, sizeof *hits);
    for (int i = 0; i < e->n_points; i++)
        if (points->all || (e->points[i].tags & points->tags) ||
            (e->points[i].regions & points->regions) ||
            (points->not_needled && e->points[i].facts.depth_cun[1] <= 0))
            engine_set_put(hits, i);
    for (int i = 0; i < points->n_codes; i++)
        engine_set_put(hits, points->codes[i]);
    return hits;
}

static bool asks_one_of(const struct rules_when *when, const int *facts, int n)
{
    for (int i = 0; i < when->n; i++)
        for (int k = 0; k < when->any[i].n; k++)
            for (int f = 0; f < n; f++)
                if (when->any[i].terms[k].fact == facts[f])
                    return true;
    return false;
}

static bool asks_of_point(const struct rules_when *when)
{
    static const int FACTS[] = {FACT_LIMB_KINDS, FACT_ORIGIN, FACT_ROLE, FACT_POINT_IS};
    return asks_one_of(when, FACTS, sizeof FACTS / sizeof *FACTS);
}

static bool asks_of_limb(const struct rules_when *when)
{
    static const int LIMB[] = {FACT_LIMB_KINDS},
                     OTHERS[] = {FACT_ORIGIN, FACT_ROLE, FACT_POINT_IS};
    return asks_one_of(when, LIMB, 1) && !asks_one_of(when, OTHERS, 3);
}

/* what cautions to points, positions and lamp settle */
static bool asks_of_plan(const struct rules_when *when)
{
    static const int FACTS[] = {FACT_TAGS,     FACT_POSTURES, FACT_POSITIONS,
                                FACT_INFRARED, FACT_OUTCOME,  FACT_NEEDLES};
    return asks_of_point(when) || asks_one_of(when, FACTS, sizeof FACTS / sizeof *FACTS);
}

/* whether the point's own words say already what the effect's tags mean */
static bool is_said(const struct engine_point *p,
                    const struct caution_point_effect *effect)
{
    uint64_t rest = effect->if_silent ? effect->points.tags & p->tags : 0;
    for (; rest; rest &= rest - 1)
        if (p->said[__builtin_ctzll(rest)])
            return true;
    return false;
}

/* by point, which effects reach it */
static void compile_effects(struct engine *e)
{
    const struct rules *rules = e->rules;
    for (int c = 0; c < rules->n_cautions; c++) {
        e->n_effects += rules->cautions[c].n_point_effects;
        e->n_lamp_effects += rules->cautions[c].n_lamp_effects;
    }
    e->effect_words = (e->n_effects + 63) / 64;
    size_t words = (size_t)e->effect_words;
    uint64_t *reach = arena_alloc_array(e->arena, (size_t)e->n_points * words, 8);
    uint64_t *said = arena_alloc_array(e->arena, (size_t)e->n_points * words, 8);
    struct engine_effect *list =
        arena_alloc_array(e->arena, (size_t)e->n_effects, sizeof *list);
    struct engine_lamp_effect *lamp =
        arena_alloc_array(e->arena, (size_t)e->n_lamp_effects, sizeof *lamp);
    e->effects = list;
    e->lamp_effects = lamp;
    for (int c = 0, n = 0; c < rules->n_cautions; c++) {
        const struct caution *caution = &rules->cautions[c];
        for (int k = 0; k < caution->n_lamp_effects; k++)
            *lamp++ = (struct engine_lamp_effect){&caution->lamp_effects[k], c};
        for (int k = 0; k < caution->n_point_effects; k++, n++) {
            const struct caution_point_effect *effect = &caution->point_effects[k];
            list[n] = (struct engine_effect){
                .effect = effect,
                .mind = message_of(e, &effect->mind),
                .reason = message_of(e, &effect->reason),
                .caution = (uint8_t)c,
                .of_point = asks_of_point(&effect->when),
                .of_limb = asks_of_limb(&effect->when),
                .narrow = effect->turn[0] >= 0 || effect->points.entrapments,
                .remove = effect->remove,
                .shapes = effect->depth_factor > 0 || effect->depth_cap_cun > 0 ||
                          effect->depth_cap_mm > 0 || effect->angle >= 0,
                .turn = (int8_t)effect->turn[1],
            };
            const point_set *hits = compile_hits(e, &effect->points);
            for (int p = 0; p < e->n_points; p++) {
                size_t word = (size_t)p * words + (size_t)(n / 64);
                if (engine_set_has(hits, p))
                    reach[word] |= UINT64_C(1) << n % 64;
                if (is_said(&e->points[p], effect))
                    said[word] |= UINT64_C(1) << n % 64;
            }
        }
    }
    for (int p = 0; p < e->n_points; p++) {
        e->points[p].effects = &reach[(size_t)p * words];
        e->points[p].said_already = &said[(size_t)p * words];
    }
}

static void compile_cautions(struct engine *e)
{
    size_t n = (size_t)e->rules->n_cautions;
    bool *of_plan = arena_alloc_array(e->arena, n, sizeof *of_plan);
    const point_set *const **asks = arena_alloc_array(e->arena, n, sizeof *asks);
    for (size_t i = 0; i < n; i++) {
        const struct caution *c = &e->rules->cautions[i];
        of_plan[i] = asks_of_plan(&c->when);
        const point_set **hits =
            arena_alloc_array(e->arena, (size_t)c->n_asks, sizeof *hits);
        for (int k = 0; k < c->n_asks; k++)
            if (c->asks[k].if_in_plan)
                hits[k] = compile_hits(e, &c->asks[k].points);
        asks[i] = hits;
    }
    e->of_plan = of_plan;
    e->ask_hits = asks;
    compile_effects(e);
}

// ---------------------------------------------------------------- the engine

static bool check_points(const struct rule_point *points, const int *by_code, int n,
                         struct error *error)
{
    for (int i = 1; i < n; i++)
        if (strcmp(points[by_code[i - 1]].code, points[by_code[i]].code) == 0)
            return error_set(error, "there are two points %s", points[by_code[i]].code);
    for (int i = 0; i < n; i++)
        if (strlen(points[i].code) >= CASE_CODE_SIZE)
            return error_set(error, "the code %.40s is too long", points[i].code);
    return true;
}

static const char *const *mark_codes(struct engine *e)
{
    const char **codes = arena_alloc_array(e->arena, CASE_MARKS_MAX, sizeof *codes);
    for (int i = 0; i < CASE_MARKS_MAX; i++)
        codes[i] = arena_printf(e->arena, "%s%d", e->rules->mark_prefix, i + 1);
    return codes;
}

struct engine *engine_create(const char *data_dir, const struct rule_point *points,
                             int count, struct error *error)
{
    struct arena *arena = arena_create();
    struct engine *e = arena_alloc(arena, sizeof *e);
    e->arena = arena;
    e->n_points = count;
    e->set_words = (count + 63) / 64;
    int *by_code = arena_alloc_array(arena, (size_t)count, sizeof *by_code);
    for (int i = 0; i < count; i++)
        by_code[i] = i;
    qsort_r(by_code, (size_t)count, sizeof *by_code, compare_codes, (void *)points);
    e->by_code = by_code;
    struct code_table table = {points, count, by_code};
    struct rules_codes codes = {table_find, table_code, &table};
    if (!check_points(points, by_code, count, error))
        goto fail;
    e->rules = rules_load(data_dir, &codes, error);
    if (!e->rules || !compile_points(e, data_dir, points, error))
        goto fail;
    compile_conflicts(e);
    compile_clauses(e);
    compile_spread(e);
    compile_cautions(e);
    if (!e->marks.n || !e->limits.per_session) {
        error_set(error,
                  "assets/rules/rules.json: no rule says what becomes of marks, or "
                  "how many needles there may be");
        goto fail;
    }
    e->mark_codes = mark_codes(e);
    return e;

fail:
    engine_destroy(&e);
    return NULL;
}

void engine_destroy(struct engine **engine)
{
    if (!engine || !*engine)
        return;
    struct arena *arena = (*engine)->arena;
    rules_destroy(&(*engine)->rules);
    arena_destroy(&arena);
    *engine = NULL;
}

static const char *code_of(const void *user, int point)
{
    return engine_code(user, point);
}

static void keep_first(const struct rules_smell *smell, void *user)
{
    struct rules_smell *first = user;
    if (!first->file)
        *first = *smell;
}

/* what a point says of itself, against the tags that it carries */
static bool check_words(const struct engine *e, const char *data_dir, struct error *error)
{
    for (int i = 0; i < e->n_points; i++) {
        const struct engine_point *p = &e->points[i];
        const struct rules_tag *tag =
            p->facts.mind ? rules_missing_tag(e->rules, p->facts.mind, p->tags) : NULL;
        if (!tag)
            continue;
        char path[4096];
        struct json_doc doc;
        struct json_at tags, at;
        snprintf(path, sizeof path, "%s/assets/rules/traits.json", data_dir);
        if (!json_doc_load(&doc, path, 0, error))
            return false;
        struct json_at root = json_doc_root(&doc);
        if (json_member(&root, "tags", JSON_OBJECT, &tags, error) &&
            json_member(&tags, tag->name, JSON_OBJECT, &at, error))
            json_fail(
                &at, error,
                "%s says of itself \"%.120s\" but is not among the points of \"%s\"",
                p->facts.code, p->facts.mind, tag->name);
        json_doc_close(&doc);
        return false;
    }
    return true;
}

bool engine_check(const struct engine *engine, const char *data_dir, struct error *error)
{
    struct rules_codes codes = {.code = code_of, .user = engine};
    struct rules_smell first = {0};
    if (rules_check(engine->rules, &codes, keep_first, &first))
        return rules_smell_place(&first, data_dir, error);
    return check_words(engine, data_dir, error);
}

/* the lesions within whose reach a point lies, by point and side */
static void take_spots(struct work *w)
{
    const struct rule_spots *spots = w->spots;
    if (!spots || !spots->n)
        return;
    w->spotted =
        arena_alloc_array(w->arena, (size_t)w->engine->n_points, sizeof *w->spotted);
    for (int i = 0; i < spots->n; i++) {
        const struct rule_spot *s = &spots->item[i];
        int point = s->mark >= 0 ? -1 : engine_find(w->engine, s->code);
        if (s->mark >= 0)
            w->mark_spotted[s->mark] |= UINT64_C(1) << s->lesion;
        else if (point >= 0)
            w->spotted[point][s->side == 'L'   ? 0
                              : s->side == 'R' ? 1
                                               : 2] |= UINT64_C(1) << s->lesion;
    }
}

void engine_plan_for(const struct engine *engine, const struct plan_request *request,
                     struct arena *arena, struct plan *plan)
{
    struct work w = {.engine = engine,
                     .record = request->record,
                     .arena = arena,
                     .extent = request->extent,
                     .spots = request->spots};
    w.taken = arena_alloc_array(arena, (size_t)engine->n_points, sizeof *w.taken);
    take_spots(&w);
    for (int i = 0; i < CASE_OVERRIDES_MAX; i++)
        w.lifts.lift[i] = PLAN_NOTHING_TO_LIFT;
    work_choose(&w);
    work_spare(&w);
    work_safety(&w);
    work_assemble(&w, plan);
}

void engine_plan(const struct engine *engine, const struct case_record *record,
                 struct arena *arena, struct plan *plan)
{
    engine_plan_for(engine, &(struct plan_request){.record = record}, arena, plan);
}
