/* voice.h - words spoken aloud by a program of the machine, where one is installed:
 * speech-dispatcher's spd-say, else espeak-ng or espeak. Never needed, never waited for;
 * it runs as a process of its own, without a shell.
 *
 * Not thread-safe.
 */
#ifndef DEQI_PLATFORM_VOICE_H
#define DEQI_PLATFORM_VOICE_H

#include <stdbool.h>

struct voice;

/* Looks for one in $PATH; NULL where there is none. */
struct voice *voice_create(void);
void voice_destroy(struct voice **voice); /* what is being said is said to its end */
/* "espeak-ng" */
const char *voice_program(const struct voice *voice);
/* Says the text in that language ("de", "zh-Hans"), `volume` 0 .. 1. While something is
 * still being said, or `voice` is NULL, nothing more is said, and false returned. */
bool voice_say(struct voice *voice, const char *lang, double volume, const char *text);

#endif
