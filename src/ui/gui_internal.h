/* gui_internal.h - what widgets are made from: gui_widgets.c, gui_rows.c and gui_check.c
 * include it, and gui_imgui_items.cpp, which does it; nobody else. */
#ifndef DEQI_UI_GUI_INTERNAL_H
#define DEQI_UI_GUI_INTERNAL_H

#include "ui/gui.h"

/* What happened to an item since the last frame. */
struct gui_item {
    struct gui_rect rect;
    bool pressed, hovered, held;
    bool dragged; /* held by the pointer, or let go by it where it now is */
    bool focused; /* the keyboard is on it: draw a ring */
    float pointer_x;
    int steps; /* arrow keys right minus left while focused */
};

/* Reserves w x h at the cursor and moves the cursor on. `label` is the id; what follows
 * "##" belongs to the id alone. */
struct gui_item gui_item(struct gui *gui, const char *label, float w, float h);
/* The same for what cannot be used now: found by its label, but no stop for Tab. */
struct gui_item gui_item_off(struct gui *gui, const char *label, float w, float h);
/* Reserves room without an item. */
void gui_reserve(struct gui *gui, float w, float h);
void gui_cursor(const struct gui *gui, float *x, float *y);
void gui_set_cursor(struct gui *gui, float x, float y);
float gui_room(const struct gui *gui);     /* from the cursor to the panel's right edge */
float gui_item_gap(const struct gui *gui); /* pixels between items */
/* A text field `width` pixels wide; true when the text changed. */
enum gui_taken { GUI_TAKEN_AS_IT_IS, GUI_TAKEN_WHOLE }; /* whether the text is chosen */
bool gui_field(struct gui *gui, const char *id, const char *hint, char *text, size_t size,
               float pad, float width, enum gui_taken taken);
/* The item that is held takes the drag: it does not scroll the panel. */
void gui_grab(struct gui *gui);
/* Where a row of chips goes on, in this panel. */
float *gui_chip_right(struct gui *gui);

/* The part of a label before "##", in `buffer`. */
const char *gui_shown_label(const char *label, char *buffer, size_t size);
/* A length of the design, at 1080p, in pixels. */
float gui_px(const struct gui *gui, float design);
/* Round the widget that the keyboard is on, with a line of the panel's colour between, so
 * that it is seen on what is the ring's colour itself. */
void gui_focus_ring(struct gui *gui, const struct gui_item *item, struct gui_rect r,
                    float rounding);
/* What comes next stands below a row of chips. */
void gui_end_chips(struct gui *gui);

#endif
