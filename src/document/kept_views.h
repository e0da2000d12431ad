/* kept_views.h - views of the body kept under a name, in the settings: where the eye
 * stood, what was isolated, which layers were on. Plain values; they fit any body and
 * window.
 */
#ifndef DEQI_DOCUMENT_KEPT_VIEWS_H
#define DEQI_DOCUMENT_KEPT_VIEWS_H

#include <stdbool.h>

#include "base/json.h"

enum { SETTINGS_VIEWS = 24 };

struct kept_view {
    char name[64];
    float at[3], reach; /* in statures above the floor */
    float yaw, pitch;   /* degrees */
    char isolate[80];   /* the text of anatomy/isolate.h; "" = all */
    unsigned layers;    /* of enum scene_layer */
    float see_through;
};

/* What is no view is passed over; returns how many there are. */
int kept_views_read(const json_t *list, struct kept_view view[SETTINGS_VIEWS]);
json_t *kept_views_json(const struct kept_view *view, int n);
bool kept_views_equal(const struct kept_view *a, const struct kept_view *b, int n);

#endif
