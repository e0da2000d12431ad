#include "render/body_layer.h"

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

/* each of the three hides nothing of the next: what is lit shines through the rest, and
 * both through the skin */
static void draw_seen_through(const struct body_layer *layer, const struct frame *frame,
                              enum skin_light light)
{
    const struct frame_body *inner[2] = {&frame->beneath, &frame->lit};
    const struct skin *skin[2] = {&layer->beneath, &layer->lit};
    for (int i = 0; i < 2; i++) {
        if (!inner[i]->n_triangles)
            continue;
        skin_draw(skin[i], inner[i], light);
        GL(glClear(GL_DEPTH_BUFFER_BIT));
    }
    skin_draw_over(&layer->skin, &frame->body, light);
}

static bool has_beneath(const struct frame *frame)
{
    return frame->beneath.n_triangles || frame->lit.n_triangles;
}

/* draws the body once into the sample layer, inside the rectangle */
static void draw_sample(const struct body_layer *layer, const struct framebuffers *layers,
                        const struct frame *frame)
{
    const int *box = layer->place.box, *rect = layer->rect;
    GL(glBindFramebuffer(GL_FRAMEBUFFER, framebuffers_target(layers)));
    // the layer is a window onto the box: the whole picture lies partly outside it
    GL(glViewport(-box[0], -box[1], layer->place.layer[0], layer->place.layer[1]));
    GL(glEnable(GL_SCISSOR_TEST));
    GL(glScissor(rect[0], rect[1], rect[2], rect[3]));
    GL(glDepthMask(GL_TRUE));
    GL(glClearColor(0, 0, 0, 0));
    GL(glClearDepth(1));
    GL(glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT));
    enum skin_light light = layer->swift ? SKIN_SWIFT : SKIN_FINE;
    if (has_beneath(frame))
        draw_seen_through(layer, frame, light);
    else
        skin_draw(&layer->skin, &frame->body, light);
    GL(glDisable(GL_SCISSOR_TEST));
    framebuffers_resolve(layers, rect);
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
    GL(glEnable(GL_BLEND));
    GL(glBlendColor(0, 0, 0, 1 / (float)n));
    GL(glBlendFunc(GL_CONSTANT_ALPHA, GL_ONE_MINUS_CONSTANT_ALPHA));
    GL(glUseProgram(layer->mean_program));
    GL(glBindVertexArray(layer->empty));
    GL(glBindTexture(GL_TEXTURE_2D, layers->sample_color));
    GL(glDrawArrays(GL_TRIANGLES, 0, 3));
    GL(glDisable(GL_BLEND));
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

/* The whole layer is to be drawn anew. Where a processor draws a moving view, the light
 * is added up at the vertices: small triangles cost there by the pixel block. */
static void start_whole(struct body_layer *layer, const struct frame *frame,
                        enum render_quality quality)
{
    body_layer_forget(layer);
    layer->swift = quality == RENDER_MOVING && layer->wanted > 1;
    skin_take_whole(&layer->skin, &frame->body, &frame->view);
    if (frame->beneath.n_triangles)
        skin_take_whole(&layer->beneath, &frame->beneath, &frame->view);
    if (frame->lit.n_triangles)
        skin_take_whole(&layer->lit, &frame->lit, &frame->view);
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
