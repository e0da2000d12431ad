/* session_sheet.c - the record of a session, and the curve of a course, set on a sheet.
 */
#include "export/session_sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "base/moment.h"
#include "export/sheet_internal.h"

static const struct sheet_style TITLE = {20, SHEET_INK, SHEET_SEMIBOLD, SHEET_LEFT};
static const struct sheet_style HEAD = {11, SHEET_INK, SHEET_SEMIBOLD, SHEET_LEFT};
static const struct sheet_style BODY = {9.5, SHEET_INK, SHEET_REGULAR, SHEET_LEFT};
static const struct sheet_style SOFT = {9.5, SHEET_SOFT, SHEET_REGULAR, SHEET_LEFT};
static const struct sheet_style SMALL = {8.5, SHEET_SOFT, SHEET_REGULAR, SHEET_LEFT};
static const struct sheet_style ALARM = {9.5, SHEET_ALARM, SHEET_MEDIUM, SHEET_LEFT};

enum { COLUMNS = 6 };

static const char *string_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static long long number_of(const json_t *object, const char *in, const char *key)
{
    return json_integer_value(
        json_object_get(in ? json_object_get(object, in) : object, key));
}

static const char *word(const struct session_sheet *s, const char *id,
                        const char *english)
{
    return texts_get(s->texts, id, english);
}

static void format_time(long long unix_ms, const char *format, char *out, size_t size)
{
    moment_print(unix_ms, MOMENT_UTC, format, out, size);
}

static void paragraph(struct sheet *to, const struct sheet_style *style, const char *text)
{
    double height = sheet_text_height(to, style, sheet_width(to), text);
    sheet_need(to, height);
    sheet_text(to, style, sheet_left(to), sheet_y(to), sheet_width(to), text);
    sheet_advance(to, height + 2);
}

static void heading(struct sheet *to, const char *text)
{
    // never alone at the foot of a page
    sheet_need(to, 60);
    sheet_advance(to, 10);
    paragraph(to, &HEAD, text);
    sheet_line(to, sheet_left(to), sheet_y(to), sheet_width(to), SHEET_RULE);
    sheet_advance(to, 4);
}

/* texts side by side, at shares of the width */
static void row(struct sheet *to, const struct sheet_style *style, const double *shares,
                const char *const texts[COLUMNS], int n)
{
    double height = 0, x = sheet_left(to);
    for (int i = 0; i < n; i++) {
        double h =
            sheet_text_height(to, style, shares[i] * sheet_width(to) - 6, texts[i]);
        height = h > height ? h : height;
    }
    sheet_need(to, height);
    for (int i = 0; i < n; i++) {
        sheet_text(to, style, x, sheet_y(to), shares[i] * sheet_width(to) - 6, texts[i]);
        x += shares[i] * sheet_width(to);
    }
    sheet_advance(to, height + 2);
}

static void score_text(const json_t *score, const char *when, char *out, size_t size)
{
    const json_t *value = json_object_get(score, when);
    if (json_is_integer(value))
        snprintf(out, size, "%lld", (long long)json_integer_value(value));
    else
        snprintf(out, size, "-");
}

// --------------------------------------------------------------------- a session

static void set_head(struct sheet *to, const struct session_sheet *s)
{
    const json_t *r = s->record;
    char when[64], line[400], before[8], after[8];
    const char *label = string_at(r, "label");
    paragraph(to, &TITLE, *label ? label : word(s, "session.sheet.record", "Session"));
    if (json_object_get(r, "practice"))
        paragraph(to, &ALARM,
                  word(s, "session.sheet.practice", "PRACTICE: no person was treated"));
    format_time(number_of(r, NULL, "started"), "%Y-%m-%d %H:%M UTC", when, sizeof when);
    cut_print(line, sizeof line, "%s %s   %s   %s",
              word(s, "session.text.session", "Session"), string_at(r, "id"), when,
              string_at(r, "state"));
    paragraph(to, &BODY, line);
    struct message needles = {
        .id = "session.sheet.needles",
        .english = "Needles: {placed} placed, {out} out, {broken} broken, {in} in",
        .arg = {{"placed", NULL, NULL, (double)number_of(r, "needles", "placed")},
                {"out", NULL, NULL, (double)number_of(r, "needles", "out")},
                {"broken", NULL, NULL, (double)number_of(r, "needles", "broken")},
                {"in", NULL, NULL, (double)number_of(r, "needles", "in")}}};
    text_format(s->texts, &needles, line, sizeof line);
    paragraph(to, &BODY, line);
    score_text(json_object_get(r, "score"), "before", before, sizeof before);
    score_text(json_object_get(r, "score"), "after", after, sizeof after);
    cut_print(line, sizeof line, "%s: %s / %s",
              word(s, "session.sheet.score", "Pain or numbness, before / after"), before,
              after);
    paragraph(to, &BODY, line);
    cut_print(line, sizeof line, "%s: %lld:%02lld   %s: %lld / %lld",
              word(s, "session.sheet.lamp", "Lamp on, min"),
              number_of(r, "lamp", "on_s") / 60, number_of(r, "lamp", "on_s") % 60,
              word(s, "session.sheet.checks", "skin checks made / missed"),
              number_of(r, "lamp", "checks_made"), number_of(r, "lamp", "checks_missed"));
    if (number_of(r, "lamp", "on_s"))
        cut_append(line, sizeof line, "   %s: %lld",
                   word(s, "session.sheet.auto_off", "went off by itself"),
                   number_of(r, "lamp", "automatic_offs"));
    if (number_of(r, "lamp", "distance_cm"))
        cut_append(line, sizeof line, "   %s: %lld",
                   word(s, "session.sheet.distance", "from the skin, cm"),
                   number_of(r, "lamp", "distance_cm"));
    paragraph(to, &BODY, line);
    const json_t *sharps = json_object_get(r, "sharps");
    if (!json_is_integer(sharps) && !number_of(r, "needles", "placed"))
        return;
    // a count that was never made is told as such
    char counted[24] = "\u2013";
    if (json_is_integer(sharps))
        cut_print(counted, sizeof counted, "%lld", (long long)json_integer_value(sharps));
    cut_print(line, sizeof line, "%s: %s",
              word(s, "session.sheet.sharps", "Needles in the sharps box"), counted);
    paragraph(to, &BODY, line);
}

static void set_alerts(struct sheet *to, const struct session_sheet *s)
{
    const json_t *alerts = json_object_get(s->record, "alerts");
    const json_t *incidents = json_object_get(s->record, "incidents");
    if (!json_array_size(alerts) && !json_array_size(incidents))
        return;
    heading(to, word(s, "session.sheet.mind", "To be minded"));
    for (size_t i = 0; i < json_array_size(alerts); i++) {
        const json_t *a = json_array_get(alerts, i);
        bool info = strcmp(string_at(a, "level"), "info") == 0;
        paragraph(to, info ? &BODY : &ALARM, string_at(a, "text"));
    }
    for (size_t i = 0; i < json_array_size(incidents); i++) {
        const json_t *at = json_array_get(incidents, i);
        char when[64], line[700];
        format_time(number_of(at, NULL, "at"), "%H:%M", when, sizeof when);
        cut_print(line, sizeof line, "%s  %s, %s: %s", when, string_at(at, "kind"),
                  string_at(at, "severity"), string_at(at, "text"));
        paragraph(to, &ALARM, line);
    }
}

static void set_points(struct sheet *to, const struct session_sheet *s)
{
    static const double SHARES[] = {0.2, 0.2, 0.15, 0.15, 0.15, 0.15};
    const json_t *points = json_object_get(s->record, "points");
    const char *const titles[COLUMNS] = {word(s, "session.sheet.point", "Point"),
                                         word(s, "session.sheet.state", "State"),
                                         word(s, "session.sheet.in", "In"),
                                         word(s, "session.sheet.out", "Out"),
                                         word(s, "session.sheet.body", "In the body"),
                                         word(s, "session.sheet.counted", "Counted")};
    heading(to, word(s, "session.sheet.points", "Points"));
    row(to, &SMALL, SHARES, titles, COLUMNS);
    for (size_t i = 0; i < json_array_size(points); i++) {
        const json_t *p = json_array_get(points, i);
        char name[80], in[32] = "", out[32] = "", body[32] = "", counted[32] = "";
        long long n = number_of(p, NULL, "needles");
        cut_print(name, sizeof name, n > 1 ? "%s %s x%lld" : "%s %s",
                  string_at(p, "code"), string_at(p, "side"), n);
        if (json_object_get(p, "in_at")) {
            format_time(number_of(p, NULL, "in_at"), "%H:%M:%S", in, sizeof in);
            snprintf(body, sizeof body, "%lld:%02lld", number_of(p, NULL, "body_s") / 60,
                     number_of(p, NULL, "body_s") % 60);
            snprintf(counted, sizeof counted, "%lld:%02lld",
                     number_of(p, NULL, "retained_s") / 60,
                     number_of(p, NULL, "retained_s") % 60);
        }
        if (json_object_get(p, "out_at"))
            format_time(number_of(p, NULL, "out_at"), "%H:%M:%S", out, sizeof out);
        const char *const texts[COLUMNS] = {name,   string_at(p, "state"), in, out, body,
                                            counted};
        row(to, &BODY, SHARES, texts, COLUMNS);
    }
}

static void set_events(struct sheet *to, const struct session_sheet *s)
{
    static const double SHARES[] = {0.07, 0.12, 0.19, 0.62};
    const char *machine = "";
    const json_t *events = json_object_get(s->record, "events");
    heading(to, word(s, "session.sheet.events", "Events"));
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *e = json_array_get(events, i);
        const json_t *args = json_object_get(e, "args");
        bool late = json_object_get(e, "happened") != NULL;
        char number[16], when[64], who[160], said[900];
        snprintf(number, sizeof number, "%lld", number_of(e, NULL, "number"));
        format_time(number_of(e, NULL, late ? "happened" : "at"), "%H:%M:%S", when,
                    sizeof when);
        cut_print(said, sizeof said, "%s", string_at(e, "event"));
        for (size_t k = 0; k < json_array_size(args); k++)
            cut_append(said, sizeof said, " %s",
                       json_string_value(json_array_get(args, k)));
        if (late)
            cut_append(said, sizeof said, "  (%s)",
                       word(s, "session.text.late", "entered later"));
        // the machine where it is another than before
        const char *on = string_at(e, "machine");
        cut_print(who, sizeof who, "%s", string_at(e, "by"));
        if (strcmp(on, machine) != 0)
            cut_append(who, sizeof who, "%s%s", *who ? " \u00b7 " : "", on);
        machine = on;
        const char *const texts[COLUMNS] = {number, when, who, said};
        row(to, &SOFT, SHARES, texts, 4);
    }
}

// --------------------------------------------------------------------- a course

enum { CURVE_HEIGHT = 120 };

static void set_line(struct sheet *to, const json_t *curve, double days, double filled,
                     int color)
{
    double width = sheet_width(to) - 40;
    for (size_t i = 0; i < json_array_size(curve); i++) {
        const json_t *at = json_array_get(curve, i);
        double day = (double)json_integer_value(json_array_get(at, 0));
        double score = (double)json_integer_value(json_array_get(at, 1));
        sheet_disc(to, sheet_left(to) + 24 + (days > 0 ? day / days : 0) * width,
                   sheet_y(to) + CURVE_HEIGHT * (1 - score / 10), 3, filled, color);
    }
}

/* days to the right, 0 to 10 upward; before: full, after: a ring */
static void set_curve(struct sheet *to, const struct session_sheet *s)
{
    const json_t *curve = json_object_get(s->record, "curve");
    const json_t *before = json_object_get(curve, "before");
    const json_t *after = json_object_get(curve, "after");
    double days = 0;
    for (int k = 0; k < 2; k++) {
        const json_t *list = k ? after : before;
        const json_t *last = json_array_get(list, json_array_size(list) - 1);
        double day = (double)json_integer_value(json_array_get(last, 0));
        days = json_array_size(list) && day > days ? day : days;
    }
    heading(to, word(s, "session.sheet.curve",
                     "Pain or numbness, 0 to 10 (full: before, ring: after)"));
    sheet_need(to, CURVE_HEIGHT + 30);
    sheet_advance(to, 8);
    for (int score = 0; score <= 10; score += 5) {
        char text[12];
        double y = sheet_y(to) + CURVE_HEIGHT * (1 - score / 10.0);
        snprintf(text, sizeof text, "%d", score);
        sheet_text(to, &SMALL, sheet_left(to), y - 6, 16, text);
        sheet_line(to, sheet_left(to) + 18, y, sheet_width(to) - 24, SHEET_RULE);
    }
    set_line(to, before, days, 1, SHEET_ACCENT);
    set_line(to, after, days, 0, SHEET_ACCENT);
    sheet_advance(to, CURVE_HEIGHT + 14);
}

static void set_course(struct sheet *to, const struct session_sheet *s)
{
    static const double SHARES[] = {0.14, 0.1, 0.13, 0.1, 0.1, 0.43};
    const json_t *sessions = json_object_get(s->record, "sessions");
    const char *const titles[COLUMNS] = {word(s, "session.sheet.date", "Date"),
                                         word(s, "session.sheet.count", "Needles"),
                                         word(s, "session.sheet.state", "State"),
                                         word(s, "session.sheet.before", "Before"),
                                         word(s, "session.sheet.after", "After"),
                                         word(s, "session.sheet.points", "Points")};
    paragraph(to, &TITLE, string_at(s->record, "label"));
    paragraph(to, &BODY, string_at(s->record, "advice"));
    set_curve(to, s);
    heading(to, word(s, "session.course.sessions", "sessions"));
    row(to, &SMALL, SHARES, titles, COLUMNS);
    for (size_t i = 0; i < json_array_size(sessions); i++) {
        const json_t *at = json_array_get(sessions, i);
        const json_t *list = json_object_get(at, "points");
        char when[64], needles[16], before[8], after[8], points[900] = "";
        format_time(number_of(at, NULL, "started"), "%Y-%m-%d", when, sizeof when);
        snprintf(needles, sizeof needles, "%lld", number_of(at, NULL, "needles"));
        score_text(json_object_get(at, "score"), "before", before, sizeof before);
        score_text(json_object_get(at, "score"), "after", after, sizeof after);
        for (size_t k = 0; k < json_array_size(list); k++)
            cut_append(points, sizeof points, "%s%s", k ? ", " : "",
                       json_string_value(json_array_get(list, k)));
        const char *const texts[COLUMNS] = {when,   needles, string_at(at, "state"),
                                            before, after,   points};
        row(to, &BODY, SHARES, texts, COLUMNS);
    }
}

static void set(struct sheet *to, void *user)
{
    const struct session_sheet *s = user;
    if (s->kind == SESSION_SHEET_COURSE) {
        set_course(to, s);
        return;
    }
    set_head(to, s);
    set_alerts(to, s);
    set_points(to, s);
    set_events(to, s);
}

bool session_sheet_make(const struct session_sheet *s, struct session_sheet_file *out,
                        struct error *error)
{
    struct session_sheet copy = *s;
    struct sheet_result made = {0};
    struct sheet_params params = {
        .kind = SHEET_PDF,
        .lang = s->texts ? texts_lang(s->texts) : "en",
        .title = string_at(s->record, "label"),
        .footer = word(s, "session.sheet.footer",
                       "What was recorded, as it was recorded. Times in UTC."),
        .page = word(s, "session.sheet.page", "{n} / {all}")};
    bool ok = sheet_set(&params, set, &copy, &made, error);
    *out = (struct session_sheet_file){made.data, made.size, made.pages,
                                       made.missing_glyphs};
    return ok;
}
