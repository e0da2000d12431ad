/* words.h - what is said of a plan's parts, wherever it is said: side, position, name,
 * depth. Each is put into words here and nowhere else. `texts` may be NULL: English. */
#ifndef DEQI_VIEWS_WORDS_H
#define DEQI_VIEWS_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "catalog/channel.h"
#include "rules/plan.h"
#include "views/planned.h"

struct point;          /* catalog/point.h */
struct rules_rule;     /* catalog/rules.h */
struct structure_name; /* catalog/structures.h */

/* 'L', 'R', 'M', or 'B' for both: "left", "right", "midline", "both sides". */
const char *words_side(const struct texts *texts, char side);
/* The same, "" for the midline, which has nothing opposite to be told from. */
const char *words_side_if_any(const struct texts *texts, char side);
const char *words_position(const struct texts *texts, enum plan_position position);
/* A word of the contract by the family of its ids: "angle", "role", "lamp", "action"; the
 * word itself where the language has no other. */
const char *words_named(const struct texts *texts, const char *family, const char *word);

/* "ST Stomach, foot Yangming": its code and what the language calls it. */
void words_channel(const struct texts *texts, const struct channel *channel, char *out,
                   size_t size);

/* Text that begins a line: its first letter in upper case. */
void words_sentence(char *text);
/* The message as a sentence. */
void words_message(const struct texts *texts, const struct message *message, char *out,
                   size_t size);
/* Whether two messages read the same, whatever their ids. */
bool words_alike(const struct texts *texts, const struct message *a,
                 const struct message *b);
/* Whether it says anything; NULL does not. */
bool words_any(const struct message *message);
/* Appends to a list, with the language's own comma. */
void words_join(const struct texts *texts, char *list, size_t size, const char *text);

/* "Tàixī 太溪"; of a mark, where it was made; never empty. */
void words_name(const struct texts *texts, const struct plan_point *point, char *out,
                size_t size);
/* A point's name in characters as the language writes it: 太溪, 太谿, 太渓, 태계. */
const char *words_hanzi(const struct texts *texts, const char *code, const char *hanzi);
/* "KI3 Tàixī 太溪"; a code without a name alone. */
void words_title(const struct texts *texts, const char *code, const char *pinyin,
                 const char *hanzi, char *out, size_t size);
/* "R21, S10": the rule and the article's sentences behind a choice. */
void words_source(const struct plan_point *point, char *out, size_t size);

/* "0.3–0.5"; "0.5" where both are the same. */
void words_range(double least, double most, char *out, size_t size);
/* "0.3–0.5 cun · 6–10 mm", without the millimetres where they are not known. */
void words_depth(const struct texts *texts, const struct planned_needle *needle,
                 char *out, size_t size);
/* How the needle goes in: in the words of the catalogue where there is a point, with this
 * needle's depth in place of the catalogue's, and what that is on the body: "Oblique,
 * toward the outside, 0.5 cun. On this body 10 mm." Where the angle is not the point's
 * own, or `point` is NULL, "Oblique, 0.3 to 0.5 cun." */
void words_needle(const struct texts *texts, const struct point *point,
                  const struct planned_needle *needle, char *out, size_t size);

/* The texts "point.CODE.KEY" of a catalogue's point: "location", "needle", "structures",
 * "cautions". */
const char *words_of_point(const struct texts *texts, const struct point *point,
                           const char *key, const char *english);

/* What a structure is called in the reader's language: in Chinese as the data say, else
 * by the text "part.ENGLISH_NAME", in English where there is none. */
const char *words_structure(const struct texts *texts, const struct structure_name *name);

/* What a name means in English, for readers of English; "" in other languages, whose
 * readers it would only be noise to. */
const char *words_meaning(const struct texts *texts, const char *english);
/* A rule's sentence as a heading and its explanation, parted at the colon; *rest is ""
 * where it has none. Both have `size` bytes. */
void words_rule(const struct texts *texts, const struct rules_rule *rule, char *title,
                char *rest, size_t size);

#endif
