#include "base/word.h"

#include <string.h>

bool word_begins(const char *word, const char *with)
{
    return strncmp(word, with, strlen(with)) == 0;
}
