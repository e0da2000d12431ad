/* gui_imgui_fonts.cpp - the faces, and the atlas of their glyphs.
 *
 * A font role is an ImFont built at its exact pixel size for the current scale, Inter
 * with a CJK face merged in for what Inter lacks. gui_need, gui_need_font and gui_miss
 * take up characters and roles. gui_renew_atlas makes the atlas anew when the scale has
 * changed, when it lacks characters that were announced or written, or when a role is
 * used for the first time; that takes some tenths of a second where there are many.
 *
 * The atlas must not change within a frame, whose vertices point into it. A font must not
 * be used but as gui_type_of gives it: its glyphs may be of another size than its role.
 */
#include <math.h>

#include <backends/imgui_impl_opengl3.h>
#include <imgui_freetype.h>

#include "ui/gui_imgui.hpp"

extern "C" {
#include "text/script.h"
}

struct role {
    float size;
    bool strong;
    bool figures; // only digits and Latin: very large type
};

static const role ROLES[GUI_N_FONTS] = {
    {13, false, false}, {15, false, false}, {15, true, false}, {18, false, false},
    {22, true, false},  {30, true, false},  {64, true, true},  {48, false, false},
    {48, true, false},  {80, true, false},  {120, true, true},
};

static bool gui_bit(const uint32_t *set, unsigned c)
{
    return set[c / 32] >> c % 32 & 1;
}

/* decodes one character, an invalid byte as U+FFFD; returns what follows */
static const char *gui_next_char(const char *text, unsigned *c)
{
    int n = ImTextCharFromUtf8(c, text, NULL);
    return text + (n > 0 ? n : 1);
}

static bool is_cjk(unsigned c)
{
    return c >= 0x2E80;
}

// The small sizes hold every character that is announced; a large one only those that
// were written in it, or Chinese would outgrow any texture.
static bool holds_all(int role)
{
    return role <= GUI_STRONG;
}

static uint32_t *set_of(gui *g, int role)
{
    return holds_all(role) ? g->needed : g->written[role];
}

static const font_file *face_of(const gui *g, int role)
{
    return ROLES[role].strong ? &g->files.strong : &g->files.regular;
}

// The height of a line, whole pixels. Space may shrink with a small window, type not
// below what can be read: its size is less than that of its line.
static float px_of(const gui *g, int role)
{
    const float least = role == GUI_SMALL ? 11 : 12, line = face_of(g, role)->line;
    return fmaxf(roundf(ROLES[role].size * g->scale),
                 ceilf(least * (line > 0 ? line : 1.2f)));
}

/* the glyph ranges of a set of characters, Latin or CJK, as ImGui wants them */
static int make_ranges(const uint32_t *set, bool cjk, ImVector<ImWchar> *out)
{
    ImFontGlyphRangesBuilder builder;
    int n = 0;
    for (unsigned c = 0x20; c < 0x10000; c++)
        if (gui_bit(set, c) && (is_cjk(c) == cjk || (cjk && c >= 0x2000))) {
            builder.AddChar((ImWchar)c);
            n++;
        }
    out->clear();
    builder.BuildRanges(out);
    return n;
}

static ImFontConfig config_of(const font_file *file)
{
    ImFontConfig config;
    config.OversampleH = config.OversampleV = 1;
    config.PixelSnapH = true;
    config.FontNo = file->index;
    config.FontDataOwnedByAtlas = false;
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    return config;
}

/* adds the ideographs of a face to the role's font, in type of the same size; `bolder` =
 * made so in drawing */
static void merge_face(gui *g, ImFontAtlas *atlas, int r, const font_file *face, float px,
                       bool bolder)
{
    if (!face->data)
        return;
    if (face_of(g, r)->data)
        px = fminf(roundf(px * face->line / face_of(g, r)->line), 200);
    ImFontConfig merge = config_of(face);
    merge.MergeMode = true;
    merge.FontBuilderFlags |= bolder ? ImGuiFreeTypeBuilderFlags_Bold : 0;
    atlas->AddFontFromMemoryTTF(face->data, (int)face->size, px, &merge, g->han[r].Data);
}

static void add_role(gui *g, ImFontAtlas *atlas, int r, float shrink)
{
    const role *role = &ROLES[r];
    const font_file *f = face_of(g, r);
    bool bold = role->strong && g->files.cjk_strong.data;
    const font_file *cjk = bold ? &g->files.cjk_strong : &g->files.cjk;
    const font_file *more = &g->files.cjk_more;
    // ImGui's FreeType builder has no room for a glyph of more than 256 x 256
    float px = fminf(fmaxf(roundf(px_of(g, r) * shrink), 6), 200);
    ImFontConfig config = config_of(f);
    if (f->data) {
        g->font[r] = atlas->AddFontFromMemoryTTF(f->data, (int)f->size, px, &config,
                                                 g->latin[r].Data);
    } else {
        config.SizePixels = px;
        g->font[r] = atlas->AddFontDefault(&config);
    }
    if (role->figures || g->han[r].Size <= 1)
        return;
    // what an earlier face has is not taken from a later one
    merge_face(g, atlas, r, cjk, px, role->strong && !bold);
    merge_face(g, atlas, r, more, px, role->strong);
}

// pixels that the glyphs of all roles take, a little too many
static double find_area(gui *g)
{
    double area = 0;
    for (int r = 0; r < GUI_N_FONTS; r++) {
        if (!g->wanted[r])
            continue;
        double px = (double)px_of(g, r);
        int latin = make_ranges(set_of(g, r), false, &g->latin[r]);
        int han = make_ranges(set_of(g, r), true, &g->han[r]);
        area += latin * (0.75 * px + 2) * (px + 2);
        if (!ROLES[r].figures)
            area += han * (px + 2) * (px + 2);
    }
    return area;
}

// The texture is as wide as must be for its height to stay within what the card takes;
// where even that is too little, all glyphs are made smaller and drawn larger.
static void build_atlas(gui *g)
{
    const int most = g->params.max_texture > 0 ? g->params.max_texture : 4096;
    ImFontAtlas *atlas = ImGui::GetIO().Fonts;
    double area = find_area(g);
    float shrink = 1;
    int width = 1024;
    while (width * 2 <= most && area > (double)width * width)
        width *= 2;
    while (area * (double)(shrink * shrink) > 0.8 * (double)width * most)
        shrink *= 0.9f;
    atlas->Clear();
    atlas->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas->TexDesiredWidth = width;
    for (int r = 0; r < GUI_N_FONTS; r++) {
        g->font[r] = NULL;
        if (g->wanted[r])
            add_role(g, atlas, r, shrink);
    }
    if (g->texture)
        ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
    g->texture = true;
    atlas->ClearTexData();
    g->stale = g->missed = false;
    g->built_scale = g->scale;
    g->repaint = true;
}

// While a window is drawn larger the glyphs there are will do; they are made anew once
// the size stays, or where they would look coarse.
void gui_renew_atlas(gui *g)
{
    enum { STEADY = 3 /* frames */ };
    float ratio = g->built_scale > 0 ? g->scale / g->built_scale : 0;
    bool coarse = ratio < 0.8f || ratio > 1.25f;
    bool other = fabsf(ratio - 1) > 1e-4f;
    if (g->stale || coarse || (other && (g->params.offscreen || g->steady >= STEADY)))
        build_atlas(g);
    for (int r = 0; r < GUI_N_FONTS; r++)
        if (g->font[r])
            g->font[r]->Scale = px_of(g, r) / g->font[r]->FontSize;
}

// takes up a character; false where it was there
static bool take_char(uint32_t *set, unsigned c)
{
    if (c >= 0x10000 || gui_bit(set, c))
        return false;
    set[c / 32] |= 1u << c % 32;
    return true;
}

void gui_load_fonts(gui *g)
{
    font_files_load(&g->files, "en");
    for (unsigned c = 0x20; c < 0x7F; c++) {
        take_char(g->needed, c);
        for (uint32_t *set : g->written)
            take_char(set, c);
    }
    for (int r = 0; r <= GUI_HEAD; r++)
        g->wanted[r] = true;
    g->stale = true;
}

void gui_set_lang(struct gui *g, const char *lang)
{
    if (strcmp(script_family(g->lang), script_family(lang)) != 0) {
        font_files_set_lang(&g->files, lang);
        g->stale = true;
    }
    snprintf(g->lang, sizeof g->lang, "%s", lang);
}

void gui_need(struct gui *g, const char *text)
{
    while (*text) {
        unsigned c;
        text = gui_next_char(text, &c);
        if (take_char(g->needed, c))
            g->stale = true;
    }
}

void gui_need_font(struct gui *g, enum gui_font font)
{
    if (!g->wanted[font]) {
        g->wanted[font] = true;
        g->stale = true;
    }
}

void gui_miss(gui *g, enum gui_font font, const char *text)
{
    bool missed = !g->wanted[font];
    gui_need_font(g, font);
    while (*text) {
        unsigned c;
        text = gui_next_char(text, &c);
        missed |= take_char(set_of(g, font), c);
    }
    g->stale |= missed;
    g->missed |= missed;
}

bool gui_missed(const struct gui *g)
{
    return g->missed;
}

bool gui_settled(const struct gui *g)
{
    return !g->stale && fabsf(g->scale - g->built_scale) < 1e-4f * g->scale;
}

bool gui_has_glyphs(const struct gui *g, const char *text)
{
    const ImFont *font = g->font[GUI_BODY];
    while (*text) {
        unsigned c;
        text = gui_next_char(text, &c);
        if (c >= 0x20 && (c > 0xFFFF || !font->FindGlyphNoFallback((ImWchar)c)))
            return false;
    }
    return true;
}

const char *gui_font_note(const struct gui *g)
{
    return g->files.note;
}

gui_type gui_type_of(const gui *g, enum gui_font font)
{
    ImFont *f = g->font[font];
    return gui_type{f ? f : g->font[GUI_BODY], px_of(g, font)};
}

float gui_line_height(const struct gui *g, enum gui_font font)
{
    return px_of(g, font);
}
