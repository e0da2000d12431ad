#include "fit/joints.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/word.h"

/* Of several bones for one joint the first of its names counts: SMPL has ankles and feet,
 * Mixamo an arm that begins at the joint and calls the collar bone a shoulder.
 *
 * As names are compared: small letters, nothing between, without "mixamorig", "j_bip_c"
 * and the like before and "joint" behind */
static const struct {
    const char *alias[7];
} PARTS[] = {
    {{"neck", "neck1", "neck01"}},
    {{"upperarm", "arm", "shldr", "humerus", "shoulder"}},
    {{"elbow", "lowerarm", "forearm", "ulna"}},
    {{"wrist", "hand"}},
    {{"hip", "upleg", "upperleg", "thigh", "femur"}},
    {{"knee", "leg", "lowerleg", "calf", "shin", "tibia"}},
    {{"ankle", "foot"}},
};

static const char *const NAMES[JOINTS] = {
    "neck",       "left_shoulder", "right_shoulder", "left_elbow", "right_elbow",
    "left_wrist", "right_wrist",   "left_hip",       "right_hip",  "left_knee",
    "right_knee", "left_ankle",    "right_ankle"};

const char *joints_name(enum joint joint)
{
    return NAMES[joint];
}

/* small letters and digits alone; 0 = no side, 'l', 'r' */
static char bare_name(const char *name, char *out, size_t size)
{
    static const char *const BEFORE[] = {"mixamorig", "jbipl", "jbipr",
                                         "jbipc",     "bip01", "def"};
    char bare[64] = "", side = 0;
    size_t n = 0, length;
    char last = 0, first_break = 0;
    for (const char *p = name; *p && n + 1 < sizeof bare; p++) {
        if (isalnum((unsigned char)*p))
            bare[n++] = (char)tolower((unsigned char)*p);
        else if (n == 1)
            first_break = 1; // "L_Knee"
        last = p != name && !isalnum((unsigned char)p[-1]) && !p[1]
                   ? (char)tolower((unsigned char)*p)
                   : 0; // "thigh_l"
    }
    bare[n] = 0;
    char *at = bare;
    for (size_t i = 0; i < sizeof BEFORE / sizeof *BEFORE; i++)
        if (word_begins(at, BEFORE[i]) && strlen(at) > strlen(BEFORE[i])) {
            char of = word_begins(BEFORE[i], "jbip") ? BEFORE[i][4] : 0;
            side = of == 'l' || of == 'r' ? of : 0;
            at += strlen(BEFORE[i]);
        }
    if (word_begins(at, "left") || word_begins(at, "right")) {
        side = *at;
        at += side == 'l' ? 4 : 5;
    } else if (first_break && (*at == 'l' || *at == 'r')) {
        side = *at++;
    } else if (last == 'l' || last == 'r') {
        side = last;
        at[strlen(at) - 1] = 0;
    }
    length = strlen(at);
    if (length > 5 && strcmp(at + length - 5, "joint") == 0)
        at[length - 5] = 0;
    snprintf(out, size, "%s", at);
    return side;
}

static enum joint find(const char *name, int *rank)
{
    char bare[64], side = bare_name(name, bare, sizeof bare);
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        for (size_t k = 0; k < 7 && PARTS[i].alias[k]; k++) {
            if (strcmp(bare, PARTS[i].alias[k]) != 0)
                continue;
            *rank = (int)k;
            if (i == 0)
                return side ? JOINTS : JOINT_NECK;
            return side ? (enum joint)(2 * i - 1 + (side == 'r')) : JOINTS;
        }
    return JOINTS;
}

enum joint joints_find(const char *name)
{
    int rank;
    return find(name, &rank);
}

static bool read_place(const struct json_at *list, float out[3], struct error *error)
{
    if (json_array_size(list->value) != 3)
        return json_fail(list, error, "has %zu numbers; expected 3",
                         json_array_size(list->value));
    for (size_t k = 0; k < 3; k++) {
        struct json_at item;
        double x;
        if (!json_element(list, k, JSON_REAL, &item, error) ||
            !json_number(&item, -1e6, 1e6, &x, error))
            return false;
        out[k] = (float)x;
    }
    return true;
}

static bool read_joints(const struct json_at *root, struct joints *out,
                        struct error *error)
{
    static const char *const KEYS[] = {"schema", "joints", NULL};
    struct json_at all;
    int n = 0, best[JOINTS] = {0}, rank;
    if (!json_schema(root, "deqi/joints-1", error) || !json_keys(root, KEYS, error) ||
        !json_member(root, "joints", JSON_OBJECT, &all, error))
        return false;
    for (void *i = json_object_iter(all.value); i;
         i = json_object_iter_next(all.value, i)) {
        const char *name = json_object_iter_key(i);
        enum joint j = find(name, &rank);
        struct json_at place;
        if (j == JOINTS || (out->known[j] && best[j] <= rank))
            continue;
        if (!json_member(&all, name, JSON_ARRAY, &place, error) ||
            !read_place(&place, out->at[j], error))
            return false;
        n += !out->known[j];
        out->known[j] = true;
        best[j] = rank;
    }
    return n >= JOINTS_MIN ||
           json_fail(&all, error,
                     "has %d joints that are known; expected at least %d of neck and "
                     "left_ or right_ shoulder, elbow, wrist, hip, knee, ankle",
                     n, JOINTS_MIN);
}

bool joints_load(struct joints *out, const char *path, struct error *error)
{
    struct json_doc doc;
    *out = (struct joints){0};
    if (!json_doc_load(&doc, path, 0, error))
        return false;
    struct json_at root = json_doc_root(&doc);
    bool ok = json_expect(&root, JSON_OBJECT, error) && read_joints(&root, out, error);
    json_doc_close(&doc);
    return ok;
}

void joints_move(struct joints *joints, const float by[3][4])
{
    for (int j = 0; j < JOINTS; j++) {
        float from[3] = {joints->at[j][0], joints->at[j][1], joints->at[j][2]};
        for (int r = 0; r < 3; r++)
            joints->at[j][r] =
                by[r][0] * from[0] + by[r][1] * from[1] + by[r][2] * from[2] + by[r][3];
    }
}
