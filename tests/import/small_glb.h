/* small_glb.h - a little glTF binary for tests: a tetrahedron 1.7 m high, standing on the
 * floor.
 *
 * The JSON is a template; tests replace parts of it, so that each broken file is one
 * change away from a good one.
 */
#ifndef DEQI_TESTS_IMPORT_SMALL_GLB_H
#define DEQI_TESTS_IMPORT_SMALL_GLB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SMALL_VERTICES = 4, SMALL_TRIANGLES = 4 };

struct small_glb {
    char json[4096];
    float position[SMALL_VERTICES][3];
    float normal[SMALL_VERTICES][3];
    uint8_t color[SMALL_VERTICES][4];
    uint16_t index[SMALL_TRIANGLES * 3];
};

void small_glb_init(struct small_glb *glb);
/* Replaces the first `from` in the JSON by `to`; fails the test where there is none. */
void small_glb_edit(struct small_glb *glb, const char *from, const char *to);
/* The file as bytes; at most `capacity`. */
size_t small_glb_bytes(const struct small_glb *glb, char *out, size_t capacity);

void write_file(const char *path, const void *data, size_t size);

#endif
