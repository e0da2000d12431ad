/* record_collect.c - every session of one person, from the journal. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "session/record.h"
#include "session/report.h"

struct collect {
    struct journal *journal;
    const char *label;
    const struct session_time *at;
    const struct texts *texts;
    json_t *wholes;
    bool *unread;
    struct error *error;
};

/* one that cannot be read is named, and hides no other */
static bool collect_one(const struct journal_entry *entry, void *user)
{
    struct collect *k = user;
    if (!entry->label || strcmp(entry->label, k->label) != 0)
        return true;
    struct journal_session *held = journal_load(k->journal, entry->id, k->error);
    struct report *report = xcalloc(1, sizeof *report);
    json_t *whole = NULL;
    if (held && (report_make(report, held, k->at, k->texts, NULL) ||
                 report_make(report, held, &held->state.clock.last, k->texts, NULL)))
        whole = report_export(report, k->journal, k->error);
    if (whole)
        json_array_append_new(k->wholes, whole);
    *k->unread = *k->unread || !whole;
    free(report);
    journal_session_destroy(&held);
    return true;
}

json_t *record_collect(struct journal *journal, const char *label,
                       const struct session_time *at, const struct texts *texts,
                       bool *unread, struct error *error)
{
    *unread = false;
    struct collect k = {.journal = journal,
                        .label = label,
                        .at = at,
                        .texts = texts,
                        .wholes = json_array(),
                        .unread = unread,
                        .error = error};
    if (journal_each(journal, collect_one, &k, error))
        return k.wholes;
    json_decref(k.wholes);
    return NULL;
}
