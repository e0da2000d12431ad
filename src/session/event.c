#include "session/event.h"

#include <string.h>

/* What each event is called and takes. Letters: c code, s side, r region, a caution,
 * p pass or fail, t text. `may` is given whole or not at all. */
struct spec {
    const char *name, *need, *may, *usage;
};

static const struct spec SPECS[SESSION_EVENT_KINDS] = {
    [SESSION_INSERT] = {"insert", "cs", "", "CODE SIDE"},
    [SESSION_RETRACT] = {"retract", "cs", "", "CODE SIDE"},
    [SESSION_SKIP] = {"skip", "cst", "", "CODE SIDE REASON"},
    [SESSION_DE_QI] = {"de-qi", "", "cs", "[CODE SIDE]"},
    [SESSION_THERMAL_TEST] = {"thermal-test", "p", "rs", "pass|fail [REGION SIDE]"},
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
};

const char *session_event_name(enum session_event_kind kind)
{
    return SPECS[kind].name;
}

const char *session_event_usage(enum session_event_kind kind)
{
    return SPECS[kind].usage;
}

/* the length of a well-formed UTF-8 character at s, or 0 */
static size_t utf8_length(const unsigned char *s)
{
    if (s[0] < 0x80)
        return s[0] ? 1 : 0;
    size_t n = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    // overlong forms, surrogates, beyond the last plane
    if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F) ||
        (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F))
        return 0;
    return n;
}

static bool is_utf8(const char *s)
{
    while (*s) {
        size_t n = utf8_length((const unsigned char *)s);
        if (!n)
            return false;
        s += n;
    }
    return true;
}

static bool is_blank(const char *s)
{
    return !s[strspn(s, " \t\r\n")];
}

/* joins the words into one text and judges it */
static bool take_text(enum session_event_kind kind, int argc, const char *const *argv,
                      char *joined, const char **text, struct error *error)
{
    bool any_length = kind == SESSION_NOTE || kind == SESSION_ABORT;
    size_t limit = any_length ? SESSION_NOTE_MAX : SESSION_REASON_MAX;
    const char *what = kind == SESSION_NOTE ? "text" : "reason";
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
    if (!is_utf8(joined))
        return error_set(error, "%s: the %s is not valid UTF-8", SPECS[kind].name, what);
    if (is_blank(joined))
        return error_set(error, "%s: the %s is empty; say why, in a few words",
                         SPECS[kind].name, what);
    *text = joined;
    return true;
}

static bool find_kind(const char *name, enum session_event_kind *kind,
                      struct error *error)
{
    char list[256] = "";
    size_t n = 0;
    for (int k = 0; k < SESSION_EVENT_KINDS; k++) {
        if (strcmp(name, SPECS[k].name) == 0) {
            *kind = (enum session_event_kind)k;
            return true;
        }
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

static bool take(struct session_event *event, char letter, const char *arg,
                 struct error *error)
{
    if (!is_utf8(arg))
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
    default: // 'p'
        event->passed = strcmp(arg, "pass") == 0;
        if (event->passed || strcmp(arg, "fail") == 0)
            return true;
        return error_status_set(error, ERROR_USAGE, "%s %.40s: expected pass or fail",
                                SPECS[event->kind].name, arg);
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
    int need = (int)strlen(spec->need), may = (int)strlen(spec->may);
    bool has_text = need && spec->need[need - 1] == 't';
    if (argc < need || (argc > need && !has_text && argc != need + may))
        return wrong_count(event->kind, error);
    int plain = has_text ? need - 1 : argc;
    for (int i = 0; i < plain; i++)
        if (!take(event, i < need ? spec->need[i] : spec->may[i - need], argv[i], error))
            return false;
    return !has_text || take_text(event->kind, argc - plain, argv + plain, joined,
                                  &event->text, error);
}

int session_event_args(const struct session_event *event,
                       const char *args[SESSION_EVENT_ARGS])
{
    const struct spec *spec = &SPECS[event->kind];
    int n = 0;
    for (int list = 0; list < 2; list++)
        for (const char *p = list ? spec->may : spec->need; *p; p++) {
            const char *arg = *p == 'c'       ? event->code
                              : *p == 's'     ? event->side
                              : *p == 'r'     ? event->region
                              : *p == 'a'     ? event->caution
                              : *p == 't'     ? event->text
                              : event->passed ? "pass"
                                              : "fail";
            if (arg)
                args[n++] = arg;
        }
    return n;
}
