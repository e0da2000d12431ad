/* crew.h - work in pieces that do not depend on one another, which several hands may
 * share.
 *
 * Who has such work asks for somebody to do it (`crew_runner`) and does not know whether
 * that is one after another (crew_alone) or on all cores (crew_cores). The
 * pieces are done in any order, each once; what they give may not depend on which of the
 * workers did it.
 */
#ifndef DEQI_BASE_CREW_H
#define DEQI_BASE_CREW_H

enum { CREW_WORKERS_MAX = 8 };

/* `worker` is 0 .. CREW_WORKERS_MAX - 1: for memory of its own. */
typedef void crew_piece(void *user, int worker, int piece);
/* Returns when pieces 0 .. n - 1 are done. */
typedef void crew_runner(int n, crew_piece *piece, void *user);

/* One after another, by worker 0. */
void crew_alone(int n, crew_piece *piece, void *user);
/* By as many workers as this process may have cores. Threads live as long as the work;
 * where none can be had the caller does all of it. */
void crew_cores(int n, crew_piece *piece, void *user);

#endif
