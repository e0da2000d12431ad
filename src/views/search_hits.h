/* search_hits.h - what a typed word finds: points, channels, territories of the skin and
 * rules, by code, pinyin with or without tones (marks or digits), Chinese or English, and
 * what lies beneath the skin by its English, Latin or Chinese name, the nearest first;
 * landmarks, the places that points are measured from, by what people call them.
 *
 * Points and channels go by what other books call them, too (UB60, Stomach 36, SJ5, Ren
 * 6: the channels' "also"), and a longer word may have one wrong letter. Tours, cases,
 * cautions and commands are found by the words of their titles; who lists them opens
 * them, too. */
#ifndef DEQI_VIEWS_SEARCH_HITS_H
#define DEQI_VIEWS_SEARCH_HITS_H

#include <stdint.h>

#include "anatomy/body.h"
#include "base/arena.h"
#include "catalog/catalog.h"
#include "catalog/rules.h"
#include "inside/inside.h"
#include "text/text.h"

enum { SEARCH_HITS_MOST = 12 };

enum search_kind { SEARCH_TOUR, SEARCH_CASE, SEARCH_CAUTION, SEARCH_COMMAND };
enum { SEARCH_NAMES = 4 };

/* Something that is found by its titles. */
struct search_entry {
    enum search_kind kind;
    const char *name[SEARCH_NAMES]; /* in several languages; NULL = no more. The first is
                                       what it is called here */
    const char *target;             /* id of a tour or caution, path of a case; else "" */
    int command;                    /* of a command: whatever its owner means by it */
    int64_t argument;
};

/* One of the seven is not NULL. */
struct search_hit {
    const struct point *point;
    const struct channel *channel;
    const struct region *region;
    const struct rules_rule *rule;
    const struct inside_part *part; /* of those on both sides the left one */
    const struct search_entry *entry;
    const char
        *landmark; /* of the catalogue's names; of those on both sides the left one */
    int score;
    const char *lead, *title, *detail, *mark; /* "" where there is nothing to say */
};

struct search_hits {
    int n;
    struct search_hit hit[SEARCH_HITS_MOST];
};

struct search_words {
    const struct catalog *catalog;
    const struct rules *rules;        /* NULL: none is looked for */
    const struct texts *texts;        /* the reader's language */
    const struct inside *inside;      /* NULL: nothing beneath the skin is looked for */
    const struct texts *chinese;      /* places go by their Chinese names too; or NULL */
    const struct texts *english;      /* likewise of landmarks; or NULL */
    const struct body *body;          /* whose landmarks are looked for; NULL: none */
    const struct search_entry *entry; /* n_entries of them, borrowed by the hits */
    int n_entries;
};

/* Texts live in the arena. Nothing is found by an empty query. */
void search_hits_make(struct search_hits *hits, const char *query,
                      const struct search_words *words, struct arena *arena);

#endif
