/* card_words.c - what a plan card says, in its language. */
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "export/card_internal.h"
#include "views/findings_examined.h"

const char *card_text(const struct card *card, const char *id, const char *english)
{
    return texts_get(card->texts, id, english);
}

void card_message(const struct card *card, const struct message *message, char *out,
                  size_t size)
{
    words_message(card->texts, message, out, size);
}

static const char *word(const struct card *card, struct word_text text)
{
    return card_text(card, text.id, text.english);
}

static void add_sentence(const struct card *card, char *out, size_t size,
                         const char *text)
{
    cut_append(out, size, "%s%s", *out ? card_text(card, "sheet.between", NULL) : "",
               text);
}

void card_findings(const struct card *card, char *out, size_t size)
{
    static const char LETTERS[] = {'L', 'R', 'B', 'M'};
    const struct case_record *c = card->record;
    char text[CARD_TEXT] = "";
    words_join(card->texts, text, sizeof text,
               word(card, rules_word_etiology_text(c->etiology)));
    for (int i = 0; i < WORD_ETIOLOGIES; i++)
        if (c->further_causes >> i & 1)
            words_join(card->texts, text, sizeof text,
                       word(card, rules_word_etiology_text(i)));
    if (c->chronic == CASE_YES)
        words_join(card->texts, text, sizeof text,
                   card_text(card, "plan.text.chronic", "chronic"));
    if (c->root_level >= 0)
        words_join(card->texts, text, sizeof text, word_levels[c->root_level]);
    words_sentence(text);
    out[0] = 0;
    add_sentence(card, out, size, text);
    for (int i = 0; i < c->n_symptoms; i++) {
        const struct case_symptom *s = &c->symptoms[i];
        struct message m = {
            .id = "sheet.symptom",
            .arg = {
                {.name = "region", .text = word(card, rules_word_region_text(s->region))},
                {.name = "side", .text = words_side(card->texts, LETTERS[s->side])},
                {.name = "kinds", .text = word(card, rules_word_kinds_text(s->kinds))}}};
        card_message(card, &m, text, sizeof text);
        add_sentence(card, out, size, text);
    }
}

void card_examined(const struct card *card, char *out, size_t size)
{
    const struct case_record *c = card->record;
    struct message list[FINDINGS_EXAMINED_MAX];
    char text[CARD_TEXT];
    int n = findings_examined(c, list);
    findings_examined_person(c, card->texts, out, size);
    words_sentence(out);
    if (c->findings.onset >= 0) {
        cut_print(text, sizeof text, "%s",
                  word(card, rules_word_onset_text(c->findings.onset)));
        words_sentence(text);
        add_sentence(card, out, size, text);
    }
    if (c->findings.weakness_given && !c->findings.n_weakness) {
        cut_print(text, sizeof text, "%s",
                  card_text(card, "plan.text.no_weakness", "no weakness on testing"));
        words_sentence(text);
        add_sentence(card, out, size, text);
    }
    for (int i = 0; i < n; i++) {
        card_message(card, &list[i], text, sizeof text);
        words_sentence(text);
        add_sentence(card, out, size, text);
    }
}
