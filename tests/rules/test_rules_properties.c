/* test_rules_properties.c - what must hold of every plan, over 100,000 generated cases.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "random_case.h"
#include "rules/engine_internal.h"

enum { CASES = 100000, NAMES_MAX = 1600 };

static long case_number;
static const struct case_record *case_shown;

static void hold(bool ok, const char *what, const char *detail)
{
    if (ok)
        return;
    char *text = json_dumps(case_json(case_shown), 0);
    fail_msg("case %ld: %s: %s\n%s", case_number, what, detail, text);
}

/* a plan as sorted names, so that two can be compared */
struct names {
    int n;
    char name[NAMES_MAX][48];
};

static int compare_names(const void *a, const void *b)
{
    return strcmp(a, b);
}

static char other_side(char side)
{
    return side == 'L' ? 'R' : side == 'R' ? 'L' : side;
}

static void add_point(struct names *out, const char *list, const struct plan_point *p,
                      bool mirrored)
{
    assert_true(out->n < NAMES_MAX);
    snprintf(out->name[out->n++], sizeof *out->name, "%s %s.%c %d %d %s %d", list,
             p->code, mirrored ? other_side(p->side) : p->side, p->rank, (int)p->role,
             p->rule, (int)p->position);
}

static void plan_names(const struct plan *plan, bool mirrored, struct names *out)
{
    out->n = 0;
    for (int i = 0; i < plan->n_points; i++)
        add_point(out, "point", &plan->points[i], mirrored);
    for (int i = 0; i < plan->n_optional; i++)
        add_point(out, "optional", &plan->optional[i], mirrored);
    for (int i = 0; i < plan->n_removed; i++)
        add_point(out, "removed", &plan->removed[i].point, mirrored);
    for (int i = 0; i < plan->n_removed_optional; i++)
        add_point(out, "removed offer", &plan->removed_optional[i].point, mirrored);
    for (int i = 0; i < plan->session.n_regions; i++) {
        const struct plan_lamp_region *r = &plan->session.regions[i];
        snprintf(out->name[out->n++], sizeof *out->name, "lamp %s.%c %d", r->region,
                 mirrored ? other_side(r->side) : r->side, (int)r->state);
    }
    for (int i = 0; i < plan->n_cautions; i++)
        snprintf(out->name[out->n++], sizeof *out->name, "caution %s %d",
                 plan->cautions[i].id, (int)plan->cautions[i].action);
    qsort(out->name, (size_t)out->n, sizeof *out->name, compare_names);
}

static void same_names(const struct names *a, const struct names *b, const char *what)
{
    for (int i = 0; i < a->n || i < b->n; i++)
        if (i >= a->n || i >= b->n || strcmp(a->name[i], b->name[i]) != 0) {
            char detail[120];
            snprintf(detail, sizeof detail, "%s against %s", i < a->n ? a->name[i] : "-",
                     i < b->n ? b->name[i] : "-");
            hold(false, what, detail);
        }
}

// ---------------------------------------------------------------- one plan

static bool in_list(const struct plan_point *list, int n, const char *code, char side)
{
    for (int i = 0; i < n; i++)
        if (list[i].side == side && strcmp(list[i].code, code) == 0)
            return true;
    return false;
}

static bool in_removed(const struct plan_removed *list, int n, const char *code,
                       char side)
{
    for (int i = 0; i < n; i++)
        if (list[i].point.side == side && strcmp(list[i].point.code, code) == 0)
            return true;
    return false;
}

static void check_removed(const struct plan *plan, const struct plan_removed *list, int n)
{
    for (int i = 0; i < n; i++) {
        const struct plan_point *p = &list[i].point;
        hold(!in_list(plan->points, plan->n_points, p->code, p->side) &&
                 !in_list(plan->optional, plan->n_optional, p->code, p->side),
             "a removed point appears", p->code);
        hold(list[i].n_by > 0 && list[i].reasons[0]->english, "removed by nothing",
             p->code);
    }
}

static int limb_of(const struct engine *engine, const struct plan_point *p)
{
    if (!p->region)
        return engine->points[engine_find(engine, p->code)].limb;
    return engine->rules->regions[rules_word_find(word_regions, p->region)].limb;
}

/* limits hold for what was chosen, so over points and removed points together */
static void check_limits(const struct engine *engine, const struct case_record *record,
                         const struct plan *plan)
{
    int limb[2][2] = {{0}}, all = 0, complements = 0;
    for (int i = 0; i < plan->n_points + plan->n_removed; i++) {
        const struct plan_point *p = i < plan->n_points
                                         ? &plan->points[i]
                                         : &plan->removed[i - plan->n_points].point;
        int l = limb_of(engine, p);
        all += p->needles;
        if (l >= 0 && p->side != 'M')
            limb[l][p->side == 'R'] += p->needles;
        if (p->role == PLAN_COMPLEMENT && !p->region)
            complements += p->needles;
    }
    int per_limb = record->per_limb_side ? record->per_limb_side : 8;
    int per_session = record->per_session ? record->per_session : 20;
    for (int i = 0; i < 4; i++)
        hold(limb[i / 2][i % 2] <= per_limb, "too many on a limb's side", "");
    hold(all <= per_session || all == complements, "too many in the session", "");
    int needles = 0, pricks = 0;
    for (int i = 0; i < plan->n_points; i++) {
        needles += plan->points[i].needles;
        pricks += plan->points[i].retained ? 0 : plan->points[i].needles;
    }
    hold(needles == plan->session.needles && pricks == plan->session.pricks, "needles",
         "");
}

static void check_point(const struct plan *plan, const struct plan_point *p, bool chosen)
{
    bool there = false;
    hold(p->rule && *p->rule && p->reason->english && p->reason->id, "no rule or reason",
         p->code);
    hold(p->rank >= 1 && p->rank <= 3 && p->needles >= 1, "rank or needles", p->code);
    hold(p->depth_cun[0] > 0 && p->depth_cun[0] <= p->depth_cun[1], "depth", p->code);
    hold(p->retained == (p->angle != PLAN_PRICK), "retained", p->code);
    for (int i = 0; i < plan->session.n_positions; i++)
        there = there || plan->session.positions[i] == p->position;
    hold(!chosen || there, "a position that is not in the session", p->code);
    hold(chosen == !p->not_chosen, "not_chosen", p->code);
    for (int i = 0; i < p->n_cautions; i++) {
        bool found = false;
        for (int k = 0; k < plan->n_cautions; k++)
            found = found || strcmp(plan->cautions[k].id, p->cautions[i]) == 0;
        hold(found, "a point's caution is not in the plan", p->cautions[i]);
    }
}

static void check_points(const struct engine *engine, const struct plan *plan)
{
    for (int i = 0; i < plan->n_points; i++) {
        const struct plan_point *p = &plan->points[i];
        check_point(plan, p, true);
        hold(!i || plan->points[i - 1].rank <= p->rank, "not sorted by rank", p->code);
        hold(!in_list(plan->points + i + 1, plan->n_points - i - 1, p->code, p->side),
             "twice", p->code);
        hold(!in_list(plan->optional, plan->n_optional, p->code, p->side),
             "chosen and optional", p->code);
        int point = engine_find(engine, p->code);
        for (int k = 0; point >= 0 && k < engine->points[point].n_conflicts; k++)
            hold(!in_list(plan->points, plan->n_points,
                          engine->points[engine->points[point].conflicts[k]].facts.code,
                          p->side),
                 "a composite and its part", p->code);
    }
    for (int i = 0; i < plan->n_optional; i++)
        check_point(plan, &plan->optional[i], false);
}

static void check_marks(const struct engine *engine, const struct case_record *record,
                        const struct plan *plan)
{
    for (int i = 0; i < record->n_marks; i++)
        for (int s = 0; s < 3; s++) {
            const char *code = engine->mark_codes[i];
            char side = "LRM"[s];
            if (!(facts_sides(record->marks[i].side) >> s & 1))
                continue;
            hold(in_list(plan->points, plan->n_points, code, side) ||
                     in_list(plan->optional, plan->n_optional, code, side) ||
                     in_removed(plan->removed, plan->n_removed, code, side) ||
                     in_removed(plan->removed_optional, plan->n_removed_optional, code,
                                side),
                 "a mark was dropped", code);
        }
}

/* where every symptom is on both sides, what the surfaces gave is in pairs */
static void check_pairs(const struct case_record *record, const struct plan *plan)
{
    for (int i = 0; i < record->n_symptoms; i++)
        if (record->symptoms[i].side != CASE_BOTH)
            return;
    for (int i = 0; i < plan->n_points && !record->n_includes; i++) {
        const struct plan_point *p = &plan->points[i];
        char side = other_side(p->side);
        if (p->region || p->side == 'M')
            continue;
        hold(in_list(plan->points, plan->n_points, p->code, side) ||
                 in_removed(plan->removed, plan->n_removed, p->code, side),
             "half a pair", p->code);
    }
}

static void check_session(const struct plan *plan)
{
    const struct plan_session *s = &plan->session;
    int n[3] = {0};
    for (int i = 0; i < s->n_regions; i++)
        n[s->regions[i].state]++;
    enum plan_lamp whole = n[PLAN_LAMP_ON] == s->n_regions ? PLAN_LAMP_ON
                           : n[PLAN_LAMP_WITHHELD] == s->n_regions
                               ? PLAN_LAMP_WITHHELD
                               : PLAN_LAMP_CONDITIONAL;
    hold(s->n_regions > 0 && s->infrared == whole, "infrared", "");
    enum case_yes cannot = case_shown->findings.flags[FLAG_CANNOT_REPORT];
    bool small = case_shown->age >= 0 && case_shown->age < 4,
         reports = cannot == CASE_NO || (cannot == CASE_UNKNOWN && !small);
    hold(s->de_qi == reports && s->retention_min == 30, "retention", "");
}

// ---------------------------------------------------------------- who is spared

static uint32_t regions_of(const struct engine *engine, const struct plan_point *p)
{
    if (!p->region)
        return engine->points[engine_find(engine, p->code)].regions;
    return engine->rules->regions[rules_word_find(word_regions, p->region)].covers;
}

static int side_index(char side)
{
    return side == 'L' ? 0 : side == 'R' ? 1 : 2;
}

/* the regions that hold broken, infected or absent skin, or that are at risk, by side */
static void spared_regions(const struct engine *engine, const struct case_record *record,
                           uint32_t out[2])
{
    const struct case_findings *f = &record->findings;
    const struct rules *rules = engine->rules;
    uint32_t foot = rules->absent[rules_word_find(word_absent, "ankle")].regions;
    for (int s = 0; s < 2; s++) {
        for (int i = 0; i < f->n_lesions; i++) {
            int kind = f->lesions[i].kind;
            bool deep = strcmp(word_lesion_kinds[kind], "ulcer") == 0 ||
                        strcmp(word_lesion_kinds[kind], "infection") == 0;
            if (!(facts_sides(f->lesions[i].side) >> s & 1) ||
                strcmp(word_lesion_kinds[kind], "scar") == 0)
                continue;
            out[s] |= rules->regions[f->lesions[i].region].covers;
            if (deep && foot >> f->lesions[i].region & 1)
                out[s] |= foot;
        }
        for (int i = 0; i < f->n_absent; i++)
            if (facts_sides(f->absent[i].side) >> s & 1)
                out[s] |= rules->absent[f->absent[i].from].regions;
        for (int i = 0; i < f->n_pulses; i++)
            if (!f->pulses[i].felt && facts_sides(f->pulses[i].side) >> s & 1)
                out[s] |= foot;
        if (f->flags[FLAG_CHARCOT_FOOT] == CASE_YES ||
            f->flags[FLAG_ARTERIAL_DISEASE] == CASE_YES)
            out[s] |= foot;
        for (int r = 0; r < WORD_REGIONS; r++)
            if (rules->regions[r].limb >= 0 &&
                (f->lymphoedema >> (2 * rules->regions[r].limb + s) & 1 ||
                 (rules->regions[r].limb == 1 &&
                  f->flags[FLAG_DVT_SUSPECTED] == CASE_YES)))
                out[s] |= UINT32_C(1) << r;
    }
}

/* neither chosen nor offered, unless a clinician lifted a removal in words; and no lamp
 * on what is absent */
static void check_regions(const struct engine *engine, const struct case_record *record,
                          const struct plan *plan)
{
    uint32_t spared[2] = {0};
    spared_regions(engine, record, spared);
    for (int i = 0; i < plan->n_points + plan->n_optional; i++) {
        const struct plan_point *p =
            i < plan->n_points ? &plan->points[i] : &plan->optional[i - plan->n_points];
        int s = side_index(p->side);
        if (s < 2 && !p->n_overrides && limb_of(engine, p) >= 0)
            hold(!(regions_of(engine, p) & spared[s]), "a needle where none may be",
                 p->code);
    }
}

/* every symptom has a needle of its own, or a note that says that it has none */
static void check_served(const struct case_record *record, const struct plan *plan)
{
    for (int i = 0; i < record->n_symptoms; i++) {
        const struct case_symptom *s = &record->symptoms[i];
        const char *region = word_regions[s->region],
                   *what = rules_word_region_text(s->region).english;
        bool said = false;
        for (int k = 0; k < plan->n_notes; k++)
            said = said ||
                   (plan->notes[k].region && strcmp(plan->notes[k].region, region) == 0);
        for (int k = 0; k < plan->n_points; k++) {
            const struct message *reason = plan->points[k].reason;
            said = said || plan->points[k].role == PLAN_COMPLEMENT;
            for (int a = 0; a < MESSAGE_ARGS; a++)
                said = said ||
                       (reason->arg[a].text && strcmp(reason->arg[a].text, what) == 0);
        }
        hold(said, "a symptom that nobody speaks of", region);
    }
}

/* no mark within a lesion, whatever regions the two were entered with */
static void check_places(const struct engine *engine, const struct case_record *record,
                         const struct plan *plan)
{
    const struct case_findings *f = &record->findings;
    for (int i = 0; i < record->n_marks; i++)
        for (int k = 0; k < f->n_lesions; k++) {
            const struct case_mark *m = &record->marks[i];
            const struct case_lesion *l = &f->lesions[k];
            double far = 0;
            for (int c = 0; c < 3; c++)
                far += (m->at[c] - l->at[c]) * (m->at[c] - l->at[c]);
            if (!m->has_at || !l->has_at || m->side != l->side || far > 1e-6)
                continue;
            const char *code = engine->mark_codes[i];
            char side = "LR"[m->side];
            const struct plan_point *p = plan_find(plan, code, side);
            hold(!(p && !p->n_overrides) &&
                     !in_list(plan->optional, plan->n_optional, code, side),
                 "a mark within a lesion", code);
        }
}

/* without a body no lesion's place is known: its whole region is left alone */
static void check_unplaced(const struct engine *engine, const struct case_record *record,
                           const struct plan *plan)
{
    for (int k = 0; k < record->findings.n_lesions; k++) {
        const struct case_lesion *l = &record->findings.lesions[k];
        for (int i = 0; i < plan->n_points + plan->n_optional && l->has_at; i++) {
            const struct plan_point *p = i < plan->n_points
                                             ? &plan->points[i]
                                             : &plan->optional[i - plan->n_points];
            int point = p->region ? -1 : engine_find(engine, p->code);
            uint32_t regions =
                point >= 0 ? engine->points[point].regions
                           : UINT32_C(1) << rules_word_find(word_regions, p->region);
            bool here = (facts_sides(l->side) & 4 && p->side != 'M') ||
                        p->side == "LRBM"[l->side];
            hold(!here || !(regions & engine->rules->regions[l->region].covers) ||
                     p->n_overrides,
                 "a needle in the region of a lesion without a place", p->code);
        }
    }
}

/* nothing along a spine that holds a tumour, unless a clinician lifted that in words */
static void check_spine(const struct engine *engine, const struct case_record *record,
                        const struct plan *plan)
{
    const char *tumour =
        word_causes[record->compression_cause < 0 ? WORD_CAUSES - 1
                                                  : record->compression_cause];
    if (record->findings.flags[FLAG_BONE_METASTASIS] != CASE_YES &&
        strcmp(tumour, "tumour") != 0)
        return;
    for (int i = 0; i < plan->n_points + plan->n_optional; i++) {
        const struct plan_point *p =
            i < plan->n_points ? &plan->points[i] : &plan->optional[i - plan->n_points];
        int point = p->region ? -1 : engine_find(engine, p->code);
        if (point < 0 || p->n_overrides)
            continue;
        for (int t = 0; t < engine->rules->n_tags; t++)
            if (engine->points[point].tags >> t & 1)
                hold(strcmp(engine->rules->tags[t].name, "spine_depth") != 0,
                     "a needle over a spine with a tumour", p->code);
    }
}

/* what no needle may follow, however else the case reads */
static void check_emergencies(const struct case_record *record, const struct plan *plan)
{
    const struct case_findings *f = &record->findings;
    bool clonus = false, weak[2] = {false, false};
    for (int i = 0; i < f->n_reflexes; i++)
        clonus = clonus || (f->reflexes[i].reflex > REFLEX_FIRST_SIGN &&
                            f->reflexes[i].state == REFLEX_BRISK);
    for (int i = 0; i < f->n_weakness; i++)
        for (int s = 0; s < 2; s++)
            weak[s] = weak[s] || (f->weakness[i].mrc < 5 &&
                                  facts_sides(f->weakness[i].side) >> s & 1);
    bool recent = f->onset == 0 || f->onset == 1;
    bool emergency = f->flags[FLAG_FEVER] == CASE_YES || f->red_flags ||
                     (clonus && (recent || !f->red_flags_given)) ||
                     (weak[0] && weak[1] && recent);
    hold(!emergency || plan->status == PLAN_BLOCKED, "an emergency is needled", "");
}

/* each question once, and each sentence once */
static void check_once(const struct plan *plan)
{
    for (int i = 0; i < plan->n_questions; i++)
        for (int k = 0; k < i; k++)
            hold(strcmp(plan->questions[i].text.english,
                        plan->questions[k].text.english) != 0 ||
                     plan->questions[i].text.arg[0].name,
                 "asked twice", plan->questions[i].id);
    for (int i = 0; i < plan->n_cautions; i++)
        for (int k = 0; k < i; k++)
            hold(strcmp(plan->cautions[i].text.english, plan->cautions[k].text.english) !=
                     0,
                 "said twice", plan->cautions[i].id);
    for (int i = 0; i < plan->n_points; i++)
        for (int a = 0; a < plan->points[i].n_minds; a++)
            for (int b = 0; b < a; b++)
                hold(strcmp(plan->points[i].minds[a]->english,
                            plan->points[i].minds[b]->english) != 0,
                     "minded twice", plan->points[i].code);
}

// ---------------------------------------------------------------- words

/* what a caution says of a point and what the point says of itself do not contradict */
static void check_words(const struct engine *engine, const struct case_record *record,
                        const struct plan *plan)
{
    static const char *const LEAVES_OUT[] = {"pregnancy: left out",
                                             "pregnancy: leave out",
                                             "abdomen not needled",
                                             "anticoagulated",
                                             "does not clot",
                                             "prohibited",
                                             "forbidden"};
    const struct case_findings *f = &record->findings;
    bool pregnant = f->pregnant > PREGNANT_NO,
         bleeds = f->flags[FLAG_ANTICOAGULANT] == CASE_YES ||
                  f->flags[FLAG_BLEEDING_DISORDER] == CASE_YES ||
                  (f->platelets >= 0 && f->platelets < 50);
    for (int i = 0; i < plan->n_points; i++) {
        const struct plan_point *p = &plan->points[i];
        const char *own = p->region ? NULL : engine_point(engine, p->code)->mind;
        for (size_t k = 0; own && k < sizeof LEAVES_OUT / sizeof *LEAVES_OUT; k++)
            if (strstr(own, LEAVES_OUT[k]) && !p->n_overrides)
                hold(k < 3   ? !pregnant
                     : k < 5 ? !bleeds
                             : false,
                     "it says itself that it is left out", p->code);
        for (int k = 0; k < p->n_minds; k++)
            hold(!strstr(p->minds[k]->id, "caution.") ||
                     !strstr(p->minds[k]->english, "toward"),
                 "a caution names a direction", p->code);
    }
}

static void check_plan(const struct engine *engine, const struct case_record *record,
                       const struct plan *plan)
{
    bool blocks = false;
    for (int i = 0; i < plan->n_cautions; i++)
        blocks = blocks || plan->cautions[i].action == PLAN_BLOCK;
    hold(blocks == (plan->status == PLAN_BLOCKED), "blocked without a block", "");
    check_session(plan);
    hold((plan->status == PLAN_READY) == (plan->n_points > 0), "ready with nothing", "");
    hold(!plan->empty || plan->status == PLAN_BLOCKED, "empty and ready", "");
    check_words(engine, record, plan);
    check_emergencies(record, plan);
    check_once(plan);
    check_places(engine, record, plan);
    check_unplaced(engine, record, plan);
    check_spine(engine, record, plan);
    if (plan->status == PLAN_BLOCKED) {
        hold(plan->empty || (!plan->n_optional && !plan->n_removed),
             "blocked, but points", "");
        hold(plan->session.infrared == PLAN_LAMP_WITHHELD, "blocked, but a lamp", "");
        if (!plan->empty)
            return;
    }
    check_removed(plan, plan->removed, plan->n_removed);
    check_removed(plan, plan->removed_optional, plan->n_removed_optional);
    check_points(engine, plan);
    check_limits(engine, record, plan);
    check_marks(engine, record, plan);
    check_pairs(record, plan);
    check_regions(engine, record, plan);
    check_served(record, plan);
}

// ---------------------------------------------------------------- two plans

/* what is gone is removed, by name; nothing is new */
static void check_only_less(const struct plan *before, const struct plan *after)
{
    for (int i = 0; i < after->n_points; i++)
        hold(before->status == PLAN_READY &&
                 in_list(before->points, before->n_points, after->points[i].code,
                         after->points[i].side),
             "a contraindication added a point", after->points[i].code);
    for (int i = 0; i < before->n_points && after->status == PLAN_READY; i++) {
        const struct plan_point *p = &before->points[i];
        // few needles may be what the contraindication asks for
        hold(in_list(after->points, after->n_points, p->code, p->side) ||
                 in_list(after->optional, after->n_optional, p->code, p->side) ||
                 in_removed(after->removed_optional, after->n_removed_optional, p->code,
                            p->side) ||
                 in_removed(after->removed, after->n_removed, p->code, p->side),
             "a point is gone without being removed", p->code);
    }
}

/* the few that matter most are some of the whole plan's, and few */
static void check_minimal(const struct plan *whole, const struct plan *minimal)
{
    // one set on both sides (Baxie) may be more, where there is nothing else
    bool one =
        minimal->n_points &&
        strcmp(minimal->points[0].code, minimal->points[minimal->n_points - 1].code) == 0;
    hold(minimal->session.needles <= PLAN_MINIMAL_NEEDLES || one,
         "too many for a minimal plan", "");
    hold(whole->status == minimal->status, "another status", "");
    for (int i = 0; i < minimal->n_points; i++) {
        const struct plan_point *p = &minimal->points[i];
        hold(in_list(whole->points, whole->n_points, p->code, p->side),
             "minimal, and not in the whole plan", p->code);
    }
    for (int i = 0; i < whole->n_points; i++) {
        const struct plan_point *p = &whole->points[i];
        hold(in_list(minimal->points, minimal->n_points, p->code, p->side) ||
                 in_list(minimal->optional, minimal->n_optional, p->code, p->side),
             "neither in the minimal plan nor offered", p->code);
    }
    // where few are wanted, nothing is said to have come free
    bool few = false, room = false;
    for (int i = 0; i < minimal->n_optional; i++) {
        const char *because = minimal->optional[i].not_chosen->id;
        few = few || strcmp(because, "plan.not_chosen.few") == 0;
        room = room || strcmp(because, "plan.not_chosen.room") == 0;
    }
    hold(!few || !room, "few are wanted, and there is room", "");
}

static bool is_removed_by(const struct plan *plan, const struct plan_override *o)
{
    for (int i = 0; i < plan->n_removed; i++) {
        const struct plan_removed *gone = &plan->removed[i];
        for (int b = 0; b < gone->n_by; b++)
            if (strcmp(gone->point.code, o->code) == 0 && gone->point.side == o->side &&
                strcmp(gone->by[b], o->caution) == 0)
                return true;
    }
    return false;
}

/* a clinician lifts one of the removals in words: what is told to be lifted is lifted,
 * and what is not stays away */
static void check_lifted(const struct engine *engine, const struct plan *plan,
                         struct case_record *changed, struct arena *arena)
{
    if (!plan->n_removed || changed->n_overrides)
        return;
    const struct plan_removed *gone = &plan->removed[case_number % plan->n_removed];
    struct case_override *o = &changed->overrides[changed->n_overrides++];
    *o = (struct case_override){.reason = "the surgeon agreed to it in writing",
                                .side = gone->point.side == 'L'   ? CASE_L
                                        : gone->point.side == 'R' ? CASE_R
                                                                  : CASE_MIDLINE};
    snprintf(o->caution, sizeof o->caution, "%s", gone->by[case_number % gone->n_by]);
    snprintf(o->code, sizeof o->code, "%s", gone->point.code);
    struct plan other;
    engine_plan(engine, changed, arena, &other);
    hold(is_removed_by(&other, &other.overrides[0]) != other.overrides[0].effective,
         "told to be lifted and removed, or neither", o->code);
}

static void every_plan_holds(void **state)
{
    (void)state;
    const struct engine *engine = fixture_engine();
    struct random random = {.state = UINT64_C(20261123)};
    struct case_record *record = xcalloc(1, sizeof *record);
    struct case_record *changed = xcalloc(1, sizeof *changed);
    struct names *a = xcalloc(1, sizeof *a), *b = xcalloc(1, sizeof *b);
    struct arena *arena = arena_create();
    size_t most = 0;
    for (case_number = 0; case_number < CASES; case_number++) {
        struct plan plan, other;
        arena_reset(arena);
        random_case(&random, record);
        case_shown = record;
        engine_plan(engine, record, arena, &plan);
        most = arena_used(arena) > most ? arena_used(arena) : most;
        check_plan(engine, record, &plan);

        // the plan is a function of the case
        if (case_number % 10 == 0) {
            engine_plan(engine, record, arena, &other);
            plan_names(&plan, false, a);
            plan_names(&other, false, b);
            same_names(a, b, "not a function of the case");
            engine_plan_for(
                engine, &(struct plan_request){.record = record, .extent = PLAN_MINIMAL},
                arena, &other);
            check_minimal(&plan, &other);
        }
        mirror_case(record, changed);
        engine_plan(engine, changed, arena, &other);
        plan_names(&plan, true, a);
        plan_names(&other, false, b);
        same_names(a, b, "mirrored");

        *changed = *record;
        check_lifted(engine, &plan, changed, arena);
        *changed = *record;
        random_contraindication(&random, changed);
        engine_plan(engine, changed, arena, &other);
        check_only_less(&plan, &other);
    }
    // a plan needs a bounded amount of memory
    assert_true(most < 512 * 1024);
    arena_destroy(&arena);
    free(record);
    free(changed);
    free(a);
    free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_plan_holds)};
    return cmocka_run_group_tests(tests, NULL, fixture_close);
}
