/* The picture that stands where a reader's machine has no WebGL: the plan as deqi draws
 * it, or the body from before. */
#include <stdlib.h>
#include <string.h>

#include <webp/encode.h>

#include "page/page_internal.h"
#include "stage/aim.h"

enum { WIDTH = 1000, HEIGHT = 1250, QUALITY = 82 };

static void pack(struct page *page, const uint8_t *rgba)
{
    uint8_t *out = NULL;
    size_t size = WebPEncodeRGBA(rgba, WIDTH, HEIGHT, WIDTH * 4, QUALITY, &out);
    if (!size)
        return;
    page->picture = xmalloc(size);
    memcpy(page->picture, out, size);
    page->picture_size = size;
    WebPFree(out);
}

/* The places of a page that is no plan, once each; returns how many. */
static int places(const struct page *page, struct highlight_also *out)
{
    int n = 0;
    for (int i = 0; i < page->n_marks; i++)
        if (page->mark[i].site)
            out[n++] = (struct highlight_also){page->mark[i].site->point->code,
                                               page->mark[i].site->side};
    return n;
}

/* Where the places are seen best, as the script's own view of them is found; false where
 * there are none. */
static bool look_at_places(const struct page *page, struct camera *camera)
{
    struct aim aim = {.margin = 0.13f};
    struct camera_port port = {.width = WIDTH, .height = HEIGHT};
    uint32_t n;
    struct scene_mark *mark = page_scene_marks(page, NULL, NULL, &n);
    bool any = aim_plan(
        &aim,
        &(struct aim_plan){
            .subject = page->source.subject, .port = &port, .mark = mark, .n_marks = n},
        camera);
    free(mark);
    return any;
}

void page_draw(struct page *page)
{
    const struct plan *plan = page_plan(page);
    bool needled = plan && plan->n_points, some = !plan && !page_is_whole(page);
    struct still_source source = {
        .data_dir = page->source.data_dir,
        .texts = page->source.texts[0],
        .subject = page->source.subject,
        .rules = page->source.engine ? engine_rules(page->source.engine) : NULL,
        .record = page->record,
        .plan = plan,
        .getproc = page->source.getproc};
    struct still_shot shot = {
        .width = WIDTH,
        .height = HEIGHT,
        .view = needled ? "plan" : "front",
        .layers = SCENE_CHANNELS | SCENE_POINTS | SCENE_LABELS | SCENE_NEEDLES,
        .names = HIGHLIGHT_CODE,
        .channel = page->choice.channels ? page->choice.channels[0] : NULL,
        .theme = STILL_PAPER,
        .text_scale = 2.1f};
    struct camera camera = {0};
    struct highlight_also *also = xcalloc((size_t)page->n_marks + 1, sizeof *also);
    if (page_is_whole(page))
        shot.layers = SCENE_CHANNELS;
    if (some) {
        // of the channels the first that was asked for, and none unasked
        shot.layers = (page->n_marks ? SCENE_POINTS | SCENE_LABELS : 0) |
                      (shot.channel ? SCENE_CHANNELS : 0);
        shot.also = also;
        shot.n_also = places(page, also);
        if (look_at_places(page, &camera))
            shot.camera = &camera;
    }
    shot.layers |= page->beneath;
    struct still *still = still_create(&source);
    uint8_t *pixels = xmalloc((size_t)WIDTH * HEIGHT * 4);
    struct error error;
    if (still_draw(still, &shot, pixels, &error))
        pack(page, pixels);
    else
        snprintf(page->lacks, sizeof page->lacks, "%s", error.text);
    free(pixels);
    free(also);
    still_destroy(&still);
}
