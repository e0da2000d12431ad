/* library.h - shared libraries that are loaded while the program runs. They stay. */
#ifndef DEQI_SYSTEM_LIBRARY_H
#define DEQI_SYSTEM_LIBRARY_H

/* NULL where it cannot be had; `why` then says why, until the next call. */
void *library_open(const char *file, const char **why);
/* Of the process, else of the library; NULL where neither has it. */
void *library_find(void *library, const char *name);

#endif
