/* blob.h - the bytes that a page carries beside its words: streams, each packed by itself
 * (deflate without a header, RFC 1951), one after another, as base64 in the end.
 *
 * A page unpacks only the streams that it needs. The same input gives the same bytes.
 */
#ifndef DEQI_PAGE_BLOB_H
#define DEQI_PAGE_BLOB_H

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

struct blob;

struct blob *blob_create(void);
void blob_destroy(struct blob **blob); /* NULL inside is fine */

/* Packs `size` bytes and adds them, once where the same were added before; where they
 * lie: [from, bytes packed, bytes unpacked]. A new reference. */
json_t *blob_add(struct blob *blob, const void *bytes, size_t size);
/* The same for n numbers of 16 bits: their differences to the one `stride` before, low
 * bytes first and then the high ones, which packs well where neighbours are alike. */
json_t *blob_add_numbers(struct blob *blob, const uint16_t *number, size_t n,
                         size_t stride);

/* All of them as base64, with a zero at its end. The caller frees it. */
char *blob_base64(const struct blob *blob, size_t *length);
/* Any bytes as base64; likewise. */
char *blob_encode(const uint8_t *bytes, size_t size, size_t *length);

#endif
