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

#endif
