/* actions_job.c - what begins and ends what takes longer than a moment. */
#include "app/actions_internal.h"
#include "app/cards.h"
#include "platform/outlet.h"

static void run_body_file(struct jobs *jobs, const char *path)
{
    struct error error;
    if (cards_ask_landmarks(jobs->desk, CARDS_BEFORE_BODY))
        return;
    cards_open(jobs->desk, SHELL_NO_CARD);
    if (!job_begin_body(jobs, path, &error))
        sink_say_error(&jobs->desk->sink, jobs->desk->texts, &error);
}

static void run_joints(struct jobs *jobs, enum posture posture)
{
    struct error error;
    cards_open(jobs->desk, SHELL_NO_CARD);
    if (!job_begin_joints(jobs, posture, &error))
        sink_say_error(&jobs->desk->sink, jobs->desk->texts, &error);
}

static void run_stop_work(struct jobs *jobs)
{
    if (!jobs->desk->work.on)
        return;
    job_stop(jobs);
    sink_say(&jobs->desk->sink, "%s", text_of(jobs->desk->texts, "job.stopped"));
}

/* to another program, where this machine has one for it */
static void run_send(struct jobs *jobs, enum job_to to)
{
    struct desk *desk = jobs->desk;
    bool print = to == JOB_TO_PRINTER;
    cards_open(desk, SHELL_NO_CARD);
    if (!outlet_is_there(print ? OUTLET_PRINTER : OUTLET_CLIPBOARD))
        sink_say(&desk->sink, "%s",
                 text_of(desk->texts, print ? "print.none" : "copy.none"));
    else if (print)
        job_begin_card(jobs, "", to);
    else
        job_begin_picture(jobs, "",
                          &(struct job_picture){.width = desk->eye.port.width,
                                                .height = desk->eye.port.height,
                                                .to = to});
}

bool actions_job(struct jobs *jobs, const struct request *request)
{
    switch (request->id) {
    case ACTION_BODY_FILE:
        if (jobs)
            run_body_file(jobs, request->text);
        return true;
    case ACTION_BODY_JOINTS:
        if (jobs)
            run_joints(jobs, (enum posture)request->argument);
        return true;
    case ACTION_STOP_WORK:
        if (jobs)
            run_stop_work(jobs);
        return true;
    case ACTION_COPY_PICTURE:
    case ACTION_PRINT_CARD:
        if (jobs)
            run_send(jobs, request->id == ACTION_PRINT_CARD ? JOB_TO_PRINTER
                                                            : JOB_TO_CLIPBOARD);
        return true;
    default:
        return false;
    }
}
