/* still.h - pictures of a case that nobody watches: parameters in, pixels out.
 *
 * What `deqi render`, the plan card and films are drawn by, and the window when it saves
 * a picture. Draws off the screen, either in a GL context of its own (made with the first
 * picture) or in the one that is current.
 */
#ifndef DEQI_STAGE_STILL_H
#define DEQI_STAGE_STILL_H

#include "anatomy/isolate.h"
#include "base/error.h"
#include "render/render.h"
#include "rules/case.h"
#include "rules/plan.h"
#include "scene/scene.h"
#include "stage/highlight.h"
#include "stage/subject.h"
#include "text/text.h"

struct still;

/* All borrowed, for as long as the still lives, and left as it is. */
struct still_source {
    const char *data_dir;
    const struct texts *texts;
    const struct subject *subject;
    const struct rules *rules; /* of the plan; NULL without one */
    const struct case_record
        *record; /* NULL, like the next: the body with all its points */
    const struct plan *plan;
    /* NULL: a context of its own. Otherwise that of the current context, which must be
     * current in every call, the last included. */
    render_getproc *getproc;
};

struct still *still_create(const struct still_source *source);
void still_destroy(struct still **still);

enum still_lamp {
    STILL_LAMP_UNSAID, /* in a session: on where nothing speaks against it; else none */
    STILL_LAMP_ON,
    STILL_LAMP_OFF
};
enum still_session { STILL_NO_SESSION, STILL_RETAINING };
enum still_theme { STILL_LIGHT, STILL_DARK, STILL_PAPER /* white, for print */ };
enum still_needles { STILL_NEEDLED, STILL_NOT_NEEDLED };

struct still_shot {
    int width, height;
    /* front, back, left, right, top, bottom, plan, CODE, CODE.SIDE; hand.R, hand.L,
     * foot.R, foot.L: the chosen points there, or the limb itself where there are none;
     * NULL = front */
    const char *view;
    const struct camera
        *camera; /* where the eye is, instead of a view; NULL = as `view` */
    float turn;  /* radians, added to the view's own: the body turns to its right */
    /* STILL_WHOLE_TURN: the distance fits the body from every side, so that a turn
     * neither cuts nor breathes. */
    enum { STILL_THIS_SIDE, STILL_WHOLE_TURN } fit;
    enum { STILL_UNDER_TIMER, STILL_BESIDE_TIMER } room; /* what is aimed at */
    float margin; /* of the image, free on each side; 0 = the view's own */
    enum still_session session;
    int at_s; /* seconds into the retention of the first position of the source's plan */
    enum still_lamp lamp;
    unsigned layers;        /* of enum scene_layer; SCENE_DEFAULT is what people see */
    const char *channel;    /* lit with its points; NULL = none */
    struct isolate isolate; /* what of all that is shown; all zero = all */
    const struct highlight_also *also; /* lit as well, n_also of them, and no others */
    int n_also;
    enum highlight_names names;
    enum still_needles needles;
    enum still_theme theme;
    enum { STILL_GROUND, STILL_NO_GROUND /* see-through, alpha straight */ } ground;
    enum { STILL_BARE, STILL_COVERED /* as in tint.h */ } figure;
    float text_scale; /* of words and marks, for a picture that is shown small; 0 = 1 */
    float halo_phase, flow_phase;
    /* 0 solid .. 1: needles show under the skin; layers beneath it thin it on their own
     */
    float see_through;
};

enum { STILL_SIDE_MIN = 64, STILL_SIDE_MAX = 8192 };

/* Draws into `pixels`: RGBA rows from the top, width * height * 4 bytes. Refused for
 * a view that is none, and where the plan withholds the lamp asked for, or has no
 * point for a session. */
bool still_draw(struct still *still, const struct still_shot *shot, uint8_t *pixels,
                struct error *error);

/* What is missing of the fonts, in words; NULL where nothing is, or nothing has been
 * drawn. */
const char *still_font_note(const struct still *still);

/* Whether a shot may have that view: front, back, left, right, top, bottom, plan, hand.R
 * and its like, CODE or CODE.SIDE of the subject's catalogue, or NULL. */
bool still_has_view(const struct subject *subject, const char *view);

/* Reads "1920x1080", each side from STILL_SIDE_MIN to STILL_SIDE_MAX. */
bool still_parse_size(const char *text, int *width, int *height);

#endif
