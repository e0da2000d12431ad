#include "views/findings_examined.h"

#include "catalog/rules_words.h"
#include "views/words.h"

static struct message_arg arg(const char *name, struct word_text text)
{
    return (struct message_arg){.name = name, .id = text.id, .text = text.english};
}

static struct message_arg side(enum case_side s)
{
    return arg("side", rules_word_side_text("LRBM"[s]));
}

// ---------------------------------------------------------------- the person

void findings_examined_person(const struct case_record *record, const struct texts *texts,
                              char *out, size_t size)
{
    const struct {
        const char *id, *english;
        double value;
    } NUMBERS[] = {{"plan.text.age", "{n} years", record->age},
                   {"plan.text.height", "{n} m", record->height},
                   {"plan.text.weight", "{n} kg", record->weight}};
    out[0] = 0;
    if (record->sex >= 0) {
        struct word_text sex = rules_word_sex_text(record->sex);
        words_join(texts, out, size, texts_get(texts, sex.id, sex.english));
    }
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        char text[100];
        struct message m = {.id = NUMBERS[i].id,
                            .english = NUMBERS[i].english,
                            .arg = {{.name = "n", .number = NUMBERS[i].value}}};
        if (NUMBERS[i].value < 0)
            continue;
        text_format(texts, &m, text, sizeof text);
        words_join(texts, out, size, text);
    }
}

// ---------------------------------------------------------------- examined

static const struct word_text FELT[] = {{"plan.text.not_felt", "not felt"},
                                        {"plan.text.felt", "felt"}};

static struct message absent(const struct case_absent *a)
{
    return (struct message){
        .id = "plan.text.absent",
        .english = "absent: {part} ({side})",
        .arg = {arg("part", rules_word_absent_text(a->from)), side(a->side)}};
}

static struct message strength(const struct case_weakness *w)
{
    return (struct message){
        .id = "plan.text.strength",
        .english = "strength, {movement} ({side}): {mrc} of 5",
        .arg = {arg("movement", rules_word_movement_text(w->movement)),
                side(w->side),
                {.name = "mrc", .number = w->mrc}}};
}

static struct message monofilament(const struct case_monofilament *t)
{
    return (struct message){.id = "plan.text.monofilament",
                            .english = "10 g monofilament, {region} ({side}): {felt}",
                            .arg = {arg("region", rules_word_region_text(t->region)),
                                    side(t->side), arg("felt", FELT[t->felt])}};
}

static struct message pulse(const struct case_pulse *t)
{
    return (struct message){.id = "plan.text.pulse",
                            .english = "{pulse} ({side}): {felt}",
                            .arg = {arg("pulse", rules_word_pulse_text(t->pulse)),
                                    side(t->side), arg("felt", FELT[t->felt])}};
}

static struct message reflex(const struct case_reflex *x)
{
    return (struct message){
        .id = "plan.text.reflex",
        .english = "{reflex} ({side}): {state}",
        .arg = {arg("reflex", rules_word_reflex_text(x->reflex)), side(x->side),
                arg("state", rules_word_reflex_state_text(x->reflex, x->state))}};
}

int findings_examined(const struct case_record *record,
                      struct message out[FINDINGS_EXAMINED_MAX])
{
    const struct case_findings *f = &record->findings;
    int n = 0;
    for (int i = 0; i < f->n_absent; i++)
        out[n++] = absent(&f->absent[i]);
    for (int i = 0; i < f->n_weakness; i++)
        out[n++] = strength(&f->weakness[i]);
    for (int i = 0; i < f->n_monofilament; i++)
        out[n++] = monofilament(&f->monofilament[i]);
    for (int i = 0; i < f->n_pulses; i++)
        out[n++] = pulse(&f->pulses[i]);
    for (int i = 0; i < f->n_reflexes; i++)
        out[n++] = reflex(&f->reflexes[i]);
    return n;
}
