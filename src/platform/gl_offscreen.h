/* gl_offscreen.h - an OpenGL 3.3 core context without a window or an X server.
 *
 * Through EGL: the surfaceless platform first, then each device of the device platform.
 * There is no default framebuffer; the caller draws into its own. The context is current
 * on the creating thread from creation to destruction. Where none can be had the error's
 * status is ERROR_NO_GRAPHICS.
 */
#ifndef DEQI_PLATFORM_GL_OFFSCREEN_H
#define DEQI_PLATFORM_GL_OFFSCREEN_H

#include "base/error.h"

struct gl_offscreen;

struct gl_offscreen *gl_offscreen_create(struct error *error);
void gl_offscreen_destroy(struct gl_offscreen **offscreen); /* NULL inside is fine */

/* The address of a GL function, for render_create. */
void (*gl_offscreen_getproc(const char *name))(void);

#endif
