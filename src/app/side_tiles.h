/* side_tiles.h - what one view of a plan cannot show, in one or two more beside it: a
 * hand and a foot, or the other side of the body.
 *
 * Each is a picture that is drawn anew when what it shows has become another and the eye
 * rests, so that a moving view costs no more than without them. Points, names and lines
 * in it are rested on and pressed as on the body; a press beside them brings the eye
 * there.
 */
#ifndef DEQI_APP_SIDE_TILES_H
#define DEQI_APP_SIDE_TILES_H

#include "panels/shell.h"

enum { SIDE_TILES_MOST = 2 };

struct side_tiles *side_tiles_create(void);
void side_tiles_destroy(struct side_tiles **tiles);

/* Their pictures are gone. */
void side_tiles_forget(struct side_tiles *tiles);

/* Before a frame: chooses them, where the mode wants them (shell->beside) and the user
 * does (settings.one_view), and draws what has become another, one in a frame. */
void side_tiles_prepare(struct desk *desk);
/* In a frame, after the mode's panels: at the right of what they leave free; tells the
 * shell what they cover. */
void side_tiles_draw(struct desk *desk, struct gui *gui);

/* How many are shown, where one is in the window, and which mark of the stage is seen at
 * a pixel of the window there; -1 = none. */
int side_tiles_count(const struct side_tiles *tiles);
struct gui_rect side_tiles_place(const struct side_tiles *tiles, int tile);
int side_tiles_mark_at(const struct side_tiles *tiles, const struct app_eye *eye,
                       int tile, float x, float y);

#endif
