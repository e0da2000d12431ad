/* libfuzzer.c - the entry of clang's libFuzzer; $DEQI_READER names the reader. */
#include <stdio.h>
#include <stdlib.h>

#include "readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct reader *reader;
    const char *name = getenv("DEQI_READER");
    if (!reader && !(reader = name ? reader_find(name) : NULL)) {
        fputs("DEQI_READER names no reader\n", stderr);
        exit(2);
    }
    reader->read(data, size);
    return 0;
}
