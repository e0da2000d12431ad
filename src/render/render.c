/* render.c - puts the passes together.
 *
 * The body's layer, the backdrop, the two together and the whole picture are kept between
 * frames, each with a key of everything that it was drawn from. Nothing is allocated once
 * sizes and counts stay the same. All GL state that a pass relies on is
 * set here or in the pass: the widget library that draws after us leaves its own behind.
 */
#include "render/render.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "render/above.h"
#include "render/body_layer.h"
#include "render/floor.h"
#include "render/frame_block.h"
#include "render/markers.h"
#include "render/measures.h"
#include "render/needles.h"
#include "render/parts.h"
#include "render/ribbons.h"
#include "render/shown.h"

/* what the still layer was made from, besides the body's layer */
struct still_key {
    struct frame_view view;
    struct body_layer_place place;
    float floor_y, shadow;
    uint32_t version, path_version;
    bool body_seen, dark;
};

struct render {
    struct gl gl;
    char *shader_dir;
    char driver[128];
    struct render_info info;
    bool lost; /* so is the context */
    struct framebuffers layers;
    GLuint backdrop_program, compose_program;
    GLuint empty; /* vertex array without attributes */
    struct body_layer body;
    struct floor_shadow floor;
    struct ribbons ribbons;
    struct measures lines;
    struct markers markers;
    struct needles needles;

    struct frame_background backdrop_key;
    bool backdrop_kept; /* the layer holds what its key says */
    struct still_key still_key;
    bool still_kept;
    int content[4]; /* what the still layer shows besides the backdrop */

    GLuint shown; /* the framebuffer that holds the picture */
    bool shown_kept;
    struct above above;
    struct shown window; /* what is known of the window's own buffer */

    GLuint image[RENDER_HOLDERS][2]; /* of render_image, in turns */
    int next_image[RENDER_HOLDERS];

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

static void find_extensions(struct gl *gl, render_getproc *getproc)
{
    GLint n = 0;
    GL(glGetIntegerv(GL_NUM_EXTENSIONS, &n));
    for (GLint i = 0; i < n; i++) {
        const char *name = (const char *)glGetStringi(GL_EXTENSIONS, (GLuint)i);
        if (!name)
            continue;
        if (strcmp(name, "GL_KHR_debug") == 0)
            gl->label = (gl_label_function)getproc("glObjectLabel");
        else if (strcmp(name, "GL_ARB_robustness") == 0)
            gl->reset = (gl_reset_function)getproc("glGetGraphicsResetStatusARB");
        else if (strcmp(name, "GL_KHR_robustness") == 0 && !gl->reset)
            gl->reset = (gl_reset_function)getproc("glGetGraphicsResetStatus");
    }
}

static void find_info(struct render *render)
{
    struct render_info *info = &render->info;
    GLint samples = 1, side = 4096;
    const char *driver = (const char *)glGetString(GL_RENDERER);
    // the driver's own words go with its context
    cut_print(render->driver, sizeof render->driver, "%s", driver ? driver : "");
    info->driver = render->driver;
    info->software = is_software(info->driver);
    GL(glGetIntegerv(GL_MAX_SAMPLES, &samples));
    // a graphics card smooths edges while it draws; the processor is better off with
    // several plain passes, and only once the view rests
    info->samples = info->software ? 1 : samples < 8 ? samples : 8;
    info->passes = info->software ? BODY_LAYER_PASSES : 1;
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
    GL(glGenVertexArrays(1, &render->empty));
    return body_layer_create(&render->body, gl, render->info.passes, error) &&
           floor_shadow_create(&render->floor, gl, error) &&
           ribbons_create(&render->ribbons, gl, error) &&
           measures_create(&render->lines, gl, error) &&
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
    find_extensions(&render->gl, getproc);
    find_info(render);
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
    if (render->shown == render->offscreen)
        render->shown_kept = false;
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
    measures_free(&render->lines);
    ribbons_free(&render->ribbons);
    floor_shadow_free(&render->floor);
    body_layer_free(&render->body);
    framebuffers_free(&render->layers);
    shown_free(&render->window);
    free_offscreen(render);
    GL(glDeleteTextures(2 * RENDER_HOLDERS, render->image[0]));
    GL(glDeleteProgram(render->backdrop_program));
    GL(glDeleteProgram(render->compose_program));
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

static void draw_backdrop(struct render *render, const struct frame *frame)
{
    const struct frame_background *key = &frame->background;
    if (render->backdrop_kept && memcmp(key, &render->backdrop_key, sizeof *key) == 0)
        return;
    GL(glBindFramebuffer(GL_FRAMEBUFFER, render->layers.backdrop));
    set_viewport(render->layers.size);
    GL(glDisable(GL_BLEND));
    if (frame->background.none > 0) {
        GL(glClearColor(0, 0, 0, 0));
        GL(glClear(GL_COLOR_BUFFER_BIT));
    } else {
        GL(glUseProgram(render->backdrop_program));
        GL(glBindVertexArray(render->empty));
        GL(glDrawArrays(GL_TRIANGLES, 0, 3));
    }
    render->backdrop_key = *key;
    render->backdrop_kept = true;
    render->still_kept = false;
}

static void compose(struct render *render)
{
    GL(glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA));
    GL(glUseProgram(render->compose_program));
    GL(glBindVertexArray(render->empty));
    GL(glBindTexture(GL_TEXTURE_2D, body_layer_texture(&render->body, &render->layers)));
    GL(glDrawArrays(GL_TRIANGLE_STRIP, 0, 4));
}

static void blend_straight(void)
{
    GL(glEnable(GL_BLEND));
    GL(glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE,
                           GL_ONE_MINUS_SRC_ALPHA));
}

/* from pixels of the body's layer to those of the picture, a pixel wider all round */
static void widen(const struct body_layer_place *place, const int size[2],
                  const int changed[4], int rect[4])
{
    for (int k = 0; k < 2; k++) {
        float scale = (float)size[k] / (float)place->layer[k];
        float from = (float)(place->box[k] + changed[k]) * scale - scale - 1;
        float to =
            (float)(place->box[k] + changed[k] + changed[2 + k]) * scale + scale + 1;
        int low = (int)fmaxf(from, 0), high = (int)fminf(to, (float)size[k]);
        rect[k] = low;
        rect[2 + k] = high > low ? high - low : 0;
    }
}

static bool casts_shadow(const struct frame *frame)
{
    return frame->shadow > 0 && frame->body.n_triangles &&
           frame->view.eye[1] > frame->floor_y;
}

/* backdrop, shadow, body and the ribbons that do not flow, drawn anew inside the
 * rectangle */
static void draw_still(struct render *render, const struct frame *frame, bool body_seen,
                       const int rect[4])
{
    shown_copy(render->layers.backdrop, render->layers.still, rect);
    set_viewport(render->layers.size);
    GL(glEnable(GL_SCISSOR_TEST));
    GL(glScissor(rect[0], rect[1], rect[2], rect[3]));
    blend_straight();
    if (casts_shadow(frame))
        floor_shadow_draw(&render->floor);
    if (body_seen)
        compose(render);
    blend_straight();
    GL(glBindTexture(GL_TEXTURE_2D, render->layers.sample_depth));
    ribbons_draw(&render->ribbons, RIBBONS_STILL,
                 body_layer_texture(&render->body, &render->layers));
    GL(glDisable(GL_SCISSOR_TEST));
}

/* the part of the picture that shows the body, with room for the edges of ribbons */
static void find_body(const struct body_layer_place *place, const int size[2],
                      int rect[4])
{
    const int room = 4, all[4] = {0, 0, place->box[2], place->box[3]};
    widen(place, size, all, rect);
    if (!rect[2] || !rect[3])
        return;
    for (int k = 0; k < 2; k++) {
        rect[k] -= room;
        rect[2 + k] += 2 * room;
    }
}

/* brings the still layer up to date; `drawn` is the part of it that was drawn anew */
static void update_still(struct render *render, const struct frame *frame,
                         const struct body_layer_place *place, bool body_seen,
                         bool body_changed, const int changed[4], int drawn[4])
{
    const int *size = render->layers.size;
    const int whole[4] = {0, 0, size[0], size[1]};
    int content[4] = {0};
    struct still_key key;
    memset(&key, 0, sizeof key);
    key.view = frame->view;
    key.place = *place;
    key.floor_y = frame->floor_y;
    key.shadow = frame->shadow;
    key.version = frame->body.version;
    key.path_version = render->ribbons.version;
    key.body_seen = body_seen;
    key.dark = frame->dark;
    bool same = render->still_kept && memcmp(&key, &render->still_key, sizeof key) == 0;
    memset(drawn, 0, 4 * sizeof *drawn);
    if (same && !body_changed)
        return;
    if (body_seen)
        find_body(place, size, content);
    if (casts_shadow(frame)) {
        int shadow[4];
        floor_shadow_box(&render->floor, frame, size, shadow);
        parts_unite(content, shadow);
    }
    if (same) {
        widen(place, size, changed, drawn);
    } else if (render->still_kept) {
        memcpy(drawn, render->content, sizeof render->content);
        parts_unite(drawn, content);
    } else {
        memcpy(drawn, whole, sizeof whole);
    }
    struct render_parts cut = {0};
    render_parts_add(&cut, drawn, size);
    memset(drawn, 0, 4 * sizeof *drawn);
    if (cut.n) {
        memcpy(drawn, cut.rect[0], sizeof cut.rect[0]);
        draw_still(render, frame, body_seen, drawn);
    }
    memcpy(render->content, content, sizeof content);
    render->still_key = key;
    render->still_kept = true;
}

static void draw_overlays(struct render *render, const struct frame *frame)
{
    GL(glBindTexture(GL_TEXTURE_2D, render->layers.sample_depth));
    ribbons_draw(&render->ribbons, RIBBONS_FLOWING,
                 body_layer_texture(&render->body, &render->layers));
    measures_draw(&render->lines, frame);
    markers_draw(&render->markers, frame);
    needles_draw(&render->needles, frame);
}

static bool prepare_layers(struct render *render, const struct frame *frame,
                           const struct render_target *target,
                           struct body_layer_place *place, struct error *error)
{
    const int size[2] = {target->width, target->height};
    float scale = target->body_scale > 0 ? target->body_scale : 1;
    for (int k = 0; k < 2; k++)
        place->layer[k] = (int)ceilf((float)size[k] * scale);
    memset(place->box, 0, sizeof place->box);
    if (frame->body.n_triangles)
        frame_block_box(&frame->view, frame->body.min, frame->body.max, place->layer,
                        place->box);
    unsigned made = LAYERS_KEPT;
    bool ok = body_layer_need(&render->body, &render->gl, frame, error) &&
              framebuffers_prepare(&render->layers, &render->gl, size, place->box + 2,
                                   render->info.samples, &made, error);
    if (ok &&
        (frame->beneath.n_triangles || frame->lit.n_triangles || frame->face.n_triangles))
        ok = framebuffers_need_inner(&render->layers, &render->gl, error);
    if (made & LAYERS_BODY_NEW)
        body_layer_forget(&render->body);
    if (made & LAYERS_PICTURE_NEW)
        render->backdrop_kept = render->still_kept = render->shown_kept = false;
    return ok;
}

/* the framebuffer that holds the picture; 0 where there is no room for it */
static GLuint find_shown(struct render *render, const struct render_target *target,
                         struct error *error)
{
    if (target->framebuffer)
        return target->framebuffer;
    return framebuffers_need_shown(&render->layers, &render->gl, error)
               ? render->layers.shown
               : 0;
}

/* adds to what the caller asks for: the part of the still layer that is new, and where
 * what lies above it is and was */
static void find_parts(struct render *render, const struct frame *frame, GLuint shown,
                       int still[4], struct render_parts *parts)
{
    const int *size = render->layers.size, whole[4] = {0, 0, size[0], size[1]};
    struct above above = above_find(frame, render->content);
    if (!render->shown_kept || shown != render->shown)
        render_parts_add(parts, whole, size);
    above_grow(frame, still);
    render_parts_add(parts, still, size);
    if (above.hash != render->above.hash) {
        render_parts_add(parts, render->above.rect, size);
        render_parts_add(parts, above.rect, size);
    }
    render->above = above;
    render->shown = shown;
    render->shown_kept = true;
}

static void draw_parts(struct render *render, const struct frame *frame,
                       const struct render_parts *parts)
{
    for (int i = 0; i < parts->n; i++) {
        const int *r = parts->rect[i];
        shown_copy(render->layers.still, render->shown, r);
        set_viewport(render->layers.size);
        GL(glEnable(GL_SCISSOR_TEST));
        GL(glScissor(r[0], r[1], r[2], r[3]));
        blend_straight();
        draw_overlays(render, frame);
        GL(glDisable(GL_SCISSOR_TEST));
    }
    GL(glBindFramebuffer(GL_FRAMEBUFFER, render->shown));
    set_viewport(render->layers.size);
    blend_straight();
}

static void set_plain_state(void)
{
    GL(glActiveTexture(GL_TEXTURE0));
    GL(glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE));
    GL(glDisable(GL_SCISSOR_TEST));
    GL(glDisable(GL_DEPTH_TEST));
    GL(glDisable(GL_CULL_FACE));
    GL(glDisable(GL_BLEND));
    GL(glBlendEquation(GL_FUNC_ADD));
}

static bool draw_frame(struct render *render, const struct frame *frame,
                       const struct render_target *target, struct render_parts *parts,
                       struct error *error)
{
    static const float NO_SHIFT[2] = {0, 0};
    const int whole[4] = {0, 0, target->width, target->height};
    struct render_parts all = {.n = 1, .rect = {{0, 0, whole[2], whole[3]}}};
    struct body_layer_place place;
    if (!prepare_layers(render, frame, target, &place, error))
        return false;
    GLuint shown = find_shown(render, target, error);
    if (!shown)
        return false;
    bool body_seen = place.box[2] > 0 && place.box[3] > 0 && frame->body.alpha > 0;
    bool body_changed = false;
    int changed[4], still[4];

    set_plain_state();
    floor_shadow_update(&render->floor, frame);
    ribbons_upload(&render->ribbons, frame);
    if (body_seen)
        body_changed = body_layer_update(&render->body, &render->layers, &render->gl,
                                         render->floor.rect, frame, &place,
                                         target->quality, changed);
    else
        body_layer_forget(&render->body);
    frame_block_send(&render->gl, frame, render->floor.rect, place.layer, place.box,
                     NO_SHIFT);
    draw_backdrop(render, frame);
    update_still(render, frame, &place, body_seen, body_changed, changed, still);
    parts = parts ? parts : &all;
    find_parts(render, frame, shown, still, parts);
    draw_parts(render, frame, parts);
    GL(glBindVertexArray(0));
    GL(glUseProgram(0));
    return true;
}

/* nothing that was drawn so far counts, and what it was drawn in is given back */
static void start_over(struct render *render)
{
    body_layer_forget_all(&render->body);
    render->ribbons.version = 0;
    framebuffers_free(&render->layers);
    render->backdrop_kept = render->still_kept = render->shown_kept = false;
}

/* what was drawn is kept only if all of it could be */
static bool try_frame(struct render *render, const struct frame *frame,
                      const struct render_target *target, struct render_parts *parts,
                      struct error *error)
{
    bool ok = draw_frame(render, frame, target, parts, error);
    enum gl_trouble trouble = gl_trouble(&render->gl);
    if (ok && trouble == GL_WELL)
        return true;
    start_over(render);
    if (trouble == GL_LOST) {
        render->lost = true;
        return error_status_set(error, ERROR_NO_GRAPHICS,
                                "the graphics driver was reset");
    }
    return ok ? error_status_set(error, ERROR_NO_GRAPHICS,
                                 "the graphics driver has no memory left")
              : false;
}

bool render_frame(struct render *render, const struct frame *frame,
                  const struct render_target *target, struct render_parts *parts,
                  struct error *error)
{
    struct render_parts asked = parts ? *parts : (struct render_parts){0};
    if (try_frame(render, frame, target, parts, error))
        return true;
    if (render->lost || render->info.samples == 1)
        return false;
    // rough edges are better than no picture
    render->info.samples = 1;
    if (parts)
        *parts = asked;
    return try_frame(render, frame, target, parts, error);
}

bool render_lost(const struct render *render)
{
    return render->lost || (render->gl.reset && render->gl.reset() != GL_NO_ERROR);
}

void render_bare(struct render *render, const struct render_target *target,
                 const float color[3])
{
    const int size[2] = {target->width, target->height};
    render->shown_kept = false;
    GL(glBindFramebuffer(GL_FRAMEBUFFER, target->framebuffer));
    set_viewport(size);
    set_plain_state();
    GL(glClearColor(color[0], color[1], color[2], 1));
    GL(glClear(GL_COLOR_BUFFER_BIT));
    blend_straight();
}

void render_forget(struct render *render)
{
    render->shown_kept = false;
}

void render_show(struct render *render, const struct render_target *target,
                 const struct render_parts *parts)
{
    const int size[2] = {target->width, target->height};
    if (target->framebuffer || !render->shown_kept)
        return;
    // a graphics card copies the whole in no time
    shown_bring(&render->window, render->shown, size,
                render->info.software ? parts : NULL);
}

bool render_settled(const struct render *render)
{
    return render->body.passes == 0 || render->body.passes >= render->info.passes;
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

/* colours that were laid on nothing are as dark as they are thin */
static void to_straight(uint8_t *pixels, size_t n)
{
    for (uint8_t *p = pixels; n--; p += 4)
        for (int k = 0; k < 3 && p[3] && p[3] < 255; k++) {
            unsigned c = (p[k] * 255u + p[3] / 2u) / p[3];
            p[k] = (uint8_t)(c > 255 ? 255 : c);
        }
}

void render_read_pixels(struct render *render, const struct render_target *target,
                        uint8_t *pixels)
{
    size_t stride = (size_t)target->width * 4;
    GL(glBindFramebuffer(GL_FRAMEBUFFER, target->framebuffer));
    GL(glPixelStorei(GL_PACK_ALIGNMENT, 4));
    GL(glReadPixels(0, 0, target->width, target->height, GL_RGBA, GL_UNSIGNED_BYTE,
                    pixels));
    // GL counts rows from the bottom
    uint8_t *kept = xmalloc(stride);
    for (int low = 0, high = target->height - 1; low < high; low++, high--) {
        uint8_t *a = pixels + stride * (size_t)low, *b = pixels + stride * (size_t)high;
        memcpy(kept, a, stride);
        memcpy(a, b, stride);
        memcpy(b, kept, stride);
    }
    free(kept);
    if (render->backdrop_key.none > 0)
        to_straight(pixels, (size_t)target->width * (size_t)target->height);
    else
        for (size_t i = 3; i < stride * (size_t)target->height; i += 4)
            pixels[i] = 255;
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

unsigned render_image(struct render *render, enum render_holder holder,
                      const uint8_t *pixels, int width, int height)
{
    GLuint *image = &render->image[holder][render->next_image[holder]];
    render->next_image[holder] = !render->next_image[holder];
    bool made = !*image;
    if (made)
        GL(glGenTextures(1, image));
    GL(glActiveTexture(GL_TEXTURE0));
    GL(glBindTexture(GL_TEXTURE_2D, *image));
    // a name is a texture once it was bound
    if (made)
        gl_label(&render->gl, GL_LABEL_TEXTURE, *image, "image");
    GL(glPixelStorei(GL_UNPACK_ALIGNMENT, 4));
    GL(glPixelStorei(GL_UNPACK_ROW_LENGTH, 0));
    GL(glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA,
                    GL_UNSIGNED_BYTE, pixels));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE));
    GL(glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE));
    return *image;
}
