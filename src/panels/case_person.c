/* case_person.c - whom the case is about, and the drugs. Nothing of it is needed; age,
 * sex, height and weight also set the body that is shown. */
#include "panels/case_person.h"

#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "panels/form.h"
#include "panels/panels.h"

/* undo groups of what is typed letter by letter; others are in case_findings.c */
enum { GROUP_AGE = -5, GROUP_HEIGHT = -6, GROUP_WEIGHT = -7, GROUP_CYCLE = -8 };

static void append_number(const struct texts *texts, char *out, size_t size,
                          const char *id, double value)
{
    char text[64];
    struct message m = {.id = id, .arg = {{.name = "n", .number = value}}};
    if (value < 0)
        return;
    text_format(texts, &m, text, sizeof text);
    form_append(texts, out, size, text);
}

static bool sex(const struct texts *texts, struct gui *g, struct case_record *r)
{
    bool changed = false;
    for (int i = 0; word_sexes[i]; i++) {
        if (!form_chip(g, form_word(texts, rules_word_sex_text(i)), "sex", i,
                       r->sex == i))
            continue;
        r->sex = r->sex == i ? -1 : i;
        changed = true;
    }
    return changed;
}

bool case_person_fold(struct shell *shell, const struct texts *texts, struct sink *sink,
                      struct gui *g, struct case_form_state *s, struct case_record *r,
                      int *group)
{
    char summary[256] = "";
    if (r->sex >= 0)
        form_append(texts, summary, sizeof summary,
                    form_word(texts, rules_word_sex_text(r->sex)));
    append_number(texts, summary, sizeof summary, "body.years", r->age);
    append_number(texts, summary, sizeof summary, "body.metres", r->height);
    append_number(texts, summary, sizeof summary, "form.kilograms", r->weight);
    if (!form_fold(shell, texts, sink, g, "form.person", FOLD_PERSON, summary))
        return false;
    const struct {
        struct form_number number;
        double *value;
        int group;
    } FIELDS[] = {
        {{"form.age", &case_age, s->age, sizeof s->age, -1}, &r->age, GROUP_AGE},
        {{"form.height", &case_height, s->height, sizeof s->height, -1},
         &r->height,
         GROUP_HEIGHT},
        {{"form.weight", &case_weight, s->weight, sizeof s->weight, -1},
         &r->weight,
         GROUP_WEIGHT},
    };
    bool changed = sex(texts, g, r);
    gui_space(g, 6);
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        if (!form_number(texts, g, &FIELDS[i].number, FIELDS[i].value))
            continue;
        *group = FIELDS[i].group;
        changed = true;
    }
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                  text_of(texts, "form.person_body"));
    return changed;
}

static bool drug_chips(struct gui *g, struct case_record *r)
{
    for (int i = 0; i < r->n_drugs; i++) {
        char text[80];
        snprintf(text, sizeof text, "%s  \u00d7", r->drugs[i]);
        gui_need(g, text);
        if (form_chip(g, text, "drug", i, true)) {
            case_list_remove_drug(r, i);
            return true;
        }
    }
    return false;
}

static bool add_drug(const struct texts *texts, struct gui *g, char *typed,
                     struct case_record *r)
{
    gui_input_text(g, text_of(texts, "form.drug_name"), typed, CASE_DRUG_SIZE);
    bool wanted = gui_entered(g);
    wanted |= gui_button(g, text_of(texts, "form.drug_add"), GUI_QUIET, *typed != 0);
    if (!wanted || !case_list_add_drug(r, typed))
        return false;
    typed[0] = 0;
    return true;
}

bool case_person_drugs(struct desk *desk, struct gui *g, struct case_form_state *s,
                       struct case_record *r, int *group)
{
    char summary[512] = "";
    for (int i = 0; i < r->n_drugs; i++)
        form_append(desk->texts, summary, sizeof summary, r->drugs[i]);
    append_number(desk->texts, summary, sizeof summary, "form.cycle_number",
                  r->cycle ? r->cycle : -1);
    if (!form_fold(desk->shell, desk->texts, &desk->sink, g, "form.drugs", FOLD_DRUGS,
                   summary))
        return false;
    if (drug_chips(g, r) || add_drug(desk->texts, g, s->drug, r))
        return true;
    double cycle = r->cycle;
    struct form_number field = {"form.cycle", &case_cycle, s->cycle, sizeof s->cycle, 0};
    if (!form_number(desk->texts, g, &field, &cycle))
        return false;
    r->cycle = (int)cycle;
    *group = GROUP_CYCLE;
    return true;
}
