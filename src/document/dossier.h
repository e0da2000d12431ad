/* dossier.h - the case at hand with its history and its plan: opening, saving, changing;
 * the plan follows at once.
 */
#ifndef DEQI_DOCUMENT_DOSSIER_H
#define DEQI_DOCUMENT_DOSSIER_H

#include "base/arena.h"
#include "document/history.h"
#include "geom/shape.h"
#include "rules/engine.h"
#include "views/planned.h"

struct subject;

struct dossier {
    struct engine *engine; /* owned by whoever made the dossier */
    /* The body that plans are made for, asked whenever one is made; NULL: none. */
    struct planned_body (*body)(const struct subject *subject);
    const struct subject *subject;
    struct history *history;
    unsigned version; /* grows with every change, and with another case */
    struct arena *arena;
    struct plan plan;
    struct case_record *draft; /* dossier_draft */
    unsigned followed;         /* the version that the body was shaped by */
    uint32_t planned_on;       /* subject_version of the body that the plan was made on */
    bool shapes;               /* the case says what body is shown: */
    struct shape_params shape; /* this one */
    bool aside;                /* a session is shown with its case; the user's own ... */
    int own;                   /* ... is there in the history */
};

/* What it holds of its own; no case yet, and no engine. */
void dossier_init(struct dossier *dossier);
void dossier_clear(struct dossier *dossier);

/* Another case is a step that can be undone. `path` "" where it has no file. Returns
 * whether the case before is left unsaved. */
bool dossier_begin(struct dossier *dossier, const struct case_record *record,
                   const char *path);
/* The same with a file; "-" is standard input. `unsaved` as dossier_begin returns it. */
bool dossier_open(struct dossier *dossier, const char *path, bool *unsaved,
                  struct error *error);
bool dossier_save(struct dossier *dossier, const char *path, struct error *error);
/* A copy of the case to be changed; until the next call. */
struct case_record *dossier_draft(struct dossier *dossier);
/* Replaces the case; see history_set. Returns whether anything changed. */
bool dossier_change(struct dossier *dossier, const struct case_record *record, int group);
/* After the history itself was replaced, or the body. */
void dossier_changed(struct dossier *dossier);
/* Shows another case, which no file holds, until the user's own is taken back. */
void dossier_put_aside(struct dossier *dossier, const struct case_record *instead);
void dossier_take_back(struct dossier *dossier);
/* Return whether there was a step. */
bool dossier_undo(struct dossier *dossier);
bool dossier_redo(struct dossier *dossier);

#endif
