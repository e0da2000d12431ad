/* gltf_accessor.h - the numbers of a checked glTF document.
 */
#ifndef DEQI_IMPORT_GLTF_ACCESSOR_H
#define DEQI_IMPORT_GLTF_ACCESSOR_H

#include "import/gltf_internal.h"

/* The elements of an accessor, sparse ones put in place. */
struct gltf_reader {
    const uint8_t *data;
    int64_t count, stride, type, components;
    bool normalized;
};

/* Of an accessor that has been checked. */
struct gltf_reader gltf_accessor(const struct gltf *g, int64_t accessor);
/* Element i as whole number; of SCALAR and unsigned type. */
uint32_t gltf_accessor_index(const struct gltf_reader *in, int64_t i);
/* The n of them from `first` on. */
void gltf_accessor_indices(const struct gltf_reader *in, int64_t first, int64_t n,
                           uint32_t *out);
/* Component c of element i; normalized ones become 0..1 or -1..1. */
float gltf_accessor_number(const struct gltf_reader *in, int64_t i, int64_t c);

#endif
