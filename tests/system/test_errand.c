/* Work that may take for ever: nobody waits longer than told, and whoever ends last frees
 * what it holds, once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "system/errand.h"

static atomic_bool held;
static atomic_int n_worked, n_ended;

static void work(void *data)
{
    while (atomic_load(&held))
        usleep(500);
    *(int *)data = 7;
    atomic_fetch_add(&n_worked, 1);
}

static void end(void *data)
{
    free(data);
    atomic_fetch_add(&n_ended, 1);
}

static int set_up(void **state)
{
    (void)state;
    atomic_store(&n_worked, 0);
    atomic_store(&n_ended, 0);
    return 0;
}

static void what_is_done_is_told(void **state)
{
    (void)state;
    struct errand *e = errand_begin(work, end, calloc(1, sizeof(int)));
    while (!errand_wait(e, 1000))
        ;
    assert_int_equal(*(int *)errand_data(e), 7);
    assert_int_equal(atomic_load(&n_ended), 0);
    errand_leave(&e);
    assert_null(e);
    assert_int_equal(atomic_load(&n_ended), 1);
    errand_leave(&e);
}

static void one_that_hangs_is_left(void **state)
{
    (void)state;
    enum { MANY = 5 };
    struct errand *e[MANY];
    atomic_store(&held, true);
    for (int i = 0; i < MANY; i++)
        e[i] = errand_begin(work, end, calloc(1, sizeof(int)));
    for (int i = 0; i < MANY; i++) {
        assert_false(errand_wait(e[i], 1));
        assert_null(errand_data(e[i]));
        errand_leave(&e[i]);
    }
    assert_int_equal(atomic_load(&n_ended), 0);
    // each ends by itself, some day
    atomic_store(&held, false);
    while (atomic_load(&n_ended) < MANY)
        usleep(500);
    assert_int_equal(atomic_load(&n_worked), MANY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_is_done_is_told, set_up),
        cmocka_unit_test_setup(one_that_hangs_is_left, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
