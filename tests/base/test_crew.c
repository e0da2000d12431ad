/* A crew does every piece once, and no two workers share a number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/crew.h"

enum { PIECES = 5000 };

struct ledger {
    atomic_int done[PIECES];
    atomic_int busy[CREW_WORKERS_MAX]; /* who is at work */
    atomic_int clashes;
};

static void note(void *user, int worker, int piece)
{
    struct ledger *l = user;
    if (worker < 0 || worker >= CREW_WORKERS_MAX || atomic_fetch_add(&l->busy[worker], 1))
        atomic_fetch_add(&l->clashes, 1);
    atomic_fetch_add(&l->done[piece], 1);
    atomic_fetch_sub(&l->busy[worker], 1);
}

static void check(crew_runner *crew, int n)
{
    struct ledger *l = calloc(1, sizeof *l);
    assert_non_null(l);
    crew(n, note, l);
    for (int i = 0; i < PIECES; i++)
        assert_int_equal(atomic_load(&l->done[i]), i < n);
    assert_int_equal(atomic_load(&l->clashes), 0);
    free(l);
}

static void every_piece_is_done_once(void **state)
{
    (void)state;
    static const int COUNTS[] = {0, 1, 2, 3, 17, PIECES};
    for (int i = 0; i < 6; i++) {
        check(crew_alone, COUNTS[i]);
        for (int again = 0; again < 20; again++)
            check(crew_cores, COUNTS[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_piece_is_done_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
