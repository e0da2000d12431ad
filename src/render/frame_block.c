#include "render/frame_block.h"

#include <math.h>
#include <string.h>

/* matte porcelain */
static const float PORCELAIN[3] = {0.945f, 0.918f, 0.884f};

static void set4(float to[4], float x, float y, float z, float w)
{
    to[0] = x;
    to[1] = y;
    to[2] = z;
    to[3] = w;
}

/* The lamps go round with the eye, so that no side of the body is ever in the dark. They
 * stay upright while it looks level, and lean with it as it looks from far above or
 * below: a sole is lit too. */
void frame_block_studio(float studio[12], const float view[16])
{
    const float upright = 0.5f,
                range = 1.0f; /* radians: none up to here, all after that */
    float right[2] = {view[0], view[8]};
    float length = hypotf(right[0], right[1]);
    if (length < 1e-6f) {
        right[0] = length = 1;
        right[1] = 0;
    }
    float x = right[0] / length, z = right[1] / length;
    float pitch = asinf(fmaxf(fminf(view[6], 1), -1));
    float share = fminf(fmaxf((fabsf(pitch) - upright) / range, 0), 1);
    float lean = pitch * share * share * (3 - 2 * share);
    float c = cosf(lean), s = sinf(lean);
    set4(studio, x, 0, z, 0);
    set4(studio + 4, z * s, c, -x * s, 0);
    set4(studio + 8, -z * c, s, x * c, 0);
}

/* The way to the eye is linear in the pixel: three vectors save an attribute of each
 * vertex. */
static void fill_rays(float ray[12], const struct frame_view *view,
                      const float studio[12], const int layer_size[2],
                      const int body_box[4])
{
    const float *v = view->view, *p = view->projection;
    float corner[2], step[2];
    for (int k = 0; k < 2; k++) {
        step[k] = 2 / ((float)layer_size[k] * p[5 * k]);
        corner[k] = (p[8 + k] - 1) / p[5 * k] + step[k] * (float)body_box[k];
    }
    const float ways[3][3] = {
        {corner[0], corner[1], -1}, {step[0], 0, 0}, {0, step[1], 0}};
    for (int i = 0; i < 3; i++)
        for (int axis = 0; axis < 3; axis++) {
            float sum = 0;
            for (int r = 0; r < 3; r++) {
                // the studio's axis as the eye sees it
                float seen = 0;
                for (int c = 0; c < 3; c++)
                    seen += v[c * 4 + r] * studio[axis * 4 + c];
                sum += seen * ways[i][r];
            }
            ray[i * 4 + axis] = -sum;
        }
}

/* from sRGB, 0..1 */
static float to_light(float c)
{
    return c <= 0.04045f ? c / 12.92f : powf((c + 0.055f) / 1.055f, 2.4f);
}

void frame_block_fill(struct frame_block *block, const struct frame *frame,
                      const float shadow_rect[4], const int layer_size[2],
                      const int body_box[4])
{
    const struct frame_view *view = &frame->view;
    const float *p = view->projection;
    const float *albedo = frame->body.albedo;
    const struct frame_background *b = &frame->background;
    float scale = view->scale > 0 ? view->scale : 1;

    memcpy(block->view, view->view, sizeof block->view);
    memcpy(block->projection, p, sizeof block->projection);
    set4(block->eye, view->eye[0], view->eye[1], view->eye[2],
         p[5] * (float)view->height / 2);
    set4(block->image, (float)view->width, (float)view->height, scale, frame->dark);
    set4(block->depth, p[14], p[10], (float)layer_size[0], (float)layer_size[1]);
    frame_block_studio(block->studio, view->view);
    memset(block->ray, 0, sizeof block->ray);
    fill_rays(block->ray, view, block->studio, layer_size, body_box);
    set4(block->inner, b->inner[0], b->inner[1], b->inner[2], b->centre[0]);
    set4(block->outer, b->outer[0], b->outer[1], b->outer[2], b->centre[1]);
    if (albedo[0] + albedo[1] + albedo[2] <= 0)
        albedo = PORCELAIN;
    set4(block->albedo, to_light(albedo[0]), to_light(albedo[1]), to_light(albedo[2]),
         frame->body.alpha);
    set4(block->floor, frame->floor_y, frame->shadow,
         frame->body.heat ? frame->body.heat_strength : 0, 0);
    memcpy(block->shadow_rect, shadow_rect, sizeof block->shadow_rect);
    set4(block->body_box, (float)body_box[0], (float)body_box[1],
         (float)(body_box[0] + body_box[2]), (float)(body_box[1] + body_box[3]));
    set4(block->phase, frame->flow_phase, frame->halo_phase, 0, 0);
    memcpy(block->plane, frame->plane, sizeof block->plane);
}

void frame_block_send(const struct gl *gl, const struct frame *frame,
                      const float shadow_rect[4], const int layer_size[2],
                      const int body_box[4], const float shift[2])
{
    struct frame_block block;
    frame_block_fill(&block, frame, shadow_rect, layer_size, body_box);
    block.projection[8] -= 2 * shift[0] / (float)layer_size[0];
    block.projection[9] -= 2 * shift[1] / (float)layer_size[1];
    GL(glBindBuffer(GL_UNIFORM_BUFFER, gl->frame_block));
    GL(glBufferSubData(GL_UNIFORM_BUFFER, 0, sizeof block, &block));
    GL(glBindBufferBase(GL_UNIFORM_BUFFER, 0, gl->frame_block));
}

void frame_block_box(const struct frame_view *view, const float min[3],
                     const float max[3], const int layer_size[2], int box[4])
{
    const float *v = view->view, *p = view->projection;
    float low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    memset(box, 0, 4 * sizeof *box);
    for (int i = 0; i < 8; i++) {
        float c[3], e[3];
        for (int k = 0; k < 3; k++)
            c[k] = i >> k & 1 ? max[k] : min[k];
        for (int r = 0; r < 3; r++)
            e[r] = v[r] * c[0] + v[4 + r] * c[1] + v[8 + r] * c[2] + v[12 + r];
        // a corner behind the eye is anywhere on the screen
        if (-e[2] < 1e-3f) {
            box[2] = layer_size[0];
            box[3] = layer_size[1];
            return;
        }
        for (int k = 0; k < 2; k++) {
            float ndc = (p[5 * k] * e[k] + p[8 + k] * e[2]) / -e[2];
            float pixel = (ndc + 1) / 2 * (float)layer_size[k];
            low[k] = fminf(low[k], pixel);
            high[k] = fmaxf(high[k], pixel);
        }
    }
    for (int k = 0; k < 2; k++) {
        float side = (float)layer_size[k];
        int from = (int)floorf(fminf(fmaxf(low[k] - 1, 0), side));
        int to = (int)ceilf(fminf(fmaxf(high[k] + 1, 0), side));
        box[k] = from;
        box[2 + k] = to > from ? to - from : 0;
    }
}
