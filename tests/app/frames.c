/* frames.c - every frame of a dry test is watched: describing it changes nothing of what
 * it describes.
 *
 * Stands in the place of desk_panels (--wrap). The bytes of the desk and of what lies
 * behind it are kept before the panels describe themselves and compared afterwards. What
 * is asked for goes into the sink or among a mode's wishes, whatever is pressed or typed;
 * these, and what panels measure for the next frame, are named in MEASURES.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <malloc.h>

#include "app/desk_panels.h"
#include "modes/clinic.h"
#include "modes/display.h"
#include "modes/teach.h"
#include "panels/shell.h"

void __real_desk_panels(struct desk *desk, struct gui *gui);
void __wrap_desk_panels(struct desk *desk, struct gui *gui);

enum watched {
    DESK,
    SHELL,
    TEACH,
    DISPLAY,
    CLINIC,
    FILES,
    SESSIONS,
    RULE,
    LANDMARKS,
    PARTS
};
static const char *const NAMES[PARTS] = {"the desk",     "the shell",  "teach",
                                         "the display",  "the clinic", "the files",
                                         "the sessions", "the rule",   "the landmarks"};
#define N(list) (sizeof(list) / sizeof *(list))

struct field {
    enum watched part;
    size_t at, size;
};

/* clang-format off */
#define F(where, type, name) {where, offsetof(struct type, name), sizeof(((struct type *)0)->name)}
static const struct field MEASURES[] = {
    F(DESK, desk, sink),
    F(SHELL, shell, left), F(SHELL, shell, right), F(SHELL, shell, corner),
    F(SHELL, shell, over), F(SHELL, shell, inset), F(SHELL, shell, n_over),
    F(SHELL, shell, top), F(SHELL, shell, bottom), F(SHELL, shell, zoom),
    F(SHELL, shell, card_height), F(SHELL, shell, foot_height), F(SHELL, shell, card_place),
    F(SHELL, shell, front), F(SHELL, shell, tab), F(SHELL, shell, old_tab),
    F(SHELL, shell, open), F(SHELL, shell, rect), F(SHELL, shell, place),
    F(SHELL, shell, footer), F(SHELL, shell, headed), F(SHELL, shell, side),
    F(SHELL, shell, measures), F(SHELL, shell, content), F(SHELL, shell, sought),
    F(SHELL, shell, section), F(SHELL, shell, keys),
    F(TEACH, teach, wishes), // done before the next
    F(TEACH, teach, bar), F(TEACH, teach, bar_height), F(TEACH, teach, bar_foot),
    F(TEACH, teach, bar_key),
    F(DISPLAY, display, fit), F(DISPLAY, display, hinted),
    F(DESK, desk, search.chinese), // read when it is first needed
};
#undef F
/* clang-format on */

static bool is_in(const struct field *field, size_t n, int part, size_t at)
{
    for (size_t i = 0; i < n; i++)
        if ((int)field[i].part == part && at >= field[i].at &&
            at - field[i].at < field[i].size)
            return true;
    return false;
}

static const void *where(const struct desk *desk, int part, size_t *size)
{
    const void *at[PARTS] = {[DESK] = desk,
                             [SHELL] = desk->shell,
                             [TEACH] = desk->teach,
                             [DISPLAY] = desk->display,
                             [CLINIC] = desk->clinic,
                             [FILES] = desk->shell->files,
                             [SESSIONS] = desk->shell->sessions,
                             [RULE] = desk->rule,
                             [LANDMARKS] = desk->landmark_tool};
    *size = part == DESK ? sizeof *desk
            : at[part]   ? malloc_usable_size((void *)at[part])
                         : 0;
    return at[part];
}

void __wrap_desk_panels(struct desk *desk, struct gui *gui)
{
    uint8_t *before[PARTS];
    size_t size[PARTS];
    for (int i = 0; i < PARTS; i++) {
        const void *at = where(desk, i, &size[i]);
        before[i] = size[i] ? memcpy(malloc(size[i]), at, size[i]) : NULL;
    }
    __real_desk_panels(desk, gui);
    for (int i = 0; i < PARTS; i++) {
        size_t now;
        const uint8_t *after = where(desk, i, &now);
        bool same = size[i] == now && (!now || memcmp(before[i], after, now) == 0);
        for (size_t k = 0; !same && k < size[i] && k < now; k++) {
            if (before[i][k] == after[k] || is_in(MEASURES, N(MEASURES), i, k))
                continue;
            fail_msg("describing a frame has changed %s at byte %zu", NAMES[i], k);
        }
        free(before[i]);
    }
}
