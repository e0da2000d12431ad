/* gui_imgui_changes.cpp - where a frame differs from the one before, and painting there.
 *
 * Each draw list is kept as it was painted last. gui_find_changes compares it with the
 * new one, tells in a few rectangles where they differ, and keeps the new one: a pass
 * over all vertices, without allocation once the lists have had their size. gui_paint
 * draws what lies in one rectangle.
 *
 * gui_find_changes must not run twice a frame: the second finds nothing. What changes how
 * everything looks, as a new atlas does, must set g->repaint.
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include <backends/imgui_impl_opengl3.h>

#include "ui/gui_imgui.hpp"

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

int gui_find_changes(gui *g, const ImDrawData *data, gui_rect *changed)
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
    gui_take_lists(&data, lists);
    if (!lists.empty())
        ImGui_ImplOpenGL3_RenderDrawData(&data);
    size_t k = 0;
    for (ImDrawList *list : lists)
        for (ImDrawCmd &c : list->CmdBuffer)
            c.ClipRect = clips[k++];
}
