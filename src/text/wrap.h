/* wrap.h - where running text breaks into lines.
 *
 * Latin words stay whole, Chinese may break between any two characters. What closes (a
 * full stop, a bracket) never begins a line, what opens never ends one: the character
 * beside it comes along, and so does the unit of a figure. A word that is wider than a
 * line is cut where the line ends.
 *
 * Whoever measures and whoever draws must ask here, or their lines differ.
 */
#ifndef DEQI_TEXT_WRAP_H
#define DEQI_TEXT_WRAP_H

#include <stdbool.h>
#include <stdint.h>

struct wrap_line {
    const char *begin, *end; /* without the spaces at its end */
    float width;
};

/* How far a character moves on, in the unit of `width`. */
typedef float wrap_advance(uint32_t character, const void *user);

/* Takes the next line off *text: at most `width` wide (0 = no limit), at least one
 * character. False at the end of the text. */
bool wrap_next(const char **text, float width, wrap_advance *advance, const void *user,
               struct wrap_line *line);

#endif
