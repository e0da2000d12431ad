/* teach_wish.c - what presses ask of the mode while a frame is described, and what
 * becomes of it before the next one. */
#include <stdio.h>

#include "modes/teach.h"

void teach_wish(struct teach *t, struct sink *sink, const struct teach_wish *wish)
{
    if (t->wishes.n < TEACH_WISHES)
        t->wishes.wish[t->wishes.n++] = *wish;
    sink_redraw(sink);
}

void teach_wish_for(struct teach *t, struct sink *sink, enum teach_wish_kind kind,
                    int number)
{
    teach_wish(t, sink, &(struct teach_wish){.kind = kind, .number = number});
}

void teach_wish_key(struct teach *t, struct sink *sink, uint32_t key)
{
    teach_wish_for(t, sink, TEACH_WISH_KEY, (int)key);
}

void teach_wish_text(struct teach *t, struct sink *sink, enum teach_wish_kind kind,
                     const char *text)
{
    struct teach_wish wish = {.kind = kind};
    snprintf(wish.text, sizeof wish.text, "%s", text);
    teach_wish(t, sink, &wish);
}
