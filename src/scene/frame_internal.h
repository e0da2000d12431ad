/* frame_internal.h - between the files that build a frame (scene.c, frame_marks.c,
 * frame_labels.c); nobody else includes it. */
#ifndef DEQI_SCENE_FRAME_INTERNAL_H
#define DEQI_SCENE_FRAME_INTERNAL_H

#include <stddef.h>

#include "anatomy/cutaway.h"
#include "scene/labels.h"
#include "scene/scene.h"

/* How a mark is seen in the last frame. */
struct scene_seen {
    float pixel[2];
    float share;    /* 1 facing the eye .. 0 turned away or hidden */
    float radius;   /* pixels, as drawn */
    bool by_needle; /* its needle alone is seen */
    bool unnamed;   /* its name would be one too many: it is told where asked for */
};

enum { NOTES_MOST = 40 };

struct scene {
    uint32_t first; /* where its versions begin */
    struct frame_path *path;
    struct frame_ribbon *ribbon;
    struct frame_line *line;
    struct frame_tick *tick;
    struct frame_marker *marker;
    struct frame_needle *needle;
    struct frame_lamp *lamp;
    struct frame_label *label;
    struct label_request *request;
    struct label_disc *disc;
    struct label_note note[NOTES_MOST]; /* of the measures; their texts, places, ways */
    uint32_t room_path, room_ribbon, room_line, room_tick, room_marker, room_needle;
    uint32_t room_disc, room_lamp, n_notes;
    uint32_t n_path, n_ribbons, n_course_path;
    uint32_t courses_version, creases_version, borders_version, path_version,
        drawn_layers;
    float drawn_plane[4]; /* that the courses were cut at; all 0 = none */

    uint8_t *heat;
    uint32_t heat_room, heat_version, heat_mesh;
    float (*warm)[3];
    uint32_t n_warm, room_warm;

    struct cover body; /* where the body is in the image, as of ... */
    struct frame_view body_view;
    uint32_t body_mesh;  /* 0 = nothing yet */
    float body_plane[4]; /* that it was cut at; all 0 = none */
    int16_t (*cell)[2];  /* its vertices */
    uint32_t room_cell;

    float (*over)[4]; /* what stands over the picture */
    uint32_t room_over;
    uint64_t labels_key; /* of all that the labels follow from; 0 = nothing yet */
    uint32_t n_labels;
    struct frame_label *written; /* the labels, then what is written on the skin */
    uint32_t room_written;
    float *name_share; /* per name of the input: how squarely it is seen; 0 = not */
    uint32_t room_name_share;
    uint16_t label_source[LABELS_MAX + NOTES_MOST]; /* where each has its text from */
    struct frame_number number[FRAME_NUMBERS];      /* for want of one */
    uint32_t n_shown;                               /* labels of the last frame */
    uint32_t n_requests;                            /* of it, and the mark of each ... */
    int request_mark[LABELS_MAX]; /* ... -1 = a name of the skin's, ... */
    int request_of[LABELS_MAX];   /* ... and what that names */
    struct frame_view view;       /* of the last frame */
    uint32_t *ribbon_course;      /* per ribbon: its course in the input */
    uint32_t room_ribbon_course;

    struct scene_seen *seen; /* per mark */
    uint32_t n_marks, room_seen;
    float min[3], max[3];
    uint32_t bounds_mesh;
};

static inline void frame_rgba(uint32_t color, float out[4])
{
    for (int i = 0; i < 4; i++)
        out[i] = (float)(color >> (24 - 8 * i) & 0xFF) / 255;
}

static inline float frame_dot(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* of the angle between the skin's normal and the way to the eye */
float frame_cosine(const struct frame *frame, const float position[3],
                   const float normal[3]);
/* 1 facing the eye, or nearly edge on .. 0 turned away: as marks fade */
float frame_facing(const struct frame *frame, const float position[3],
                   const float normal[3]);
/* whether the body stands between the eye and a place that is not in it */
bool frame_covered(const struct scene_input *input, const struct frame *frame,
                   const float place[3]);
/* the plane that the input is cut at; all 0 = none */
void frame_plane(const struct scene_input *input, float out[4]);
void frame_mark_color(const struct scene_input *input, enum scene_emphasis emphasis,
                      float out[4]);

void frame_build_markers(struct scene *scene, const struct scene_input *input,
                         struct frame *frame);
/* Words beside a place on a measured line, `off` design pixels from it; none where the
 * place is not seen. Numbers stand only where they do not crowd. Before the labels. */
enum frame_note { FRAME_NOTE_NUMBER, FRAME_NOTE_END };
void frame_add_note(struct scene *scene, const struct scene_input *input,
                    const struct frame *frame, const char *text,
                    const struct frame_tick *at, float off, enum frame_note kind);
void frame_build_labels(struct scene *scene, const struct scene_input *input,
                        struct frame *frame);
/* Which side of the person is at which edge of what is left free, in that colour; after
 * the labels. */
void frame_build_letters(struct scene *scene, const struct scene_input *input,
                         struct frame *frame, const float color[4]);
/* Which names are seen, each of them in one place: before the labels. */
void frame_find_names(struct scene *scene, const struct scene_input *input,
                      const struct frame *frame);
/* Asks for a label for each name that stands beside the body, from the n-th request on;
 * returns how many there are then. */
uint32_t frame_ask_names(struct scene *scene, const struct scene_input *input,
                         const struct frame *frame, uint32_t n);
/* Adds what is written on the skin to the labels of the frame. */
void frame_write_names(struct scene *scene, const struct scene_input *input,
                       struct frame *frame);

#endif
