/* teller.h - one session of three needles that a test tells, line by line, and what is
 * seen of it. Each test program has its own. */
#ifndef DEQI_TESTS_SESSION_TELLER_H
#define DEQI_TESTS_SESSION_TELLER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "session/overlay.h"

#define IN "insert KI3 L", "insert KI3 R", "insert EX-LE10 L"
#define OUT "remove KI3 L", "remove KI3 R", "remove EX-LE10 L"

static struct session_plan *plan;
static struct session s;

static inline int begin(void **state)
{
    (void)state;
    plan = fixture_plan();
    fixture_begin(&s, plan);
    return 0;
}

static inline int end(void **state)
{
    (void)state;
    session_plan_destroy(&plan);
    return 0;
}

static inline void at(double seconds, const char *line)
{
    fixture_all(&s, seconds, (const char *[]){line, NULL});
}

#define ALL_AT(SECONDS, ...) fixture_all(&s, SECONDS, (const char *[]){__VA_ARGS__, NULL})

static inline void refused(double seconds, const char *line, const char *why)
{
    assert_false(fixture_do(&s, seconds, line));
    assert_string_equal(fixture_refused, why);
}

static inline struct overlay look(double seconds)
{
    struct overlay o;
    struct session_time now = fixture_at(seconds);
    assert_true(overlay_make(&o, &s, &now, NULL, NULL));
    // placed is in, out or broken, always
    assert_int_equal(o.placed, o.needles_in + o.out + o.broken);
    return o;
}

static inline void count(double seconds, int in, int placed, int out, int broken)
{
    struct overlay o = look(seconds);
    assert_int_equal(o.needles_in, in);
    assert_int_equal(o.placed, placed);
    assert_int_equal(o.out, out);
    assert_int_equal(o.broken, broken);
}

static inline enum overlay_level level(double seconds, enum overlay_alert_kind kind)
{
    struct overlay o = look(seconds);
    const struct overlay_alert *a = overlay_find(&o, kind);
    if (!a)
        fail_msg("no alert %s at %g", overlay_alert_id(kind), seconds);
    return a->level;
}

static inline int64_t since(double seconds, enum overlay_alert_kind kind)
{
    struct overlay o = look(seconds);
    return (overlay_find(&o, kind)->since_ms - FIXTURE_T0) / 1000;
}

static inline bool quiet(double seconds, enum overlay_alert_kind kind)
{
    struct overlay o = look(seconds);
    return !overlay_find(&o, kind);
}

static inline enum session_point_state state_of(const char *code, char side)
{
    return s.points[session_find(&s, code, side, NULL)].state;
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, begin, end)

#endif
