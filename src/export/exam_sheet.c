#include "export/exam_sheet.h"

#include <stdio.h>

#include "base/cut.h"
#include "export/sheet_internal.h"

static const struct sheet_style TITLE = {20, SHEET_INK, SHEET_SEMIBOLD, SHEET_LEFT};
static const struct sheet_style LEAD = {13, SHEET_INK, SHEET_MEDIUM, SHEET_LEFT};
static const struct sheet_style BODY = {9.5, SHEET_INK, SHEET_REGULAR, SHEET_LEFT};
static const struct sheet_style SOFT = {9.5, SHEET_SOFT, SHEET_REGULAR, SHEET_LEFT};
static const struct sheet_style NUMBER = {9.5, SHEET_SOFT, SHEET_REGULAR, SHEET_RIGHT};

enum { INDENT = 34 };

struct paper {
    const struct exam *exam;
    const struct texts *texts;
};

static void paragraph(struct sheet *to, const struct sheet_style *style, const char *text)
{
    sheet_need(to, sheet_text_height(to, style, sheet_width(to), text));
    sheet_advance(
        to,
        sheet_text(to, style, sheet_left(to), sheet_y(to), sheet_width(to), text) + 3);
}

/* a full disc is known, a ring is not: told apart without colours */
static void row(struct sheet *to, const struct paper *p, int i)
{
    const struct exam_row *r = &p->exam->row[i];
    char number[16], answer[1200];
    double x = sheet_left(to) + INDENT, width = sheet_width(to) - INDENT;
    snprintf(number, sizeof number, "%d", i + 1);
    struct message m = {
        .id = r->known || !*r->right ? "exam.given" : "exam.given_right",
        .arg = {{.name = "given",
                 .text = *r->given ? r->given : texts_get(p->texts, "exam.none", NULL)},
                {.name = "right", .text = r->right}}};
    text_format(p->texts, &m, answer, sizeof answer);
    double high = sheet_text_height(to, &BODY, width, r->asked) +
                  sheet_text_height(to, &SOFT, width, r->kind) +
                  sheet_text_height(to, &BODY, width, answer) + 8;
    sheet_need(to, high);
    double y = sheet_y(to);
    sheet_text(to, &NUMBER, sheet_left(to), y, 18, number);
    sheet_disc(to, sheet_left(to) + 26, y + 6, 3, r->known ? 1 : 0,
               r->known ? SHEET_ACCENT : SHEET_INK);
    y += sheet_text(to, &SOFT, x, y, width, r->kind);
    y += sheet_text(to, &BODY, x, y, width, r->asked);
    y += sheet_text(to, &BODY, x, y, width, answer);
    sheet_advance(to, high);
}

static void set(struct sheet *to, void *user)
{
    const struct paper *p = user;
    char text[400], when[64];
    exam_when(p->exam, when, sizeof when);
    paragraph(to, &TITLE, texts_get(p->texts, "exam.title", NULL));
    cut_print(text, sizeof text, "%s%s%s", p->exam->who, *p->exam->who ? " \u00b7 " : "",
              when);
    paragraph(to, &SOFT, text);
    sheet_advance(to, 6);
    exam_result(p->exam, p->texts, text, sizeof text);
    paragraph(to, &LEAD, text);
    sheet_line(to, sheet_left(to), sheet_y(to), sheet_width(to), SHEET_RULE);
    sheet_advance(to, 8);
    for (int i = 0; i < p->exam->n; i++)
        row(to, p, i);
}

bool exam_sheet_make(const struct exam *exam, const struct texts *texts, uint8_t **data,
                     size_t *size, struct error *error)
{
    struct paper paper = {exam, texts};
    struct sheet_result made = {0};
    struct sheet_params params = {.kind = SHEET_PDF,
                                  .lang = texts ? texts_lang(texts) : "en",
                                  .title = texts_get(texts, "exam.title", NULL),
                                  .footer = texts_get(texts, "exam.footer", NULL),
                                  .page = "{n} / {all}"};
    bool ok = sheet_set(&params, set, &paper, &made, error);
    *data = made.data;
    *size = made.size;
    return ok;
}
