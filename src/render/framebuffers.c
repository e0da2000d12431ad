#include "render/framebuffers.h"

#include <string.h>

/* sizes of the body's layers are rounded up, so that a turning body seldom outgrows them
 */
#define STEP 128

static GLuint make_texture(const struct gl *gl, const int size[2], GLenum internal,
                           GLenum format, GLenum type, const char *label)
{
    GLuint texture;
    GLint filter = format == GL_RGBA ? GL_LINEAR : GL_NEAREST;
    GL(glGenTextures(1, &texture));
    GL(glBindTexture(GL_TEXTURE_2D, texture));
    GL(glTexImage2D(GL_TEXTURE_2D, 0, (GLint)internal, size[0], size[1], 0, format, type,
                    NULL));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE));
    gl_label(gl, GL_LABEL_TEXTURE, texture, label);
    return texture;
}

static GLuint make_color(const struct gl *gl, const int size[2], const char *label)
{
    return make_texture(gl, size, GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, label);
}

static GLuint make_renderbuffer(const struct gl *gl, const struct framebuffers *layers,
                                GLenum format, const char *label)
{
    GLuint buffer;
    GL(glGenRenderbuffers(1, &buffer));
    GL(glBindRenderbuffer(GL_RENDERBUFFER, buffer));
    GL(glRenderbufferStorageMultisample(GL_RENDERBUFFER, layers->samples, format,
                                        layers->room[0], layers->room[1]));
    gl_label(gl, GL_LABEL_RENDERBUFFER, buffer, label);
    return buffer;
}

/* a framebuffer of textures; depth 0 = none */
static bool join(const struct gl *gl, GLuint *framebuffer, GLuint color, GLuint depth,
                 const char *label)
{
    GL(glGenFramebuffers(1, framebuffer));
    GL(glBindFramebuffer(GL_FRAMEBUFFER, *framebuffer));
    GL(glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, color,
                              0));
    if (depth)
        GL(glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D,
                                  depth, 0));
    gl_label(gl, GL_LABEL_FRAMEBUFFER, *framebuffer, label);
    return glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

static bool make_multisampled(struct framebuffers *layers, const struct gl *gl)
{
    layers->many_color = make_renderbuffer(gl, layers, GL_RGBA8, "body samples");
    layers->many_depth =
        make_renderbuffer(gl, layers, GL_DEPTH_COMPONENT24, "body depth samples");
    GL(glGenFramebuffers(1, &layers->many));
    GL(glBindFramebuffer(GL_FRAMEBUFFER, layers->many));
    GL(glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                                 layers->many_color));
    GL(glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER,
                                 layers->many_depth));
    gl_label(gl, GL_LABEL_FRAMEBUFFER, layers->many, "body multisampled");
    return glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

static bool make_body(struct framebuffers *layers, const struct gl *gl)
{
    const int *room = layers->room;
    layers->sample_color = make_color(gl, room, "body colour");
    layers->sample_depth =
        make_texture(gl, room, GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT,
                     "body depth");
    layers->mean_color = make_color(gl, room, "body mean");
    return join(gl, &layers->sample, layers->sample_color, layers->sample_depth,
                "body sample") &&
           join(gl, &layers->mean, layers->mean_color, 0, "body mean") &&
           (layers->samples == 1 || make_multisampled(layers, gl));
}

static void free_body(struct framebuffers *layers)
{
    GL(glDeleteFramebuffers(1, &layers->many));
    GL(glDeleteFramebuffers(1, &layers->sample));
    GL(glDeleteFramebuffers(1, &layers->inner));
    GL(glDeleteFramebuffers(1, &layers->mean));
    GL(glDeleteRenderbuffers(1, &layers->many_color));
    GL(glDeleteRenderbuffers(1, &layers->many_depth));
    GL(glDeleteTextures(1, &layers->sample_color));
    GL(glDeleteTextures(1, &layers->sample_depth));
    GL(glDeleteTextures(1, &layers->inner_color));
    GL(glDeleteTextures(1, &layers->mean_color));
    layers->many = layers->many_color = layers->many_depth = 0;
    layers->sample = layers->sample_color = layers->sample_depth = 0;
    layers->inner = layers->inner_color = 0;
    layers->mean = layers->mean_color = 0;
    layers->room[0] = layers->room[1] = 0;
}

static void free_picture(struct framebuffers *layers)
{
    GL(glDeleteFramebuffers(1, &layers->backdrop));
    GL(glDeleteFramebuffers(1, &layers->still));
    GL(glDeleteFramebuffers(1, &layers->shown));
    GL(glDeleteTextures(1, &layers->backdrop_color));
    GL(glDeleteTextures(1, &layers->still_color));
    GL(glDeleteTextures(1, &layers->shown_color));
    layers->backdrop = layers->backdrop_color = 0;
    layers->still = layers->still_color = 0;
    layers->shown = layers->shown_color = 0;
    layers->size[0] = layers->size[1] = 0;
}

static bool no_room(struct framebuffers *layers, const int size[2], struct error *error)
{
    framebuffers_free(layers);
    return error_status_set(error, ERROR_NO_GRAPHICS,
                            "the graphics driver has no room for a picture of %d x %d",
                            size[0], size[1]);
}

bool framebuffers_prepare(struct framebuffers *layers, const struct gl *gl,
                          const int size[2], const int box[2], int samples,
                          unsigned *made, struct error *error)
{
    *made = LAYERS_KEPT;
    bool fits = layers->sample && box[0] <= layers->room[0] && box[1] <= layers->room[1];
    if (!fits || samples != layers->samples) {
        int room[2];
        for (int k = 0; k < 2; k++) {
            int rounded = (box[k] + STEP - 1) / STEP * STEP;
            room[k] = rounded > layers->room[k] ? rounded : layers->room[k];
            room[k] = room[k] > 0 ? room[k] : STEP;
        }
        free_body(layers);
        memcpy(layers->room, room, sizeof room);
        layers->samples = samples;
        *made |= LAYERS_BODY_NEW;
        if (!make_body(layers, gl))
            goto fail;
    }
    if (memcmp(layers->size, size, sizeof layers->size) != 0) {
        free_picture(layers);
        memcpy(layers->size, size, sizeof layers->size);
        *made |= LAYERS_PICTURE_NEW;
        layers->backdrop_color = make_color(gl, size, "backdrop");
        layers->still_color = make_color(gl, size, "still");
        if (!join(gl, &layers->backdrop, layers->backdrop_color, 0, "backdrop") ||
            !join(gl, &layers->still, layers->still_color, 0, "still"))
            goto fail;
    }
    return true;
fail:
    return no_room(layers, size, error);
}

bool framebuffers_need_shown(struct framebuffers *layers, const struct gl *gl,
                             struct error *error)
{
    if (layers->shown)
        return true;
    layers->shown_color = make_color(gl, layers->size, "shown");
    const int size[2] = {layers->size[0], layers->size[1]};
    return join(gl, &layers->shown, layers->shown_color, 0, "shown") ||
           no_room(layers, size, error);
}

bool framebuffers_need_inner(struct framebuffers *layers, const struct gl *gl,
                             struct error *error)
{
    if (layers->inner)
        return true;
    layers->inner_color = make_color(gl, layers->room, "body inside");
    const int room[2] = {layers->room[0], layers->room[1]};
    return join(gl, &layers->inner, layers->inner_color, layers->sample_depth,
                "body inside") ||
           no_room(layers, room, error);
}

void framebuffers_free(struct framebuffers *layers)
{
    free_body(layers);
    free_picture(layers);
}

GLuint framebuffers_target(const struct framebuffers *layers)
{
    return layers->samples > 1 ? layers->many : layers->sample;
}

static void copy(GLuint from, GLuint to, const int rect[4], GLbitfield what)
{
    int x = rect[0], y = rect[1], right = x + rect[2], top = y + rect[3];
    GL(glBindFramebuffer(GL_READ_FRAMEBUFFER, from));
    GL(glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to));
    GL(glBlitFramebuffer(x, y, right, top, x, y, right, top, what, GL_NEAREST));
}

void framebuffers_resolve(const struct framebuffers *layers, const int rect[4])
{
    if (layers->samples > 1)
        copy(layers->many, layers->sample, rect,
             GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
}

GLuint framebuffers_inner_target(const struct framebuffers *layers)
{
    return layers->samples > 1 ? layers->many : layers->inner;
}

void framebuffers_resolve_inner(const struct framebuffers *layers, const int rect[4])
{
    if (layers->samples > 1)
        copy(layers->many, layers->inner, rect, GL_COLOR_BUFFER_BIT);
}

void framebuffers_start_mean(const struct framebuffers *layers, const int rect[4])
{
    copy(layers->sample, layers->mean, rect, GL_COLOR_BUFFER_BIT);
}
