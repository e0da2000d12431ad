/* The words of a page in one language: whole without the script, which only shows and
 * hides them. What blocks, what is still open, the needles in the order of doing, the
 * session, what to mind; then a card for every place. Ids of elements begin with the
 * language. */
#include "views/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/channel.h"
#include "page/page_internal.h"
#include "rules/plan_says.h"
#include "views/caution_list.h"
#include "views/doing_order.h"
#include "views/lamp_rows.h"
#include "views/near_lines.h"
#include "views/plan_rows.h"
#include "views/point_card.h"
#include "views/row_words.h"

enum { TEXT_MAX = 2400 };

struct writer {
    struct page *page;
    const struct texts *texts;
    const char *lang;
    struct html *out;
    struct arena *arena;
};

static const char *t(const struct writer *w, const char *id)
{
    return texts_get(w->texts, id, NULL);
}

/* a message as a sentence, in an element */
static void say(const struct writer *w, const char *tag, const char *cls,
                const struct message *message)
{
    char text[TEXT_MAX];
    words_message(w->texts, message, text, sizeof text);
    html_element(w->out, tag, cls, text);
}

static void begin(const struct writer *w, const char *cls, const char *heading)
{
    html_print(w->out, "<section class=\"%s\">\n", cls);
    html_element(w->out, "h2", NULL, heading);
}

static void end(const struct writer *w)
{
    html_raw(w->out, "</section>\n");
}

const char *page_title(const struct page *page, const struct texts *texts)
{
    const struct tour *lesson = page->choice.lesson;
    if (page->record && page->plan.label[0])
        return texts_label(texts, page->plan.label);
    if (lesson)
        return texts_get(texts, lesson->title.id, lesson->title.english);
    return texts_get(texts, page->record ? "page.title.plan" : "page.title.body", NULL);
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
    begin(w, cls, heading);
    html_raw(w->out, "<ul>\n");
    for (int i = 0; i < cautions->n; i++)
        if (cautions->caution[i].weight == weight)
            caution(w, &cautions->caution[i]);
    html_raw(w->out, "</ul>\n");
    end(w);
}

static void questions(const struct writer *w, const struct cautions *cautions)
{
    if (!cautions->n_questions)
        return;
    begin(w, "questions", t(w, "page.questions"));
    html_raw(w->out, "<ul>\n");
    for (int i = 0; i < cautions->n_questions; i++) {
        char text[TEXT_MAX];
        snprintf(text, sizeof text, "%s", cautions->question[i].text);
        words_sentence(text);
        html_element(w->out, "li", NULL, text);
    }
    html_raw(w->out, "</ul>\n");
    end(w);
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
    begin(w, "points", t(w, "page.points"));
    for (int i = 0; i < plan->session.n_positions; i++) {
        struct doing_steps steps;
        doing_steps_make(&steps, plan, (int)plan->session.positions[i], w->arena);
        html_element(w->out, "h3", NULL,
                     words_position(w->texts, plan->session.positions[i]));
        for (int k = 0; k < steps.n; k++)
            limb(w, plan, &steps.step[k]);
    }
    end(w);
}

static void grouped(const struct writer *w, const struct plan_list *list, const char *cls,
                    const char *heading)
{
    if (!list->n)
        return;
    begin(w, cls, heading);
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
        say(w, "p", NULL, &list->group[g].why);
        html_raw(w->out, "</li>\n");
    }
    html_raw(w->out, "</ul>\n");
    end(w);
}

// ---------------------------------------------------------------- the session

static void session(const struct writer *w, const struct plan *plan)
{
    const struct plan_session *s = &plan->session;
    struct lamp_rows rows;
    if (!plan->n_points)
        return;
    begin(w, "session", t(w, "page.session"));
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
    say(w, "p", NULL, &retention);
    say(w, "p", NULL, &lamp);
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
        say(w, "li", NULL, &region);
    }
    html_raw(w->out, "</ul>\n");
    end(w);
}

static void notes(const struct writer *w, const struct plan *plan)
{
    begin(w, "notes", t(w, "page.notes"));
    struct message article = {.id = "plan.text.article",
                              .english = "The article: {title}",
                              .arg = {{.name = "title", .text = plan->article}}};
    say(w, "p", NULL, &article);
    html_raw(w->out, "<ul>\n");
    for (int i = 0; i < plan->n_notes; i++)
        say(w, "li", NULL, &plan->notes[i].text);
    html_raw(w->out, "</ul>\n");
    end(w);
}

static void plan_words(const struct writer *w, const struct plan *plan)
{
    struct plan_rows rows;
    struct cautions cautions;
    plan_rows_make(&rows, plan, w->texts, &w->page->body, w->arena);
    caution_list_make(&cautions, plan, w->texts, w->arena);
    cautions_of(w, &cautions, CAUTION_BLOCKS, "blocked", t(w, "plan.blocked"));
    cautions_of(w, &cautions, CAUTION_WAITS, "waits", t(w, "page.waits"));
    questions(w, &cautions);
    if (plan->status == PLAN_READY)
        points(w, plan);
    grouped(w, &rows.removed, "removed", t(w, "page.removed"));
    if (plan->status == PLAN_READY || plan->empty)
        grouped(w, &rows.optional, "optional", t(w, "page.optional"));
    session(w, plan);
    cautions_of(w, &cautions, CAUTION_QUIET, "minds", t(w, "page.minds"));
    notes(w, plan);
}

// ---------------------------------------------------------------- a lesson

static void lesson(const struct writer *w)
{
    const struct tour *tour = w->page->choice.lesson;
    if (!tour)
        return;
    begin(w, "lesson", texts_get(w->texts, tour->title.id, tour->title.english));
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
    end(w);
}

// ---------------------------------------------------------------- cards

void page_fact(struct html *out, const struct texts *texts, const char *name,
               const char *id, const char *text)
{
    if (!*text)
        return;
    html_print(out, "<div class=\"%s\"><dt>", name);
    html_text(out, texts_get(texts, id, NULL));
    html_raw(out, "</dt><dd>");
    html_text(out, text);
    html_raw(out, "</dd></div>\n");
}

static void fact(const struct writer *w, const char *name, const char *id,
                 const char *text)
{
    page_fact(w->out, w->texts, name, id, text);
}

static void near_words(const struct writer *w, const struct point_card *card)
{
    if (w->page->many)
        return;
    const struct inside *inside = subject_inside(w->page->source.subject, NULL);
    struct near_lines lines;
    if (!inside || !card->point)
        return;
    near_lines_make(&lines, inside, card, &w->page->body, w->texts, w->arena);
    if (!lines.n)
        return;
    html_raw(w->out, "<div class=\"near\"><dt>");
    html_text(w->out, t(w, "page.near"));
    html_raw(w->out, "</dt><dd><ul>\n");
    for (int i = 0; i < lines.n_warnings; i++)
        html_element(w->out, "li", "warns", lines.warning[i]);
    for (int i = 0; i < lines.n; i++) {
        html_raw(w->out, lines.line[i].warns ? "<li class=\"warns\">" : "<li>");
        html_element(w->out, "b", NULL, lines.line[i].name);
        html_raw(w->out, " ");
        html_text(w->out, lines.line[i].detail);
        html_raw(w->out, "</li>\n");
    }
    html_element(w->out, "li", NULL, lines.through);
    html_raw(w->out, "</ul></dd></div>\n");
}

static void depth_of(const struct writer *w, const struct point_card *card)
{
    char depth[200];
    if (card->needle.depth_cun[1] <= 0)
        return;
    words_depth(w->texts, &card->needle, depth, sizeof depth);
    fact(w, "depth", "page.depth", depth);
}

static void card_of(const struct writer *w, const struct page_mark *m, bool both)
{
    struct point_card c;
    enum side side = m->side == 'L' ? SIDE_L : m->side == 'R' ? SIDE_R : SIDE_M;
    point_card_make(&c, subject_catalog(w->page->source.subject), m->card, side, m->plan,
                    w->texts, &w->page->body, w->arena);
    if (both)
        html_print(w->out, "<section class=\"card\" tabindex=\"-1\" id=\"%s-card-%s\">\n",
                   w->lang, m->card);
    else
        html_print(w->out,
                   "<section class=\"card\" tabindex=\"-1\" id=\"%s-card-%s-%c\">\n",
                   w->lang, m->card, m->side);
    html_raw(w->out, "<h3>");
    html_text(w->out, c.title);
    html_raw(w->out, "</h3>\n");
    if (!both)
        html_element(w->out, "p", "side", c.side_text);
    html_element(w->out, "p", "meaning", c.meaning);
    html_element(w->out, "p", "classes", c.classes);
    html_raw(w->out, "<dl>\n");
    if (c.entry.state != PLANNED_UNNAMED)
        fact(w, "why", "page.why", c.why);
    if (c.n_minds) {
        html_raw(w->out, "<div class=\"mind\"><dt>");
        html_text(w->out, t(w, "page.mind"));
        html_raw(w->out, "</dt><dd><ul>\n");
        for (int i = 0; i < c.n_minds; i++)
            html_element(w->out, "li", NULL, c.minds[i]);
        html_raw(w->out, "</ul></dd></div>\n");
    }
    fact(w, "find", "page.find", c.find);
    depth_of(w, &c);
    fact(w, "how", "page.how", c.how);
    fact(w, "limit", "page.limit", c.limit);
    fact(w, "lies", "page.lies", c.structures);
    near_words(w, &c);
    fact(w, "open", "page.open", c.open);
    fact(w, "review", "page.review", c.review);
    fact(w, "from", "page.source", c.source);
    html_raw(w->out, "</dl>\n</section>\n");
}

static bool told(const struct page *page, int index, bool both)
{
    const struct page_mark *m = &page->mark[index];
    for (int i = 0; i < index; i++) {
        const struct page_mark *before = &page->mark[i];
        if (strcmp(before->card, m->card) == 0 && (both || before->side == m->side))
            return true;
    }
    return false;
}

/* One card for each side that a plan names; for what is merely there one for both. */
static void cards(const struct writer *w)
{
    const struct page *page = w->page;
    begin(w, "cards", t(w, "page.cards"));
    for (int i = 0; i < page->n_marks; i++) {
        bool both = page->mark[i].entry.state == PLANNED_UNNAMED;
        if (!told(page, i, both))
            card_of(w, &page->mark[i], both);
    }
    // a tender spot without a place has words all the same
    for (int i = 0; page->record && i < page->plan.n_points; i++) {
        const struct plan_point *p = &page->plan.points[i];
        struct page_mark m = {.card = p->code, .side = p->side, .plan = &page->plan};
        bool placed = false;
        for (int k = 0; k < page->n_marks; k++)
            placed |= page->mark[k].entry.point == p;
        if (!placed)
            card_of(w, &m, false);
    }
    page_add_part_cards(w->page, w->out, w->texts, w->arena);
    end(w);
}

static void channels(const struct writer *w)
{
    const struct catalog *c = subject_catalog(w->page->source.subject);
    const json_t *drawn = json_object_get(w->page->data, "channels"), *line;
    size_t i;
    const char *last = "";
    if (!json_array_size(drawn))
        return;
    begin(w, "channels", t(w, "page.channels"));
    html_raw(w->out, "<ul>\n");
    json_array_foreach(drawn, i, line)
    {
        const char *id = json_string_value(json_object_get(line, "id"));
        const struct channel *channel = catalog_channel(c, id);
        if (strcmp(id, last) == 0)
            continue;
        last = id;
        html_print(w->out,
                   "<li data-channel=\"%s\"><button type=\"button\"><i class=\"swatch\">"
                   "</i><b>%s</b> ",
                   id, id);
        html_text(w->out,
                  strncmp(w->lang, "zh", 2) == 0 ? channel->hanzi : channel->english);
        html_raw(w->out, "</button></li>\n");
    }
    html_raw(w->out, "</ul>\n");
    end(w);
}

static void footer(const struct writer *w)
{
    html_raw(w->out, "<footer>\n");
    html_element(w->out, "p", NULL, t(w, "page.no_advice"));
    html_element(w->out, "p", NULL, t(w, "page.article"));
    html_element(w->out, "p", NULL, t(w, "page.licences"));
    html_print(w->out, "<p>deqi %s</p>\n</footer>\n", w->page->source.version);
}

static void lead(const struct writer *w)
{
    const struct page *page = w->page;
    char body[200];
    if (page->record && page->plan.status == PLAN_READY) {
        struct message m = {
            .id = page->plan.session.needles == 1 ? "page.lead_one" : "page.lead",
            .arg = {{.name = "n", .number = page->plan.session.needles},
                    {.name = "min", .number = page->plan.session.retention_min}}};
        say(w, "p", "lead", &m);
    }
    struct message on = {
        .id = "page.body",
        .arg = {
            {.name = "metres",
             .number = round((double)subject_height(page->source.subject) * 100) / 100}}};
    message_format(w->texts, &on, body, sizeof body);
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

void page_add_words(struct page *page, const struct texts *texts)
{
    bool first = texts == page->source.texts[0];
    struct html packed = {0};
    struct writer w = {.page = page,
                       .texts = texts,
                       .lang = texts_lang(texts),
                       .out = first ? &page->words : &packed,
                       .arena = arena_create()};
    html_print(w.out, "<article lang=\"%s\">\n", w.lang);
    html_raw(w.out, "<header>\n");
    html_element(w.out, "h1", NULL, page_title(page, texts));
    lead(&w);
    html_raw(w.out, "</header>\n");
    if (page->record)
        plan_words(&w, &page->plan);
    lesson(&w);
    channels(&w);
    cards(&w);
    footer(&w);
    html_raw(w.out, "</article>\n");
    arena_destroy(&w.arena);
    if (first)
        return;
    pack_article(page, w.lang, &packed);
    free(packed.text);
}

json_t *page_script_words(const struct texts *texts)
{
    static const char *const IDS[] = {
        "page.view.plan",   "page.view.front", "page.view.back", "page.view.left",
        "page.view.right",  "page.view.hand",  "page.view.palm", "page.view.foot",
        "page.view.sole",   "page.views",      "page.search",    "page.search.none",
        "page.close",       "page.layers",     "layer.symptoms", "layer.dermatomes",
        "layer.nerves",     "layer.channels",  "layer.needles",  "layer.labels",
        "layer.beneath",    "page.theme",      "page.print",     "page.next",
        "page.before",      "page.step",       "page.quiz",      "page.quiz.where",
        "page.quiz.what",   "page.quiz.score", "page.quiz.off",  "page.quiz.right",
        "page.quiz.wrong",  "page.quiz.next",  "page.quiz.end",  "page.quiz.begin",
        "page.quiz.result", "page.stage",      "page.no_webgl",  "page.language",
        "page.words",       "page.behind",     "side.left",      "side.right",
        "page.reset",       "page.zoom_in",    "page.zoom_out",  "page.quiz.tap",
        "page.structure",   "page.lesson",     "page.offered",   "page.removed",
        "page.turn",        "page.help",       "page.side.L",    "page.side.R"};
    json_t *out = json_object();
    for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++)
        json_object_set_new(out, IDS[i], json_string(texts_get(texts, IDS[i], NULL)));
    return out;
}
