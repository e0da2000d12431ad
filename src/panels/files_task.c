#include "panels/files_task.h"

#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "base/file.h"

const struct files_task_words FILES_TASKS[] = {
    [FILES_OPEN_CASE] = {"files.open_case", "files.open", FILES_READS, {".json"}, ""},
    [FILES_OPEN_BODY] = {"files.open_body", "files.open", FILES_READS, {NULL}, ""},
    [FILES_SAVE_CASE] =
        {"files.save_case", "files.save", FILES_WRITES, {".json"}, "case.json"},
    [FILES_SAVE_PICTURE] =
        {"files.save_picture", "files.save", FILES_WRITES, {".png"}, "deqi.png"},
    [FILES_SAVE_CARD] = {"files.save_card", "files.save", FILES_WRITES, {NULL}, ""},
    [FILES_SAVE_PAGE] =
        {"files.save_page", "files.save", FILES_WRITES, {".html"}, "plan.html"},
    [FILES_OPEN_LESSON] = {"files.open_lesson", "files.open", FILES_READS, {".json"}, ""},
    [FILES_SAVE_LESSON] =
        {"files.save_lesson", "files.save", FILES_WRITES, {".json"}, "lesson.json"},
    [FILES_LESSON_PAGE] =
        {"files.save_page", "files.save", FILES_WRITES, {".html"}, "lesson.html"},
    [FILES_SAVE_RESULT] =
        {"exam.save_title", "files.save", FILES_WRITES, {".pdf", ".csv"}, "result.pdf"},
    [FILES_EXPORT_SESSION] =
        {"files.export", "files.save", FILES_WRITES, {".json"}, "session.json"},
};

const struct files_work FILES_WORK[FILES_WORKS] = {
    {"files.card_pdf", "plan", WORK_CARD, 0, {".pdf"}},
    {"files.card_png", "plan", WORK_CARD, 0, {".png"}},
    {"files.film_turn", "turn", WORK_FILM, FILM_TURNTABLE, {NULL}},
    {"files.film_session", "session", WORK_FILM, FILM_SESSION, {NULL}},
};

bool files_task_is_film(const struct files_state *f)
{
    return f->task == FILES_SAVE_CARD && FILES_WORK[f->work].work == WORK_FILM;
}

const char *const *files_task_endings(const struct files_state *f)
{
    return files_task_is_film(f)        ? film_choice_endings()
           : f->task == FILES_SAVE_CARD ? FILES_WORK[f->work].endings
           : f->task == FILES_OPEN_BODY ? SUBJECT_ENDINGS
                                        : FILES_TASKS[f->task].endings;
}

bool files_task_is_of_cases(const struct files_state *f)
{
    return f->task == FILES_OPEN_CASE || f->task == FILES_SAVE_CASE;
}

void files_task_propose(struct files_state *f)
{
    const char *ending = files_task_is_film(f) ? film_choice_ending(&f->film)
                                               : FILES_WORK[f->work].endings[0];
    snprintf(f->name, sizeof f->name, "%s%s", FILES_WORK[f->work].proposal, ending);
}

/* more than the ending alone */
static bool ends_in(const char *name, const char *ending)
{
    return strlen(name) > strlen(ending) && file_has_ending(name, ending);
}

void files_task_follow_name(struct files_state *f)
{
    f->asks_to_replace = false;
    if (files_task_is_film(f))
        film_choice_follow(&f->film, f->name);
    for (int i = 0;
         i < FILES_WORKS && f->task == FILES_SAVE_CARD && !files_task_is_film(f); i++)
        if (FILES_WORK[i].work == WORK_CARD && ends_in(f->name, FILES_WORK[i].endings[0]))
            f->work = i;
}

bool files_task_path(const struct files_state *f, const struct folder *folder, char *out,
                     size_t size)
{
    char name[NAME_MAX + 1];
    const char *ending =
        files_task_is_film(f) ? film_choice_ending(&f->film) : files_task_endings(f)[0];
    bool fits = !*ending;
    for (const char *const *e = files_task_endings(f); *e; e++)
        fits |= ends_in(f->name, *e);
    return cut_print(name, sizeof name, "%s%s", f->name, fits ? "" : ending) &&
           strchr(name, '/') == NULL && folder_join(folder, name, out, size);
}
