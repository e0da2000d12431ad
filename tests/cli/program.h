/* program.h - calls deqi and keeps what it said.
 *
 * Every call gets a scratch folder as its working folder; nothing that is written there
 * outlives the test. No display is named, and the user's own data folder is the scratch
 * folder.
 */
#ifndef DEQI_TESTS_CLI_PROGRAM_H
#define DEQI_TESTS_CLI_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

struct outcome {
    int status; /* the exit status; 128 and more: killed by a signal or by the clock */
    char out[4096]; /* as far as it fits; "" = nothing */
    char err[4096];
};

/* Makes the scratch folder, and drops it: cmocka's group setup and teardown. */
int program_setup(void **state);
int program_teardown(void **state);
const char *program_folder(void);

/* Writes a file of the scratch folder. */
void program_put(const char *name, const void *data, size_t size);

/* Runs `deqi WORDS`. Words are parted by spaces; '' is an empty one. %S stands for the
 * source tree, %D for the scratch folder. `input` is standard input, NULL = nothing;
 * `environment` is NULL or "NAME=VALUE" words parted by spaces. */
void program_run(struct outcome *outcome, const char *words, const char *input,
                 const char *environment);

/* Whether the outcome is a refusal as the contract wants it: this status, nothing on
 * standard output, and exactly one line "deqi: ..." that holds `says` on standard
 * error. */
bool program_refused(const struct outcome *outcome, int status, const char *says);

#endif
