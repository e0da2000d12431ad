/* film.h - a case as a film: the body turning once, or a session in fast motion.
 *
 * Made frame by frame, so that a window can go on and show how far it is:
 *
 *     struct film *film = film_create(&source, &params, &error);
 *     while (film && film_step(film, &error) == FILM_MORE)
 *         show(film_progress(film));
 *     film_destroy(&film);
 *
 * The film is there once film_step says FILM_DONE; a film that is destroyed before leaves
 * nothing behind (reel.h). Movement is the same as in the window: halos breathe and
 * channels flow, in whole rounds, so that a turn can be shown for ever without a jump.
 */
#ifndef DEQI_STAGE_FILM_H
#define DEQI_STAGE_FILM_H

#include "stage/still.h"

struct film;

enum film_kind {
    FILM_TURNTABLE, /* once round, to be repeated */
    FILM_SESSION    /* the retention, from De Qi to its end; a plan's positions share the
                       film */
};

struct film_params {
    enum film_kind kind;
    const char *path; /* .webp, .apng, .png, or a folder for numbered PNGs */
    int width, height;
    int seconds, fps; /* of the whole film: FILM_SECONDS_MAX, FILM_FPS_MAX at most */
    const char *view; /* NULL: front for a turn, plan for a session */
    const struct camera
        *camera; /* where the eye is at first, instead of a view; or NULL */
    enum still_lamp lamp;
    enum still_theme theme;
    unsigned layers;   /* of enum scene_layer */
    float see_through; /* as of a still */
};

enum { FILM_SECONDS_MAX = 120, FILM_FPS_MAX = 60 };

/* Whether all its frames together have more pixels than a film may have. */
bool film_too_large(const struct film_params *params);

/* NULL where the plan is blocked, a session has no case, the film would be too large, or
 * its place cannot be written. `source` and what it borrows outlive the film; params are
 * copied, but what they point at is borrowed. */
struct film *film_create(const struct still_source *source,
                         const struct film_params *params, struct error *error);
void film_destroy(struct film **film);

enum film_state { FILM_MORE, FILM_DONE, FILM_FAILED };
/* Draws and stores one frame. */
enum film_state film_step(struct film *film, struct error *error);
/* As still_font_note. */
const char *film_font_note(const struct film *film);
float film_progress(const struct film *film); /* 0 .. 1 */
int film_done(const struct film *film);       /* frames so far */
int film_frames(const struct film *film);     /* of the whole film */

#endif
