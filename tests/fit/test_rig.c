#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "geom/rig.h"
#include "geom/shape.h"
#include "geom/shape_file.h"

#define RIG DEQI_SOURCE_DIR "/models/human.rig"

static void left_is_the_mirror_of_right(void **state)
{
    (void)state;
    struct error error;
    struct rig *rig = rig_load(RIG, &error);
    assert_non_null(rig);
    for (int b = 0; b < rig_count(rig); b++) {
        char other[RIG_NAME];
        snprintf(other, sizeof other, "%s", rig_name(rig, b));
        size_t n = strlen(other);
        if (n < 2 || strcmp(other + n - 2, "_l"))
            continue;
        other[n - 1] = 'r';
        int right = rig_find(rig, other);
        assert_true(right >= 0);
        for (int e = 0; e < 2; e++) {
            const float *l = rig_neutral(rig)[b][e], *r = rig_neutral(rig)[right][e];
            assert_true(fabsf(l[0] + r[0]) < 2e-3f && fabsf(l[1] - r[1]) < 2e-3f &&
                        fabsf(l[2] - r[2]) < 2e-3f);
        }
    }
    rig_destroy(&rig);
    rig_destroy(&rig);
}

/* a bone lies inside the skin that it holds most */
static void bones_lie_among_their_skin(void **state)
{
    (void)state;
    struct error error;
    struct rig *rig = rig_load(RIG, &error);
    struct shapes *shapes = shapes_load(DEQI_SOURCE_DIR "/models/human.shapes", &error);
    assert_non_null(shapes);
    assert_int_equal(rig_n_cage(rig), shapes_n_cage(shapes));
    const float(*cage)[3] = shapes_base(shapes);
    for (int b = 0; b < rig_count(rig); b++) {
        float min[3] = {9, 9, 9}, max[3] = {-9, -9, -9};
        int n = 0;
        for (uint32_t v = 0; v < rig_n_cage(rig); v++) {
            struct rig_hold hold = rig_hold(rig, v);
            if (hold.bone[0] != b)
                continue;
            n++;
            for (int k = 0; k < 3; k++) {
                min[k] = fminf(min[k], cage[v][k]);
                max[k] = fmaxf(max[k], cage[v][k]);
            }
        }
        if (!n) /* what its neighbours hold more of everywhere */
            continue;
        for (int k = 0; k < 3; k++) {
            float middle = (rig_neutral(rig)[b][0][k] + rig_neutral(rig)[b][1][k]) / 2;
            assert_true(middle > min[k] - 0.03f && middle < max[k] + 0.03f);
        }
    }
    shapes_destroy(&shapes);
    rig_destroy(&rig);
}

/* A stature moves the knee as it moves the skin that thigh and calf hold alike: the
 * package's joint left it by 67 mm of its 0.6 m. */
static void the_knee_keeps_to_its_skin(void **state)
{
    (void)state;
    struct error error;
    struct rig *rig = rig_load(RIG, &error);
    struct shapes *shapes = shapes_load(DEQI_SOURCE_DIR "/models/human.shapes", &error);
    assert_true(rig && shapes);
    int thigh = rig_find(rig, "thigh_l"), calf = rig_find(rig, "calf_l");
    float(*skin)[3] = malloc(shapes_n_cage(shapes) * sizeof *skin);
    float(*bone)[2][3] = malloc((size_t)rig_count(rig) * sizeof *bone);
    assert_true(skin && bone && thigh >= 0 && calf >= 0);
    for (int h = 0; h < SHAPE_HEIGHTS; h++) {
        double sum = 0, most = 0.030;
        int n = 0;
        shapes_difference(shapes, SHAPE_CORNERS + h, skin);
        rig_difference(rig, SHAPE_CORNERS + h, bone);
        for (uint32_t v = 0; v < shapes_n_cage(shapes); v++) {
            struct rig_hold hold = rig_hold(rig, v);
            float by_thigh = 0, by_calf = 0;
            for (int k = 0; k < RIG_HELD_BY; k++) {
                by_thigh += hold.bone[k] == thigh ? hold.share[k] : 0;
                by_calf += hold.bone[k] == calf ? hold.share[k] : 0;
            }
            if (by_thigh < 0.4F || by_calf < 0.4F)
                continue;
            sum += (double)skin[v][1];
            n++;
        }
        assert_true(n > 8);
        double off = (double)bone[calf][0][1] - sum / n;
        printf("stature %d: the skin moves %.0f mm, the joint %.0f more\n", h,
               1000 * sum / n, 1000 * off);
        assert_true(fabs(off) < most);
        assert_memory_equal(bone[calf][0], bone[thigh][1], sizeof bone[calf][0]);
    }
    free(skin);
    free(bone);
    shapes_destroy(&shapes);
    rig_destroy(&rig);
}

static void every_cut_is_refused(void **state)
{
    (void)state;
    char *data, path[] = "/tmp/deqi-rig-XXXXXX";
    size_t size;
    struct error error;
    assert_true(file_read(RIG, 1 << 24, &data, &size, &error));
    int fd = mkstemp(path);
    close(fd);
    for (size_t n = 0; n < size; n += size / 40) {
        assert_true(file_write(path, data, n, &error));
        struct error why = {0};
        assert_null(rig_load(path, &why));
        assert_true(why.text[0] && why.file[0]);
    }
    data[size / 2] ^= 1;
    assert_true(file_write(path, data, size, &error));
    assert_null(rig_load(path, &error));
    assert_non_null(strstr(error.text, "checksum"));
    unlink(path);
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(left_is_the_mirror_of_right),
        cmocka_unit_test(bones_lie_among_their_skin),
        cmocka_unit_test(the_knee_keeps_to_its_skin),
        cmocka_unit_test(every_cut_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
