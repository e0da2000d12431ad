/* picture_text.h - the text that belongs to the picture: labels beside the body. */
#ifndef DEQI_UI_PICTURE_TEXT_H
#define DEQI_UI_PICTURE_TEXT_H

#include "scene/frame.h"
#include "ui/gui.h"

/* Text metrics for scene_build; `gui` is the user pointer. Valid after gui_begin. */
void picture_text_size(const char *text, enum frame_label_style style, float *width,
                       float *height, void *gui);
/* Draws the frame's labels with their leaders. A label's first word is its code: strong,
 * in the label's colour; the rest is quiet. */
void picture_text_draw(struct gui *gui, const struct frame *frame);
/* A number on each mark whose name had no room. */
void picture_text_numbered(struct gui *gui, const struct frame *frame);

/* The same of a picture that lies at `at` in the window, over what is drawn there. */
void picture_text_labels(struct gui *gui, const struct frame_label *label, uint32_t n,
                         const float at[2]);
void picture_text_numbers(struct gui *gui, const struct frame_number *number, uint32_t n,
                          const float at[2]);

#endif
