/* section_words.c - where things stand on the sheet, and what they are called. */
#include "export/section_internal.h"
#include "views/words.h"

void section_at(const struct section_view *view, const float at[2], double *x, double *y)
{
    *x = view->x + (double)at[0] * view->scale;
    *y = view->y - (double)at[1] * view->scale;
}

const char *section_text(const struct section_view *view, const char *id,
                         const char *english)
{
    return texts_get(view->section->texts, id, english);
}

const char *section_name(const struct section_view *view,
                         const struct structure_name *name)
{
    return words_structure(view->section->texts, name);
}
