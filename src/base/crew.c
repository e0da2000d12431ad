#include "base/crew.h"

#include <stdatomic.h>

#include "system/thread.h"

void crew_alone(int n, crew_piece *piece, void *user)
{
    for (int i = 0; i < n; i++)
        piece(user, 0, i);
}

struct crew_work {
    int n;
    crew_piece *piece;
    void *user;
    atomic_int next, joined;
};

/* who comes takes a number, and then pieces until there are none */
static void *join(void *data)
{
    struct crew_work *w = data;
    int me = atomic_fetch_add(&w->joined, 1);
    for (int i; (i = atomic_fetch_add(&w->next, 1)) < w->n;)
        w->piece(w->user, me, i);
    return NULL;
}

void crew_cores(int n, crew_piece *piece, void *user)
{
    struct crew_work w = {.n = n, .piece = piece, .user = user};
    struct thread helper[CREW_WORKERS_MAX];
    int n_helpers = 0, most = thread_cores();
    most = most < CREW_WORKERS_MAX ? most : CREW_WORKERS_MAX;
    most = most < n ? most : n;
    while (n_helpers < most - 1 && thread_begin(&helper[n_helpers], join, &w))
        n_helpers++;
    join(&w);
    while (n_helpers > 0)
        thread_join(&helper[--n_helpers]);
}
