#include "render/measures.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include <cglm/cglm.h>

#include "base/arena.h"

struct line_vertex {
    float pixel[2];   /* from the bottom left */
    float depth;      /* metres before the eye */
    float arc;        /* metres along the line */
    float across;     /* px from its middle */
    float half;       /* px */
    float pattern[3]; /* dash and gap in metres; share that shows where hidden */
    float facing;     /* 1 towards the eye .. -1 away */
    float px;         /* image pixels per metre along the line here */
    float color[4];
};

enum { AT_PIXEL, AT_DEPTH, AT_ARC, AT_ACROSS, AT_PATTERN, AT_FACING, AT_PX, AT_COLOR };

static const struct gl_attribute VERTEX[] = {
    {AT_PIXEL, 2, GL_FLOAT, GL_AS_FLOAT, offsetof(struct line_vertex, pixel)},
    {AT_DEPTH, 1, GL_FLOAT, GL_AS_FLOAT, offsetof(struct line_vertex, depth)},
    {AT_ARC, 1, GL_FLOAT, GL_AS_FLOAT, offsetof(struct line_vertex, arc)},
    {AT_ACROSS, 2, GL_FLOAT, GL_AS_FLOAT, offsetof(struct line_vertex, across)},
    {AT_PATTERN, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct line_vertex, pattern)},
    {AT_FACING, 1, GL_FLOAT, GL_AS_FLOAT, offsetof(struct line_vertex, facing)},
    {AT_PX, 1, GL_FLOAT, GL_AS_FLOAT, offsetof(struct line_vertex, px)},
    {AT_COLOR, 4, GL_FLOAT, GL_AS_FLOAT, offsetof(struct line_vertex, color)},
};

/* one end of a stroke on the screen */
struct end {
    float pixel[2], depth, facing, arc;
};

/* what both ends of a stroke share */
struct stroke {
    float half; /* px */
    float pattern[3];
    const float *color;
};

bool measures_create(struct measures *lines, const struct gl *gl, struct error *error)
{
    lines->program = gl_program(gl, "line", NULL, error);
    if (!lines->program)
        return false;
    gl_sampler(lines->program, "body_depth", 0);
    GL(glGenVertexArrays(1, &lines->array));
    GL(glBindVertexArray(lines->array));
    gl_label(gl, GL_LABEL_VERTEX_ARRAY, lines->array, "lines");
    gl_stream_fill(&lines->stream, NULL, 0);
    gl_label(gl, GL_LABEL_BUFFER, lines->stream.buffer, "lines");
    gl_attributes(VERTEX, sizeof VERTEX / sizeof *VERTEX, sizeof(struct line_vertex), 0);
    return true;
}

void measures_free(struct measures *lines)
{
    GL(glDeleteProgram(lines->program));
    GL(glDeleteVertexArrays(1, &lines->array));
    GL(glDeleteBuffers(1, &lines->stream.buffer));
    free(lines->vertex);
    *lines = (struct measures){0};
}

/* false where the place lies behind the eye */
static bool project(const struct frame_view *view, const float position[3],
                    const float normal[3], struct end *end)
{
    const float *v = view->view, *p = view->projection;
    float e[3];
    for (int r = 0; r < 3; r++)
        e[r] = v[r] * position[0] + v[4 + r] * position[1] + v[8 + r] * position[2] +
               v[12 + r];
    end->depth = -e[2];
    if (end->depth < 0.005f)
        return false;
    float size[2] = {(float)view->width, (float)view->height};
    for (int k = 0; k < 2; k++)
        end->pixel[k] =
            ((p[5 * k] * e[k] + p[8 + k] * e[2]) / end->depth + 1) / 2 * size[k];
    vec3 to_eye;
    glm_vec3_sub((float *)view->eye, (float *)position, to_eye);
    glm_vec3_normalize(to_eye);
    end->facing = glm_vec3_dot(to_eye, (float *)normal);
    return true;
}

static void add_stroke(struct measures *lines, const struct stroke *stroke,
                       const struct end *a, const struct end *b)
{
    float way[2] = {b->pixel[0] - a->pixel[0], b->pixel[1] - a->pixel[1]};
    float length = hypotf(way[0], way[1]);
    if (length < 1e-3f)
        return;
    float px = fabsf(b->arc - a->arc) > 1e-6f ? length / fabsf(b->arc - a->arc) : 0;
    float reach = stroke->half + 1;
    static const struct {
        int end;
        float across;
    } CORNERS[6] = {{0, -1}, {0, 1}, {1, -1}, {1, -1}, {0, 1}, {1, 1}};

    if (lines->n + 6 > lines->capacity) {
        lines->capacity = lines->capacity * 2 + 384;
        lines->vertex = xrealloc(lines->vertex, lines->capacity * sizeof *lines->vertex);
    }
    for (int i = 0; i < 6; i++) {
        const struct end *end = CORNERS[i].end ? b : a;
        struct line_vertex *v = &lines->vertex[lines->n++];
        float across = CORNERS[i].across * reach;
        v->pixel[0] = end->pixel[0] + way[1] / length * across;
        v->pixel[1] = end->pixel[1] - way[0] / length * across;
        v->depth = end->depth;
        v->arc = end->arc;
        v->across = across;
        v->half = stroke->half;
        glm_vec3_copy((float *)stroke->pattern, v->pattern);
        v->facing = end->facing;
        v->px = px;
        glm_vec4_ucopy((float *)stroke->color, v->color);
    }
}

static void add_line(struct measures *lines, const struct frame *frame,
                     const struct frame_line *line)
{
    assert(line->first + line->count <= frame->n_path);
    float scale = frame->view.scale > 0 ? frame->view.scale : 1;
    struct stroke stroke = {.half = line->width / 2 * scale,
                            .pattern = {line->dash, line->gap, line->hidden},
                            .color = line->color};
    struct end before = {0};
    bool joined = false;
    for (uint32_t i = 0; i < line->count; i++) {
        const struct frame_path *at = &frame->path[line->first + i];
        struct end end = {.arc = at->arc};
        bool seen = project(&frame->view, at->position, at->normal, &end);
        if (seen && joined)
            add_stroke(lines, &stroke, &before, &end);
        before = end;
        joined = seen;
    }
}

/* a tick lies across the line as the screen shows it */
static void add_tick(struct measures *lines, const struct frame *frame,
                     const struct frame_tick *tick)
{
    float scale = frame->view.scale > 0 ? frame->view.scale : 1;
    struct end middle = {0}, next = {0};
    vec3 beside;
    glm_vec3_copy((float *)tick->position, beside);
    glm_vec3_muladds((float *)tick->along, 0.002f, beside);
    if (!project(&frame->view, tick->position, tick->normal, &middle) ||
        !project(&frame->view, beside, tick->normal, &next))
        return;
    float way[2] = {next.pixel[0] - middle.pixel[0], next.pixel[1] - middle.pixel[1]};
    float length = hypotf(way[0], way[1]);
    if (length < 1e-4f)
        return;
    struct end ends[2] = {middle, middle};
    for (int i = 0; i < 2; i++) {
        float reach = (i ? 0.5f : -0.5f) * tick->length * scale / length;
        ends[i].pixel[0] += way[1] * reach;
        ends[i].pixel[1] -= way[0] * reach;
    }
    struct stroke stroke = {.half = tick->width / 2 * scale, .color = tick->color};
    add_stroke(lines, &stroke, &ends[0], &ends[1]);
}

void measures_draw(struct measures *lines, const struct frame *frame)
{
    lines->n = 0;
    for (uint32_t i = 0; i < frame->n_lines; i++)
        add_line(lines, frame, &frame->line[i]);
    for (uint32_t i = 0; i < frame->n_ticks; i++)
        add_tick(lines, frame, &frame->tick[i]);
    if (!lines->n)
        return;
    GL(glUseProgram(lines->program));
    GL(glBindVertexArray(lines->array));
    gl_stream_fill(&lines->stream, lines->vertex, lines->n * sizeof *lines->vertex);
    GL(glDrawArrays(GL_TRIANGLES, 0, (GLsizei)lines->n));
}
