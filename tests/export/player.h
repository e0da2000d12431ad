/* player.h - plays what reel.h writes: an APNG chunk by chunk, a WebP by libwebp, a
 * folder of PNGs. Fails the test where the film is not whole. */
#ifndef DEQI_TESTS_EXPORT_PLAYER_H
#define DEQI_TESTS_EXPORT_PLAYER_H

#include <stdbool.h>
#include <stdint.h>

struct played {
    int width, height;
    int frames;    /* a WebP's that differ in nothing are one, shown for longer */
    int length_ms; /* 0 for a folder */
    bool forever;  /* a folder has no say in this */
};

/* A frame as it is shown: RGBA rows from the top; `until_ms` is when the next takes its
 * place, in a folder its number. */
typedef void player_see(const uint8_t *rgba, int until_ms, const struct played *film,
                        void *user);

/* `see` may be NULL. */
struct played player_play(const char *path, player_see *see, void *user);

#endif
