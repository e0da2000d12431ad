#include "base/word.h"

#include <string.h>

bool word_begins(const char *word, const char *with)
{
    return strncmp(word, with, strlen(with)) == 0;
}

bool word_is_blank(const char *text)
{
    return !text[strspn(text, " \t\r\n")];
}
