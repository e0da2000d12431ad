/* font_files.h - the font files of this machine, found through fontconfig: Inter in two
 * weights, and faces for the characters that Inter lacks, in the shapes of a language. */
#ifndef DEQI_UI_FONT_FILES_H
#define DEQI_UI_FONT_FILES_H

#include <stddef.h>

struct font_file {
    char *data; /* the whole file; NULL = none was found */
    size_t size;
    int index;  /* of the face in the file */
    float line; /* its line from top to bottom, in sizes of its type */
};

struct font_files {
    struct font_file regular, strong;
    struct font_file cjk; /* Chinese, Japanese or Korean as the language wants it */
    struct font_file cjk_strong; /* its bold; without data it is made bolder in drawing */
    struct font_file cjk_more;   /* for what cjk lacks; without data it lacks nothing */
    const char *note; /* what was not found, in words for the log; NULL = all was */
};

/* Reads them. Without Inter any sans-serif face stands in. */
void font_files_load(struct font_files *files, const char *lang);
/* Reads anew those that depend on the language. */
void font_files_set_lang(struct font_files *files, const char *lang);
void font_files_free(struct font_files *files);

#endif
