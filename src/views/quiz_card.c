#include "views/quiz_card.h"

#include <math.h>
#include <string.h>

#include "base/cut.h"
#include "views/words.h"

enum { TEXT_MAX = 512 };

static const char *told(const struct texts *texts, const struct study_text *text)
{
    return text->id ? texts_get(texts, text->id, text->english) : text->english;
}

static const char *keep(const struct texts *texts, const struct message *message,
                        struct arena *arena)
{
    char text[TEXT_MAX];
    text_format(texts, message, text, sizeof text);
    return arena_strdup(arena, text);
}

static const char *title_of(const struct texts *texts, const char *code,
                            const struct point *p, struct arena *arena)
{
    char text[TEXT_MAX];
    words_title(texts, code, p ? p->pinyin : "", p ? p->hanzi : "", text, sizeof text);
    return arena_strdup(arena, text);
}

// ---------------------------------------------------------------- the question

static void tell_point(struct quiz_card *card, const struct quiz_question *q,
                       const struct quiz_answer *a, const struct texts *texts,
                       struct arena *arena)
{
    bool find = q->item.kind == QUIZ_FIND;
    card->title = find || a->given ? title_of(texts, q->item.key, q->point, arena)
                                   : texts_get(texts, "teach.which_point", NULL);
    if (!a->given && find)
        card->task = texts_get(texts, "quiz.tap", NULL);
    if (a->hints || a->given)
        card->location = words_of_point(texts, q->point, "location", q->point->location);
}

/* the statement of the article, or the safety rule by its title */
static const char *source_of(const struct question *w, const struct plan *plan,
                             const struct texts *texts, struct arena *arena)
{
    char title[TEXT_MAX];
    bool caution = w->kind == QUESTION_CAUTION;
    cut_print(title, sizeof title, "%s", caution ? w->caution : w->source);
    for (int i = 0; caution && plan && i < plan->n_cautions; i++)
        if (strcmp(plan->cautions[i].id, w->caution) == 0)
            text_format(texts, &plan->cautions[i].title, title, sizeof title);
    struct message m = {.id = caution ? "quiz.source" : "quiz.source_article",
                        .arg = {{.name = "source", .text = title}}};
    return keep(texts, &m, arena);
}

static void tell_written(struct quiz_card *card, const struct question *w,
                         const struct quiz_answer *a, const struct texts *texts,
                         struct arena *arena)
{
    card->title = told(texts, &w->text);
    if (!a->given)
        return;
    card->why = told(texts, &w->why);
    card->source = source_of(w, a->plan, texts, arena);
}

// ---------------------------------------------------------------- beneath the skin

static const char *ask_beneath(const char *id, const struct quiz_question *q,
                               const struct texts *texts, struct arena *arena)
{
    struct message m = {
        .id = id,
        .arg = {{.name = "point", .text = title_of(texts, q->item.key, q->point, arena)},
                {.name = "structure", .text = words_structure(texts, q->part->name)}}};
    return keep(texts, &m, arena);
}

/* what the model shows, with how sure it is of that */
static const char *why_beneath(const struct quiz_question *q, const struct texts *texts,
                               struct arena *arena)
{
    struct message m = {
        .id = "quiz.beneath.why",
        .arg = {{.name = "structure", .text = words_structure(texts, q->part->name)},
                {.name = "at", .number = q->depth_mm},
                {.name = "sure", .number = round((double)q->part->uncertainty * 1000)}}};
    char text[TEXT_MAX];
    text_format(texts, &m, text, sizeof text);
    words_sentence(text);
    return arena_strdup(arena, text);
}

static void tell_beneath(struct quiz_card *card, const struct quiz_question *q,
                         const struct quiz_answer *a, const struct texts *texts,
                         struct arena *arena)
{
    if (q->item.kind == QUIZ_NERVE) {
        char name[TEXT_MAX];
        cut_print(name, sizeof name, "%s", words_structure(texts, q->part->name));
        words_sentence(name);
        card->title = arena_strdup(arena, name);
        if (!a->given)
            card->task = texts_get(texts, "quiz.nerve.tap", NULL);
        return;
    }
    bool under = q->item.kind == QUIZ_UNDER;
    card->title =
        ask_beneath(under ? "quiz.under.ask" : "quiz.depth.ask", q, texts, arena);
    if (a->hints || a->given)
        card->location = words_of_point(texts, q->point, "location", q->point->location);
    if (a->given)
        card->why = why_beneath(q, texts, arena);
}

static void tell_nerve(struct quiz_card *card, const struct nerve_tap *tap,
                       const struct texts *texts, struct arena *arena)
{
    static const char *const VERDICTS[] = {[SCORE_ON_POINT] = "quiz.nerve.on",
                                           [SCORE_CLOSE] = "quiz.nerve.close",
                                           [SCORE_NEAR] = "quiz.nerve.near",
                                           [SCORE_FAR] = "quiz.nerve.far"};
    const char *verdict = tap->other_skin ? "quiz.nerve.other" : VERDICTS[tap->verdict];
    // how deep it is far from it says nothing
    bool far = tap->verdict == SCORE_FAR && !tap->other_skin;
    struct message how = {
        .id = far ? "quiz.nerve.beside" : "quiz.nerve.off",
        .arg = {
            {.name = "mm", .number = round((double)tap->beside * 1000)},
            {.name = "at", .number = round((double)tap->depth * 1000)},
            {.name = "sure", .number = round((double)tap->part->uncertainty * 1000)}}};
    struct message both = {
        .id = "join.sentence",
        .english = "{first} {second}",
        .arg = {{.name = "first", .text = texts_get(texts, verdict, NULL)},
                {.name = "second", .text = keep(texts, &how, arena)}}};
    card->verdict = keep(texts, &both, arena);
    card->good = tap->verdict <= SCORE_CLOSE;
}

// ---------------------------------------------------------------- the answer

static void tell_verdict(struct quiz_card *card, const struct score *score,
                         const struct texts *texts, struct arena *arena)
{
    static const char *const VERDICTS[] = {[SCORE_ON_POINT] = "quiz.on_point",
                                           [SCORE_CLOSE] = "quiz.close",
                                           [SCORE_NEAR] = "quiz.near",
                                           [SCORE_FAR] = "quiz.far"};
    struct message how = {
        .id = "quiz.distance",
        .arg = {{.name = "mm", .number = round((double)score->metres * 1000)},
                {.name = "cun", .number = round((double)score->cun * 10) / 10}}};
    struct message both = {
        .id = "join.sentence",
        .english = "{first} {second}",
        .arg = {
            {.name = "first", .text = texts_get(texts, VERDICTS[score->verdict], NULL)},
            {.name = "second", .text = keep(texts, &how, arena)}}};
    card->verdict = keep(texts, &both, arena);
    card->good = score->verdict <= SCORE_CLOSE;
}

static const char *choice_text(const struct quiz_question *q, const struct quiz_choice *c,
                               const struct texts *texts, struct arena *arena)
{
    if (q->item.kind == QUIZ_DEPTH) {
        struct message depth = {.id = "quiz.depth.choice",
                                .arg = {{.name = "mm", .number = c->depth_mm}}};
        return keep(texts, &depth, arena);
    }
    if (c->structure) {
        char name[TEXT_MAX];
        cut_print(name, sizeof name, "%s", words_structure(texts, c->structure));
        words_sentence(name);
        return arena_strdup(arena, name);
    }
    if (!c->point)
        return told(texts, &c->text);
    // a code would give the name away to whoever knows the channel
    if (q->item.kind == QUIZ_NAME)
        return arena_printf(arena, "%s %s", c->point->pinyin,
                            words_hanzi(texts, c->point->code, c->point->hanzi));
    return title_of(texts, c->code, c->point, arena);
}

static void tell_choices(struct quiz_card *card, const struct quiz_question *q,
                         const struct quiz_answer *a, const struct texts *texts,
                         struct arena *arena)
{
    card->n_choices = q->n_choices;
    for (int i = 0; i < q->n_choices; i++)
        card->choice[i] =
            (struct quiz_card_choice){.text = choice_text(q, &q->choice[i], texts, arena),
                                      .mark = !a->given        ? QUIZ_CHOICE_OPEN
                                              : i == q->right  ? QUIZ_CHOICE_RIGHT
                                              : i == a->chosen ? QUIZ_CHOICE_MISSED
                                                               : QUIZ_CHOICE_OPEN};
}

const char *quiz_card_kind(enum quiz_kind kind)
{
    static const char *const KINDS[QUIZ_KINDS] = {
        "quiz.find",  "quiz.name",  "quiz.surface", "quiz.caution",
        "quiz.under", "quiz.nerve", "quiz.depth"};
    return KINDS[kind];
}

void quiz_card_make(struct quiz_card *card, const struct quiz_question *q,
                    const struct quiz_answer *a, const struct texts *texts,
                    struct arena *arena)
{
    *card = (struct quiz_card){
        .title = "", .task = "", .location = "", .verdict = "", .why = "", .source = ""};
    if (q->part)
        tell_beneath(card, q, a, texts, arena);
    else if (q->written)
        tell_written(card, q->written, a, texts, arena);
    else
        tell_point(card, q, a, texts, arena);
    if (a->given && q->n_choices && a->chosen >= 0) {
        card->good = a->chosen == q->right;
        card->verdict = texts_get(texts, card->good ? "quiz.right" : "quiz.wrong", NULL);
    }
    if (a->score)
        tell_verdict(card, a->score, texts, arena);
    if (a->nerve)
        tell_nerve(card, a->nerve, texts, arena);
    tell_choices(card, q, a, texts, arena);
}
