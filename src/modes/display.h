/* display.h - what the parts of the display share: the mode itself (display.c), its words
 * and ring (display_words.c), the choice of its language (display_lang.c), the whole body
 * beside the treated part (body_inset.c). */
#ifndef DEQI_MODES_DISPLAY_H
#define DEQI_MODES_DISPLAY_H

#include "modes/attract.h"
#include "modes/body_inset.h"
#include "panels/desk.h"

struct display {
    int64_t touched_ms; /* when anyone last did anything; like the next of desk_time_ms */
    int64_t looked_ms;  /* into the journal */
    /* It wants the last session that is open; or, with none, to leave the one that is
     * shown. The program does that, and takes the wish back. */
    enum { DISPLAY_CONTENT, DISPLAY_LOOKS, DISPLAY_LOOKS_OR_LEAVES } looks;
    int64_t ended_ms; /* when the session shown was found ended; -1 = it has not */
    bool left;        /* by somebody who may leave it open: it comes back */
    bool hinted;      /* the way out was shown in the frame before */
    enum { HOLD_NOTHING, HOLD_CORNER, HOLD_KEY } hold;
    int64_t hold_ms;
    int64_t faced_id; /* the session and position that the body was turned for */
    int faced_position;
    bool faced_open;
    struct body_inset inset;
    struct language language[LANGUAGES_MAX];
    int n_languages;
    bool choosing; /* its languages are all shown */
    bool spoken;   /* there was a session, in whose person's language it speaks */
    bool looping;  /* through what a waiting room sees */
    int64_t loop_ms;
    struct attract loop;
    struct { /* what the words were fitted into the window for */
        int width, height;
        float wish; /* scale of the text */
        bool noted; /* with a word about the record */
    } fit;
};

/* The id of the title that is said now; session and overlay are NULL without one. */
const char *display_title(const struct display *display, const struct session *session,
                          const struct overlay *overlay);
/* Once nobody has done anything for as long as was wished, the display that was left is
 * shown again, unless an alarm rings, a card is open or a job runs. */
void display_return(struct desk *desk);
/* How many sentences the loop has. */
int display_sentences(void);
/* The languages there are, and their letters; each time the mode is entered. */
void display_lang_enter(struct display *display, const char *data_dir, struct gui *gui);
/* The program's own language again, where another was chosen on the display. */
void display_lang_back(const struct settings *settings, const struct texts *texts,
                       struct sink *sink);
void display_lang_draw(struct display *display, const struct app_eye *eye,
                       const struct texts *texts, struct sink *sink, struct gui *gui);
/* Words and ring beside the body, in an upright window below it. */
void display_words(struct desk *desk, struct gui *gui);

#endif
