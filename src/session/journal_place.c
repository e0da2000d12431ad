/* journal_place.c - where a user's journal lies unless another is named. */
#include "base/file.h"
#include "session/journal.h"

bool journal_default_path(char *out, size_t size, struct error *error)
{
    return file_user_data("sessions.db", out, size, error);
}
