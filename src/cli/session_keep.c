/* session_keep.c - deqi session: what keeps a journal: backup, restore, purge. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "base/file.h"
#include "cli/cli_session.h"
#include "system/disk.h"

static void say(struct command *c, struct message m)
{
    char text[600];
    text_format(c->texts, &m, text, sizeof text);
    puts(text);
}

bool session_backup(struct command *c)
{
    if (c->n_operands != 1)
        return cli_session_wrong_usage(c, "backup FILE");
    if (!cli_session_open(c, ONLY_READ) ||
        !journal_backup(c->journal, c->operand[0], &c->error))
        return false;
    say(c, (struct message){.id = "session.text.backed_up",
                            .english = "The journal is copied to {file}",
                            .arg = {{"file", NULL, c->operand[0], 0}}});
    return true;
}

// --------------------------------------------------------------------- restoring

struct count {
    struct journal *journal;
    int open, in;
};

static bool count_one(const struct journal_entry *entry, void *user)
{
    struct count *n = user;
    struct error ignored;
    if (entry->ended)
        return true;
    struct journal_session *held = journal_load(n->journal, entry->id, &ignored);
    n->open++;
    n->in += held ? session_needles_in(&held->state) : 1;
    journal_session_destroy(&held);
    return true;
}

/* what is there now gives way only where no session of it is open */
static bool may_give_way(struct command *c, const char *path)
{
    if (!cli_session_open(c, ONLY_READ))
        return false;
    struct count n = {.journal = c->journal};
    bool ok = journal_each(c->journal, count_one, &n, &c->error);
    journal_close(&c->journal);
    if (ok && n.open) {
        error_set(&c->error,
                  "holds sessions that are open: %d, needles in: %d; end them first, or "
                  "name another journal",
                  n.open, n.in);
        return error_in_file(&c->error, path);
    }
    return ok;
}

/* PATH.before-N, the first that is free; with what lies beside it */
static bool move_away(struct command *c, const char *path)
{
    static const char *const SUFFIXES[] = {"-wal", "-shm", ""};
    char to[4200], from[4200];
    int n = 1;
    while (cut_print(to, sizeof to, "%s.before-%d", path, n) && file_exists(to))
        n++;
    for (int i = 0; i < 3; i++) {
        cut_print(from, sizeof from, "%s%s", path, SUFFIXES[i]);
        cut_print(to, sizeof to, "%s.before-%d%s", path, n, SUFFIXES[i]);
        if (file_exists(from) && rename(from, to) != 0) {
            error_set(&c->error, "cannot be moved out of the way: %s", strerror(errno));
            return error_in_file(&c->error, path);
        }
    }
    cut_print(to, sizeof to, "%s.before-%d", path, n);
    say(c, (struct message){.id = "session.text.moved_away",
                            .english = "What was there is now {file}",
                            .arg = {{"file", NULL, to, 0}}});
    return true;
}

/* A copy of the backup takes the journal's place: the backup is judged first, and stays.
 */
bool session_restore(struct command *c)
{
    char path[4096], beside[4200];
    if (c->n_operands != 1)
        return cli_session_wrong_usage(c, "restore FILE");
    if (!cli_session_place(c, path, sizeof path))
        return false;
    if (journal_names_server(path) || journal_names_server(c->operand[0]))
        return error_set(&c->error, "a shared journal is brought back with pg_restore, "
                                    "or filled with `deqi journal copy`");
    struct journal_options o = {
        .path = c->operand[0], .must_exist = true, .reading = true};
    struct journal *from = journal_open(&o, NULL, 0, &c->error);
    if (!from)
        return false;
    bool ok = !journal_is_damaged(from);
    if (!ok) {
        error_set(&c->error, "is damaged; it can be read with --journal, not restored");
        error_in_file(&c->error, c->operand[0]);
    }
    ok = ok && cut_print(beside, sizeof beside, "%s.restored", path) &&
         (!file_exists(path) || may_give_way(c, path)) &&
         journal_backup(from, beside, &c->error);
    journal_close(&from);
    if (!ok)
        return false;
    if ((file_exists(path) && !move_away(c, path)) || rename(beside, path) != 0) {
        if (!c->error.status)
            error_set(&c->error, "cannot be put in place: %s", strerror(errno));
        disk_remove(beside);
        return error_in_file(&c->error, path);
    }
    say(c, (struct message){.id = "session.text.restored",
                            .english = "Restored from {file}",
                            .arg = {{"file", NULL, c->operand[0], 0}}});
    return true;
}

// ----------------------------------------------------------------------- purging

bool session_purge(struct command *c)
{
    int64_t id = 0;
    int days = 0, left = 0;
    bool old = cli_session_option(c, "older-than") != NULL;
    if (c->n_operands != !old)
        return cli_session_wrong_usage(c,
                                       "purge ID, purge all or purge --older-than DAYS");
    if (old && !cli_session_number(c, "older-than", 36500, 0, &days))
        return false;
    if (!old && strcmp(c->operand[0], "all") != 0 &&
        !cli_session_parse_id(c, c->operand[0], &id))
        return false;
    if (!cli_session_open(c, MUST_EXIST))
        return false;
    int64_t before = c->at.wall_ms - (int64_t)days * 24 * 3600 * 1000;
    int n = old ? journal_purge_before(c->journal, before, &left, &c->error)
                : journal_purge(c->journal, id, &c->error);
    if (n < 0)
        return false;
    if (left)
        fprintf(stderr,
                "deqi: not removed, as a part of a needle is in the body: %d; "
                "`broken-resolved` says what became of it\n",
                left);
    if (cli_session_format_is(c, "json")) {
        json_t *out = json_pack("{sisi}", "purged", n, "left", left);
        json_print(out, stdout);
        json_decref(out);
    } else {
        say(c, (struct message){.id = "session.text.purged",
                                .english = "Sessions removed: {n}",
                                .arg = {{"n", NULL, NULL, n}}});
    }
    return true;
}
