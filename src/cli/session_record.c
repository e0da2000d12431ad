/* session_record.c - deqi session: records handed out, of one session and of a course. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "cli/cli_session.h"
#include "export/session_sheet.h"
#include "session/record.h"
#include "system/process.h"

/* health data: a file that is new is its owner's alone */
bool cli_session_put(struct command *c, const void *data, size_t size)
{
    const char *path = cli_session_option(c, "output");
    if (!path || strcmp(path, "-") == 0)
        return fwrite(data, 1, size, stdout) == size;
    return file_write(path, data, size, &c->error);
}

static bool put_json(struct command *c, const json_t *json)
{
    if (!cli_session_option(c, "output")) {
        json_print(json, stdout);
        return true;
    }
    char *text = json_dumps(json, JSON_INDENT(2));
    bool ok = text && cli_session_put(c, text, strlen(text));
    free(text);
    return ok;
}

static bool put_free(struct command *c, char *text, size_t size)
{
    bool ok = cli_session_put(c, text, size);
    free(text);
    return ok;
}

static bool put_sheet(struct command *c, const json_t *record,
                      enum session_sheet_kind kind)
{
    struct session_sheet sheet = {.texts = c->texts, .kind = kind, .record = record};
    struct session_sheet_file file;
    if (!cli_session_option(c, "output") && process_is_terminal(stdout))
        return cli_session_wrong_usage(c, "-o FILE for a PDF");
    if (!session_sheet_make(&sheet, &file, &c->error))
        return false;
    if (file.missing_glyphs)
        fprintf(stderr, "deqi: %d characters are in no font of this machine\n",
                file.missing_glyphs);
    return put_free(c, (char *)file.data, file.size);
}

// ---------------------------------------------------------------------- a session

static bool put_text(struct command *c, const struct report *report)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = xstream(&text, &size);
    report_text(report, to);
    fputc('\n', to);
    bool ok = report_print_events(report, c->journal, to, &c->error);
    xstream_close(to);
    ok = ok && cli_session_put(c, text, size);
    free(text);
    return ok;
}

static bool put_record(struct command *c, const json_t *whole)
{
    size_t size;
    if (cli_session_format_is(c, "csv")) {
        char *text = record_csv(whole, &size);
        return put_free(c, text, size);
    }
    if (cli_session_format_is(c, "pdf"))
        return put_sheet(c, whole, SESSION_SHEET_ONE);
    if (!cli_session_format_is(c, "fhir"))
        return put_json(c, whole);
    json_t *fhir = record_fhir(whole);
    bool ok = put_json(c, fhir);
    json_decref(fhir);
    return ok;
}

bool session_export(struct command *c)
{
    const char *id = c->n_operands ? c->operand[0] : cli_session_option(c, "id");
    if (c->n_operands > 1 || !id)
        return cli_session_wrong_usage(c, "export ID");
    if (!cli_session_open(c, ONLY_READ))
        return false;
    struct journal_session *held = cli_session_which(c, id, ONLY_OPEN);
    struct report *report = xcalloc(1, sizeof *report);
    struct session_refusal refusal;
    bool ok = held != NULL;
    if (ok && !report_make(report, held, &c->at, c->texts, &refusal))
        ok = cli_session_refused(c, &refusal);
    if (ok && cli_session_format_is(c, "text")) {
        ok = put_text(c, report);
    } else if (ok) {
        json_t *whole = report_export(report, c->journal, &c->error);
        ok = whole && put_record(c, whole);
        json_decref(whole);
    }
    free(report);
    journal_session_destroy(&held);
    return ok;
}

// ----------------------------------------------------------------------- a course

static bool put_course(struct command *c, const json_t *course)
{
    size_t size;
    if (cli_session_format_is(c, "json"))
        return put_json(c, course);
    if (cli_session_format_is(c, "pdf"))
        return put_sheet(c, course, SESSION_SHEET_COURSE);
    if (cli_session_format_is(c, "csv")) {
        char *text = record_course_csv(course, &size);
        return put_free(c, text, size);
    }
    char *text = record_course_text(course, c->texts);
    return put_free(c, text, strlen(text));
}

bool session_course(struct command *c)
{
    struct course_plan plan = {0};
    if (c->n_operands != 1)
        return cli_session_wrong_usage(c, "course LABEL");
    if ((cli_session_option(c, "planned") &&
         !cli_session_number(c, "planned", 1000, 0, &plan.sessions)) ||
        (cli_session_option(c, "every") &&
         !cli_session_number(c, "every", 365, 0, &plan.every_days)) ||
        !cli_session_open(c, ONLY_READ))
        return false;
    bool unread;
    const char *label = c->operand[0];
    json_t *wholes =
        record_collect(c->journal, label, &c->at, c->texts, &unread, &c->error);
    bool ok = wholes != NULL;
    if (ok && !json_array_size(wholes) && !unread)
        ok = error_set(&c->error, "there is no session of %.200s", label);
    if (ok && json_array_size(wholes)) {
        if (cli_session_format_is(c, "fhir")) {
            json_t *all = record_fhir_course(wholes);
            ok = put_json(c, all);
            json_decref(all);
        } else {
            json_t *course = record_course(label, wholes, &plan, c->texts);
            ok = put_course(c, course);
            json_decref(course);
        }
    }
    json_decref(wholes);
    return ok && !unread;
}
