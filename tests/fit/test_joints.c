#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "fit/joints.h"

static void names_of_common_rigs(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum joint joint;
    } NAMES[] = {
        {"left_shoulder", JOINT_SHOULDER_L},
        {"mixamorig:LeftArm", JOINT_SHOULDER_L},
        {"mixamorig:RightForeArm", JOINT_ELBOW_R},
        {"mixamorig:LeftUpLeg", JOINT_HIP_L},
        {"mixamorig:RightLeg", JOINT_KNEE_R},
        {"J_Bip_L_UpperArm", JOINT_SHOULDER_L},
        {"J_Bip_R_Hand", JOINT_WRIST_R},
        {"leftLowerLeg", JOINT_KNEE_L},
        {"upperarm_l", JOINT_SHOULDER_L},
        {"calf_r", JOINT_KNEE_R},
        {"L_Knee", JOINT_KNEE_L},
        {"right ankle", JOINT_ANKLE_R},
        {"DEF-forearm.L", JOINT_ELBOW_L},
        {"neck_01", JOINT_NECK},
        {"Neck", JOINT_NECK},
        {"LeftToeBase", JOINTS},
        {"spine_02", JOINTS},
        {"shoulder", JOINTS},
        {"", JOINTS},
        {"_", JOINTS},
        {"left", JOINTS},
        {"l", JOINTS},
        {"r_", JOINTS},
    };
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (joints_find(NAMES[i].name) != NAMES[i].joint)
            fail_msg("%s is %d", NAMES[i].name, (int)joints_find(NAMES[i].name));
    for (int j = 0; j < JOINTS; j++)
        assert_int_equal(joints_find(joints_name((enum joint)j)), j);
}

static bool load(const char *text, struct joints *out, struct error *error)
{
    char path[] = "/tmp/deqi-joints-XXXXXX";
    close(mkstemp(path));
    assert_true(file_write(path, text, strlen(text), error));
    bool ok = joints_load(out, path, error);
    unlink(path);
    return ok;
}

/* a collar bone called shoulder, a toe called foot: the surer name counts, in any order
 */
static void the_surer_name_counts(void **state)
{
    (void)state;
    struct joints j;
    struct error error = {0};
    assert_true(load("{\"schema\": \"deqi/joints-1\", \"joints\": {"
                     "\"LeftShoulder\": [1, 0, 0], \"LeftArm\": [2, 0, 0],"
                     "\"left_ankle\": [3, 0, 0], \"left_foot\": [4, 0, 0],"
                     "\"LeftForeArm\": [5, 0, 0], \"right_hip\": [6, 7, 8],"
                     "\"Spine\": [9, 9, 9]}}",
                     &j, &error));
    assert_true(j.at[JOINT_SHOULDER_L][0] == 2 && j.at[JOINT_ANKLE_L][0] == 3);
    assert_false(j.known[JOINT_KNEE_L]);
    static const float BY[3][4] = {{0, 0, 2, 1}, {0, 2, 0, 0}, {-2, 0, 0, 0}};
    joints_move(&j, BY);
    assert_true(j.at[JOINT_HIP_R][0] == 17 && j.at[JOINT_HIP_R][1] == 14 &&
                j.at[JOINT_HIP_R][2] == -12);
}

static void too_few_and_wrong_ones_are_refused(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "[]",
        "{\"schema\": \"deqi/joints-1\"}",
        "{\"schema\": \"deqi/joints-1\", \"joints\": {\"neck\": [0, 1, 0]}}",
        "{\"schema\": \"deqi/joints-1\", \"joints\": {\"neck\": [0, 1]}}",
        "{\"schema\": \"deqi/joints-1\", \"joints\": {\"neck\": [0, 1, 1e9]}}",
        "{\"schema\": \"deqi/joints-2\", \"joints\": {}}"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct joints j;
        struct error error = {0};
        assert_false(load(BAD[i], &j, &error));
        assert_true(error.text[0] && error.file[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_common_rigs),
        cmocka_unit_test(the_surer_name_counts),
        cmocka_unit_test(too_few_and_wrong_ones_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
