/* bench_window.h - the window as a hand drives it, for the benchmark: panels and all, in
 * 1920x1080, on a screen that nobody sees, with folders of its own, so that the user's
 * settings and sessions stay as they are. One per process: it sets the environment. */
#ifndef DEQI_CLI_BENCH_WINDOW_H
#define DEQI_CLI_BENCH_WINDOW_H

#include "base/error.h"

enum { BENCH_WINDOW_STEPS = 20 /* frames that each of these draws to the end */ };

struct bench_window;

/* NULL with ERROR_NO_GRAPHICS where there is none. */
struct bench_window *bench_window_create(const char *data_dir, struct error *error);
void bench_window_destroy(struct bench_window **window);

/* A stroke down a leg with the view still, numbness and eraser in turn: with each step
 * the case, the plan, the marks, the panels and the picture follow. */
void bench_window_paint(struct bench_window *window);
/* The body is turned by a drag beside it. */
void bench_window_turn(struct bench_window *window);

#endif
