/* stage.h - the one place that fills a scene: for the window, a saved picture, a card and
 * a film alike.
 *
 * A view says what is to be seen, as plain values: which body, which points are lit, what
 * hurts, which layers. The stage turns it into scene's input. Describing changes nothing:
 * the view and all it points at stay as they are, and the same view gives the same scene.
 *
 *     struct stage_view view = {.subject = subject, .lit = {.plan = &plan}, ...};
 *     stage_build(stage, &view, &frame.scene);
 *     picture_draw(picture, &frame, &error);
 */
#ifndef DEQI_STAGE_STAGE_H
#define DEQI_STAGE_STAGE_H

#include "anatomy/isolate.h"
#include "rules/case.h"
#include "scene/scene.h"
#include "stage/highlight.h"
#include "stage/subject.h"
#include "ui/theme.h"

struct stage;

enum { STAGE_MEASURES_MOST = 4 };

/* Everything is borrowed until the next stage_build, or until the picture is drawn. */
struct stage_view {
    const struct subject *subject;
    const struct rules *rules; /* NULL: as in highlight.h and tint.h */
    const struct theme *theme;
    unsigned layers; /* of enum scene_layer */
    struct camera camera;
    struct camera_port port;

    struct highlight_params lit; /* body, subject, rules and landmarks are filled in */
    /* Shown instead of what is lit, n_marks of them; NULL = what is lit. */
    const struct scene_mark *mark;
    uint32_t n_marks;
    /* Lists of measured lines; stage_view_measure adds one. */
    struct scene_measures measures[STAGE_MEASURES_MOST];
    uint32_t n_measures;

    struct isolate isolate; /* what of all that is shown; all zero = all */
    bool covered;           /* as in tint.h */
    bool off; /* a model file: the skin is coloured by how far ours lies from it */
    const struct texts *texts; /* for names of what lies there; NULL: English */
    bool letters;              /* the person's left and right are written at the edges */
    bool to_the_edge;          /* see struct scene_input */
    bool no_ground;            /* as in frame_build.h */
    const struct case_record *record; /* what hurts; NULL = nothing */
    unsigned record_version;          /* another number for every change of the record */
    int region;  /* of the catalogue, lit in the accent's colour; -1 = none */
    int hovered; /* the same, lit softly */
    enum side hovered_side;

    float warmth; /* 0 off .. 1: how far the lamp's warmth has come */
    /* 0 solid .. 1: needles, and what lies beneath, show under the skin */
    float see_through;
    /* ids of what is lit beneath the skin on a side (SIDE_M: both), n_chosen of them */
    const char *const *chosen;
    int n_chosen;
    enum side chosen_side;
    float halo_phase, flow_phase;
};

struct stage *stage_create(void);
void stage_destroy(struct stage **stage);

/* Adds a list of `n` measured lines to the view; what is beyond STAGE_MEASURES_MOST lists
 * is not shown. */
void stage_view_measure(struct stage_view *view, const struct scene_measure *measure,
                        uint32_t n);

/* Fills *scene but for text metrics, scales and colours, which picture fills in. What it
 * points at belongs to the stage and is valid until the next build. */
void stage_build(struct stage *stage, const struct stage_view *view,
                 struct scene_input *scene);

/* Of the last build: what was lit, whatever was shown instead; what is not shown of it is
 * hidden. */
const struct scene_mark *stage_lit(const struct stage *stage, uint32_t *n);
/* The site behind a mark of the scene; NULL where it is none of a point. */
const struct site *stage_site(const struct stage *stage, int mark);
/* The landmark behind it: index of the catalogue's names; false where it is none. */
bool stage_landmark(const struct stage *stage, int mark, int *name, enum side *side);
/* The lines of channels of the last build, in the order of the subject's traces. */
const struct scene_course *stage_courses(const struct stage *stage, uint32_t *n);
/* What a mark is called, a landmark included; NULL where it has no name here. Until the
 * next build. */
const char *stage_name(const struct stage *stage, int mark);
/* What of the body was there in the last build; the whole before the first. */
const struct cutaway *stage_cut(const struct stage *stage);
/* Another number where marks of the scene stand for other sites than in the build before.
 */
uint32_t stage_marks_version(const struct stage *stage);

#endif
