#include "bake/landmark_frame.h"

#include <stdio.h>
#include <string.h>

bool landmark_frame_joint(const struct bake_body *body, const char *name, vec3s *at,
                          struct error *error)
{
    static const char *const SIDE[] = {".L", ""};
    int n = (int)strlen(name) - 1;
    bool tail = n > 0 && name[n] == '+';
    for (int s = 0; s < 2; s++) {
        char full[96];
        snprintf(full, sizeof full, "%.*s%s____%s", n - tail, name + 1, SIDE[s],
                 tail ? "tail" : "head");
        if (bake_body_joint(body, full, at->raw))
            return true;
    }
    return error_set(error, "the rig has no joint \"%s\", which a landmark needs", name);
}

/* y is kept; z is turned to a right angle with it */
static void frame_from_yz(vec3s axis[3], vec3s y, vec3s z)
{
    axis[1] = glms_vec3_normalize(y);
    axis[0] = glms_vec3_normalize(glms_vec3_cross(axis[1], z));
    axis[2] = glms_vec3_cross(axis[0], axis[1]);
}

static void frame_from_yx(vec3s axis[3], vec3s y, vec3s x)
{
    frame_from_yz(axis, y, glms_vec3_cross(x, y));
}

struct joint_use {
    const char *name;
    vec3s *at;
};

static bool joints_get(const struct bake_body *body, const struct joint_use *use, int n,
                       struct error *error)
{
    for (int i = 0; i < n; i++)
        if (!landmark_frame_joint(body, use[i].name, use[i].at, error))
            return false;
    return true;
}

static bool arm_frames(const struct bake_body *body, vec3s axis[LANDMARK_FRAMES][3],
                       struct error *error)
{
    vec3s shoulder, elbow, wrist, index, middle, little;
    const struct joint_use use[] = {
        {"@upperarm01", &shoulder}, {"@lowerarm01", &elbow}, {"@wrist", &wrist},
        {"@finger2-1", &index},     {"@finger3-1", &middle}, {"@finger5-1", &little},
    };
    if (!joints_get(body, use, sizeof use / sizeof *use, error))
        return false;
    vec3s upper = glms_vec3_normalize(glms_vec3_sub(shoulder, elbow));
    vec3s fore = glms_vec3_normalize(glms_vec3_sub(elbow, wrist));
    /* the elbow bends about the normal of the plane of its two bones */
    vec3s hinge = glms_vec3_cross(fore, upper);
    vec3s across = glms_vec3_sub(index, little);
    frame_from_yx(axis[UPPER_ARM], upper, hinge);
    frame_from_yx(axis[ELBOW], glms_vec3_add(upper, fore), hinge);
    frame_from_yx(axis[WRIST], fore, across);
    frame_from_yx(axis[HAND], glms_vec3_sub(wrist, middle), across);
    return true;
}

static bool finger_frames(const struct bake_body *body, vec3s axis[LANDMARK_FRAMES][3],
                          struct error *error)
{
    for (int k = 2; k <= 5; k++) {
        char name[2][24];
        vec3s head, end;
        snprintf(name[0], sizeof name[0], "@finger%d-1", k);
        snprintf(name[1], sizeof name[1], "@finger%d-3+", k);
        if (!landmark_frame_joint(body, name[0], &head, error) ||
            !landmark_frame_joint(body, name[1], &end, error))
            return false;
        frame_from_yz(axis[FINGER2 + k - 2], glms_vec3_sub(head, end), axis[HAND][2]);
    }
    /* the thumb's nail faces the radial side of the hand */
    vec3s knuckle, end;
    if (!landmark_frame_joint(body, "@finger1-2", &knuckle, error) ||
        !landmark_frame_joint(body, "@finger1-3+", &end, error))
        return false;
    frame_from_yz(axis[THUMB], glms_vec3_sub(knuckle, end),
                  glms_vec3_negate(axis[HAND][0]));
    return true;
}

static bool leg_frames(const struct bake_body *body, vec3s axis[LANDMARK_FRAMES][3],
                       struct error *error)
{
    vec3s hip, knee, ankle, toe;
    const struct joint_use use[] = {{"@upperleg01", &hip},
                                    {"@lowerleg01", &knee},
                                    {"@foot", &ankle},
                                    {"@toe2-1", &toe}};
    if (!joints_get(body, use, sizeof use / sizeof *use, error))
        return false;
    frame_from_yz(axis[THIGH], glms_vec3_sub(hip, knee), axis[BODY][2]);
    frame_from_yz(axis[LEG], glms_vec3_sub(knee, ankle), axis[BODY][2]);
    frame_from_yz(axis[FOOT], axis[BODY][1], glms_vec3_sub(toe, ankle));
    return true;
}

bool landmark_frames(const struct bake_body *body, vec3s axis[LANDMARK_FRAMES][3],
                     struct error *error)
{
    for (int k = 0; k < 3; k++) {
        axis[BODY][k] = glms_vec3_zero();
        axis[BODY][k].raw[k] = 1;
    }
    return arm_frames(body, axis, error) && finger_frames(body, axis, error) &&
           leg_frames(body, axis, error);
}
