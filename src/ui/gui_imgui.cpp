/* gui_imgui.cpp - the gui's life and its frames.
 *
 * A gui is created, lives through any number of frames from gui_begin to gui_end, and is
 * destroyed. gui_begin makes its context current, renews the atlas where it must, and
 * hands input and style to Dear ImGui; gui_end closes the frame and keeps what was noted
 * in it, the cards, the items, the smallest text, for whoever asks before the next one.
 *
 * The files gui_imgui*.cpp are the only ones that know Dear ImGui, and gui_imgui.hpp is
 * what they share. Outside of a frame none may rely on ImGui's current context, which may
 * be another gui's: use g->context, or make it current first.
 */
#include "ui/gui_imgui.hpp"

#include <float.h>
#include <string.h>

#include <backends/imgui_impl_opengl3.h>

static const char GLSL[] = "#version 330 core";

void gui_let_go(struct gui *g)
{
    ImGui::SetCurrentContext(g->context);
    if (g->bound)
        ImGui_ImplOpenGL3_Shutdown();
    g->bound = g->texture = false;
}

bool gui_regain(struct gui *g, struct error *error)
{
    ImGui::SetCurrentContext(g->context);
    g->bound = ImGui_ImplOpenGL3_Init(GLSL);
    g->stale = true;
    return g->bound || error_status_set(error, ERROR_NO_GRAPHICS,
                                        "text cannot be drawn: OpenGL 3.3 failed");
}

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
    gui_map_keys(io);
    if (!gui_regain(g, error)) {
        ImGui::DestroyContext(g->context);
        delete g;
        return NULL;
    }
    gui_load_fonts(g);
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
    gui_let_go(*g);
    ImGui::DestroyContext((*g)->context);
    font_files_free(&(*g)->files);
    delete *g;
    *g = NULL;
}

static ImVec4 gui_color4(uint32_t c)
{
    return ImGui::ColorConvertU32ToFloat4(gui_color(c));
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
           key == GUI_KEY_DOWN || key == GUI_KEY_PAGE_UP || key == GUI_KEY_PAGE_DOWN ||
           key == GUI_KEY_SPACE || key == GUI_KEY_ENTER;
}

/* outside a field ImGui takes these for leaps of the ring, with or without one */
static bool is_field_key(int key)
{
    return key == GUI_KEY_HOME || key == GUI_KEY_END;
}

static void feed_input(const gui *g, ImGuiIO &io, const gui_input *in)
{
    bool typing = gui_wants_keys(g), ours = typing || gui_has_focus(g);
    io.DeltaTime = in->seconds > 1e-4f ? in->seconds : 1e-4f;
    io.MousePos = in->has_pointer ? ImVec2(in->x, in->y) : ImVec2(-FLT_MAX, -FLT_MAX);
    for (int b = 0; b < 3; b++)
        io.MouseDown[b] = in->button[b];
    io.MouseWheel = in->wheel;
    for (int k = 0; k < GUI_N_KEYS; k++) {
        // to ImGui escape outside a field means a ring where the focus was before
        bool taken = k == GUI_KEY_ESCAPE
                         ? typing
                         : (ours || !is_ring_key(k)) && (typing || !is_field_key(k));
        gui_feed_key(io, k, in->key[k] && taken);
    }
    gui_feed_modifiers(io, in);
    if (in->text)
        io.AddInputCharactersUTF8(in->text);
}

void gui_begin(struct gui *g, int width, int height, float scale,
               const struct theme *theme, const struct gui_input *input)
{
    ImGui::SetCurrentContext(g->context);
    g->steady = scale == g->scale ? g->steady + 1 : 0;
    g->scale = scale;
    g->colors = theme;
    gui_renew_atlas(g);
    static const gui_input nothing = {};
    ImGuiIO &io = ImGui::GetIO();
    io.DisplaySize = ImVec2((float)width, (float)height);
    feed_input(g, io, input ? input : &nothing);
    gui_style(g);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    g->list = ImGui::GetBackgroundDrawList();
    g->list->ChannelsSplit(2); // the ground, and what stands on it
    g->list->ChannelsSetCurrent(1);
    g->raised = false;
    if (!io.MouseDown[0]) {
        g->grabbed = false;
        g->held = 0;
    }
    if (gui_key_pressed(GUI_KEY_TAB) || io.MouseWheel != 0 || io.MouseDown[0])
        g->keyed = 0;
    if (gui_key_pressed(GUI_KEY_TAB))
        gui_move_focus(g, io.KeyShift ? -1 : 1);
}

int gui_end(struct gui *g, struct gui_rect changed[GUI_CHANGES])
{
    g->list->ChannelsMerge();
    ImGui::Render();
    g->list = NULL;
    memcpy(g->old_card, g->card, sizeof g->card);
    g->n_old_cards = g->n_cards;
    g->n_cards = 0;
    g->old_items.swap(g->items);
    g->items.resize(0);
    gui_keep_focus(g);
    g->old_overlay = g->overlay;
    g->overlay = 0;
    g->old_smallest = g->smallest;
    g->smallest = 0;
    return gui_find_changes(g, ImGui::GetDrawData(), changed);
}

float gui_scale(const struct gui *g)
{
    return g->scale;
}

const struct theme *gui_theme(const struct gui *g)
{
    return g->colors;
}
