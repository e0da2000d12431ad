/* gui_imgui_panels.cpp - the windows that hold items: panels, overlays and their parts,
 * and the notices in them.
 *
 * gui_panel_end ends a panel, and a footer, head, body or bare one too; an overlay and
 * its parts have ends of their own. A panel or part scrolls by a drag, and as it ends
 * fades what lies beyond its edges: the vertices since g->content.
 *
 * What is not to fade, as the card, must be drawn before g->content is set. Only an
 * overlay may take the focus when it comes.
 */
#include <math.h>

#include "ui/gui_imgui.hpp"

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
    ImGui::PushFont(gui_type_of(g, GUI_BODY).font);
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
    gui_paint_card(g, list, r, g->colors->panel);
    list->PopClipRect();
    g->content = list->VtxBuffer.Size;
}

void gui_panel_begin_footed(struct gui *g, const char *id, struct gui_rect r,
                            float footer)
{
    gui_rect inside = {r.x, r.y, r.w, fmaxf(r.h - footer, 8)};
    gui_register_card(g, r);
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
    gui_register_card(g, r);
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
    gui_register_card(g, r);
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
    gui_register_card(g, all);
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(io.DisplaySize);
    ImGui::PushFont(gui_type_of(g, GUI_BODY).font);
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
    gui_paint_card(g, ImGui::GetWindowDrawList(), r, g->colors->panel | 0xFF);
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

float gui_panel_width(const struct gui *g)
{
    return g->panel_width;
}

void gui_show(struct gui *g, struct gui_rect place)
{
    ImGuiWindow *w = ImGui::GetCurrentWindow();
    float edge = 28 * g->scale; // where it would fade
    float top = w->InnerRect.Min.y + (w->Scroll.y > 0 ? edge : 0);
    if (place.y >= top && place.y + place.h <= w->InnerRect.Max.y - edge)
        return;
    // with some of what stands before it, unless it needs the room
    float space = w->InnerRect.GetHeight() - 2 * edge - place.h;
    float above = edge + fminf(fmaxf(space, 0), w->InnerRect.GetHeight() / 4);
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
