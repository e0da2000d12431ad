#include "platform/audio.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "late/sdl.h"

enum { RATE = 48000 };

struct audio {
    SDL_AudioDeviceID device;
    int rate;
    enum audio_voice voice;
    float volume;
};

/* a stroke of a small bell: when, and its fundamental */
struct stroke {
    double at_s, hz;
};

struct tone {
    double seconds;
    int n;
    struct stroke stroke[3];
};

static const struct tone TONES[] = {
    [AUDIO_DUE] = {2.4, 3, {{0.0, 659.26}, {0.35, 783.99}, {0.7, 987.77}}}, // E5 G5 B5
    [AUDIO_ALERT] = {1.2, 2, {{0.0, 587.33}, {0.25, 587.33}}},              // D5 D5
};

static const double PI = 3.14159265358979323846;

/* partials of a struck bar, each dying away; a rise of 5 ms so that it does not click */
static double bell(double t, double hz)
{
    if (t < 0)
        return 0;
    double rise = t < 0.005 ? t / 0.005 : 1;
    return rise * (0.60 * exp(-3.0 * t) * sin(2 * PI * hz * t) +
                   0.25 * exp(-6.0 * t) * sin(2 * PI * hz * 2.0 * t) +
                   0.15 * exp(-9.0 * t) * sin(2 * PI * hz * 2.76 * t));
}

/* the low voice: a pitch that those still hear who hear no high notes, with the odd
 * harmonics that make it carry */
static double low(double t)
{
    if (t < 0)
        return 0;
    const double hz = 520;
    double rise = t < 0.01 ? t / 0.01 : 1;
    return rise * exp(-4.0 * t) *
           (0.75 * sin(2 * PI * hz * t) + 0.20 * sin(2 * PI * 3 * hz * t) +
            0.10 * sin(2 * PI * 5 * hz * t));
}

static double stroke(enum audio_voice voice, double t, double hz)
{
    switch (voice) {
    case AUDIO_LOW:
        return low(t);
    case AUDIO_BRIGHT:
        return t < 0 ? 0
                     : (t < 0.005 ? t / 0.005 : 1) * 0.55 * exp(-5.0 * t) *
                           sin(2 * PI * 2 * hz * t);
    case AUDIO_BELL:
        break;
    }
    return bell(t, hz);
}

size_t audio_samples(enum audio_tone tone, enum audio_voice voice, int rate, float *out,
                     size_t capacity)
{
    const struct tone *t = &TONES[tone];
    size_t n = (size_t)(t->seconds * rate);
    for (size_t i = 0; out && i < n && i < capacity; i++) {
        double seconds = (double)i / rate, left = t->seconds - seconds, sum = 0;
        for (int k = 0; k < t->n; k++)
            sum += 0.4 * stroke(voice, seconds - t->stroke[k].at_s, t->stroke[k].hz);
        // fade out over the last tenth of a second
        out[i] = (float)(sum * (left < 0.1 ? left / 0.1 : 1));
    }
    return n;
}

/* ALSA complains at length on stderr when what is not there is opened; listing is quiet.
 * A driver that is named may play without listing anything. */
static bool is_any_there(void)
{
    const char *named = getenv("SDL_AUDIODRIVER");
    return (named && *named) || SDL_GetNumAudioDevices(0) != 0;
}

struct audio *audio_create(void)
{
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
        return NULL;
    if (!is_any_there()) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return NULL;
    }
    SDL_AudioSpec want = {
        .freq = RATE, .format = AUDIO_F32SYS, .channels = 1, .samples = 2048};
    SDL_AudioSpec have;
    SDL_AudioDeviceID device =
        SDL_OpenAudioDevice(NULL, 0, &want, &have, SDL_AUDIO_ALLOW_FREQUENCY_CHANGE);
    struct audio *audio = device ? calloc(1, sizeof *audio) : NULL;
    if (!audio) {
        if (device)
            SDL_CloseAudioDevice(device);
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return NULL;
    }
    audio->device = device;
    audio->rate = have.freq;
    audio->volume = 1;
    SDL_PauseAudioDevice(device, 0);
    return audio;
}

void audio_destroy(struct audio **audio)
{
    if (!audio || !*audio)
        return;
    SDL_CloseAudioDevice((*audio)->device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    free(*audio);
    *audio = NULL;
}

void audio_choose(struct audio *audio, enum audio_voice voice, float volume)
{
    if (!audio)
        return;
    audio->voice = voice;
    audio->volume = volume;
}

void audio_play(struct audio *audio, enum audio_tone tone)
{
    if (!audio)
        return;
    size_t n = audio_samples(tone, audio->voice, audio->rate, NULL, 0);
    // one that waits already is enough
    if (SDL_GetQueuedAudioSize(audio->device) > n * sizeof(float))
        return;
    float *samples = n ? malloc(n * sizeof *samples) : NULL;
    if (!samples)
        return;
    audio_samples(tone, audio->voice, audio->rate, samples, n);
    for (size_t i = 0; i < n; i++)
        samples[i] *= audio->volume;
    SDL_QueueAudio(audio->device, samples, (Uint32)(n * sizeof *samples));
    free(samples);
}
