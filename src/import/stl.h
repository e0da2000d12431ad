/* stl.h - binary STL, vertices at the same place joined, so that it is drawn smooth.
 *
 * Its normals are those of flat facets, which would tear every vertex apart, and are not
 * read. A text STL is none of this reader's.
 */
#ifndef DEQI_IMPORT_STL_H
#define DEQI_IMPORT_STL_H

#include <stddef.h>

#include "import/model.h"

/* Whether the bytes are as long as a binary STL of so many facets. */
bool stl_is_binary(const char *data, size_t size);
bool stl_read(const char *path, const char *data, size_t size, struct model *out,
              struct error *error);

#endif
