#include "render/needles.h"

#include <math.h>
#include <stdlib.h>

#include <cglm/cglm.h>

#include "base/arena.h"
#include "render/frame_block.h"

enum needle_kind { IN_BODY, SHAFT, HANDLE, RING, SHADOW, PARTS };
/* of a lamp, which is made of the same quads */
enum { STEM = PARTS, SHADE, BEAM, LAMP_KINDS };
enum { LAMP_PARTS = LAMP_KINDS - PARTS };

/* Millimetre sizes of a common needle: 0.25 mm thick, its handle wound to 1.2 mm and
 * ending in a ring. */
#define SHAFT_RADIUS 0.000125f
#define HANDLE_RADIUS 0.0006f
#define RING_RADIUS 0.0010f
#define SHADOW_RADIUS 0.0005f
/* below this many px the eye loses them; a dark edge comes round them */
#define SHAFT_MIN 0.55f
#define HANDLE_MIN 1.15f
#define RING_MIN 1.9f
#define SHADOW_MIN 1.4f

/* metres: a shadow falls no farther, or it would leave the skin that bends away */
#define SHADOW_REACH 0.014f

struct needle_part {
    float from[3], to[3];
    float radius[2]; /* metres, least px */
    float kind;      /* of enum needle_kind */
    float color[4];
};

enum { AT_FROM, AT_TO, AT_RADIUS, AT_KIND, AT_COLOR };

static const struct gl_attribute PART[] = {
    {AT_FROM, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct needle_part, from)},
    {AT_TO, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct needle_part, to)},
    {AT_RADIUS, 2, GL_FLOAT, GL_AS_FLOAT, offsetof(struct needle_part, radius)},
    {AT_KIND, 1, GL_FLOAT, GL_AS_FLOAT, offsetof(struct needle_part, kind)},
    {AT_COLOR, 4, GL_FLOAT, GL_AS_FLOAT, offsetof(struct needle_part, color)},
};

bool needles_create(struct needles *needles, const struct gl *gl, struct error *error)
{
    needles->program = gl_program(gl, "needle", NULL, error);
    if (!needles->program)
        return false;
    gl_sampler(needles->program, "body_depth", 0);
    GL(glGenVertexArrays(1, &needles->array));
    GL(glBindVertexArray(needles->array));
    gl_label(gl, GL_LABEL_VERTEX_ARRAY, needles->array, "needles");
    gl_stream_fill(&needles->stream, NULL, 0);
    gl_label(gl, GL_LABEL_BUFFER, needles->stream.buffer, "needles");
    gl_attributes(PART, sizeof PART / sizeof *PART, sizeof(struct needle_part), 1);
    return true;
}

void needles_free(struct needles *needles)
{
    GL(glDeleteProgram(needles->program));
    GL(glDeleteVertexArrays(1, &needles->array));
    GL(glDeleteBuffers(1, &needles->stream.buffer));
    free(needles->part);
    *needles = (struct needles){0};
}

/* from the entry to where the lamp throws the needle's end on the skin's plane */
static void find_shadow(const struct frame_needle *needle, const float lamp[3],
                        float to[3])
{
    const float *n = needle->normal;
    float height =
        -needle->outside * glm_vec3_dot((float *)needle->direction, (float *)n);
    float steep = fmaxf(glm_vec3_dot((float *)lamp, (float *)n), 0.25f), way[3];
    for (int k = 0; k < 3; k++)
        way[k] = -needle->outside * needle->direction[k] - lamp[k] * height / steep;
    float off = glm_vec3_dot(way, (float *)n);
    glm_vec3_muladds((float *)n, -off, way);
    float length = glm_vec3_norm(way);
    glm_vec3_scale(way, length > SHADOW_REACH ? SHADOW_REACH / length : 1, way);
    glm_vec3_add((float *)needle->entry, way, to);
}

static void set_place(const struct frame_needle *needle, float metres, float out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = needle->entry[k] + needle->direction[k] * metres;
}

/* the parts of one needle, its shadow first: it lies under the rest */
static void add_parts(struct needle_part *part, const struct frame_needle *needle,
                      const float lamp[3])
{
    static const float STEEL[4] = {0.84f, 0.86f, 0.88f, 1};
    static const float RADIUS[PARTS][2] = {[IN_BODY] = {SHAFT_RADIUS, SHAFT_MIN},
                                           [SHAFT] = {SHAFT_RADIUS, SHAFT_MIN},
                                           [HANDLE] = {HANDLE_RADIUS, HANDLE_MIN},
                                           [RING] = {RING_RADIUS, RING_MIN},
                                           [SHADOW] = {SHADOW_RADIUS, SHADOW_MIN}};
    static const enum needle_kind ORDER[PARTS] = {SHADOW, IN_BODY, SHAFT, HANDLE, RING};
    float handle = needle->handle > 0 ? needle->handle : needle->outside / 2;
    float end = -needle->outside;
    const float stops[RING + 2] = {needle->depth, 0, end + handle, end,
                                   end - 0.5f * RING_RADIUS};
    for (int i = 0; i < PARTS; i++) {
        enum needle_kind kind = ORDER[i];
        part[i].kind = (float)kind;
        glm_vec2_copy((float *)RADIUS[kind], part[i].radius);
        glm_vec4_ucopy((float *)(needle->color[3] > 0 ? needle->color : STEEL),
                       part[i].color);
        if (kind == SHADOW) {
            set_place(needle, 0, part[i].from);
            find_shadow(needle, lamp, part[i].to);
            part[i].color[3] *= glm_vec3_norm2((float *)needle->normal) > 0 ? 1 : 0;
        } else {
            set_place(needle, stops[kind], part[i].from);
            set_place(needle, stops[kind + 1], part[i].to);
        }
    }
}

/* the beam first: it lies under the shade */
static void add_lamp(struct needle_part *part, const struct frame_lamp *lamp)
{
    static const float ENAMEL[4] = {0.30f, 0.33f, 0.35f, 1},
                       WARM[4] = {1, 0.56f, 0.30f, 1};
    // along the lamp: end of the stem, top of the shade, mouth, skin
    const float stops[4] = {-2.6f * lamp->radius, -1.15f * lamp->radius, 0, lamp->away};
    for (int i = 0; i < LAMP_PARTS; i++) {
        struct needle_part *p = &part[LAMP_PARTS - 1 - i];
        p->kind = (float)(STEM + i);
        p->radius[0] = i == STEM - PARTS ? 0.09f * lamp->radius : lamp->radius;
        p->radius[1] = 1;
        glm_vec4_ucopy((float *)(STEM + i == BEAM ? WARM : ENAMEL), p->color);
        p->color[3] = STEM + i == STEM ? 1 : lamp->glow;
        for (int k = 0; k < 3; k++) {
            p->from[k] = lamp->mouth[k] + lamp->toward[k] * stops[i];
            p->to[k] = lamp->mouth[k] + lamp->toward[k] * stops[i + 1];
        }
    }
}

/* toward the key lamp, which turns with the eye: as in shaders/common.glsl */
static void find_lamp(const struct frame *frame, float lamp[3])
{
    static const float KEY[3] = {-0.49f, 0.58f, 0.65f};
    float studio[12];
    frame_block_studio(studio, frame->view.view);
    for (int k = 0; k < 3; k++)
        lamp[k] = KEY[0] * studio[k] + KEY[1] * studio[4 + k] + KEY[2] * studio[8 + k];
}

void needles_draw(struct needles *needles, const struct frame *frame)
{
    uint32_t n = frame->n_needles * PARTS + frame->n_lamps * LAMP_PARTS;
    if (!n)
        return;
    if (n > needles->capacity) {
        needles->capacity = n;
        needles->part = xrealloc(needles->part, n * sizeof *needles->part);
    }
    float lamp[3];
    find_lamp(frame, lamp);
    for (uint32_t i = 0; i < frame->n_needles; i++)
        add_parts(&needles->part[i * PARTS], &frame->needle[i], lamp);
    for (uint32_t i = 0; i < frame->n_lamps; i++)
        add_lamp(&needles->part[frame->n_needles * PARTS + i * LAMP_PARTS],
                 &frame->lamp[i]);
    GL(glUseProgram(needles->program));
    GL(glBindVertexArray(needles->array));
    gl_stream_fill(&needles->stream, needles->part, n * sizeof *needles->part);
    GL(glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, (GLsizei)n));
}
