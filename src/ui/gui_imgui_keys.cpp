/* gui_imgui_keys.cpp - what differs between the Dear ImGui of 1.86, which knows keys by
 * whatever index the program gives them, and those from 1.87 on, which are told of them
 * as events and by names of their own; and what was called otherwise later.
 *
 * ImGui is not told of the tab key: see gui_move_focus. It stands for a key that nobody
 * has, so that a press of it can be asked for like any other.
 */
#include "ui/gui_imgui.hpp"

#if IMGUI_VERSION_NUM < 18700
typedef ImGuiKey_ key_name;
#define KEY_NOBODY_HAS ImGuiKey_COUNT
#else
typedef ImGuiKey key_name;
#define KEY_NOBODY_HAS ImGuiKey_ScrollLock
#endif
#if IMGUI_VERSION_NUM >= 18700 && IMGUI_VERSION_NUM < 18900
#define ImGuiMod_Ctrl ImGuiKey_ModCtrl
#define ImGuiMod_Shift ImGuiKey_ModShift
#define ImGuiMod_Alt ImGuiKey_ModAlt
#endif

static const key_name KEYS[GUI_N_KEYS] = {
    KEY_NOBODY_HAS,     ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
    ImGuiKey_DownArrow, ImGuiKey_Home,      ImGuiKey_End,        ImGuiKey_PageUp,
    ImGuiKey_PageDown,  ImGuiKey_Delete,    ImGuiKey_Backspace,  ImGuiKey_Space,
    ImGuiKey_Enter,     ImGuiKey_Escape,    ImGuiKey_A,          ImGuiKey_C,
    ImGuiKey_V,         ImGuiKey_X,         ImGuiKey_Y,          ImGuiKey_Z,
};

#if IMGUI_VERSION_NUM < 18700

void gui_map_keys(ImGuiIO &io)
{
    for (int k = 0; k < GUI_N_KEYS; k++)
        if (KEYS[k] != KEY_NOBODY_HAS)
            io.KeyMap[KEYS[k]] = k;
}

void gui_feed_key(ImGuiIO &io, int key, bool down)
{
    io.KeysDown[key] = down;
}

void gui_feed_modifiers(ImGuiIO &io, const gui_input *in)
{
    io.KeyShift = in->shift;
    io.KeyCtrl = in->control;
    io.KeyAlt = in->alt;
}

bool gui_key_pressed(int key, gui_repeat repeat)
{
    return ImGui::IsKeyPressed(key, repeat == GUI_REPEAT);
}

#else

void gui_map_keys(ImGuiIO &io)
{
    // what happened before a frame is all in that frame
    io.ConfigInputTrickleEventQueue = false;
}

void gui_feed_key(ImGuiIO &io, int key, bool down)
{
    io.AddKeyEvent(KEYS[key], down);
}

void gui_feed_modifiers(ImGuiIO &io, const gui_input *in)
{
    io.AddKeyEvent(ImGuiMod_Shift, in->shift);
    io.AddKeyEvent(ImGuiMod_Ctrl, in->control);
    io.AddKeyEvent(ImGuiMod_Alt, in->alt);
}

bool gui_key_pressed(int key, gui_repeat repeat)
{
    return ImGui::IsKeyPressed(KEYS[key], repeat == GUI_REPEAT);
}

#endif

#if IMGUI_VERSION_NUM < 19140

bool gui_ring_hidden(const ImGuiContext &c)
{
    return c.NavDisableHighlight;
}

void gui_hide_ring(ImGuiContext &c)
{
    c.NavDisableHighlight = true;
}

void gui_show_ring(ImGuiContext &c)
{
    c.NavDisableHighlight = false;
    c.NavDisableMouseHover = true;
}

#else

bool gui_ring_hidden(const ImGuiContext &c)
{
    return !c.NavCursorVisible;
}

void gui_hide_ring(ImGuiContext &c)
{
    c.NavCursorVisible = false;
}

void gui_show_ring(ImGuiContext &c)
{
    c.NavCursorVisible = true;
    c.NavHighlightItemUnderNav = true;
}

#endif

void gui_take_lists(ImDrawData *data, std::vector<ImDrawList *> &lists)
{
#if IMGUI_VERSION_NUM < 18973
    data->CmdLists = lists.data();
#else
    data->CmdLists.resize(0);
    for (ImDrawList *list : lists)
        data->CmdLists.push_back(list);
#endif
    data->CmdListsCount = (int)lists.size();
}
