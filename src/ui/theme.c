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

/* Channels that run side by side differ in hue and in lightness. Lines lie on skin, which
 * is light in both themes, and are dark; on a dark panel each is lighter. */
static const struct {
    const char *id;
    uint32_t line, on_dark;
} CHANNELS[] = {
    {"LU", 0x5A6672FF, 0xAEB7C2FF}, {"LI", 0x0A7496FF, 0x5FBEDDFF},
    {"ST", 0xB85C00FF, 0xF0A04BFF}, {"SP", 0x8E1747FF, 0xE58AAEFF},
    {"HT", 0xC4162AFF, 0xFF8A8AFF}, {"SI", 0x7A4A22FF, 0xCFA27AFF},
    {"BL", 0x1D4FB8FF, 0x86AEFFFF}, {"KI", 0x7A3FC2FF, 0xC3A0F2FF},
    {"PC", 0xB92A8AFF, 0xF096D2FF}, {"TE", 0x4B3E9EFF, 0xA79FF0FF},
    {"GB", 0x80700AFF, 0xD2C25AFF}, {"LR", 0x1E7A38FF, 0x74CF8CFF},
    {"CV", 0x23306EFF, 0x9AA8EAFF}, {"GV", 0x4F3226FF, 0xC8A08CFF},
};

static int find_channel(const char *id)
{
    int n = sizeof CHANNELS / sizeof *CHANNELS, i = 0;
    while (i < n && strcmp(CHANNELS[i].id, id) != 0)
        i++;
    return i < n ? i : -1;
}

uint32_t theme_line_color(const char *id)
{
    int i = find_channel(id);
    return i < 0 ? 0x6A7074FF : CHANNELS[i].line;
}

uint32_t theme_channel_color(const char *id, bool dark)
{
    int i = find_channel(id);
    return !dark ? theme_line_color(id) : i < 0 ? 0xA0A6AAFF : CHANNELS[i].on_dark;
}

uint32_t theme_fade(uint32_t color, float opacity)
{
    float alpha = (float)(color & 0xFF) * opacity;
    return (color & 0xFFFFFF00u) | (uint32_t)(alpha < 0 ? 0 : alpha > 255 ? 255 : alpha);
}
