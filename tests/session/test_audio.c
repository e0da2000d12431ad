/* the tones, without a device */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "platform/audio.h"

static void tones_are_loud_enough_and_do_not_click(void **state)
{
    (void)state;
    for (int k = 0; k < 2 * AUDIO_VOICES; k++) {
        enum audio_tone tone = (enum audio_tone)(k % 2);
        enum audio_voice voice = (enum audio_voice)(k / 2);
        size_t n = audio_samples(tone, voice, 48000, NULL, 0);
        float *samples = malloc(n * sizeof *samples);
        assert_int_equal(audio_samples(tone, voice, 48000, samples, n), n);
        double peak = 0, step = 0;
        for (size_t i = 0; i < n; i++) {
            peak = fmax(peak, fabs(samples[i]));
            step = fmax(step, fabs(samples[i] - (i ? samples[i - 1] : 0)));
        }
        assert_true(peak > 0.2 && peak < 1);
        assert_true(step < 0.1);
        assert_true(fabs(samples[n - 1]) < 1e-3);
        free(samples);
    }
}

static void no_device_is_silence(void **state)
{
    (void)state;
    setenv("SDL_AUDIODRIVER", "nonesuch", 1);
    struct audio *audio = audio_create();
    assert_null(audio);
    audio_play(audio, AUDIO_DUE);
    audio_destroy(&audio);
    // SDL's own driver that plays into nothing
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    audio = audio_create();
    assert_non_null(audio);
    audio_choose(audio, AUDIO_LOW, 0.4f);
    for (int i = 0; i < 100; i++)
        audio_play(audio, AUDIO_ALERT);
    audio_destroy(&audio);
    assert_null(audio);
}

/* the energy between two pitches, of all */
static double share(enum audio_voice voice, double from_hz, double to_hz)
{
    enum { RATE = 16000 };
    size_t n = audio_samples(AUDIO_DUE, voice, RATE, NULL, 0);
    float *samples = malloc(n * sizeof *samples);
    audio_samples(AUDIO_DUE, voice, RATE, samples, n);
    double all = 0, part = 0;
    for (double hz = 100; hz < 7900; hz += 20) {
        double re = 0, im = 0;
        for (size_t i = 0; i < n; i += 1) {
            double a = 2 * 3.14159265358979 * hz * (double)i / RATE;
            re += samples[i] * cos(a);
            im += samples[i] * sin(a);
        }
        all += re * re + im * im;
        part += hz >= from_hz && hz <= to_hz ? re * re + im * im : 0;
    }
    free(samples);
    return part / all;
}

/* a choice that changes nothing would be none */
static void the_voices_differ(void **state)
{
    (void)state;
    assert_true(share(AUDIO_LOW, 440, 600) > 0.7);
    assert_true(share(AUDIO_BRIGHT, 1250, 2050) > 0.9);
    assert_true(share(AUDIO_BELL, 600, 1100) > 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tones_are_loud_enough_and_do_not_click),
        cmocka_unit_test(no_device_is_silence),
        cmocka_unit_test(the_voices_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
