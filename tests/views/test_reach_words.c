/* how a journal that rooms share is said to stand: out of reach, behind, or all there */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "text/text.h"
#include "views/reach_words.h"

static struct texts *texts;
static struct arena *arena;

static int open_texts(void **state)
{
    struct error error = {0};
    (void)state;
    texts = texts_load(DEQI_SOURCE_DIR, "en", &error);
    arena = arena_create();
    return texts ? 0 : -1;
}

static int close_texts(void **state)
{
    (void)state;
    texts_destroy(&texts);
    arena_destroy(&arena);
    return 0;
}

static struct reach_words words_of(struct journal_reach reach)
{
    struct reach_words words;
    reach_words_make(&words, &reach, texts, arena);
    return words;
}

static void what_is_well_says_nothing(void **state)
{
    (void)state;
    struct reach_words own = words_of((struct journal_reach){.here_only = 3});
    assert_false(own.apart); // a journal of one machine is never away
    assert_string_equal(own.mark, "");
    struct reach_words well =
        words_of((struct journal_reach){.shared = true, .reached = true});
    assert_false(well.apart);
    assert_string_equal(well.mark, "");
    assert_string_equal(reach_words_here_only(0, texts, arena), "");
}

static void out_of_reach_says_why_and_what_goes_on(void **state)
{
    (void)state;
    struct journal_reach r = {.shared = true, .why = "no route", .here_only = 2};
    struct reach_words words = words_of(r);
    assert_true(words.apart);
    assert_non_null(strstr(words.mark, "2"));
    assert_string_equal(words.mark, reach_words_here_only(2, texts, arena));
    assert_non_null(strstr(words.whole, "no route"));
    assert_non_null(strstr(words.whole, text_of(texts, "reach.goes_on")));
    // since when is said where it is known, and until when others are
    r.since_ms = 1700000000000;
    struct reach_words since = words_of(r);
    assert_string_not_equal(since.under, words.under);
    r.known_ms = 1700000000000;
    assert_true(strlen(words_of(r).whole) > strlen(since.whole));
    // nothing waits: that it is away stands in its place
    r.here_only = 0;
    assert_string_equal(words_of(r).mark, text_of(texts, "reach.away"));
}

static void what_is_behind_is_being_sent(void **state)
{
    (void)state;
    struct reach_words words =
        words_of((struct journal_reach){.shared = true, .reached = true, .here_only = 1});
    assert_true(words.apart);
    assert_string_equal(words.under, text_of(texts, "reach.sending"));
    assert_string_equal(words.whole, text_of(texts, "reach.sending_whole"));
}

static void what_came_too_late_is_never_hidden(void **state)
{
    (void)state;
    struct journal_reach r = {.shared = true, .reached = true, .kept = 4};
    struct reach_words words = words_of(r);
    assert_false(words.apart);
    assert_non_null(strstr(words.mark, "4"));
    assert_string_equal(words.under, text_of(texts, "reach.kept_look"));
    assert_string_equal(words.whole, text_of(texts, "reach.all_there"));
    // beside something graver it stands under it
    r.here_only = 1;
    struct reach_words both = words_of(r);
    assert_string_equal(both.under, words.mark);
    r.reached = false;
    assert_string_equal(words_of(r).under, words.mark);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_well_says_nothing),
        cmocka_unit_test(out_of_reach_says_why_and_what_goes_on),
        cmocka_unit_test(what_is_behind_is_being_sent),
        cmocka_unit_test(what_came_too_late_is_never_hidden),
    };
    return cmocka_run_group_tests(tests, open_texts, close_texts);
}
