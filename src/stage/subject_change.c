/* subject_change.c - what every change of a body does besides. */
#include <stdio.h>
#include <string.h>

#include "anatomy/trace.h"
#include "inside/inside.h"
#include "stage/subject_internal.h"

void subject_note(struct subject *s, const char *text)
{
    size_t n = strlen(s->notes);
    snprintf(s->notes + n, sizeof s->notes - n, "%s%s", n ? "; " : "", text);
}

void subject_count_change(struct subject *s)
{
    trace_destroy(&s->lines->trace);
    s->version++;
    s->shaped++;
}

void subject_carry(struct subject *s)
{
    struct posed_kept *k = s->posed;
    inside_destroy(&k->inside);
    if (k->posture == POSTURE_STANDING)
        return;
    body_poser_pose(k->poser, &s->model.mesh, k->posture, &k->mesh);
    if (k->body)
        body_pose_again(k->body);
    else
        k->body = body_pose_create(s->body, &k->mesh, k->poser);
}
