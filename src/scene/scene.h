/* scene.h - from places on a body to the frame of one image.
 *
 * A `struct scene` owns the arrays that a frame points into and reuses them, so that
 * building the next frame allocates nothing once they have grown. It knows no rules and
 * no session: whoever calls it says which points are chosen, which warmed, how far the
 * lamp's warmth has come. Pure but for its own memory; the same input gives the same
 * frame.
 */
#ifndef DEQI_SCENE_SCENE_H
#define DEQI_SCENE_SCENE_H

#include <stdbool.h>
#include <stdint.h>

#include "geom/bvh.h"
#include "geom/mesh.h"
#include "scene/camera.h"
#include "scene/frame.h"
#include "scene/layers.h"

struct body;
struct cutaway; /* anatomy/cutaway.h */
struct scene;

enum scene_emphasis {
    SCENE_LANDMARK, /* a small dot */
    SCENE_DIM,      /* a point that is merely there */
    SCENE_OUT,      /* its needle is out: a faint ring */
    SCENE_OFFERED,  /* optional in the plan, or waiting: a ring */
    SCENE_CHOSEN,   /* lit, with a halo */
    SCENE_IN,       /* its needle is in: a ring with a dot */
    SCENE_DE_QI,    /* and De Qi has come: a disc with a pip */
    SCENE_BROKEN,   /* a part of its needle is in: the same in red */
    SCENE_LESION,   /* what the skin has there: to be kept away from */
    SCENE_SELECTED, /* what the user looks at */
    SCENE_MISSED    /* a wrong tap in the quiz */
};

struct scene_mark {
    const char *text;  /* the label; NULL = none; borrowed until the next build */
    const char *brief; /* where there is no room for that; NULL = nothing says less */
    float position[3], normal[3];
    enum scene_emphasis emphasis;
    float weight; /* of the label: the larger stays when room is short */
    bool needled;
    bool awaited;       /* its needle is still to go in, in the position at hand */
    bool apart;         /* not on the limb that is needled now: not aimed at */
    float direction[3]; /* of the needle, unit, into the body */
    float depth;        /* metres */
    bool warmed;        /* the lamp's warmth spreads from here */
    bool hidden;        /* it lies where nothing is shown: as if it were not there */
};

enum scene_course_state {
    SCENE_COURSE_HIDDEN,
    SCENE_COURSE_BACK,  /* stepped back: something else is looked at */
    SCENE_COURSE_REST,  /* merely there */
    SCENE_COURSE_CHOSEN /* it carries a chosen point, or is the one looked at */
};

/* One unbroken line of a channel on the skin. */
struct scene_course {
    const float (*position)[3];
    const float (*normal)[3];
    uint32_t n;
    uint32_t color; /* 0xRRGGBBAA */
    enum scene_course_state state;
    bool hatch; /* no channel: a thin line of a hatched region, in every layer */
    const uint8_t *shown; /* per vertex, 0 = not; NULL = all of it is */
};

/* A lamp that stands by the body: the middle of its mouth, where it shines (unit), and
 * how far that is. */
struct scene_lamp {
    float mouth[3], toward[3];
    float radius, away; /* metres */
};

/* Written on the skin: where it is seen, and the skin faces the eye. Words that are wider
 * than what is theirs there stand beside the body, as the name of a point does. */
struct scene_name {
    const char *text; /* borrowed until the next build */
    float position[3], normal[3];
    float reach; /* metres around the place that are its own */
    bool brief;  /* written, even if it has less */
    int of;      /* what it names: the caller's own number, 0 .. */
};

/* A fold of the skin: drawn as a furrow that the light falls into. */
struct scene_crease {
    const float (*position)[3];
    const float (*normal)[3];
    uint32_t n;
    float width;          /* metres */
    float depth;          /* 0 .. 1 */
    const uint8_t *shown; /* as in scene_course */
};

/* A measured way on or off the skin: cun steps from a landmark. */
struct scene_measure {
    const float (*position)[3];
    const float (*normal)[3];
    uint32_t n;
    float tick_every; /* metres; 0 = no ticks */
    bool missed;      /* a quiz miss: ink, dashed */
    bool quiet;       /* a scale beside the body: soft ink, fine, plain */
    /* written beside the ticks, from the start on, and beside the end, where there is
     * room; NULL = nothing */
    const char *const *tick_name;
    uint32_t n_tick_names;
    const char *total;
};

struct scene_measures {
    const struct scene_measure *line;
    uint32_t n;
};

struct scene_colors {
    uint32_t inner, outer; /* background */
    uint32_t accent, ink, ink_soft, warmth, alarm;
    bool dark;
};

/* Text metrics: the size of one line in image pixels. */
typedef void scene_text_size(const char *text, enum frame_label_style style, float *width,
                             float *height, void *user);

/* A mesh beneath the skin with a colour at each vertex; `mesh` NULL = none. */
struct scene_beneath {
    const struct mesh *mesh;
    const uint8_t (*color)[4];
    uint32_t version, color_version; /* other numbers for other content */
};

struct scene_input {
    const struct mesh *mesh;
    uint32_t mesh_version;
    /* What the mesh is shown with instead of its own, where not NULL: of the same
     * version. */
    const float (*normal)[3];
    const uint8_t *occlusion;
    const uint8_t *there; /* as in frame.h, of the same version; NULL = all is */
    const struct scene_crease *crease;
    uint32_t n_creases;
    uint32_t creases_version;          /* another number when any of them changed */
    const struct scene_course *border; /* between territories: fine lines */
    uint32_t n_borders;
    uint32_t borders_version; /* another number when any of them changed */
    const struct scene_name
        *name; /* the first ones stay where there is no room for all */
    uint32_t n_names;
    const struct bvh
        *bvh; /* of the mesh: what lies behind the body has no label; may be NULL */
    const struct body *body; /* whose tree it is where that is NULL: it is made once
                                something is asked of it; may be NULL */
    /* What of the skin is there; NULL = all. `mesh` has no more than that but for the
     * plane, `bvh` has it all, and `standing` knows its parts. */
    const struct cutaway *cut;
    const struct body *standing;
    struct scene_veil {
        const struct mesh *mesh; /* skin that is seen through; NULL = none */
        const uint8_t *there;
        uint32_t version;
    } veil;
    const uint8_t (*tint)[4]; /* one per vertex, or NULL */
    uint32_t tint_version;
    /* seen as far as the skin is seen through; `lit` through everything else; `face`
     * closes the body where the plane of `cut` opens it */
    struct scene_beneath beneath, lit, face;
    struct camera camera;
    struct camera_port port;
    struct scene_colors colors;
    unsigned layers; /* of enum scene_layer */
    const struct scene_mark *mark;
    uint32_t n_marks;
    const struct scene_course *course;
    uint32_t n_courses;
    uint32_t courses_version; /* another number when courses or their colours changed */
    const struct scene_measures *measures; /* lists of lines, each with its own owner */
    uint32_t n_measures;
    /* How warm the lamp makes the skin at each vertex, and the lamps themselves; NULL:
     * warmth spreads round the warmed marks, and no lamp is seen. */
    const uint8_t *heat;
    uint32_t heat_version;
    const struct scene_lamp *lamp;
    uint32_t n_lamps;
    const char
        *scale; /* at the top of the height scale, where that layer is shown; NULL = none
                 */
    float warmth;      /* 0 off .. 1: how far the lamp's warmth has come */
    float see_through; /* 0 solid .. 1 */
    float halo_phase, flow_phase;
    bool no_ground; /* the picture is see-through where nothing stands */
    bool moving;    /* the next frame will differ: labels need not be at their best */
    /* "L" and "R", written at the edges where the person's left and right are, in any
     * layer; NULL = not */
    const char *letter[2];
    bool to_the_edge; /* those of the picture, not of what the port leaves free: what
                         covers it there is `covered` alone */
    /* what stands over the picture besides, as x, y, width, height, and where it may say
     * what has no name (width 0: nowhere): no name lies on those */
    const float (*over)[4];
    uint32_t n_over;
    float foot[4];
    scene_text_size *text_size; /* NULL: no labels */
    void *text_user;
};

struct scene *scene_create(void);
/* One of several that one render draws: its versions begin at `first`, where those of no
 * other are. */
struct scene *scene_create_from(uint32_t first);
void scene_destroy(struct scene **scene);

/* Fills the frame; it stays valid until the next build or the scene's end, as long as
 * what the input points at stays. */
void scene_build(struct scene *scene, const struct scene_input *input,
                 struct frame *frame);

/* The mark under a pixel, visible and within `reach` pixels; -1 where there is none. Uses
 * the last frame that was built. */
int scene_pick(const struct scene *scene, const float pixel[2], float reach);
/* The mark whose name stands there, likewise; and whether a mark has its name beside it.
 */
int scene_pick_label(const struct scene *scene, const float pixel[2], float reach);
bool scene_names(const struct scene *scene, int mark);
/* What the name beside the body names that stands there: its `of`; -1 = none. */
int scene_pick_name(const struct scene *scene, const float pixel[2], float reach);
/* The course that is seen there, likewise: its index in the input. The skin may stand
 * before it: its tree, and the last three as in the input. */
struct scene_skin {
    const struct bvh *bvh;
    const struct body *standing;
    const struct cutaway *cut;
};
int scene_pick_course(const struct scene *scene, const struct scene_skin *skin,
                      const float pixel[2], float reach);

#endif
