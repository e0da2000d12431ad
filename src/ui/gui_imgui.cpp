/* gui_imgui.cpp - the only file that knows Dear ImGui: context, fonts, input, shapes,
 * items.
 *
 * A font role is an ImFont built at its exact pixel size for the current scale, Inter
 * with a CJK face merged in for what Inter lacks. The atlas is rebuilt when the scale has
 * changed, when characters are announced or written that it does not hold, or when a role
 * is used for the first time. Widgets are drawn in gui_widgets.c over the items that
 * gui_core.h offers.
 */
extern "C" {
#include "text/wrap.h"
#include "ui/font_file.h"
#include "ui/gui_core.h"
}

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>
#include <imgui_freetype.h>
#include <imgui_internal.h>
#include <vector>

struct role {
    float size;
    bool strong;
    bool figures; // only digits and Latin: very large type
};

// where a widget was, for gui_find and for Tab
struct item_note {
    char label[64];
    gui_rect rect, whole; // `rect`: what of it can be seen
    ImGuiID id, window;
    bool field, off; // `off`: not to be used now
};

// a draw list as it was painted last
struct painted {
    ImVector<ImDrawVert> vertex;
    ImVector<ImDrawIdx> index;
    ImVector<ImDrawCmd> command;
};

struct gui {
    gui_params params;
    ImGuiContext *context;
    const struct theme *colors;
    float scale;
    font_files files;
    uint32_t needed[0x10000 / 32];               // characters announced
    uint32_t written[GUI_N_FONTS][0x10000 / 32]; // in each of the large sizes
    bool wanted[GUI_N_FONTS];
    bool stale, texture; // the atlas lacks something; there is one
    bool missed;         // something without a glyph was written in this frame
    float built_scale;   // of the atlas
    int steady;          // frames of the same scale
    ImFont *font[GUI_N_FONTS];
    ImVector<ImWchar> latin[GUI_N_FONTS], han[GUI_N_FONTS]; // ranges of the atlas
    ImDrawList *list;
    int panel_depth;
    float panel_width, chip_right;
    int content;       // the first vertex of the panel's content
    gui_rect card[64]; // of this frame, and of the one before: what covers the picture
    int n_cards, n_old_cards;
    gui_rect old_card[64];
    ImVector<item_note> items, old_items;
    bool raised, grabbed, veil_pressed;
    ImGuiID overlay, old_overlay; // the window that lies over all others, 0 = none
    ImGuiID panned;               // the window that a drag scrolls
    ImGuiID pressed;              // the last widget that was used: where Tab goes on
    ImGuiID held, held_window;    // the widget under the finger, see keep_place
    float held_y, held_gap;       // where it was taken; room above the panel's content
    gui_rect typing;
    std::vector<painted> painted_before;
    std::vector<ImDrawList *> paint_lists; // of gui_paint, kept for their memory
    std::vector<ImVec4> paint_clips;
    bool repaint;                 // another atlas: nothing is as it was
    float smallest, old_smallest; // text drawn in this frame, and in the one before
    ImVec2 notice;                // where the box that is open began
    float notice_width;           // of the panel around it
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
    {22, true, false},  {30, true, false},  {64, true, true},  {48, false, false},
    {48, true, false},  {80, true, false},  {120, true, true},
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

static float px_of(const gui *g, int role)
{
    return fmaxf(roundf(ROLES[role].size * g->scale), 6);
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

static void add_role(gui *g, ImFontAtlas *atlas, int r, float shrink)
{
    const role *role = &ROLES[r];
    const font_file *f = role->strong ? &g->files.strong : &g->files.regular;
    const font_file *cjk = &g->files.cjk;
    // ImGui's FreeType builder has no room for a glyph of more than 256 x 256
    float px = fminf(fmaxf(roundf(px_of(g, r) * shrink), 6), 200);
    ImFontConfig config = config_of(f), merge = config_of(cjk);
    if (f->data) {
        g->font[r] = atlas->AddFontFromMemoryTTF(f->data, (int)f->size, px, &config,
                                                 g->latin[r].Data);
    } else {
        config.SizePixels = px;
        g->font[r] = atlas->AddFontDefault(&config);
    }
    if (cjk->data && !role->figures && g->han[r].Size > 1) {
        merge.MergeMode = true;
        merge.FontBuilderFlags |= role->strong ? ImGuiFreeTypeBuilderFlags_Bold : 0;
        atlas->AddFontFromMemoryTTF(cjk->data, (int)cjk->size, px, &merge,
                                    g->han[r].Data);
    }
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
static void renew_atlas(gui *g)
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

// what is about to be measured or drawn and has no glyph yet
static void miss(gui *g, enum gui_font font, const char *text)
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

// ---------------------------------------------------------------- life

struct gui *gui_create(const struct gui_params *params, struct error *error)
{
    gui *g = new gui();
    g->params = params ? *params : gui_params{};
    g->scale = 1;
    // ImGui leaves the context of another gui current where there is one
    g->context = ImGui::CreateContext();
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
    font_files_load(&g->files);
    for (unsigned c = 0x20; c < 0x7F; c++) {
        take_char(g->needed, c);
        for (uint32_t *set : g->written)
            take_char(set, c);
    }
    for (int r = 0; r <= GUI_HEAD; r++)
        g->wanted[r] = true;
    g->stale = true;
    return g;
}

void gui_use_clipboard(struct gui *g, const struct gui_clipboard *clipboard)
{
    ImGuiIO &io = g->context->IO;
    io.GetClipboardTextFn = clipboard->get;
    io.SetClipboardTextFn = clipboard->set;
    io.ClipboardUserData = clipboard->user;
}

void gui_destroy(struct gui **g)
{
    if (!g || !*g)
        return;
    ImGui::SetCurrentContext((*g)->context);
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext((*g)->context);
    font_files_free(&(*g)->files);
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
    // to ImGui escape outside a field means a ring where the focus was before
    io.KeysDown[GUI_KEY_ESCAPE] = in->key[GUI_KEY_ESCAPE] && gui_wants_keys(g);
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
        // it may have gone off under the ring: go on from there
        bool here = n.id == (c.NavDisableHighlight ? g->pressed : c.NavId);
        if (n.off && !here)
            continue;
        if (here)
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
    g->steady = scale == g->scale ? g->steady + 1 : 0;
    g->scale = scale;
    g->colors = theme;
    renew_atlas(g);
    static const gui_input nothing = {};
    ImGuiIO &io = ImGui::GetIO();
    io.DisplaySize = ImVec2((float)width, (float)height);
    feed_input(g, io, input ? input : &nothing);
    gui_style(g);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    g->list = ImGui::GetBackgroundDrawList();
    g->raised = false;
    if (!io.MouseDown[0]) {
        g->grabbed = false;
        g->held = 0;
    }
    if (ImGui::IsKeyPressed(GUI_KEY_TAB))
        move_focus(g, io.KeyShift ? -1 : 1);
}

// ---------------------------------------------------------------- what has changed

static void add_change(gui_rect *changed, int *n, ImRect r)
{
    if (r.Min.x >= r.Max.x || r.Min.y >= r.Max.y)
        return;
    if (*n < GUI_CHANGES) {
        changed[(*n)++] = gui_rect{r.Min.x, r.Min.y, r.GetWidth(), r.GetHeight()};
        return;
    }
    gui_rect *last = &changed[GUI_CHANGES - 1];
    r.Add(ImRect(last->x, last->y, last->x + last->w, last->y + last->h));
    *last = gui_rect{r.Min.x, r.Min.y, r.GetWidth(), r.GetHeight()};
}

// what the triangles cover that have a corner among vertices [from, to)
static void add_triangles(const ImVector<ImDrawVert> &vertex,
                          const ImVector<ImDrawIdx> &index,
                          const ImVector<ImDrawCmd> &command, int from, int to,
                          gui_rect *changed, int *n)
{
    for (const ImDrawCmd &c : command) {
        ImRect r(FLT_MAX, FLT_MAX, -FLT_MAX, -FLT_MAX);
        for (unsigned i = 0; i + 2 < c.ElemCount; i += 3) {
            const ImDrawIdx *corner = &index[(int)(c.IdxOffset + i)];
            int v[3];
            bool in = false;
            for (int k = 0; k < 3; k++) {
                v[k] = (int)(corner[k] + c.VtxOffset);
                in = in || (v[k] >= from && v[k] < to);
            }
            for (int k = 0; in && k < 3; k++)
                r.Add(vertex[v[k]].pos);
        }
        // the softened edge of a pixel
        r.Expand(1);
        r.ClipWith(ImRect(c.ClipRect));
        add_change(changed, n, r);
    }
}

static bool same_commands(const ImVector<ImDrawCmd> &a, const ImVector<ImDrawCmd> &b)
{
    if (a.Size != b.Size)
        return false;
    for (int i = 0; i < a.Size; i++)
        if (memcmp(&a[i].ClipRect, &b[i].ClipRect, sizeof a[i].ClipRect) != 0 ||
            a[i].TextureId != b[i].TextureId)
            return false;
    return true;
}

// What is drawn first and last is mostly the same: the vertices between changed.
static void compare_lists(const painted &old, const ImDrawList &now, gui_rect *changed,
                          int *n)
{
    int na = old.vertex.Size, nb = now.VtxBuffer.Size, most = na < nb ? na : nb;
    int head = 0, tail = 0;
    const ImDrawVert *a = old.vertex.Data, *b = now.VtxBuffer.Data;
    if (same_commands(old.command, now.CmdBuffer)) {
        if (na == nb && old.index.Size == now.IdxBuffer.Size &&
            memcmp(a, b, (size_t)na * sizeof *a) == 0)
            return;
        while (head < most && memcmp(&a[head], &b[head], sizeof *a) == 0)
            head++;
        while (tail < most - head &&
               memcmp(&a[na - 1 - tail], &b[nb - 1 - tail], sizeof *a) == 0)
            tail++;
    }
    add_triangles(old.vertex, old.index, old.command, head, na - tail, changed, n);
    add_triangles(now.VtxBuffer, now.IdxBuffer, now.CmdBuffer, head, nb - tail, changed,
                  n);
}

// ImGui's own copy asks memcpy for nothing from nowhere where a vector is empty
template <typename T> static void keep(ImVector<T> *to, const ImVector<T> &from)
{
    to->resize(from.Size);
    if (from.Size)
        memcpy(to->Data, from.Data, (size_t)from.size_in_bytes());
}

static int find_changes(gui *g, const ImDrawData *data, gui_rect *changed)
{
    int n = 0;
    static const painted none;
    size_t lists = (size_t)data->CmdListsCount, before = g->painted_before.size();
    if (g->repaint)
        changed[n++] = gui_rect{0, 0, data->DisplaySize.x, data->DisplaySize.y};
    for (size_t i = 0; i < lists && !g->repaint; i++)
        compare_lists(i < before ? g->painted_before[i] : none, *data->CmdLists[i],
                      changed, &n);
    for (size_t i = lists; i < before && !g->repaint; i++) {
        const painted &p = g->painted_before[i];
        add_triangles(p.vertex, p.index, p.command, 0, p.vertex.Size, changed, &n);
    }
    g->painted_before.resize(lists > before ? lists : before);
    for (size_t i = 0; i < g->painted_before.size(); i++) {
        // those that are gone keep their memory for the next
        painted &p = g->painted_before[i];
        if (i < lists) {
            keep(&p.vertex, data->CmdLists[i]->VtxBuffer);
            keep(&p.index, data->CmdLists[i]->IdxBuffer);
            keep(&p.command, data->CmdLists[i]->CmdBuffer);
        } else {
            p.vertex.resize(0);
            p.index.resize(0);
            p.command.resize(0);
        }
    }
    g->repaint = false;
    return n;
}

int gui_end(struct gui *g, struct gui_rect changed[GUI_CHANGES])
{
    ImGui::Render();
    g->list = NULL;
    memcpy(g->old_card, g->card, sizeof g->card);
    g->n_old_cards = g->n_cards;
    g->n_cards = 0;
    g->old_items.swap(g->items);
    g->items.resize(0);
    g->old_overlay = g->overlay;
    g->overlay = 0;
    g->old_smallest = g->smallest;
    g->smallest = 0;
    return find_changes(g, ImGui::GetDrawData(), changed);
}

// The backend cuts a clip to whole pixels, its width apart from its corner: cut it so
// before it is made smaller, or an edge moves by a pixel.
static ImVec4 clip_within(const ImVec4 &clip, const ImRect &within, float height)
{
    float left = floorf(clip.x), low = floorf(height - clip.w);
    ImRect r(left, height - low - floorf(clip.w - clip.y), left + floorf(clip.z - clip.x),
             height - low);
    r.ClipWithFull(within);
    return r.ToVec4();
}

void gui_paint(struct gui *g, struct gui_rect r)
{
    ImGui::SetCurrentContext(g->context);
    ImDrawData data = *ImGui::GetDrawData();
    ImRect within(r.x, r.y, r.x + r.w, r.y + r.h);
    std::vector<ImDrawList *> &lists = g->paint_lists;
    std::vector<ImVec4> &clips = g->paint_clips;
    lists.clear();
    clips.clear();
    for (int i = 0; i < data.CmdListsCount; i++) {
        bool any = false;
        for (const ImDrawCmd &c : data.CmdLists[i]->CmdBuffer)
            any = any || within.Overlaps(ImRect(c.ClipRect));
        if (any)
            lists.push_back(data.CmdLists[i]);
    }
    for (ImDrawList *list : lists)
        for (ImDrawCmd &c : list->CmdBuffer) {
            clips.push_back(c.ClipRect);
            c.ClipRect = clip_within(c.ClipRect, within, data.DisplaySize.y);
        }
    data.CmdLists = lists.data();
    data.CmdListsCount = (int)lists.size();
    if (!lists.empty())
        ImGui_ImplOpenGL3_RenderDrawData(&data);
    size_t k = 0;
    for (ImDrawList *list : lists)
        for (ImDrawCmd &c : list->CmdBuffer)
            c.ClipRect = clips[k++];
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

// a font at the size of a role, whatever size its glyphs were made at
struct type {
    ImFont *font;
    float px;
};

static type type_of(const gui *g, enum gui_font font)
{
    ImFont *f = g->font[font];
    return type{f ? f : g->font[GUI_BODY], px_of(g, font)};
}

// the same for text that is drawn, not only measured
static type drawing_type(gui *g, enum gui_font font)
{
    type t = type_of(g, font);
    if (g->smallest <= 0 || t.px < g->smallest)
        g->smallest = t.px;
    return t;
}

float gui_smallest_text(const struct gui *g)
{
    return g->old_smallest / g->scale;
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
    return px_of(g, font);
}

static float advance_of(uint32_t c, const void *user)
{
    const type *t = static_cast<const type *>(user);
    return t->font->GetCharAdvance((ImWchar)c) * t->px / t->font->FontSize;
}

static ImVec2 wrapped_size(const type &t, const char *text, float wrap)
{
    wrap_line line;
    ImVec2 size(0, *text ? 0 : t.px);
    while (wrap_next(&text, wrap, advance_of, &t, &line)) {
        size.x = fmaxf(size.x, line.width);
        size.y += t.px;
    }
    return size;
}

static void draw_wrapped(ImDrawList *list, const type &t, ImVec2 at, float wrap,
                         uint32_t color, const char *text)
{
    wrap_line line;
    for (float y = at.y; wrap_next(&text, wrap, advance_of, &t, &line); y += t.px)
        list->AddText(t.font, t.px, ImVec2(floorf(at.x), floorf(y)), gui_color(color),
                      line.begin, line.end);
}

void gui_measure(struct gui *g, enum gui_font font, const char *text, float wrap,
                 float *width, float *height)
{
    miss(g, font, text);
    ImVec2 size = wrapped_size(type_of(g, font), text, wrap);
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
    float w = 0;
    miss(g, font, text);
    if (align != GUI_LEFT)
        gui_measure(g, font, text, 0, &w, NULL);
    type t = drawing_type(g, font);
    list_of(g)->AddText(t.font, t.px, ImVec2(floorf(aligned(x, w, align)), floorf(y)),
                        gui_color(color), text);
}

float gui_text_wrapped(struct gui *g, enum gui_font font, float x, float y, float wrap,
                       uint32_t color, const char *text)
{
    miss(g, font, text);
    type t = drawing_type(g, font);
    draw_wrapped(list_of(g), t, ImVec2(x, y), wrap, color, text);
    return wrapped_size(t, text, wrap).y;
}

void gui_text_tabular(struct gui *g, enum gui_font font, float x, float y,
                      enum gui_align align, uint32_t color, const char *text)
{
    miss(g, font, text);
    type t = drawing_type(g, font);
    float digit = 0, width = 0;
    for (char c = '0'; c <= '9'; c++)
        digit = fmaxf(digit, advance_of((uint32_t)c, &t));
    for (const char *p = text; *p; p++)
        width += *p >= '0' && *p <= '9' ? digit : advance_of((uint8_t)*p, &t);
    x = aligned(x, width, align);
    for (const char *p = text; *p; p++) {
        bool figure = *p >= '0' && *p <= '9';
        float advance = advance_of((uint8_t)*p, &t), cell = figure ? digit : advance;
        list_of(g)->AddText(t.font, t.px,
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

// A soft shadow is rings around the card, each fainter than the one within: cover[i] is
// that of the i-th edge, from the card's own outward.
enum { SHADOW_RINGS = 8, CORNER_STEPS = 6, RING_POINTS = 4 * (CORNER_STEPS + 1) };

static void shadow_covers(uint32_t color, float cover[SHADOW_RINGS + 1])
{
    cover[SHADOW_RINGS] = 0;
    for (int i = SHADOW_RINGS; i > 0; i--) {
        float part = 1.6f / SHADOW_RINGS * (1 - (float)(i - 1) / SHADOW_RINGS);
        float own = (float)(color & 0xFF) / 255 * part;
        cover[i - 1] = own + cover[i] * (1 - own);
    }
}

// the light comes from above: the shadow reaches farther down than up
static void ring_points(const gui_rect *r, float rounding, float grow,
                        ImVec2 out[RING_POINTS])
{
    float radius = rounding + grow;
    float x[2] = {r->x + rounding, r->x + r->w - rounding};
    float y[2] = {r->y - 0.7f * grow + radius, r->y + r->h + 1.2f * grow - radius};
    for (int c = 0, n = 0; c < 4; c++)
        for (int i = 0; i <= CORNER_STEPS; i++, n++) {
            float a = 1.5707963f * ((float)c + (float)i / CORNER_STEPS);
            out[n] = ImVec2(x[c == 0 || c == 3] + radius * cosf(a),
                            y[c < 2] + radius * sinf(a));
        }
}

static void soft_shadow(ImDrawList *list, const gui_rect *r, float rounding, float reach,
                        uint32_t color)
{
    float cover[SHADOW_RINGS + 1];
    ImVec2 point[RING_POINTS], uv = list->_Data->TexUvWhitePixel;
    shadow_covers(color, cover);
    list->PrimReserve(SHADOW_RINGS * RING_POINTS * 6, (SHADOW_RINGS + 1) * RING_POINTS);
    unsigned first = list->_VtxCurrentIdx;
    for (int ring = 0; ring <= SHADOW_RINGS; ring++) {
        uint32_t c = (color & 0xFFFFFF00) | (uint32_t)(cover[ring] * 255 + 0.5f);
        ring_points(r, rounding, reach * (float)ring / SHADOW_RINGS, point);
        for (const ImVec2 &at : point)
            list->PrimWriteVtx(at, uv, gui_color(c));
    }
    for (unsigned ring = 0; ring < SHADOW_RINGS; ring++)
        for (unsigned i = 0; i < RING_POINTS; i++) {
            unsigned in = first + ring * RING_POINTS, next = (i + 1) % RING_POINTS;
            const unsigned corner[6] = {in + i,
                                        in + next,
                                        in + RING_POINTS + i,
                                        in + next,
                                        in + RING_POINTS + next,
                                        in + RING_POINTS + i};
            for (unsigned v : corner)
                list->PrimWriteIdx((ImDrawIdx)v);
        }
}

/* one colour that covers as the shadow under the card and the card over it do */
static uint32_t card_color(uint32_t shadow, uint32_t fill)
{
    float cover[SHADOW_RINGS + 1], own = (float)(fill & 0xFF) / 255;
    shadow_covers(shadow, cover);
    float all = own + cover[0] * (1 - own);
    uint32_t out = (uint32_t)(all * 255 + 0.5f);
    for (int shift = 8; shift <= 24 && all > 0; shift += 8) {
        float under = (float)(shadow >> shift & 0xFF),
              over = (float)(fill >> shift & 0xFF);
        float mixed = (over * own + under * cover[0] * (1 - own)) / all;
        out |= (uint32_t)(mixed + 0.5f) << shift;
    }
    return out;
}

static void register_card(gui *g, gui_rect r)
{
    if (g->n_cards < (int)(sizeof g->card / sizeof *g->card))
        g->card[g->n_cards++] = r;
}

static void paint_card(gui *g, ImDrawList *list, gui_rect r, uint32_t fill)
{
    float rounding = 10 * g->scale;
    const struct theme *t = g->colors;
    ImVec2 a(r.x, r.y), b(r.x + r.w, r.y + r.h);
    soft_shadow(list, &r, rounding, 14 * g->scale, t->shadow);
    list->AddRectFilled(a, b, gui_color(card_color(t->shadow, fill)), rounding);
    list->AddRect(a, b, gui_color(t->panel_edge), rounding, 0, 1);
}

void gui_card(struct gui *g, struct gui_rect r)
{
    register_card(g, r);
    paint_card(g, list_of(g), r, g->colors->panel);
}

// ---------------------------------------------------------------- panels and items

// A panel that comes while a widget is held must not take the focus: the widget would be
// let go.
static const ImGuiWindowFlags PLAIN =
    ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
    ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoMove |
    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
    ImGuiWindowFlags_NoFocusOnAppearing;

static void enter_window(struct gui *g)
{
    g->panel_depth++;
    g->content = ImGui::GetWindowDrawList()->VtxBuffer.Size;
    g->panel_width = ImGui::GetContentRegionAvail().x;
    g->chip_right = -1;
    ImGuiWindow *w = ImGui::GetCurrentWindow();
    if (g->held_window != w->ID || g->held_gap == 0)
        return;
    if (g->held) {
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + g->held_gap);
    } else {
        // let go: what the gap stood for is scrolled, as far as that goes
        ImGui::SetScrollY(w, w->Scroll.y - g->held_gap);
        g->held_gap = 0;
    }
}

// ImGui puts a new window behind all others where it is never to come forward, and before
// them where it may
enum depth { WINDOW_BEHIND, WINDOW_BEFORE };

static void begin_window(struct gui *g, const char *id, struct gui_rect r, ImVec2 padding,
                         depth where)
{
    ImGui::SetNextWindowPos(ImVec2(r.x, r.y));
    ImGui::SetNextWindowSize(ImVec2(r.w, r.h));
    ImGui::PushFont(type_of(g, GUI_BODY).font);
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
    g->content = list->VtxBuffer.Size;
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

// what lies beyond the edge fades away towards it
static void fade_edges(gui *g)
{
    ImGuiWindow *w = ImGui::GetCurrentWindow();
    float reach = 28 * g->scale, top = w->Pos.y + g->fade_from[0];
    float bottom = w->Pos.y + w->Size.y - g->fade_from[1];
    if (w->ScrollMax.y <= 0 || w->Size.y < 3 * reach)
        return;
    bool above = w->Scroll.y > 1, below = w->Scroll.y < w->ScrollMax.y - 1;
    ImVector<ImDrawVert> &vertex = ImGui::GetWindowDrawList()->VtxBuffer;
    for (int i = g->content; i < vertex.Size; i++) {
        ImDrawVert &v = vertex[i];
        float part = 1;
        if (above)
            part = fminf(part, (v.pos.y - top) / reach);
        if (below)
            part = fminf(part, (bottom - v.pos.y) / reach);
        ImU32 cover = v.col >> IM_COL32_A_SHIFT & 0xFF;
        cover = (ImU32)((float)cover * fmaxf(part, 0) + 0.5f);
        if (part < 1)
            v.col = (v.col & ~IM_COL32_A_MASK) | cover << IM_COL32_A_SHIFT;
    }
}

static float leave_window(struct gui *g)
{
    float height = ImGui::GetCursorPosY() - ImGui::GetStyle().ItemSpacing.y +
                   ImGui::GetCurrentWindow()->WindowPadding.y;
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
    register_card(g, all);
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(io.DisplaySize);
    ImGui::PushFont(type_of(g, GUI_BODY).font);
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
}

void gui_part_begin(struct gui *g, const char *id, struct gui_rect r, float pad)
{
    ImVec2 padding(ImGui::GetStyle().WindowPadding.x, pad * g->scale);
    ImGui::SetCursorScreenPos(ImVec2(r.x, r.y));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
    ImGui::BeginChild(id, ImVec2(fmaxf(r.w, 8), fmaxf(r.h, 8)), false,
                      ImGuiWindowFlags_AlwaysUseWindowPadding |
                          ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NavFlattened);
    ImGui::PopStyleVar();
    enter_window(g);
}

float gui_part_end(struct gui *g)
{
    float height = leave_window(g);
    ImGui::EndChild();
    return height;
}

bool gui_overlay_end(struct gui *g)
{
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
    miss(g, GUI_SMALL, text);
    type t = drawing_type(g, GUI_SMALL);
    float wrap = 320 * g->scale;
    ImGui::BeginTooltip();
    ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy(wrapped_size(t, text, wrap));
    draw_wrapped(ImGui::GetWindowDrawList(), t, at, wrap, g->colors->ink, text);
    ImGui::EndTooltip();
}

// What is held stays under the finger while the content above it grows or shrinks: the
// panel scrolls by as much, and leaves a gap at its top where it can scroll no farther.
static void keep_place(gui *g, float y)
{
    ImGuiWindow *w = ImGui::GetCurrentWindow();
    if (g->held != ImGui::GetItemID()) {
        g->held = ImGui::GetItemID();
        g->held_window = w->ID;
        g->held_y = y;
    } else if (fabsf(y - g->held_y) >= 1) {
        float up = w->Scroll.y - g->held_gap + y - g->held_y;
        float scroll = ImClamp(up, 0.0f, w->ScrollMax.y);
        ImGui::SetScrollY(w, scroll);
        g->held_gap = scroll - up;
    }
}

struct gui_item gui_item(struct gui *g, const char *label, float w, float h)
{
    struct gui_item item = {};
    ImVec2 p = ImGui::GetCursorScreenPos();
    item.rect = gui_rect{p.x, p.y, w, h};
    item.pressed = ImGui::InvisibleButton(label, ImVec2(fmaxf(w, 1), fmaxf(h, 1)));
    note_item(g, label, item.rect, NOTE_WIDGET);
    item.hovered = ImGui::IsItemHovered();
    item.held = ImGui::IsItemActive();
    if (item.held)
        keep_place(g, p.y);
    ImGuiContext &c = *ImGui::GetCurrentContext();
    item.dragged = item.held ? c.ActiveIdSource == ImGuiInputSource_Mouse
                             : ImGui::IsItemDeactivated() && c.IO.MouseReleased[0];
    item.focused =
        !g->params.offscreen && c.NavId == ImGui::GetItemID() && !c.NavDisableHighlight;
    // ImGui keeps the enter key for text fields
    item.pressed |= item.focused && ImGui::IsKeyPressed(GUI_KEY_ENTER, false);
    if (item.pressed)
        g->pressed = ImGui::GetItemID();
    item.pointer_x = ImGui::GetIO().MousePos.x;
    if (item.focused)
        item.steps =
            ImGui::IsKeyPressed(GUI_KEY_RIGHT) - ImGui::IsKeyPressed(GUI_KEY_LEFT);
    return item;
}

struct gui_item gui_item_off(struct gui *g, const char *label, float w, float h)
{
    ImGuiContext &c = *g->context;
    ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
    struct gui_item item = gui_item(g, label, w, h);
    ImGui::PopItemFlag();
    g->items.back().off = true;
    if (item.focused) {
        g->pressed = c.NavId;
        c.NavDisableHighlight = true;
    }
    item.pressed = item.focused = false;
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

bool gui_left(const struct gui *)
{
    return ImGui::IsItemDeactivated() && ImGui::IsKeyPressed(GUI_KEY_ESCAPE);
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
    drawing_type(g, GUI_BODY); // of the panel around it
    bool changed = ImGui::InputTextWithHint("##field", hint ? hint : "", text, size);
    ImGui::PopID();
    ImGui::PopStyleVar();
    ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
    gui_rect r = {a.x, a.y, b.x - a.x, b.y - a.y};
    note_item(g, id, r, NOTE_FIELD);
    if (ImGui::IsItemActive()) {
        gui_outline(g, r, 8 * g->scale, 2 * g->scale, g->colors->accent);
        g->typing = r;
        g->grabbed = true;
    }
    return changed;
}
