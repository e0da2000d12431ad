#include "cli/check_study.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/rules.h"
#include "rules/engine.h"
#include "scene/scene.h"
#include "study/questions.h"
#include "study/tours.h"

/* A complaint names the file and the step or question: what study holds no longer knows
 * its line. */
static bool complain(const char *dir, const char *file, const char *id, const char *what,
                     struct error *error)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/assets/tours/%s", dir, file);
    return error_at(error, path, 0, 0, "%.80s: %.400s", id, what);
}

static bool is_case(const struct engine *engine, const char *text, struct error *cause)
{
    struct case_record *record = malloc(sizeof *record);
    bool ok = record && case_parse("case", text, strlen(text), engine, record, cause);
    free(record);
    return ok;
}

static bool is_statement(const struct rules *rules, const char *id)
{
    for (int i = 0; i < rules->n_statements; i++)
        if (strcmp(rules->statements[i].id, id) == 0)
            return true;
    return false;
}

// ---------------------------------------------------------------- tours

static bool check_step(const char *dir, const struct tour *tour,
                       const struct tour_step *step, const struct engine *engine,
                       struct error *error)
{
    char file[96], what[160];
    const char *bad;
    struct error cause = {0};
    snprintf(file, sizeof file, "%.80s.json", tour->channel ? "channels" : tour->id);
    if (step->case_text && !is_case(engine, step->case_text, &cause))
        return complain(dir, file, step->id, cause.text, error);
    if (step->layers[0] && !layers_parse(step->layers, &bad)) {
        snprintf(what, sizeof what, "there is no layer \"%.100s\"", bad);
        return complain(dir, file, step->id, what, error);
    }
    for (const char *const *id = step->statements; *id; id++) {
        if (is_statement(engine_rules(engine), *id))
            continue;
        snprintf(what, sizeof what, "the article has no statement \"%.80s\"", *id);
        return complain(dir, file, step->id, what, error);
    }
    return true;
}

static bool check_tours(const char *dir, const struct catalog *catalog,
                        const struct engine *engine, struct error *error)
{
    struct tours *tours = tours_load(dir, catalog, error);
    bool ok = tours != NULL;
    for (int i = 0; ok && i < tours->n; i++)
        for (int k = 0; ok && k < tours->tour[i].n_steps; k++)
            ok = check_step(dir, &tours->tour[i], &tours->tour[i].step[k], engine, error);
    tours_destroy(&tours);
    return ok;
}

// ---------------------------------------------------------------- questions

static bool check_question(const char *dir, const struct question *q,
                           const struct engine *engine, struct error *error)
{
    struct error cause = {0};
    char what[160];
    if (!is_case(engine, q->case_text, &cause))
        return complain(dir, "questions.json", q->id, cause.text, error);
    if (q->source[0] && !is_statement(engine_rules(engine), q->source)) {
        snprintf(what, sizeof what, "the article has no statement \"%.80s\"", q->source);
        return complain(dir, "questions.json", q->id, what, error);
    }
    if (q->caution && !engine_has_caution(engine, q->caution)) {
        snprintf(what, sizeof what, "there is no caution \"%.80s\"", q->caution);
        return complain(dir, "questions.json", q->id, what, error);
    }
    return true;
}

static bool check_questions(const char *dir, const struct catalog *catalog,
                            const struct engine *engine, struct error *error)
{
    struct questions *q = questions_load(dir, catalog, error);
    bool ok = q != NULL;
    for (int i = 0; ok && i < q->n_surfaces; i++) {
        for (const char *const *set = q->surface[i].sets; ok && *set; set++) {
            char what[160];
            snprintf(what, sizeof what, "there is no set of points \"%.80s\"", *set);
            ok = rules_set_index(engine_rules(engine), *set) >= 0 ||
                 complain(dir, "questions.json", q->surface[i].id, what, error);
        }
    }
    for (int i = 0; ok && i < q->n_questions; i++)
        ok = check_question(dir, &q->question[i], engine, error);
    questions_destroy(&q);
    return ok;
}

bool check_study(const char *dir, const struct catalog *catalog,
                 const struct engine *engine, struct error *error)
{
    return check_tours(dir, catalog, engine, error) &&
           check_questions(dir, catalog, engine, error);
}
