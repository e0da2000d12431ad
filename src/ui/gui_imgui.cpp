/* gui_imgui.cpp - the only file that knows Dear ImGui: context, fonts, input, shapes,
 * items.
 *
 * A font role is an ImFont built at its exact pixel size for the current scale, Inter
 * with a CJK face merged in for what Inter lacks. The atlas is rebuilt when the scale
 * changes, when characters are announced that it does not hold, or when a role is asked
 * for the first time. Widgets are drawn in gui_widgets.c over the items that gui_core.h
 * offers.
 */
extern "C" {
#include "ui/gui_core.h"
}

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <backends/imgui_impl_opengl3.h>
#include <fontconfig/fontconfig.h>
#include <imgui.h>
#include <imgui_freetype.h>
#include <imgui_internal.h>

struct role {
    float size;
    bool strong;
    bool figures; // only digits and Latin: very large type
};

struct face {
    char path[1024];
    int index;
};

// where a widget was, for gui_find and for Tab
struct item_note {
    char label[64];
    gui_rect rect, whole; // `rect`: what of it can be seen
    ImGuiID id, window;
    bool field;
};

struct gui {
    gui_params params;
    ImGuiContext *context;
    const struct theme *colors;
    float scale;
    face regular, strong, cjk;
    const char *note;
    uint32_t needed[0x10000 / 32];
    bool wanted[GUI_N_FONTS];
    bool stale, texture;
    ImFont *font[GUI_N_FONTS];
    ImVector<ImWchar> latin, han; // glyph ranges, kept while the atlas lives
    ImDrawList *list;
    int panel_depth;
    float panel_width, chip_right;
    gui_rect card[64]; // of this frame, and of the one before: what covers the picture
    int n_cards, n_old_cards;
    gui_rect old_card[64];
    ImVector<item_note> items, old_items;
    bool raised, grabbed, veil_pressed;
    ImGuiID overlay, old_overlay; // the window that lies over all others, 0 = none
    ImGuiID panned;               // the window that a drag scrolls
    ImGuiID pressed;              // the last widget that was used: where Tab goes on
    gui_rect typing;
    ImVec2 notice;      // where the box that is open began
    float notice_width; // of the panel around it
    float fade_from[2]; // from the upper and lower edge of the window; 0 = no card's edge
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

static const role ROLES[GUI_N_FONTS] = {
    {13, false, false}, {15, false, false}, {15, true, false}, {18, false, false},
    {22, true, false},  {30, true, false},  {64, true, true},  {40, false, false},
    {40, true, false},  {72, true, false},  {120, true, true},
};

static ImU32 gui_color(uint32_t c)
{
    return IM_COL32(c >> 24, c >> 16 & 0xFF, c >> 8 & 0xFF, c & 0xFF);
}

static ImVec4 gui_color4(uint32_t c)
{
    return ImGui::ColorConvertU32ToFloat4(gui_color(c));
}

// ---------------------------------------------------------------- fonts

static bool match_font(const char *family, const char *lang, int weight, char *path,
                       size_t size, int *index)
{
    FcPattern *pattern = FcPatternCreate();
    if (family)
        FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
    if (lang) {
        FcLangSet *langs = FcLangSetCreate();
        FcLangSetAdd(langs, (const FcChar8 *)lang);
        FcPatternAddLangSet(pattern, FC_LANG, langs);
        FcLangSetDestroy(langs);
    }
    FcPatternAddInteger(pattern, FC_WEIGHT, weight);
    FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
    FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result;
    FcPattern *found = FcFontMatch(NULL, pattern, &result);
    FcPatternDestroy(pattern);
    if (!found)
        return false;
    FcChar8 *file = NULL, *name = NULL;
    FcLangSet *covers = NULL;
    *index = 0;
    FcPatternGetInteger(found, FC_INDEX, 0, index);
    bool ok = FcPatternGetString(found, FC_FILE, 0, &file) == FcResultMatch;
    // a family asked for by name must be that family, a language must be covered
    if (ok && family)
        ok = FcPatternGetString(found, FC_FAMILY, 0, &name) == FcResultMatch &&
             strcmp((const char *)name, family) == 0;
    if (ok && lang)
        ok = FcPatternGetLangSet(found, FC_LANG, 0, &covers) == FcResultMatch &&
             FcLangSetHasLang(covers, (const FcChar8 *)lang) != FcLangDifferentLang;
    if (ok)
        snprintf(path, size, "%s", (const char *)file);
    FcPatternDestroy(found);
    return ok;
}

static void find_fonts(gui *g)
{
    if (!FcInit()) {
        g->note = "no fonts could be found: fontconfig does not start";
        return;
    }
    face *regular = &g->regular, *strong = &g->strong, *cjk = &g->cjk;
    bool inter = match_font("Inter", NULL, FC_WEIGHT_REGULAR, regular->path,
                            sizeof regular->path, &regular->index) &&
                 match_font("Inter", NULL, FC_WEIGHT_DEMIBOLD, strong->path,
                            sizeof strong->path, &strong->index);
    if (!inter) {
        g->note = "the font Inter was not found; another sans-serif face stands in";
        if (!match_font(NULL, "en", FC_WEIGHT_REGULAR, regular->path,
                        sizeof regular->path, &regular->index))
            regular->path[0] = 0;
        if (!match_font(NULL, "en", FC_WEIGHT_DEMIBOLD, strong->path, sizeof strong->path,
                        &strong->index))
            strong->path[0] = 0;
    }
    if (!match_font("Noto Sans CJK SC", NULL, FC_WEIGHT_REGULAR, cjk->path,
                    sizeof cjk->path, &cjk->index) &&
        !match_font(NULL, "zh-cn", FC_WEIGHT_REGULAR, cjk->path, sizeof cjk->path,
                    &cjk->index)) {
        cjk->path[0] = 0;
        g->note = "no font with Chinese characters was found; they show as boxes";
    }
}

static bool is_cjk(unsigned c)
{
    return c >= 0x2E80;
}

/* the glyph ranges of the announced characters, Latin or CJK, as ImGui wants them */
static void make_ranges(const gui *g, bool cjk, ImVector<ImWchar> *out)
{
    ImFontGlyphRangesBuilder builder;
    for (unsigned c = 0x20; c < 0x10000; c++)
        if (gui_bit(g->needed, c) && (is_cjk(c) == cjk || (cjk && c >= 0x2000)))
            builder.AddChar((ImWchar)c);
    builder.BuildRanges(out);
}

static void add_role(gui *g, ImFontAtlas *atlas, int r)
{
    const role *role = &ROLES[r];
    float px = roundf(role->size * g->scale);
    px = px < 6 ? 6 : px;
    const face *f = role->strong ? &g->strong : &g->regular;
    ImFontConfig config;
    config.OversampleH = config.OversampleV = 1;
    config.PixelSnapH = true;
    config.FontNo = f->index;
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    ImFont *font = NULL;
    if (f->path[0])
        font = atlas->AddFontFromFileTTF(f->path, px, &config, g->latin.Data);
    if (!font) {
        config.SizePixels = px;
        font = atlas->AddFontDefault(&config);
    }
    if (g->cjk.path[0] && !role->figures && g->han.Size > 1) {
        ImFontConfig merge;
        merge.MergeMode = true;
        merge.OversampleH = merge.OversampleV = 1;
        merge.PixelSnapH = true;
        merge.FontNo = g->cjk.index;
        merge.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting |
                                 (role->strong ? ImGuiFreeTypeBuilderFlags_Bold : 0);
        atlas->AddFontFromFileTTF(g->cjk.path, px, &merge, g->han.Data);
    }
    g->font[r] = font;
}

static void build_atlas(gui *g)
{
    ImFontAtlas *atlas = ImGui::GetIO().Fonts;
    atlas->Clear();
    atlas->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas->TexDesiredWidth = 2048;
    g->latin.clear();
    g->han.clear();
    make_ranges(g, false, &g->latin);
    make_ranges(g, true, &g->han);
    for (int r = 0; r < GUI_N_FONTS; r++) {
        g->font[r] = NULL;
        if (g->wanted[r])
            add_role(g, atlas, r);
    }
    if (g->texture)
        ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
    g->texture = true;
    atlas->ClearTexData();
    g->stale = false;
}

void gui_need(struct gui *g, const char *text)
{
    while (*text) {
        unsigned c;
        text = gui_next_char(text, &c);
        if (c < 0x10000 && !gui_bit(g->needed, c)) {
            g->needed[c / 32] |= 1u << c % 32;
            g->stale = true;
        }
    }
}

void gui_need_font(struct gui *g, enum gui_font font)
{
    if (!g->wanted[font]) {
        g->wanted[font] = true;
        g->stale = true;
    }
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
    return g->note;
}

// ---------------------------------------------------------------- life

struct gui *gui_create(const struct gui_params *params, struct error *error)
{
    gui *g = new gui();
    g->params = params ? *params : gui_params{};
    g->scale = 1;
    // ImGui leaves the context of another gui current where there is one
    g->context = ImGui::CreateContext();
    ImGui::SetCurrentContext(g->context);
    ImGui::SetCurrentContext(g->context);
    ImGuiIO &io = ImGui::GetIO();
    io.IniFilename = NULL;
    io.LogFilename = NULL;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    static const ImGuiKey_ keys[GUI_N_KEYS] = {
        ImGuiKey_Tab,       ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
        ImGuiKey_DownArrow, ImGuiKey_Home,      ImGuiKey_End,        ImGuiKey_PageUp,
        ImGuiKey_PageDown,  ImGuiKey_Delete,    ImGuiKey_Backspace,  ImGuiKey_Space,
        ImGuiKey_Enter,     ImGuiKey_Escape,    ImGuiKey_A,          ImGuiKey_C,
        ImGuiKey_V,         ImGuiKey_X,         ImGuiKey_Y,          ImGuiKey_Z,
    };
    for (int k = 0; k < GUI_N_KEYS; k++)
        io.KeyMap[keys[k]] = k;
    io.KeyMap[ImGuiKey_Tab] = -1; // see move_focus
    if (!ImGui_ImplOpenGL3_Init("#version 330 core")) {
        error_status_set(error, ERROR_NO_GRAPHICS,
                         "text cannot be drawn: OpenGL 3.3 failed");
        ImGui::DestroyContext(g->context);
        delete g;
        return NULL;
    }
    find_fonts(g);
    for (unsigned c = 0x20; c < 0x7F; c++)
        g->needed[c / 32] |= 1u << c % 32;
    for (int r = 0; r <= GUI_HEAD; r++)
        g->wanted[r] = true;
    g->stale = true;
    return g;
}

void gui_destroy(struct gui **g)
{
    if (!g || !*g)
        return;
    ImGui::SetCurrentContext((*g)->context);
    ImGui::SetCurrentContext((*g)->context);
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext((*g)->context);
    delete *g;
    *g = NULL;
}

/* puts theme and scale into ImGui's style */
static void gui_style(gui *g)
{
    ImGuiStyle &s = ImGui::GetStyle();
    s = ImGuiStyle();
    const struct theme *t = g->colors;
    s.WindowPadding = ImVec2(20, 18);
    s.WindowRounding = s.ChildRounding = 10;
    s.WindowBorderSize = 0;
    s.FramePadding = ImVec2(12, 9);
    s.FrameRounding = 8;
    s.ItemSpacing = ImVec2(8, 8);
    s.ScrollbarSize = 6;
    s.ScrollbarRounding = 3;
    s.GrabRounding = 8;
    s.ScaleAllSizes(g->scale);
    s.Colors[ImGuiCol_WindowBg] = ImVec4(0, 0, 0, 0);
    s.Colors[ImGuiCol_Text] = gui_color4(t->ink);
    s.Colors[ImGuiCol_TextDisabled] = gui_color4(t->ink_faint);
    s.Colors[ImGuiCol_FrameBg] = gui_color4(t->field);
    s.Colors[ImGuiCol_FrameBgHovered] = gui_color4(t->field);
    s.Colors[ImGuiCol_FrameBgActive] = gui_color4(t->field);
    s.Colors[ImGuiCol_TextSelectedBg] = gui_color4(theme_fade(t->accent, 0.35f));
    s.Colors[ImGuiCol_ScrollbarBg] = ImVec4(0, 0, 0, 0);
    s.Colors[ImGuiCol_ScrollbarGrab] = gui_color4(t->chip_hover);
    s.Colors[ImGuiCol_ScrollbarGrabHovered] = gui_color4(t->ink_faint);
    s.Colors[ImGuiCol_ScrollbarGrabActive] = gui_color4(t->ink_faint);
    s.Colors[ImGuiCol_PopupBg] = gui_color4(t->panel | 0xFF);
    s.Colors[ImGuiCol_Border] = gui_color4(t->divider);
    s.Colors[ImGuiCol_NavHighlight] = gui_color4(t->accent);
    s.Colors[ImGuiCol_SliderGrab] = gui_color4(t->accent);
    s.Colors[ImGuiCol_SliderGrabActive] = gui_color4(t->accent_hover);
}

// keys that move the ring, which are the caller's while there is none
static bool is_ring_key(int key)
{
    return key == GUI_KEY_LEFT || key == GUI_KEY_RIGHT || key == GUI_KEY_UP ||
           key == GUI_KEY_DOWN || key == GUI_KEY_SPACE || key == GUI_KEY_ENTER;
}

static void feed_input(const gui *g, ImGuiIO &io, const gui_input *in)
{
    bool ours = gui_has_focus(g) || gui_wants_keys(g);
    io.DeltaTime = in->seconds > 1e-4f ? in->seconds : 1e-4f;
    io.MousePos = in->has_pointer ? ImVec2(in->x, in->y) : ImVec2(-FLT_MAX, -FLT_MAX);
    for (int b = 0; b < 3; b++)
        io.MouseDown[b] = in->button[b];
    io.MouseWheel = in->wheel;
    for (int k = 0; k < GUI_N_KEYS; k++)
        io.KeysDown[k] = in->key[k] && (ours || !is_ring_key(k));
    io.KeyShift = in->shift;
    io.KeyCtrl = in->control;
    io.KeyAlt = in->alt;
    if (in->text)
        io.AddInputCharactersUTF8(in->text);
}

// Tab goes through every widget in the order in which they were drawn
static void move_focus(gui *g, int step)
{
    ImGuiContext &c = *g->context;
    ImVector<int> order;
    int at = -1;
    for (int i = 0; i < g->old_items.Size; i++) {
        const item_note &n = g->old_items[i];
        ImGuiWindow *w = ImGui::FindWindowByID(n.window);
        if (!w || (g->old_overlay && w->RootWindow->ID != g->old_overlay))
            continue;
        if (n.id == (c.NavDisableHighlight ? g->pressed : c.NavId))
            at = order.Size;
        order.push_back(i);
    }
    if (!order.Size)
        return;
    at = at < 0 ? (step > 0 ? 0 : order.Size - 1) : (at + step + order.Size) % order.Size;
    const item_note &to = g->old_items[order[at]];
    ImGuiWindow *w = ImGui::FindWindowByID(to.window);
    ImRect r(to.whole.x, to.whole.y, to.whole.x + to.whole.w, to.whole.y + to.whole.h);
    ImGui::ClearActiveID();
    ImGui::FocusWindow(w);
    ImRect inside = r;
    inside.Translate(ImVec2(-w->Pos.x, -w->Pos.y));
    ImGui::SetNavID(to.id, ImGuiNavLayer_Main, 0, inside);
    c.NavDisableHighlight = false;
    c.NavDisableMouseHover = true;
    ImGui::ScrollToRect(w, r);
    if (to.field) {
        c.NavNextActivateId = to.id;
        c.NavNextActivateFlags = ImGuiActivateFlags_PreferInput;
    }
}

void gui_begin(struct gui *g, int width, int height, float scale,
               const struct theme *theme, const struct gui_input *input)
{
    ImGui::SetCurrentContext(g->context);
    if (fabsf(scale - g->scale) > 1e-3f) {
        g->scale = scale;
        g->stale = true;
    }
    g->colors = theme;
    if (g->stale)
        build_atlas(g);
    static const gui_input nothing = {};
    ImGuiIO &io = ImGui::GetIO();
    io.DisplaySize = ImVec2((float)width, (float)height);
    feed_input(g, io, input ? input : &nothing);
    gui_style(g);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    g->list = ImGui::GetBackgroundDrawList();
    g->raised = false;
    if (!io.MouseDown[0])
        g->grabbed = false;
    if (ImGui::IsKeyPressed(GUI_KEY_TAB))
        move_focus(g, io.KeyShift ? -1 : 1);
}

void gui_end(struct gui *g)
{
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    g->list = NULL;
    memcpy(g->old_card, g->card, sizeof g->card);
    g->n_old_cards = g->n_cards;
    g->n_cards = 0;
    g->old_items.swap(g->items);
    g->items.resize(0);
    g->old_overlay = g->overlay;
    g->overlay = 0;
}

float gui_scale(const struct gui *g)
{
    return g->scale;
}

const struct theme *gui_theme(const struct gui *g)
{
    return g->colors;
}

bool gui_covers(const struct gui *g, float x, float y)
{
    for (int i = 0; i < g->n_old_cards; i++) {
        const gui_rect *r = &g->old_card[i];
        if (x >= r->x && y >= r->y && x < r->x + r->w && y < r->y + r->h)
            return true;
    }
    return false;
}

bool gui_wants_keys(const struct gui *g)
{
    // not of the present context: another gui may have drawn since
    return g->context->IO.WantTextInput;
}

struct gui_rect gui_typing_box(const struct gui *g)
{
    return g->typing;
}

bool gui_has_focus(const struct gui *g)
{
    return g->context->NavId && !g->context->NavDisableHighlight;
}

void gui_drop_focus(struct gui *g)
{
    g->context->NavDisableHighlight = true;
}

enum note_kind { NOTE_WIDGET, NOTE_FIELD };

static void note_item(gui *g, const char *label, gui_rect r, note_kind kind)
{
    // only what of it can be tapped
    ImRect seen(r.x, r.y, r.x + r.w, r.y + r.h);
    seen.ClipWithFull(ImGui::GetCurrentWindow()->ClipRect);
    item_note note = {};
    snprintf(note.label, sizeof note.label, "%s", label);
    note.whole = r;
    note.id = ImGui::GetItemID();
    note.window = ImGui::GetCurrentWindow()->ID;
    note.field = kind == NOTE_FIELD;
    note.rect = gui_rect{seen.Min.x, seen.Min.y, seen.GetWidth(), seen.GetHeight()};
    g->items.push_back(note);
}

bool gui_find(const struct gui *g, const char *label, struct gui_rect *rect)
{
    for (const item_note &note : g->old_items) {
        bool seen = note.rect.w > 0 && note.rect.h > 0;
        if (seen && strncmp(note.label, label, strlen(label)) == 0) {
            *rect = note.rect;
            return true;
        }
    }
    return false;
}

// ---------------------------------------------------------------- text

static ImFont *gui_font_of(const gui *g, enum gui_font font)
{
    ImFont *f = g->font[font];
    return f ? f : g->font[GUI_BODY];
}

static ImDrawList *list_of(gui *g)
{
    return g->panel_depth ? ImGui::GetWindowDrawList()
           : g->raised    ? ImGui::GetForegroundDrawList()
                          : g->list;
}

void gui_raise(struct gui *g)
{
    g->raised = true;
}

void gui_lower(struct gui *g)
{
    g->raised = false;
}

float gui_line_height(const struct gui *g, enum gui_font font)
{
    return gui_font_of(g, font)->FontSize;
}

void gui_measure(struct gui *g, enum gui_font font, const char *text, float wrap,
                 float *width, float *height)
{
    ImFont *f = gui_font_of(g, font);
    ImVec2 size = f->CalcTextSizeA(f->FontSize, FLT_MAX, wrap, text);
    if (width)
        *width = size.x;
    if (height)
        *height = size.y;
}

static float aligned(float x, float width, enum gui_align align)
{
    return align == GUI_CENTRE ? x - width / 2 : align == GUI_RIGHT ? x - width : x;
}

void gui_text(struct gui *g, enum gui_font font, float x, float y, enum gui_align align,
              uint32_t color, const char *text)
{
    ImFont *f = gui_font_of(g, font);
    float w = 0;
    if (align != GUI_LEFT)
        gui_measure(g, font, text, 0, &w, NULL);
    list_of(g)->AddText(f, f->FontSize, ImVec2(floorf(aligned(x, w, align)), floorf(y)),
                        gui_color(color), text);
}

float gui_text_wrapped(struct gui *g, enum gui_font font, float x, float y, float wrap,
                       uint32_t color, const char *text)
{
    ImFont *f = gui_font_of(g, font);
    ImVec2 size = f->CalcTextSizeA(f->FontSize, FLT_MAX, wrap, text);
    list_of(g)->AddText(f, f->FontSize, ImVec2(floorf(x), floorf(y)), gui_color(color),
                        text, NULL, wrap);
    return size.y;
}

void gui_text_tabular(struct gui *g, enum gui_font font, float x, float y,
                      enum gui_align align, uint32_t color, const char *text)
{
    ImFont *f = gui_font_of(g, font);
    float digit = 0, width = 0;
    for (char c = '0'; c <= '9'; c++)
        digit = fmaxf(digit, f->GetCharAdvance((ImWchar)c));
    for (const char *p = text; *p; p++)
        width += *p >= '0' && *p <= '9' ? digit : f->GetCharAdvance((ImWchar)*p);
    x = aligned(x, width, align);
    for (const char *p = text; *p; p++) {
        bool figure = *p >= '0' && *p <= '9';
        float advance = f->GetCharAdvance((ImWchar)*p), cell = figure ? digit : advance;
        list_of(g)->AddText(f, f->FontSize,
                            ImVec2(floorf(x + (cell - advance) / 2), floorf(y)),
                            gui_color(color), p, p + 1);
        x += cell;
    }
}

// ---------------------------------------------------------------- shapes

void gui_line(struct gui *g, float x0, float y0, float x1, float y1, float width,
              uint32_t color)
{
    list_of(g)->AddLine(ImVec2(x0, y0), ImVec2(x1, y1), gui_color(color), width);
}

void gui_box(struct gui *g, struct gui_rect r, float rounding, uint32_t fill)
{
    list_of(g)->AddRectFilled(ImVec2(r.x, r.y), ImVec2(r.x + r.w, r.y + r.h),
                              gui_color(fill), rounding);
}

void gui_outline(struct gui *g, struct gui_rect r, float rounding, float width,
                 uint32_t color)
{
    list_of(g)->AddRect(ImVec2(r.x, r.y), ImVec2(r.x + r.w, r.y + r.h), gui_color(color),
                        rounding, 0, width);
}

void gui_disc(struct gui *g, float x, float y, float radius, uint32_t color)
{
    list_of(g)->AddCircleFilled(ImVec2(x, y), radius, gui_color(color), 0);
}

void gui_ring(struct gui *g, float x, float y, float radius, float width, float from,
              float to, uint32_t color)
{
    if (to <= from)
        return;
    ImDrawList *list = list_of(g);
    const float turn = 6.2831853f, top = -turn / 4;
    float a0 = top + from * turn, a1 = top + to * turn;
    int steps = (int)(8 + (to - from) * radius);
    steps = steps > 512 ? 512 : steps;
    bool whole = to - from >= 1;
    // a closed path joins its last point to its first: leave the last out
    list->PathArcTo(ImVec2(x, y), radius, a0, whole ? a1 - turn / (float)steps : a1,
                    steps);
    list->PathStroke(gui_color(color), whole ? ImDrawFlags_Closed : 0, width);
    if (!whole) {
        list->AddCircleFilled(ImVec2(x + cosf(a0) * radius, y + sinf(a0) * radius),
                              width / 2, gui_color(color));
        list->AddCircleFilled(ImVec2(x + cosf(a1) * radius, y + sinf(a1) * radius),
                              width / 2, gui_color(color));
    }
}

enum { SHADOW_LAYERS = 8 };

static uint32_t shadow_layer(uint32_t color, int i)
{
    float part = 1.0f - (float)(i - 1) / SHADOW_LAYERS;
    return theme_fade(color, 1.6f / SHADOW_LAYERS * part);
}

static void soft_shadow(ImDrawList *list, const struct gui_rect *r, float rounding,
                        float reach, uint32_t color)
{
    // a few grown rectangles, each faint: together a soft edge
    for (int i = SHADOW_LAYERS; i >= 1; i--) {
        float grow = reach * (float)i / SHADOW_LAYERS;
        list->AddRectFilled(ImVec2(r->x - grow, r->y - grow * 0.7f),
                            ImVec2(r->x + r->w + grow, r->y + r->h + grow * 1.2f),
                            gui_color(shadow_layer(color, i)), rounding + grow);
    }
}

/* one colour that covers as all layers of the shadow and the card's own do */
static uint32_t card_color(uint32_t shadow, uint32_t fill)
{
    float sum[4] = {0, 0, 0, 0}; /* premultiplied */
    for (int i = SHADOW_LAYERS; i >= 0; i--) {
        uint32_t c = i ? shadow_layer(shadow, i) : fill;
        float cover = (float)(c & 0xFF) / 255;
        for (int k = 0; k < 4; k++) {
            float own = k == 3 ? 1 : (float)(c >> (24 - 8 * k) & 0xFF) / 255;
            sum[k] = own * cover + sum[k] * (1 - cover);
        }
    }
    uint32_t out = (uint32_t)(sum[3] * 255 + 0.5f);
    for (int k = 0; k < 3 && sum[3] > 0; k++)
        out |= (uint32_t)(sum[k] / sum[3] * 255 + 0.5f) << (24 - 8 * k);
    return out;
}

static void register_card(gui *g, gui_rect r)
{
    if (g->n_cards < (int)(sizeof g->card / sizeof *g->card))
        g->card[g->n_cards++] = r;
}

/* The shadow shows only around the card: its many layers are drawn in a frame that holds
 * the card's rounded edge, and what is inside gets their sum at once, which on a
 * processor is an eighth of the work. */
static void paint_card(gui *g, ImDrawList *list, gui_rect r, uint32_t fill)
{
    float rounding = 10 * g->scale, reach = 14 * g->scale, edge = rounding + 1;
    const struct theme *t = g->colors;
    ImVec2 a(r.x, r.y), b(r.x + r.w, r.y + r.h);
    ImVec2 in0(floorf(a.x + edge), floorf(a.y + edge));
    ImVec2 in1(floorf(b.x - edge), floorf(b.y - edge));
    ImVec2 out0(floorf(a.x - reach - 2), floorf(a.y - reach - 2));
    ImVec2 out1(ceilf(b.x + reach + 2), ceilf(b.y + reach * 1.2f + 2));
    if (in1.x <= in0.x || in1.y <= in0.y) {
        soft_shadow(list, &r, rounding, reach, t->shadow);
        list->AddRectFilled(a, b, gui_color(fill), rounding);
    } else {
        const ImVec2 side[4][2] = {{out0, ImVec2(out1.x, in0.y)},
                                   {ImVec2(out0.x, in1.y), out1},
                                   {ImVec2(out0.x, in0.y), ImVec2(in0.x, in1.y)},
                                   {ImVec2(in1.x, in0.y), ImVec2(out1.x, in1.y)}};
        for (const auto &part : side) {
            list->PushClipRect(part[0], part[1], true);
            soft_shadow(list, &r, rounding, reach, t->shadow);
            list->AddRectFilled(a, b, gui_color(fill), rounding);
            list->PopClipRect();
        }
        list->AddRectFilled(in0, in1, gui_color(card_color(t->shadow, fill)));
    }
    list->AddRect(a, b, gui_color(t->panel_edge), rounding, 0, 1);
}

void gui_card(struct gui *g, struct gui_rect r)
{
    register_card(g, r);
    paint_card(g, list_of(g), r, g->colors->panel);
}

// ---------------------------------------------------------------- panels and items

static const ImGuiWindowFlags PLAIN =
    ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
    ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoMove |
    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground;

static void enter_window(struct gui *g)
{
    g->panel_depth++;
    g->panel_width = ImGui::GetContentRegionAvail().x;
    g->chip_right = -1;
}

// ImGui puts a new window behind all others where it is never to come forward, and before
// them where it may
enum depth { WINDOW_BEHIND, WINDOW_BEFORE };

static void begin_window(struct gui *g, const char *id, struct gui_rect r, ImVec2 padding,
                         depth where)
{
    ImGui::SetNextWindowPos(ImVec2(r.x, r.y));
    ImGui::SetNextWindowSize(ImVec2(r.w, r.h));
    ImGui::PushFont(gui_font_of(g, GUI_BODY));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(8, 8));
    ImGui::Begin(id, NULL,
                 where == WINDOW_BEHIND ? PLAIN | ImGuiWindowFlags_NoBringToFrontOnFocus
                                        : PLAIN);
    ImGui::PopStyleVar(2);
    g->fade_from[0] = g->fade_from[1] = 2 * g->scale;
    enter_window(g);
}

// the card belongs to its window, so that a window above covers it whole
static void window_card(gui *g, gui_rect r)
{
    ImDrawList *list = ImGui::GetWindowDrawList();
    list->PushClipRectFullScreen();
    paint_card(g, list, r, g->colors->panel);
    list->PopClipRect();
}

void gui_panel_begin_footed(struct gui *g, const char *id, struct gui_rect r,
                            float footer)
{
    gui_rect inside = {r.x, r.y, r.w, fmaxf(r.h - footer, 8)};
    register_card(g, r);
    begin_window(g, id, inside, ImGui::GetStyle().WindowPadding, WINDOW_BEHIND);
    window_card(g, r);
    if (footer > 0)
        g->fade_from[1] = 0;
}

void gui_panel_begin(struct gui *g, const char *id, struct gui_rect r)
{
    gui_panel_begin_footed(g, id, r, 0);
}

void gui_footer_begin(struct gui *g, const char *id, struct gui_rect r, float footer)
{
    ImVec2 pad = ImGui::GetStyle().WindowPadding;
    gui_rect inside = {r.x, r.y + r.h - footer, r.w, footer};
    begin_window(g, id, inside, ImVec2(pad.x, 10 * g->scale), WINDOW_BEFORE);
    gui_line(g, r.x + pad.x, inside.y, r.x + r.w - pad.x, inside.y, 1,
             g->colors->divider);
}

void gui_head_begin(struct gui *g, const char *id, struct gui_rect r, float most)
{
    gui_rect inside = {r.x, r.y, r.w, fminf(most, r.h)};
    register_card(g, r);
    begin_window(g, id, inside, ImGui::GetStyle().WindowPadding, WINDOW_BEHIND);
    window_card(g, r);
}

void gui_body_begin(struct gui *g, const char *id, struct gui_rect r)
{
    ImVec2 pad = ImGui::GetStyle().WindowPadding;
    begin_window(g, id, r, ImVec2(pad.x, 8 * g->scale), WINDOW_BEFORE);
    g->fade_from[0] = g->fade_from[1] = 0;
}

void gui_bare_begin(struct gui *g, const char *id, struct gui_rect r)
{
    register_card(g, r);
    begin_window(g, id, r, ImVec2(0, 0), WINDOW_BEFORE);
}

// a drag that begins on the panel moves its content, as on a touch screen
static void scroll_by_drag(gui *g)
{
    ImGuiContext &c = *g->context;
    const ImGuiIO &io = c.IO;
    ImGuiWindow *w = ImGui::GetCurrentWindow();
    if (!io.MouseDown[0]) {
        g->panned = 0;
        return;
    }
    bool here = c.HoveredWindow && c.HoveredWindow->RootWindow == w->RootWindow &&
                w->InnerRect.Contains(io.MouseClickedPos[0]);
    float moved = fabsf(io.MousePos.y - io.MouseClickedPos[0].y);
    if (!g->panned && !g->grabbed && here && w->ScrollMax.y > 0 &&
        moved > 10 * g->scale) {
        g->panned = w->ID;
        ImGui::ClearActiveID();
    }
    if (g->panned == w->ID)
        ImGui::SetScrollY(w, w->Scroll.y - io.MouseDelta.y);
}

// what a card looks like over the middle of the background
static uint32_t card_solid(const gui *g)
{
    const struct theme *t = g->colors;
    uint32_t card = card_color(t->shadow, t->panel), out = 0xFF;
    float cover = (float)(card & 0xFF) / 255;
    for (int shift = 8; shift < 32; shift += 8) {
        float under = (float)((t->background_inner >> shift & 0xFF) +
                              (t->background_outer >> shift & 0xFF)) /
                      2;
        float own = (float)(card >> shift & 0xFF);
        out |= (uint32_t)(own * cover + under * (1 - cover) + 0.5f) << shift;
    }
    return out;
}

// what lies beyond the edge fades into it
static void fade_edges(gui *g)
{
    ImGuiWindow *w = ImGui::GetCurrentWindow();
    float reach = 28 * g->scale;
    if (w->ScrollMax.y <= 0 || w->Size.y < 3 * reach)
        return;
    // a card over everything is solid itself
    uint32_t color = g->overlay == w->RootWindow->ID ? g->colors->panel : card_solid(g);
    ImU32 solid = gui_color(color | 0xFF), clear = gui_color(color & 0xFFFFFF00u);
    float x0 = w->Pos.x + 3 * g->scale, x1 = w->InnerRect.Max.x - 3 * g->scale;
    ImDrawList *list = ImGui::GetWindowDrawList();
    list->PushClipRectFullScreen();
    if (w->Scroll.y > 1) {
        float y = w->Pos.y + g->fade_from[0];
        list->AddRectFilledMultiColor(ImVec2(x0, y), ImVec2(x1, y + reach), solid, solid,
                                      clear, clear);
    }
    if (w->Scroll.y < w->ScrollMax.y - 1) {
        float y = w->Pos.y + w->Size.y - g->fade_from[1];
        list->AddRectFilledMultiColor(ImVec2(x0, y - reach), ImVec2(x1, y), clear, clear,
                                      solid, solid);
    }
    list->PopClipRect();
}

static float leave_window(struct gui *g)
{
    const ImGuiStyle &s = ImGui::GetStyle();
    float height = ImGui::GetCursorPosY() - s.ItemSpacing.y + s.WindowPadding.y;
    scroll_by_drag(g);
    fade_edges(g);
    g->panel_depth--;
    return height;
}

float gui_panel_end(struct gui *g)
{
    float height = leave_window(g);
    ImGui::End();
    ImGui::PopFont();
    return height;
}

void gui_overlay_begin(struct gui *g, const char *id, struct gui_rect r,
                       enum gui_veil veil)
{
    const ImGuiIO &io = ImGui::GetIO();
    gui_rect all = {0, 0, io.DisplaySize.x, io.DisplaySize.y};
    ImVec2 padding = ImGui::GetStyle().WindowPadding;
    register_card(g, all);
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(io.DisplaySize);
    ImGui::PushFont(gui_font_of(g, GUI_BODY));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::Begin(id, NULL, PLAIN | ImGuiWindowFlags_NoScrollbar);
    ImGui::PopStyleVar();
    ImGuiWindow *w = ImGui::GetCurrentWindow();
    ImGui::BringWindowToDisplayFront(w);
    if (ImGui::IsWindowAppearing())
        ImGui::FocusWindow(w);
    g->overlay = w->ID;
    ImVec2 p = io.MousePos;
    g->veil_pressed = ImGui::IsMouseClicked(0) && !ImGui::IsWindowAppearing() &&
                      (p.x < r.x || p.y < r.y || p.x >= r.x + r.w || p.y >= r.y + r.h);
    g->panel_depth++;
    if (veil == GUI_DIMMED)
        gui_box(g, all, 0, theme_fade(g->colors->background_outer, 0.6f));
    paint_card(g, ImGui::GetWindowDrawList(), r, g->colors->panel | 0xFF);
    ImGui::SetCursorScreenPos(ImVec2(r.x, r.y));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
    ImGui::BeginChild("card", ImVec2(fmaxf(r.w, 8), fmaxf(r.h, 8)), false,
                      ImGuiWindowFlags_AlwaysUseWindowPadding |
                          ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NavFlattened);
    ImGui::PopStyleVar();
    enter_window(g);
}

bool gui_overlay_end(struct gui *g, float *height)
{
    float h = leave_window(g);
    if (height)
        *height = h;
    ImGui::EndChild();
    g->panel_depth--;
    ImGui::End();
    ImGui::PopFont();
    return g->veil_pressed;
}

void gui_push_id(struct gui *, int id)
{
    ImGui::PushID(id);
}

void gui_pop_id(struct gui *)
{
    ImGui::PopID();
}

float gui_panel_width(const struct gui *g)
{
    return g->panel_width;
}

void gui_same_line(struct gui *)
{
    ImGui::SameLine();
}

void gui_show(struct gui *g, struct gui_rect place)
{
    ImGuiWindow *w = ImGui::GetCurrentWindow();
    float edge = 28 * g->scale; // where it would fade
    float top = w->InnerRect.Min.y + (w->Scroll.y > 0 ? edge : 0);
    if (place.y >= top && place.y + place.h <= w->InnerRect.Max.y - edge)
        return;
    // with some of what stands before it, unless it needs the room
    float room = w->InnerRect.GetHeight() - 2 * edge - place.h;
    float above = edge + fminf(fmaxf(room, 0), w->InnerRect.GetHeight() / 4);
    ImGui::SetScrollFromPosY(place.y - above - w->Pos.y, 0);
}

void gui_scroll_to_top(struct gui *)
{
    ImGui::SetScrollY(0);
}

// the box is drawn once the height of what it holds is known, and beneath it
void gui_notice_begin(struct gui *g)
{
    float pad = 12 * g->scale, edge = 3 * g->scale;
    g->chip_right = -1;
    g->notice = ImGui::GetCursorScreenPos();
    g->notice_width = g->panel_width;
    ImDrawList *list = ImGui::GetWindowDrawList();
    list->ChannelsSplit(2);
    list->ChannelsSetCurrent(1);
    ImGui::SetCursorScreenPos(ImVec2(g->notice.x + edge + pad, g->notice.y + pad));
    ImGui::BeginGroup();
    g->panel_width -= edge + 2 * pad;
}

void gui_notice_end(struct gui *g, enum gui_notice_kind kind)
{
    const struct theme *t = g->colors;
    float pad = 12 * g->scale, edge = 3 * g->scale;
    ImGui::EndGroup();
    float height = ImGui::GetItemRectMax().y - g->notice.y + pad;
    gui_rect box = {g->notice.x, g->notice.y, g->notice_width, height};
    ImDrawList *list = ImGui::GetWindowDrawList();
    list->ChannelsSetCurrent(0);
    gui_box(g, box, 6 * g->scale,
            kind == GUI_ALARM ? theme_fade(t->alarm, 0.12f) : t->amber_soft);
    gui_box(g, gui_rect{box.x, box.y, edge, height}, edge / 2,
            kind == GUI_ALARM ? t->alarm : t->amber);
    list->ChannelsMerge();
    g->panel_width = g->notice_width;
    g->chip_right = -1;
    ImGui::SetCursorScreenPos(g->notice);
    ImGui::Dummy(ImVec2(box.w, height));
}

void gui_focus_next(struct gui *)
{
    ImGui::SetKeyboardFocusHere();
}

bool gui_hovered(const struct gui *)
{
    return ImGui::IsItemHovered();
}

void gui_tooltip(struct gui *g, const char *text)
{
    ImGui::PushFont(gui_font_of(g, GUI_SMALL));
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(320 * g->scale);
    ImGui::TextUnformatted(text);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopFont();
}

struct gui_item gui_item(struct gui *g, const char *label, float w, float h)
{
    struct gui_item item = {};
    ImVec2 p = ImGui::GetCursorScreenPos();
    item.rect = gui_rect{p.x, p.y, w, h};
    item.pressed = ImGui::InvisibleButton(label, ImVec2(fmaxf(w, 1), fmaxf(h, 1)));
    note_item(g, label, item.rect, NOTE_WIDGET);
    if (item.pressed)
        g->pressed = ImGui::GetItemID();
    item.hovered = ImGui::IsItemHovered();
    item.held = ImGui::IsItemActive();
    ImGuiContext &c = *ImGui::GetCurrentContext();
    item.focused =
        !g->params.offscreen && c.NavId == ImGui::GetItemID() && !c.NavDisableHighlight;
    item.pointer_x = ImGui::GetIO().MousePos.x;
    if (item.focused)
        item.steps =
            ImGui::IsKeyPressed(GUI_KEY_RIGHT) - ImGui::IsKeyPressed(GUI_KEY_LEFT);
    return item;
}

void gui_reserve(struct gui *, float w, float h)
{
    ImGui::Dummy(ImVec2(w, h));
}

void gui_cursor(const struct gui *, float *x, float *y)
{
    ImVec2 p = ImGui::GetCursorScreenPos();
    *x = p.x;
    *y = p.y;
}

void gui_set_cursor(struct gui *, float x, float y)
{
    ImGui::SetCursorScreenPos(ImVec2(x, y));
}

float gui_room(const struct gui *)
{
    return ImGui::GetContentRegionAvail().x;
}

float gui_item_gap(const struct gui *)
{
    return ImGui::GetStyle().ItemSpacing.y;
}

bool gui_entered(const struct gui *)
{
    return ImGui::IsItemDeactivated() && ImGui::IsKeyPressed(GUI_KEY_ENTER);
}

void gui_grab(struct gui *g)
{
    g->grabbed = true;
}

float *gui_chip_right(struct gui *g)
{
    return &g->chip_right;
}

bool gui_field(struct gui *g, const char *id, const char *hint, char *text, size_t size,
               float pad, float width)
{
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(16 * g->scale, pad));
    ImGui::SetNextItemWidth(width);
    ImGui::PushID(id);
    bool changed = ImGui::InputTextWithHint("##field", hint ? hint : "", text, size);
    ImGui::PopID();
    ImGui::PopStyleVar();
    ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
    gui_rect r = {a.x, a.y, b.x - a.x, b.y - a.y};
    note_item(g, id, r, NOTE_FIELD);
    if (ImGui::IsItemActive()) {
        g->typing = r;
        g->grabbed = true;
    }
    return changed;
}
