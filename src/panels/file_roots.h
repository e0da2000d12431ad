/* file_roots.h - where files are looked for first: what comes with the program, home, the
 * whole machine, and what was plugged in. */
#ifndef DEQI_PANELS_FILE_ROOTS_H
#define DEQI_PANELS_FILE_ROOTS_H

#include <limits.h>

struct file_root {
    const char *text; /* id of its name; NULL: it goes by `name` */
    char name[80];
    char path[PATH_MAX];
};
enum { FILE_ROOTS_MOST = 16 };

/* `examples` is a folder of what comes with the program, or NULL. Returns how many. */
int file_roots(const char *examples, struct file_root out[FILE_ROOTS_MOST]);

#endif
