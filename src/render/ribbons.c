#include "render/ribbons.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include <cglm/cglm.h>

#include "base/arena.h"

#define RESTART 0xFFFFFFFFu
#define DEFAULT_FLOW_LENGTH 0.25f

/* each place of the path gives two: one at either edge */
struct vertex {
    float position[3];
    float side[3]; /* from the middle to the edge, one metre long */
    int16_t normal[4];
    float along[3]; /* metres from the start, metres to the nearer end, waves from the
                       start */
    float width[2]; /* half of it: metres, and the least in px */
    float across;   /* -1 or 1 */
    float flow;
    uint8_t color[4];
};

enum {
    AT_POSITION,
    AT_SIDE,
    AT_NORMAL,
    AT_ALONG,
    AT_WIDTH,
    AT_ACROSS,
    AT_FLOW,
    AT_COLOR
};

static const struct gl_attribute VERTEX[] = {
    {AT_POSITION, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct vertex, position)},
    {AT_SIDE, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct vertex, side)},
    {AT_NORMAL, 3, GL_SHORT, GL_NORMALIZED, offsetof(struct vertex, normal)},
    {AT_ALONG, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct vertex, along)},
    {AT_WIDTH, 2, GL_FLOAT, GL_AS_FLOAT, offsetof(struct vertex, width)},
    {AT_ACROSS, 1, GL_FLOAT, GL_AS_FLOAT, offsetof(struct vertex, across)},
    {AT_FLOW, 1, GL_FLOAT, GL_AS_FLOAT, offsetof(struct vertex, flow)},
    {AT_COLOR, 4, GL_UNSIGNED_BYTE, GL_NORMALIZED, offsetof(struct vertex, color)},
};

bool ribbons_create(struct ribbons *ribbons, const struct gl *gl, struct error *error)
{
    ribbons->program = gl_program(gl, "ribbon", NULL, error);
    if (!ribbons->program)
        return false;
    gl_sampler(ribbons->program, "body_depth", 0);
    GL(glGenVertexArrays(1, &ribbons->array));
    GL(glBindVertexArray(ribbons->array));
    gl_label(gl, GL_LABEL_VERTEX_ARRAY, ribbons->array, "ribbons");
    GL(glGenBuffers(1, &ribbons->vertex));
    GL(glBindBuffer(GL_ARRAY_BUFFER, ribbons->vertex));
    gl_label(gl, GL_LABEL_BUFFER, ribbons->vertex, "ribbons");
    gl_attributes(VERTEX, sizeof VERTEX / sizeof *VERTEX, sizeof(struct vertex), 0);
    GL(glGenBuffers(1, &ribbons->index));
    GL(glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, ribbons->index));
    gl_label(gl, GL_LABEL_BUFFER, ribbons->index, "ribbon strips");
    return true;
}

void ribbons_free(struct ribbons *ribbons)
{
    GL(glDeleteProgram(ribbons->program));
    GL(glDeleteVertexArrays(1, &ribbons->array));
    GL(glDeleteBuffers(1, &ribbons->vertex));
    GL(glDeleteBuffers(1, &ribbons->index));
    *ribbons = (struct ribbons){0};
}

/* the way from the middle to the right edge at path[i], lying in the skin */
static void side_at(const struct frame_path *path, uint32_t count, uint32_t i, vec3 side)
{
    const struct frame_path *before = &path[i ? i - 1 : 0];
    const struct frame_path *after = &path[i + 1 < count ? i + 1 : i];
    vec3 tangent;
    glm_vec3_sub((float *)after->position, (float *)before->position, tangent);
    glm_vec3_cross(tangent, (float *)path[i].normal, side);
    glm_vec3_normalize(side);
}

static void add_place(struct vertex *out, const struct frame_ribbon *ribbon,
                      const struct frame_path *path, uint32_t i)
{
    const struct frame_path *at = &path[i];
    float length = path[ribbon->count - 1].arc - path[0].arc, arc = at->arc - path[0].arc;
    float wave = ribbon->flow_length > 0 ? ribbon->flow_length : DEFAULT_FLOW_LENGTH;
    vec3 side;
    side_at(path, ribbon->count, i, side);
    for (int edge = 0; edge < 2; edge++) {
        float across = edge ? 1.0f : -1.0f;
        struct vertex *v = &out[edge];
        glm_vec3_copy((float *)at->position, v->position);
        glm_vec3_scale(side, across, v->side);
        for (int k = 0; k < 3; k++)
            v->normal[k] = (int16_t)lrintf(at->normal[k] * 32767);
        glm_vec3_copy((vec3){arc, fminf(arc, length - arc), arc / wave}, v->along);
        v->width[0] = ribbon->width / 2;
        v->width[1] = ribbon->min_width / 2;
        v->across = across;
        // of two things that exclude each other, told apart by the sign
        v->flow = ribbon->furrow > 0 ? -ribbon->furrow : ribbon->flow;
        for (int k = 0; k < 4; k++)
            v->color[k] = (uint8_t)lrintf(glm_clamp(ribbon->color[k], 0, 1) * 255);
    }
}

/* whether all places between `from` and `to` lie on the straight way between the two */
static bool is_straight(const struct frame_path *path, uint32_t from, uint32_t to)
{
    const float off = 0.0001f, level = 0.995f; /* metres; cosine between normals */
    vec3 way, step, foot;
    glm_vec3_sub((float *)path[to].position, (float *)path[from].position, way);
    float length2 = glm_vec3_norm2(way);
    for (uint32_t i = from + 1; i <= to; i++) {
        glm_vec3_sub((float *)path[i].position, (float *)path[from].position, step);
        float t = length2 > 0 ? glm_vec3_dot(step, way) / length2 : 0;
        glm_vec3_scale(way, t, foot);
        if (glm_vec3_distance2(step, foot) > off * off || t < 0 || t > 1 ||
            glm_vec3_dot((float *)path[i].normal, (float *)path[from].normal) < level)
            return false;
    }
    return true;
}

/* the next place that a ribbon cannot do without */
static uint32_t next_place(const struct frame_path *path, uint32_t count, uint32_t from)
{
    const uint32_t most = 16;
    uint32_t to = from + 1;
    while (to + 1 < count && to + 1 - from <= most && is_straight(path, from, to + 1))
        to++;
    return to;
}

void ribbons_upload(struct ribbons *ribbons, const struct frame *frame)
{
    if (frame->n_ribbons == 0 || ribbons->version == frame->path_version) {
        if (frame->n_ribbons == 0)
            ribbons->version = ribbons->n_still = ribbons->n_indices = 0;
        return;
    }
    size_t n_places = 0;
    ribbons->n_still = 0;
    for (uint32_t r = 0; r < frame->n_ribbons; r++)
        n_places += frame->ribbon[r].count;
    struct vertex *vertices = xcalloc(2 * n_places + 1, sizeof *vertices);
    uint32_t *indices = xmalloc((2 * n_places + frame->n_ribbons) * sizeof *indices);
    uint32_t n = 0, n_indices = 0;
    for (uint32_t r = 0; r < 2 * frame->n_ribbons; r++) {
        // first those that stand still
        const struct frame_ribbon *ribbon = &frame->ribbon[r % frame->n_ribbons];
        bool flowing = r >= frame->n_ribbons;
        if (flowing != (ribbon->flow > 0))
            continue;
        assert(ribbon->first + ribbon->count <= frame->n_path);
        const struct frame_path *path = frame->path + ribbon->first;
        for (uint32_t i = 0; ribbon->count >= 2 && i < ribbon->count;
             i = next_place(path, ribbon->count, i)) {
            add_place(&vertices[n], ribbon, path, i);
            indices[n_indices++] = n++;
            indices[n_indices++] = n++;
        }
        indices[n_indices++] = RESTART;
        if (!flowing)
            ribbons->n_still = n_indices;
    }
    GL(glBindVertexArray(ribbons->array));
    GL(glBindBuffer(GL_ARRAY_BUFFER, ribbons->vertex));
    GL(glBufferData(GL_ARRAY_BUFFER, (GLsizeiptr)(n * sizeof *vertices), vertices,
                    GL_STATIC_DRAW));
    GL(glBufferData(GL_ELEMENT_ARRAY_BUFFER, (GLsizeiptr)(n_indices * sizeof *indices),
                    indices, GL_STATIC_DRAW));
    free(vertices);
    free(indices);
    ribbons->n_indices = n_indices;
    ribbons->version = frame->path_version;
}

void ribbons_draw(const struct ribbons *ribbons, enum ribbons_kind kind)
{
    uint32_t first = kind == RIBBONS_STILL ? 0 : ribbons->n_still;
    uint32_t end = kind == RIBBONS_STILL ? ribbons->n_still : ribbons->n_indices;
    if (first == end)
        return;
    GL(glUseProgram(ribbons->program));
    GL(glBindVertexArray(ribbons->array));
    GL(glEnable(GL_PRIMITIVE_RESTART));
    GL(glPrimitiveRestartIndex(RESTART));
    GL(glDrawElements(GL_TRIANGLE_STRIP, (GLsizei)(end - first), GL_UNSIGNED_INT,
                      (const void *)(uintptr_t)(first * sizeof(uint32_t))));
    GL(glDisable(GL_PRIMITIVE_RESTART));
}
