#include "ui/font_files.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fontconfig/fontconfig.h>

#include "base/file.h"
#include "text/script.h"

/* the largest collection in use has about 130 */
enum { MOST_MIB = 256 };

static FcPattern *pattern_of(const char *family, const char *lang, int weight)
{
    FcPattern *pattern = FcPatternCreate();
    if (family)
        FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
    if (lang) {
        FcLangSet *langs = FcLangSetCreate();
        FcLangSetAdd(langs, (const FcChar8 *)lang);
        FcPatternAddLangSet(pattern, FC_LANG, langs);
        FcLangSetDestroy(langs);
    }
    FcPatternAddInteger(pattern, FC_WEIGHT, weight);
    FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
    FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    return pattern;
}

/* a family asked for by name must be that family, a language must be covered */
static bool is_meant(const FcPattern *found, const char *family, const char *lang)
{
    FcChar8 *name = NULL;
    FcLangSet *covers = NULL;
    if (family && (FcPatternGetString(found, FC_FAMILY, 0, &name) != FcResultMatch ||
                   strcmp((const char *)name, family) != 0))
        return false;
    return !lang ||
           (FcPatternGetLangSet(found, FC_LANG, 0, &covers) == FcResultMatch &&
            FcLangSetHasLang(covers, (const FcChar8 *)lang) != FcLangDifferentLang);
}

/* a bold that fontconfig would only make is none */
static bool is_heavy(const FcPattern *found)
{
    int weight = 0;
    return FcPatternGetInteger(found, FC_WEIGHT, 0, &weight) == FcResultMatch &&
           weight >= FC_WEIGHT_DEMIBOLD;
}

// ---------------------------------------------------------------- how high a line is

static unsigned u16(const struct font_file *f, size_t at)
{
    const unsigned char *b = (const unsigned char *)f->data;
    return at + 2 <= f->size ? (unsigned)(b[at] << 8 | b[at + 1]) : 0;
}

static size_t u32(const struct font_file *f, size_t at)
{
    return (size_t)u16(f, at) << 16 | u16(f, at + 2);
}

/* where a table of the face begins (OpenType, "Organization of an OpenType font"); 0 =
 * there is none */
static size_t table_of(const struct font_file *f, const char *tag)
{
    bool many = f->size > 16 && memcmp(f->data, "ttcf", 4) == 0;
    size_t face = many ? u32(f, 12 + 4 * (size_t)(f->index & 0xFFFF)) : 0;
    unsigned n = u16(f, face + 4);
    for (unsigned i = 0; i < n; i++) {
        size_t row = face + 12 + 16 * (size_t)i;
        if (row + 16 <= f->size && memcmp(f->data + row, tag, 4) == 0)
            return u32(f, row + 8);
    }
    return 0;
}

/* ascender less descender, by the units of the type's size */
static float line_of(const struct font_file *f)
{
    size_t head = table_of(f, "head"), hhea = table_of(f, "hhea");
    float em = (float)u16(f, head + 18);
    float line = (float)((int16_t)u16(f, hhea + 4) - (int16_t)u16(f, hhea + 6));
    bool told = head && hhea && em > 0 && line >= 0.8f * em && line <= 3 * em;
    return told ? line / em : 1.2f;
}

// ---------------------------------------------------------------- finding them

static bool find(struct font_file *file, const char *family, const char *lang, int weight)
{
    FcResult result;
    FcChar8 *path = NULL;
    FcPattern *pattern = pattern_of(family, lang, weight);
    FcPattern *found = FcFontMatch(NULL, pattern, &result);
    FcPatternDestroy(pattern);
    if (!found)
        return false;
    file->index = 0;
    FcPatternGetInteger(found, FC_INDEX, 0, &file->index);
    bool ok = FcPatternGetString(found, FC_FILE, 0, &path) == FcResultMatch &&
              is_meant(found, family, lang) &&
              (weight < FC_WEIGHT_DEMIBOLD || !family || is_heavy(found)) &&
              file_read((const char *)path, (size_t)MOST_MIB << 20, &file->data,
                        &file->size, NULL);
    FcPatternDestroy(found);
    if (ok)
        file->line = line_of(file);
    return ok;
}

void font_files_load(struct font_files *files, const char *lang)
{
    *files = (struct font_files){0};
    if (!FcInit()) {
        files->note = "no fonts could be found: fontconfig does not start";
        return;
    }
    if (!find(&files->regular, "Inter", NULL, FC_WEIGHT_REGULAR) ||
        !find(&files->strong, "Inter", NULL, FC_WEIGHT_DEMIBOLD)) {
        font_files_free(files);
        files->note = "the font Inter was not found; another sans-serif face stands in";
        find(&files->regular, NULL, "en", FC_WEIGHT_REGULAR);
        find(&files->strong, NULL, "en", FC_WEIGHT_DEMIBOLD);
    }
    font_files_set_lang(files, lang);
}

static void drop(struct font_file *file)
{
    free(file->data);
    *file = (struct font_file){0};
}

void font_files_set_lang(struct font_files *files, const char *lang)
{
    const char *family = script_family(lang), *script = script_font_lang(lang);
    bool own = strncmp(script, "ja", 2) == 0 || strncmp(script, "ko", 2) == 0 ||
               strncmp(script, "zh", 2) == 0;
    drop(&files->cjk);
    drop(&files->cjk_strong);
    drop(&files->cjk_more);
    if (find(&files->cjk, family, NULL, FC_WEIGHT_REGULAR)) {
        find(&files->cjk_strong, family, NULL, FC_WEIGHT_BOLD);
        return;
    }
    if (own && strcmp(script, "zh-cn") != 0 &&
        find(&files->cjk, NULL, script, FC_WEIGHT_REGULAR))
        // names of points are Chinese in every language
        find(&files->cjk_more, NULL, "zh-cn", FC_WEIGHT_REGULAR);
    else if (!find(&files->cjk, NULL, "zh-cn", FC_WEIGHT_REGULAR))
        files->note =
            files->regular.data
                ? "no font with Chinese characters was found; they show as boxes"
                : "no font was found; names are drawn with gaps";
}

void font_files_free(struct font_files *files)
{
    struct font_file *const all[] = {&files->regular, &files->strong, &files->cjk,
                                     &files->cjk_strong, &files->cjk_more};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        drop(all[i]);
    files->note = NULL;
}
