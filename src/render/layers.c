#include "render/layers.h"

#include <string.h>

static GLuint make_texture(const struct gl *gl, const int size[2], GLenum internal,
                           GLenum format, GLenum type, GLenum filter, const char *label)
{
    GLuint texture;
    GL(glGenTextures(1, &texture));
    GL(glBindTexture(GL_TEXTURE_2D, texture));
    GL(glTexImage2D(GL_TEXTURE_2D, 0, (GLint)internal, size[0], size[1], 0, format, type,
                    NULL));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, (GLint)filter));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, (GLint)filter));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE));
    gl_label(gl, GL_LABEL_TEXTURE, texture, label);
    return texture;
}

static GLuint make_renderbuffer(const struct gl *gl, const int size[2], GLenum format,
                                int samples, const char *label)
{
    GLuint buffer;
    GL(glGenRenderbuffers(1, &buffer));
    GL(glBindRenderbuffer(GL_RENDERBUFFER, buffer));
    GL(glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, format, size[0],
                                        size[1]));
    gl_label(gl, GL_LABEL_RENDERBUFFER, buffer, label);
    return buffer;
}

static GLuint make_framebuffer(const struct gl *gl, const char *label)
{
    GLuint framebuffer;
    GL(glGenFramebuffers(1, &framebuffer));
    GL(glBindFramebuffer(GL_FRAMEBUFFER, framebuffer));
    gl_label(gl, GL_LABEL_FRAMEBUFFER, framebuffer, label);
    return framebuffer;
}

static bool complete(void)
{
    return glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

static bool make_body(struct layers *layers, const struct gl *gl)
{
    layers->color = make_texture(gl, layers->body, GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE,
                                 GL_LINEAR, "body colour");
    layers->depth =
        make_texture(gl, layers->body, GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT,
                     GL_UNSIGNED_INT, GL_NEAREST, "body depth");
    layers->framebuffer = make_framebuffer(gl, "body resolved");
    GL(glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D,
                              layers->color, 0));
    GL(glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D,
                              layers->depth, 0));
    if (!complete())
        return false;
    if (layers->samples == 1)
        return true;
    layers->body_color =
        make_renderbuffer(gl, layers->body, GL_RGBA8, layers->samples, "body samples");
    layers->body_depth = make_renderbuffer(gl, layers->body, GL_DEPTH_COMPONENT24,
                                           layers->samples, "body depth samples");
    layers->body_framebuffer = make_framebuffer(gl, "body multisampled");
    GL(glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                                 layers->body_color));
    GL(glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER,
                                 layers->body_depth));
    return complete();
}

static bool make_backdrop(struct layers *layers, const struct gl *gl)
{
    layers->backdrop = make_texture(gl, layers->size, GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE,
                                    GL_NEAREST, "backdrop");
    layers->backdrop_framebuffer = make_framebuffer(gl, "backdrop");
    GL(glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D,
                              layers->backdrop, 0));
    return complete();
}

bool layers_prepare(struct layers *layers, const struct gl *gl, const int size[2],
                    const int body[2], int samples, bool *changed, struct error *error)
{
    *changed = memcmp(layers->size, size, sizeof layers->size) != 0 ||
               memcmp(layers->body, body, sizeof layers->body) != 0 ||
               layers->samples != samples;
    if (!*changed)
        return true;
    layers_free(layers);
    memcpy(layers->size, size, sizeof layers->size);
    memcpy(layers->body, body, sizeof layers->body);
    layers->samples = samples;
    if (make_body(layers, gl) && make_backdrop(layers, gl))
        return true;
    layers_free(layers);
    return error_status_set(error, ERROR_NO_GRAPHICS,
                            "the graphics driver has no room for a picture of %d x %d",
                            size[0], size[1]);
}

void layers_resolve(const struct layers *layers, const int box[4])
{
    if (layers->samples == 1)
        return;
    int x = box[0], y = box[1], right = x + box[2], top = y + box[3];
    GL(glBindFramebuffer(GL_READ_FRAMEBUFFER, layers->body_framebuffer));
    GL(glBindFramebuffer(GL_DRAW_FRAMEBUFFER, layers->framebuffer));
    GL(glBlitFramebuffer(x, y, right, top, x, y, right, top,
                         GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT, GL_NEAREST));
}

void layers_free(struct layers *layers)
{
    GL(glDeleteFramebuffers(1, &layers->body_framebuffer));
    GL(glDeleteFramebuffers(1, &layers->framebuffer));
    GL(glDeleteFramebuffers(1, &layers->backdrop_framebuffer));
    GL(glDeleteRenderbuffers(1, &layers->body_color));
    GL(glDeleteRenderbuffers(1, &layers->body_depth));
    GL(glDeleteTextures(1, &layers->color));
    GL(glDeleteTextures(1, &layers->depth));
    GL(glDeleteTextures(1, &layers->backdrop));
    memset(layers, 0, sizeof *layers);
}

GLuint layers_target(const struct layers *layers)
{
    return layers->samples > 1 ? layers->body_framebuffer : layers->framebuffer;
}
