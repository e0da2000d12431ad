/* worker.h - reading a foreign model in a process of its own.
 *
 * assimp 5.2.5 aborts on some broken files of many formats and loops for ever on others.
 * So what is not a checked .glb is read by a child process, with limits on time and
 * memory, which hands the finished mesh back through a pipe. Whatever happens to it is
 * one line of error here.
 */
#ifndef DEQI_IMPORT_WORKER_H
#define DEQI_IMPORT_WORKER_H

#include "import/model.h"

/* As scene_read_file. On failure *out is empty. */
bool worker_read(const char *path, struct model *out, struct error *error);

#endif
