#include "render/floor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "render/frame_block.h"

#define GRID 192
#define BORDER 0.30f /* metres around the body's bounds */

bool floor_shadow_create(struct floor_shadow *shadow, const struct gl *gl,
                         struct error *error)
{
    shadow->program = gl_program(gl, "floor", NULL, error);
    if (!shadow->program)
        return false;
    gl_sampler(shadow->program, "shadow", 0);
    GL(glGenVertexArrays(1, &shadow->array));
    GL(glBindVertexArray(shadow->array));
    gl_label(gl, GL_LABEL_VERTEX_ARRAY, shadow->array, "floor");
    GL(glGenTextures(1, &shadow->texture));
    GL(glBindTexture(GL_TEXTURE_2D, shadow->texture));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE));
    gl_label(gl, GL_LABEL_TEXTURE, shadow->texture, "floor shadow");
    return true;
}

void floor_shadow_free(struct floor_shadow *shadow)
{
    GL(glDeleteProgram(shadow->program));
    GL(glDeleteVertexArrays(1, &shadow->array));
    GL(glDeleteTextures(1, &shadow->texture));
    *shadow = (struct floor_shadow){0};
}

/* each triangle of the underside darkens the cell below it by its area, less with height
 */
static void gather(const struct floor_shadow *shadow, const struct frame *frame,
                   float (*tight)[GRID], float (*wide)[GRID])
{
    const float touch = 0.018f, reach = 0.35f; /* metres: heights of fading */
    const struct frame_body *body = &frame->body;
    float cell[2] = {shadow->rect[2] / GRID, shadow->rect[3] / GRID};
    for (uint32_t i = 0; i < body->n_triangles; i++) {
        const float *p[3];
        for (int k = 0; k < 3; k++)
            p[k] = body->position[body->triangle[i][k]];
        float area = (p[1][2] - p[0][2]) * (p[2][0] - p[0][0]) -
                     (p[1][0] - p[0][0]) * (p[2][2] - p[0][2]);
        // counter-clockwise from outside: seen from above, the underside runs the other
        // way
        if (area >= 0)
            continue;
        float height = (p[0][1] + p[1][1] + p[2][1]) / 3 - frame->floor_y;
        float x = (p[0][0] + p[1][0] + p[2][0]) / 3,
              z = (p[0][2] + p[1][2] + p[2][2]) / 3;
        int column = (int)((x - shadow->rect[0]) / cell[0]);
        int row = (int)((z - shadow->rect[1]) / cell[1]);
        if (column < 0 || column >= GRID || row < 0 || row >= GRID)
            continue;
        float cover = -area / 2 / (cell[0] * cell[1]);
        tight[row][column] += cover * expf(-fmaxf(height, 0) / touch);
        wide[row][column] += cover * expf(-fmaxf(height, 0) / reach);
    }
}

/* a running mean along one line of cells, `step` floats apart */
static void blur_line(float *line, int step, int radius)
{
    float copy[GRID], sum = 0;
    for (int i = 0; i < GRID; i++)
        copy[i] = line[i * step];
    for (int i = -radius; i < GRID; i++) {
        sum += i + radius < GRID ? copy[i + radius] : 0;
        sum -= i - radius - 1 >= 0 ? copy[i - radius - 1] : 0;
        if (i >= 0)
            line[i * step] = sum / (float)(2 * radius + 1);
    }
}

/* three means in both directions are nearly a Gaussian */
static void blur(float (*grid)[GRID], const float rect[4], float metres)
{
    int columns = (int)lrintf(metres / rect[2] * GRID), rows;
    rows = (int)lrintf(metres / rect[3] * GRID);
    columns = columns < 1 ? 1 : columns;
    rows = rows < 1 ? 1 : rows;
    for (int pass = 0; pass < 3; pass++) {
        for (int i = 0; i < GRID; i++)
            blur_line(grid[i], 1, columns);
        for (int i = 0; i < GRID; i++)
            blur_line(&grid[0][i], GRID, rows);
    }
}

static uint8_t as_byte(float x)
{
    return (uint8_t)lrintf(255 * (1 - expf(-x)));
}

void floor_shadow_update(struct floor_shadow *shadow, const struct frame *frame)
{
    const struct frame_body *body = &frame->body;
    if (!body->n_triangles || shadow->version == body->version)
        return;
    shadow->version = body->version;
    for (int k = 0; k < 2; k++) {
        shadow->rect[k] = body->min[2 * k] - BORDER;
        shadow->rect[2 + k] = body->max[2 * k] - body->min[2 * k] + 2 * BORDER;
    }
    float(*tight)[GRID] = xcalloc(2 * GRID, sizeof *tight), (*wide)[GRID] = tight + GRID;
    gather(shadow, frame, tight, wide);
    blur(tight, shadow->rect, 0.008f);
    blur(wide, shadow->rect, 0.055f);
    uint8_t(*texel)[GRID][2] = xmalloc(sizeof *texel * GRID);
    for (int row = 0; row < GRID; row++)
        for (int column = 0; column < GRID; column++) {
            texel[row][column][0] = as_byte(1.4f * tight[row][column]);
            texel[row][column][1] = as_byte(1.1f * wide[row][column]);
        }
    GL(glBindTexture(GL_TEXTURE_2D, shadow->texture));
    GL(glPixelStorei(GL_UNPACK_ALIGNMENT, 2));
    GL(glTexImage2D(GL_TEXTURE_2D, 0, GL_RG8, GRID, GRID, 0, GL_RG, GL_UNSIGNED_BYTE,
                    texel));
    free(texel);
    free(tight);
}

void floor_shadow_draw(const struct floor_shadow *shadow)
{
    GL(glUseProgram(shadow->program));
    GL(glBindVertexArray(shadow->array));
    GL(glActiveTexture(GL_TEXTURE0));
    GL(glBindTexture(GL_TEXTURE_2D, shadow->texture));
    GL(glDrawArrays(GL_TRIANGLE_STRIP, 0, 4));
}

void floor_shadow_box(const struct floor_shadow *shadow, const struct frame *frame,
                      const int size[2], int box[4])
{
    const float *r = shadow->rect;
    const float min[3] = {r[0], frame->floor_y, r[1]};
    const float max[3] = {r[0] + r[2], frame->floor_y, r[1] + r[3]};
    frame_block_box(&frame->view, min, max, size, box);
}
