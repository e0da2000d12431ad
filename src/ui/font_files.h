/* font_files.h - the font files of this machine, found through fontconfig: Inter in two
 * weights, and a face for the Chinese characters that Inter lacks. */
#ifndef DEQI_UI_FONT_FILES_H
#define DEQI_UI_FONT_FILES_H

#include <stddef.h>

struct font_file {
    char *data; /* the whole file; NULL = none was found */
    size_t size;
    int index; /* of the face in the file */
};

struct font_files {
    struct font_file regular, strong, cjk;
    const char *note; /* what was not found, in words for the log; NULL = all was */
};

/* Reads them. Without Inter any sans-serif face stands in. */
void font_files_load(struct font_files *files);
void font_files_free(struct font_files *files);

#endif
