/* files.h - choosing a file inside the window, by keyboard, pointer or touch: opening and
 * saving cases and lessons, opening a body, saving pictures, plan cards, films, pages and
 * results of a quiz, exporting a session.
 *
 * A file that is there is replaced only after a second press. What cannot be read or
 * written is said in the card, which stays open; the old file stays as it was. */
#ifndef DEQI_PANELS_FILES_H
#define DEQI_PANELS_FILES_H

#include "panels/desk.h"
#include "panels/film_choice.h"

struct files;

enum files_task {
    FILES_OPEN_CASE,
    FILES_OPEN_BODY,
    FILES_SAVE_CASE,
    FILES_SAVE_PICTURE,
    FILES_SAVE_CARD,
    FILES_SAVE_PAGE,
    FILES_OPEN_LESSON,
    FILES_SAVE_LESSON,
    FILES_LESSON_PAGE,
    FILES_SAVE_RESULT,
    FILES_EXPORT_SESSION
};

struct files *files_create(void);
void files_destroy(struct files **files);

/* Before the card opens for the task. */
void files_ask(struct desk *desk, enum files_task task);
void files_export_session(struct desk *desk, int64_t id);
/* To another folder. */
void files_go(const struct shell *shell, struct picture *picture,
              const struct texts *texts, const char *path);
/* Between two frames: takes what was read meanwhile; true where that is news. And how
 * soon it is worth another look; -1 = nothing is awaited. */
bool files_look(const struct shell *shell, struct picture *picture,
                const struct texts *texts);
int files_wait_ms(const struct shell *shell);
/* The id of what the card is called; its body, and what stays in sight below it, each
 * into the part that is open. */
const char *files_title(const struct shell *shell);
void files_card(struct desk *desk, struct gui *gui);
void files_foot(const struct shell *shell, const struct texts *texts, struct sink *sink,
                struct gui *gui);

/* What was chosen in the card. */
struct files_choice {
    enum files_task task;
    int width, height; /* of a picture */
    bool no_ground;    /* ... which is see-through beside the body */
    int64_t session;
    bool is_film; /* else a card, where it is one of both */
    enum film_kind kind;
    struct film_choice film;
};
struct files_choice files_chosen(const struct shell *shell, const struct app_eye *eye);
/* The card stays, and says why. */
void files_refuse(const struct shell *shell, struct picture *picture,
                  const struct texts *texts, const struct error *error);

#endif
