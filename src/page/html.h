/* html.h - text on its way into a page: what comes from a case or from the data is
 * escaped here and nowhere else. */
#ifndef DEQI_PAGE_HTML_H
#define DEQI_PAGE_HTML_H

#include <stddef.h>

#include <jansson.h>

struct html {
    char *text; /* malloc'ed */
    size_t size, room;
};

/* Markup of our own, as it stands. */
void html_raw(struct html *html, const char *markup);
void html_bytes(struct html *html, const char *bytes, size_t size);
/* Our own markup with %s, %d and the like, whose strings are escaped by the caller or our
 * own: ids, classes. */
void html_print(struct html *html, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Text between tags or within quotes: escaped. */
void html_text(struct html *html, const char *text);
/* <tag class="cls">text</tag>; nothing where the text is empty. `cls` may be NULL. */
void html_element(struct html *html, const char *tag, const char *cls, const char *text);
/* A value as JSON that nothing in it can end a script with; numbers with so many digits.
 */
void html_json(struct html *html, const json_t *value, int digits);

#endif
