#include "stage/side_views.h"

#include <stdlib.h>
#include <string.h>

#include "anatomy/posture.h"
#include "base/arena.h"
#include "stage/limb.h"
#include "stage/picture.h"

/* a share of the points below this needs no view of its own */
#define FEW 0.2f
enum { GAP = 2 }; /* pixels between two views */

struct count {
    int all, on_limbs, front, back;
};

static bool is_on_limb(const struct subject *subject, const struct site *site)
{
    static const char *const NAMES[] = {"hand.R", "hand.L", "foot.R", "foot.L"};
    for (int i = 0; i < 4; i++) {
        struct limb limb;
        limb_parse(&limb, NAMES[i]);
        if (limb_holds(&limb, subject, site))
            return true;
    }
    return false;
}

static struct count count_points(const struct subject *subject, const struct plan *plan)
{
    struct count n = {0};
    float left[3], head[3], front[3];
    posture_axes(subject_posture(subject), left, head, front);
    for (int i = 0; i < plan->n_points; i++) {
        const struct plan_point *p = &plan->points[i];
        const struct point *point = catalog_find(subject_catalog(subject), p->code);
        enum side side = SIDE_M;
        if (p->side != 'M' && !side_parse((const char[2]){p->side, 0}, &side))
            continue;
        const struct site *site =
            point ? body_site(subject_body(subject), point, side) : NULL;
        if (!site || !site->placed)
            continue;
        float way = site->normal[0] * front[0] + site->normal[1] * front[1] +
                    site->normal[2] * front[2];
        n.all++;
        n.on_limbs += is_on_limb(subject, site);
        n.front += way > 0.25f;
        n.back += way < -0.25f;
    }
    return n;
}

int side_views_choose(const struct subject *subject, const struct plan *plan,
                      const char *view[SIDE_VIEWS_MOST])
{
    int n = 0;
    view[0] = "plan";
    if (!plan)
        return 1;
    struct count count = count_points(subject, plan);
    const char *hand = limb_of_pair(LIMB_HAND, subject, plan);
    const char *foot = limb_of_pair(LIMB_FOOT, subject, plan);
    float few = FEW * (float)count.all;
    if (hand && foot) {
        // what lies elsewhere is seen on the whole
        if ((float)(count.all - count.on_limbs) > few)
            view[n++] = "plan";
        view[n++] = hand;
        view[n++] = foot;
    } else if ((float)count.front > few && (float)count.back > few) {
        view[n++] = "front";
        view[n++] = "back";
    }
    return n ? n : 1;
}

/* one view into its columns of the whole */
static void lay(const uint8_t *from, int width, int height, uint8_t *to, int whole, int x)
{
    for (int y = 0; y < height; y++)
        memcpy(to + 4 * ((size_t)y * (size_t)whole + (size_t)x),
               from + 4 * (size_t)y * (size_t)width, 4 * (size_t)width);
}

bool side_views_draw(struct still *still, const struct still_shot *shot,
                     const char *const *view, int n, uint8_t *pixels, struct error *error)
{
    int x = 0;
    bool ok = true;
    if (n < 2 || shot->width / n < STILL_SIDE_MIN + GAP) {
        struct still_shot one = *shot;
        one.view = view[0];
        return still_draw(still, &one, pixels, error);
    }
    memset(pixels, 0x80, 4 * (size_t)shot->width * (size_t)shot->height);
    uint8_t *part = xmalloc(4 * (size_t)shot->width * (size_t)shot->height);
    for (int i = 0; i < n && ok; i++) {
        struct still_shot one = *shot;
        int end = shot->width * (i + 1) / n;
        one.view = view[i];
        one.width = end - x - (i + 1 < n ? GAP : 0);
        one.text_scale = picture_scale(shot->width, shot->height, shot->text_scale) /
                         picture_scale(one.width, one.height, 1);
        if (i + 1 < n) // the time stands in the last alone
            one.layers &= ~(unsigned)SCENE_OVERLAY;
        ok = still_draw(still, &one, part, error);
        if (ok)
            lay(part, one.width, one.height, pixels, shot->width, x);
        x = end;
    }
    free(part);
    return ok;
}
