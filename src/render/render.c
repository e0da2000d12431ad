/* render.c - puts the passes together.
 *
 * The body's layer and the backdrop are kept between frames, each with a key of
 * everything that it was drawn from; the overlays are drawn each time. Nothing is
 * allocated once sizes and counts stay the same. All GL state that a pass relies on is
 * set here or in the pass: the widget library that draws after us leaves its own behind.
 */
#include "render/render.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "render/floor.h"
#include "render/frame_block.h"
#include "render/layers.h"
#include "render/line.h"
#include "render/marker.h"
#include "render/needle.h"
#include "render/ribbon.h"
#include "render/skin.h"

/* everything that the body's layer depends on, besides the uploaded arrays */
struct body_key {
    struct frame_view view;
    float albedo[3], alpha, heat_strength, floor_y;
    bool has_tint, has_heat, dark;
};

#define MOST_PASSES 6
#define SPREAD 1.2f

/* where the body lies on the screen */
struct body_place {
    int layer[2]; /* the picture's size at the body's resolution */
    int box[4];   /* the part that holds the body: x, y, width, height */
};

struct render {
    struct gl gl;
    char *shader_dir;
    struct render_info info;
    struct layers layers;
    GLuint backdrop_program, compose_program, mean_program;
    GLuint empty; /* vertex array without attributes */
    struct skin body;
    struct floor_shadow floor;
    struct ribbons ribbons;
    struct lines lines;
    struct markers markers;
    struct needles needles;

    struct body_key body_key;
    struct body_place body_place;
    int body_passes; /* of the body as its key says, in the layers; 0 = none */
    struct frame_background backdrop_key;
    bool backdrop_kept; /* the layer holds what its key says */

    GLuint offscreen, offscreen_color; /* framebuffer and renderbuffer */
    int offscreen_size[2];
};

static bool is_software(const char *driver)
{
    static const char *const NAMES[] = {"llvmpipe", "softpipe", "swrast", "Software",
                                        "SWR"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (strstr(driver, NAMES[i]))
            return true;
    return false;
}

static gl_label_function find_label(render_getproc *getproc)
{
    GLint n = 0;
    GL(glGetIntegerv(GL_NUM_EXTENSIONS, &n));
    for (GLint i = 0; i < n; i++) {
        const char *name = (const char *)glGetStringi(GL_EXTENSIONS, (GLuint)i);
        if (name && strcmp(name, "GL_KHR_debug") == 0)
            return (gl_label_function)getproc("glObjectLabel");
    }
    return NULL;
}

static void find_info(struct render_info *info)
{
    GLint samples = 1, side = 4096;
    info->driver = (const char *)glGetString(GL_RENDERER);
    if (!info->driver)
        info->driver = "";
    info->software = is_software(info->driver);
    GL(glGetIntegerv(GL_MAX_SAMPLES, &samples));
    // a graphics card smooths edges while it draws; the processor is better off with
    // several plain passes, and only once the view rests
    info->samples = info->software ? 1 : samples < 8 ? samples : 8;
    info->passes = info->software ? MOST_PASSES : 1;
    GL(glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &side));
    info->max_side = side;
}

static bool create_passes(struct render *render, struct error *error)
{
    const struct gl *gl = &render->gl;
    render->backdrop_program = gl_program(gl, "backdrop", NULL, error);
    if (!render->backdrop_program)
        return false;
    render->compose_program = gl_program(gl, "compose", NULL, error);
    if (!render->compose_program)
        return false;
    gl_sampler(render->compose_program, "body_color", 0);
    render->mean_program = gl_program(gl, "mean", NULL, error);
    if (!render->mean_program)
        return false;
    gl_sampler(render->mean_program, "body_color", 0);
    GL(glGenVertexArrays(1, &render->empty));
    return skin_create(&render->body, gl, error) &&
           floor_shadow_create(&render->floor, gl, error) &&
           ribbons_create(&render->ribbons, gl, error) &&
           lines_create(&render->lines, gl, error) &&
           markers_create(&render->markers, gl, error) &&
           needles_create(&render->needles, gl, error);
}

struct render *render_create(render_getproc *getproc, const char *shader_dir,
                             struct error *error)
{
    if (!gladLoadGL(getproc) || !GLAD_GL_VERSION_3_3) {
        error_status_set(error, ERROR_NO_GRAPHICS,
                         "no graphics: the driver has no OpenGL 3.3, which is expected");
        return NULL;
    }
    struct render *render = xcalloc(1, sizeof *render);
    render->shader_dir = strcpy(xmalloc(strlen(shader_dir) + 1), shader_dir);
    render->gl.shader_dir = render->shader_dir;
    render->gl.label = find_label(getproc);
    find_info(&render->info);
    GL(glGenBuffers(1, &render->gl.frame_block));
    GL(glBindBuffer(GL_UNIFORM_BUFFER, render->gl.frame_block));
    GL(glBufferData(GL_UNIFORM_BUFFER, sizeof(struct frame_block), NULL,
                    GL_DYNAMIC_DRAW));
    gl_label(&render->gl, GL_LABEL_BUFFER, render->gl.frame_block, "frame");
    if (!create_passes(render, error))
        goto fail;
    return render;
fail:
    render_destroy(&render);
    return NULL;
}

static void free_offscreen(struct render *render)
{
    GL(glDeleteFramebuffers(1, &render->offscreen));
    GL(glDeleteRenderbuffers(1, &render->offscreen_color));
    render->offscreen = render->offscreen_color = 0;
    memset(render->offscreen_size, 0, sizeof render->offscreen_size);
}

void render_destroy(struct render **handle)
{
    struct render *render = *handle;
    if (!render)
        return;
    needles_free(&render->needles);
    markers_free(&render->markers);
    lines_free(&render->lines);
    ribbons_free(&render->ribbons);
    floor_shadow_free(&render->floor);
    skin_free(&render->body);
    layers_free(&render->layers);
    free_offscreen(render);
    GL(glDeleteProgram(render->backdrop_program));
    GL(glDeleteProgram(render->compose_program));
    GL(glDeleteProgram(render->mean_program));
    GL(glDeleteVertexArrays(1, &render->empty));
    GL(glDeleteBuffers(1, &render->gl.frame_block));
    free(render->shader_dir);
    free(render);
    *handle = NULL;
}

static void set_viewport(const int size[2])
{
    GL(glViewport(0, 0, size[0], size[1]));
}

/* `shift` moves the picture by parts of a pixel of the body's layer */
static void send_block(struct render *render, const struct frame *frame,
                       const struct body_place *place, const float shift[2])
{
    struct frame_block block;
    frame_block_fill(&block, frame, render->floor.rect, place->layer, place->box);
    block.projection[8] -= 2 * shift[0] / (float)place->layer[0];
    block.projection[9] -= 2 * shift[1] / (float)place->layer[1];
    GL(glBindBuffer(GL_UNIFORM_BUFFER, render->gl.frame_block));
    GL(glBufferSubData(GL_UNIFORM_BUFFER, 0, sizeof block, &block));
    GL(glBindBufferBase(GL_UNIFORM_BUFFER, 0, render->gl.frame_block));
}

static void draw_backdrop(struct render *render, const struct frame *frame)
{
    const struct frame_background *key = &frame->background;
    if (render->backdrop_kept && memcmp(key, &render->backdrop_key, sizeof *key) == 0)
        return;
    GL(glBindFramebuffer(GL_FRAMEBUFFER, render->layers.backdrop));
    set_viewport(render->layers.size);
    GL(glDisable(GL_BLEND));
    GL(glUseProgram(render->backdrop_program));
    GL(glBindVertexArray(render->empty));
    GL(glDrawArrays(GL_TRIANGLES, 0, 3));
    render->backdrop_key = *key;
    render->backdrop_kept = true;
}

static void fill_body_key(struct body_key *key, const struct frame *frame)
{
    const struct frame_body *body = &frame->body;
    memset(key, 0, sizeof *key);
    key->view = frame->view;
    memcpy(key->albedo, body->albedo, sizeof key->albedo);
    key->alpha = body->alpha;
    key->heat_strength = body->heat_strength;
    key->floor_y = frame->floor_y;
    key->has_tint = body->tint != NULL;
    key->has_heat = body->heat != NULL;
    key->dark = frame->dark;
}

/* draws the body once, moved by `shift`, into the sample layer */
static void draw_sample(struct render *render, const struct frame *frame,
                        const struct body_place *place, const float shift[2])
{
    const int *box = place->box;
    send_block(render, frame, place, shift);
    GL(glBindFramebuffer(GL_FRAMEBUFFER, layers_target(&render->layers)));
    // the layer is a window onto the box: the whole picture lies partly outside it
    GL(glViewport(-box[0], -box[1], place->layer[0], place->layer[1]));
    GL(glEnable(GL_SCISSOR_TEST));
    GL(glScissor(0, 0, box[2], box[3]));
    GL(glDepthMask(GL_TRUE));
    GL(glClearColor(0, 0, 0, 0));
    GL(glClearDepth(1));
    GL(glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT));
    skin_draw(&render->body, &frame->body);
    GL(glDisable(GL_SCISSOR_TEST));
    layers_resolve(&render->layers, box + 2);
}

/* mean += (sample - mean) / n */
static void add_to_mean(struct render *render, const struct body_place *place, int n)
{
    GL(glBindFramebuffer(GL_FRAMEBUFFER, render->layers.mean));
    GL(glViewport(0, 0, place->box[2], place->box[3]));
    GL(glEnable(GL_BLEND));
    GL(glBlendColor(0, 0, 0, 1 / (float)n));
    GL(glBlendFunc(GL_CONSTANT_ALPHA, GL_ONE_MINUS_CONSTANT_ALPHA));
    GL(glUseProgram(render->mean_program));
    GL(glBindVertexArray(render->empty));
    GL(glBindTexture(GL_TEXTURE_2D, render->layers.sample_color));
    GL(glDrawArrays(GL_TRIANGLES, 0, 3));
    GL(glDisable(GL_BLEND));
}

static int passes_wanted(const struct render *render, enum render_quality quality)
{
    int most = render->info.passes;
    if (quality == RENDER_STILL)
        return most;
    if (quality == RENDER_MOVING)
        return 1;
    return render->body_passes < most ? render->body_passes + 1 : most;
}

static void draw_body(struct render *render, const struct frame *frame,
                      const struct body_place *place, enum render_quality quality)
{
    // in twelfths of a pixel: each row and each column once, spread a little beyond the
    // pixel for a soft filter
    static const float SHIFTS[MOST_PASSES][2] = {{1, -1},  {-3, 5}, {5, 3},
                                                 {-5, -3}, {3, -5}, {-1, 1}};
    struct body_key key;
    fill_body_key(&key, frame);
    bool uploaded = skin_upload(&render->body, &frame->body);
    if (uploaded || memcmp(&key, &render->body_key, sizeof key) != 0)
        render->body_passes = 0;
    render->body_key = key;
    int wanted = passes_wanted(render, quality);
    while (render->body_passes < wanted) {
        const float *shift = SHIFTS[render->body_passes];
        if (render->body_passes == 1)
            layers_start_mean(&render->layers, place->box + 2);
        draw_sample(render, frame, place,
                    (float[2]){shift[0] / 12 * SPREAD, shift[1] / 12 * SPREAD});
        if (++render->body_passes > 1)
            add_to_mean(render, place, render->body_passes);
    }
}

static void copy_backdrop(const struct layers *layers, GLuint target)
{
    GL(glBindFramebuffer(GL_READ_FRAMEBUFFER, layers->backdrop));
    GL(glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target));
    GL(glBlitFramebuffer(0, 0, layers->size[0], layers->size[1], 0, 0, layers->size[0],
                         layers->size[1], GL_COLOR_BUFFER_BIT, GL_NEAREST));
    GL(glBindFramebuffer(GL_FRAMEBUFFER, target));
}

static void compose(struct render *render)
{
    GL(glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA));
    GL(glUseProgram(render->compose_program));
    GL(glBindVertexArray(render->empty));
    GL(glBindTexture(GL_TEXTURE_2D, render->body_passes > 1
                                        ? render->layers.mean_color
                                        : render->layers.sample_color));
    GL(glDrawArrays(GL_TRIANGLE_STRIP, 0, 4));
    GL(glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE,
                           GL_ONE_MINUS_SRC_ALPHA));
}

static void draw_overlays(struct render *render, const struct frame *frame)
{
    GL(glBindTexture(GL_TEXTURE_2D, render->layers.sample_depth));
    ribbons_draw(&render->ribbons);
    lines_draw(&render->lines, frame);
    markers_draw(&render->markers, frame);
    needles_draw(&render->needles, frame);
}

static bool prepare_layers(struct render *render, const struct frame *frame,
                           const struct render_target *target, struct body_place *place,
                           struct error *error)
{
    const int size[2] = {target->width, target->height};
    float scale = target->body_scale > 0 ? target->body_scale : 1;
    for (int k = 0; k < 2; k++)
        place->layer[k] = (int)ceilf((float)size[k] * scale);
    frame_block_body_box(frame, place->layer, place->box);
    unsigned made;
    bool ok = layers_prepare(&render->layers, &render->gl, size, place->box + 2,
                             render->info.samples, &made, error);
    if (made & LAYERS_BODY_NEW || memcmp(place, &render->body_place, sizeof *place) != 0)
        render->body_passes = 0;
    if (made & LAYERS_BACKDROP_NEW)
        render->backdrop_kept = false;
    render->body_place = *place;
    return ok;
}

bool render_frame(struct render *render, const struct frame *frame,
                  const struct render_target *target, struct error *error)
{
    static const float NO_SHIFT[2] = {0, 0};
    struct body_place place;
    if (!prepare_layers(render, frame, target, &place, error))
        return false;
    bool body_seen = place.box[2] > 0 && place.box[3] > 0 && frame->body.alpha > 0;

    GL(glActiveTexture(GL_TEXTURE0));
    GL(glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE));
    GL(glDisable(GL_SCISSOR_TEST));
    GL(glDisable(GL_DEPTH_TEST));
    GL(glDisable(GL_CULL_FACE));
    GL(glDisable(GL_BLEND));
    GL(glBlendEquation(GL_FUNC_ADD));
    floor_shadow_update(&render->floor, frame);
    ribbons_upload(&render->ribbons, frame);
    if (body_seen)
        draw_body(render, frame, &place, target->quality);
    send_block(render, frame, &place, NO_SHIFT);
    draw_backdrop(render, frame);

    copy_backdrop(&render->layers, target->framebuffer);
    set_viewport(render->layers.size);
    GL(glEnable(GL_BLEND));
    GL(glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE,
                           GL_ONE_MINUS_SRC_ALPHA));
    if (frame->shadow > 0 && frame->body.n_triangles &&
        frame->view.eye[1] > frame->floor_y)
        floor_shadow_draw(&render->floor);
    if (body_seen)
        compose(render);
    draw_overlays(render, frame);
    GL(glBindVertexArray(0));
    GL(glUseProgram(0));
    return true;
}

bool render_settled(const struct render *render)
{
    return render->body_passes == 0 || render->body_passes >= render->info.passes;
}

bool render_offscreen(struct render *render, int width, int height,
                      struct render_target *target, struct error *error)
{
    if (width < 1 || height < 1 || width > render->info.max_side ||
        height > render->info.max_side)
        return error_set(error,
                         "a picture of %d x %d: 1 to %d pixels a side are expected",
                         width, height, render->info.max_side);
    const int size[2] = {width, height};
    if (memcmp(size, render->offscreen_size, sizeof size) != 0) {
        free_offscreen(render);
        GL(glGenRenderbuffers(1, &render->offscreen_color));
        GL(glBindRenderbuffer(GL_RENDERBUFFER, render->offscreen_color));
        GL(glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height));
        GL(glGenFramebuffers(1, &render->offscreen));
        GL(glBindFramebuffer(GL_FRAMEBUFFER, render->offscreen));
        GL(glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0,
                                     GL_RENDERBUFFER, render->offscreen_color));
        gl_label(&render->gl, GL_LABEL_FRAMEBUFFER, render->offscreen, "picture");
        if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
            free_offscreen(render);
            return error_status_set(
                error, ERROR_NO_GRAPHICS,
                "the graphics driver has no room for a picture of %d x %d", width,
                height);
        }
        memcpy(render->offscreen_size, size, sizeof size);
    }
    *target = (struct render_target){
        .framebuffer = render->offscreen, .width = width, .height = height};
    return true;
}

void render_read_pixels(struct render *render, const struct render_target *target,
                        uint8_t *pixels)
{
    (void)render;
    size_t stride = (size_t)target->width * 4;
    GL(glBindFramebuffer(GL_FRAMEBUFFER, target->framebuffer));
    GL(glPixelStorei(GL_PACK_ALIGNMENT, 4));
    GL(glReadPixels(0, 0, target->width, target->height, GL_RGBA, GL_UNSIGNED_BYTE,
                    pixels));
    // GL counts rows from the bottom
    for (int low = 0, high = target->height - 1; low <= high; low++, high--) {
        uint8_t *a = pixels + stride * (size_t)low, *b = pixels + stride * (size_t)high;
        for (size_t i = 0; i < stride; i++) {
            uint8_t kept = a[i];
            a[i] = i % 4 == 3 ? 255 : b[i];
            b[i] = i % 4 == 3 ? 255 : kept;
        }
    }
}

struct render_info render_info(const struct render *render)
{
    return render->info;
}

void render_finish(struct render *render)
{
    (void)render;
    GL(glFinish());
}
