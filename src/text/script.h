/* script.h - the shapes that a language wants its ideographs in. */
#ifndef DEQI_TEXT_SCRIPT_H
#define DEQI_TEXT_SCRIPT_H

/* How fontconfig and Pango name a language ("ja" for "ja-JP", "zh-tw" for "zh-Hant"): the
 * same character has other shapes in China, Taiwan, Japan and Korea. Never NULL; a
 * language that needs no such choice is given back as it is. */
const char *script_font_lang(const char *lang);
/* The family of Noto with those shapes. */
const char *script_family(const char *lang);

#endif
