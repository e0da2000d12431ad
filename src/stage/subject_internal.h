/* subject_internal.h - between the files of the subject: the body itself (subject.c), its
 * landmarks (subject_landmarks.c), its posture (subject_pose.c), and what lies beneath
 * its skin (subject_beneath.c). Private to this library.
 */
#ifndef DEQI_STAGE_SUBJECT_INTERNAL_H
#define DEQI_STAGE_SUBJECT_INTERNAL_H

#include <limits.h>

#include "anatomy/body_pose.h"
#include "base/arena.h"
#include "import/model.h"
#include "inside/beneath.h"
#include "inside/near.h"
#include "stage/held.h"
#include "stage/subject.h"

/* what lies beneath the skin, once it was asked for */
struct beneath_kept {
    struct beneath *beneath;
    uint32_t version; /* `shaped` of the subject that it was tried for; 0 = never */
    struct error why; /* where it could not be had */
    /* what lies round one needle, the last that was asked for */
    struct near_kept {
        uint32_t version; /* the same */
        struct site site;
        int n;
        struct near near[NEAR_MAX];
    } near;
};

/* another posture than standing, once it was asked for */
struct posed_kept {
    enum posture posture;
    struct rig *rig;   /* ours */
    struct held *held; /* of a model file; has its poser */
    struct poser *poser;
    struct mesh mesh;
    struct body *body;        /* of the last posture that was not standing, or NULL */
    struct inside_skin *skin; /* of what stands, once it was asked for */
    struct inside *inside;    /* as it is posed, likewise */
    uint32_t version;         /* of the subject that it was made for */
};

/* the channels' lines, once they were asked for, and the box of the body that is seen */
struct trace_kept {
    struct trace *trace; /* NULL until then */
    uint32_t boxed;      /* 1 + the version that the box is of; 0 = none yet */
    float min[3], max[3];
};

struct subject {
    char data_dir[PATH_MAX];
    char name[PATH_MAX];
    bool own;                    /* one of ours, that can be shaped */
    bool sites_only;             /* neither mesh nor bones were read */
    struct landmark_stand stand; /* of a model file */
    struct catalog *catalog;
    struct model model;
    struct detail *detail;
    struct shapes *shapes;
    struct mesh neutral; /* positions and triangles as baked */
    struct bvh *neutral_bvh;
    struct shape_params params;
    struct arena *landmark_arena; /* of a model file's */
    struct landmark_set landmarks;
    bool has_landmarks;
    struct body *body;
    struct posed_kept *posed;
    struct trace_kept *lines;
    struct beneath_kept *kept;
    uint32_t version, shaped; /* changes so far, and those of the standing body */
    char notes[1024];
};

/* The mesh alone; false where the shapes cannot be read. */
bool subject_apply_shape(struct subject *subject, const struct shape_params *params,
                         struct error *error);

// subject_change.c
/* Adds a remark to what is said of a model file. */
void subject_note(struct subject *subject, const char *text);
/* After every change of the body. */
void subject_count_change(struct subject *subject);
/* Carries the standing body to its posture anew. */
void subject_carry(struct subject *subject);

// subject_landmarks.c
void subject_landmarks_path(const struct subject *subject, char *out, size_t size);
bool subject_load_landmarks(struct subject *subject, struct error *error);
/* Says which landmarks of the file the body does not take. */
void subject_note_refused(struct subject *subject);

// subject_pose.c
void subject_posed_destroy(struct posed_kept **posed);

#endif
