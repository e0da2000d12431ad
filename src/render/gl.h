/* gl.h - what every pass needs of OpenGL: checked calls, labelled objects, programs,
 * buffers.
 *
 * Each call goes through GL(...). In a debug build (DEQI_GL_CHECK) it asks for the error
 * after every call and stops the program at the first: but for a lack of memory and a
 * context that is lost a GL error is a mistake in this folder. Objects carry a label
 * where the driver has KHR_debug.
 */
#ifndef DEQI_RENDER_GL_H
#define DEQI_RENDER_GL_H

#include <stdbool.h>
#include <stddef.h>

#include <glad/gl.h>

#include "base/error.h"

#ifdef DEQI_GL_CHECK
void gl_check(const char *call, const char *file, int line);
#define GL(call)                                                                         \
    do {                                                                                 \
        call;                                                                            \
        gl_check(#call, __FILE__, __LINE__);                                             \
    } while (0)
#else
#define GL(call) call
#endif

/* What the driver has run into since it was asked last. The first that is found counts;
 * of memory it tells only where something was too large to be made. */
enum gl_trouble {
    GL_WELL,
    GL_NO_MEMORY,
    GL_LOST /* the context: nothing of it can be drawn with any more */
};

typedef GLenum (*gl_reset_function)(void);
typedef void (*gl_label_function)(GLenum identifier, GLuint name, GLsizei length,
                                  const GLchar *label);

/* What the passes share. Borrowed by each of them, owned by render. */
struct gl {
    const char *shader_dir;
    gl_label_function label; /* NULL where there is no KHR_debug */
    gl_reset_function reset; /* NULL where a driver does not tell of a lost context */
    GLuint frame_block;      /* uniform buffer of struct frame_block, at binding 0 */
};

enum gl_trouble gl_trouble(const struct gl *gl);

/* identifier: GL_BUFFER and so on, as glObjectLabel names them */
void gl_label(const struct gl *gl, GLenum identifier, GLuint name, const char *label);
enum {
    GL_LABEL_BUFFER = 0x82E0,
    GL_LABEL_PROGRAM = 0x82E2,
    GL_LABEL_VERTEX_ARRAY = 0x8074,
    GL_LABEL_TEXTURE = 0x1702,
    GL_LABEL_RENDERBUFFER = 0x8D41,
    GL_LABEL_FRAMEBUFFER = 0x8D40
};

/* The program of shader_dir/NAME.vert and NAME.frag, each after common.glsl and, where
 * there is one, NAME.glsl. `defines` are whole lines put before them, or NULL. Its block
 * `Frame` reads binding 0. 0 where a file is missing or does not compile; the error then
 * holds the first line of the compiler's log. */
GLuint gl_program(const struct gl *gl, const char *name, const char *defines,
                  struct error *error);
/* Binds a sampler uniform to a texture unit. Leaves the program in use. */
void gl_sampler(GLuint program, const char *name, int unit);

/* A vertex attribute of a program, as a row of a const table. */
struct gl_attribute {
    GLuint location;
    GLint components;
    GLenum type;
    enum { GL_AS_FLOAT, GL_NORMALIZED } as;
    size_t offset;
};
/* Sets them for the buffer bound to GL_ARRAY_BUFFER in the bound vertex array. `divisor`
 * 1 makes them per instance. */
void gl_attributes(const struct gl_attribute *table, size_t n, size_t stride,
                   GLuint divisor);

/* A buffer that is filled anew each frame and grows when it must. */
struct gl_stream {
    GLuint buffer;
    size_t capacity;
};
/* Leaves the buffer bound to GL_ARRAY_BUFFER. */
void gl_stream_fill(struct gl_stream *stream, const void *data, size_t size);

#endif
