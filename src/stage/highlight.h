/* highlight.h - a plan on a body: which places are lit, and how.
 *
 * scene knows no rules; this turns a plan (and, where there is one, a running session)
 * and a body's sites into the marks that scene draws. The arrays belong to the object and
 * stay valid until the next build. A composite of the plan (Baxie) lights its members.
 */
#ifndef DEQI_STAGE_HIGHLIGHT_H
#define DEQI_STAGE_HIGHLIGHT_H

#include "anatomy/body.h"
#include "catalog/rules.h"
#include "rules/case.h"
#include "rules/plan.h"
#include "scene/scene.h"
#include "session/overlay.h"
#include "text/text.h"

struct highlight;
struct subject;

enum highlight_others {
    HIGHLIGHT_ALONE,
    HIGHLIGHT_WITH_ALL /* every other point dimly */
};
enum highlight_names { HIGHLIGHT_CODE_AND_NAME, HIGHLIGHT_CODE, HIGHLIGHT_NO_NAMES };

/* A point or composite by its code, on one side or, SIDE_M, both. */
struct highlight_also {
    const char *code;
    enum side side;
};

struct highlight_params {
    const struct body *body;
    const struct plan *plan;       /* NULL = none */
    const struct overlay *overlay; /* NULL = no session: every chosen point is needled */
    const struct rules *rules;     /* for the lamp; NULL: it warms nothing */
    const struct session *session; /* with overlay: the state of each needle; what is for
                                      another position is only offered */
    enum {
        HIGHLIGHT_NEEDLES_BY_SESSION,
        HIGHLIGHT_NEEDLE_SELECTED, /* of those, that of the selected point alone */
        HIGHLIGHT_NO_NEEDLES
    } needles;
    enum {
        HIGHLIGHT_ALL_LIMBS,
        HIGHLIGHT_LIMB_AT_HAND /* while needles go in, only theirs is aimed at */
    } limbs;
    enum {
        HIGHLIGHT_WARM_BY_LAMP,
        HIGHLIGHT_WARM_NEEDLES /* every needle that is shown, lamp or not */
    } warm;
    const char *selected;              /* code, or NULL */
    enum side selected_side;           /* SIDE_M with a code: both sides */
    const char *channel;               /* light this channel's points; NULL = none */
    const struct highlight_also *also; /* light these as well, n_also of them */
    int n_also;
    enum highlight_others others;
    enum highlight_names names;
    bool landmarks;
    const char *landmark; /* looked at: shown though others are not; NULL = none */
    enum side landmark_side;
    const float *landmark_at;      /* where it is held just now; NULL = where it lies */
    const bool *landmark_wanted;   /* which of all, by name; NULL = every one */
    const struct subject *subject; /* for the marks of the case; NULL: none are shown */
    const struct case_record *record; /* whose skin has something at a place; or NULL */
    const struct texts *texts;        /* of names; NULL: English */
};

struct highlight *highlight_create(void);
void highlight_destroy(struct highlight **highlight);

/* Builds the marks; returns how many. */
uint32_t highlight_build(struct highlight *highlight,
                         const struct highlight_params *params);
const struct scene_mark *highlight_marks(const struct highlight *highlight);
/* The site behind a mark; NULL for landmarks and marks of the user's. */
const struct site *highlight_site(const struct highlight *highlight, int mark);
/* The landmark behind a mark: index of the catalogue's names, and its side; false where
 * it is none. */
bool highlight_landmark(const struct highlight *highlight, int mark, int *name,
                        enum side *side);
/* Another number where the marks stand for other sites than in the build before. */
uint32_t highlight_version(const struct highlight *highlight);
/* Whether the channel carries a chosen point on that side. */
bool highlight_on_channel(const struct highlight *highlight, const char *channel,
                          enum side side);

#endif
