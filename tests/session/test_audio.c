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
    for (int tone = AUDIO_DUE; tone <= AUDIO_ALERT; tone++) {
        size_t n = audio_samples((enum audio_tone)tone, 48000, NULL, 0);
        float *samples = malloc(n * sizeof *samples);
        assert_int_equal(audio_samples((enum audio_tone)tone, 48000, samples, n), n);
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
    for (int i = 0; i < 100; i++)
        audio_play(audio, AUDIO_ALERT);
    audio_destroy(&audio);
    assert_null(audio);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tones_are_loud_enough_and_do_not_click),
        cmocka_unit_test(no_device_is_silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
