/* film_choice.h - what can be chosen of a film in the card that saves it: kind of file,
 * size, length, pictures a second; and the line that says what film this will be.
 *
 * The kind of file follows the name's ending and the ending the kind, so that both always
 * agree; a name with no ending of a film's is a folder only where a folder is chosen. */
#ifndef DEQI_PANELS_FILM_CHOICE_H
#define DEQI_PANELS_FILM_CHOICE_H

#include "export/reel.h"
#include "panels/desk.h"
#include "stage/film.h"

enum { FILM_CHOICE_KINDS = FILM_SESSION + 1 };

struct film_choice {
    enum reel_kind file;
    int size, rate; /* places in the lists that are offered */
    int length[FILM_CHOICE_KINDS];
};

struct film_choice film_choice_default(void);

/* The ending that a name of this kind must have; "" for a folder. */
const char *film_choice_ending(const struct film_choice *choice);
/* Those of films that this deqi can pack, the proposed one first; NULL ends. */
const char *const *film_choice_endings(void);
/* Takes the kind of file from a name that has an ending of a film's. */
void film_choice_follow(struct film_choice *choice, const char *name);

/* The choices in the panel that is open; true where `name` got another ending with
 * another kind of file. */
bool film_choice_widgets(struct shell *shell, const struct app_eye *eye,
                         const struct texts *texts, struct sink *sink, struct gui *gui,
                         struct film_choice *choice, enum film_kind kind, char *name,
                         size_t size);
/* Says below them what film this will be, or why there can be none: false then. */
bool film_choice_says(const struct desk *desk, struct gui *gui,
                      const struct film_choice *choice, enum film_kind kind);

/* The film that was chosen; `camera` is where it begins, and must outlive `params`. */
void film_choice_params(const struct app_eye *eye, const struct subject *subject,
                        const struct settings *settings, enum app_mode mode,
                        const struct film_choice *choice, enum film_kind kind,
                        const char *path, struct camera *camera,
                        struct film_params *params);

#endif
