#include "render/needles.h"

#include <math.h>
#include <stdlib.h>

#include <cglm/cglm.h>

#include "base/arena.h"

#define PARTS 3 /* in the body, bare shaft, handle */

/* Millimetre sizes of a common needle: 0.25 mm thick, its handle wound to 1.1 mm. */
#define SHAFT_RADIUS 0.000125f
#define HANDLE_RADIUS 0.00055f
/* below this many px the eye loses them */
#define SHAFT_MIN 0.70f
#define HANDLE_MIN 1.50f

struct needle_part {
    float from[3], to[3];
    float radius[2]; /* metres, least px */
    float kind;      /* 0 in the body, 1 shaft, 2 handle */
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

/* the three parts of one needle, from its tip to its end */
static void add_parts(struct needle_part *part, const struct frame_needle *needle)
{
    static const float STEEL[4] = {0.80f, 0.82f, 0.84f, 1};
    float handle = needle->handle > 0 ? needle->handle : needle->outside / 2;
    const float stops[PARTS + 1] = {needle->depth, 0, handle - needle->outside,
                                    -needle->outside};
    for (int i = 0; i < PARTS; i++) {
        for (int k = 0; k < 3; k++) {
            part[i].from[k] = needle->entry[k] + needle->direction[k] * stops[i];
            part[i].to[k] = needle->entry[k] + needle->direction[k] * stops[i + 1];
        }
        part[i].radius[0] = i == 2 ? HANDLE_RADIUS : SHAFT_RADIUS;
        part[i].radius[1] = i == 2 ? HANDLE_MIN : SHAFT_MIN;
        part[i].kind = (float)i;
        glm_vec4_ucopy((float *)(needle->color[3] > 0 ? needle->color : STEEL),
                       part[i].color);
    }
}

void needles_draw(struct needles *needles, const struct frame *frame)
{
    if (!frame->n_needles)
        return;
    if (frame->n_needles > needles->capacity) {
        needles->capacity = frame->n_needles;
        needles->part =
            xrealloc(needles->part, needles->capacity * PARTS * sizeof *needles->part);
    }
    for (uint32_t i = 0; i < frame->n_needles; i++)
        add_parts(&needles->part[i * PARTS], &frame->needle[i]);
    GLsizei n = (GLsizei)frame->n_needles * PARTS;
    GL(glUseProgram(needles->program));
    GL(glBindVertexArray(needles->array));
    gl_stream_fill(&needles->stream, needles->part, (size_t)n * sizeof *needles->part);
    GL(glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, n));
}
