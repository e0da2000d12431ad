#include "render/ribbons.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/arena.h"

#define DEFAULT_FLOW_LENGTH 0.25f

enum { LISTS = 2 * RIBBONS_KINDS };

/* Each stretch between two places is a quad with a round end about either, so that they
 * join where a line folds; where two lie over each other the shader gives the same colour
 * once more. */
struct vertex {
    float position[3]; /* of this end */
    float way[3];      /* from the first end to the second, unit */
    int16_t normal[4];
    float along[3];   /* metres from the start, metres to the nearer end, waves from the
                         start */
    float width[2];   /* half of it: metres, and the least in px */
    float look[3];    /* flow, casing in px, contrast */
    float length;     /* metres between the ends */
    int8_t corner[4]; /* -1 first end, 1 second; -1 or 1 across */
    uint8_t color[4];
};

enum {
    AT_POSITION,
    AT_WAY,
    AT_NORMAL,
    AT_ALONG,
    AT_WIDTH,
    AT_LOOK,
    AT_LENGTH,
    AT_CORNER,
    AT_COLOR
};

static const struct gl_attribute VERTEX[] = {
    {AT_POSITION, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct vertex, position)},
    {AT_WAY, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct vertex, way)},
    {AT_NORMAL, 3, GL_SHORT, GL_NORMALIZED, offsetof(struct vertex, normal)},
    {AT_ALONG, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct vertex, along)},
    {AT_WIDTH, 2, GL_FLOAT, GL_AS_FLOAT, offsetof(struct vertex, width)},
    {AT_LOOK, 3, GL_FLOAT, GL_AS_FLOAT, offsetof(struct vertex, look)},
    {AT_LENGTH, 1, GL_FLOAT, GL_AS_FLOAT, offsetof(struct vertex, length)},
    {AT_CORNER, 2, GL_BYTE, GL_AS_FLOAT, offsetof(struct vertex, corner)},
    {AT_COLOR, 4, GL_UNSIGNED_BYTE, GL_NORMALIZED, offsetof(struct vertex, color)},
};

bool ribbons_create(struct ribbons *ribbons, const struct gl *gl, struct error *error)
{
    ribbons->program = gl_program(gl, "ribbon", NULL, error);
    if (!ribbons->program)
        return false;
    gl_sampler(ribbons->program, "body_depth", 0);
    gl_sampler(ribbons->program, "body_color", RIBBONS_BODY_UNIT);
    ribbons->casing = glGetUniformLocation(ribbons->program, "casing");
    GL(glGenVertexArrays(1, &ribbons->array));
    GL(glBindVertexArray(ribbons->array));
    gl_label(gl, GL_LABEL_VERTEX_ARRAY, ribbons->array, "ribbons");
    GL(glGenBuffers(1, &ribbons->vertex));
    GL(glBindBuffer(GL_ARRAY_BUFFER, ribbons->vertex));
    gl_label(gl, GL_LABEL_BUFFER, ribbons->vertex, "ribbons");
    gl_attributes(VERTEX, sizeof VERTEX / sizeof *VERTEX, sizeof(struct vertex), 0);
    GL(glGenBuffers(1, &ribbons->index));
    GL(glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, ribbons->index));
    gl_label(gl, GL_LABEL_BUFFER, ribbons->index, "ribbon stretches");
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

/* the four corners of the stretch from path[from] to path[to] */
static void add_stretch(struct vertex *out, const struct frame_ribbon *ribbon,
                        const struct frame_path *path, uint32_t from, uint32_t to)
{
    float length = path[ribbon->count - 1].arc - path[0].arc;
    float wave = ribbon->flow_length > 0 ? ribbon->flow_length : DEFAULT_FLOW_LENGTH;
    vec3 way;
    glm_vec3_sub((float *)path[to].position, (float *)path[from].position, way);
    float between = glm_vec3_norm(way);
    glm_vec3_normalize(way);
    for (int k = 0; k < 4; k++) {
        const struct frame_path *at = &path[k < 2 ? from : to];
        float arc = at->arc - path[0].arc;
        struct vertex *v = &out[k];
        glm_vec3_copy((float *)at->position, v->position);
        glm_vec3_copy(way, v->way);
        for (int c = 0; c < 3; c++)
            v->normal[c] = (int16_t)lrintf(at->normal[c] * 32767);
        glm_vec3_copy((vec3){arc, fminf(arc, length - arc), arc / wave}, v->along);
        v->width[0] = ribbon->width / 2;
        v->width[1] = ribbon->min_width / 2;
        // of two things that exclude each other, told apart by the sign
        float flow = ribbon->furrow > 0 ? -ribbon->furrow : ribbon->flow;
        glm_vec3_copy((vec3){flow, ribbon->casing, ribbon->contrast}, v->look);
        v->length = between;
        v->corner[0] = k < 2 ? -1 : 1;
        v->corner[1] = k % 2 ? 1 : -1;
        for (int c = 0; c < 4; c++)
            v->color[c] = (uint8_t)lrintf(glm_clamp(ribbon->color[c], 0, 1) * 255);
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

/* what is sent: stretches, and the indices of two lists of them for each kind */
struct made {
    struct vertex *vertex;
    uint32_t n; // stretches
    struct {
        uint32_t *index, n;
    } list[RIBBONS_KINDS][2]; // all; those with edges
};

static void list_stretch(struct made *made, enum ribbons_kind kind, int list)
{
    static const uint32_t CORNER[6] = {0, 1, 2, 2, 1, 3};
    for (int k = 0; k < 6; k++)
        made->list[kind][list].index[made->list[kind][list].n++] =
            4 * made->n + CORNER[k];
}

static void add_ribbon(struct made *made, const struct frame *frame,
                       const struct frame_ribbon *ribbon)
{
    enum ribbons_kind kind = ribbon->flow > 0 ? RIBBONS_FLOWING : RIBBONS_STILL;
    const struct frame_path *path = frame->path + ribbon->first;
    assert(ribbon->first + ribbon->count <= frame->n_path);
    for (uint32_t i = 0; i + 1 < ribbon->count;) {
        uint32_t to = next_place(path, ribbon->count, i);
        add_stretch(&made->vertex[4 * made->n], ribbon, path, i, to);
        list_stretch(made, kind, 0);
        if (ribbon->casing > 0)
            list_stretch(made, kind, 1);
        made->n++;
        i = to;
    }
}

void ribbons_upload(struct ribbons *ribbons, const struct frame *frame)
{
    if (frame->n_ribbons == 0 || ribbons->version == frame->path_version) {
        if (frame->n_ribbons == 0) {
            memset(ribbons->list, 0, sizeof ribbons->list);
            ribbons->version = 0;
        }
        return;
    }
    size_t most = 0, sent = 0;
    for (uint32_t r = 0; r < frame->n_ribbons; r++)
        most += frame->ribbon[r].count;
    uint32_t *indices = xmalloc((LISTS * 6 * most + 1) * sizeof *indices);
    struct made made = {.vertex = xcalloc(4 * most + 1, sizeof *made.vertex)};
    for (int l = 0; l < LISTS; l++)
        made.list[l / 2][l % 2].index = indices + (size_t)l * 6 * most;
    for (uint32_t r = 0; r < frame->n_ribbons; r++)
        add_ribbon(&made, frame, &frame->ribbon[r]);
    for (int l = 0; l < LISTS; l++)
        sent += made.list[l / 2][l % 2].n;
    GL(glBindVertexArray(ribbons->array));
    GL(glBindBuffer(GL_ARRAY_BUFFER, ribbons->vertex));
    GL(glBufferData(GL_ARRAY_BUFFER, (GLsizeiptr)(4 * made.n * sizeof *made.vertex),
                    made.vertex, GL_STATIC_DRAW));
    GL(glBufferData(GL_ELEMENT_ARRAY_BUFFER, (GLsizeiptr)(sent * sizeof *indices), NULL,
                    GL_STATIC_DRAW));
    sent = 0;
    for (int l = 0; l < LISTS; l++) {
        uint32_t n = made.list[l / 2][l % 2].n;
        ribbons->list[l / 2][l % 2] = (struct ribbons_list){(uint32_t)sent, n};
        GL(glBufferSubData(GL_ELEMENT_ARRAY_BUFFER, (GLintptr)(sent * sizeof *indices),
                           (GLsizeiptr)(n * sizeof *indices),
                           made.list[l / 2][l % 2].index));
        sent += n;
    }
    free(made.vertex);
    free(indices);
    ribbons->version = frame->path_version;
}

void ribbons_draw(const struct ribbons *ribbons, enum ribbons_kind kind,
                  GLuint body_color)
{
    if (!ribbons->list[kind][0].n)
        return;
    GL(glActiveTexture(GL_TEXTURE0 + RIBBONS_BODY_UNIT));
    GL(glBindTexture(GL_TEXTURE_2D, body_color));
    GL(glActiveTexture(GL_TEXTURE0));
    GL(glUseProgram(ribbons->program));
    GL(glBindVertexArray(ribbons->array));
    // all edges first: where two lines meet no edge cuts the other
    for (int casing = 1; casing >= 0; casing--) {
        const struct ribbons_list *list = &ribbons->list[kind][casing];
        if (!list->n)
            continue;
        GL(glUniform1f(ribbons->casing, (float)casing));
        GL(glDrawElements(GL_TRIANGLES, (GLsizei)list->n, GL_UNSIGNED_INT,
                          (const void *)(uintptr_t)(list->first * sizeof(uint32_t))));
    }
}
