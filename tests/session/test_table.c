/* every state x every event: accepted, or refused for the reason that stands here */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

#define IN_ALL "insert KI3 L", "insert KI3 R", "insert EX-LE10 L"
#define OUT_ALL "remove KI3 L", "remove KI3 R", "remove EX-LE10 L"

struct way {
    enum session_state state;
    double seconds; /* when the event under test comes; the way is done at 0 */
    const char *lines[16];
};

static const struct way WAYS[] = {
    {SESSION_PREPARED, 1, {NULL}},
    {SESSION_INSERTING, 1, {"insert KI3 L", NULL}},
    {SESSION_RETAINING, 600, {IN_ALL, "de-qi", "lamp-on", NULL}},
    {SESSION_DUE, 1800, {IN_ALL, "de-qi", "lamp-on", NULL}},
    {SESSION_REMOVING, 1, {IN_ALL, "de-qi", "abort faint", NULL}},
    {SESSION_CLOSED, 1, {IN_ALL, "de-qi", OUT_ALL, "skip BL57 L tired", "close", NULL}},
    {SESSION_ABORTED, 1, {"abort faint", NULL}},
};
enum { WAYS_COUNT = sizeof WAYS / sizeof *WAYS };

struct row {
    const char *line;
    const char *expected[SESSION_STATES]; /* "" = accepted */
};

#define OVER "closed", "aborted"

static const struct row ROWS[] = {
    {"insert KI3 R", {"", "", "already_in", "time_up", "coming_out", OVER}},
    {"insert BL57 L",
     {"position_later", "position_later", "position_later", "time_up", "coming_out",
      OVER}},
    {"insert SP6 L", {"removed", "removed", "removed", "time_up", "coming_out", OVER}},
    {"insert ST36 L",
     {"no_such_point", "no_such_point", "no_such_point", "time_up", "coming_out", OVER}},
    {"insert EX-LE10 R",
     {"other_side", "other_side", "other_side", "time_up", "coming_out", OVER}},
    {"insert KI3 X", {"side", "side", "side", "time_up", "coming_out", OVER}},
    {"retract KI3 L", {"not_in", "", "time_runs", "time_runs", "time_runs", OVER}},
    {"retract KI3 R", {"not_in", "not_in", "time_runs", "time_runs", "time_runs", OVER}},
    {"skip KI3 L sore",
     {"", "already_in", "already_in", "already_in", "already_in", OVER}},
    {"skip KI3 R sore", {"", "", "already_in", "already_in", "already_in", OVER}},
    {"skip BL57 L sore", {"", "", "", "", "", OVER}},
    {"de-qi",
     {"de_qi_waiting", "de_qi_waiting", "de_qi_all", "time_up", "coming_out", OVER}},
    {"de-qi KI3 L", {"not_in", "", "de_qi_again", "time_up", "coming_out", OVER}},
    {"de-qi KI3 R", {"not_in", "not_in", "de_qi_again", "time_up", "coming_out", OVER}},
    {"thermal-test pass", {"", "", "", "", "", OVER}},
    {"thermal-test fail sole L", {"", "", "", "", "", OVER}},
    {"thermal-test pass sole M",
     {"region_side", "region_side", "region_side", "region_side", "region_side", OVER}},
    {"thermal-test pass palm L",
     {"region", "region", "region", "region", "region", OVER}},
    {"lamp-on",
     {"lamp_too_early", "lamp_too_early", "lamp_is_on", "time_up", "coming_out", OVER}},
    {"lamp-off", {"", "", "", "", "", OVER}},
    {"skin-check", {"skin_check", "skin_check", "", "", "skin_check", OVER}},
    {"pause toilet",
     {"not_retaining", "not_retaining", "", "time_up", "coming_out", OVER}},
    {"resume",
     {"not_retaining", "not_retaining", "not_paused", "time_up", "coming_out", OVER}},
    {"remove KI3 L", {"not_in", "", "", "", "", OVER}},
    {"remove KI3 R", {"not_in", "not_in", "", "", "", OVER}},
    {"remove BL57 L", {"not_in", "not_in", "not_in", "not_in", "not_in", OVER}},
    {"close",
     {"close_waiting", "close_needles_in", "close_needles_in", "close_needles_in",
      "close_needles_in", OVER}},
    {"abort faint", {"", "", "", "", "", OVER}},
    {"override SF03 SP6 L agreed",
     {"", "", "", "override_late", "override_aborting", OVER}},
    {"override SF04 SP6 L agreed",
     {"override_caution", "override_caution", "override_caution", "override_caution",
      "override_caution", OVER}},
    {"override SF08 GB20 L agreed", {"", "", "", "", "override_aborting", OVER}},
    {"override SF03 LI4 L agreed", {"", "", "", "", "override_aborting", OVER}},
    {"note all well", {"", "", "", "", "", "", ""}},
    {"insert EX-LE10.3 L", {"", "", "already_in", "time_up", "coming_out", OVER}},
    {"insert EX-LE10.5 L",
     {"no_such_point", "no_such_point", "no_such_point", "time_up", "coming_out", OVER}},
    {"remove EX-LE10.2 L", {"not_in", "not_in", "", "", "", OVER}},
    {"unplanned LR3 L wrong side", {"", "", "", "", "", OVER}},
    {"unplanned KI3 L again",
     {"is_planned", "already_in", "already_in", "already_in", "already_in", OVER}},
    {"unplanned KI3 R again",
     {"is_planned", "is_planned", "already_in", "already_in", "already_in", OVER}},
    {"unplanned SP6 L too quick", {"", "", "", "", "", OVER}},
    {"unplanned BL57 L too soon", {"", "", "", "", "", OVER}},
    {"fell-out KI3 L", {"not_in", "", "", "", "", OVER}},
    {"put-back KI3 L",
     {"not_fallen", "not_fallen", "not_fallen", "not_fallen", "not_fallen", OVER}},
    {"stuck KI3 L", {"not_in", "", "", "", "", OVER}},
    {"bent KI3 L", {"not_in", "", "", "", "", OVER}},
    {"broken KI3 L", {"not_in", "", "", "", "", OVER}},
    {"broken-resolved KI3 L drawn",
     {"not_broken", "not_broken", "not_broken", "not_broken", "not_broken", "not_broken",
      "not_broken"}},
    {"retract-out KI3 L", {"not_out", "not_out", "not_out", "not_out", "not_out", OVER}},
    {"retract-de-qi KI3 L", {"no_de_qi", "no_de_qi", "", "time_up", "coming_out", OVER}},
    {"no-de-qi numb skin",
     {"de_qi_waiting", "de_qi_waiting", "running", "time_up", "coming_out", OVER}},
    {"incident haematoma mild pressed", {"", "", "", "", "", "", ""}},
    {"by ab", {"", "", "", "", "", "", ""}},
    {"label bed 4", {"", "", "", "", "", "", ""}},
    {"place KI3 L 0.0912 0.441 -0.03", {"", "", "", "", "", "", ""}},
    {"place KI3 L 0.0912 0.441",
     {"place", "place", "place", "place", "place", "place", "place"}},
    {"place KI3 L 0.1 4 1",
     {"place", "place", "place", "place", "place", "place", "place"}},
    {"place ST36 L 0.1 0.4 0",
     {"no_such_point", "no_such_point", "no_such_point", "no_such_point", "no_such_point",
      "no_such_point", "no_such_point"}},
    {"course 10 7", {"", "", "", "", "", "", ""}},
    {"course 10", {"course", "course", "course", "course", "course", "course", "course"}},
    {"course 0 7",
     {"course", "course", "course", "course", "course", "course", "course"}},
    {"lamp-distance 40", {"", "", "", "", "", OVER}},
    {"lamp-distance 0",
     {"lamp_touches", "lamp_touches", "lamp_touches", "lamp_touches", "lamp_touches",
      OVER}},
    {"sharps 6", {"", "", "", "", "", "", ""}},
    {"score after 3", {"", "", "", "", "", "", ""}},
    {"answer pregnancy no", {"", "", "", "", "", OVER}},
    {"pass-over pregnancy asked at home", {"", "", "", "", "", OVER}},
    {"pass-over moon full",
     {"question", "question", "question", "question", "question", OVER}},
};
enum { ROWS_COUNT = sizeof ROWS / sizeof *ROWS };

static void every_state_and_event(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_plan();
    bool seen[SESSION_EVENT_KINDS] = {false};
    for (int r = 0; r < ROWS_COUNT; r++)
        for (int w = 0; w < WAYS_COUNT; w++) {
            struct session s;
            fixture_begin(&s, plan);
            fixture_all(&s, 0, WAYS[w].lines);
            struct session later;
            memcpy(&later, &s, sizeof later);
            struct session_time at = fixture_at(WAYS[w].seconds);
            int64_t ms;
            assert_true(session_advance(&later, &at, &ms, NULL));
            assert_int_equal(later.state, WAYS[w].state);
            fixture_do(&s, WAYS[w].seconds, ROWS[r].line);
            if (strcmp(fixture_refused, ROWS[r].expected[WAYS[w].state]) != 0)
                fail_msg("%s in %s: \"%s\", expected \"%s\"", ROWS[r].line,
                         session_state_name(WAYS[w].state), fixture_refused,
                         ROWS[r].expected[WAYS[w].state]);
        }
    // no event without a row
    for (int r = 0; r < ROWS_COUNT; r++)
        for (int k = 0; k < SESSION_EVENT_KINDS; k++) {
            const char *name = session_event_name((enum session_event_kind)k);
            size_t n = strlen(name);
            seen[k] |= strncmp(ROWS[r].line, name, n) == 0 &&
                       (ROWS[r].line[n] == 0 || ROWS[r].line[n] == ' ');
        }
    for (int k = 0; k < SESSION_EVENT_KINDS; k++)
        assert_true(seen[k]);
    session_plan_destroy(&plan);
}

static void never_refused_while_open(void **state)
{
    (void)state;
    for (int w = 0; w < SESSION_STATES; w++) {
        bool open = w != SESSION_CLOSED && w != SESSION_ABORTED;
        static const enum session_event_kind ALWAYS[] = {SESSION_REMOVE, SESSION_LAMP_OFF,
                                                         SESSION_ABORT, SESSION_NOTE,
                                                         SESSION_UNPLANNED};
        for (int i = 0; i < 5; i++)
            assert_int_equal(session_state_allows((enum session_state)w, ALWAYS[i]),
                             open || ALWAYS[i] == SESSION_NOTE);
    }
}

struct usage {
    enum error_status status;
    int n;
    const char *words[6];
};

static void words_of_events(void **state)
{
    (void)state;
    static const struct usage BAD[] = {
        {ERROR_USAGE, 0, {NULL}},
        {ERROR_USAGE, 1, {"needle"}},
        {ERROR_USAGE, 1, {"insert"}},
        {ERROR_USAGE, 2, {"insert", "KI3"}},
        {ERROR_USAGE, 4, {"insert", "KI3", "L", "R"}},
        {ERROR_USAGE, 2, {"de-qi", "KI3"}},
        {ERROR_USAGE, 2, {"close", "now"}},
        {ERROR_USAGE, 2, {"thermal-test", "maybe"}},
        {ERROR_USAGE, 3, {"thermal-test", "pass", "sole"}},
        {ERROR_USAGE, 1, {"pause"}},
        {ERROR_USAGE, 3, {"skip", "KI3", "L"}},
        {ERROR_USAGE, 4, {"incident", "sneeze", "mild", "x"}},
        {ERROR_USAGE, 4, {"incident", "faint", "small", "x"}},
        {ERROR_USAGE, 3, {"incident", "faint", "mild"}},
        {ERROR_USAGE, 3, {"score", "during", "3"}},
        {ERROR_USAGE, 3, {"score", "before", "11"}},
        {ERROR_USAGE, 3, {"score", "before", "3.5"}},
        {ERROR_USAGE, 2, {"sharps", "-1"}},
        {ERROR_USAGE, 2, {"sharps", ""}},
        {ERROR_USAGE, 2, {"lamp-distance", "201"}},
        {ERROR_REFUSED, 2, {"label", " "}},
        {ERROR_USAGE, 2, {"answer", "pregnancy"}},
        {ERROR_REFUSED, 2, {"by", " "}},
        {ERROR_REFUSED, 2, {"pause", ""}},
        {ERROR_REFUSED, 4, {"skip", "KI3", "L", " \t"}},
        {ERROR_REFUSED, 2, {"note", "\xC3("}},
        {ERROR_REFUSED, 3, {"insert", "\xFF", "L"}},
    };
    char joined[SESSION_NOTE_MAX];
    struct session_event event;
    struct error error;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        assert_false(session_event_parse(&event, BAD[i].n, BAD[i].words, joined, &error));
        assert_int_equal(error.status, BAD[i].status);
    }
    char longest[SESSION_NOTE_MAX + 1];
    memset(longest, 'x', sizeof longest);
    longest[SESSION_NOTE_MAX - 1] = 0;
    assert_true(session_event_parse(&event, 2, (const char *[]){"note", longest}, joined,
                                    &error));
    longest[SESSION_NOTE_MAX - 1] = 'x';
    longest[SESSION_NOTE_MAX] = 0;
    assert_false(session_event_parse(&event, 2, (const char *[]){"note", longest}, joined,
                                     &error));
    // an abort is never refused; of a long reason the session keeps whole characters
    struct session_plan *plan = fixture_plan();
    struct session s;
    fixture_begin(&s, plan);
    longest[0] = 'x';
    for (size_t i = 1; i < 1201; i += 3)
        memcpy(longest + i, "\xE6\xBC\xA2", 3);
    longest[1201] = 0;
    assert_true(session_event_parse(&event, 2, (const char *[]){"abort", longest}, joined,
                                    &error));
    event.at = fixture_at(1);
    assert_true(session_apply(&s, &event, NULL));
    assert_int_equal(strlen(session_said_text(&s, s.abort_said)), 253);
    longest[253] = 0;
    assert_string_equal(session_said_text(&s, s.abort_said), longest);
    session_plan_destroy(&plan);
    const char *words[] = {"override", "SF03", "SP6", "L", "she", "asked"};
    assert_true(session_event_parse(&event, 6, words, joined, &error));
    struct session_args args;
    assert_int_equal(session_event_args(&event, &args), 4);
    assert_string_equal(args.arg[0], "SF03");
    assert_string_equal(args.arg[3], "she asked");
    // a region may have a reason behind it; a text is any number of words
    const char *test[] = {"thermal-test", "pass", "sole", "L",
                          "the",          "cup",  "was",  "cold"};
    assert_true(session_event_parse(&event, 8, test, joined, &error));
    assert_int_equal(session_event_args(&event, &args), 4);
    assert_string_equal(args.arg[3], "the cup was cold");
    assert_true(session_event_parse(&event, 4, test, joined, &error));
    assert_int_equal(session_event_args(&event, &args), 3);
    const char *score[] = {"score", "after", "10"};
    assert_true(session_event_parse(&event, 3, score, joined, &error));
    assert_int_equal(session_event_args(&event, &args), 2);
    assert_string_equal(args.arg[1], "10");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_and_event),
        cmocka_unit_test(never_refused_while_open),
        cmocka_unit_test(words_of_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
