/* The picture that stands where a reader's machine has no WebGL: the plan as deqi draws
 * it, or the body from before. */
#include <stdlib.h>
#include <string.h>

#include <webp/encode.h>

#include "page/page_internal.h"

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

void page_draw(struct page *page)
{
    const struct plan *plan = page_plan(page);
    bool needled = plan && plan->n_points;
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
        .text_scale = 1.4f};
    if (!plan && !shot.channel)
        shot.layers = SCENE_CHANNELS;
    struct still *still = still_create(&source);
    uint8_t *pixels = xmalloc((size_t)WIDTH * HEIGHT * 4);
    struct error error;
    if (still_draw(still, &shot, pixels, &error))
        pack(page, pixels);
    else
        snprintf(page->lacks, sizeof page->lacks, "%s", error.text);
    free(pixels);
    still_destroy(&still);
}
