/* layer_ids.h - a set of layers in JSON: a list of their ids. */
#ifndef DEQI_DOCUMENT_LAYER_IDS_H
#define DEQI_DOCUMENT_LAYER_IDS_H

#include "base/json.h"

/* An id that is unknown here, from another version, is passed over; what is no list
 * leaves *layers as it was. */
void layer_ids_read(const json_t *value, unsigned *layers);
json_t *layer_ids_json(unsigned layers);

#endif
