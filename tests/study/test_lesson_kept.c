/* What was not saved of a lesson is there the next time, as it was typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "study/lesson_kept.h"

static struct catalog *catalog;
static char home[64];

/* a window: its lesson, and what it keeps */
struct window {
    struct lesson_book *book;
    struct lesson_kept kept;
    enum lesson_found found;
};

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    return catalog ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    catalog_destroy(&catalog);
    return 0;
}

static int new_home(void **state)
{
    (void)state;
    snprintf(home, sizeof home, "/tmp/lesson-kept-XXXXXX");
    return mkdtemp(home) && setenv("XDG_DATA_HOME", home, 1) == 0 ? 0 : -1;
}

static int leave_home(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", home);
    return system(command);
}

static struct window open_window(void)
{
    struct window w = {.book = lesson_book_create()};
    w.found = lesson_kept_open(&w.kept, w.book, catalog);
    return w;
}

static void close_window(struct window *w)
{
    struct error error;
    assert_true(lesson_kept_write(&w->kept, w->book, catalog, &error));
    lesson_kept_close(&w->kept);
    lesson_book_destroy(&w->book);
}

static void write_step(struct window *w, const char *title, const char *points)
{
    struct lesson_step *s = lesson_insert(lesson_draft(w->book), 99);
    snprintf(s->title, sizeof s->title, "%s", title);
    snprintf(s->points, sizeof s->points, "%s", points);
    s->look = TOUR_EYE;
    s->eye = (struct tour_eye){{0, 0.5, 0}, 0.2, 30, -10};
    lesson_change(w->book, 0);
}

static bool lies_there(const char *name)
{
    char path[200];
    snprintf(path, sizeof path, "%s/deqi/%s", home, name);
    return file_exists(path);
}

static void words_are_kept_as_they_were_typed(void **state)
{
    (void)state;
    struct window w = open_window();
    assert_int_equal(w.found, LESSON_NOTHING_KEPT);
    write_step(&w, "", "ST36, half of a na");
    close_window(&w);
    w = open_window();
    assert_int_equal(w.found, LESSON_KEPT);
    assert_true(lesson_unsaved(w.book));
    assert_int_equal(lesson_now(w.book)->n, 1);
    assert_string_equal(lesson_now(w.book)->title, "");
    assert_string_equal(lesson_now(w.book)->step[0].title, "");
    assert_string_equal(lesson_now(w.book)->step[0].points, "ST36, half of a na");
    assert_int_equal(lesson_now(w.book)->step[0].look, TOUR_EYE);
    // all taken away again: nothing is left to be kept
    while (lesson_undo(w.book))
        ;
    close_window(&w);
    assert_false(lies_there("lesson-draft.json"));
}

static void a_title_alone_is_kept(void **state)
{
    (void)state;
    struct window w = open_window();
    snprintf(lesson_draft(w.book)->title, 100, "The knee");
    lesson_change(w.book, 0);
    close_window(&w);
    w = open_window();
    assert_int_equal(w.found, LESSON_KEPT);
    assert_string_equal(lesson_now(w.book)->title, "The knee");
    close_window(&w);
}

static void what_is_saved_is_not_kept(void **state)
{
    (void)state;
    char path[200];
    struct error error;
    struct window w = open_window();
    write_step(&w, "one", "ST36");
    assert_true(lesson_kept_write(&w.kept, w.book, catalog, &error));
    assert_true(lies_there("lesson-draft.json"));
    snprintf(path, sizeof path, "%s/mine.json", home);
    assert_true(lesson_save(w.book, path, catalog, &error));
    close_window(&w);
    assert_false(lies_there("lesson-draft.json"));
}

static void what_cannot_be_read_is_set_aside(void **state)
{
    (void)state;
    char path[200];
    struct error error;
    struct window w = open_window();
    write_step(&w, "one", "ST36");
    close_window(&w);
    snprintf(path, sizeof path, "%s/deqi/lesson-draft.json", home);
    assert_true(file_write(path, "{\"schema\": \"deqi/le", 20, &error));
    w = open_window();
    assert_int_equal(w.found, LESSON_NOTHING_KEPT);
    assert_int_equal(w.kept.n_aside, 1);
    assert_true(file_exists(w.kept.aside));
    assert_true(lies_there("lesson-draft.json.damaged-1"));
    assert_int_equal(lesson_now(w.book)->n, 0);
    close_window(&w);
    assert_true(lies_there("lesson-draft.json.damaged-1"));
}

static void damage(const char *name)
{
    char path[200];
    struct error error;
    snprintf(path, sizeof path, "%s/deqi/%s", home, name);
    assert_true(file_write(path, "{\"schema\": \"deqi/le", 20, &error));
}

/* all that is damaged, before and behind what can be read, and that is told beside it */
static void all_that_is_damaged_is_set_aside(void **state)
{
    (void)state;
    struct window w = open_window();
    write_step(&w, "good", "ST36");
    close_window(&w);
    for (int good = 1; good <= 3; good++) {
        char name[32] = "lesson-draft.json", from[200], to[200];
        if (good > 1) {
            snprintf(name, sizeof name, "lesson-draft-%d.json", good);
            snprintf(from, sizeof from, "%s/deqi/lesson-draft.json", home);
            snprintf(to, sizeof to, "%s/deqi/%s", home, name);
            assert_int_equal(rename(from, to), 0);
        }
        for (int i = 1; i <= 3; i++) {
            static const char *const NAMES[] = {
                "lesson-draft.json", "lesson-draft-2.json", "lesson-draft-3.json"};
            if (i != good)
                damage(NAMES[i - 1]);
        }
        w = open_window();
        assert_int_equal(w.found, LESSON_KEPT);
        assert_int_equal(w.kept.n_aside, 2);
        assert_string_equal(lesson_now(w.book)->step[0].title, "good");
        assert_int_equal(lesson_now(w.book)->n, 1);
        assert_true(file_exists(w.kept.aside));
        close_window(&w);
        assert_true(lies_there(name));
        w = open_window();
        assert_int_equal(w.kept.n_aside, 0);
        close_window(&w);
        if (good > 1)
            assert_int_equal(rename(to, from), 0);
    }
}

/* of two windows none takes away what the other keeps */
static void another_windows_lesson_stays(void **state)
{
    (void)state;
    struct window a = open_window(), b = open_window();
    write_step(&a, "of the first", "ST36");
    write_step(&b, "of the second", "SP6");
    close_window(&a);
    close_window(&b);
    assert_true(lies_there("lesson-draft.json") && lies_there("lesson-draft-2.json"));
    // a third that has nothing to keep takes away nothing
    struct window c = open_window();
    assert_string_equal(lesson_now(c.book)->step[0].title, "of the first");
    lesson_begin(c.book);
    close_window(&c);
    assert_false(lies_there("lesson-draft.json"));
    c = open_window();
    assert_int_equal(c.found, LESSON_KEPT);
    assert_string_equal(lesson_now(c.book)->step[0].title, "of the second");
    close_window(&c);
}

/* by the version before: a lesson as such */
static void an_older_one_is_read(void **state)
{
    (void)state;
    char path[200];
    struct error error;
    struct window w = open_window();
    write_step(&w, "one", "ST36");
    char *text = lesson_text(lesson_now(w.book), catalog);
    close_window(&w);
    snprintf(path, sizeof path, "%s/deqi/lesson-draft.json", home);
    assert_true(file_write(path, text, strlen(text), &error));
    free(text);
    w = open_window();
    assert_int_equal(w.found, LESSON_KEPT);
    assert_true(lesson_unsaved(w.book));
    assert_string_equal(lesson_now(w.book)->step[0].points, "ST36");
    close_window(&w);
}

#define AT_HOME(test) cmocka_unit_test_setup_teardown(test, new_home, leave_home)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_HOME(words_are_kept_as_they_were_typed),
        AT_HOME(a_title_alone_is_kept),
        AT_HOME(what_is_saved_is_not_kept),
        AT_HOME(what_cannot_be_read_is_set_aside),
        AT_HOME(all_that_is_damaged_is_set_aside),
        AT_HOME(another_windows_lesson_stays),
        AT_HOME(an_older_one_is_read),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
