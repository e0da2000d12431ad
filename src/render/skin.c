#include "render/skin.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

enum { AT_POSITION, AT_NORMAL, AT_TINT, AT_HEAT };

/* a normal in 16-bit steps, with the occlusion as its fourth part */
struct packed_normal {
    int16_t normal[3];
    int16_t open; /* 0 .. 32767 */
};

static const struct gl_attribute POSITION[] = {
    {AT_POSITION, 3, GL_FLOAT, GL_AS_FLOAT, 0}};
static const struct gl_attribute NORMAL[] = {{AT_NORMAL, 4, GL_SHORT, GL_NORMALIZED, 0}};
static const struct gl_attribute TINT[] = {
    {AT_TINT, 4, GL_UNSIGNED_BYTE, GL_NORMALIZED, 0}};
static const struct gl_attribute HEAT[] = {
    {AT_HEAT, 1, GL_UNSIGNED_BYTE, GL_NORMALIZED, 0}};

bool skin_create(struct skin *body, const struct gl *gl, struct error *error)
{
    body->plain = gl_program(gl, "body", NULL, error);
    body->layered = body->plain ? gl_program(gl, "body", "LAYERED", error) : 0;
    if (!body->layered)
        return false;
    GL(glGenVertexArrays(1, &body->array));
    GL(glBindVertexArray(body->array));
    gl_label(gl, GL_LABEL_VERTEX_ARRAY, body->array, "body");
    struct {
        GLuint *buffer;
        const char *label;
        const struct gl_attribute *attribute;
        size_t stride;
    } streams[] = {{&body->position, "body positions", POSITION, 3 * sizeof(float)},
                   {&body->normal, "body normals", NORMAL, sizeof(struct packed_normal)},
                   {&body->tint, "body tint", TINT, 4},
                   {&body->heat, "body heat", HEAT, 1}};
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        GL(glGenBuffers(1, streams[i].buffer));
        GL(glBindBuffer(GL_ARRAY_BUFFER, *streams[i].buffer));
        gl_label(gl, GL_LABEL_BUFFER, *streams[i].buffer, streams[i].label);
        gl_attributes(streams[i].attribute, 1, streams[i].stride, 0);
    }
    GL(glGenBuffers(1, &body->index));
    GL(glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, body->index));
    gl_label(gl, GL_LABEL_BUFFER, body->index, "body triangles");
    return true;
}

void skin_free(struct skin *body)
{
    GL(glDeleteProgram(body->plain));
    GL(glDeleteProgram(body->layered));
    GL(glDeleteVertexArrays(1, &body->array));
    const GLuint buffers[] = {body->position, body->normal, body->tint, body->heat,
                              body->index};
    GL(glDeleteBuffers(sizeof buffers / sizeof *buffers, buffers));
    *body = (struct skin){0};
}

static void fill(GLuint buffer, const void *data, size_t size)
{
    GL(glBindBuffer(GL_ARRAY_BUFFER, buffer));
    GL(glBufferData(GL_ARRAY_BUFFER, (GLsizeiptr)size, data, GL_STATIC_DRAW));
}

static void fill_normals(const struct skin *body, const struct frame_body *from)
{
    struct packed_normal *packed = xmalloc(from->n_vertices * sizeof *packed);
    for (uint32_t i = 0; i < from->n_vertices; i++) {
        for (int k = 0; k < 3; k++)
            packed[i].normal[k] = (int16_t)lrintf(from->normal[i][k] * 32767);
        packed[i].open =
            from->occlusion ? (int16_t)(from->occlusion[i] * 32767 / 255) : 32767;
    }
    fill(body->normal, packed, from->n_vertices * sizeof *packed);
    free(packed);
}

static void fill_mesh(struct skin *body, const struct frame_body *from)
{
    fill(body->position, from->position, from->n_vertices * sizeof *from->position);
    fill_normals(body, from);
    GL(glBindVertexArray(body->array));
    GL(glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, body->index));
    GL(glBufferData(GL_ELEMENT_ARRAY_BUFFER,
                    (GLsizeiptr)(from->n_triangles * sizeof *from->triangle),
                    from->triangle, GL_STATIC_DRAW));
    body->n_indices = from->n_triangles * 3;
}

bool skin_upload(struct skin *body, const struct frame_body *from)
{
    bool changed = false;
    if (from->n_triangles && body->version != from->version) {
        fill_mesh(body, from);
        body->version = from->version;
        changed = true;
    }
    if (from->tint && body->tint_version != from->tint_version) {
        fill(body->tint, from->tint, from->n_vertices * sizeof *from->tint);
        body->tint_version = from->tint_version;
        changed = true;
    }
    if (from->heat && body->heat_version != from->heat_version) {
        fill(body->heat, from->heat, from->n_vertices);
        body->heat_version = from->heat_version;
        changed = true;
    }
    return changed;
}

/* a layer that is absent costs nothing: one constant stands for all vertices */
static void layer(GLuint location, const void *present)
{
    if (present) {
        GL(glEnableVertexAttribArray(location));
    } else {
        GL(glDisableVertexAttribArray(location));
        GL(glVertexAttrib4f(location, 0, 0, 0, 0));
    }
}

void skin_draw(const struct skin *body, const struct frame_body *from)
{
    GL(glEnable(GL_DEPTH_TEST));
    GL(glDepthFunc(GL_LESS));
    GL(glDepthMask(GL_TRUE));
    GL(glEnable(GL_CULL_FACE));
    GL(glCullFace(GL_BACK));
    GL(glDisable(GL_BLEND));
    GL(glUseProgram(from->tint || from->heat ? body->layered : body->plain));
    GL(glBindVertexArray(body->array));
    layer(AT_TINT, from->tint);
    layer(AT_HEAT, from->heat);
    GL(glDrawElements(GL_TRIANGLES, (GLsizei)body->n_indices, GL_UNSIGNED_INT, NULL));
    GL(glDisable(GL_DEPTH_TEST));
    GL(glDisable(GL_CULL_FACE));
}
