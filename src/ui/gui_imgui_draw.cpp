/* gui_imgui_draw.cpp - text, shapes and cards.
 *
 * All go to one draw list: of the open panel, else over the panels after gui_raise, else
 * under them. A card also covers the picture, and is registered for gui_covers.
 *
 * Text must pass gui_miss before it is measured or drawn, or its glyphs are never made,
 * and must be drawn in what gui_drawing_type gives, or gui_smallest_text misses it.
 */
#include <math.h>

extern "C" {
#include "text/utf8.h"
#include "text/wrap.h"
}

#include "ui/gui_imgui.hpp"

ImU32 gui_color(uint32_t c)
{
    return IM_COL32(c >> 24, c >> 16 & 0xFF, c >> 8 & 0xFF, c & 0xFF);
}

static ImDrawList *list_of(gui *g)
{
    return g->panel_depth ? ImGui::GetWindowDrawList()
           : g->raised    ? ImGui::GetForegroundDrawList()
                          : g->list;
}

void gui_ground_begin(struct gui *g)
{
    g->list->ChannelsSetCurrent(0);
}

void gui_ground_end(struct gui *g)
{
    g->list->ChannelsSetCurrent(1);
}

void gui_raise(struct gui *g)
{
    g->raised = true;
}

void gui_lower(struct gui *g)
{
    g->raised = false;
}

// ---------------------------------------------------------------- text

gui_type gui_drawing_type(gui *g, enum gui_font font)
{
    gui_type t = gui_type_of(g, font);
    if (g->smallest <= 0 || t.px < g->smallest)
        g->smallest = t.px;
    return t;
}

float gui_smallest_text(const struct gui *g)
{
    return g->old_smallest / g->scale;
}

static float advance_of(uint32_t c, const void *user)
{
    const gui_type *t = static_cast<const gui_type *>(user);
    return t->font->GetCharAdvance((ImWchar)c) * t->px / t->font->FontSize;
}

static ImVec2 wrapped_size(const gui_type &t, const char *text, float wrap)
{
    wrap_line line;
    ImVec2 size(0, *text ? 0 : t.px);
    while (wrap_next(&text, wrap, advance_of, &t, &line)) {
        size.x = fmaxf(size.x, line.width);
        size.y += t.px;
    }
    return size;
}

static void draw_wrapped(ImDrawList *list, const gui_type &t, ImVec2 at, float wrap,
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
    gui_miss(g, font, text);
    ImVec2 size = wrapped_size(gui_type_of(g, font), text, wrap);
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
    gui_miss(g, font, text);
    if (align != GUI_LEFT)
        gui_measure(g, font, text, 0, &w, NULL);
    gui_type t = gui_drawing_type(g, font);
    list_of(g)->AddText(t.font, t.px, ImVec2(floorf(aligned(x, w, align)), floorf(y)),
                        gui_color(color), text);
}

float gui_text_wrapped(struct gui *g, enum gui_font font, float x, float y, float wrap,
                       uint32_t color, const char *text)
{
    gui_miss(g, font, text);
    gui_type t = gui_drawing_type(g, font);
    draw_wrapped(list_of(g), t, ImVec2(x, y), wrap, color, text);
    return wrapped_size(t, text, wrap).y;
}

void gui_text_tabular(struct gui *g, enum gui_font font, float x, float y,
                      enum gui_align align, uint32_t color, const char *text)
{
    gui_miss(g, font, text);
    gui_type t = gui_drawing_type(g, font);
    float digit = 0, width = 0;
    for (char c = '0'; c <= '9'; c++)
        digit = fmaxf(digit, advance_of((uint32_t)c, &t));
    uint32_t c;
    for (const char *p = text; *p;) {
        p = utf8_next(p, &c);
        width += c >= '0' && c <= '9' ? digit : advance_of(c, &t);
    }
    x = aligned(x, width, align);
    for (const char *p = text, *next; *p; p = next) {
        next = utf8_next(p, &c);
        float advance = advance_of(c, &t), cell = c >= '0' && c <= '9' ? digit : advance;
        list_of(g)->AddText(t.font, t.px,
                            ImVec2(floorf(x + (cell - advance) / 2), floorf(y)),
                            gui_color(color), p, next);
        x += cell;
    }
}

void gui_tooltip(struct gui *g, const char *text)
{
    gui_miss(g, GUI_SMALL, text);
    gui_type t = gui_drawing_type(g, GUI_SMALL);
    float wrap = 320 * g->scale;
    ImGui::BeginTooltip();
    ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy(wrapped_size(t, text, wrap));
    draw_wrapped(ImGui::GetWindowDrawList(), t, at, wrap, g->colors->ink, text);
    ImGui::EndTooltip();
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

void gui_image(struct gui *g, struct gui_rect r, unsigned texture)
{
    list_of(g)->AddImage((ImTextureID)(intptr_t)texture, ImVec2(r.x, r.y),
                         ImVec2(r.x + r.w, r.y + r.h));
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

// ---------------------------------------------------------------- cards

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

void gui_register_card(gui *g, gui_rect r)
{
    if (g->n_cards < (int)(sizeof g->card / sizeof *g->card))
        g->card[g->n_cards++] = r;
}

void gui_paint_card(gui *g, ImDrawList *list, gui_rect r, uint32_t fill)
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
    gui_register_card(g, r);
    gui_paint_card(g, list_of(g), r, g->colors->panel);
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
