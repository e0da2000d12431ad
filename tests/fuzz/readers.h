/* readers.h - every reader of foreign bytes under one hand: a name, what it begins with,
 * and a function that takes any bytes and may do nothing but refuse them. */
#ifndef DEQI_TESTS_FUZZ_READERS_H
#define DEQI_TESTS_FUZZ_READERS_H

#include <stddef.h>
#include <stdint.h>

enum { READER_SEEDS = 24 };

struct reader {
    const char *name;
    void (*read)(const uint8_t *data, size_t size);
    /* Files below the source tree; where `numbered`, the first byte of an input says of
     * which of them the rest stands in the place. */
    const char *seed[READER_SEEDS];
    /* Writes one more that no file of the tree holds; NULL = there is none. */
    void (*make_seed)(const char *path);
    enum { READER_BYTES, READER_TEXT } kind;
    int numbered;
};

extern const struct reader READERS[];               /* the last has no name */
const struct reader *reader_find(const char *name); /* NULL = none */

/* The reader's own folder; it is gone with the program. */
const char *reader_folder(void);
/* Writes a file of that folder, in place of what stood there; its path, until the next
 * call. */
const char *reader_put(const char *name, const void *data, size_t size);
/* The data folder with that one file (NULL = none) in the place of the shipped one. */
const char *reader_data(const char *name, const void *data, size_t size);

void read_catalogue(const uint8_t *data, size_t size);
void read_structures(const uint8_t *data, size_t size);
void read_tours(const uint8_t *data, size_t size);
void read_texts(const uint8_t *data, size_t size);
extern const char *const CATALOGUE_FILES[], *const STRUCTURE_FILES[], *const TOUR_FILES[];

#endif
