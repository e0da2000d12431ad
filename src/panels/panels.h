/* panels.h - what more than one mode shows: the plan as a list, the card of a point. Each
 * draws into the panel that is open. */
#ifndef DEQI_PANELS_PANELS_H
#define DEQI_PANELS_PANELS_H

#include "panels/desk.h"
#include "panels/shell.h"

/* The plan by position: each point with its reason; a click selects and flies. Then what
 * is optional, removed, asked and to be minded. */
void panel_plan(struct desk *desk, struct gui *gui);
/* The cautions and questions alone. */
void panel_cautions(struct shell *shell, const struct dossier *dossier,
                    const struct texts *texts, struct arena *words, struct sink *sink,
                    struct gui *gui);
/* The same but for what makes the lamp wait: of that a session has a record of its own.
 */
void panel_cautions_in_session(struct shell *shell, const struct dossier *dossier,
                               const struct texts *texts, struct arena *words,
                               struct sink *sink, struct gui *gui);
/* Names, location, needle, cautions, and why it is (or is not) in the plan. */
void panel_card(struct desk *desk, struct gui *gui);
/* The next point along the channel, or with -1 the one before; NULL where there is
 * none. */
const struct point *panel_neighbour(const struct subject *subject, const char *code,
                                    int by);
/* The same without names and location, where these stand elsewhere already. */
void panel_card_rest(struct desk *desk, struct gui *gui);
/* Search over points, channels and regions; a hit flies there. Returns whether there is
 * something typed (the rest of the panel then makes room). */
bool panel_search(struct desk *desk, struct gui *gui);

/* "KI3  Tàixī 太溪". */
void panel_point_title(const struct subject *subject, const struct texts *texts,
                       const char *code, char *out, size_t size);
/* What a name means in English, for readers of English; "" in other languages, whose
 * readers it would only be noise to. */
const char *panel_meaning(const struct texts *texts, const char *english);
/* Side as people say it: "left", "right", "both" in the language; "" for the midline. */
const char *panel_side(const struct texts *texts, char side);

/* Panels at either side of the body, wherever this window has room for them (shell.h).
 * panel_begin is false where the other one is in front: draw nothing then. What they
 * cover is kept in desk->shell->left, right and bottom. A panel that was not there in the
 * frame before comes to the front. */
struct panel_place {
    enum panel_side side;
    const char *tab; /* its name, where it is one of two tabs */
    float footer;    /* pixels kept at its lower edge for panel_footer */
    enum { PANEL_SCROLLS, PANEL_HEADED } head; /* whether panel_body is called */
    float below;  /* pixels to leave free under a right panel on a wide window */
    float height; /* pixels that are enough, where it stands free; 0 = all there are */
};
bool panel_begin(struct shell *shell, struct app_eye *eye, struct gui *gui,
                 const struct panel_place *place);
/* Returns the height in pixels of what it holds: for panels that are to be no taller. */
float panel_end(struct shell *shell, struct sink *sink, struct gui *gui);
/* Of a panel with a head: what follows scrolls under what stands so far, as far as the
 * window has room for both. */
void panel_body(struct shell *shell, const struct app_eye *eye, struct gui *gui);
/* Whether both panels are in sight at once, each in a place of its own. */
bool panel_has_neighbour(const struct app_eye *eye);
/* Whether the panel that is open has little room from top to bottom. */
bool panel_is_low(const struct shell *shell, const struct app_eye *eye);
/* After panel_end, where the place has a footer. Close it with panel_end. */
void panel_footer(const struct shell *shell, struct gui *gui);

/* The same rectangles for a panel that a caller draws itself: at the left or right edge,
 * `height` pixels or, with 0, down to the bottom margin. */
struct gui_rect panel_left_rect(const struct app_eye *eye, float height);
struct gui_rect panel_right_rect(const struct app_eye *eye, float top, float height);

/* gui_fold whose state changes once the frame is over. */
bool panel_fold(struct gui *gui, struct sink *sink, const char *title,
                const char *summary, bool *open);

/* Text that begins a line: its first letter in upper case. */
void panel_sentence(char *text);
/* Two texts with what the language puts between them: `id` is "join.comma",
 * "join.colon" or "join.sentence". An empty one is left out. */
void panel_join(const struct texts *texts, const char *id, const char *first,
                const char *second, char *out, size_t size);
/* "Sole, both"; the side of a word of the case. */
void panel_place(const struct texts *texts, int region, enum case_side side, char *out,
                 size_t size);

#endif
