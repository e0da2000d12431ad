/* journal_open.c - a journal by its name: in a file, or on a server. */
#include "session/journal_rooms.h"
#include "session/journal_server.h"

struct journal *journal_open(const struct journal_options *options, char *set_aside,
                             size_t size, struct error *error)
{
    if (set_aside && size)
        set_aside[0] = 0;
    if (journal_names_server(options->path))
        return journal_rooms_open(options, error);
    return journal_file_open(options, set_aside, size, error);
}

bool journal_init(const char *address, int *before, int *version, struct error *error)
{
    *version = JOURNAL_SERVER_VERSION;
    return journal_server_init(address, before, error);
}
