/* rules_check.c - what the readers accept but a domain person should look at, and all
 * texts. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "catalog/cautions.h"

struct checker {
    const struct rules *rules;
    const struct rules_codes *codes;
    void (*complain)(const struct rules_smell *smell, void *user);
    void *user;
    struct rules_smell at; /* what is looked at now */
    int n;
};

static void look_at(struct checker *c, const char *file, const char *list, int index)
{
    c->at = (struct rules_smell){.file = file, .list = list, .index = index};
}

static void complain(struct checker *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void complain(struct checker *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(c->at.text, sizeof c->at.text, format, args);
    va_end(args);
    c->complain(&c->at, c->user);
    c->n++;
}

// ---------------------------------------------------------------- conditions

static bool single_valued(int fact)
{
    switch (fact) {
    case FACT_ETIOLOGY:
    case FACT_SAID:
    case FACT_BILATERAL:
    case FACT_WEAK:
    case FACT_ENTRAPMENTS:
    case FACT_PULSES:
    case FACT_MONOFILAMENT:
    case FACT_DRUGS:
    case FACT_MARKS:
    case FACT_AFFECTED:
    case FACT_REGION:
    case FACT_KINDS:
    case FACT_SYMPTOM_SIDES:
    case FACT_LYMPHOEDEMA:
    case FACT_LESIONS:
    case FACT_LESION_PARTS:
    case FACT_RED_FLAGS:
    case FACT_LIMB_KINDS:
    case FACT_POSTURES:
    case FACT_TAGS:
    case FACT_OUTCOME:
        return false;
    default:
        return true;
    }
}

/* whether no case at all can meet every term */
static bool impossible(const struct rules_all *all)
{
    for (int i = 0; i < all->n; i++) {
        for (int k = 0; k < all->n; k++) {
            const struct rules_term *a = &all->terms[i], *b = &all->terms[k];
            if (a->fact != b->fact || i == k)
                continue;
            if (a->fact >= FACT_COUNT) {
                if (a->op == RULES_BELOW && b->op == RULES_AT_LEAST &&
                    a->number <= b->number)
                    return true;
                continue;
            }
            bool wants = a->op == RULES_ANY || a->op == RULES_ALL || a->op == RULES_ONLY;
            if (wants && b->op == RULES_NONE && !(a->mask & ~b->mask))
                return true;
            if (wants && b->op == RULES_ANY && single_valued(a->fact) &&
                !(a->mask & b->mask))
                return true;
        }
    }
    return false;
}

static bool same_all(const struct rules_all *a, const struct rules_all *b)
{
    return a->n == b->n &&
           memcmp(a->terms, b->terms, (size_t)a->n * sizeof *a->terms) == 0;
}

/* whether the earlier condition holds wherever the later one does, as far as is plain to
 * see */
static bool covers(const struct rules_when *earlier, const struct rules_when *later)
{
    if (earlier->n == 0)
        return true;
    for (int i = 0; i < later->n; i++) {
        bool found = false;
        for (int k = 0; k < earlier->n; k++)
            found = found || same_all(&earlier->any[k], &later->any[i]);
        if (!found)
            return false;
    }
    return later->n > 0;
}

static void check_when(struct checker *c, const char *owner,
                       const struct rules_when *when)
{
    for (int i = 0; i < when->n; i++)
        if (impossible(&when->any[i]))
            complain(c, "%s: a condition that no case can meet", owner);
}

// ---------------------------------------------------------------- rules and cautions

/* a {name} in a text that nothing fills would be shown as it stands */
static void check_names(struct checker *c, const char *owner,
                        const struct rules_text *text, const char *const *known)
{
    for (const char *s = text->english ? strchr(text->english, '{') : NULL; s;
         s = strchr(s + 1, '{')) {
        size_t n = strcspn(s + 1, "}");
        int i = 0;
        while (known[i] && !(strlen(known[i]) == n && memcmp(s + 1, known[i], n) == 0))
            i++;
        if (!known[i])
            complain(c, "%s: nothing fills {%.*s}", owner, (int)(n < 40 ? n : 40), s + 1);
    }
}

static void check_texts(struct checker *c, const char *owner,
                        const struct rules_clause *clause)
{
    static const char *const NONE[] = {NULL};
    static const char *const OF_POINT[] = {"kinds", "region", "set", NULL};
    static const char *const OF_MARK[] = {"mark", "region", NULL};
    static const char *const OF_COMPLEMENT[] = {"set", NULL};
    static const char *const ASK_MARK[] = {"code", "region", "side", "mark", NULL};
    static const char *const NOTE_SYMPTOM[] = {"kinds", "region", "side", NULL};
    check_names(c, owner, &clause->reason,
                clause->choose       ? OF_POINT
                : clause->mark       ? OF_MARK
                : clause->complement ? OF_COMPLEMENT
                                     : NONE);
    for (int i = 0; i < clause->n_asks; i++)
        check_names(c, owner, &clause->asks[i].text, clause->mark ? ASK_MARK : NONE);
    for (int i = 0; i < clause->n_notes; i++)
        check_names(c, owner, &clause->notes[i].text,
                    clause->unanswered || clause->choose ? NOTE_SYMPTOM : NONE);
}

static void check_rule(struct checker *c, const struct rules_rule *rule)
{
    char owner[80];
    snprintf(owner, sizeof owner, "rule %s", rule->id);
    if (!rule->n_clauses)
        complain(c, "%s: has no clause and can never apply", owner);
    if (!rule->n_src && strncmp(rule->origin, "article", 7) == 0)
        complain(c, "%s: is said to come from the article but names no statement", owner);
    for (int i = 0; i < rule->n_clauses; i++) {
        check_when(c, owner, &rule->clauses[i].when);
        check_texts(c, owner, &rule->clauses[i]);
        for (int k = 0; k < i; k++)
            if (covers(&rule->clauses[k].when, &rule->clauses[i].when))
                complain(c, "%s: clause %d is never reached, clause %d takes its cases",
                         owner, i + 1, k + 1);
    }
}

static void check_caution(struct checker *c, const struct caution *caution)
{
    char owner[80];
    snprintf(owner, sizeof owner, "caution %s", caution->id);
    check_when(c, owner, &caution->when);
    for (int i = 0; i < caution->n_levels; i++) {
        check_when(c, owner, &caution->levels[i].when);
        for (int k = 0; k < i && !caution->each_level; k++)
            if (covers(&caution->levels[k].when, &caution->levels[i].when))
                complain(c, "%s: level %d is never reached, level %d takes its cases",
                         owner, i + 1, k + 1);
    }
}

// ---------------------------------------------------------------- sets

static bool list_has(const struct rules_list *list, int set)
{
    for (int i = 0; i < list->n; i++)
        if (list->item[i] == set)
            return true;
    return false;
}

static bool clause_uses(const struct rules_clause *c, int set)
{
    return (c->choose &&
            (list_has(&c->choose->local, set) || list_has(&c->choose->proximal, set) ||
             list_has(&c->choose->offer, set))) ||
           (c->complement && (list_has(&c->complement->sets, set) ||
                              list_has(&c->complement->offer, set)));
}

/* whether a case can meet both conditions, as far as is plain to see */
static bool can_meet(const struct rules_when *a, const struct rules_when *b)
{
    struct rules_term terms[2 * RULES_TERMS_MAX];
    if (a->n == 0 || b->n == 0)
        return true;
    for (int i = 0; i < a->n; i++)
        for (int k = 0; k < b->n; k++) {
            struct rules_all both = {.n = a->any[i].n + b->any[k].n, .terms = terms};
            memcpy(terms, a->any[i].terms, (size_t)a->any[i].n * sizeof *terms);
            memcpy(terms + a->any[i].n, b->any[k].terms,
                   (size_t)b->any[k].n * sizeof *terms);
            if (!impossible(&both))
                return true;
        }
    return false;
}

/* a set that one rule puts into the plan for a case while another excludes it */
static void check_excluded(struct checker *c, const struct rules_clause *clause, int set)
{
    if (!clause->exclude || !list_has(clause->exclude, set))
        return;
    for (int i = 0; i < c->rules->n_rules; i++)
        for (int k = 0; k < c->rules->rules[i].n_clauses; k++) {
            const struct rules_clause *other = &c->rules->rules[i].clauses[k];
            if (clause_uses(other, set) && can_meet(&other->when, &clause->when))
                complain(c, "rule %s chooses from %s where another rule excludes it",
                         c->rules->rules[i].id, c->rules->sets[set].id);
        }
}

static void check_sets(struct checker *c)
{
    for (int s = 0; s < c->rules->n_sets; s++) {
        bool used = false;
        look_at(c, "sets", "sets", s);
        for (int i = 0; i < c->rules->n_rules; i++)
            for (int k = 0; k < c->rules->rules[i].n_clauses; k++) {
                used = used || clause_uses(&c->rules->rules[i].clauses[k], s);
                check_excluded(c, &c->rules->rules[i].clauses[k], s);
            }
        if (!used)
            complain(c, "set %s: no rule uses it", c->rules->sets[s].id);
        if (!c->rules->sets[s].n)
            complain(c, "set %s: is empty", c->rules->sets[s].id);
    }
}

/* a rule whose local and proximal lists hold the same set contradicts itself */
static void check_choose(struct checker *c, const struct rules_rule *rule,
                         const struct rules_choose *choose)
{
    for (int i = 0; i < choose->local.n; i++)
        if (list_has(&choose->proximal, choose->local.item[i]) ||
            list_has(&choose->offer, choose->local.item[i]))
            complain(c, "rule %s: the set %s is chosen twice", rule->id,
                     c->rules->sets[choose->local.item[i]].id);
}

static void check_part(struct checker *c, int composite, int part)
{
    const char *name =
        c->codes->code(c->codes->user, c->rules->composites[composite].point);
    for (int i = 0; i < c->rules->n_composites; i++) {
        const struct rules_composite *other = &c->rules->composites[i];
        if (other->point == part)
            complain(c, "composite %s: is a part of %s",
                     c->codes->code(c->codes->user, part),
                     i == composite ? "itself" : name);
        for (int k = 0; k < other->n && i < composite; k++)
            if (other->parts[k] == part)
                complain(c, "composite %s: %s is a part of another composite already",
                         name, c->codes->code(c->codes->user, part));
    }
}

static void check_composites(struct checker *c)
{
    for (int i = 0; i < c->rules->n_composites; i++) {
        look_at(c, "sets", "composites", i);
        for (int k = 0; k < c->rules->composites[i].n; k++)
            check_part(c, i, c->rules->composites[i].parts[k]);
    }
}

/* what a rule may say once for all cases */
static void check_once(struct checker *c, const char *what,
                       bool (*says)(const struct rules_clause *clause))
{
    bool said = false;
    for (int i = 0; i < c->rules->n_rules; i++)
        for (int k = 0; k < c->rules->rules[i].n_clauses; k++) {
            if (!says(&c->rules->rules[i].clauses[k]))
                continue;
            look_at(c, "rules", "rules", i);
            if (said)
                complain(c, "rule %s: a rule before it says %s already",
                         c->rules->rules[i].id, what);
            said = true;
        }
}

static bool says_limits(const struct rules_clause *clause)
{
    return clause->limits;
}

static bool says_added(const struct rules_clause *clause)
{
    return clause->include;
}

static bool says_unanswered(const struct rules_clause *clause)
{
    return clause->unanswered;
}

int rules_check(const struct rules *rules, const struct rules_codes *codes,
                void (*tell)(const struct rules_smell *smell, void *user), void *user)
{
    struct checker c = {.rules = rules, .codes = codes, .complain = tell, .user = user};
    for (int i = 0; i < rules->n_rules; i++) {
        look_at(&c, "rules", "rules", i);
        check_rule(&c, &rules->rules[i]);
        for (int k = 0; k < rules->rules[i].n_clauses; k++)
            if (rules->rules[i].clauses[k].choose)
                check_choose(&c, &rules->rules[i], rules->rules[i].clauses[k].choose);
    }
    for (int i = 0; i < rules->n_cautions; i++) {
        look_at(&c, "cautions", "cautions", i);
        check_caution(&c, &rules->cautions[i]);
    }
    check_sets(&c);
    check_composites(&c);
    check_once(&c, "how many needles there may be", says_limits);
    check_once(&c, "what becomes of points that are added", says_added);
    check_once(&c, "what is said of a symptom that no rule answers", says_unanswered);
    return c.n;
}

bool rules_smell_place(const struct rules_smell *smell, const char *data_dir,
                       struct error *error)
{
    char path[4096];
    struct json_doc doc;
    struct json_at list, item;
    snprintf(path, sizeof path, "%s/assets/rules/%s.json", data_dir, smell->file);
    if (!json_doc_load(&doc, path, 0, error))
        return false;
    struct json_at root = json_doc_root(&doc);
    if (json_member(&root, smell->list, JSON_ARRAY, &list, error) &&
        json_element(&list, (size_t)smell->index, JSON_OBJECT, &item, error))
        json_fail(&item, error, "%s", smell->text);
    json_doc_close(&doc);
    return false;
}

// ---------------------------------------------------------------- texts

struct teller {
    void (*each)(const char *id, const char *english, void *user);
    void *user;
};

static void tell(const struct teller *t, const struct rules_text *text)
{
    if (text->english)
        t->each(text->id, text->english, t->user);
}

static void tell_rule(const struct teller *t, const struct rules_rule *rule)
{
    tell(t, &rule->text);
    tell(t, &rule->why);
    for (int i = 0; i < rule->n_clauses; i++) {
        const struct rules_clause *c = &rule->clauses[i];
        tell(t, &c->reason);
        for (int k = 0; k < c->n_asks; k++)
            tell(t, &c->asks[k].text);
        for (int k = 0; k < c->n_notes; k++)
            tell(t, &c->notes[k].text);
    }
}

static void tell_caution(const struct teller *t, const struct caution *c)
{
    tell(t, &c->title);
    tell(t, &c->source);
    for (int i = 0; i < c->n_levels; i++) {
        tell(t, &c->levels[i].text);
        tell(t, &c->levels[i].refer);
    }
    for (int i = 0; i < c->n_point_effects; i++) {
        tell(t, &c->point_effects[i].reason);
        tell(t, &c->point_effects[i].mind);
    }
    for (int i = 0; i < c->n_lamp_effects; i++)
        tell(t, &c->lamp_effects[i].reason);
    for (int i = 0; i < c->n_asks; i++)
        tell(t, &c->asks[i].ask.text);
}

static void tell_trial(const struct teller *t, const struct rules_trial *trial)
{
    tell(t, &trial->condition);
    tell(t, &trial->design);
    tell(t, &trial->retention);
    tell(t, &trial->course);
    tell(t, &trial->grade);
}

void rules_texts_each(const struct rules *rules,
                      void (*each)(const char *id, const char *english, void *user),
                      void *user)
{
    struct teller t = {each, user};
    for (int i = 0; i < rules->n_statements; i++) {
        tell(&t, &rules->statements[i].text);
        tell(&t, &rules->statements[i].evidence);
    }
    for (int i = 0; i < rules->n_sets; i++)
        tell(&t, &rules->sets[i].label);
    for (int i = 0; i < rules->n_rules; i++)
        tell_rule(&t, &rules->rules[i]);
    for (int i = 0; i < rules->n_cautions; i++)
        tell_caution(&t, &rules->cautions[i]);
    for (int i = 0; i < rules->n_trials; i++)
        tell_trial(&t, &rules->trials[i]);
    tell(&t, &rules->mark_depth_source);
}
