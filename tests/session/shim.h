/* shim.h - an SQLite file system layer that fails on purpose.
 *
 * It passes everything to the usual layer and remembers what has been written but not
 * synced. At a chosen operation the disk is full, a sync fails, or the power goes: then
 * all that was not synced is taken back and the process ends. */
#ifndef DEQI_TESTS_SESSION_SHIM_H
#define DEQI_TESTS_SESSION_SHIM_H

enum shim_fault { SHIM_NONE, SHIM_FULL, SHIM_SYNC_FAILS, SHIM_POWER_CUT };

struct shim {
    enum shim_fault fault;
    int after; /* writes and syncs until then; from then on each fails */
    int count; /* writes and syncs so far */
};

extern struct shim shim;

/* Registers the layer "shim"; once. */
void shim_register(void);

#endif
