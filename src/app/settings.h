/* settings.h - what deqi remembers between runs: $XDG_CONFIG_HOME/deqi/settings.json.
 *
 * A file that is missing or damaged is not an error: what it lacks has its default, and
 * the next save replaces it.
 */
#ifndef DEQI_APP_SETTINGS_H
#define DEQI_APP_SETTINGS_H

#include <limits.h>
#include <stdbool.h>

#include "base/error.h"

enum app_mode { APP_TEACH, APP_DISPLAY, APP_CLINIC, APP_MODES };

enum { SETTINGS_RECENT = 8 };

struct settings {
    enum app_mode mode;
    bool dark[APP_MODES];
    bool reduced_motion;
    float text_scale; /* 1 .. 2 */
    unsigned layers;  /* of enum scene_layer */
    int width, height;
    bool fullscreen;
    char lang[32];
    char recent[SETTINGS_RECENT][PATH_MAX]; /* paths of cases, the last first; "" ends */
};

struct settings settings_default(void);
/* Returns false (and the defaults) where nothing could be read. */
bool settings_load(struct settings *settings);
bool settings_save(const struct settings *settings, struct error *error);
void settings_add_recent(struct settings *settings, const char *path);
extern const char *const SETTINGS_MODES[]; /* by enum app_mode; NULL ends */

#endif
