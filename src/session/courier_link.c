/* courier_link.c - a courier's connection to the server, and what its answers say. */
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "base/moment.h"
#include "session/courier_internal.h"
#include "system/clock.h"

enum {
    RETRY_MS = 1000,           /* at most, after it could not be reached */
    KNOWN_EVERY_MS = 20 * 1000 /* how often it is written down that all is known */
};

void courier_hang_up(struct courier *c)
{
    journal_close(&c->store);
    server_close(&c->server);
}

void courier_note_known(struct courier *c, bool lost)
{
    int64_t now = lost ? c->known_ms : moment_now_ms(), kept = c->known_kept_ms;
    bool lately = !lost && now >= kept && now - kept < KNOWN_EVERY_MS;
    c->known_ms = now;
    if (!now || now == kept || lately)
        return;
    spool_set_number(c->spool, "known_ms", now);
    c->known_kept_ms = now;
}

static const char AWAY[] = "is out of reach: "; // as server.c says it

static bool note_fault(struct courier *c, enum server_fault fault,
                       const struct error *error)
{
    if (c->fault == SERVER_FINE && fault != SERVER_FINE)
        courier_note_known(c, true);
    c->changed = c->changed || c->fault != fault;
    c->fault = fault;
    const char *words = fault == SERVER_FINE ? "" : error->text;
    if (strncmp(words, AWAY, sizeof AWAY - 1) == 0)
        words += sizeof AWAY - 1;
    cut_print(c->why, sizeof c->why, "%s", words);
    c->tried = true;
    c->tried_ms = clock_boot_ms();
    if (fault != SERVER_FINE)
        courier_hang_up(c);
    return false;
}

/* after a question that failed */
bool courier_note_answer(struct courier *c, const struct error *error)
{
    if (c->server && server_fault(c->server) == SERVER_AWAY)
        note_fault(c, SERVER_AWAY, error);
    return false;
}

bool courier_connect(struct courier *c, struct error *error)
{
    if (c->server)
        return true;
    int retry_ms = c->patience_ms < RETRY_MS ? c->patience_ms : RETRY_MS;
    if (c->tried && clock_boot_ms() - c->tried_ms < retry_ms) {
        error_set(error, "%s%s", c->fault == SERVER_AWAY ? AWAY : "", c->why);
        return error_in_file(error, c->name);
    }
    enum server_fault fault;
    c->server = server_open(c->address, c->patience_ms, &fault, error);
    if (!c->server)
        return note_fault(c, fault, error);
    if (!journal_server_look(c->server, &c->rights, error) ||
        (c->listens && !server_run(c->server, "LISTEN deqi", error))) {
        fault = server_fault(c->server) == SERVER_AWAY ? SERVER_AWAY : SERVER_REFUSES;
        note_fault(c, fault, error);
        return error_in_file(error, c->name);
    }
    spool_set_append(c->spool, c->address, c->rights.append);
    c->store = journal_server_over(c->server, c->name, c->machine);
    note_fault(c, SERVER_FINE, error);
    return true;
}

int64_t courier_own_id(void)
{
    // beyond what a server counts to, short enough to be read aloud
    char key[JOURNAL_KEY_SIZE];
    journal_make_key(key);
    key[12] = 0;
    return 1000000000LL + (int64_t)(strtoull(key, NULL, 16) % 999000000000ULL);
}

int64_t courier_new_id(struct courier *c)
{
    struct server_answer a;
    struct error error;
    if (!c->server || !c->rights.append)
        return courier_own_id();
    if (!server_ask(c->server, "SELECT deqi.new_id()", 0, NULL, &a, &error)) {
        courier_note_answer(c, &error);
        return courier_own_id();
    }
    int64_t id = server_integer(&a, 0, 0);
    server_release(&a);
    return id;
}
