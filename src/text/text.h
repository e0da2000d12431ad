/* text.h - what the program says, in the user's language.
 *
 * English stands where it belongs: in the data files and in messages' own templates. A
 * language is assets/text/LANG.json and any LANG.*.json beside it, flat objects of id to
 * text; adding a file adds a language. A text that a language lacks falls back to
 * English.
 *
 * A message is an id, an English template and arguments, so that a plan exists once and
 * reads in any language. Templates name arguments in braces: "removed by {caution}". A
 * brace is written twice to stand for itself.
 *
 * A text that is said otherwise of one than of many has forms beside it, by the argument
 * that counts and the language's categories (text/plural.h): "plan.needles" is
 * "{n} needles", "plan.needles#n.one" is "One needle"; the text itself is the form
 * "other". A text has forms by one argument.
 */
#ifndef DEQI_TEXT_TEXT_H
#define DEQI_TEXT_TEXT_H

#include <stddef.h>

#include "base/error.h"
#include "text/plural.h"

struct texts; /* immutable after load; thread-safe to read */

/* `lang` "en" or one whose file exists; otherwise refused (ERROR_USAGE, naming those
 * there are). */
struct texts *texts_load(const char *data_dir, const char *lang, struct error *error);
void texts_destroy(struct texts **texts);

enum { LANGUAGES_MAX = 64 };
struct language {
    char id[32];
    char name[64]; /* "language.name" of its file, in its own words; else the id */
};
/* The languages that there are files for, by id, at most LANGUAGES_MAX; returns how many.
 * One whose file cannot be read is none. */
int texts_languages(const char *data_dir, struct language out[LANGUAGES_MAX]);
const char *texts_lang(const struct texts *texts);

/* The text for the id, or `english` where the language has none; with `english` NULL, the
 * text of en.json or, failing that, the id itself. `texts` may be NULL: English. */
const char *texts_get(const struct texts *texts, const char *id, const char *english);
/* The same where the English stands in en.json, too. */
const char *text_of(const struct texts *texts, const char *id);
/* What a shipped case is called: its label is English, and its translation has the id
 * "label." and the label in lower case, with an underscore for all that is neither letter
 * nor figure. What the user wrote has none and stays as it is. */
const char *texts_label(const struct texts *texts, const char *label);
/* That id. False where the label is too long for one. */
enum { TEXT_LABEL_ID = 160 };
bool texts_label_id(const char *label, char out[TEXT_LABEL_ID]);
/* The same for other English names in the data, with the family that begins their ids:
 * "part" for structures beneath the skin, "part.tibial_nerve". */
const char *texts_name(const struct texts *texts, const char *family, const char *name);
bool texts_name_id(const char *family, const char *name, char out[TEXT_LABEL_ID]);
/* The text that is meant by an id of a form, "plan.needles#n.one": writes the id of the
 * text and the argument's name. False where the id is not one of a form. */
struct text_form {
    char id[TEXT_LABEL_ID], argument[32];
    enum plural form;
};
bool texts_form(const char *id, struct text_form *out);
/* Whether the language itself (not its English fallback) has the id. */
bool texts_has(const struct texts *texts, const char *id);
/* Calls `each` for every id in sorted order. */
void texts_each(const struct texts *texts,
                void (*each)(const char *id, const char *text, void *user), void *user);

enum { MESSAGE_ARGS = 4 };

struct message_arg {
    const char *name; /* as in the template */
    const char *id;   /* translated by id where not NULL ... */
    const char *text; /* ... with this English; or the text itself where id is NULL */
    double number;    /* used where id and text are NULL; printed with %g */
};

/* Borrowed strings: from the catalogue or from literals. A zeroed message says nothing.
 */
struct message {
    const char *id;
    const char *english; /* NULL: en.json has it */
    struct message_arg arg[MESSAGE_ARGS];
    /* Bit i: of the sentences that ";" parts (and its Chinese form), the i-th is not
     * said: of a list that is one text, what does not concern this reader. */
    unsigned left_out;
};

/* Writes at most size-1 bytes, cut at a character; returns the length written. An
 * argument that the template names and the message lacks is left standing in braces. */
size_t text_format(const struct texts *texts, const struct message *message, char *out,
                   size_t size);

#endif
