/* journal_place.c - where the journal lies, and on which machine. */
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "base/file.h"
#include "session/journal_internal.h"
#include "system/process.h"

bool journal_default_path(char *out, size_t size, struct error *error)
{
    return file_user_data("sessions.db", out, size, error);
}

bool journal_place(char *out, size_t size, bool *is_own, struct error *error)
{
    const char *named = getenv("DEQI_JOURNAL");
    *is_own = !named || !*named;
    if (*is_own)
        return journal_default_path(out, size, error);
    return cut_print(out, size, "%s", named) ||
           error_set(error, "$DEQI_JOURNAL has too long a name");
}

bool journal_names_server(const char *path)
{
    return strncmp(path, "postgresql:", 11) == 0 || strncmp(path, "postgres:", 9) == 0 ||
           strncmp(path, "service=", 8) == 0;
}

void journal_name_machine(struct journal *journal, const struct journal_options *options)
{
    char host[256] = "";
    if (!options->machine)
        process_machine(host, sizeof host);
    cut_print(journal->machine, sizeof journal->machine, "%s",
              options->machine ? options->machine : host);
}

int journal_version(const struct journal *journal)
{
    return (int)journal->version;
}

void journal_make_key(char out[JOURNAL_KEY_SIZE])
{
    unsigned char bytes[(JOURNAL_KEY_SIZE - 1) / 2];
    process_chance(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}
