/* teach_result.c - what came of a round: kept row by row, shown at its end, and saved as
 * a paper or a table. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "export/exam_sheet.h"
#include "modes/teach.h"
#include "panels/panels.h"
#include "views/quiz_card.h"

void teach_result_begin(struct teach_result *r, const char *who)
{
    if (!r->arena)
        r->arena = arena_create();
    arena_reset(r->arena);
    r->exam = (struct exam){.who = arena_strdup(r->arena, who)};
}

void teach_result_free(struct teach_result *r)
{
    arena_destroy(&r->arena);
}

void teach_result_add(struct teach_result *r, const struct teach_run *run,
                      const struct texts *texts, int64_t now_ms)
{
    struct quiz_answer answer = {.given = true,
                                 .chosen = run->chosen,
                                 .score = run->tapped ? &run->score : NULL,
                                 .nerve = run->over_nerve ? &run->nerve : NULL};
    exam_add(&r->exam, &run->question, &answer, texts, r->arena);
    r->exam.ended_ms = now_ms;
}

bool teach_result_save(const struct teach *t, const struct texts *texts, const char *path,
                       struct error *error)
{
    const struct exam *exam = &t->result.exam;
    uint8_t *data = NULL;
    size_t size = 0;
    if (file_has_ending(path, ".csv")) {
        char *csv = exam_csv(exam);
        bool ok = file_write(path, csv, strlen(csv), error);
        free(csv);
        return ok;
    }
    bool ok = exam_sheet_make(exam, texts, &data, &size, error) &&
              file_write(path, data, size, error);
    free(data);
    return ok;
}

/* what was given, and what it is; true: it is to be looked at */
static bool missed(const struct exam_row *row, const struct texts *texts, struct gui *g)
{
    char text[1200];
    struct message m = {
        .id = *row->right ? "exam.given_right" : "exam.given",
        .arg = {{.name = "given",
                 .text = *row->given ? row->given : text_of(texts, "exam.none")},
                {.name = "right", .text = row->right}}};
    text_format(texts, &m, text, sizeof text);
    gui_need(g, row->about);
    if (*row->code) {
        struct gui_row line = {.title = row->about, .detail = text};
        return gui_list_row(g, &line);
    }
    gui_space(g, 4);
    gui_paragraph(g, GUI_STRONG, gui_theme(g)->ink, row->about);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    return false;
}

void teach_result_rows(struct teach *t, const struct texts *texts, struct sink *sink,
                       struct gui *g)
{
    const struct exam *exam = &t->result.exam;
    const char *code = NULL;
    for (int i = 0; i < exam->n; i++) {
        if (exam->row[i].known)
            continue;
        gui_push_id(g, 800 + i);
        if (missed(&exam->row[i], texts, g))
            code = exam->row[i].code;
        gui_pop_id(g);
    }
    if (code)
        teach_wish_text(t, sink, TEACH_WISH_LOOK_AT, code);
}
