#include "views/findings_text.h"

#include <string.h>

#include "catalog/rules_words.h"
#include "views/findings_examined.h"

enum { LIST_SIZE = 1600 };

static struct message_arg arg(const char *name, struct word_text text)
{
    return (struct message_arg){.name = name, .id = text.id, .text = text.english};
}

static const char *word(const struct lines *out, struct word_text text)
{
    return texts_get(out->texts, text.id, text.english);
}

/* appends to a list of words, with the language's own comma */
static void join(const struct lines *out, char *list, const char *text)
{
    size_t n = strlen(list);
    if (n)
        n += (size_t)snprintf(list + n, LIST_SIZE - n, "%s",
                              texts_get(out->texts, "plan.text.comma", ", "));
    if (n < LIST_SIZE)
        snprintf(list + n, LIST_SIZE - n, "%s", text);
}

static void join_message(const struct lines *out, char *list, struct message m)
{
    char text[300];
    text_format(out->texts, &m, text, sizeof text);
    join(out, list, text);
}

static void say_list(const struct lines *out, const char *id, const char *english,
                     const char *list)
{
    if (!list[0])
        return;
    struct message m = {
        .id = id, .english = english, .arg = {{.name = "list", .text = list}}};
    lines_message(out, 4, "  ", &m);
}

// ---------------------------------------------------------------- cause, symptoms, marks

static bool is_root(int etiology)
{
    return etiology == ETIOLOGY_CERVICAL_ROOT || etiology == ETIOLOGY_LUMBOSACRAL_ROOT ||
           etiology == ETIOLOGY_ROOT_UNSPECIFIED;
}

static void cause(const struct case_record *c, const struct lines *out)
{
    // roots last, for their level and what presses on them follow
    char list[LIST_SIZE] = "";
    for (int roots = 0; roots < 2; roots++) {
        if (is_root(c->etiology) == roots)
            join(out, list, word(out, rules_word_etiology_text(c->etiology)));
        for (int i = 0; i < WORD_ETIOLOGIES; i++)
            if (c->further_causes >> i & 1 && is_root(i) == roots)
                join(out, list, word(out, rules_word_etiology_text(i)));
    }
    if (c->chronic == CASE_YES)
        join(out, list, texts_get(out->texts, "plan.text.chronic", "chronic"));
    if (c->chronic == CASE_NO)
        join(out, list, texts_get(out->texts, "plan.text.not_chronic", "not chronic"));
    if (c->root_level >= 0)
        join_message(out, list,
                     (struct message){
                         .id = "plan.text.level",
                         .english = "level {level}",
                         .arg = {{.name = "level", .text = word_levels[c->root_level]}}});
    if (c->compression_cause >= 0)
        join_message(out, list,
                     (struct message){.id = "plan.text.pressed_by",
                                      .english = "pressed on by: {what}",
                                      .arg = {arg("what", rules_word_cause_text(
                                                              c->compression_cause))}});
    say_list(out, "plan.text.cause", "Cause: {list}", list);
}

/* whom it is about; nothing of it is needed */
static void person(const struct case_record *c, const struct lines *out)
{
    char list[LIST_SIZE] = "", drugs[LIST_SIZE] = "";
    findings_examined_person(c, out->texts, list, sizeof list);
    if (c->cycle > 0)
        join_message(out, list,
                     (struct message){.id = "plan.text.cycle",
                                      .english = "chemotherapy cycle {n}",
                                      .arg = {{.name = "n", .number = c->cycle}}});
    for (int i = 0; i < c->n_drugs; i++)
        join(out, drugs, c->drugs[i]);
    say_list(out, "plan.text.person", "Person: {list}", list);
    say_list(out, "plan.text.drugs", "Drugs: {list}", drugs);
}

static void entrapments(const struct case_record *c, const struct lines *out)
{
    for (int i = 0; i < c->n_entrapments; i++) {
        const struct case_entrapment *e = &c->entrapments[i];
        struct message m = {.id = "plan.text.entrapment",
                            .english = "entrapped: {nerve}, {side}",
                            .arg = {arg("nerve", rules_word_nerve_text(e->nerve)),
                                    arg("side", rules_word_side_text("LRBM"[e->side]))}};
        lines_message(out, 4, "- ", &m);
    }
}

static void symptoms(const struct case_record *c, const struct lines *out)
{
    for (int i = 0; i < c->n_symptoms; i++) {
        const struct case_symptom *s = &c->symptoms[i];
        struct message m = {.id = "plan.text.symptom",
                            .english = "{kinds}: {region}, {side}",
                            .arg = {arg("kinds", rules_word_kinds_text(s->kinds)),
                                    arg("region", rules_word_region_text(s->region)),
                                    arg("side", rules_word_side_text("LRBM"[s->side]))}};
        lines_message(out, 4, "- ", &m);
    }
}

static void marks(const struct case_record *c, const char *prefix,
                  const struct lines *out)
{
    static const struct word_text TENDERNESS[] = {
        {"plan.text.tenderness.pronounced", "Tenderness: pronounced"},
        {"plan.text.tenderness.none", "Tenderness: none"},
        {"plan.text.tenderness.unexamined", "Tenderness: not examined"}};
    static const struct word_text MARKS[] = {{"mark.tender", "tender"},
                                             {"mark.numb", "numb"}};
    struct word_text t = TENDERNESS[c->tenderness < 0 ? 2 : c->tenderness];
    lines_print(out, 2, "%s", texts_get(out->texts, t.id, t.english));
    for (int i = 0; i < c->n_marks; i++) {
        const struct case_mark *mark = &c->marks[i];
        char code[32];
        snprintf(code, sizeof code, "%s%d", prefix, i + 1);
        struct message m = {
            .id = "plan.text.mark",
            .english = "{code}: {mark} spot, {region}, {side}",
            .arg = {{.name = "code", .text = code},
                    arg("mark", MARKS[mark->kind]),
                    arg("region", rules_word_region_text(mark->region)),
                    arg("side", rules_word_side_text("LRBM"[mark->side]))}};
        lines_message(out, 4, "- ", &m);
    }
}

static void examined(const struct case_record *c, const struct lines *out)
{
    struct message list[FINDINGS_EXAMINED_MAX];
    int n = findings_examined(c, list);
    for (int i = 0; i < n; i++)
        lines_message(out, 4, "- ", &list[i]);
}

// ---------------------------------------------------------------- findings

static void counts(const struct case_findings *f, char *list, const struct lines *out)
{
    const struct {
        const char *id, *english;
        double value;
    } COUNTS[] = {{"plan.text.neutrophils", "neutrophils {n} x 10^9/L", f->neutrophils},
                  {"plan.text.platelets", "platelets {n} x 10^9/L", f->platelets}};
    for (int i = 0; i < 2; i++)
        if (COUNTS[i].value >= 0)
            join_message(
                out, list,
                (struct message){.id = COUNTS[i].id,
                                 .english = COUNTS[i].english,
                                 .arg = {{.name = "n", .number = COUNTS[i].value}}});
    if (f->blood_counts == BLOOD_NORMAL)
        join(out, list,
             texts_get(out->texts, "plan.text.counts_normal", "blood counts normal"));
}

static void lesions(const struct case_findings *f, char *list, const struct lines *out)
{
    for (int i = 0; i < f->n_lesions; i++) {
        const struct case_lesion *l = &f->lesions[i];
        join_message(out, list,
                     (struct message){
                         .id = "plan.text.lesion",
                         .english = "{kind} at the {region} ({side})",
                         .arg = {arg("kind", rules_word_lesion_text(l->kind)),
                                 arg("region", rules_word_region_text(l->region)),
                                 arg("side", rules_word_side_text("LRBM"[l->side]))}});
    }
}

static void recorded(const struct case_findings *f, const struct lines *out)
{
    static const struct word_text THERMAL[] = {
        {"plan.text.thermal.ok", "hot and cold told apart"},
        {"plan.text.thermal.absent", "hot and cold NOT told apart"}};
    static const struct word_text PREGNANT[] = {
        {"plan.text.pregnant.no", "not pregnant"},
        {"plan.text.pregnant.t1", "pregnant, first trimester"},
        {"plan.text.pregnant.t2", "pregnant, second trimester"},
        {"plan.text.pregnant.t3", "pregnant, third trimester"}};
    char list[LIST_SIZE] = "";
    if (f->thermal_sense == THERMAL_OK || f->thermal_sense == THERMAL_ABSENT)
        join(out, list, word(out, THERMAL[f->thermal_sense]));
    if (f->pregnant >= 0)
        join(out, list, word(out, PREGNANT[f->pregnant]));
    counts(f, list, out);
    lesions(f, list, out);
    for (int i = 0; i < WORD_LIMBS; i++)
        if (f->lymphoedema >> i & 1)
            join_message(out, list,
                         (struct message){.id = "plan.text.lymphoedema",
                                          .english = "lymphoedema or risk of it: {limb}",
                                          .arg = {arg("limb", rules_word_limb_text(i))}});
    for (int i = 0; i < WORD_RED_FLAGS; i++)
        if (f->red_flags >> i & 1)
            join(out, list, word(out, rules_word_red_flag_text(i)));
    if (f->red_flags_given && !f->red_flags)
        join(out, list,
             texts_get(out->texts, "plan.text.no_red_flags", "no red flags on asking"));
    if (f->onset >= 0)
        join(out, list, word(out, rules_word_onset_text(f->onset)));
    if (f->weakness_given && !f->n_weakness)
        join(out, list,
             texts_get(out->texts, "plan.text.no_weakness", "no weakness on testing"));
    if (f->lesions_given && !f->n_lesions)
        join(out, list,
             texts_get(out->texts, "plan.text.no_lesions", "no skin lesions found"));
    if (f->lymphoedema_given && !f->lymphoedema)
        join(out, list,
             texts_get(out->texts, "plan.text.no_lymphoedema",
                       "no limb with or at risk of lymphoedema"));
    for (int i = 0; i < WORD_FLAGS; i++)
        if (f->flags[i] == CASE_YES)
            join(out, list, word(out, rules_word_flag_text(i)));
    say_list(out, "plan.text.recorded", "Recorded: {list}", list);
}

static void denied(const struct case_findings *f, const struct lines *out)
{
    char list[LIST_SIZE] = "";
    for (int i = 0; i < WORD_FLAGS; i++)
        if (f->flags[i] == CASE_NO)
            join(out, list, word(out, rules_word_flag_text(i)));
    say_list(out, "plan.text.denied", "Asked, and not so: {list}", list);
}

static void unknown(const struct case_record *record, const struct lines *out)
{
    const struct case_findings *f = &record->findings;
    const struct {
        bool missing;
        const char *id, *english;
    } ITEMS[] = {
        {f->thermal_sense < 0 || f->thermal_sense == THERMAL_UNKNOWN,
         "plan.text.unknown.thermal", "hot/cold sense"},
        {f->pregnant < 0 && case_may_be_pregnant(record), "plan.text.unknown.pregnant",
         "pregnancy"},
        {f->flags[FLAG_ANTICOAGULANT] == CASE_UNKNOWN &&
             f->flags[FLAG_BLEEDING_DISORDER] == CASE_UNKNOWN,
         "plan.text.unknown.bleeding", "anticoagulants and bleeding"},
        {!f->lesions_given, "plan.text.unknown.skin", "skin lesions"},
        {!f->lymphoedema_given, "plan.text.unknown.lymphoedema", "lymphoedema"},
        {!f->red_flags_given, "plan.text.unknown.red_flags", "red flags"},
        {f->blood_counts != BLOOD_NORMAL && (f->neutrophils < 0 || f->platelets < 0),
         "plan.text.unknown.counts", "blood counts"},
    };
    char list[LIST_SIZE] = "";
    for (size_t i = 0; i < sizeof ITEMS / sizeof *ITEMS; i++)
        if (ITEMS[i].missing)
            join(out, list, texts_get(out->texts, ITEMS[i].id, ITEMS[i].english));
    say_list(out, "plan.text.not_recorded",
             "Not recorded (unknown is not \"no\"): {list}", list);
}

void findings_text(const struct plan *plan, const struct case_record *record,
                   const struct lines *out)
{
    lines_heading(out, "plan.text.findings", "Findings");
    person(record, out);
    cause(record, out);
    entrapments(record, out);
    symptoms(record, out);
    marks(record, plan->mark_prefix, out);
    examined(record, out);
    recorded(&record->findings, out);
    denied(&record->findings, out);
    unknown(record, out);
}
