/* gltf_internal.h - a glTF document that has been looked over, and reading from it.
 *
 * gltf.c fills it and checks every reference with gltf_document.c; gltf_data.c brings
 * buffers and views into memory; gltf_accessor.c reads numbers from them; gltf_mesh.c
 * makes one mesh of it.
 */
#ifndef DEQI_IMPORT_GLTF_INTERNAL_H
#define DEQI_IMPORT_GLTF_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/json.h"

/* The container: a header, then chunks with a length and a type each. */
enum { GLB_HEADER = 12, GLB_CHUNK = 8 };
#define GLB_MAGIC 0x46546C67u /* "glTF" */
#define GLB_JSON 0x4E4F534Au  /* "JSON" */
#define GLB_BIN 0x004E4942u   /* "BIN" */

struct gltf_bytes {
    const uint8_t *data; /* NULL = not there */
    size_t size;
};

struct gltf {
    const char *path;
    struct json_at root;
    struct arena *arena;
    struct gltf_bytes binary;  /* the BIN chunk */
    struct gltf_bytes *buffer; /* as many as the document names */
    struct gltf_bytes *view;   /* of a view, decoded where it was compressed */
    bool quantized;            /* KHR_mesh_quantization is declared */
};

int64_t gltf_count(const struct gltf *g, const char *list);
/* A whole number of an object that has been checked; 0 where absent. */
int64_t gltf_member(const struct json_at *object, const char *key);
/* Entry `index` of a top-level list. */
struct json_at gltf_item(const struct gltf *g, const char *list, int64_t index);
/* A whole number in [0, max]; absent gives `fallback`, or is refused where that is
 * negative. */
bool gltf_whole(const struct json_at *object, const char *key, int64_t fallback,
                int64_t max, int64_t *out, struct error *error);
int64_t gltf_component_bytes(int64_t type); /* 0 = no known type */
int64_t gltf_components(const char *type);  /* of "VEC3"; 0 = no known type */

/* gltf_data.c: fills g->buffer, then g->view, which check_view has looked over. */
bool gltf_load_buffers(struct gltf *g, struct error *error);
bool gltf_load_views(struct gltf *g, struct error *error);

#endif
