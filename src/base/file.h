/* file.h - whole files in and out. Paths are UTF-8 as the system gives them. */
#ifndef DEQI_BASE_FILE_H
#define DEQI_BASE_FILE_H

#include <stddef.h>

#include "base/error.h"

/* Reads a regular file, or standard input for "-", into a malloc'ed buffer with a zero
 * byte after the end. Refuses more than `limit` bytes. The caller frees *data. */
bool file_read(const char *path, size_t limit, char **data, size_t *size,
               struct error *error);

/* Replaces the file in one step: written beside it, synced, renamed. On failure the old
 * file stays as it was. A new file is its owner's alone (0600): it may hold what is
 * known of a patient; one that was there keeps its mode. */
bool file_write(const char *path, const void *data, size_t size, struct error *error);
/* The same for what tells of nobody: a new file is as the user's umask has it. */
bool file_write_public(const char *path, const void *data, size_t size,
                       struct error *error);

bool file_exists(const char *path);
bool file_is_regular(const char *path); /* and no folder, pipe or device */
bool file_is_folder(const char *path);  /* or a link to one */
/* Whether it lies in that folder or below it, whatever links lead there; both exist. */
bool file_lies_in(const char *path, const char *folder);
/* Whether the name ends so (".glb"), whatever the case of its letters. */
bool file_has_ending(const char *path, const char *ending);

/* Where the user's own data lie: $XDG_DATA_HOME/deqi/NAME, else below ~/.local/share;
 * makes the folders (0700). */
bool file_user_data(const char *name, char *out, size_t size, struct error *error);

/* Where the user's own settings lie: $XDG_CONFIG_HOME/deqi/NAME, else below ~/.config;
 * the folders are made (0700) where they are to be written. */
enum file_place { FILE_LOOK, FILE_MAKE };
bool file_user_config(const char *name, char *out, size_t size, enum file_place place,
                      struct error *error);

/* The folder that the program lies in, without a slash at its end; false where the system
 * does not tell. Writes into `out` (at least 4096 bytes). */
bool file_program_folder(char *out, size_t size);

/* The program's data directory (holding assets, models, shaders): $DEQI_DATA, then
 * ../share/deqi beside the program, then `sources`, which is told from the program's
 * folder ("../.."). Writes into `out` (at least 4096 bytes). Refused where none of them
 * holds assets/. */
bool file_data_dir(const char *sources, char *out, size_t size, struct error *error);

#endif
