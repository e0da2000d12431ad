/* gui_imgui.hpp - what the files gui_imgui*.cpp share: struct gui, its fields under the
 * file that they belong to, and the few functions that one file has for the others.
 * Nobody else may include it: the others use gui.h, the widgets gui_internal.h too.
 */
#ifndef DEQI_UI_GUI_IMGUI_HPP
#define DEQI_UI_GUI_IMGUI_HPP

#include <deque>
#include <imgui.h>
#include <imgui_internal.h>
#include <vector>

extern "C" {
#include "ui/font_files.h"
#include "ui/gui_internal.h"
}

// a draw list as it was painted last
struct painted {
    ImVector<ImDrawVert> vertex;
    ImVector<ImDrawIdx> index;
    ImVector<ImDrawCmd> command;
};

// where a widget was, for gui_find and for Tab
struct item_note {
    char label[64];
    gui_rect rect, whole; // `rect`: what of it can be seen
    ImGuiID id, window;
    bool field, off; // `off`: not to be used now
};

struct gui {
    // gui_imgui.cpp
    gui_params params;
    ImGuiContext *context;
    const struct theme *colors;
    float scale;
    int steady; // frames of the same scale

    // gui_imgui_fonts.cpp
    font_files files;
    char lang[32];                               // of the ideographs
    uint32_t needed[0x10000 / 32];               // characters announced
    uint32_t written[GUI_N_FONTS][0x10000 / 32]; // in each of the large sizes
    bool wanted[GUI_N_FONTS];
    bool stale, texture; // the atlas lacks something; there is one
    bool missed;         // something without a glyph was written in this frame
    float built_scale;   // of the atlas
    ImFont *font[GUI_N_FONTS];
    ImVector<ImWchar> latin[GUI_N_FONTS], han[GUI_N_FONTS]; // ranges of the atlas

    // gui_imgui_changes.cpp
    std::deque<painted> painted_before;    // grows without copying what is empty
    std::vector<ImDrawList *> paint_lists; // of gui_paint, kept for their memory
    std::vector<ImVec4> paint_clips;
    bool bound;   // to a GL context
    bool repaint; // another atlas: nothing is as it was

    // gui_imgui_draw.cpp
    ImDrawList *list; // of what is drawn outside of panels and not raised
    bool raised;
    gui_rect card[64]; // of this frame, and of the one before: what covers the picture
    int n_cards, n_old_cards;
    gui_rect old_card[64];
    float smallest, old_smallest; // text drawn in this frame, and in the one before

    // gui_imgui_panels.cpp
    int panel_depth;
    float panel_width, chip_right;
    int content;        // the first vertex of the panel's content
    float fade_from[2]; // from the upper and lower edge of the window; 0 = no card's edge
    bool veil_pressed;
    ImGuiID overlay, old_overlay; // the window that lies over all others, 0 = none
    ImGuiID panned;               // the window that a drag scrolls
    ImVec2 notice;                // where the box that is open began
    float notice_width;           // of the panel around it

    // gui_imgui_items.cpp
    ImVector<item_note> items, old_items;
    bool grabbed;              // the drag is an item's, see gui_grab
    ImGuiID pressed;           // the last widget that was used: where Tab goes on
    ImVector<ImGuiID> before;  // that widget and those before it, see gui_keep_focus
    ImGuiID keyed;             // that widget where a key used it, see keep_in_sight
    float keyed_y;             // where it stood then
    ImGuiID held, held_window; // the widget under the finger, see keep_place
    float held_y, held_gap;    // where it was taken; room above the panel's content
    gui_rect typing;
};

// ---------------------------------------------------------------- gui_imgui_keys.cpp

enum gui_repeat { GUI_ONCE, GUI_REPEAT };

/* Once, at first. */
void gui_map_keys(ImGuiIO &io);
/* Before a frame: of enum gui_key, and the modifiers. */
void gui_feed_key(ImGuiIO &io, int key, bool down);
void gui_feed_modifiers(ImGuiIO &io, const gui_input *in);
/* In this frame, or again while it is held. */
bool gui_key_pressed(int key, gui_repeat repeat = GUI_REPEAT);
/* The ring round the widget that keys go to. */
bool gui_ring_hidden(const ImGuiContext &c);
void gui_hide_ring(ImGuiContext &c);
void gui_show_ring(ImGuiContext &c);
/* These are what is drawn. */
void gui_take_lists(ImDrawData *data, std::vector<ImDrawList *> &lists);

// ---------------------------------------------------------------- gui_imgui_fonts.cpp

// a font at the size of a role, whatever size its glyphs were made at
struct gui_type {
    ImFont *font;
    float px;
};

/* Reads the faces; takes up ASCII and the first six fonts. Once, at first. */
void gui_load_fonts(gui *g);
/* Between two frames: makes the atlas anew where it must be. */
void gui_renew_atlas(gui *g);
/* Takes up what is about to be measured or drawn and has no glyph yet. */
void gui_miss(gui *g, enum gui_font font, const char *text);
gui_type gui_type_of(const gui *g, enum gui_font font);

// ---------------------------------------------------------------- gui_imgui_changes.cpp

/* For gui_end. Fills up to GUI_CHANGES rectangles and returns how many. */
int gui_find_changes(gui *g, const ImDrawData *data, gui_rect *changed);

// ---------------------------------------------------------------- gui_imgui_draw.cpp

ImU32 gui_color(uint32_t c);
/* The type of text that is drawn, not only measured. */
gui_type gui_drawing_type(gui *g, enum gui_font font);
/* Says that the place is covered, see gui_covers. */
void gui_register_card(gui *g, gui_rect r);
/* Only paints. `fill`: the colour of the card over its own shadow. */
void gui_paint_card(gui *g, ImDrawList *list, gui_rect r, uint32_t fill);

// ---------------------------------------------------------------- gui_imgui_items.cpp

/* For gui_end: which widgets come before the one that was used last. It may be gone in
 * the next frame, which Tab goes on from all the same. */
void gui_keep_focus(gui *g);
/* Puts the ring on the next widget or the one before: `step` is 1 or -1. */
void gui_move_focus(gui *g, int step);

#endif
