/* player_mp4.h - plays an MP4 box by box, its pictures by OpenH264's decoder. Fails the
 * test where the film is not whole. */
#ifndef DEQI_TESTS_EXPORT_PLAYER_MP4_H
#define DEQI_TESTS_EXPORT_PLAYER_MP4_H

#include "player.h"

struct played player_mp4(const char *path, player_see *see, void *user);

#endif
