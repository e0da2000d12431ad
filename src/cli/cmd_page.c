/* cmd_page.c - a plan, a lesson or a body as one HTML file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_body.h"
#include "cli/cli_case.h"
#include "page/page.h"
#include "system/process.h"

enum { LIST_MOST = 512 };

static const struct option_spec OPTIONS[] = {
    {"output", 'o', "OUT.html", "the file to write", NULL},
    {"channels", 0, "LIST", "their lines and points too: LU, LI, ... with commas", NULL},
    {"points", 0, "LIST", "these points too, by their codes, with commas", NULL},
    {"lesson", 0, "FILE", "the steps of a lesson (deqi/tour-1)", NULL},
    {"structures", 0, "LIST",
     "beneath the skin: bones, nerves, arteries, veins, muscles, organs, or ids", NULL},
    {"minimal", 0, NULL, "the few needles that matter most, as in plan --minimal", NULL},
    {"label", 0, NULL, "the case's label and free text may be read in the page", NULL},
    {"lang", 0, "LANG", "its language, or several with commas; en,zh-Hans unless told",
     NULL},
    BODY_OPTIONS,
    POSE_OPTION,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

struct job {
    const struct cli *cli;
    struct options options;
    struct subject *subject;
    struct engine *engine;
    struct case_record *record;
    struct tours *lesson;
    struct texts *texts[PAGE_LANGUAGES_MAX];
    struct page_source source;
    struct page_choice choice;
    char *lists[3]; /* what the words below point into */
    const char *words[3][LIST_MOST + 1];
};

static const char *option(const struct job *job, const char *name)
{
    return options_get(&job->options, OPTIONS, name, NULL);
}

/* "LU,LI" as words; NULL where it was not given */
static bool split(struct job *job, int list, const char *name, const char *const **out,
                  struct error *error)
{
    const char *text = option(job, name);
    int n = 0;
    if (!text)
        return true;
    job->lists[list] = xmalloc(strlen(text) + 1);
    strcpy(job->lists[list], text);
    char *rest = job->lists[list];
    for (char *word; (word = strsep(&rest, ","));) {
        if (!*word || n == LIST_MOST)
            return cli_usage(error, name, text, "names with commas between them");
        job->words[list][n++] = word;
    }
    *out = job->words[list];
    return true;
}

static bool add_language(struct job *job, const char *lang, struct error *error)
{
    struct page_source *s = &job->source;
    for (int i = 0; i < s->n_texts; i++)
        if (strcmp(texts_lang(s->texts[i]), lang) == 0)
            return true;
    if (s->n_texts == PAGE_LANGUAGES_MAX)
        return error_status_set(error, ERROR_USAGE, "--lang: at most %d languages",
                                PAGE_LANGUAGES_MAX);
    struct texts *texts = texts_load(job->cli->data_dir, lang, error);
    if (!texts)
        return false;
    job->texts[s->n_texts] = texts;
    s->texts[s->n_texts++] = texts;
    return true;
}

/* those that were named, or English and Chinese: all of them would not fit in what a
 * phone loads gladly */
static bool load_languages(struct job *job, struct error *error)
{
    const char *named = option(job, "lang");
    if (named) {
        char list[256], *rest = list;
        snprintf(list, sizeof list, "%s", named);
        for (char *lang; (lang = strsep(&rest, ","));)
            if (!add_language(job, lang, error))
                return false;
        return true;
    }
    return add_language(job, "en", error) && add_language(job, "zh-Hans", error);
}

static bool load(struct job *job, struct error *error)
{
    const char *data = job->cli->data_dir, *lesson = option(job, "lesson");
    if (!load_languages(job, error) ||
        !(job->subject = cli_body_open(data, &job->options, OPTIONS, error)))
        return false;
    if (!subject_has_landmarks(job->subject))
        fprintf(stderr, "deqi: %s: %s\n", subject_name(job->subject),
                subject_notes(job->subject));
    const struct catalog *catalog = subject_catalog(job->subject);
    if ((job->options.n_operands || lesson) &&
        !(job->engine = engine_load(data, catalog, error)))
        return false;
    if (lesson && !(job->lesson = tours_read(lesson, catalog, error)))
        return false;
    if (!job->options.n_operands)
        return true;
    job->record = xcalloc(1, sizeof *job->record);
    return case_load(job->options.operand[0], job->engine, job->record, error) &&
           cli_body_of_case(job->subject, job->record, &job->options, OPTIONS, error);
}

static bool parse(struct job *job, struct error *error)
{
    const char *output = option(job, "output");
    if (!output || !*output)
        return error_status_set(error, ERROR_USAGE, "-o OUT.html is missing");
    if (job->options.n_operands > 1)
        return error_status_set(error, ERROR_USAGE,
                                "one case at a time; found %.60s as well",
                                job->options.operand[1]);
    job->choice.label = option(job, "label") != NULL;
    job->source.extent = option(job, "minimal") ? PLAN_MINIMAL : PLAN_WHOLE;
    return split(job, 0, "channels", &job->choice.channels, error) &&
           split(job, 1, "points", &job->choice.points, error) &&
           split(job, 2, "structures", &job->choice.structures, error);
}

/* on a terminal one line that changes; else one line every 25 % */
static void tell(const struct page *page, int *told)
{
    int percent = (int)(page_progress(page) * 100);
    bool terminal = process_is_terminal(stderr);
    if (percent == *told || (!terminal && percent / 25 == *told / 25))
        return;
    *told = percent;
    fprintf(stderr, terminal ? "\rdeqi: page: %3d %%%s" : "deqi: page: %d %%%s", percent,
            terminal && percent < 100 ? "" : "\n");
}

static bool make(struct job *job, struct error *error)
{
    job->source.data_dir = job->cli->data_dir;
    job->source.version = DEQI_VERSION;
    job->source.subject = job->subject;
    job->source.engine = job->engine;
    job->source.record = job->record;
    job->choice.lesson = job->lesson ? job->lesson->tour : NULL;
    struct page *page = page_create(&job->source, &job->choice, error);
    enum page_state state = page ? PAGE_MORE : PAGE_FAILED;
    int told = 0;
    while (state == PAGE_MORE) {
        state = page_step(page, error);
        tell(page, &told);
    }
    if (page && process_is_terminal(stderr) && told < 100)
        fputc('\n', stderr);
    bool ok = state == PAGE_READY && page_write(page, option(job, "output"), error);
    int parts = job->choice.lesson ? tours_isolated(job->choice.lesson) : 0;
    if (ok && parts)
        fprintf(stderr,
                "deqi: %d of the lesson's steps show a part of the body alone; a "
                "page shows all of it\n",
                parts);
    if (ok && *page_lacks(page))
        fprintf(stderr, "deqi: the page has no picture for readers without WebGL: %s\n",
                page_lacks(page));
    page_destroy(&page);
    return ok;
}

int cmd_page(const struct cli *cli, int argc, char **argv)
{
    struct job *job = xcalloc(1, sizeof *job);
    struct error error = {0};
    int status = 0;
    job->cli = cli;
    if (cli_options(&job->options, OPTIONS, "deqi page [CASE.json] -o OUT.html [OPTIONS]",
                    "Writes a case's plan, a lesson or the body as one HTML file that "
                    "opens anywhere, offline.",
                    argc, argv, &status))
        if (!parse(job, &error) || !load(job, &error) || !make(job, &error))
            status = cli_fail(&error);
    for (int i = 0; i < PAGE_LANGUAGES_MAX; i++)
        texts_destroy(&job->texts[i]);
    for (int i = 0; i < 3; i++)
        free(job->lists[i]);
    free(job->record);
    tours_destroy(&job->lesson);
    engine_destroy(&job->engine);
    subject_destroy(&job->subject);
    free(job);
    return status;
}
