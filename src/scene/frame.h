/* frame.h - everything one image needs, as plain arrays.
 *
 * `scene` fills a frame, `render` draws it and changes nothing in it, `ui` draws its
 * labels. A frame knows no points, rules or timers, and no GL. All pointers are borrowed:
 * they must stay valid and unchanged from the filling to the end of the drawing.
 *
 * Space: metres, right-handed, +Y up, the floor at y = floor_y. Pixels have their origin
 * at the top left of the image, y down. Colours are sRGB as in a style guide, 0..1, alpha
 * straight. Sizes "in px" are design pixels of a 1080-line image and are multiplied by
 * `view.scale` when drawn. `{0}` in a field means what its comment says.
 *
 * Versions. What is large carries a version number; render uploads it again only when the
 * number differs from the one that it drew last. Start at 1, add one at each change,
 * never reuse a number for other content. What is small (markers, needles, lines) has
 * none and is sent each time.
 *
 * Movement. The frame holds phases, not the time: whoever fills it turns the clock into
 * flow_phase (once round in 6 s) and halo_phase (4 s). Reduced motion leaves both at 0.
 */
#ifndef DEQI_SCENE_FRAME_H
#define DEQI_SCENE_FRAME_H

#include <stdbool.h>
#include <stdint.h>

/* Matrices are column-major as OpenGL reads them, m[column * 4 + row]; clip depth -1..1.
 */
struct frame_view {
    float view[16];       /* world to eye */
    float projection[16]; /* eye to clip, perspective */
    float eye[3];         /* world */
    int width, height;    /* of the image in pixels */
    float scale;          /* image pixels per design pixel; 0 = 1 */
};

/* A soft radial gradient: `inner` at the centre, `outer` at the farthest corner. */
struct frame_background {
    float inner[3], outer[3];
    float centre[2]; /* 0..1 of width and height, from the top left */
    float none;      /* 1: there is none, and the picture is see-through there */
};

struct frame_body {
    uint32_t n_vertices, n_triangles; /* 0 = no body */
    const float (*position)[3];
    const float (*normal)[3];      /* unit */
    const uint8_t *occlusion;      /* 0 dark .. 255 open; NULL = open everywhere */
    const uint32_t (*triangle)[3]; /* counter-clockwise seen from outside */
    /* Of a part: 0 gone .. 255 there; the skin ends where it is half. NULL = all is. */
    const uint8_t *there;
    uint32_t version; /* of these arrays together */

    /* layers painted into the skin (dermatomes, nerves, regions, marks), already blended
     * into one: colour and cover per vertex. NULL = none */
    const uint8_t (*tint)[4];
    uint32_t tint_version;

    /* infrared: how warm the skin is per vertex, 0..255. NULL = none */
    const uint8_t *heat;
    uint32_t heat_version;
    float heat_strength; /* 0 off .. 1 full glow */

    float min[3], max[3]; /* bounds of the positions */
    float albedo[3];      /* sRGB; all 0 = porcelain */
    float alpha;          /* 1 solid .. 0 unseen; less than 1 shows needles inside. Inner
                             faces are never drawn */
};

/* One vertex of a ribbon or a line. */
struct frame_path {
    float position[3]; /* on or near the skin */
    float normal[3];   /* of the skin, unit */
    float arc;         /* metres from the start of its ribbon or line */
};

/* A channel: a ribbon lying on the skin along path[first .. first + count - 1]. */
struct frame_ribbon {
    uint32_t first, count; /* count < 2 draws nothing */
    float color[4];
    float width;       /* metres; near by it is drawn finer than that */
    float min_width;   /* px; the ribbon never gets thinner */
    float casing;      /* px of a light edge on either side */
    float contrast;    /* to the skin under it, at least, a projector's lifted blacks
                          included: the colour is darkened as far as that takes; 0 = as
                          it is */
    float flow;        /* 0 none .. 1: how strongly the moving gradient shows */
    float flow_length; /* metres from crest to crest; 0 = 0.25 */
    float furrow; /* 0 none .. 1: no colour but a fold of the skin of this depth, as wide
                     as it is and no wider */
};

/* A measured line or a quiz miss: constant width on the screen, plain, dashed or dotted
 * along path[first .. first + count - 1]. It may stand off the body. */
struct frame_line {
    uint32_t first, count;
    float color[4];
    float width;     /* px */
    float dash, gap; /* metres; gap 0 = plain; dash 0 = round dots, `gap` apart */
    float hidden;    /* 0..1: how much shows where the body covers it */
};

/* A tick across a measured line: a cun mark. */
struct frame_tick {
    float position[3], normal[3];
    float along[3]; /* direction of the line here, unit */
    float length;   /* px */
    float width;    /* px */
    float color[4];
};

enum frame_marker_shape {
    FRAME_MARKER_DISC,   /* filled, with a rim: a chosen point */
    FRAME_MARKER_RING,   /* hollow: an offered point, a tap, a brush */
    FRAME_MARKER_DOT,    /* filled, without rim: a dim point, a landmark */
    FRAME_MARKER_TARGET, /* a ring with a dot: a needle is in */
    FRAME_MARKER_EYE     /* a disc with a pip: in, and De Qi has come */
};

/* A round mark lying on the skin. Seen at a slant it is drawn fuller than it would lie,
 * so that it stays readable; it fades away as the body comes before it. */
struct frame_marker {
    float position[3], normal[3];
    enum frame_marker_shape shape;
    float color[4];
    float rim[4];     /* colour of the disc's rim; alpha 0 = none */
    float radius;     /* metres, rim included */
    float min_radius; /* px; never smaller */
    float max_radius; /* px; never larger; 0 = no bound */
    float halo;       /* 0 none .. 1: soft glow around, in `color`; it breathes */
    float hidden;     /* 0..1: how much shows where the body covers it */
};

/* A needle at its true angle and depth. The handle is the outer part of `outside`. */
struct frame_needle {
    float entry[3];     /* on the skin */
    float direction[3]; /* unit, into the body */
    float depth;        /* metres below the skin */
    float outside;      /* metres above it: shaft and handle */
    float handle;       /* metres of `outside` that are handle; 0 = half */
    float normal[3];    /* of the skin at the entry, unit; all 0 = no shadow on it */
    float color[4];     /* alpha 0 = steel */
};

/* An infrared lamp: a shade whose mouth, `radius` wide, glows and shines along `toward`,
 * as far as `away`. */
struct frame_lamp {
    float mouth[3], toward[3];
    float radius, away; /* metres */
    float glow;         /* 0 .. 1 */
};

/* Text beside the picture, laid out by scene and drawn by ui. Pixels of the image. */
enum frame_label_style {
    FRAME_LABEL_PLAIN,
    FRAME_LABEL_STRONG,
    FRAME_LABEL_QUIET,
    FRAME_LABEL_WORDS,  /* as quiet, without a code before the first space */
    FRAME_LABEL_SIDE,   /* which side of the person is there */
    FRAME_LABEL_WRITTEN /* on the skin itself, with nothing behind it */
};
struct frame_label {
    const char *text; /* UTF-8, one line */
    float anchor[2];  /* where the leader ends, on the marker's rim */
    float box[4];     /* x, y, width, height of the text */
    float leader[2];  /* where the leader leaves the box */
    bool has_leader;
    enum frame_label_style style;
    float color[4];
    float opacity;    /* of the leader, 0..1: fades as its point turns away */
    uint32_t request; /* of scene: which of its requests it is; UINT32_MAX = none */
};

/* A chosen point for whose name there was no room: it bears a number, from 1 on by its
 * place in the list, and the name stands in a list. Pixels of the image. */
enum { FRAME_NUMBERS = 24 };
struct frame_number {
    float at[2], radius; /* of the mark, as drawn */
    const char *name;
    uint32_t mark; /* of the scene's input */
};

struct frame {
    struct frame_view view;
    struct frame_background background;
    struct frame_body body;
    /* What lies beneath the skin, solid, in the colours of its tint; and what of it is
     * lit, which shows through the rest. Only positions, normals, triangles, tint and
     * their versions count. Left out, with no triangles, where the skin is solid. */
    struct frame_body beneath, lit;
    /* Skin that is seen through wherever it stands before all of that; likewise. */
    struct frame_body veil;
    /* Where parts are taken off, one looks into the rest as if it were full. */
    bool opened;
    /* All of these end at a plane: what has xyz . place > w is cut away (all 0: nothing
     * is), and `face` closes the cut, in the colours of its tint. */
    bool clipped;
    float plane[4];
    struct frame_body face;

    float floor_y;
    float shadow; /* 0 none .. 1: the soft contact shadow under the feet */
    bool dark;    /* the dark theme: the light is dimmer and the rim stronger */

    const struct frame_path *path; /* shared by ribbons and lines */
    uint32_t n_path;
    uint32_t path_version; /* of path[] and ribbon[] together */
    const struct frame_ribbon *ribbon;
    uint32_t n_ribbons;
    float flow_phase; /* 0..1 */

    const struct frame_line *line; /* their path is sent each time: keep it short */
    uint32_t n_lines;
    const struct frame_tick *tick;
    uint32_t n_ticks;

    const struct frame_marker *marker;
    uint32_t n_markers;
    float halo_phase; /* 0..1 */

    const struct frame_needle *needle;
    uint32_t n_needles;

    const struct frame_lamp *lamp;
    uint32_t n_lamps;

    const struct frame_label *label; /* not drawn by render */
    uint32_t n_labels;
    const struct frame_number *number; /* likewise, the highest first */
    uint32_t n_numbers;
    /* chosen points with neither: since they are on the far side of what is seen, or
     * outside it; and since there was no room even for a number */
    uint32_t n_behind, n_no_room;
};

#endif
