#include "panels/case_head.h"

#include <string.h>

#include "base/cut.h"
#include "catalog/rules_words.h"
#include "panels/case_form.h"
#include "panels/panels.h"

void case_head_name(const struct dossier *dossier, const struct texts *texts, char *out,
                    size_t size)
{
    const char *label = history_now(dossier->history)->label;
    const char *path = history_path(dossier->history), *slash = strrchr(path, '/');
    cut_print(out, size, "%s",
              *label  ? texts_label(texts, label)
              : *path ? (slash ? slash + 1 : path)
                      : texts_get(texts, "menu.new", NULL));
}

/* "Sole, both: pain, numbness" */
static void symptom(const struct case_symptom *s, const struct texts *texts,
                    struct gui *g)
{
    static const char *const KINDS[] = {"brush.pain", "brush.numb", "brush.abnormal"};
    char place[120], kinds[160] = "", line[320], more[160];
    panel_place(texts, s->region, s->side, place, sizeof place);
    for (int i = 0; i < 3; i++) {
        if (!(s->kinds >> i & 1))
            continue;
        cut_print(more, sizeof more, "%s", kinds);
        panel_join(texts, "join.comma", more, texts_get(texts, KINDS[i], NULL), kinds,
                   sizeof kinds);
    }
    panel_join(texts, "join.colon", place, kinds, line, sizeof line);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink, line);
}

void case_head(struct desk *desk, struct gui *g)
{
    const struct case_record *r = history_now(desk->dossier.history);
    char name[320];
    case_head_name(&desk->dossier, desk->texts, name, sizeof name);
    gui_need(g, name);
    gui_heading(g, name);
    for (int i = 0; i < r->n_symptoms; i++)
        symptom(&r->symptoms[i], desk->texts, g);
    bool empty = !r->n_symptoms && !r->n_marks, *open = &desk->shell->fold[FOLD_CASE];
    if (empty)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink,
                      text_of(desk->texts, "case.paint_hint"));
    // with nothing in it there is nothing to do but to fill it
    if (empty && !*open)
        sink_put_bool(&desk->sink, open, true);
    gui_space(g, 6);
    if (!empty)
        panel_cautions(desk->shell, &desk->dossier, desk->texts, desk->words, &desk->sink,
                       g);
    if (panel_fold(g, &desk->sink, text_of(desk->texts, "case.change"), "", open))
        case_form(desk, g, empty ? CASE_FORM_WHOLE : CASE_FORM_NO_CAUTIONS);
    gui_space(g, 10);
    gui_divider(g);
}
