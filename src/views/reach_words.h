/* reach_words.h - how a journal that rooms share stands, as it stays in sight until all
 * is well: what is on this machine only, since when the journal is out of reach, what
 * came too late. Texts are in the reader's language and live in the arena. */
#ifndef DEQI_VIEWS_REACH_WORDS_H
#define DEQI_VIEWS_REACH_WORDS_H

#include "base/arena.h"
#include "session/journal.h"

struct reach_words {
    const char *mark;  /* "On this machine only: 3"; "" = all is well, or it is no one's
                          but this machine's */
    const char *under; /* "out of reach since 10:03" */
    const char *whole; /* in sentences, what that means and what to do */
    bool apart;        /* out of reach, or something is on this machine only */
};

void reach_words_make(struct reach_words *out, const struct journal_reach *reach,
                      const struct texts *texts, struct arena *arena);
/* "On this machine only: 2" of one session; "" where all of it has arrived. */
const char *reach_words_here_only(int n, const struct texts *texts, struct arena *arena);

/* "remove KI3 L", and "10:03 · no needle is in at KI3 L": what came too late, when it was
 * recorded here and why it was not taken. */
const char *reach_words_event(const struct journal_kept *kept, struct arena *arena);
const char *reach_words_why(const struct journal_kept *kept, const struct texts *texts,
                            struct arena *arena);

#endif
