/* audio.h - two tones, made by arithmetic: the time is up; something needs a look.
 *
 * Where there is no audio device everything here is silent and nothing fails. It plays
 * without blocking. It does not repeat a tone: who wants an alarm to go on calls again.
 * Not thread-safe.
 */
#ifndef DEQI_PLATFORM_AUDIO_H
#define DEQI_PLATFORM_AUDIO_H

#include <stddef.h>

enum audio_tone {
    AUDIO_DUE,  /* three rising strokes of a bell */
    AUDIO_ALERT /* two short ones, lower */
};

/* How a tone sounds: who does not hear one of them well may hear another. */
enum audio_voice {
    AUDIO_BELL,
    AUDIO_LOW,   /* 520 Hz with odd harmonics: for ears that hear no high notes */
    AUDIO_BRIGHT /* an octave higher: through walls and voices */
};
enum { AUDIO_VOICES = AUDIO_BRIGHT + 1 };

struct audio;

/* NULL where there is no device. */
struct audio *audio_create(void);
void audio_destroy(struct audio **audio);
/* From now on; `volume` 0 .. 1. As a bell, as loud as can be, until then. `audio` may be
 * NULL. */
void audio_choose(struct audio *audio, enum audio_voice voice, float volume);
/* `audio` may be NULL. A tone that is still sounding is let ring first; not more than one
 * waits. */
void audio_play(struct audio *audio, enum audio_tone tone);

/* The tone itself at `rate` samples a second, each within -1 .. 1: writes at most
 * `capacity` samples to `out` and returns how many the whole tone has. */
size_t audio_samples(enum audio_tone tone, enum audio_voice voice, int rate, float *out,
                     size_t capacity);

#endif
