#include "cli/named_journal.h"

#include "base/cut.h"
#include "document/settings.h"
#include "session/journal.h"

bool named_journal(const char *named, char *out, size_t size, bool *is_own,
                   struct error *error)
{
    struct error cause = {0};
    struct settings settings;
    *is_own = false;
    if (named)
        return cut_print(out, size, "%s", named) ||
               error_set(error, "the journal has too long a name");
    bool ok = journal_place(out, size, is_own, &cause);
    if (ok && !*is_own)
        return true;
    if (settings_load(&settings) && settings.journal[0]) {
        *is_own = false;
        return cut_print(out, size, "%s", settings.journal) ||
               error_set(error, "the journal of the settings has too long a name");
    }
    if (ok)
        return true;
    error_set(error, "%.500s; name a file with --journal", cause.text);
    return error_in_file(error, cause.file);
}
