#include "text/script.h"

#include <stddef.h>
#include <string.h>

/* longer names first */
static const struct {
    const char *lang, *font_lang, *family;
} SCRIPTS[] = {
    {"zh-Hant", "zh-tw", "Noto Sans CJK TC"}, {"zh-TW", "zh-tw", "Noto Sans CJK TC"},
    {"zh-HK", "zh-hk", "Noto Sans CJK HK"},   {"zh", "zh-cn", "Noto Sans CJK SC"},
    {"ja", "ja", "Noto Sans CJK JP"},         {"ko", "ko", "Noto Sans CJK KR"},
};
enum { N_SCRIPTS = sizeof SCRIPTS / sizeof *SCRIPTS };

static int find(const char *lang)
{
    for (int i = 0; i < N_SCRIPTS; i++) {
        size_t n = strlen(SCRIPTS[i].lang);
        if (strncmp(lang, SCRIPTS[i].lang, n) == 0 && (!lang[n] || lang[n] == '-'))
            return i;
    }
    return -1;
}

const char *script_font_lang(const char *lang)
{
    int i = find(lang);
    return i < 0 ? lang : SCRIPTS[i].font_lang;
}

const char *script_family(const char *lang)
{
    int i = find(lang);
    return i < 0 ? "Noto Sans CJK SC" : SCRIPTS[i].family;
}
