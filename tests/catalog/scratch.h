/* scratch.h - a copy of the synthetic body's data in which one thing is changed. */
#ifndef DEQI_TESTS_SCRATCH_H
#define DEQI_TESTS_SCRATCH_H

#include "catalog/catalog.h"

/* Copies the data, replaces the first `find` in assets/FILE by `with` (the test fails
 * where it is not there), and loads the copy. `file` NULL changes nothing. */
struct catalog *scratch_load(const char *file, const char *find, const char *with,
                             struct error *error);

#endif
