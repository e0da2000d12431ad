#include "fit/start.h"

#include <math.h>
#include <string.h>

static const float BAND = 0.012f; /* heights to either side */
static const float HELD = 0.3f; /* a vertex held so much by both bones is at the joint */

/* a joint begins the bone; in an order in which each hangs on those before */
static const struct {
    const char *bone, *aims; /* the bone that turns so that its end comes to the joint */
    enum scan_tip tip;
} KNOTS[START_JOINTS] = {
    {"neck_01", NULL, TIP_HEAD},
    {"calf_l", "thigh_l", TIP_FOOT_L},
    {"calf_r", "thigh_r", TIP_FOOT_R},
    {"foot_l", "calf_l", TIP_FOOT_L},
    {"foot_r", "calf_r", TIP_FOOT_R},
    {"upperarm_l", NULL, TIP_HAND_L},
    {"upperarm_r", NULL, TIP_HAND_R},
    {"lowerarm_l", "upperarm_l", TIP_HAND_L},
    {"lowerarm_r", "upperarm_r", TIP_HAND_R},
    {"hand_l", "lowerarm_l", TIP_HAND_L},
    {"hand_r", "lowerarm_r", TIP_HAND_R},
};

static float held(const struct template *t, uint32_t v, int bone)
{
    for (int i = 0; i < RIG_HELD_BY; i++)
        if (t->hold[v].bone[i] == bone)
            return t->hold[v].share[i];
    return 0;
}

void start_measure(const struct template *t, const float (*ways)[TIPS],
                   struct start_ways *out)
{
    for (int j = 0; j < START_JOINTS; j++) {
        int bone = rig_find(t->rig, KNOTS[j].bone), parent = t->parent[bone];
        double sum = 0, n = 0;
        for (uint32_t v = 0; v < t->n; v++)
            if (held(t, v, bone) > HELD && held(t, v, parent) > HELD) {
                sum += (double)ways[v][KNOTS[j].tip];
                n++;
            }
        out->way[j] = n > 0 ? (float)(sum / n) : NAN;
    }
}

static void move(struct pose *p, const float from[3], const float to[3])
{
    for (int k = 0; k < 3; k++)
        p->place[k] += to[k] - from[k];
    pose_update(p);
}

static void aim(struct pose *p, const char *bone, int end, const float to[3])
{
    int b = rig_find(p->t->rig, bone);
    float from[3];
    pose_end(p, b, end, from);
    pose_aim(p, b, from, to);
}

/* how far the end of our foot lies above its joint as we stand (less than nothing) */
static float stand_below(const struct template *t, int foot)
{
    return t->mean_end[foot][1][1] - t->mean_end[foot][0][1];
}

void start_by_ways(const struct template *t, const struct start_ways *ours,
                   const struct scan *scan, enum start_feet feet, struct pose *out)
{
    float joint[START_JOINTS][3], neck[3], min[3], max[3];
    bool known[START_JOINTS];
    pose_init(out, t);
    mesh_bounds(scan->mesh, min, max);
    out->size = (feet == START_STANDING ? max[1] - min[1] : scan->height) / t->height;
    pose_update(out);
    for (int j = 0; j < START_JOINTS; j++)
        known[j] = !isnan(ours->way[j]) &&
                   scan_band(scan, KNOTS[j].tip, ours->way[j], BAND, joint[j]);
    /* the neck is the one joint of the trunk with skin close around it */
    pose_end(out, rig_find(t->rig, "neck_01"), 0, neck);
    move(out, neck, known[0] ? joint[0] : scan->tip[TIP_HEAD]);
    if (feet == START_STANDING) {
        out->place[1] = min[1];
        pose_update(out);
    }
    for (int j = 0; j < START_JOINTS; j++)
        if (KNOTS[j].aims && known[j])
            aim(out, KNOTS[j].aims, 1, joint[j]);
    aim(out, "hand_l", 1, scan->tip[TIP_HAND_L]);
    aim(out, "hand_r", 1, scan->tip[TIP_HAND_R]);
    for (int side = 0; side < 2; side++) {
        int foot = rig_find(t->rig, side ? "foot_r" : "foot_l");
        const float *tip = scan->tip[side ? TIP_FOOT_R : TIP_FOOT_L];
        float to[3] = {tip[0], tip[1], tip[2]};
        if (feet == START_STANDING)
            to[1] = out->at[foot][1] + stand_below(t, foot) * out->size;
        aim(out, side ? "foot_r" : "foot_l", 1, to);
    }
}

void start_posture(const struct template *t, const struct scan *scan, int posture,
                   struct pose *out)
{
    /* how far the elbow lies below the shoulder, in parts of how far it lies aside */
    static const float BELOW[START_POSTURES] = {0.8f, 6, 0};
    float min[3], max[3];
    pose_init(out, t);
    mesh_bounds(scan->mesh, min, max);
    out->size = (max[1] - min[1]) / t->height;
    out->place[1] = min[1];
    pose_update(out);
    for (int side = 0; side < 2; side++) {
        int arm = rig_find(t->rig, side ? "upperarm_r" : "upperarm_l"),
            fore = rig_find(t->rig, side ? "lowerarm_r" : "lowerarm_l");
        float way = side ? -1.0f : 1.0f, to[3];
        for (int i = 0; i < 2; i++) {
            int bone = i ? fore : arm;
            pose_end(out, bone, 0, to);
            to[0] += way;
            to[1] -= BELOW[posture];
            aim(out, rig_name(t->rig, bone), 1, to);
        }
    }
}

void start_along_joints(struct pose *p, const struct joints *joints)
{
    static const struct {
        const char *bone;
        enum joint begin, end;
    } LIMBS[] = {{"upperarm_l", JOINT_SHOULDER_L, JOINT_ELBOW_L},
                 {"upperarm_r", JOINT_SHOULDER_R, JOINT_ELBOW_R},
                 {"lowerarm_l", JOINT_ELBOW_L, JOINT_WRIST_L},
                 {"lowerarm_r", JOINT_ELBOW_R, JOINT_WRIST_R},
                 {"thigh_l", JOINT_HIP_L, JOINT_KNEE_L},
                 {"thigh_r", JOINT_HIP_R, JOINT_KNEE_R},
                 {"calf_l", JOINT_KNEE_L, JOINT_ANKLE_L},
                 {"calf_r", JOINT_KNEE_R, JOINT_ANKLE_R}},
      TRUNK[] = {{"upperarm_l", JOINT_SHOULDER_L, 0},
                 {"upperarm_r", JOINT_SHOULDER_R, 0},
                 {"thigh_l", JOINT_HIP_L, 0},
                 {"thigh_r", JOINT_HIP_R, 0}};
    float by[3] = {0};
    int n = 0;
    for (size_t i = 0; i < sizeof TRUNK / sizeof *TRUNK; i++) {
        float is[3];
        if (!joints->known[TRUNK[i].begin])
            continue;
        pose_end(p, rig_find(p->t->rig, TRUNK[i].bone), 0, is);
        for (int k = 0; k < 3; k++)
            by[k] += joints->at[TRUNK[i].begin][k] - is[k];
        n++;
    }
    for (int k = 0; k < 3 && n; k++)
        p->place[k] += by[k] / (float)n;
    pose_update(p);
    for (size_t i = 0; i < sizeof LIMBS / sizeof *LIMBS; i++)
        if (joints->known[LIMBS[i].end])
            aim(p, LIMBS[i].bone, 1, joints->at[LIMBS[i].end]);
}
