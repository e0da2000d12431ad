/* data_copy.h - a data folder that a test may add to: links to all that the source tree
 * has. */
#ifndef DEQI_TESTS_TEXT_DATA_COPY_H
#define DEQI_TESTS_TEXT_DATA_COPY_H

/* Makes `folder`, which must not be there yet. Fails the test where it cannot. */
void data_copy(const char *folder);
/* German, as somebody begins it: its own name, and what the sole is called. */
void data_copy_add_german(const char *folder);

#endif
