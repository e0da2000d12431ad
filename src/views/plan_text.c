/* plan_text.c - the handover note: what to do, in the order in which it is done.
 *
 * What is one entry, and what stands together, plan_rows decides.
 */
#include "views/plan_text.h"

#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "rules/plan_says.h"
#include "text/lines.h"
#include "text/utf8.h"
#include "views/caution_list.h"
#include "views/findings_text.h"
#include "views/lamp_rows.h"
#include "views/plan_rows.h"
#include "views/row_words.h"
#include "views/words.h"

enum { WIDE = 2400 };

static const char *t(const struct lines *out, const char *id, const char *english)
{
    return texts_get(out->texts, id, english);
}

// ---------------------------------------------------------------- points

static void point_head(const struct row_words *row, const struct lines *out)
{
    char head[WIDE];
    struct message m = {.id = "plan.text.point",
                        .english = "{name}, {side} · {depth}, {angle}",
                        .arg = {{.name = "name", .text = row->title},
                                {.name = "side", .text = row->side},
                                {.name = "depth", .text = row->depth},
                                {.name = "angle", .text = row->angle}}};
    text_format(out->texts, &m, head, sizeof head);
    if (*row->needles)
        cut_append(head, sizeof head, " · %s", row->needles);
    cut_append(head, sizeof head, " · %s", row->role);
    lines_put(out, 4, "  ", head);
}

static void sentence(const struct lines *out, const char *text)
{
    struct message m = {.english = "{text}", .arg = {{.name = "text", .text = text}}};
    lines_message(out, 6, "", &m);
}

static void point_entry(const struct row_words *row, const struct lines *out)
{
    point_head(row, out);
    struct message why = {.id = "plan.text.why",
                          .english = "Why: {reason} [{source}]",
                          .arg = {{.name = "reason", .text = row->why},
                                  {.name = "source", .text = row->source}}};
    lines_message(out, 6, "", &why);
    for (int i = 0; i < row->n_minds; i++) {
        struct message mind = {.id = "plan.text.mind",
                               .english = "Mind: {text}.",
                               .arg = {{.name = "text", .text = row->minds[i]}}};
        lines_message(out, 6, "", &mind);
    }
    if (*row->note)
        sentence(out, row->note);
    for (int i = 0; i < row->n_lifted; i++)
        sentence(out, row->lifted[i]);
}

/* once round the couch */
static void steps(const struct plan *plan, const struct doing_steps *round,
                  const struct lines *out)
{
    for (int k = 0; k < round->n; k++) {
        char text[WIDE];
        doing_order_words(round, k, plan, out->texts, text, sizeof text);
        lines_put(out, 4, "- ", text);
    }
}

static void position_entry(const struct plan *plan, const struct plan_rows *rows,
                           int index, struct arena *arena, const struct lines *out)
{
    const struct plan_position_rows *at = &rows->position[index];
    struct message m = {
        .id = "plan.text.position",
        .english = "{n}. {position}: {needles} needles, {min} minutes",
        .arg = {{.name = "n", .number = index + 1},
                {.name = "position", .text = words_position(out->texts, at->position)},
                {.name = "needles", .number = at->needles},
                {.name = "min", .number = plan->session.retention_min}}};
    lines_message(out, 2, "", &m);
    steps(plan, &at->steps, out);
    for (int i = 0; i < at->list.n; i++) {
        struct row_words row;
        row_words_make(&row, &at->list.row[i], out->texts, arena);
        point_entry(&row, out);
    }
}

static void points(const struct plan *plan, const struct plan_rows *rows,
                   struct arena *arena, const struct lines *out)
{
    lines_heading(out, "plan.text.points", "Points");
    if (!plan->n_points)
        lines_print(out, 2, "%s", t(out, "plan.text.no_points", "No points are chosen."));
    for (int i = 0; i < rows->n_positions; i++)
        position_entry(plan, rows, i, arena, out);
}

// ---------------------------------------------------------------- optional, removed

static void add_code(char *list, size_t size, const struct plan_point *p)
{
    cut_append(list, size, "%s%s.%c", list[0] ? " " : "", p->code, p->side);
}

static void optional(const struct plan_list *rows, const struct lines *out)
{
    if (rows->n)
        lines_heading(out, "plan.text.optional", "Optional: offered, not chosen");
    for (int g = 0; g < rows->n_groups; g++) {
        char list[WIDE] = "", because[400];
        for (int i = 0; i < rows->n; i++) {
            if (rows->row[i].group != g)
                continue;
            add_code(list, sizeof list, rows->row[i].point);
            if (rows->row[i].twin)
                add_code(list, sizeof list, rows->row[i].twin);
        }
        text_format(out->texts, &rows->group[g].why, because, sizeof because);
        struct message m = {.id = "plan.text.optional_line",
                            .english = "{list} ({because})",
                            .arg = {{.name = "list", .text = list},
                                    {.name = "because", .text = because}}};
        lines_message(out, 4, "- ", &m);
    }
}

/* whether the removal is for that reason, and which of its causes that is; or -1 */
static int cause_of(const struct texts *texts, const struct plan_removed *removed,
                    const struct message *reason)
{
    for (int k = 0; k < removed->n_by; k++)
        if (words_alike(texts, removed->reasons[k], reason))
            return k;
    return -1;
}

static bool told_before(const struct plan *plan, const struct texts *texts, int point,
                        const struct message *reason)
{
    for (int i = 0; i < point; i++)
        if (cause_of(texts, &plan->removed[i], reason) >= 0)
            return true;
    return false;
}

/* the points that were removed for the same reason share a line */
static void removed_line(const struct plan *plan, int first, int by,
                         const struct lines *out)
{
    const struct message *why = plan->removed[first].reasons[by];
    char list[WIDE] = "", reason[400];
    for (int i = first; i < plan->n_removed; i++)
        if (cause_of(out->texts, &plan->removed[i], why) >= 0)
            add_code(list, sizeof list, &plan->removed[i].point);
    text_format(out->texts, why, reason, sizeof reason);
    struct message m = {.id = "plan.text.removed_line",
                        .english = "{code}: {reason} [{by}]",
                        .arg = {{.name = "code", .text = list},
                                {.name = "reason", .text = reason},
                                {.name = "by", .text = plan->removed[first].by[by]}}};
    lines_message(out, 4, "- ", &m);
}

static void removed(const struct plan *plan, const struct lines *out)
{
    if (plan->n_removed)
        lines_heading(out, "plan.text.removed", "Removed by a caution");
    for (int i = 0; i < plan->n_removed; i++)
        for (int k = 0; k < plan->removed[i].n_by; k++)
            if (!told_before(plan, out->texts, i, plan->removed[i].reasons[k]))
                removed_line(plan, i, k, out);
}

static void overrides(const struct plan *plan, const struct lines *out)
{
    for (int i = 0; i < plan->n_overrides; i++) {
        if (plan->overrides[i].effective)
            continue;
        struct message m = plan_says_no_override(&plan->overrides[i]);
        lines_message(out, 4, "- ", &m);
    }
}

// ---------------------------------------------------------------- session

static void lamp_region(const struct lamp_row *row, const struct lines *out)
{
    struct message m = {
        .id = "plan.text.lamp_region",
        .english = "{region} ({side}): {state}; {reason}",
        .arg = {{.name = "region", .text = row->name},
                {.name = "side", .text = words_side(out->texts, row->side)},
                {.name = "state", .text = row->state},
                {.name = "reason", .text = row->why}}};
    lines_message(out, 6, "- ", &m);
}

static void session(const struct plan *plan, struct arena *arena, const struct lines *out)
{
    const struct plan_session *s = &plan->session;
    if (!plan->n_points)
        return;
    lines_heading(out, "plan.text.session", "Session");
    struct message needles = {
        .id = s->n_positions > 1 ? "plan.text.needles" : "plan.text.needles_one",
        .english =
            s->n_positions > 1
                ? "{needles} needles in {positions} positions, one after another, each "
                  "with {min} minutes of its own."
                : "{needles} needles in one position.",
        .arg = {{.name = "needles", .number = s->needles},
                {.name = "positions", .number = s->n_positions},
                {.name = "min", .number = s->retention_min}}};
    struct message retention = {
        .id = s->de_qi ? "plan.text.retention" : "plan.text.retention_no_de_qi",
        .english = s->de_qi
                       ? "Retention: {min} minutes, counted from De Qi [S12]."
                       : "Retention: {min} minutes, counted from the last needle; De Qi "
                         "cannot be asked for here [S12].",
        .arg = {{.name = "min", .number = s->retention_min}}};
    struct message pricks = {
        .id = "plan.text.pricks",
        .english = "Of these {n} are pricked and not left in: no De Qi, no retention.",
        .arg = {{.name = "n", .number = s->pricks}}};
    lines_message(out, 2, "", &needles);
    if (s->pricks)
        lines_message(out, 2, "", &pricks);
    lines_message(out, 2, "", &retention);
    struct message lamp = {
        .id = "plan.text.lamp",
        .english = "Infrared: {state}.",
        .arg = {{.name = "state",
                 .text = words_named(out->texts, "lamp", plan_lamp_name(s->infrared))}}};
    lines_message(out, 2, "", &lamp);
    struct lamp_rows rows;
    lamp_rows_make(&rows, s, out->texts, arena);
    for (int i = 0; i < rows.n; i++)
        lamp_region(&rows.row[i], out);
}

// ---------------------------------------------------------------- cautions, questions,
// notes

static void caution(const struct caution_words *c, const struct lines *out)
{
    lines_print(out, 2, "%s [%s, %s]", c->title, c->action, c->caution->id);
    lines_print(out, 4, "%s", c->text);
    if (*c->refer)
        lines_print(out, 4, "%s", c->refer);
    lines_print(out, 4, "%s", c->source);
}

static void blocks(const struct cautions *cautions, const struct lines *out)
{
    lines_heading(out, "plan.text.blocked", "Blocked: no needling");
    for (int i = 0; i < cautions->n; i++)
        if (cautions->caution[i].weight == CAUTION_BLOCKS)
            caution(&cautions->caution[i], out);
}

static void other_cautions(const struct cautions *cautions, const struct lines *out)
{
    if (caution_list_count(cautions, CAUTION_BLOCKS) < cautions->n)
        lines_heading(out, "plan.text.cautions", "Cautions");
    for (int i = 0; i < cautions->n; i++)
        if (cautions->caution[i].weight != CAUTION_BLOCKS)
            caution(&cautions->caution[i], out);
}

static void questions(const struct plan *plan, const struct lines *out)
{
    if (!plan->n_questions)
        return;
    lines_heading(out, "plan.text.questions", "Still open");
    for (int i = 0; i < plan->n_questions; i++)
        lines_message(out, 4, "- ", &plan->questions[i].text);
}

static void notes(const struct plan *plan, const struct lines *out)
{
    lines_heading(out, "plan.text.notes", "What the article says, and what is known");
    struct message article = {.id = "plan.text.article",
                              .english = "The article: {title}",
                              .arg = {{.name = "title", .text = plan->article}}};
    lines_message(out, 2, "", &article);
    for (int i = 0; i < plan->n_notes; i++)
        lines_message(out, 4, "- ", &plan->notes[i].text);
}

// ---------------------------------------------------------------- trials

static const char *words_of(const struct lines *out, const struct plan_words *words)
{
    return t(out, words->id, words->english);
}

static void trial_points(const struct plan_trial *trial, const struct lines *out)
{
    char here[WIDE] = "", other[WIDE] = "";
    for (int i = 0; i < trial->n_points; i++) {
        char *list = trial->in_plan[i] ? here : other;
        cut_append(list, WIDE, "%s%s", list[0] ? " " : "", trial->codes[i]);
    }
    struct message in = {.id = "plan.text.trial_in",
                         .english = "Points that this plan has too: {list}",
                         .arg = {{.name = "list", .text = here}}};
    struct message not_in = {.id = "plan.text.trial_other",
                             .english = "Points that it has not: {list}",
                             .arg = {{.name = "list", .text = other}}};
    if (here[0])
        lines_message(out, 6, "", &in);
    if (other[0])
        lines_message(out, 6, "", &not_in);
}

static void trial(const struct plan_trial *trial, const struct lines *out)
{
    char head[WIDE];
    snprintf(head, sizeof head, "%s", words_of(out, &trial->condition));
    utf8_upper(head);
    const struct plan_words *parts[] = {&trial->design, &trial->retention,
                                        &trial->course};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i]->english)
            continue;
        cut_append(head, sizeof head, "; %s", words_of(out, parts[i]));
    }
    lines_put(out, 4, "- ", head);
    trial_points(trial, out);
    struct message grade = {
        .id = "plan.text.trial_grade",
        .english = "Evidence: {grade} [{source}]",
        .arg = {{.name = "grade", .text = words_of(out, &trial->grade)},
                {.name = "source", .text = trial->source}}};
    lines_message(out, 6, "", &grade);
}

static void trials(const struct plan *plan, const struct lines *out)
{
    if (!plan->n_trials)
        return;
    lines_heading(out, "plan.text.trials",
                  "What trials of this cause also used: for comparison, not chosen");
    for (int i = 0; i < plan->n_trials; i++)
        trial(&plan->trials[i], out);
}

void plan_text(const struct plan *plan, const struct case_record *record,
               const struct planned_body *on, const struct texts *texts, FILE *to)
{
    struct lines out = {.to = to, .texts = texts};
    struct arena *arena = arena_create();
    struct plan_rows rows;
    struct cautions minded;
    const char *untitled = t(&out, "plan.text.untitled", "Plan without a label");
    plan_rows_make(&rows, plan, texts, on, arena);
    caution_list_make(&minded, plan, texts, arena);
    lines_print(&out, 0, "%s",
                plan->label[0] ? texts_label(texts, plan->label) : untitled);
    // what blocks, what is still open, then the points
    if (plan->status == PLAN_BLOCKED)
        blocks(&minded, &out);
    questions(plan, &out);
    findings_text(plan, record, &out);
    if (plan->status == PLAN_READY)
        points(plan, &rows, arena, &out);
    removed(plan, &out);
    optional(&rows.optional, &out);
    session(plan, arena, &out);
    overrides(plan, &out);
    other_cautions(&minded, &out);
    notes(plan, &out);
    trials(plan, &out);
    arena_destroy(&arena);
}
