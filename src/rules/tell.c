/* tell.c - what is told beside the points: lesions that were not found on a body, notes
 * of the rules, symptoms that have no needle of their own, and trials of the same cause.
 */
#include <string.h>

#include "rules/reach_internal.h"

// ---------------------------------------------------------------- notes

static const struct plan_note OVER_LIMIT = {
    .rule = "",
    .text = {.id = "plan.note.over_limit",
             .english =
                 "The complements that the article names are more needles than this "
                 "session's limit allows; they are never left out for want of room."}};

/* whether a set of the surface holds the point */
static bool surface_holds(const struct rules *rules, const struct rules_choose *choose,
                          int point)
{
    const struct rules_list *lists[] = {&choose->local, &choose->proximal};
    for (int l = 0; l < 2; l++)
        for (int i = 0; i < lists[l]->n; i++) {
            const struct rules_set *set = &rules->sets[lists[l]->item[i]];
            for (int k = 0; k < set->n; k++)
                if (set->points[k] == point)
                    return true;
        }
    return false;
}

enum served { SERVED, SHARED, REMOVED, NO_ROOM };

/* how a symptom on one side is answered by what is left of the plan */
static enum served served(const struct work *w, const struct case_symptom *s, int side)
{
    const struct pick *picks = w->picks.item;
    const struct work_surface *surfaces = w->surfaces.item;
    enum served found = NO_ROOM;
    for (int i = 0; i < w->picks.n; i++) {
        const struct rules_complement *c = picks[i].by->clause->complement;
        bool own = picks[i].region == s->region && picks[i].side == side;
        if (!own && !(c && c->answers >> s->region & 1))
            continue;
        if (!picks[i].removed)
            return SERVED;
        found = REMOVED;
    }
    for (int i = 0; i < w->surfaces.n; i++) {
        if (surfaces[i].region != s->region)
            continue;
        for (int k = 0; k < w->picks.n; k++)
            if (picks[k].side == side && !picks[k].removed && picks[k].point >= 0 &&
                surface_holds(w->engine->rules, surfaces[i].choose, picks[k].point))
                return SHARED;
    }
    return found;
}

static const struct rules_text UNSERVED[] = {
    [SHARED] = {"plan.note.shared",
                "{kinds} of the {region} ({side}): no point of its own; points of its "
                "surface stand in the plan for another region."},
    [REMOVED] =
        {"plan.note.all_removed",
         "{kinds} of the {region} ({side}): nothing is left, for cautions removed "
         "every point that was chosen for it."},
    [NO_ROOM] = {"plan.note.no_room",
                 "{kinds} of the {region} ({side}): no point of its own; the number of "
                 "needles leaves no room for one."},
};

static void note_of_symptom(const struct case_symptom *s, char side,
                            const struct rules_text *text, struct plan_note *out)
{
    out->rule = "";
    out->region = word_regions[s->region];
    out->side = side;
    work_message(&out->text, text);
    work_arg(&out->text.arg[0], "kinds", rules_word_kinds_text(s->kinds));
    work_arg(&out->text.arg[1], "region", rules_word_region_text(s->region));
    work_arg(&out->text.arg[2], "side", rules_word_side_text(side));
}

/* what no needle serves is named, side by side; both sides together where they agree */
static void note_unserved(const struct work *w, struct plan *plan, struct plan_note *list)
{
    for (int i = 0; i < w->record->n_symptoms && !w->blocked; i++) {
        const struct case_symptom *s = &w->record->symptoms[i];
        unsigned sides = facts_sides(s->side);
        enum served how[3] = {SERVED, SERVED, SERVED};
        for (int k = 0; k < 3 && w->answered[i]; k++)
            if (sides >> k & 1)
                how[k] = served(w, s, k);
        bool both = sides == 3 && how[0] == how[1];
        for (int k = 0; k < 3; k++)
            if (how[k] != SERVED && !(both && k))
                note_of_symptom(s, both ? 'B' : work_side(k), &UNSERVED[how[k]],
                                &list[plan->n_notes++]);
    }
}

// a lesion of which it is not known where on this body it is
static const struct rules_text UNPLACED = {
    "plan.note.unplaced",
    "{kind}, {region} ({side}): its place was not found there on a body, so the whole "
    "region is left alone. Look where it is before anything near that region is "
    "needled."};
static const struct rules_text ON_STUMP = {
    "plan.note.stump",
    "{kind}, {region} ({side}): that part is absent, so what is left of the limb is left "
    "alone, unless it is a scar. Record where it is."};

static void note_of_lesion(const struct case_lesion *l, char side,
                           const struct rules_text *text, struct plan_note *out)
{
    out->rule = "";
    work_message(&out->text, text);
    work_arg(&out->text.arg[0], "kind", rules_word_lesion_text(l->kind));
    work_arg(&out->text.arg[1], "region", rules_word_region_text(l->region));
    work_arg(&out->text.arg[2], "side", rules_word_side_text(side));
}

static void note_lesions(const struct work *w, struct plan *plan, struct plan_note *list)
{
    for (int i = 0; i < w->record->findings.n_lesions && !w->blocked; i++) {
        const struct case_lesion *l = &w->record->findings.lesions[i];
        unsigned stump = reach_on_stump(w, i);
        if (stump)
            note_of_lesion(l, " LRB"[stump], &ON_STUMP, &list[plan->n_notes++]);
        else if (reach_unplaced(w, i))
            note_of_lesion(l, "LRBM"[l->side], &UNPLACED, &list[plan->n_notes++]);
    }
}

void work_tell_notes(const struct work *w, struct plan *plan)
{
    const struct work_note *notes = w->notes.item;
    size_t most = (size_t)w->notes.n + 2 * (size_t)w->record->n_symptoms + 1 +
                  (size_t)w->record->findings.n_lesions;
    struct plan_note *list = arena_alloc_array(w->arena, most, sizeof *list);
    plan->notes = list;
    note_lesions(w, plan, list);
    note_unserved(w, plan, list);
    for (int i = 0; i < w->notes.n; i++) {
        const struct work_note *n = &notes[i];
        if (w->blocked && n->note->unless_blocked)
            continue;
        struct plan_note *out = &list[plan->n_notes++];
        if (n->symptom >= 0) {
            const struct case_symptom *s = &w->record->symptoms[n->symptom];
            note_of_symptom(s, "LRBM"[s->side], &n -> note -> text, out);
        } else {
            work_message(&out->text, &n->note->text);
        }
        out->rule = n->by;
        out->statement = n->note->statement;
    }
    if (w->over_limit && !w->blocked)
        list[plan->n_notes++] = OVER_LIMIT;
}

// ---------------------------------------------------------------- trials

static struct plan_words words(const struct rules_text *text)
{
    return (struct plan_words){.id = text->id, .english = text->english};
}

static void set_trial(const struct work *w, const struct rules_trial *from,
                      struct plan_trial *out)
{
    size_t n = (size_t)from->points.n;
    const char **codes = arena_alloc_array(w->arena, n, sizeof *codes);
    bool *in_plan = arena_alloc_array(w->arena, n, sizeof *in_plan);
    for (size_t i = 0; i < n; i++) {
        int point = from->points.points[i];
        codes[i] = w->engine->points[point].facts.code;
        in_plan[i] = engine_set_has(w->kept, point);
    }
    *out = (struct plan_trial){.id = from->id,
                               .source = from->source,
                               .read = from->read,
                               .condition = words(&from->condition),
                               .design = words(&from->design),
                               .retention = words(&from->retention),
                               .course = words(&from->course),
                               .grade = words(&from->grade),
                               .n_points = from->points.n,
                               .codes = codes,
                               .in_plan = in_plan};
}

/* whether it speaks of one of the causes, and of the nerve where one is told */
static bool is_of_case(const struct work *w, const struct rules_trial *trial)
{
    uint64_t nerves = w->facts.bits[FACT_ENTRAPMENTS];
    bool told = w->record->n_entrapments > 0;
    return trial->etiologies & w->facts.bits[FACT_ETIOLOGY] &&
           (!trial->nerves || !told || trial->nerves & nerves);
}

/* those of the causes of the case */
void work_tell_trials(const struct work *w, struct plan *plan)
{
    const struct rules *rules = w->engine->rules;
    int n = 0;
    for (int i = 0; i < rules->n_trials; i++)
        n += is_of_case(w, &rules->trials[i]);
    struct plan_trial *list = arena_alloc_array(w->arena, (size_t)n, sizeof *list);
    for (int i = 0; i < rules->n_trials && !w->blocked; i++)
        if (is_of_case(w, &rules->trials[i]))
            set_trial(w, &rules->trials[i], &list[plan->n_trials++]);
    plan->trials = list;
}
