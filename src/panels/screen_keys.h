/* screen_keys.h - a keyboard on the screen, for fingers in gloves and screens without a
 * real one: figures always, the letters of the language, signs. What its keys type goes
 * the way of a real key, to the field that has the keys: so it serves every field there
 * is, and the caret stays where it is.
 *
 * Which letters in which rows is text: typing.letters, typing.capitals, typing.signs,
 * rows with a space between two. */
#ifndef DEQI_PANELS_SCREEN_KEYS_H
#define DEQI_PANELS_SCREEN_KEYS_H

#include "panels/desk.h"

enum screen_key_kind {
    SCREEN_KEY_TEXT,
    SCREEN_KEY_SHIFT,
    SCREEN_KEY_SIGNS,
    SCREEN_KEY_SPACE,
    SCREEN_KEY_DELETE,
    SCREEN_KEY_ENTER,
    SCREEN_KEY_HIDE
};

struct screen_key {
    enum screen_key_kind kind;
    struct gui_rect rect;
    char text[8]; /* that it types */
};

enum { SCREEN_KEYS_MOST = 96 };

struct screen_keys {
    bool touched; /* the last press was a finger's */
    bool away;    /* put away until a field gets the keys anew */
    enum { SCREEN_KEYS_LETTERS, SCREEN_KEYS_CAPITALS, SCREEN_KEYS_SIGNS } page;
    int n; /* keys of this frame; 0 = it is not shown */
    struct screen_key key[SCREEN_KEYS_MOST];
    struct gui_rect place;
    int held; /* of `key`; -1 = none */
};

/* After all other panels: draws it where a field has the keys and it is wished for. */
void screen_keys_draw(struct screen_keys *keys, const struct settings *settings,
                      const struct app_eye *eye, const struct texts *texts,
                      struct gui *gui);
bool screen_keys_covers(const struct screen_keys *keys, float x, float y);
/* A press on it, which is nobody else's. Returns the key that is typed, NULL where it is
 * none of a field. */
const struct screen_key *screen_keys_press(struct screen_keys *keys, float x, float y);
void screen_keys_release(struct screen_keys *keys);
/* The key that types that text; false where it is not in sight. */
bool screen_keys_find(const struct screen_keys *keys, const char *text,
                      struct gui_rect *rect);

#endif
