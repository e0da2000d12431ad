/* theme.h - the colours and measures of deqi's surface. Colours are 0xRRGGBBAA, sRGB. One
 * accent means "chosen" and "go on"; warmth means the lamp and nothing else; amber means
 * "mind this". Measures are design pixels of a 1080-line screen. */
#ifndef DEQI_UI_THEME_H
#define DEQI_UI_THEME_H

#include <stdbool.h>
#include <stdint.h>

struct theme {
    bool dark;
    uint32_t background_inner, background_outer;
    uint32_t ink, ink_soft, ink_faint; /* text: main, secondary, hints */
    uint32_t panel, panel_edge, shadow;
    uint32_t field, chip, chip_hover, divider, track;
    uint32_t accent, accent_hover, on_accent;
    uint32_t warmth, warmth_soft;
    uint32_t amber, amber_soft;
    uint32_t alarm;
};

extern const struct theme THEME_LIGHT, THEME_DARK;

/* The colour of a channel, never the accent: its line on the skin, and what stands for it
 * on a panel. `id` is "LU" .. "GV"; others get a grey. */
uint32_t theme_line_color(const char *id);
uint32_t theme_channel_color(const char *id, bool dark);

/* The colour with its alpha times `opacity`. */
uint32_t theme_fade(uint32_t color, float opacity);

#endif
