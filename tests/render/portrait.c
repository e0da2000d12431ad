/* portrait.c - pictures of the body to look at: views, close-ups, both themes, every
 * layer.
 *
 *     portrait MODEL OUTPUT_FOLDER [WIDTH HEIGHT]
 *
 * Not a test: what it writes is for the eye. The overlays are made up.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export/png.h"
#include "import/model.h"
#include "platform/gl_offscreen.h"
#include "render/render.h"
#include "sample_frame.h"
#include "scene/camera.h"
#include "system/clock.h"

struct shot {
    const char *name;
    float yaw, pitch;     /* degrees */
    float min[3], max[3]; /* all 0 = the whole body */
    float alpha;
    enum sample_theme theme;
    enum { BARE, LAYERS } what;
};

static const struct shot SHOTS[] = {
    {"front", 0, 0, {0}, {0}, 1, SAMPLE_LIGHT, BARE},
    {"front-dark", 0, 0, {0}, {0}, 1, SAMPLE_DARK, BARE},
    {"back", 180, 0, {0}, {0}, 1, SAMPLE_LIGHT, BARE},
    {"left", 90, 0, {0}, {0}, 1, SAMPLE_LIGHT, BARE},
    {"right", -90, 0, {0}, {0}, 1, SAMPLE_LIGHT, BARE},
    {"three-quarter", 35, 12, {0}, {0}, 1, SAMPLE_LIGHT, BARE},
    {"layers", 20, 4, {0}, {0}, 1, SAMPLE_LIGHT, LAYERS},
    {"layers-dark", 20, 4, {0}, {0}, 1, SAMPLE_DARK, LAYERS},
    {"through", 20, 4, {0}, {0}, 0.35f, SAMPLE_LIGHT, LAYERS},
    {"head", 25, 5, {-0.12f, 1.38f, -0.1f}, {0.12f, 1.66f, 0.1f}, 1, SAMPLE_LIGHT, BARE},
    {"hand",
     40,
     20,
     {0.38f, 0.72f, 0.1f},
     {0.55f, 0.95f, 0.34f},
     1,
     SAMPLE_LIGHT,
     LAYERS},
    {"knee",
     -10,
     8,
     {-0.26f, 0.28f, -0.1f},
     {-0.02f, 0.62f, 0.1f},
     1,
     SAMPLE_LIGHT,
     LAYERS},
    {"knee-through",
     -10,
     8,
     {-0.26f, 0.28f, -0.1f},
     {-0.02f, 0.62f, 0.1f},
     0.35f,
     SAMPLE_LIGHT,
     LAYERS},
    {"foot", 30, 30, {0.05f, 0, -0.1f}, {0.3f, 0.25f, 0.2f}, 1, SAMPLE_LIGHT, LAYERS},
    {"foot-dark", 30, 30, {0.05f, 0, -0.1f}, {0.3f, 0.25f, 0.2f}, 1, SAMPLE_DARK, LAYERS},
    {"foot-through",
     30,
     30,
     {0.05f, 0, -0.1f},
     {0.3f, 0.25f, 0.2f},
     0.35f,
     SAMPLE_DARK,
     LAYERS},
    {"lower-back",
     170,
     0,
     {-0.2f, 0.8f, -0.1f},
     {0.2f, 1.2f, 0.1f},
     1,
     SAMPLE_LIGHT,
     LAYERS},
};

static bool aim(struct frame *frame, const struct shot *shot, int width, int height)
{
    struct camera camera = {
        .yaw = shot->yaw * 0.0174533f, .pitch = shot->pitch * 0.0174533f, .distance = 3};
    struct camera_port port = {
        .width = width, .height = height, .scale = (float)height / 1080};
    if (shot->max[1] > 0)
        camera_fit(&camera, &port, shot->min, shot->max, 0.04f);
    else
        camera_fit(&camera, &port, frame->body.min, frame->body.max, 0.05f);
    camera_view(&camera, &port, &frame->view);
    return true;
}

static bool take(struct render *render, struct sample *sample, const struct shot *shot,
                 const char *folder, const int size[2], struct error *error)
{
    struct render_target target;
    if (!render_offscreen(render, size[0], size[1], &target, error))
        return false;
    sample_theme(sample, shot->theme);
    struct frame frame = sample->frame;
    if (shot->what == BARE)
        sample_strip(&frame);
    frame.body.alpha = shot->alpha;
    aim(&frame, shot, size[0], size[1]);

    uint8_t *pixels = malloc((size_t)size[0] * (size_t)size[1] * 4);
    int64_t start = clock_monotonic_us();
    if (!pixels || !render_frame(render, &frame, &target, NULL, error))
        return free(pixels), false;
    render_read_pixels(render, &target, pixels);
    int64_t drawn = clock_monotonic_us();
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.png", folder, shot->name);
    struct png_image image = {.pixels = pixels,
                              .width = size[0],
                              .height = size[1],
                              .channels = 4,
                              .keep = PNG_OPAQUE};
    bool ok = png_write(path, &image, error);
    printf("%-14s %6.1f ms, file %5.1f ms\n", shot->name, (double)(drawn - start) / 1000,
           (double)(clock_monotonic_us() - drawn) / 1000);
    free(pixels);
    return ok;
}

int main(int argc, char **argv)
{
    if (argc != 3 && argc != 5) {
        fprintf(stderr, "portrait MODEL OUTPUT_FOLDER [WIDTH HEIGHT]\n");
        return 2;
    }
    const int size[2] = {argc == 5 ? atoi(argv[3]) : 1920,
                         argc == 5 ? atoi(argv[4]) : 1080};
    struct error error = {0};
    struct model model = {0};
    struct gl_offscreen *offscreen = NULL;
    struct render *render = NULL;
    struct sample sample = {0};
    bool ok = false;

    if (!model_load(argv[1], &model, &error) ||
        !(offscreen = gl_offscreen_create(&error)) ||
        !(render =
              render_create(gl_offscreen_getproc, DEQI_SOURCE_DIR "/shaders", &error)))
        goto done;
    printf("%s\n", render_info(render).driver);
    sample_fill(&sample, &model.mesh);
    ok = true;
    for (size_t i = 0; ok && i < sizeof SHOTS / sizeof *SHOTS; i++)
        ok = take(render, &sample, &SHOTS[i], argv[2], size, &error);
done:
    if (!ok)
        error_print(&error, stderr);
    sample_free(&sample);
    render_destroy(&render);
    gl_offscreen_destroy(&offscreen);
    model_free(&model);
    return ok ? 0 : 1;
}
