/* The words of a page in one language: whole without the script, which only shows and
 * hides them. What blocks, what is still open, the needles in the order of doing, the
 * session, what to mind, a lesson's steps; places and cards are written by places.c,
 * point_cards.c and part_cards.c. Ids of elements begin with the language. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page/writer.h"
#include "rules/plan_says.h"
#include "views/caution_list.h"
#include "views/doing_order.h"
#include "views/lamp_rows.h"
#include "views/plan_rows.h"
#include "views/row_words.h"
#include "views/words.h"

const char *page_title(const struct page *page, const struct texts *texts)
{
    const struct tour *lesson = page->choice.lesson;
    if (page->record && page->plan.label[0])
        return texts_label(texts, page->plan.label);
    if (lesson)
        return texts_get(texts, lesson->title.id, lesson->title.english);
    if (page->record && page->plan.status == PLAN_BLOCKED)
        return texts_get(texts, "page.title.blocked", NULL);
    const char *id = page->record             ? "page.title.plan"
                     : page_is_of_parts(page) ? "layer.beneath"
                                              : "page.title.body";
    return texts_get(texts, id, NULL);
}

// ---------------------------------------------------------------- what comes first

static void caution(const struct writer *w, const struct caution_words *c)
{
    char title[TEXT_MAX];
    snprintf(title, sizeof title, "%s", c->title);
    words_sentence(title);
    html_print(w->out, "<li data-caution=\"%s\">", c->caution->id);
    html_element(w->out, "strong", NULL, title);
    html_element(w->out, "p", NULL, c->text);
    html_element(w->out, "p", "refer", c->refer);
    html_element(w->out, "p", "source", c->source);
    html_raw(w->out, "</li>\n");
}

static void cautions_of(const struct writer *w, const struct cautions *cautions,
                        enum caution_weight weight, const char *cls, const char *heading)
{
    if (!caution_list_count(cautions, weight))
        return;
    writer_begin(w, cls, heading);
    html_raw(w->out, "<ul>\n");
    for (int i = 0; i < cautions->n; i++)
        if (cautions->caution[i].weight == weight)
            caution(w, &cautions->caution[i]);
    html_raw(w->out, "</ul>\n");
    writer_end(w);
}

static void questions(const struct writer *w, const struct cautions *cautions)
{
    if (!cautions->n_questions)
        return;
    writer_begin(w, "questions", writer_text(w, "page.questions"));
    html_raw(w->out, "<ul>\n");
    for (int i = 0; i < cautions->n_questions; i++) {
        char text[TEXT_MAX];
        snprintf(text, sizeof text, "%s", cautions->question[i].text);
        words_sentence(text);
        html_element(w->out, "li", NULL, text);
    }
    html_raw(w->out, "</ul>\n");
    writer_end(w);
}

// ---------------------------------------------------------------- the needles

/* the row of the plan's list that tells of the point */
static void doing(const struct writer *w, const struct plan_point *point)
{
    struct plan_row row = {.point = point,
                           .side = point->side,
                           .needles = point->needles,
                           .needle = planned_needle(point, &w->page->body)};
    struct row_words words;
    row_words_make(&words, &row, w->texts, w->arena);
    html_print(w->out,
               "<li class=\"needle\"><a href=\"#%s-card-%s-%c\" data-code=\"%s\" "
               "data-side=\"%c\">",
               w->lang, point->code, point->side, point->code, point->side);
    html_element(w->out, "strong", NULL, words.title);
    html_element(w->out, "span", "side", words.side);
    html_raw(w->out, "</a> ");
    html_element(w->out, "span", "depth", words.depth);
    html_raw(w->out, " · ");
    html_element(w->out, "span", "angle", words.angle);
    if (*words.needles) {
        html_raw(w->out, " · ");
        html_element(w->out, "span", NULL, words.needles);
    }
    html_raw(w->out, "</li>\n");
}

/* one place of the couch: "Right leg" and what goes in there */
static void limb(const struct writer *w, const struct plan *plan,
                 const struct doing_step *step)
{
    char where[200];
    snprintf(where, sizeof where, "%s",
             texts_get(w->texts, step->where.id, step->where.english));
    words_sentence(where);
    html_element(w->out, "h4", NULL, where);
    html_raw(w->out, "<ol>\n");
    for (int i = 0; i < step->n; i++)
        doing(w, &plan->points[step->point[i]]);
    html_raw(w->out, "</ol>\n");
}

static void points(const struct writer *w, const struct plan *plan)
{
    if (!plan->n_points)
        return;
    writer_begin(w, "points", writer_text(w, "page.points"));
    for (int i = 0; i < plan->session.n_positions; i++) {
        struct doing_steps steps;
        doing_order_steps(&steps, plan, (int)plan->session.positions[i], w->arena);
        html_element(w->out, "h3", NULL,
                     words_position(w->texts, plan->session.positions[i]));
        for (int k = 0; k < steps.n; k++)
            limb(w, plan, &steps.step[k]);
    }
    writer_end(w);
}

static void grouped(const struct writer *w, const struct plan_list *list, const char *cls,
                    const char *heading)
{
    if (!list->n)
        return;
    writer_begin(w, cls, heading);
    html_raw(w->out, "<ul>\n");
    for (int g = 0; g < list->n_groups; g++) {
        html_raw(w->out, "<li>");
        for (int i = 0; i < list->n; i++) {
            const struct plan_row *r = &list->row[i];
            if (r->group != g)
                continue;
            html_print(w->out,
                       "<a href=\"#%s-card-%s-%c\" data-code=\"%s\" "
                       "data-side=\"%c\">%s</a> <span class=\"side\">",
                       w->lang, r->point->code, r->point->side, r->point->code,
                       r->point->side, r->point->code);
            html_text(w->out, words_side_if_any(w->texts, r->side));
            html_raw(w->out, "</span> ");
        }
        writer_say(w, "p", NULL, &list->group[g].why);
        html_raw(w->out, "</li>\n");
    }
    html_raw(w->out, "</ul>\n");
    writer_end(w);
}

// ---------------------------------------------------------------- the session

static void session(const struct writer *w, const struct plan *plan)
{
    const struct plan_session *s = &plan->session;
    struct lamp_rows rows;
    if (!plan->n_points)
        return;
    writer_begin(w, "session", writer_text(w, "page.session"));
    struct message retention = {
        .id = s->de_qi ? "plan.text.retention" : "plan.text.retention_no_de_qi",
        .english = s->de_qi
                       ? "Retention: {min} minutes, counted from De Qi [S12]."
                       : "Retention: {min} minutes, counted from the last needle; De Qi "
                         "cannot be asked for here [S12].",
        .arg = {{.name = "min", .number = s->retention_min}}};
    struct message lamp = {
        .id = "plan.text.lamp",
        .english = "Infrared: {state}.",
        .arg = {{.name = "state",
                 .text = words_named(w->texts, "lamp", plan_lamp_name(s->infrared))}}};
    writer_say(w, "p", NULL, &retention);
    writer_say(w, "p", NULL, &lamp);
    lamp_rows_make(&rows, s, w->texts, w->arena);
    html_raw(w->out, "<ul>\n");
    for (int i = 0; i < rows.n; i++) {
        struct message region = {
            .id = "plan.text.lamp_region",
            .english = "{region} ({side}): {state}; {reason}",
            .arg = {{.name = "region", .text = rows.row[i].name},
                    {.name = "side", .text = words_side(w->texts, rows.row[i].side)},
                    {.name = "state", .text = rows.row[i].state},
                    {.name = "reason", .text = rows.row[i].why}}};
        writer_say(w, "li", NULL, &region);
    }
    html_raw(w->out, "</ul>\n");
    writer_end(w);
}

static void notes(const struct writer *w, const struct plan *plan)
{
    writer_begin(w, "notes", writer_text(w, "page.notes"));
    struct message article = {.id = "plan.text.article",
                              .english = "The article: {title}",
                              .arg = {{.name = "title", .text = plan->article}}};
    writer_say(w, "p", NULL, &article);
    html_raw(w->out, "<ul>\n");
    for (int i = 0; i < plan->n_notes; i++)
        writer_say(w, "li", NULL, &plan->notes[i].text);
    html_raw(w->out, "</ul>\n");
    writer_end(w);
}

static void plan_words(const struct writer *w, const struct plan *plan)
{
    struct plan_rows rows;
    struct cautions cautions;
    plan_rows_make(&rows, plan, w->texts, &w->page->body, w->arena);
    caution_list_make(&cautions, plan, w->texts, w->arena);
    cautions_of(w, &cautions, CAUTION_BLOCKS, "blocked", writer_text(w, "plan.blocked"));
    cautions_of(w, &cautions, CAUTION_WAITS, "waits", writer_text(w, "page.waits"));
    questions(w, &cautions);
    if (plan->status == PLAN_READY)
        points(w, plan);
    grouped(w, &rows.removed, "removed", writer_text(w, "page.removed"));
    if (plan->status == PLAN_READY || plan->empty)
        grouped(w, &rows.optional, "optional", writer_text(w, "page.optional"));
    session(w, plan);
    cautions_of(w, &cautions, CAUTION_QUIET, "minds", writer_text(w, "page.minds"));
    notes(w, plan);
}

// ---------------------------------------------------------------- a lesson

static void lesson(const struct writer *w)
{
    const struct tour *tour = w->page->choice.lesson;
    if (!tour)
        return;
    writer_begin(w, "lesson", texts_get(w->texts, tour->title.id, tour->title.english));
    html_raw(w->out, "<ol class=\"steps\">\n");
    for (int i = 0; i < tour->n_steps; i++) {
        const struct tour_step *s = &tour->step[i];
        const struct study_text *words[] = {&s->text, &s->evidence};
        html_print(w->out, "<li class=\"step\" id=\"%s-step-%d\">\n", w->lang, i);
        const char *title = s->title.english
                                ? texts_get(w->texts, s->title.id, s->title.english)
                            : s->point ? s->point->code
                                       : "";
        html_element(w->out, "h3", NULL, title);
        for (int k = 0; k < 2; k++)
            if (words[k]->english)
                html_element(w->out, "p", k ? "evidence" : NULL,
                             texts_get(w->texts, words[k]->id, words[k]->english));
        html_raw(w->out, "</li>\n");
    }
    html_raw(w->out, "</ol>\n");
    html_element(w->out, "p", "source", tour->source);
    writer_end(w);
}

static void footer(const struct writer *w)
{
    html_raw(w->out, "<footer>\n");
    html_element(w->out, "p", NULL, writer_text(w, "page.no_advice"));
    html_element(w->out, "p", NULL, writer_text(w, "page.article"));
    html_element(w->out, "p", NULL, writer_text(w, "page.licences"));
    html_print(w->out, "<p>deqi %s</p>\n</footer>\n", w->page->source.version);
}

static void lead(const struct writer *w)
{
    const struct page *page = w->page;
    char body[200];
    if (page->record && page->plan.status == PLAN_READY) {
        struct message m = {
            .id = "page.lead",
            .arg = {{.name = "n", .number = page->plan.session.needles},
                    {.name = "min", .number = page->plan.session.retention_min}}};
        writer_say(w, "p", "lead", &m);
    }
    if (page_is_of_parts(page) ||
        (page->record && page->plan.status == PLAN_BLOCKED && !page->plan.n_points))
        return; // no depth is told
    struct message on = {
        .id = "page.body",
        .arg = {
            {.name = "metres",
             .number = round((double)subject_height(page->source.subject) * 100) / 100}}};
    text_format(w->texts, &on, body, sizeof body);
    html_element(w->out, "p", "body", body);
}

/* without the script nobody could turn to another language, so the others are packed */
static void pack_article(struct page *page, const char *lang, const struct html *article)
{
    json_t *articles = json_object_get(page->data, "articles");
    if (!articles) {
        articles = json_object();
        json_object_set_new(page->data, "articles", articles);
    }
    json_object_set_new(articles, lang,
                        blob_add(page->blob, article->text, article->size));
}

/* what it prints by: of few places or structures the cards are the page */
static const char *kind_of(const struct page *page)
{
    enum { FEW = 24 };
    if (page->record)
        return page->plan.status == PLAN_BLOCKED ? "plan no-needles" : "plan";
    if (page->choice.lesson)
        return "course";
    size_t parts = json_array_size(json_object_get(page->data, "structures"));
    bool few = page->n_marks + (int)parts <= FEW;
    return page_is_of_parts(page) ? few ? "structures few" : "structures"
           : few                  ? "places few"
                                  : "places";
}

void page_add_words(struct page *page, const struct texts *texts)
{
    bool first = texts == page->source.texts[0];
    struct html packed = {0};
    struct writer w = {.page = page,
                       .texts = texts,
                       .lang = texts_lang(texts),
                       .out = first ? &page->words : &packed,
                       .arena = arena_create()};
    html_print(w.out, "<article lang=\"%s\" class=\"%s\">\n", w.lang, kind_of(page));
    html_raw(w.out, "<header>\n");
    html_element(w.out, "h1", NULL, page_title(page, texts));
    lead(&w);
    html_raw(w.out, "</header>\n");
    if (page->record)
        plan_words(&w, &page->plan);
    lesson(&w);
    writer_places(&w);
    writer_channels(&w);
    writer_parts(&w);
    writer_point_cards(&w);
    footer(&w);
    html_raw(w.out, "</article>\n");
    arena_destroy(&w.arena);
    if (first)
        return;
    pack_article(page, w.lang, &packed);
    free(packed.text);
}
