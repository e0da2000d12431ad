#include "render/skin.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { AT_POSITION, AT_NORMAL, AT_TINT, AT_HEAT, AT_THERE };

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

static const struct gl_attribute THERE[] = {
    {AT_THERE, 1, GL_UNSIGNED_BYTE, GL_NORMALIZED, 0}};

static GLuint make_program(const struct gl *gl, enum skin_kind kind, int place,
                           struct error *error)
{
    static const char *const KINDS[] = {[SKIN_OUTER] = "",
                                        [SKIN_SOLID] = "#define SOLID\n",
                                        [SKIN_VEIL] = "#define VEIL\n"};
    char defines[80];
    snprintf(defines, sizeof defines, "%s%s%s%s", place & 4 ? "#define OPENED\n" : "",
             place & 2 ? "#define LAYERED\n" : "", place & 1 ? "#define SWIFT\n" : "",
             KINDS[kind]);
    return gl_program(gl, "body", defines, error);
}

/* one row of the programs, where there is none yet */
static bool make_programs(struct skin *body, const struct gl *gl, enum skin_hull hull,
                          struct error *error)
{
    for (int i = 0; i < 4; i++) {
        GLuint *program = &body->program[hull][i / 2][i % 2];
        if (!*program)
            *program = make_program(gl, body->kind, 4 * (int)hull + i, error);
        if (!*program)
            return false;
    }
    return true;
}

bool skin_need_opened(struct skin *body, const struct gl *gl, struct error *error)
{
    return make_programs(body, gl, SKIN_OPEN, error);
}

bool skin_create(struct skin *body, const struct gl *gl, enum skin_kind kind,
                 struct error *error)
{
    body->kind = kind;
    if (!make_programs(body, gl, SKIN_CLOSED, error))
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
                   {&body->heat, "body heat", HEAT, 1},
                   {&body->there, "body there", THERE, 1}};
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        GL(glGenBuffers(1, streams[i].buffer));
        GL(glBindBuffer(GL_ARRAY_BUFFER, *streams[i].buffer));
        gl_label(gl, GL_LABEL_BUFFER, *streams[i].buffer, streams[i].label);
        gl_attributes(streams[i].attribute, 1, streams[i].stride, 0);
    }
    gl_stream_fill(&body->index, NULL, 0);
    gl_label(gl, GL_LABEL_BUFFER, body->index.buffer, "body triangles");
    return true;
}

void skin_free(struct skin *body)
{
    for (int i = 0; i < 8; i++)
        GL(glDeleteProgram(body->program[i / 4][i / 2 % 2][i % 2]));
    GL(glDeleteVertexArrays(1, &body->array));
    const GLuint buffers[] = {body->position, body->normal, body->tint,
                              body->heat,     body->there,  body->index.buffer};
    GL(glDeleteBuffers(sizeof buffers / sizeof *buffers, buffers));
    clusters_free(&body->clusters);
    clusters_free(&body->coarse.clusters);
    free(body->coarse.triangle);
    free(body->kept);
    free(body->retinted);
    free(body->pixel);
    free(body->taken);
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
    body->taken = xrealloc(body->taken, from->n_triangles * sizeof *body->taken);
    fill(body->position, from->position, from->n_vertices * sizeof *from->position);
    fill_normals(body, from);
    if (from->there)
        fill(body->there, from->there, from->n_vertices);
    clusters_make(&body->clusters, from);
    body->n_indices = from->n_triangles * 3;
}

/* room for another mesh, whose kept tint is none */
static void make_room(struct skin *body, uint32_t n)
{
    if (n != body->n_kept) {
        body->kept = xrealloc(body->kept, n * sizeof *body->kept);
        body->retinted = xrealloc(body->retinted, n);
        body->pixel = xrealloc(body->pixel, n * sizeof *body->pixel);
        body->n_kept = n;
        memset(body->kept, 0, n * sizeof *body->kept);
        fill(body->tint, body->kept, n * sizeof *body->kept);
        body->tint_version = 0;
        body->tinted = false;
    }
}

/* a tint that is NULL covers nothing */
static bool upload_tint(struct skin *body, const struct frame_body *from)
{
    static const uint8_t NONE[4] = {0};
    bool any = false;
    if (from->tint ? body->tint_version == from->tint_version : !body->tinted)
        return false;
    body->tinted = false;
    for (uint32_t v = 0; v < body->n_kept; v++) {
        const uint8_t *tint = from->tint ? from->tint[v] : NONE;
        body->retinted[v] = memcmp(body->kept[v], tint, 4) != 0;
        memcpy(body->kept[v], tint, 4);
        any = any || body->retinted[v];
        body->tinted = body->tinted || tint[3];
    }
    body->tint_version = from->tint ? from->tint_version : 0;
    if (any)
        fill(body->tint, body->kept, body->n_kept * sizeof *body->kept);
    return any;
}

enum skin_change skin_upload(struct skin *body, const struct frame_body *from)
{
    enum skin_change change = SKIN_KEPT;
    if (from->n_triangles && body->version != from->version) {
        make_room(body, from->n_vertices);
        fill_mesh(body, from);
        body->version = from->version;
        change = SKIN_CHANGED;
    }
    if (upload_tint(body, from) && change == SKIN_KEPT)
        change = SKIN_RETINTED;
    if (from->heat && body->heat_version != from->heat_version) {
        fill(body->heat, from->heat, from->n_vertices);
        body->heat_version = from->heat_version;
        change = SKIN_CHANGED;
    }
    return change;
}

void skin_forget(struct skin *body)
{
    body->version = body->tint_version = body->heat_version = body->taken_version = 0;
    body->n_kept = 0;
}

// ---------------------------------------------------------------- a part of it

/* where each vertex lies in the layer; NAN behind the eye */
static void project(struct skin *body, const struct frame *frame, const int layer[2],
                    const int box[4])
{
    const float *v = frame->view.view, *p = frame->view.projection;
    float m[16];
    for (int c = 0; c < 4; c++)
        for (int r = 0; r < 4; r++) {
            m[c * 4 + r] = 0;
            for (int k = 0; k < 4; k++)
                m[c * 4 + r] += p[k * 4 + r] * v[c * 4 + k];
        }
    float half[2] = {(float)layer[0] / 2, (float)layer[1] / 2};
    for (uint32_t i = 0; i < body->n_kept; i++) {
        const float *q = frame->body.position[i];
        float w = m[3] * q[0] + m[7] * q[1] + m[11] * q[2] + m[15];
        for (int k = 0; k < 2; k++) {
            float clip = m[k] * q[0] + m[4 + k] * q[1] + m[8 + k] * q[2] + m[12 + k];
            body->pixel[i][k] =
                w > 1e-3f ? (clip / w + 1) * half[k] - (float)box[k] : NAN;
        }
    }
}

struct extent {
    float low[2], high[2];
};

/* false where a corner lies behind the eye: it may be anywhere */
static bool extent_of(const struct skin *body, const uint32_t corner[3], struct extent *e)
{
    for (int k = 0; k < 2; k++) {
        float a = body->pixel[corner[0]][k], b = body->pixel[corner[1]][k],
              c = body->pixel[corner[2]][k];
        if (!(a + b + c < INFINITY))
            return false;
        e->low[k] = fminf(fminf(a, b), c);
        e->high[k] = fmaxf(fmaxf(a, b), c);
    }
    return true;
}

bool skin_find_retinted(struct skin *body, const struct frame *frame, const int layer[2],
                        const int box[4], int rect[4])
{
    // what the shifts of the passes and roundings may add
    const float margin = 2;
    struct extent all = {{INFINITY, INFINITY}, {-INFINITY, -INFINITY}}, e;
    project(body, frame, layer, box);
    for (uint32_t t = 0; t < frame->body.n_triangles; t++) {
        const uint32_t *c = frame->body.triangle[t];
        if (!body->retinted[c[0]] && !body->retinted[c[1]] && !body->retinted[c[2]])
            continue;
        if (!extent_of(body, c, &e))
            e = (struct extent){{0, 0}, {(float)box[2], (float)box[3]}};
        for (int k = 0; k < 2; k++) {
            all.low[k] = fminf(all.low[k], e.low[k]);
            all.high[k] = fmaxf(all.high[k], e.high[k]);
        }
    }
    for (int k = 0; k < 2; k++) {
        float side = (float)box[2 + k];
        if (!(all.low[k] - margin < side) || !(all.high[k] + margin > 0))
            return false;
        rect[k] = (int)floorf(fmaxf(all.low[k] - margin, 0));
        rect[2 + k] = (int)ceilf(fminf(all.high[k] + margin, side)) - rect[k];
    }
    return rect[2] > 0 && rect[3] > 0;
}

static void send_taken(struct skin *body, uint32_t n)
{
    body->n_taken = n;
    GL(glBindVertexArray(0));
    gl_stream_fill(&body->index, body->taken, n * sizeof *body->taken);
}

/* the body in fewer triangles */
static struct frame_body coarsen(struct skin *body, const struct frame_body *from,
                                 float cell)
{
    struct skin_coarse *c = &body->coarse;
    struct frame_body few = *from;
    bool made = c->version == from->version && c->cell == cell;
    if (!made) {
        c->triangle = xrealloc(c->triangle, from->n_triangles * sizeof *c->triangle);
        c->n = coarse_make(from, cell, c->triangle);
        c->version = from->version;
        c->cell = cell;
    }
    few.triangle = (const uint32_t(*)[3])c->triangle;
    few.n_triangles = c->n;
    if (!made)
        clusters_make(&c->clusters, &few);
    return few;
}

void skin_take_whole(struct skin *body, const struct frame_body *from,
                     const struct frame_view *view, float fine)
{
    const struct skin_coarse *c = &body->coarse;
    // the one at hand, where it is about right: a turning body comes nearer and goes
    bool right = c->version == from->version && c->cell > 0 && c->cell < 1.25f * fine &&
                 c->cell > 0.5f * fine;
    float cell = right ? c->cell : coarse_cell(fine);
    if (cell > 0) {
        struct frame_body few = coarsen(body, from, cell);
        send_taken(body, clusters_take(&body->coarse.clusters, &few, view, body->taken));
    } else {
        send_taken(body, clusters_take(&body->clusters, from, view, body->taken));
    }
}

void skin_take_all(struct skin *body, const struct frame_body *from)
{
    memcpy(body->taken, from->triangle, from->n_triangles * sizeof *body->taken);
    send_taken(body, from->n_triangles);
}

void skin_take_part(struct skin *body, const struct frame_body *from, const int rect[4])
{
    const float margin = 2;
    struct extent e;
    uint32_t n = 0;
    for (uint32_t t = 0; t < from->n_triangles; t++) {
        bool in = true;
        if (extent_of(body, from->triangle[t], &e))
            for (int k = 0; k < 2; k++)
                in = in && e.low[k] - margin < (float)(rect[k] + rect[2 + k]) &&
                     e.high[k] + margin > (float)rect[k];
        if (in)
            memcpy(body->taken[n++], from->triangle[t], sizeof *body->taken);
    }
    send_taken(body, n);
}

// ---------------------------------------------------------------- drawing

/* a layer that is absent costs nothing: one constant stands for all vertices */
static void layer(GLuint location, bool present, float absent)
{
    if (present) {
        GL(glEnableVertexAttribArray(location));
    } else {
        GL(glDisableVertexAttribArray(location));
        GL(glVertexAttrib4f(location, absent, 0, 0, 0));
    }
}

void skin_draw(const struct skin *body, const struct frame_body *from,
               enum skin_light light, enum skin_hull hull)
{
    bool veil = body->kind == SKIN_VEIL;
    GL(glDisable(GL_BLEND));
    GL(glEnable(GL_DEPTH_TEST));
    GL(glDepthFunc(GL_LESS));
    GL(glDepthMask(veil ? GL_FALSE : GL_TRUE));
    if (veil) {
        GL(glEnable(GL_BLEND));
        GL(glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA));
    }
    // one may look into what has holes
    if (hull == SKIN_CLOSED) {
        GL(glEnable(GL_CULL_FACE));
        GL(glCullFace(GL_BACK));
    }
    GL(glUseProgram(body->program[hull][body->tinted || from->heat][light]));
    GL(glBindVertexArray(body->array));
    GL(glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, body->index.buffer));
    layer(AT_TINT, body->tinted, 0);
    layer(AT_HEAT, from->heat != NULL, 0);
    layer(AT_THERE, from->there != NULL, 1);
    GL(glDrawElements(GL_TRIANGLES, (GLsizei)(3 * body->n_taken), GL_UNSIGNED_INT, NULL));
    GL(glDisable(GL_DEPTH_TEST));
    GL(glDisable(GL_CULL_FACE));
    GL(glDisable(GL_BLEND));
    GL(glDepthMask(GL_TRUE));
}
