/* cli_session.h - between the parts of deqi session: cmd_session.c reads the command
 * line, cli_session.c serves them all, session_tell.c tells how sessions stand,
 * session_record.c hands records out, session_keep.c keeps the journal. */
#ifndef DEQI_CLI_CLI_SESSION_H
#define DEQI_CLI_CLI_SESSION_H

#include "cli/commands.h"
#include "session/journal.h"
#include "session/report.h"

struct command {
    const struct cli *cli;
    bool *recorded; /* whether something is on disk that was not there before */
    const struct options *options;
    const char *const *operand; /* after the name of the sub-command */
    int n_operands;
    struct session_time at;
    const char *format; /* NULL: the sub-command's own */
    struct texts *texts;
    struct journal *journal;
    bool is_own;  /* the journal: the user's own, which nobody named */
    bool listens; /* what others do is to be seen at once */
    struct error error;
};

extern const struct option_spec SESSION_OPTIONS[];

/* A sub-command; false with the error set. */
typedef bool session_command(struct command *c);
session_command session_status, session_list, session_watch_all;
session_command session_export, session_course;
session_command session_purge, session_backup, session_restore;

const char *cli_session_option(const struct command *c, const char *name);
bool cli_session_format_is(const struct command *c, const char *format);
bool cli_session_wrong_usage(struct command *c, const char *expected);
bool cli_session_refused(struct command *c, const struct session_refusal *refusal);

/* The clocks, or what --now says. */
bool cli_session_now(struct command *c);
/* A Unix time in milliseconds from an option; false where it is none. */
bool cli_session_moment(struct command *c, const char *option, int64_t *ms);

/* A whole number of an option from 1 to `max`, or `otherwise` where it is not given. */
bool cli_session_number(struct command *c, const char *name, int max, int otherwise,
                        int *out);

enum need { MAY_CREATE, MUST_EXIST, ONLY_READ };
/* The named journal or the user's own, in c->journal. */
bool cli_session_open(struct command *c, enum need need);
/* Its name; false where there is no place for the user's own. */
bool cli_session_place(struct command *c, char *out, size_t size);
/* Whether there is a file, or a server is named. */
bool cli_session_is_there(const char *place);
/* On standard error: that a shared journal is out of reach, what is on this machine only,
 * what came too late, and clocks that differ. */
void cli_session_tell_reach(struct command *c);
/* Of a command that goes on: says when the server goes and when it is back. */
void cli_session_follow_reach(struct command *c, bool *reached);

enum fallback { ONLY_OPEN, LAST_IF_NONE_OPEN };
/* The session named, or the one that is open. */
struct journal_session *cli_session_which(struct command *c, const char *name,
                                          enum fallback fallback);
bool cli_session_parse_id(struct command *c, const char *text, int64_t *id);

/* Prints the moment, as text or JSON. */
enum session_look { LOOK_TEXT, LOOK_JSON };
bool cli_session_show(struct command *c, const struct journal_session *held,
                      enum session_look look);
/* A moment as people write it. */
void cli_session_format_moment(int64_t ms, char *out, size_t size);
/* To the file of --output, readable by its owner only, or to standard output. */
bool cli_session_put(struct command *c, const void *data, size_t size);

#endif
