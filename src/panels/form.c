#include "panels/form.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "panels/panels.h"

const char *form_word(const struct texts *texts, struct word_text w)
{
    return texts_get(texts, w.id, w.english);
}

bool form_radius(const struct texts *texts, struct gui *g, double *radius)
{
    // each a hand's breadth of the slider apart, however much they differ
    static const int MM[] = {1, 2, 5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300};
    enum { STEPS = sizeof MM / sizeof *MM, USUAL = 3 };
    int at = USUAL;
    char shown[96];
    for (int i = 0; i<STEPS && * radius> 0; i++)
        if (fabs(MM[i] - *radius * 1000) < fabs(MM[at] - *radius * 1000))
            at = i;
    struct message m = {
        .id = *radius > 0 ? "measure.mm" : "form.radius_usual",
        .arg = {{.name = "mm",
                 .number = *radius > 0 ? round(*radius * 1e4) / 10 : MM[USUAL]}}};
    text_format(texts, &m, shown, sizeof shown);
    struct gui_range range = {.label = text_of(texts, "form.radius"),
                              .shown = shown,
                              .max = STEPS - 1,
                              .step = 1};
    float value = (float)at;
    if (!gui_slider(g, &range, &value))
        return false;
    *radius = MM[(int)lroundf(value)] / 1000.0;
    return true;
}

bool form_chip(struct gui *g, const char *label, const char *list, int i, bool on)
{
    gui_push_id(g, i);
    char text[320];
    snprintf(text, sizeof text, "%.*s##%.40s", (int)cut_length(label, 250), label, list);
    panel_sentence(text + (strncmp(text, "+ ", 2) == 0 ? 2 : 0));
    bool pressed = gui_chip(g, text, on);
    gui_pop_id(g);
    return pressed;
}

bool form_one_of(const struct texts *texts, struct gui *g, const char *list,
                 const char *const *words, const char *prefix, int *value)
{
    bool changed = false;
    for (int i = 0; words[i]; i++) {
        char id[96];
        snprintf(id, sizeof id, "%s.%s", prefix, words[i]);
        if (form_chip(g, text_of(texts, id), list, i, *value == i)) {
            *value = *value == i ? -1 : i;
            changed = true;
        }
    }
    return changed;
}

void form_side(const struct texts *texts, struct gui *g, const char *id,
               enum case_side *side)
{
    static const enum case_side OFFERED[] = {CASE_L, CASE_BOTH, CASE_R};
    char text[3][64];
    const char *labels[3];
    for (int i = 0; i < 3; i++) {
        snprintf(text[i], sizeof text[i], "%s", panel_side(texts, "LBR"[i]));
        panel_sentence(text[i]);
        labels[i] = text[i];
    }
    int choice = *side == CASE_L ? 0 : *side == CASE_R ? 2 : 1;
    gui_segmented(g, id, labels, 3, &choice);
    *side = OFFERED[choice];
}

bool form_region_has_sides(const struct dossier *dossier, int region)
{
    return engine_rules(dossier->engine)->regions[region].limb >= 0;
}

void form_append(const struct texts *texts, char *out, size_t size, const char *text)
{
    char before[512];
    cut_print(before, sizeof before, "%s", out);
    panel_join(texts, "join.comma", before, text, out, size);
    panel_sentence(out);
}

bool form_fold(struct shell *shell, const struct texts *texts, struct sink *sink,
               struct gui *g, const char *id, enum shell_fold which, const char *summary)
{
    return panel_fold(g, sink, text_of(texts, id), summary, &shell->fold[which]);
}

/* with a comma or a point, as people write it */
static bool typed_number(const struct form_number *f, double *out)
{
    char text[32], *end;
    snprintf(text, sizeof text, "%s", f->text);
    for (char *s = text; *s; s++)
        if (*s == ',')
            *s = '.';
    *out = strtod(text, &end);
    return end != text && !end[strspn(end, " ")] && *out >= f->range->least &&
           *out <= f->range->most;
}

static void say_range(const struct texts *texts, struct gui *g,
                      const struct form_number *f)
{
    char text[160];
    struct message m = {.id = "form.expected",
                        .arg = {{.name = "least", .number = f->range->least},
                                {.name = "most", .number = f->range->most}}};
    text_format(texts, &m, text, sizeof text);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->amber, text);
}

bool form_number(const struct texts *texts, struct gui *g, const struct form_number *f,
                 double *value)
{
    double typed;
    if ((typed_number(f, &typed) ? typed : f->empty) != *value) {
        // undone, or another case
        if (*value == f->empty)
            f->text[0] = 0;
        else
            snprintf(f->text, f->size, "%g", *value);
    }
    bool edited = gui_input_text(g, text_of(texts, f->label), f->text, f->size);
    bool valid = typed_number(f, &typed);
    if (f->text[0] && !valid)
        say_range(texts, g, f);
    if (!edited)
        return false;
    double next = valid ? typed : f->empty;
    bool changed = next != *value;
    *value = next;
    return changed;
}
