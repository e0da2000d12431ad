/* gui.h - text, shapes and widgets over the picture: a C interface over Dear ImGui.
 *
 * Everything is immediate: between gui_begin and gui_end the caller says what there is,
 * in image pixels from the top left; gui_end tells where that differs from the frame
 * before, and gui_paint draws it, there alone, into the framebuffer that is bound, with
 * the GL context that is current. It needs no window: `deqi render` uses it off-screen.
 * One gui at a time, used from the thread that owns the GL context.
 *
 * Fonts are found through fontconfig: Inter, and a CJK face for what Inter lacks. Only
 * the characters announced by gui_need, or written once, are put into the atlas; a new
 * one rebuilds it at the next gui_begin, which takes some tenths of a second where there
 * are many: announce together what belongs together. Without Inter any sans-serif face
 * serves; without any font at all, ImGui's built-in one (Latin only).
 *
 * Widgets return true on the frame in which they were used. Their id is their label
 * unless an id scope is pushed. All are at least gui_touch high and wide where they can
 * be touched.
 */
#ifndef DEQI_UI_GUI_H
#define DEQI_UI_GUI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "ui/theme.h"

struct gui;

/* design px at scale 1 */
enum gui_font {
    GUI_SMALL,          /* 13 */
    GUI_BODY,           /* 15 */
    GUI_STRONG,         /* 15 semibold */
    GUI_LEAD,           /* 18 */
    GUI_TITLE,          /* 22 semibold */
    GUI_HEAD,           /* 30 semibold */
    GUI_CLOCK,          /* 64 semibold; digits, Latin */
    GUI_DISPLAY,        /* 48, Inter's em being 40: the least that display mode may use */
    GUI_DISPLAY_STRONG, /* 48 semibold */
    GUI_DISPLAY_HEAD,   /* 80 semibold */
    GUI_DISPLAY_CLOCK,  /* 120 semibold; digits, Latin */
    GUI_N_FONTS
};

struct gui_rect {
    float x, y, w, h;
};

enum gui_key {
    GUI_KEY_TAB,
    GUI_KEY_LEFT,
    GUI_KEY_RIGHT,
    GUI_KEY_UP,
    GUI_KEY_DOWN,
    GUI_KEY_HOME,
    GUI_KEY_END,
    GUI_KEY_PAGE_UP,
    GUI_KEY_PAGE_DOWN,
    GUI_KEY_DELETE,
    GUI_KEY_BACKSPACE,
    GUI_KEY_SPACE,
    GUI_KEY_ENTER,
    GUI_KEY_ESCAPE,
    GUI_KEY_A,
    GUI_KEY_C,
    GUI_KEY_V,
    GUI_KEY_X,
    GUI_KEY_Y,
    GUI_KEY_Z,
    GUI_N_KEYS
};

/* The state of the devices at this frame. Zero: no pointer, nothing pressed. */
struct gui_input {
    bool has_pointer;
    float x, y;
    bool button[3];
    float wheel;
    bool key[GUI_N_KEYS];
    bool shift, control, alt;
    const char *text; /* UTF-8 typed since the last frame; may be NULL */
    float seconds;    /* since the last frame */
};

struct gui_params {
    bool offscreen;  /* no cursor, no keyboard focus ring */
    int max_texture; /* the card's largest side of a texture, pixels; 0 = 4096 */
};

/* The GL context must be current and stay so for gui's life. */
struct gui *gui_create(const struct gui_params *params, struct error *error);
void gui_destroy(struct gui **gui);
/* But for this: what lies in a context is let go, and made anew in another; nothing is
 * drawn in between. Once let go it may be destroyed. */
void gui_let_go(struct gui *gui);
bool gui_regain(struct gui *gui, struct error *error);

/* The system's clipboard, for what is typed: without it cut, copied and pasted text stays
 * within gui. What `get` returns is read at once. */
struct gui_clipboard {
    const char *(*get)(void *user);
    void (*set)(void *user, const char *text);
    void *user;
};
void gui_use_clipboard(struct gui *gui, const struct gui_clipboard *clipboard);

/* Ideographs in the shapes of this language from now on; at first those of "en". */
void gui_set_lang(struct gui *gui, const char *lang);
/* Puts the characters of the text into the atlas. */
void gui_need(struct gui *gui, const char *text);
/* Fonts beyond the first six that will be used; the atlas holds only those asked for. */
void gui_need_font(struct gui *gui, enum gui_font font);
/* After gui_end: whether something was written that had no glyph yet. Such a frame is
 * better not shown: the next gui_begin makes the glyph. */
bool gui_missed(const struct gui *gui);
/* Whether the next frame would not write any sharper. */
bool gui_settled(const struct gui *gui);
/* Whether every character of the text has a glyph in the atlas. */
bool gui_has_glyphs(const struct gui *gui, const char *text);
/* A line for the log when a fallback face is in use, or NULL. */
const char *gui_font_note(const struct gui *gui);

/* `scale`: image pixels per design pixel. */
void gui_begin(struct gui *gui, int width, int height, float scale,
               const struct theme *theme, const struct gui_input *input);
/* Returns how many rectangles of `changed` were filled: outside them everything looks as
 * in the frame before. */
enum { GUI_CHANGES = 16 };
int gui_end(struct gui *gui, struct gui_rect changed[GUI_CHANGES]);
/* Draws what lies within the rectangle; after gui_end. */
void gui_paint(struct gui *gui, struct gui_rect within);
float gui_scale(const struct gui *gui);
/* The least side of what a finger in a glove is to meet, in image pixels: 44 of the
 * design, but never fewer than 44 of the picture. */
float gui_touch(const struct gui *gui);
float gui_touch_at(float scale);
const struct theme *gui_theme(const struct gui *gui);
/* Whether a card of the last frame covers the place: the pointer there is not for the
 * body. */
bool gui_covers(const struct gui *gui, float x, float y);
/* After gui_begin: whether a text field takes the keys. */
bool gui_wants_keys(const struct gui *gui);
/* Where that field is, x y w h, for an input method's list. */
struct gui_rect gui_typing_box(const struct gui *gui);
/* Whether the keyboard's ring is shown on a widget: arrows, space and enter are its. Tab
 * goes through all widgets; without a ring they are left to the caller. */
bool gui_has_focus(const struct gui *gui);
void gui_drop_focus(struct gui *gui);
/* The widget of the last frame whose label begins so, in image pixels: for tests that use
 * the program as people do. False where there is none, or it is scrolled out of sight. */
bool gui_find(const struct gui *gui, const char *label, struct gui_rect *rect);
/* The i-th widget of the last frame, in the order of Tab, likewise for tests: its label
 * and the whole of where it is, scrolled out of sight or not; NULL beyond the last. */
const char *gui_widget(const struct gui *gui, int i, struct gui_rect *rect);
/* The widget that the keyboard's ring is on, its label and where it is, likewise for
 * tests; NULL where there is none. */
const char *gui_focused(const struct gui *gui, struct gui_rect *rect);
/* The size of the smallest text of the last frame, in design px; 0 where there was none.
 */
float gui_smallest_text(const struct gui *gui);

// ------------------------------------------------------------- shapes, in image pixels

enum gui_align { GUI_LEFT, GUI_CENTRE, GUI_RIGHT };

float gui_line_height(const struct gui *gui, enum gui_font font);
void gui_measure(struct gui *gui, enum gui_font font, const char *text, float wrap,
                 float *width, float *height); /* wrap 0: one line */
/* `x` is the left, middle or right of the text as `align` says; y its top. */
void gui_text(struct gui *gui, enum gui_font font, float x, float y, enum gui_align align,
              uint32_t color, const char *text);
/* Wraps at `wrap` pixels; returns the height. */
float gui_text_wrapped(struct gui *gui, enum gui_font font, float x, float y, float wrap,
                       uint32_t color, const char *text);
/* Digits all as wide as the widest, for times. */
void gui_text_tabular(struct gui *gui, enum gui_font font, float x, float y,
                      enum gui_align align, uint32_t color, const char *text);
void gui_line(struct gui *gui, float x0, float y0, float x1, float y1, float width,
              uint32_t color);
void gui_box(struct gui *gui, struct gui_rect rect, float rounding, uint32_t fill);
/* A picture by the name of its texture (render/render.h). Another picture must have
 * another name, or the change is not seen. */
void gui_image(struct gui *gui, struct gui_rect rect, unsigned texture);
void gui_outline(struct gui *gui, struct gui_rect rect, float rounding, float width,
                 uint32_t color);
void gui_disc(struct gui *gui, float x, float y, float radius, uint32_t color);
/* An arc of a ring from fraction `from` to `to` of a turn, clockwise from the top, with
 * round ends. */
void gui_ring(struct gui *gui, float x, float y, float radius, float width, float from,
              float to, uint32_t color);
/* A translucent floating card with a soft shadow. */
void gui_card(struct gui *gui, struct gui_rect rect);

// ------------------------------------------------------------- panels and widgets

/* Shapes outside of panels go over the panels from here on, or under them again. */
void gui_raise(struct gui *gui);
void gui_lower(struct gui *gui);
/* Shapes in between go under all other shapes, whenever those are drawn. */
void gui_ground_begin(struct gui *gui);
void gui_ground_end(struct gui *gui);

/* A card that holds widgets from top to bottom and scrolls when they do not fit: by
 * wheel, bar or drag. */
void gui_panel_begin(struct gui *gui, const char *id, struct gui_rect rect);
/* The same with `footer` pixels kept free at the lower edge, for what must stay in sight:
 * fill them with gui_footer_begin, after gui_panel_end, from the same rectangle. */
void gui_panel_begin_footed(struct gui *gui, const char *id, struct gui_rect rect,
                            float footer);
void gui_footer_begin(struct gui *gui, const char *id, struct gui_rect rect,
                      float footer);
/* A card whose head stays while what is under it scrolls. The head may take at most
 * `rect`'s first `most` pixels, and scrolls itself beyond; gui_panel_end says how many it
 * took, and gui_body_begin goes on in what is left of the card. */
void gui_head_begin(struct gui *gui, const char *id, struct gui_rect rect, float most);
void gui_body_begin(struct gui *gui, const char *id, struct gui_rect rect);
/* A card over everything else, which keeps pointer and keys from what lies below until it
 * is gone. It holds parts, each of which scrolls by itself. gui_overlay_end returns
 * whether the place beside it was pressed. */
enum gui_veil { GUI_CLEAR, GUI_DIMMED };
void gui_overlay_begin(struct gui *gui, const char *id, struct gui_rect rect,
                       enum gui_veil veil);
bool gui_overlay_end(struct gui *gui);
/* `pad`: design px above and below the content, whose height with them gui_part_end
 * returns. */
void gui_part_begin(struct gui *gui, const char *id, struct gui_rect rect, float pad);
float gui_part_end(struct gui *gui);
/* The head of a card: what it is, and at the right a cross, called `close`. Returns
 * whether that was pressed. */
bool gui_card_head(struct gui *gui, const char *title, const char *close);
/* The same without card and padding, for a few widgets that stand alone. */
void gui_bare_begin(struct gui *gui, const char *id, struct gui_rect rect);
/* The height that the panel's content took, in pixels with padding: for panels that fit
 * their content. */
float gui_panel_end(struct gui *gui);
void gui_push_id(struct gui *gui, int id);
void gui_pop_id(struct gui *gui);
float gui_panel_width(const struct gui *gui); /* room for content, pixels */

void gui_space(struct gui *gui, float design_px);
void gui_same_line(struct gui *gui);
/* Right of a list row that keeps room there (gui_row.right), for one icon button. */
void gui_beside(struct gui *gui);
/* Keeps w x h pixels for shapes and says where. */
void gui_place(struct gui *gui, float w, float h, float *x, float *y);
void gui_divider(struct gui *gui);
void gui_heading(struct gui *gui, const char *text); /* GUI_TITLE */
void gui_caption(struct gui *gui, const char *text); /* small, semibold, soft */
void gui_paragraph(struct gui *gui, enum gui_font font, uint32_t color, const char *text);
/* A box with an edge in amber (or alarm) that says what to mind. */
void gui_notice(struct gui *gui, const char *title, const char *text, bool alarm);
/* The same around any widgets. */
enum gui_notice_kind { GUI_MIND, GUI_ALARM };
void gui_notice_begin(struct gui *gui);
void gui_notice_end(struct gui *gui, enum gui_notice_kind kind);

enum gui_button_style { GUI_QUIET, GUI_PRIMARY, GUI_WARM, GUI_AMBER, GUI_GHOST };
bool gui_button(struct gui *gui, const char *label, enum gui_button_style style,
                bool enabled);
/* The same over the whole width of the panel. */
bool gui_wide_button(struct gui *gui, const char *label, enum gui_button_style style,
                     bool enabled);
/* One of `of` large keys that fill a row of the panel, for fingers in gloves. */
bool gui_pad_key(struct gui *gui, const char *label, int of, enum gui_button_style style,
                 bool enabled);
enum gui_icon {
    GUI_ICON_UNDO,
    GUI_ICON_REDO,
    GUI_ICON_MENU,
    GUI_ICON_MORE,
    GUI_ICON_CLOSE,
    GUI_ICON_UP,
    GUI_ICON_DOWN,
    GUI_ICON_LAYERS
};
/* A round button; `name` says what it does where the pointer rests. */
bool gui_icon_button(struct gui *gui, const char *name, enum gui_icon icon, bool enabled);
/* A row that opens and closes what follows it: a name, at the right what is set, and a
 * plus or minus. Returns whether it is open. */
bool gui_fold(struct gui *gui, const char *title, const char *summary, bool *open);
/* A question with two answers at its right: *value is 0 not asked, 1 no, 2 yes; an answer
 * given again is taken back. True when it changed. */
bool gui_answer(struct gui *gui, const char *label, const char *no, const char *yes,
                int *value);
void gui_progress(struct gui *gui, float fraction);
/* A choice that can be on; wraps to the next line when it does not fit. */
bool gui_chip(struct gui *gui, const char *label, bool on);
/* An answer to choose from, flowing like chips but never cut: what is long wraps. A miss
 * is ink with a dashed line. */
enum gui_choice { GUI_CHOICE_OPEN, GUI_CHOICE_RIGHT, GUI_CHOICE_MISSED };
bool gui_choice(struct gui *gui, const char *label, enum gui_choice state);
/* One of several; returns true when *choice changed. */
bool gui_segmented(struct gui *gui, const char *id, const char *const *labels, int n,
                   int *choice);
/* Names one inside the other, as the folders of a path, on one line; the outermost give
 * way to an ellipsis. Returns which was pressed, -1 = none. */
int gui_crumbs(struct gui *gui, const char *const *names, int n);
/* A place to be pressed, w x h pixels, that the caller fills with shapes. */
bool gui_tile(struct gui *gui, const char *label, float w, float h,
              struct gui_rect *place);
/* A row with a strong code, a name, a quiet line and an optional mark at the right. */
enum gui_sign { GUI_NO_SIGN, GUI_SIGN_FOLDER, GUI_SIGN_FILE };
struct gui_row {
    const char *lead, *title, *detail, *mark;
    enum gui_sign sign;        /* drawn before the title */
    bool selected, dim, close; /* `close`: a line, not a paragraph, with the next near */
    bool off;                  /* cannot be used now */
    int right;                 /* icon buttons for which room is kept at the right edge */
    uint32_t lead_color, mark_color; /* 0 = accent, soft ink */
};
bool gui_list_row(struct gui *gui, const struct gui_row *row);
/* A row of a list that is worked through from top to bottom. Signs differ in shape: a
 * circle, one with a dot, a full disc with a rim, a tick, a dash, a cross; what is next
 * has a heavy circle and stands out. `more`: NULL, or
 * the name of a button behind which rarer things are. */
enum gui_check_mark {
    GUI_CHECK_AWAY,
    GUI_CHECK_OPEN,
    GUI_CHECK_BEGUN,
    GUI_CHECK_FULL,
    GUI_CHECK_DONE,
    GUI_CHECK_BROKEN
};
enum gui_check_tone { GUI_CHECK_PLAIN, GUI_CHECK_QUIET, GUI_CHECK_NEXT, GUI_CHECK_ASKS };
struct gui_check {
    const char *lead, *title, *detail, *more;
    enum gui_check_mark mark;
    enum gui_check_tone tone;
};
enum gui_check_press { GUI_CHECK_NOTHING, GUI_CHECK_ROW, GUI_CHECK_MORE };
/* *place, where not NULL, receives where the row stands, for gui_show. */
enum gui_check_press gui_check_row(struct gui *gui, const struct gui_check *row,
                                   struct gui_rect *place);
/* Whether enter was pressed in the field, which then keeps the keys, its text chosen to
 * be typed over. Escape empties it. */
bool gui_search(struct gui *gui, const char *hint, char *text, size_t size);
bool gui_input_text(struct gui *gui, const char *label, char *text, size_t size);
/* Whether enter was pressed in the field just drawn. */
bool gui_entered(const struct gui *gui);
/* Whether escape was pressed in it. */
bool gui_left(const struct gui *gui);
/* One line, cut with an ellipsis at `width` pixels. */
void gui_text_cut(struct gui *gui, enum gui_font font, float x, float y, float width,
                  uint32_t color, const char *text);
/* A value between two ends, dragged or moved by the arrows. `shown` says in words what it
 * is now: beside the label, or below the track where both have no room on one line. */
struct gui_range {
    const char *label, *shown;
    float min, max;
    float step; /* the value is a multiple of it above `min`; 0 = any */
};
/* True when the hand changed *value; whatever else it is, it stays. */
bool gui_slider(struct gui *gui, const struct gui_range *range, float *value);
bool gui_checkbox(struct gui *gui, const char *label, bool *on);
/* Scrolls the panel that is open, where it must, so that the place in it is seen. */
void gui_show(struct gui *gui, struct gui_rect place);
void gui_scroll_to_top(struct gui *gui);
/* Puts the keyboard into the next widget. */
void gui_focus_next(struct gui *gui);
/* Puts it back into the field just drawn, all of its text chosen. */
void gui_focus_again(struct gui *gui);
void gui_tooltip(struct gui *gui, const char *text);
bool gui_hovered(const struct gui *gui); /* the last widget */

#endif
