/* journal_place.c - where a user's journal lies unless another is named. */
#include <string.h>

#include "base/file.h"
#include "session/journal.h"

bool journal_default_path(char *out, size_t size, struct error *error)
{
    struct error cause = {0};
    if (file_user_data("sessions.db", out, size, &cause))
        return true;
    error_set(error, "%.500s; name a file with --journal", cause.text);
    return error_in_file(error, cause.file);
}
