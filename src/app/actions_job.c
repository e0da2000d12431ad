/* actions_job.c - what begins and ends what takes longer than a moment. */
#include "app/actions_internal.h"
#include "app/cards.h"

static void run_body_file(struct jobs *jobs, const char *path)
{
    struct error error;
    cards_open(jobs->desk, SHELL_NO_CARD);
    if (!job_begin_body(jobs, path, &error))
        sink_say_error(&jobs->desk->sink, jobs->desk->texts, &error);
}

static void run_stop_work(struct jobs *jobs)
{
    if (!jobs->desk->work.on)
        return;
    job_stop(jobs);
    sink_say(&jobs->desk->sink, "%s", text_of(jobs->desk->texts, "job.stopped"));
}

bool actions_job(struct jobs *jobs, const struct request *request)
{
    bool begins = request->id == ACTION_BODY_FILE;
    if (!begins && request->id != ACTION_STOP_WORK)
        return false;
    if (jobs && begins)
        run_body_file(jobs, request->text);
    else if (jobs)
        run_stop_work(jobs);
    return true;
}
