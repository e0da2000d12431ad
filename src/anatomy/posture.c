/* posture.c - postures as turns of joints, one after the other from the trunk outward. An
 * axis is told on the standing body and goes along with the bone that turns. */
#include "anatomy/posture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <cglm/cglm.h>

const char *const POSTURE_NAMES[POSTURES + 1] = {
#define POSTURE_NAME(ID, NAME) NAME,
    POSTURES_TABLE(POSTURE_NAME)
#undef POSTURE_NAME
};

bool posture_find(const char *name, enum posture *out)
{
    for (int i = 0; i < POSTURES; i++)
        if (strcmp(name, POSTURE_NAMES[i]) == 0) {
            *out = (enum posture)i;
            return true;
        }
    return false;
}

// ---------------------------------------------------------------- turning bones

struct posing {
    const struct posture_body *body;
    int n;
    struct motion *motion; /* so far */
};

static int find(const struct posing *p, const char *name, int side)
{
    char full[RIG_NAME + 8];
    snprintf(full, sizeof full, "%s_%c", name, side < 0 ? 'r' : 'l');
    return rig_find(p->body->rig, full);
}

static bool hangs_on(const struct posing *p, int bone, int from)
{
    while (bone >= 0 && bone != from)
        bone = rig_parent(p->body->rig, bone);
    return bone == from;
}

/* by `angle` radians about an axis of the world through the bone's joint, with all that
 * hangs on it */
static void turn(struct posing *p, int bone, const float axis[3], float angle)
{
    float about[3], matrix[3][3], moved[3], shift[3];
    struct motion by;
    mat4 m;
    if (bone < 0)
        return;
    motion_place(&p->motion[bone], p->body->joint[bone][0], about);
    glm_rotate_make(m, angle, (float *)axis);
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 3; c++)
            matrix[r][c] = m[c][r];
    for (int r = 0; r < 3; r++)
        moved[r] =
            matrix[r][0] * about[0] + matrix[r][1] * about[1] + matrix[r][2] * about[2];
    glm_vec3_sub(about, moved, shift);
    motion_set(&by, (const float(*)[3])matrix, shift);
    for (int b = 0; b < p->n; b++)
        if (hangs_on(p, b, bone))
            motion_then(&p->motion[b], &by, &p->motion[b]);
}

static void along(const struct posing *p, int bone, float out[3])
{
    glm_vec3_sub((float *)p->body->joint[bone][1], (float *)p->body->joint[bone][0], out);
    glm_vec3_normalize(out);
}

/* about an axis told on the standing body */
static void bend(struct posing *p, int bone, const float axis[3], float degrees)
{
    float now[3];
    if (bone < 0)
        return;
    motion_way(&p->motion[bone], axis, now);
    turn(p, bone, now, glm_rad(degrees));
}

/* the shortest way, so that the bone goes along `to` in the world */
static void aim(struct posing *p, int bone, float x, float y, float z)
{
    float from[3], to[3] = {x, y, z}, axis[3];
    if (bone < 0)
        return;
    along(p, bone, from);
    motion_way(&p->motion[bone], from, from);
    glm_vec3_normalize(to);
    glm_vec3_cross(from, to, axis);
    float sine = glm_vec3_norm(axis);
    if (sine > 1e-6f)
        turn(p, bone, axis, atan2f(sine, glm_vec3_dot(from, to)));
}

/* about the bone itself, so that an axis told on the standing body comes nearest to `to`
 */
static void roll(struct posing *p, int bone, const float axis[3], float x, float y,
                 float z)
{
    float way[3], now[3], to[3] = {x, y, z}, side[3];
    if (bone < 0)
        return;
    along(p, bone, way);
    motion_way(&p->motion[bone], way, way);
    motion_way(&p->motion[bone], axis, now);
    glm_vec3_muladds(way, -glm_vec3_dot(way, now), now);
    glm_vec3_muladds(way, -glm_vec3_dot(way, to), to);
    glm_vec3_cross(now, to, side);
    turn(p, bone, way, atan2f(glm_vec3_dot(side, way), glm_vec3_dot(now, to)));
}

// ---------------------------------------------------------------- axes of joints

/* about which the elbow bends; it is never quite straight */
static void elbow_axis(const struct posing *p, int side, float out[3])
{
    float upper[3], fore[3];
    const float *told = p->body->elbow[side < 0];
    if (glm_vec3_norm((float *)told) > 0) {
        glm_vec3_copy((float *)told, out);
        return;
    }
    along(p, find(p, "upperarm", side), upper);
    along(p, find(p, "lowerarm", side), fore);
    glm_vec3_cross(upper, fore, out);
    glm_vec3_normalize(out);
}

/* about which the knee bends: across thigh and foot */
static void knee_axis(const struct posing *p, int side, float out[3])
{
    float thigh[3], foot[3];
    along(p, find(p, "thigh", side), thigh);
    along(p, find(p, "foot", side), foot);
    glm_vec3_cross(foot, thigh, out);
    glm_vec3_normalize(out);
}

/* of the hand: its way to the fingers, and out of the palm */
static void hand_ways(const struct posing *p, int side, float way[3], float palm[3])
{
    const float(*joint)[2][3] = p->body->joint;
    const float *wrist = joint[find(p, "hand", side)][0];
    const float *index = joint[find(p, "index_01", side)][0];
    const float *little = joint[find(p, "pinky_01", side)][0];
    const float *middle = joint[find(p, "middle_01", side)][0];
    const float *thumb = joint[find(p, "thumb_03", side)][1];
    float across[3], to_thumb[3];
    glm_vec3_sub((float *)middle, (float *)wrist, way);
    glm_vec3_normalize(way);
    glm_vec3_sub((float *)little, (float *)index, across);
    glm_vec3_cross(way, across, palm);
    glm_vec3_normalize(palm);
    glm_vec3_sub((float *)thumb, (float *)index, to_thumb);
    if (glm_vec3_dot(palm, to_thumb) < 0)
        glm_vec3_negate(palm);
}

// ---------------------------------------------------------------- limbs

static float joint_at(const struct posing *p, int bone, int end, int k)
{
    float at[3];
    motion_place(&p->motion[bone], p->body->joint[bone][end], at);
    return at[k];
}

static float length_of(const struct posing *p, int bone)
{
    return glm_vec3_distance((float *)p->body->joint[bone][0],
                             (float *)p->body->joint[bone][1]);
}

/* the upper arm beside the trunk, the elbow bent by so many degrees */
static void hang_arm(struct posing *p, int side, float elbow)
{
    int upper = find(p, "upperarm", side), fore = find(p, "lowerarm", side);
    float axis[3], a[3], b[3], angle = p->body->hang;
    elbow_axis(p, side, axis);
    aim(p, upper, (float)side * sinf(angle), -cosf(angle), 0.02f);
    roll(p, upper, axis, -1, 0, (float)side * 0.15f);
    along(p, upper, a);
    along(p, fore, b);
    bend(p, fore, axis, elbow - glm_deg(glm_vec3_angle(a, b)));
    // an axis that straight arms do not show is known to some 30 degrees
    if (glm_vec3_norm((float *)p->body->elbow[side < 0]) > 0)
        aim(p, fore, (float)side * sinf(angle), -cosf(angle) * cosf(glm_rad(elbow)),
            0.02f + sinf(glm_rad(elbow)));
}

/* straight, down to a couch at that z, which lies to the back or to the front of it */
static void lay_arm(struct posing *p, int side, float couch, float away)
{
    int upper = find(p, "upperarm", side), fore = find(p, "lowerarm", side);
    float axis[3], sign = couch < 0 ? 1.0f : -1.0f, arm = p->body->arm;
    float out = sinf(away) * (float)side, down = -cosf(away);
    elbow_axis(p, side, axis);
    float rise =
        (couch + sign * (arm + 0.012f) - joint_at(p, upper, 0, 2)) / length_of(p, upper);
    aim(p, upper, out, down, glm_clamp(rise, -0.45f, 0.45f));
    roll(p, upper, axis, -1, 0, 0);
    // the hand lies on its edge, and its fingers are spread
    const float edge = 1.9f * arm;
    rise = (couch + sign * edge - joint_at(p, fore, 0, 2)) / length_of(p, fore);
    aim(p, fore, 0.75f * out, down, glm_clamp(rise, -0.35f, 0.35f));
    int hand = find(p, "hand", side);
    aim(p, hand, 0.6f * out, down, sign * 0.06f);
}

/* the thigh along the way given, the knee bent by so many degrees */
static void lay_leg(struct posing *p, int side, const float way[3], float knee)
{
    int thigh = find(p, "thigh", side), calf = find(p, "calf", side);
    float axis[3], a[3], b[3];
    knee_axis(p, side, axis);
    aim(p, thigh, way[0], way[1], way[2]);
    roll(p, thigh, axis, 1, 0, 0);
    along(p, thigh, a);
    along(p, calf, b);
    bend(p, calf, axis, knee - glm_deg(glm_vec3_angle(a, b)));
}

static void point_foot(struct posing *p, int side, float degrees)
{
    float axis[3];
    knee_axis(p, side, axis);
    bend(p, find(p, "foot", side), axis, degrees);
}

/* a finger rolls in until its tip comes down on the palm, loosely */
static void roll_in(struct posing *p, int side, const char *finger, const float palm[3])
{
    static const float STEP[3] = {3.6f, 4.6f, 2.8f}; // degrees, knuckle to tip
    static const float DOWN = 0.34f; // of the finger's length: as thick as the palm is
    int bone[3];
    float start[3], tip[3], axis[3], length = 0, most = 0;
    for (int k = 0; k < 3; k++) {
        char name[16];
        snprintf(name, sizeof name, "%s_0%d", finger, k + 1);
        bone[k] = find(p, name, side);
        if (bone[k] < 0)
            return;
        length += length_of(p, bone[k]);
    }
    // in its own plane, so that spread fingers come together
    glm_vec3_sub((float *)p->body->joint[bone[2]][1], (float *)p->body->joint[bone[0]][0],
                 tip);
    glm_vec3_cross(tip, (float *)palm, axis);
    glm_vec3_normalize(axis);
    for (int round = 0; round < 32; round++) {
        for (int k = 0; k < 3; k++)
            bend(p, bone[k], axis, STEP[k]);
        motion_place(&p->motion[bone[0]], p->body->joint[bone[0]][0], start);
        motion_place(&p->motion[bone[2]], p->body->joint[bone[2]][1], tip);
        glm_vec3_sub(tip, start, tip);
        float height = glm_vec3_dot(tip, (float *)palm);
        most = fmaxf(most, height);
        if (height < most - 1e-4f && height < DOWN * length)
            break;
    }
}

static void make_fist(struct posing *p, int side)
{
    static const char *const FINGERS[] = {"index", "middle", "ring", "pinky"};
    float way[3], palm[3];
    hand_ways(p, side, way, palm);
    for (int f = 0; f < 4; f++)
        roll_in(p, side, FINGERS[f], palm);
    // the thumb lies over the bent fingers
    static const char *const THUMB[3] = {"thumb_01", "thumb_02", "thumb_03"};
    static const char *const OVER[3] = {"index_01", "index_02", "middle_02"};
    static const float OFF[3] = {0.022f, 0.018f, 0.016f};
    for (int k = 0; k < 3; k++) {
        int over = find(p, OVER[k], side), thumb = find(p, THUMB[k], side);
        float to[3], from[3], out[3];
        motion_place(&p->motion[over], p->body->joint[over][k > 0], to);
        motion_way(&p->motion[find(p, "hand", side)], palm, out);
        glm_vec3_muladds(out, OFF[k], to);
        motion_place(&p->motion[thumb], p->body->joint[thumb][0], from);
        glm_vec3_sub(to, from, to);
        aim(p, thumb, to[0], to[1], to[2]);
    }
}

// ---------------------------------------------------------------- postures

static void sit(struct posing *p)
{
    for (int side = -1; side <= 1; side += 2) {
        float way[3] = {0.1f * (float)side, -0.26f, 0.96f};
        int foot = find(p, "foot", side);
        float sole[3];
        along(p, foot, sole);
        lay_leg(p, side, way, 80);
        hang_arm(p, side, 44);
        aim(p, foot, sole[0], sole[1], sole[2]);
    }
}

static void lie(struct posing *p, enum posture posture)
{
    const float narrow = fmaxf(p->body->hang, 0.16f);
    for (int side = -1; side <= 1; side += 2) {
        lay_arm(p, side, posture == POSTURE_SUPINE ? p->body->back : p->body->front,
                narrow);
        point_foot(p, side, posture == POSTURE_SUPINE ? 28 : 52);
    }
}

/* on the right side: the leg beneath nearly straight, the upper one bent before it, the
 * upper arm along the trunk */
static void lie_aside(struct posing *p)
{
    static const float BENEATH[3] = {0.0f, -0.96f, 0.26f};
    static const float ABOVE[3] = {-0.32f, -0.50f, 0.80f};
    lay_leg(p, -1, BENEATH, 28);
    lay_leg(p, 1, ABOVE, 75);
    // the arm beneath lies before the face, its shoulder comes forward with it
    int upper = find(p, "upperarm", -1);
    float axis[3];
    elbow_axis(p, -1, axis);
    turn(p, find(p, "clavicle", -1), (float[3]){0, 1, 0}, glm_rad(14));
    aim(p, upper, 0.2f, -0.16f, 0.96f);
    roll(p, upper, axis, -1, 0, -0.2f);
    bend(p, find(p, "lowerarm", -1), axis, 40);
    hang_arm(p, 1, 22);
    point_foot(p, -1, 18);
    point_foot(p, 1, 18);
}

void posture_axes(enum posture posture, float left[3], float head[3], float front[3])
{
    static const float AXES[4][3][3] = {
        {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},    /* upright */
        {{1, 0, 0}, {0, 0, -1}, {0, 1, 0}},   /* on the back */
        {{-1, 0, 0}, {0, 0, -1}, {0, -1, 0}}, /* face down */
        {{0, 1, 0}, {0, 0, -1}, {-1, 0, 0}},  /* on the right side */
    };
    int i = posture == POSTURE_SUPINE  ? 1
            : posture == POSTURE_PRONE ? 2
            : posture == POSTURE_SIDE  ? 3
                                       : 0;
    glm_vec3_copy((float *)AXES[i][0], left);
    glm_vec3_copy((float *)AXES[i][1], head);
    glm_vec3_copy((float *)AXES[i][2], front);
}

static void lay_down(struct posing *p, enum posture posture)
{
    float axes[3][3], matrix[3][3];
    static const float NOWHERE[3];
    struct motion by;
    posture_axes(posture, axes[0], axes[1], axes[2]);
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 3; c++)
            matrix[r][c] = axes[c][r];
    motion_set(&by, (const float(*)[3])matrix, NOWHERE);
    for (int b = 0; b < p->n; b++)
        motion_then(&p->motion[b], &by, &p->motion[b]);
}

void posture_motions(const struct posture_body *body, enum posture posture,
                     struct motion *out)
{
    struct posing p = {body, rig_count(body->rig), out};
    for (int b = 0; b < p.n; b++)
        out[b] = MOTION_NONE;
    for (int side = -1; side <= 1; side += 2) {
        if (posture == POSTURE_ARMS_HANGING)
            hang_arm(&p, side, 14);
        if (posture == POSTURE_ELBOW_BENT)
            hang_arm(&p, side, 90);
        if (posture == POSTURE_FIST)
            make_fist(&p, side);
    }
    if (posture == POSTURE_KNEE_BENT)
        sit(&p);
    if (posture == POSTURE_SUPINE || posture == POSTURE_PRONE)
        lie(&p, posture);
    if (posture == POSTURE_SIDE)
        lie_aside(&p);
    lay_down(&p, posture);
}

// ---------------------------------------------------------------- bones of the skeleton

/* by the beginning of their names; what is not here goes with the chest */
static const struct {
    const char *id, *bone;
} BELONGS[] = {
    {"skull", "head"},         {"mandible", "head"},       {"hyoid", "neck_01"},
    {"vertebra_C", "neck_01"}, {"sacrum", "pelvis"},       {"coccyx", "pelvis"},
    {"hip_bone", "pelvis"},    {"vertebra_L", "spine_01"}, {"clavicle", "clavicle"},
    {"scapula", "clavicle"},   {"humerus", "upperarm"},    {"radius", "lowerarm"},
    {"ulna", "lowerarm"},      {"femur", "thigh"},         {"patella", "thigh"},
    {"tibia", "calf"},         {"fibula", "calf"},         {"metacarpal_1", "thumb_01"},
    {"metacarpal", "hand"},    {"scaphoid", "hand"},       {"lunate", "hand"},
    {"triquetrum", "hand"},    {"pisiform", "hand"},       {"trapez", "hand"},
    {"capitate", "hand"},      {"hamate", "hand"},         {"talus", "foot"},
    {"calcaneus", "foot"},     {"navicular", "foot"},      {"cuboid", "foot"},
    {"cuneiform", "foot"},     {"metatarsal", "foot"},
};

/* "proximal_phalanx_hand_2": the first bone of the second finger */
static bool phalanx(const char *id, char *bone, size_t size)
{
    static const char *const FINGERS[5] = {"thumb", "index", "middle", "ring", "pinky"};
    const char *hand = strstr(id, "_phalanx_hand_"), *foot = strstr(id, "_phalanx_foot_");
    if (foot)
        snprintf(bone, size, "ball");
    if (!hand)
        return foot != NULL;
    int finger = hand[14] - '1', joint = *id == 'p' ? 1 : *id == 'm' ? 2 : 3;
    // the first bone of the thumb is its metacarpal
    if (finger == 0)
        joint = *id == 'p' ? 2 : 3;
    snprintf(bone, size, "%s_0%d", FINGERS[finger < 0 || finger > 4 ? 0 : finger], joint);
    return true;
}

void posture_rig_bone(const char *id, enum side side, char out[RIG_NAME])
{
    char bone[16] = "spine_03";
    if (!phalanx(id, bone, sizeof bone))
        for (size_t i = 0; i < sizeof BELONGS / sizeof *BELONGS; i++)
            if (strncmp(id, BELONGS[i].id, strlen(BELONGS[i].id)) == 0) {
                snprintf(bone, sizeof bone, "%s", BELONGS[i].bone);
                break;
            }
    bool midline = !strcmp(bone, "head") || !strcmp(bone, "neck_01") ||
                   !strcmp(bone, "pelvis") || !strncmp(bone, "spine", 5);
    snprintf(out, RIG_NAME, "%s%s", bone, midline ? "" : side == SIDE_R ? "_r" : "_l");
}
