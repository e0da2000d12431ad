#include "session/session_event.h"

#include <string.h>

#include "base/wellformed.h"
#include "base/word.h"

/* What each event is called and takes. Letters: c code, s side, r region, a caution,
 * p pass or fail, q question, k kind of incident, v severity, w before or after, n a
 * count, o a score, d a distance, t text. `may` is given whole or not at all, but for a
 * text at its end, which may be left out. */
struct spec {
    const char *name, *need, *may, *usage;
};

static const struct spec SPECS[SESSION_EVENT_KINDS] = {
    [SESSION_INSERT] = {"insert", "cs", "", "CODE SIDE"},
    [SESSION_RETRACT] = {"retract", "cs", "", "CODE SIDE"},
    [SESSION_SKIP] = {"skip", "cst", "", "CODE SIDE REASON"},
    [SESSION_DE_QI] = {"de-qi", "", "cs", "[CODE SIDE]"},
    [SESSION_THERMAL_TEST] = {"thermal-test", "p", "rst",
                              "pass|fail [REGION SIDE [REASON]]"},
    [SESSION_LAMP_ON] = {"lamp-on", "", "", ""},
    [SESSION_LAMP_OFF] = {"lamp-off", "", "", ""},
    [SESSION_SKIN_CHECK] = {"skin-check", "", "", ""},
    [SESSION_PAUSE] = {"pause", "t", "", "REASON"},
    [SESSION_RESUME] = {"resume", "", "", ""},
    [SESSION_REMOVE] = {"remove", "cs", "", "CODE SIDE"},
    [SESSION_CLOSE] = {"close", "", "", ""},
    [SESSION_ABORT] = {"abort", "t", "", "REASON"},
    [SESSION_OVERRIDE] = {"override", "acst", "", "CAUTION CODE SIDE REASON"},
    [SESSION_NOTE] = {"note", "t", "", "TEXT"},
    [SESSION_UNPLANNED] = {"unplanned", "cst", "", "CODE SIDE REASON"},
    [SESSION_FELL_OUT] = {"fell-out", "cs", "", "CODE SIDE"},
    [SESSION_PUT_BACK] = {"put-back", "cs", "", "CODE SIDE"},
    [SESSION_STUCK] = {"stuck", "cs", "", "CODE SIDE"},
    [SESSION_BROKEN] = {"broken", "cs", "", "CODE SIDE"},
    [SESSION_BROKEN_RESOLVED] = {"broken-resolved", "cst", "", "CODE SIDE HOW"},
    [SESSION_RETRACT_OUT] = {"retract-out", "cs", "", "CODE SIDE"},
    [SESSION_RETRACT_DE_QI] = {"retract-de-qi", "cs", "", "CODE SIDE"},
    [SESSION_NO_DE_QI] = {"no-de-qi", "t", "", "REASON"},
    [SESSION_INCIDENT] = {"incident", "kvt", "", "KIND SEVERITY TEXT"},
    [SESSION_BY] = {"by", "t", "", "INITIALS"},
    [SESSION_SHARPS] = {"sharps", "n", "", "N"},
    [SESSION_SCORE] = {"score", "wo", "", "before|after 0..10"},
    [SESSION_ANSWER] = {"answer", "qt", "", "QUESTION TEXT"},
    [SESSION_PASS_OVER] = {"pass-over", "qt", "", "QUESTION REASON"},
    [SESSION_BENT] = {"bent", "cs", "", "CODE SIDE"},
    [SESSION_LAMP_DISTANCE] = {"lamp-distance", "d", "", "CM"},
    [SESSION_LABEL] = {"label", "t", "", "LABEL"},
    [SESSION_PLACE] = {"place", "cst", "", "CODE SIDE X Y Z"},
    [SESSION_COURSE] = {"course", "t", "", "SESSIONS DAYS"},
};

static const char *const INCIDENTS[] = {"faint", "bleeding", "haematoma",
                                        "pain",  "burn",     "pneumothorax_suspected",
                                        "fall",  "other",    NULL};
static const char *const SEVERITIES[] = {"mild", "moderate", "severe", NULL};
static const char *const WHEN[] = {"before", "after", NULL};
static const char *const PASS_FAIL[] = {"pass", "fail", NULL};
enum { SHARPS_MAX = 999, SCORE_MAX = 10, DISTANCE_MAX = 200 };

const char *session_event_incident_name(enum session_incident_kind kind)
{
    return INCIDENTS[kind];
}

const char *session_event_severity_name(enum session_severity severity)
{
    return SEVERITIES[severity];
}

bool session_event_may_be_late(enum session_event_kind kind)
{
    switch (kind) {
    case SESSION_REMOVE:
    case SESSION_FELL_OUT:
    case SESSION_LAMP_OFF:
    case SESSION_SKIN_CHECK:
    case SESSION_UNPLANNED:
    case SESSION_NOTE:
    case SESSION_INCIDENT:
    case SESSION_SCORE:
    case SESSION_SHARPS:
    case SESSION_BROKEN_RESOLVED:
        return true;
    default:
        return false;
    }
}

const char *session_event_name(enum session_event_kind kind)
{
    return SPECS[kind].name;
}

const char *session_event_usage(enum session_event_kind kind)
{
    return SPECS[kind].usage;
}

static size_t text_limit(enum session_event_kind kind)
{
    // what is never refused has room for the longest argument
    bool any = kind == SESSION_NOTE || kind == SESSION_ABORT || kind == SESSION_INCIDENT;
    return any ? SESSION_NOTE_MAX : SESSION_REASON_MAX;
}

/* joins the words into one text and judges it */
static bool take_text(enum session_event_kind kind, int argc, const char *const *argv,
                      char *joined, const char **text, struct error *error)
{
    size_t limit = text_limit(kind);
    const char *what = kind == SESSION_NOTE || kind == SESSION_INCIDENT ? "text"
                       : kind == SESSION_BY                             ? "name"
                       : kind == SESSION_LABEL                          ? "label"
                                                                        : "reason";
    size_t n = 0;
    joined[0] = 0;
    for (int i = 0; i < argc; i++) {
        size_t length = strlen(argv[i]);
        if (n + (i > 0) + length + 1 > limit)
            return error_set(error,
                             "%s: the %s is longer than the %zu bytes that are kept",
                             SPECS[kind].name, what, limit - 1);
        if (i)
            joined[n++] = ' ';
        memcpy(joined + n, argv[i], length + 1);
        n += length;
    }
    if (!wellformed(joined))
        return error_set(error, "%s: the %s is not valid UTF-8", SPECS[kind].name, what);
    if (word_is_blank(joined))
        return error_set(error, "%s: the %s is empty%s", SPECS[kind].name, what,
                         strcmp(what, "reason") == 0 ? "; say why, in a few words" : "");
    *text = joined;
    return true;
}

static bool find_kind(const char *name, enum session_event_kind *kind,
                      struct error *error)
{
    char list[512] = "";
    size_t n = 0;
    for (int k = 0; k < SESSION_EVENT_KINDS; k++) {
        if (strcmp(name, SPECS[k].name) == 0) {
            *kind = (enum session_event_kind)k;
            return true;
        }
        if (n < sizeof list)
            n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", n ? ", " : "",
                                  SPECS[k].name);
    }
    return error_status_set(error, ERROR_USAGE,
                            "no event is called %.40s; expected one of %s", name, list);
}

static bool wrong_count(enum session_event_kind kind, struct error *error)
{
    if (!*SPECS[kind].usage)
        return error_status_set(error, ERROR_USAGE, "%s takes no arguments",
                                SPECS[kind].name);
    return error_status_set(error, ERROR_USAGE, "%s expects %s", SPECS[kind].name,
                            SPECS[kind].usage);
}

/* one of the words; else wrong usage that names them */
static bool take_word(const struct session_event *event, const char *arg,
                      const char *const *words, int *out, struct error *error)
{
    char list[160] = "";
    size_t n = 0;
    for (int i = 0; words[i]; i++) {
        if (strcmp(arg, words[i]) == 0) {
            *out = i;
            return true;
        }
        const char *between = !i ? "" : words[i + 1] ? ", " : " or ";
        n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", between, words[i]);
    }
    return error_status_set(error, ERROR_USAGE, "%s %.40s: expected %s",
                            SPECS[event->kind].name, arg, list);
}

static bool take_number(struct session_event *event, const char *arg, int max,
                        struct error *error)
{
    int n = 0;
    size_t digits = strspn(arg, "0123456789");
    if (!digits || digits > 4 || arg[digits] || sscanf(arg, "%d", &n) != 1 || n > max)
        return error_status_set(error, ERROR_USAGE,
                                "%s %.40s: expected a whole number from 0 to %d",
                                SPECS[event->kind].name, arg, max);
    event->number = n;
    return true;
}

static bool take(struct session_event *event, char letter, const char *arg,
                 struct error *error)
{
    int i = 0;
    bool ok = true;
    if (!wellformed(arg))
        return error_set(error, "%s: an argument is not valid UTF-8",
                         SPECS[event->kind].name);
    switch (letter) {
    case 'c':
        event->code = arg;
        return true;
    case 's':
        event->side = arg;
        return true;
    case 'r':
        event->region = arg;
        return true;
    case 'a':
        event->caution = arg;
        return true;
    case 'q':
        event->question = arg;
        return true;
    case 'n':
        return take_number(event, arg, SHARPS_MAX, error);
    case 'o':
        return take_number(event, arg, SCORE_MAX, error);
    case 'd':
        return take_number(event, arg, DISTANCE_MAX, error);
    case 'k':
        ok = take_word(event, arg, INCIDENTS, &i, error);
        event->incident = (enum session_incident_kind)i;
        return ok;
    case 'v':
        ok = take_word(event, arg, SEVERITIES, &i, error);
        event->severity = (enum session_severity)i;
        return ok;
    case 'w':
        ok = take_word(event, arg, WHEN, &i, error);
        event->when = (enum session_when)i;
        return ok;
    default: // 'p'
        ok = take_word(event, arg, PASS_FAIL, &i, error);
        event->passed = ok && i == 0;
        return ok;
    }
}

bool session_event_parse(struct session_event *event, int argc, const char *const *argv,
                         char *joined, struct error *error)
{
    *event = (struct session_event){0};
    if (argc < 1)
        return error_status_set(error, ERROR_USAGE, "expected the name of an event");
    if (!find_kind(argv[0], &event->kind, error))
        return false;
    const struct spec *spec = &SPECS[event->kind];
    argc--;
    argv++;
    char letters[16];
    snprintf(letters, sizeof letters, "%s%s", spec->need, spec->may);
    int need = (int)strlen(spec->need), all = (int)strlen(letters);
    bool has_text = all && letters[all - 1] == 't';
    int plain = has_text ? all - 1 : all; // a text may come in any number of words
    bool whole = argc == need || argc == plain || (has_text && argc > plain);
    if (argc < need || !whole)
        return wrong_count(event->kind, error);
    plain = argc < plain ? argc : plain;
    for (int i = 0; i < plain; i++)
        if (!take(event, letters[i], argv[i], error))
            return false;
    return argc == plain || take_text(event->kind, argc - plain, argv + plain, joined,
                                      &event->text, error);
}

/* the argument of a letter; NULL where it was left out */
static const char *arg_of(const struct session_event *event, char letter, char number[12])
{
    switch (letter) {
    case 'c':
        return event->code;
    case 's':
        return event->side;
    case 'r':
        return event->region;
    case 'a':
        return event->caution;
    case 'q':
        return event->question;
    case 'k':
        return INCIDENTS[event->incident];
    case 'v':
        return SEVERITIES[event->severity];
    case 'w':
        return WHEN[event->when];
    case 'n':
    case 'o':
    case 'd':
        snprintf(number, 12, "%d", event->number);
        return number;
    case 't':
        return event->text;
    default: // 'p'
        return PASS_FAIL[!event->passed];
    }
}

int session_event_args(const struct session_event *event, struct session_args *out)
{
    const struct spec *spec = &SPECS[event->kind];
    out->n = 0;
    for (int list = 0; list < 2; list++)
        for (const char *p = list ? spec->may : spec->need; *p; p++) {
            const char *arg = arg_of(event, *p, out->number);
            if (arg)
                out->arg[out->n++] = arg;
        }
    return out->n;
}
