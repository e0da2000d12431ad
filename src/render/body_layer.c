#include "render/body_layer.h"

#include <math.h>
#include <string.h>

#include "render/frame_block.h"
#include "render/parts.h"

#define SPREAD 1.2f

bool body_layer_create(struct body_layer *layer, const struct gl *gl, int passes,
                       struct error *error)
{
    layer->wanted = passes;
    layer->mean_program = gl_program(gl, "mean", NULL, error);
    if (!layer->mean_program)
        return false;
    gl_sampler(layer->mean_program, "body_color", 0);
    GL(glGenVertexArrays(1, &layer->empty));
    return skin_create(&layer->skin, gl, SKIN_OUTER, error) &&
           skin_create(&layer->beneath, gl, SKIN_SOLID, error) &&
           skin_create(&layer->lit, gl, SKIN_SOLID, error);
}

void body_layer_free(struct body_layer *layer)
{
    skin_free(&layer->skin);
    skin_free(&layer->beneath);
    skin_free(&layer->lit);
    skin_free(&layer->veil);
    skin_free(&layer->face);
    GL(glDeleteProgram(layer->mean_program));
    GL(glDeleteVertexArrays(1, &layer->empty));
    *layer = (struct body_layer){0};
}

static void fill_key(struct body_key *key, const struct frame *frame)
{
    const struct frame_body *body = &frame->body;
    memset(key, 0, sizeof *key);
    key->view = frame->view;
    memcpy(key->albedo, body->albedo, sizeof key->albedo);
    key->alpha = body->alpha;
    key->heat_strength = body->heat_strength;
    key->floor_y = frame->floor_y;
    key->has_heat = body->heat != NULL;
    key->dark = frame->dark;
    key->veil = frame->veil.n_triangles ? frame->veil.version : 0;
    key->face = frame->face.n_triangles ? frame->face.version : 0;
    key->opened = frame->opened;
    memcpy(key->plane, frame->plane, sizeof key->plane);
    const struct frame_body *inner[2] = {&frame->beneath, &frame->lit};
    for (int i = 0; i < 2; i++)
        if (inner[i]->n_triangles) {
            key->beneath[2 * i] = inner[i]->version;
            key->beneath[2 * i + 1] = inner[i]->tint_version;
        }
}

void body_layer_forget(struct body_layer *layer)
{
    layer->passes = 0;
    layer->part = false;
}

void body_layer_forget_all(struct body_layer *layer)
{
    struct skin *const skins[] = {&layer->skin, &layer->beneath, &layer->lit,
                                  &layer->veil, &layer->face};
    for (size_t i = 0; i < sizeof skins / sizeof *skins; i++)
        skin_forget(skins[i]);
    body_layer_forget(layer);
}

/* whether the cut belongs to a skin that is not seen through */
static bool has_solid_face(const struct frame *frame)
{
    return frame->face.n_triangles && frame->body.alpha > 0.999f;
}

static bool has_beneath(const struct frame *frame)
{
    return frame->beneath.n_triangles || frame->lit.n_triangles ||
           (frame->face.n_triangles && !has_solid_face(frame));
}

static enum skin_hull hull_of(const struct frame *frame)
{
    return frame->opened ? SKIN_OPEN : SKIN_CLOSED;
}

static void clear(GLuint framebuffer)
{
    GL(glBindFramebuffer(GL_FRAMEBUFFER, framebuffer));
    GL(glDepthMask(GL_TRUE));
    GL(glClearColor(0, 0, 0, 0));
    GL(glClearDepth(1));
    GL(glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT));
}

/* neither of the two hides the other: what is lit shines through the rest */
static void draw_inner(const struct body_layer *layer, const struct framebuffers *layers,
                       const struct frame *frame, enum skin_light light)
{
    const struct frame_body *inner[2] = {&frame->beneath, &frame->lit};
    const struct skin *skin[2] = {&layer->beneath, &layer->lit};
    clear(framebuffers_inner_target(layers));
    if (frame->face.n_triangles)
        skin_draw(&layer->face, &frame->face, light, SKIN_CLOSED);
    for (int i = 0; i < 2; i++) {
        if (!inner[i]->n_triangles)
            continue;
        if (i > 0)
            GL(glClear(GL_DEPTH_BUFFER_BIT));
        skin_draw(skin[i], inner[i], light, hull_of(frame));
    }
    framebuffers_resolve_inner(layers, layer->rect);
}

/* lays a layer over, or under, what the bound framebuffer holds of the rectangle */
static void lay(const struct body_layer *layer, GLuint texture, GLenum from, GLenum to)
{
    GL(glEnable(GL_BLEND));
    GL(glBlendFunc(from, to));
    GL(glUseProgram(layer->mean_program));
    GL(glBindVertexArray(layer->empty));
    GL(glBindTexture(GL_TEXTURE_2D, texture));
    GL(glDrawArrays(GL_TRIANGLES, 0, 3));
    GL(glDisable(GL_BLEND));
}

/* Draws the body once into the sample layer, inside the rectangle. What lies beneath has
 * a layer of its own, so that the skin is drawn no second time to find its outermost. */
static void draw_sample(const struct body_layer *layer, const struct framebuffers *layers,
                        const struct frame *frame)
{
    const int *box = layer->place.box, *rect = layer->rect;
    enum skin_light light = layer->swift ? SKIN_SWIFT : SKIN_FINE;
    // the layer is a window onto the box: the whole picture lies partly outside it
    GL(glViewport(-box[0], -box[1], layer->place.layer[0], layer->place.layer[1]));
    GL(glEnable(GL_SCISSOR_TEST));
    GL(glScissor(rect[0], rect[1], rect[2], rect[3]));
    if (has_beneath(frame))
        draw_inner(layer, layers, frame, light);
    clear(framebuffers_target(layers));
    skin_draw(&layer->skin, &frame->body, light, hull_of(frame));
    if (has_solid_face(frame))
        skin_draw(&layer->face, &frame->face, light, SKIN_CLOSED);
    if (frame->veil.n_triangles && layer->has_veil)
        skin_draw(&layer->veil, &frame->veil, light, hull_of(frame));
    framebuffers_resolve(layers, rect);
    if (has_beneath(frame)) {
        GL(glBindFramebuffer(GL_FRAMEBUFFER, layers->sample));
        GL(glViewport(0, 0, box[2], box[3]));
        lay(layer, layers->inner_color, GL_ONE_MINUS_DST_ALPHA, GL_ONE);
    }
    GL(glDisable(GL_SCISSOR_TEST));
}

/* mean += (sample - mean) / n */
static void add_to_mean(const struct body_layer *layer, const struct framebuffers *layers,
                        int n)
{
    const int *rect = layer->rect;
    GL(glBindFramebuffer(GL_FRAMEBUFFER, layers->mean));
    GL(glViewport(0, 0, layer->place.box[2], layer->place.box[3]));
    GL(glEnable(GL_SCISSOR_TEST));
    GL(glScissor(rect[0], rect[1], rect[2], rect[3]));
    GL(glBlendColor(0, 0, 0, 1 / (float)n));
    lay(layer, layers->sample_color, GL_CONSTANT_ALPHA, GL_ONE_MINUS_CONSTANT_ALPHA);
    GL(glDisable(GL_SCISSOR_TEST));
}

/* how many passes there should be after this frame */
static int passes_due(const struct body_layer *layer, enum render_quality quality)
{
    if (quality == RENDER_STILL)
        return layer->wanted;
    if (quality == RENDER_MOVING)
        return 1;
    // a small part is smooth at once: as many passes as cost a quarter of a picture
    uint32_t drawn = layer->part ? 3 * layer->skin.n_taken : layer->skin.n_indices;
    uint32_t fit = layer->skin.n_indices / 4 / (drawn ? drawn : 1);
    uint32_t more = fit < 1 ? 1 : fit > BODY_LAYER_PASSES ? BODY_LAYER_PASSES : fit;
    int due = layer->passes + (int)more;
    return due < layer->wanted ? due : layer->wanted;
}

static void draw_pass(struct body_layer *layer, const struct framebuffers *layers,
                      const struct gl *gl, const float shadow_rect[4],
                      const struct frame *frame)
{
    // in twelfths of a pixel: each row and each column once, spread a little beyond the
    // pixel for a soft filter
    static const float SHIFTS[BODY_LAYER_PASSES][2] = {{1, -1},  {-3, 5}, {5, 3},
                                                       {-5, -3}, {3, -5}, {-1, 1}};
    const float *shift = SHIFTS[layer->passes];
    // what the first pass left becomes the mean only once there is a second; within a
    // finished layer it is at once
    if (layer->passes == 1 && !layer->part)
        framebuffers_start_mean(layers, layer->rect);
    frame_block_send(gl, frame, shadow_rect, layer->place.layer, layer->place.box,
                     (float[2]){shift[0] / 12 * SPREAD, shift[1] / 12 * SPREAD});
    draw_sample(layer, layers, frame);
    if (++layer->passes > 1)
        add_to_mean(layer, layers, layer->passes);
    else if (layer->part && layer->wanted > 1)
        framebuffers_start_mean(layers, layer->rect);
}

/* Metres that a pixel of the picture shows where the body is nearest to the eye. The
 * layer's own may change from frame to frame, and each would want another mesh. */
static float pixel_at_body(const struct frame *frame)
{
    const struct frame_body *body = &frame->body;
    float away = 0;
    for (int k = 0; k < 3; k++) {
        float eye = frame->view.eye[k];
        float off = fmaxf(fmaxf(body->min[k] - eye, eye - body->max[k]), 0);
        away += off * off;
    }
    return 2 * sqrtf(away) / (frame->view.projection[5] * (float)frame->view.height);
}

/* How fine a mesh is drawn: about as far as the picture shows it while the view moves, as
 * it is when it rests. Only what is very large is never drawn finer than the picture. */
static float fineness(const struct body_layer *layer, const struct frame *frame,
                      const struct frame_body *mesh)
{
    const uint32_t large = 400000; /* triangles */
    float pixel = pixel_at_body(frame);
    // a thin skin hides its own triangles, and what lies beneath it is seen through it
    float swift = mesh != &frame->body ? 5 : mesh->alpha < 0.999f ? 3 : 2;
    if (layer->swift)
        return swift * pixel;
    return mesh->n_triangles > large ? 0.6f * pixel : 0;
}

static void take(const struct body_layer *layer, struct skin *skin,
                 const struct frame *frame, const struct frame_body *mesh)
{
    if (!mesh->n_triangles)
        return;
    float fine = fineness(layer, frame, mesh);
    // a shape that another follows at once is not worth it
    bool again = skin->taken_version == mesh->version;
    skin->taken_version = mesh->version;
    if (frame->opened)
        skin_take_all(skin, mesh);
    else
        skin_take_whole(skin, mesh, &frame->view, again || !layer->swift ? fine : 0);
}

/* The whole layer is to be drawn anew. Where a processor draws a moving view, the light
 * is added up at the vertices: small triangles cost there by the pixel block. */
static void start_whole(struct body_layer *layer, const struct frame *frame,
                        enum render_quality quality)
{
    body_layer_forget(layer);
    layer->swift = quality == RENDER_MOVING && layer->wanted > 1;
    take(layer, &layer->skin, frame, &frame->body);
    take(layer, &layer->beneath, frame, &frame->beneath);
    take(layer, &layer->lit, frame, &frame->lit);
    if (layer->has_veil)
        take(layer, &layer->veil, frame, &frame->veil);
    if (frame->face.n_triangles)
        skin_take_all(&layer->face, &frame->face);
    layer->rect[0] = layer->rect[1] = 0;
    layer->rect[2] = layer->place.box[2];
    layer->rect[3] = layer->place.box[3];
}

/* only what shows the vertices of another tint is to be drawn anew */
static void start_part(struct body_layer *layer, const struct frame *frame,
                       enum render_quality quality)
{
    bool finished = layer->passes >= layer->wanted;
    int rect[4];
    if (!layer->passes || (!finished && !layer->part)) {
        start_whole(layer, frame, quality);
        return;
    }
    if (!skin_find_retinted(&layer->skin, frame, layer->place.layer, layer->place.box,
                            rect))
        return;
    if (!finished)
        parts_unite(rect, layer->rect);
    memcpy(layer->rect, rect, sizeof rect);
    layer->passes = 0;
    layer->part = true;
    skin_take_part(&layer->skin, &frame->body, rect);
}

bool body_layer_need(struct body_layer *layer, const struct gl *gl,
                     const struct frame *frame, struct error *error)
{
    if (frame->veil.n_triangles && !layer->has_veil &&
        !(layer->has_veil = skin_create(&layer->veil, gl, SKIN_VEIL, error)))
        return false;
    if (frame->face.n_triangles && !layer->has_face &&
        !(layer->has_face = skin_create(&layer->face, gl, SKIN_SOLID, error)))
        return false;
    if (!frame->opened)
        return true;
    return skin_need_opened(&layer->skin, gl, error) &&
           skin_need_opened(&layer->beneath, gl, error) &&
           skin_need_opened(&layer->lit, gl, error) &&
           (!layer->has_veil || skin_need_opened(&layer->veil, gl, error));
}

bool body_layer_update(struct body_layer *layer, const struct framebuffers *layers,
                       const struct gl *gl, const float shadow_rect[4],
                       const struct frame *frame, const struct body_layer_place *place,
                       enum render_quality quality, int changed[4])
{
    struct body_key key;
    fill_key(&key, frame);
    enum skin_change change = skin_upload(&layer->skin, &frame->body);
    // another one of these is another key
    if (frame->beneath.n_triangles)
        skin_upload(&layer->beneath, &frame->beneath);
    if (frame->lit.n_triangles)
        skin_upload(&layer->lit, &frame->lit);
    if (frame->veil.n_triangles)
        skin_upload(&layer->veil, &frame->veil);
    if (frame->face.n_triangles)
        skin_upload(&layer->face, &frame->face);
    bool moved = memcmp(&key, &layer->key, sizeof key) != 0 ||
                 memcmp(place, &layer->place, sizeof *place) != 0;
    layer->key = key;
    layer->place = *place;
    bool too_plain = layer->swift && quality != RENDER_MOVING;
    if (moved || change == SKIN_CHANGED || !layer->passes || too_plain)
        start_whole(layer, frame, quality);
    else if (change == SKIN_RETINTED)
        start_part(layer, frame, quality);
    int due = passes_due(layer, quality);
    bool any = layer->passes < due;
    memcpy(changed, layer->rect, sizeof layer->rect);
    while (layer->passes < due)
        draw_pass(layer, layers, gl, shadow_rect, frame);
    return any;
}

GLuint body_layer_texture(const struct body_layer *layer,
                          const struct framebuffers *layers)
{
    bool mean = layer->passes > 1 || (layer->part && layer->wanted > 1);
    return mean ? layers->mean_color : layers->sample_color;
}
