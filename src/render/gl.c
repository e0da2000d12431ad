#include "render/gl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define MAX_SHADER (256 * 1024)

enum { CONTEXT_LOST = 0x0507 /* of KHR_robustness */ };

enum gl_trouble gl_trouble(const struct gl *gl)
{
    enum {
        LOOKS = 16 /* a driver may keep several; a lost context has no end of them */
    };
    enum gl_trouble found = gl->reset && gl->reset() != GL_NO_ERROR ? GL_LOST : GL_WELL;
    for (int i = 0; i < LOOKS; i++) {
        GLenum code = glGetError();
        if (code == GL_NO_ERROR)
            break;
        if (code == CONTEXT_LOST)
            found = GL_LOST;
        else if (code == GL_OUT_OF_MEMORY && found == GL_WELL)
            found = GL_NO_MEMORY;
    }
    return found;
}

#ifdef DEQI_GL_CHECK
void gl_check(const char *call, const char *file, int line)
{
    GLenum code = glGetError();
    if (code == GL_NO_ERROR || code == GL_OUT_OF_MEMORY || code == CONTEXT_LOST)
        return;
    fprintf(stderr, "%s:%d: GL error 0x%04X after %s\n", file, line, code, call);
    abort();
}
#endif

void gl_label(const struct gl *gl, GLenum identifier, GLuint name, const char *label)
{
    if (gl->label)
        GL(gl->label(identifier, name, -1, label));
}

/* keeps the first line of a log, so that an error stays one line */
static void first_line(char *log)
{
    log[strcspn(log, "\r\n")] = 0;
}

static GLuint compile(const struct gl *gl, GLenum stage, const char *name,
                      const char *defines, struct error *error)
{
    enum { COMMON, SHARED, OWN, FILES };
    static const char *const LINES[FILES] = {"#line 1 0\n", "#line 1 1\n", "#line 1 2\n"};
    char path[FILES][4096], head[128], log[512] = "";
    char *text[FILES] = {NULL};
    size_t size;
    GLuint shader = 0;

    snprintf(path[COMMON], sizeof path[COMMON], "%s/common.glsl", gl->shader_dir);
    snprintf(path[SHARED], sizeof path[SHARED], "%s/%s.glsl", gl->shader_dir, name);
    snprintf(path[OWN], sizeof path[OWN], "%s/%s.%s", gl->shader_dir, name,
             stage == GL_VERTEX_SHADER ? "vert" : "frag");
    for (int i = 0; i < FILES; i++)
        if ((i != SHARED || file_exists(path[i])) &&
            !file_read(path[i], MAX_SHADER, &text[i], &size, error))
            goto done;
    shader = glCreateShader(stage);
    snprintf(head, sizeof head, "#version 330 core\n%s", defines ? defines : "");
    const char *parts[1 + 2 * FILES] = {head};
    for (int i = 0; i < FILES; i++) {
        parts[1 + 2 * i] = LINES[i];
        parts[2 + 2 * i] = text[i] ? text[i] : "";
    }
    GL(glShaderSource(shader, 1 + 2 * FILES, parts, NULL));
    GL(glCompileShader(shader));
    GLint ok;
    GL(glGetShaderiv(shader, GL_COMPILE_STATUS, &ok));
    if (!ok) {
        GL(glGetShaderInfoLog(shader, sizeof log, NULL, log));
        first_line(log);
        error_at(error, path[OWN], 0, 0, "does not compile: %s", log);
        GL(glDeleteShader(shader));
        shader = 0;
    }
done:
    for (int i = 0; i < FILES; i++)
        free(text[i]);
    return shader;
}

GLuint gl_program(const struct gl *gl, const char *name, const char *defines,
                  struct error *error)
{
    GLuint program = 0;
    GLuint vertex = compile(gl, GL_VERTEX_SHADER, name, defines, error);
    GLuint fragment = vertex ? compile(gl, GL_FRAGMENT_SHADER, name, defines, error) : 0;
    if (!fragment)
        goto done;
    program = glCreateProgram();
    GL(glAttachShader(program, vertex));
    GL(glAttachShader(program, fragment));
    GL(glLinkProgram(program));
    GLint ok;
    GL(glGetProgramiv(program, GL_LINK_STATUS, &ok));
    if (!ok) {
        char log[512] = "";
        GL(glGetProgramInfoLog(program, sizeof log, NULL, log));
        first_line(log);
        error_set(error, "shader program %s does not link: %s", name, log);
        GL(glDeleteProgram(program));
        program = 0;
        goto done;
    }
    GLuint block = glGetUniformBlockIndex(program, "Frame");
    if (block != GL_INVALID_INDEX)
        GL(glUniformBlockBinding(program, block, 0));
    gl_label(gl, GL_LABEL_PROGRAM, program, name);
done:
    if (vertex)
        GL(glDeleteShader(vertex));
    if (fragment)
        GL(glDeleteShader(fragment));
    return program;
}

void gl_sampler(GLuint program, const char *name, int unit)
{
    GL(glUseProgram(program));
    GL(glUniform1i(glGetUniformLocation(program, name), unit));
}

void gl_attributes(const struct gl_attribute *table, size_t n, size_t stride,
                   GLuint divisor)
{
    for (size_t i = 0; i < n; i++) {
        const struct gl_attribute *a = &table[i];
        GL(glEnableVertexAttribArray(a->location));
        GL(glVertexAttribPointer(a->location, a->components, a->type,
                                 a->as == GL_NORMALIZED, (GLsizei)stride,
                                 (const void *)a->offset));
        GL(glVertexAttribDivisor(a->location, divisor));
    }
}

void gl_stream_fill(struct gl_stream *stream, const void *data, size_t size)
{
    if (!stream->buffer)
        GL(glGenBuffers(1, &stream->buffer));
    GL(glBindBuffer(GL_ARRAY_BUFFER, stream->buffer));
    if (size > stream->capacity)
        stream->capacity = size + size / 2;
    // a fresh store each time, so that nothing waits for the last frame's drawing
    GL(glBufferData(GL_ARRAY_BUFFER, (GLsizeiptr)stream->capacity, NULL, GL_STREAM_DRAW));
    GL(glBufferSubData(GL_ARRAY_BUFFER, 0, (GLsizeiptr)size, data));
}
