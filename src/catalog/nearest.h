/* nearest.h - "did you mean": the known name that was probably meant. */
#ifndef DEQI_CATALOG_NEAREST_H
#define DEQI_CATALOG_NEAREST_H

/* Letters inserted, left out, exchanged or swapped with their neighbour; letter case
 * counts as half. Long names are compared by their first 63 bytes. */
double nearest_distance(const char *a, const char *b);
/* The name with the least distance, if that is at most a third of the typed length plus
 * one; NULL where none is. The first of equals. */
const char *nearest_name(const char *const *names, int count, const char *typed);

#endif
