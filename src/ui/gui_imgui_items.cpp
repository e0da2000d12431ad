/* gui_imgui_items.cpp - what can be used in a panel: items, text fields, the keyboard's
 * focus, and the cursor at which they are put (gui_internal.h). The widgets of
 * gui_widgets.c are drawn over these.
 *
 * Each item is noted in the order in which it was drawn. The notes of the frame before
 * are what Tab goes through and gui_find searches.
 *
 * Nothing that can be used may be made past note_item: Tab would not reach it. What a
 * field shows is drawn by ImGui, past gui_miss: gui_field announces it.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ui/gui_imgui.hpp"

// ---------------------------------------------------------------- items

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
        size_t n = strlen(label), kept = sizeof note.label - 1; // of a long one
        if (seen && strncmp(note.label, label, n < kept ? n : kept) == 0) {
            *rect = note.rect;
            return true;
        }
    }
    return false;
}

const char *gui_widget(const struct gui *g, int i, struct gui_rect *rect)
{
    if (i < 0 || i >= g->old_items.Size)
        return NULL;
    *rect = g->old_items[i].whole;
    return g->old_items[i].label;
}

void gui_push_id(struct gui *, int id)
{
    ImGui::PushID(id);
}

void gui_pop_id(struct gui *)
{
    ImGui::PopID();
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

// What a key has used stays where the eye is, too, as far as the panel scrolls, until the
// next key or the pointer.
static void keep_in_sight(gui *g, bool used, float y)
{
    ImGuiWindow *w = ImGui::GetCurrentWindow();
    if (used) {
        g->keyed = ImGui::GetItemID();
        g->keyed_y = y;
    } else if (g->keyed == ImGui::GetItemID() && fabsf(y - g->keyed_y) >= 1) {
        ImGui::SetScrollY(w, ImClamp(w->Scroll.y + y - g->keyed_y, 0.0f, w->ScrollMax.y));
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
        !g->params.offscreen && c.NavId == ImGui::GetItemID() && !gui_ring_hidden(c);
    // ImGui keeps the enter key for text fields
    item.pressed |= item.focused && gui_key_pressed(GUI_KEY_ENTER, GUI_ONCE);
    if (item.pressed)
        g->pressed = ImGui::GetItemID();
    if (item.focused)
        keep_in_sight(g, item.pressed, p.y);
    item.pointer_x = ImGui::GetIO().MousePos.x;
    if (item.focused)
        item.steps = gui_key_pressed(GUI_KEY_RIGHT) - gui_key_pressed(GUI_KEY_LEFT);
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
        gui_hide_ring(c);
    }
    item.pressed = item.focused = false;
    return item;
}

void gui_grab(struct gui *g)
{
    g->grabbed = true;
}

bool gui_field(struct gui *g, const char *id, const char *hint, char *text, size_t size,
               float pad, float width, enum gui_taken taken)
{
    pad = fmaxf(pad, (gui_touch(g) - ImGui::GetFontSize()) / 2);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(16 * g->scale, pad));
    ImGui::SetNextItemWidth(width);
    ImGui::PushID(id);
    gui_drawing_type(g, GUI_BODY); // of the panel around it
    bool changed = ImGui::InputTextWithHint(
        "##field", hint ? hint : "", text, size,
        taken == GUI_TAKEN_WHOLE ? ImGuiInputTextFlags_AutoSelectAll : 0);
    ImGui::PopID();
    ImGui::PopStyleVar();
    gui_need(g, text); // whatever was typed
    ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
    gui_rect r = {a.x, a.y, b.x - a.x, b.y - a.y};
    note_item(g, id, r, NOTE_FIELD);
    const ImGuiContext &c = *g->context;
    if (ImGui::IsItemActive() || (c.NavId == ImGui::GetItemID() && !gui_ring_hidden(c)))
        keep_in_sight(g, changed || gui_entered(g), a.y);
    if (ImGui::IsItemActive()) {
        gui_outline(g, r, 8 * g->scale, 2 * g->scale, g->colors->accent);
        g->typing = r;
        g->grabbed = true;
    }
    return changed;
}

bool gui_hovered(const struct gui *)
{
    return ImGui::IsItemHovered();
}

bool gui_entered(const struct gui *)
{
    return ImGui::IsItemDeactivated() && gui_key_pressed(GUI_KEY_ENTER);
}

bool gui_left(const struct gui *)
{
    return ImGui::IsItemDeactivated() && gui_key_pressed(GUI_KEY_ESCAPE);
}

// ---------------------------------------------------------------- the keyboard

static ImGuiID used_last(const gui *g)
{
    const ImGuiContext &c = *g->context;
    return gui_ring_hidden(c) ? g->pressed : c.NavId;
}

void gui_keep_focus(gui *g)
{
    const ImGuiID here = used_last(g);
    int n = 0;
    while (n < g->old_items.Size && g->old_items[n].id != here)
        n++;
    if (n == g->old_items.Size)
        return;
    g->before.resize(n + 1);
    for (int i = 0; i <= n; i++)
        g->before[i] = g->old_items[i].id;
}

/* the place in `order` of the nearest of those before a widget that has gone; -1 = none
 */
static int place_before(const gui *g, const ImVector<int> &order)
{
    for (int k = g->before.Size - 1; k >= 0; k--)
        for (int i = 0; i < order.Size; i++)
            if (g->old_items[order[i]].id == g->before[k])
                return i;
    return -1;
}

// Tab goes through every widget in the order in which they were drawn
void gui_move_focus(gui *g, int step)
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
        bool here = n.id == used_last(g);
        if (n.off && !here)
            continue;
        if (here)
            at = order.Size;
        order.push_back(i);
    }
    if (!order.Size)
        return;
    if (at < 0 && used_last(g)) {
        at = place_before(g, order);
        // back from it is the one before itself
        if (at >= 0 && step < 0)
            at++;
    }
    at = at < 0 ? (step > 0 ? 0 : order.Size - 1) : (at + step + order.Size) % order.Size;
    const item_note &to = g->old_items[order[at]];
    ImGuiWindow *w = ImGui::FindWindowByID(to.window);
    ImRect r(to.whole.x, to.whole.y, to.whole.x + to.whole.w, to.whole.y + to.whole.h);
    ImGui::ClearActiveID();
    ImGui::FocusWindow(w);
    ImRect inside = r;
    inside.Translate(ImVec2(-w->Pos.x, -w->Pos.y));
    ImGui::SetNavID(to.id, ImGuiNavLayer_Main, 0, inside);
    gui_show_ring(c);
    ImGui::ScrollToRect(w, r);
    if (to.field) {
        c.NavNextActivateId = to.id;
        c.NavNextActivateFlags = ImGuiActivateFlags_PreferInput;
    }
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
    return g->context->NavId && !gui_ring_hidden(*g->context);
}

const char *gui_focused(const struct gui *g, struct gui_rect *rect)
{
    if (!gui_has_focus(g))
        return NULL;
    for (int i = 0; i < g->old_items.Size; i++)
        if (g->old_items[i].id == g->context->NavId) {
            *rect = g->old_items[i].rect;
            return g->old_items[i].label;
        }
    return NULL;
}

void gui_drop_focus(struct gui *g)
{
    gui_hide_ring(*g->context);
}

void gui_focus_next(struct gui *)
{
    ImGui::SetKeyboardFocusHere();
}

void gui_focus_again(struct gui *)
{
    ImGui::SetKeyboardFocusHere(-1);
}

// ---------------------------------------------------------------- the cursor

void gui_same_line(struct gui *)
{
    ImGui::SameLine();
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

float *gui_chip_right(struct gui *g)
{
    return &g->chip_right;
}
