#include "modes/attract.h"

#include <math.h>
#include <stdbool.h>

enum { FADE_MS = 1200, TURN_MS = 6000 };

static float eased(float t)
{
    return t * t * (3 - 2 * t);
}

struct attract attract_at(int64_t ms, int n, enum attract_motion motion)
{
    const float round = 6.2831853f;
    int64_t count = ms / ATTRACT_SENTENCE_MS;
    int in = (int)(ms % ATTRACT_SENTENCE_MS), left = ATTRACT_SENTENCE_MS - in;
    struct attract at = {.sentence = (int)(count % n), .opacity = 1, .next_ms = left};
    if (motion == ATTRACT_RESTS)
        return at;
    at.opacity = fminf(1, (float)(in < left ? in : left) / FADE_MS);
    // it begins at the front
    if (count > 0) {
        float step = round / (float)n, done = fminf(1, (float)in / TURN_MS);
        at.turn = fmodf(step * ((float)(at.sentence + n - 1) + eased(done)), round);
    }
    bool moves = left <= FADE_MS || in < (count > 0 ? TURN_MS : FADE_MS);
    at.next_ms = moves ? ATTRACT_PACE_MS : left - FADE_MS;
    return at;
}
