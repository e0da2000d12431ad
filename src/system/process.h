/* process.h - this process, its machine and its terminal. */
#ifndef DEQI_SYSTEM_PROCESS_H
#define DEQI_SYSTEM_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

long process_id(void);
/* Whether a person is there to read it. */
bool process_is_terminal(FILE *stream);
/* What is to be done in the place of ending when somebody asks for that (Ctrl-C,
 * SIGTERM): as little as a signal's handler may. */
void process_on_stop(void (*heed)(int signal));
/* A limit on the size of files fails like a full disk, and does not end the program. */
void process_bear_limits(void);
/* The name of the machine, "" where it has none. */
void process_machine(char *out, size_t size);
/* Bytes that nobody can foretell. */
void process_chance(void *out, size_t size);

#endif
