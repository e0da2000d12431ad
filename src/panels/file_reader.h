/* file_reader.h - what lies where, read beside the window's loop: a mount that no longer
 * answers holds up nobody. What is asked for is usually there after a moment; else it
 * comes later, or never. A newer wish for a folder takes the place of the one before.
 */
#ifndef DEQI_PANELS_FILE_READER_H
#define DEQI_PANELS_FILE_READER_H

#include "document/folder.h"
#include "panels/file_roots.h"

struct file_reader;

struct file_reader *file_reader_create(void);
void file_reader_destroy(struct file_reader **reader);

struct file_reader_wish {
    const char *path;
    const char *instead;        /* where that cannot be read; NULL = nothing */
    const char *const *endings; /* as of folder_read; they outlive the reader */
    enum { FILE_READER_NAMES, FILE_READER_LABELS } what;
};
void file_reader_ask_folder(struct file_reader *reader,
                            const struct file_reader_wish *wish);
/* `examples` as of file_roots; of `n` files it is asked whether they are there. */
void file_reader_ask_places(struct file_reader *reader, const char *examples,
                            const char (*file)[PATH_MAX], int n);

/* Takes what has come: bits of what is new since the last look. */
enum { FILE_READER_FOLDER = 1, FILE_READER_FAILED = 2, FILE_READER_PLACES = 4 };
unsigned file_reader_look(struct file_reader *reader);
/* Whether a folder, or anything at all, is still on its way. */
bool file_reader_reads_folder(const struct file_reader *reader);
bool file_reader_waits(const struct file_reader *reader);

/* The last folder that could be read; why the last wish could not. */
const struct folder *file_reader_folder(const struct file_reader *reader);
const struct error *file_reader_error(const struct file_reader *reader);
int file_reader_roots(const struct file_reader *reader, const struct file_root **root);
/* The whole path of home; NULL where it is not known. */
const char *file_reader_home(const struct file_reader *reader);
bool file_reader_is_there(const struct file_reader *reader, const char *file);

#endif
