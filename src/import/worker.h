/* worker.h - reading a foreign model in a process of its own.
 *
 * assimp 5.2.5 aborts on some broken files of many formats and loops for ever on others,
 * stb_image likewise on pictures. So every foreign byte, of glTF files and of pictures
 * too, is read by a child process with limits on time and memory that may write nothing,
 * start nothing and reach no network (sandbox.h), and that hands the finished mesh back
 * through a pipe. Nothing that it says is believed unchecked. Whatever happens to it is
 * one line of error here.
 */
#ifndef DEQI_IMPORT_WORKER_H
#define DEQI_IMPORT_WORKER_H

#include "import/model.h"

/* On failure *out is empty. */
bool worker_read(const char *path, struct model *out, struct error *error);

#endif
