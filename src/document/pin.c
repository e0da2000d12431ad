#include "document/pin.h"

#include <stdlib.h>
#include <string.h>

#include <crypt.h>

#include "base/cut.h"

static const char METHOD[] = "$y$";

bool pin_is_figures(const char *text)
{
    size_t n = strspn(text, "0123456789");
    return n >= 4 && n <= PIN_MOST && !text[n];
}

bool pin_is_hash(const char *text)
{
    static const char LETTERS[] =
        "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$";
    size_t n = strlen(text);
    return n < PIN_HASH && n > sizeof METHOD - 1 &&
           strncmp(text, METHOD, sizeof METHOD - 1) == 0 && strspn(text, LETTERS) == n;
}

/* crypt(5) of the figures with that salt, or a hash that begins with one */
static bool crypt_with(const char *figures, const char *salt, char hash[PIN_HASH])
{
    struct crypt_data *data = calloc(1, sizeof *data);
    const char *made = data ? crypt_rn(figures, salt, data, (int)sizeof *data) : NULL;
    bool ok = made && pin_is_hash(made) && cut_print(hash, PIN_HASH, "%s", made);
    if (!ok)
        hash[0] = 0;
    if (data)
        explicit_bzero(data, sizeof *data);
    free(data);
    return ok;
}

bool pin_hash(const char *figures, char hash[PIN_HASH])
{
    char salt[CRYPT_GENSALT_OUTPUT_SIZE];
    hash[0] = 0;
    return crypt_gensalt_rn(METHOD, PIN_COST, NULL, 0, salt, (int)sizeof salt) &&
           crypt_with(figures, salt, hash);
}

bool pin_matches(const char *figures, const char *kept)
{
    char made[PIN_HASH];
    if (pin_is_figures(kept))
        return strcmp(figures, kept) == 0;
    return pin_is_hash(kept) && crypt_with(figures, kept, made) &&
           strcmp(made, kept) == 0;
}
