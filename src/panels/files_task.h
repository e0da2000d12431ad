/* files_task.h - what the files' card is open for: which names and endings go with it,
 * and what is chosen in it. */
#ifndef DEQI_PANELS_FILES_TASK_H
#define DEQI_PANELS_FILES_TASK_H

#include "document/folder.h"
#include "panels/files.h"

struct files_task_words {
    const char *title, *confirm; /* ids of texts */
    enum { FILES_READS, FILES_WRITES } way;
    const char *endings[3];
    const char *proposal; /* name proposed for a new file */
};
extern const struct files_task_words FILES_TASKS[]; /* by enum files_task */

/* what is saved as a card or a film */
struct files_work {
    const char *text, *proposal;
    enum { WORK_CARD, WORK_FILM } work;
    enum film_kind film;
    const char *endings[2]; /* of a card; of a film those of its own choice */
};
enum { FILES_WORKS = 4 };
extern const struct files_work FILES_WORK[FILES_WORKS];

/* What the card is at. While it is drawn a copy changes, which takes its place once the
 * frame is over. */
struct files_state {
    enum files_task task;
    char name[NAME_MAX + 1];
    char error[1200];
    bool asks_to_replace, focus, possible; /* possible: the film that is chosen */
    int size, work;
    bool no_ground; /* of the picture */
    struct film_choice film;
    char picked[PATH_MAX]; /* the file that is marked, to be read; "" = none */
};

/* Whether a film is to be made, or it is about cases. */
bool files_task_is_film(const struct files_state *state);
bool files_task_is_of_cases(const struct files_state *state);
const char *const *files_task_endings(const struct files_state *state);
/* Names what is to be made. */
void files_task_propose(struct files_state *state);
/* Another ending is another kind of card or film. */
void files_task_follow_name(struct files_state *state);
/* The path in that folder; the name gets the ending that it lacks. False where it is no
 * name. */
bool files_task_path(const struct files_state *state, const struct folder *folder,
                     char *out, size_t size);

#endif
