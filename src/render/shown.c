#include "render/shown.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* so many frames are compared whole */
enum { TRIAL = 3 };

void shown_copy(GLuint from, GLuint to, const int rect[4])
{
    int x = rect[0], y = rect[1], right = x + rect[2], top = y + rect[3];
    GL(glBindFramebuffer(GL_READ_FRAMEBUFFER, from));
    GL(glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to));
    GL(glBlitFramebuffer(x, y, right, top, x, y, right, top, GL_COLOR_BUFFER_BIT,
                         GL_NEAREST));
    GL(glBindFramebuffer(GL_FRAMEBUFFER, to));
}

/* rows from one on, RGBA */
static void read(GLuint framebuffer, int width, int row, int rows, uint8_t *pixels)
{
    GL(glBindFramebuffer(GL_FRAMEBUFFER, framebuffer));
    GL(glPixelStorei(GL_PACK_ALIGNMENT, 4));
    GL(glReadPixels(0, row, width, rows, GL_RGBA, GL_UNSIGNED_BYTE, pixels));
}

/* whether the window holds these rows of the picture; a window need have no alpha */
static bool holds(struct shown *shown, GLuint from, int row, int rows)
{
    size_t n = (size_t)shown->size[0] * (size_t)rows, same = 0, need = 2 * n * 4;
    if (need > shown->room) {
        shown->pixels = xrealloc(shown->pixels, need);
        shown->room = need;
    }
    uint8_t *picture = shown->pixels, *window = picture + 4 * n;
    read(from, shown->size[0], row, rows, picture);
    read(0, shown->size[0], row, rows, window);
    while (same < n && memcmp(picture + 4 * same, window + 4 * same, 3) == 0)
        same++;
    return same == n;
}

/* all of the first frames, then a row of each, another one every time */
static bool is_whole(struct shown *shown, GLuint from)
{
    unsigned height = (unsigned)shown->size[1];
    shown->frames++;
    if (shown->frames > TRIAL)
        return holds(shown, from, (int)(shown->frames * 619u % height), 1);
    bool whole = holds(shown, from, 0, shown->size[1]);
    if (shown->frames == TRIAL)
        shown_free(shown);
    return whole;
}

void shown_free(struct shown *shown)
{
    free(shown->pixels);
    shown->pixels = NULL;
    shown->room = 0;
}

void shown_bring(struct shown *shown, GLuint from, const int size[2],
                 const struct render_parts *parts)
{
    const int whole[4] = {0, 0, size[0], size[1]};
    bool held = memcmp(shown->size, size, sizeof shown->size) == 0;
    memcpy(shown->size, size, sizeof shown->size);
    if (!parts || !held || shown->forgets) {
        shown_copy(from, 0, whole);
        return;
    }
    for (int i = 0; i < parts->n; i++)
        shown_copy(from, 0, parts->rect[i]);
    if (!is_whole(shown, from)) {
        shown->forgets = true;
        shown_copy(from, 0, whole);
    }
}
