#include "text/error_words.h"

#include <string.h>

#include "base/cut.h"

/* what was filled in, in words of the language where it has some */
static const char *known(const struct texts *texts, const char *arg, char id[ERROR_ID])
{
    error_id(arg, id);
    return *id && texts_has(texts, id) ? texts_get(texts, id, arg) : arg;
}

void error_words(const struct texts *texts, const struct error *error, char *out,
                 size_t size)
{
    char filled[1000];
    size_t n = 0;
    if (!error->id[0] || !texts_has(texts, error->id)) {
        cut_print(out, size, "%s", error->text);
        return;
    }
    const char *p = texts_get(texts, error->id, error->text);
    for (filled[0] = 0; *p && n + 1 < sizeof filled;) {
        int i = p[0] == '{' && p[1] && p[2] == '}' ? p[1] - '1' : -1;
        char id[ERROR_ID];
        if (i >= 0 && i < ERROR_ARGS) {
            cut_append(filled, sizeof filled, "%s", known(texts, error->arg[i], id));
            n = strlen(filled);
            p += 3;
        } else {
            filled[n++] = *p++;
            filled[n] = 0;
        }
    }
    cut_print(out, size, "%.*s", (int)cut_length(filled, n), filled);
}

void error_words_at(const struct texts *texts, const struct error *error, char *out,
                    size_t size)
{
    char words[700];
    error_words(texts, error, words, sizeof words);
    out[0] = 0;
    if (error->file[0])
        cut_append(out, size, "%s", error->file);
    if (error->line > 0)
        cut_append(out, size, "%s%d:%d", error->file[0] ? ":" : "", error->line,
                   error->column);
    cut_append(out, size, "%s%s", out[0] ? ": " : "", words);
}
