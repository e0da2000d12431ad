/* The store of what was learned: kept, and not lost to a damaged, foreign, newer or
 * read-only file. */
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/file.h"
#include "study/progress.h"

static char folder[64], path[128];

static int begin(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/deqi-study-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/study.db", folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    char command[128];
    chmod(folder, 0700);
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

static const struct quiz_item KI3 = {QUIZ_FIND, "KI3"}, NAMED = {QUIZ_NAME, "KI3"};

static struct schedule_card answer(struct progress *p, struct quiz_item item, double cun)
{
    struct schedule_card card = progress_card(p, &item);
    card = schedule_answer(&card, SCHEDULE_GOOD, 100);
    struct progress_answer a = {item, 1, SCHEDULE_GOOD, cun};
    assert_int_equal(progress_keep(p, &a, &card),
                     progress_trouble(p) != PROGRESS_NOT_KEPT);
    return card;
}

static void wild_numbers_are_tamed(void **state)
{
    (void)state;
    sqlite3 *db;
    progress_close(&(struct progress *){progress_open(path)});
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db,
                     "INSERT INTO card(kind, item, asked, known, missed, interval, due, "
                     "ease) VALUES ('find', 'KI3', 2147483647, 2147483647, 2147483647, "
                     "2147483647, 2147483647, 1e300)",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    struct progress *p = progress_open(path);
    struct schedule_card card = answer(p, KI3, 0.1);
    assert_true(card.known > 0 && card.asked > 0 && card.due > 100);
    assert_true(card.interval <= SCHEDULE_LONGEST);
    progress_close(&p);
}

static void keeps_what_was_answered(void **state)
{
    (void)state;
    struct progress *p = progress_open(path);
    assert_int_equal(progress_trouble(p), PROGRESS_WELL);
    assert_int_equal(progress_card(p, &KI3).asked, 0);
    answer(p, KI3, 0.2);
    struct schedule_card kept = answer(p, KI3, 0.7);
    answer(p, NAMED, -1);
    progress_close(&p);
    p = progress_open(path);
    assert_int_equal(progress_trouble(p), PROGRESS_WELL);
    assert_string_equal(progress_detail(p), "");
    struct schedule_card card = progress_card(p, &KI3);
    assert_int_equal(card.asked, 2);
    assert_int_equal(card.known, kept.known);
    assert_int_equal(card.missed, kept.missed);
    assert_int_equal(card.interval, kept.interval);
    assert_int_equal(card.due, kept.due);
    assert_float_equal(card.ease, kept.ease, 0);
    assert_int_equal(progress_card(p, &NAMED).asked, 1);
    int looked, within;
    progress_found(p, &looked, &within);
    assert_int_equal(looked, 2);
    assert_int_equal(within, 1);
    progress_close(&p);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void counts_the_last_answers_only(void **state)
{
    (void)state;
    struct progress *p = progress_open(path);
    for (int i = 0; i < 10; i++)
        answer(p, KI3, 3);
    for (int i = 0; i < PROGRESS_RECENT; i++)
        answer(p, KI3, 0.5);
    int looked, within;
    progress_found(p, &looked, &within);
    assert_int_equal(looked, PROGRESS_RECENT);
    assert_int_equal(within, PROGRESS_RECENT);
    progress_close(&p);
}

static void write_text(const char *text)
{
    assert_true(file_write(path, text, strlen(text), NULL));
}

static void sets_a_damaged_file_aside(void **state)
{
    (void)state;
    char aside[160];
    snprintf(aside, sizeof aside, "%s.damaged-1", path);
    write_text("this is no database, though it has its name");
    struct progress *p = progress_open(path);
    assert_int_equal(progress_trouble(p), PROGRESS_SET_ASIDE);
    assert_string_equal(progress_detail(p), aside);
    assert_true(file_exists(aside));
    answer(p, KI3, 0.1);
    progress_close(&p);
    p = progress_open(path);
    assert_int_equal(progress_trouble(p), PROGRESS_WELL);
    assert_int_equal(progress_card(p, &KI3).asked, 1);
    progress_close(&p);
}

/* bytes overwritten in the middle of a good file */
static void sets_a_torn_file_aside(void **state)
{
    (void)state;
    struct progress *p = progress_open(path);
    answer(p, KI3, 0.1);
    progress_close(&p);
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    fseek(f, 4096, SEEK_SET);
    for (int i = 0; i < 4096; i++)
        fputc(0xA5, f);
    fclose(f);
    p = progress_open(path);
    assert_int_equal(progress_trouble(p), PROGRESS_SET_ASIDE);
    assert_int_equal(progress_card(p, &KI3).asked, 0);
    progress_close(&p);
}

static void run_sql(const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void remembers_in_memory(struct progress *p)
{
    assert_int_equal(progress_trouble(p), PROGRESS_NOT_KEPT);
    assert_true(progress_detail(p)[0]);
    answer(p, KI3, 0.1);
    assert_true(progress_card(p, &KI3).asked > 0);
}

static void leaves_a_newer_file_alone(void **state)
{
    (void)state;
    struct progress *p = progress_open(path);
    answer(p, KI3, 0.1);
    answer(p, KI3, 0.1);
    progress_close(&p);
    run_sql("PRAGMA user_version = 2");
    p = progress_open(path);
    remembers_in_memory(p);
    assert_non_null(strstr(progress_detail(p), "newer"));
    progress_close(&p);
    run_sql("PRAGMA user_version = 1");
    p = progress_open(path);
    assert_int_equal(progress_card(p, &KI3).asked, 2);
    progress_close(&p);
}

static void leaves_a_foreign_file_alone(void **state)
{
    (void)state;
    run_sql("CREATE TABLE diary(line TEXT)");
    struct progress *p = progress_open(path);
    remembers_in_memory(p);
    progress_close(&p);
    run_sql("INSERT INTO diary VALUES('still here')");
}

static void goes_on_where_nothing_can_be_written(void **state)
{
    (void)state;
    char beyond[PATH_MAX];
    snprintf(beyond, sizeof beyond, "%s/no/such/folder/study.db", folder);
    struct progress *p = progress_open(beyond);
    remembers_in_memory(p);
    progress_close(&p);
    p = progress_open(folder); // a folder is no file
    remembers_in_memory(p);
    progress_close(&p);
}

/* the limit on a file's size stands for a full disk, which root's rights cannot lift */
static void goes_on_when_the_disk_is_full(void **state)
{
    (void)state;
    struct progress *p = progress_open(path);
    answer(p, KI3, 0.1);
    struct rlimit all, none;
    getrlimit(RLIMIT_FSIZE, &all);
    none = (struct rlimit){.rlim_cur = 16, .rlim_max = all.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
    struct schedule_card card = progress_card(p, &KI3);
    card = schedule_answer(&card, SCHEDULE_GOOD, 101);
    struct progress_answer a = {KI3, 2, SCHEDULE_GOOD, 0.3};
    assert_false(progress_keep(p, &a, &card));
    setrlimit(RLIMIT_FSIZE, &all);
    assert_int_equal(progress_trouble(p), PROGRESS_NOT_KEPT);
    assert_int_equal(progress_card(p, &KI3).asked, 2);
    progress_close(&p);
    p = progress_open(path);
    assert_int_equal(progress_trouble(p), PROGRESS_WELL);
    assert_int_equal(progress_card(p, &KI3).asked, 1);
    progress_close(&p);
}

static void uses_the_users_own_place(void **state)
{
    (void)state;
    char own[160];
    setenv("XDG_DATA_HOME", folder, 1);
    struct progress *p = progress_open(NULL);
    assert_int_equal(progress_trouble(p), PROGRESS_WELL);
    progress_close(&p);
    snprintf(own, sizeof own, "%s/deqi/study.db", folder);
    assert_true(file_exists(own));
    unsetenv("XDG_DATA_HOME");
    unsetenv("HOME");
    p = progress_open(NULL);
    remembers_in_memory(p);
    progress_close(&p);
}

int main(void)
{
    signal(SIGXFSZ, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(wild_numbers_are_tamed, begin, end),
        cmocka_unit_test_setup_teardown(keeps_what_was_answered, begin, end),
        cmocka_unit_test_setup_teardown(counts_the_last_answers_only, begin, end),
        cmocka_unit_test_setup_teardown(sets_a_damaged_file_aside, begin, end),
        cmocka_unit_test_setup_teardown(sets_a_torn_file_aside, begin, end),
        cmocka_unit_test_setup_teardown(leaves_a_newer_file_alone, begin, end),
        cmocka_unit_test_setup_teardown(leaves_a_foreign_file_alone, begin, end),
        cmocka_unit_test_setup_teardown(goes_on_where_nothing_can_be_written, begin, end),
        cmocka_unit_test_setup_teardown(goes_on_when_the_disk_is_full, begin, end),
        cmocka_unit_test_setup_teardown(uses_the_users_own_place, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
