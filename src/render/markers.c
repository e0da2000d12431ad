#include "render/markers.h"

enum { AT_POSITION, AT_NORMAL, AT_SHAPE, AT_COLOR, AT_RIM, AT_RADIUS, AT_HALO };

/* the frame's own array is what the card reads */
static const struct gl_attribute MARKER[] = {
    {AT_POSITION, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct frame_marker, position)},
    {AT_NORMAL, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct frame_marker, normal)},
    {AT_SHAPE, 1, GL_INT, GL_AS_FLOAT, offsetof(struct frame_marker, shape)},
    {AT_COLOR, 4, GL_FLOAT, GL_AS_FLOAT, offsetof(struct frame_marker, color)},
    {AT_RIM, 4, GL_FLOAT, GL_AS_FLOAT, offsetof(struct frame_marker, rim)},
    {AT_RADIUS, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct frame_marker, radius)},
    {AT_HALO, 2, GL_FLOAT, GL_AS_FLOAT, offsetof(struct frame_marker, halo)},
};

bool markers_create(struct markers *markers, const struct gl *gl, struct error *error)
{
    markers->program = gl_program(gl, "marker", NULL, error);
    if (!markers->program)
        return false;
    gl_sampler(markers->program, "body_depth", 0);
    GL(glGenVertexArrays(1, &markers->array));
    GL(glBindVertexArray(markers->array));
    gl_label(gl, GL_LABEL_VERTEX_ARRAY, markers->array, "markers");
    gl_stream_fill(&markers->stream, NULL, 0);
    gl_label(gl, GL_LABEL_BUFFER, markers->stream.buffer, "markers");
    gl_attributes(MARKER, sizeof MARKER / sizeof *MARKER, sizeof(struct frame_marker), 1);
    return true;
}

void markers_free(struct markers *markers)
{
    GL(glDeleteProgram(markers->program));
    GL(glDeleteVertexArrays(1, &markers->array));
    GL(glDeleteBuffers(1, &markers->stream.buffer));
    *markers = (struct markers){0};
}

void markers_draw(struct markers *markers, const struct frame *frame)
{
    if (!frame->n_markers)
        return;
    GL(glUseProgram(markers->program));
    GL(glBindVertexArray(markers->array));
    gl_stream_fill(&markers->stream, frame->marker,
                   frame->n_markers * sizeof *frame->marker);
    GL(glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, (GLsizei)frame->n_markers));
}
