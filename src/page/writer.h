/* writer.h - one language's article as it is written: what its parts share. Private to
 * page.
 */
#ifndef DEQI_PAGE_WRITER_H
#define DEQI_PAGE_WRITER_H

#include "page/page_internal.h"

enum { TEXT_MAX = 2400 };

struct writer {
    struct page *page;
    const struct texts *texts;
    const char *lang;
    struct html *out;
    struct arena *arena;
};

const char *writer_text(const struct writer *w, const char *id);
/* a message as a sentence, in an element */
void writer_say(const struct writer *w, const char *tag, const char *cls,
                const struct message *message);
void writer_begin(const struct writer *w, const char *cls, const char *heading);
void writer_end(const struct writer *w);
/* <div class="name"> of a term, by the id of its text, and what is told; nothing of "".
 */
void writer_fact(const struct writer *w, const char *name, const char *id,
                 const char *text);

/* point_cards.c: a card for every place. */
void writer_point_cards(const struct writer *w);
/* part_cards.c: one for each structure, for both sides. */
void writer_part_cards(const struct writer *w);
/* places.c: the points of a page that is no plan, the channels and the structures, as
 * lists. */
void writer_places(const struct writer *w);
void writer_channels(const struct writer *w);
void writer_parts(const struct writer *w);

#endif
