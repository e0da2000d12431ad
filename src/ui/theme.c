#include "ui/theme.h"

#include <string.h>

const struct theme THEME_LIGHT = {
    .background_inner = 0xF6F4F0FF,
    .background_outer = 0xCFCDC8FF,
    .ink = 0x20262AFF,
    .ink_soft = 0x5C656AFF,
    .ink_faint = 0x8A9195FF,
    .panel = 0xFCFBF9EB,
    .panel_edge = 0xFFFFFF99,
    .shadow = 0x28241C1C,
    .field = 0xEDEBE7FF,
    .chip = 0xEAE8E4FF,
    .chip_hover = 0xDFDCD7FF,
    .divider = 0x20262A1C,
    .track = 0xD9D6D0FF,
    .accent = 0x0E6E64FF,
    .accent_hover = 0x0B5C53FF,
    .on_accent = 0xFFFFFFFF,
    .warmth = 0xE0552BFF,
    .warmth_soft = 0xE0552B22,
    .amber = 0xA8650AFF,
    .amber_soft = 0xC77A121F,
    .alarm = 0xB3261EFF,
};

const struct theme THEME_DARK = {
    .dark = true,
    .background_inner = 0x2A3238FF,
    .background_outer = 0x0D1012FF,
    .ink = 0xF2F4F4FF,
    .ink_soft = 0xB4BEC2FF,
    .ink_faint = 0x869197FF,
    .panel = 0x1B2226E6,
    .panel_edge = 0xFFFFFF14,
    .shadow = 0x00000050,
    .field = 0x2A3338FF,
    .chip = 0x2C363BFF,
    .chip_hover = 0x374349FF,
    .divider = 0xFFFFFF1C,
    .track = 0x323B40FF,
    .accent = 0x5FD0C2FF,
    .accent_hover = 0x7BDCD0FF,
    .on_accent = 0x06211EFF,
    .warmth = 0xFF8B5CFF,
    .warmth_soft = 0xFF7A3D26,
    .amber = 0xE5A64BFF,
    .amber_soft = 0xE5A64B24,
    .alarm = 0xFF6B5EFF,
};

/* Hues and lightness both differ between channels that run side by side, after the
 * colour-blind-safe sets of Okabe & Ito (2008) and Paul Tol (2021), muted. */
static const struct {
    const char *id;
    uint32_t light, dark;
} CHANNELS[] = {
    {"LU", 0x7E8794FF, 0xAEB7C2FF}, {"LI", 0x4D5A6BFF, 0x8C9AADFF},
    {"ST", 0xB8892BFF, 0xD9B25FFF}, {"SP", 0x8A6A3AFF, 0xB8986AFF},
    {"HT", 0xA8455AFF, 0xD58496FF}, {"SI", 0xC9796BFF, 0xE3A396FF},
    {"BL", 0x31589BFF, 0x7FA3DEFF}, {"KI", 0x5B7FB0FF, 0x9DBBE3FF},
    {"PC", 0x8B4A86FF, 0xC08ABCFF}, {"TE", 0xB47FB0FF, 0xD7B0D4FF},
    {"GB", 0x6F7F2EFF, 0xAEBE6BFF}, {"LR", 0x4F6B2FFF, 0x92B06CFF},
    {"CV", 0x6B5A86FF, 0xA898C6FF}, {"GV", 0x8C5A3CFF, 0xC8997BFF},
};

uint32_t theme_channel_color(const char *id, bool dark)
{
    for (unsigned i = 0; i < sizeof CHANNELS / sizeof *CHANNELS; i++)
        if (strcmp(CHANNELS[i].id, id) == 0)
            return dark ? CHANNELS[i].dark : CHANNELS[i].light;
    return dark ? 0xA0A6AAFF : 0x6A7074FF;
}

uint32_t theme_fade(uint32_t color, float opacity)
{
    float alpha = (float)(color & 0xFF) * opacity;
    return (color & 0xFFFFFF00u) | (uint32_t)(alpha < 0 ? 0 : alpha > 255 ? 255 : alpha);
}
