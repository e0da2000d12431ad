/* deqi points, channels and measure, through the program itself. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/arena.h"
#include "base/file.h"

static char dir[] = DEQI_BINARY_DIR "/points-cli-XXXXXX";

/* runs the program; returns its status, standard output (to be freed) and standard error
 */
static int run(const char *arguments, char **out, char *err, size_t err_size)
{
    char command[2400], path[4200];
    snprintf(command, sizeof command, "%s %s 2>%s/err", DEQI_PROGRAM, arguments, dir);
    FILE *p = popen(command, "r");
    assert_non_null(p);
    size_t n = 0, size = 1 << 16;
    char *text = xmalloc(size);
    for (size_t got; (got = fread(text + n, 1, size - n - 1, p)) > 0;) {
        n += got;
        if (size - n < 2)
            text = xrealloc(text, size *= 2);
    }
    text[n] = 0;
    int status = pclose(p);
    snprintf(path, sizeof path, "%s/err", dir);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    err[fread(err, 1, err_size - 1, f)] = 0;
    fclose(f);
    *out = text;
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static json_t *run_json(const char *arguments)
{
    char *out, err[4096];
    int status = run(arguments, &out, err, sizeof err);
    if (status != 0 || err[0])
        fail_msg("deqi %s: %d, %s", arguments, status, err);
    json_t *root = json_loads(out, 0, NULL);
    assert_non_null(root);
    free(out);
    return root;
}

static void refuse(const char *arguments, int status, const char *what)
{
    char *out, err[4096];
    int got = run(arguments, &out, err, sizeof err);
    if (got != status || !strstr(err, what) || strncmp(err, "deqi: ", 6) != 0)
        fail_msg("deqi %s: %d, \"%s\"; expected %d and \"%s\"", arguments, got, err,
                 status, what);
    free(out);
}

static double number(const json_t *list, size_t i)
{
    return json_number_value(json_array_get(list, i));
}

static double norm(const json_t *v)
{
    return sqrt(number(v, 0) * number(v, 0) + number(v, 1) * number(v, 1) +
                number(v, 2) * number(v, 2));
}

static void test_points_as_in_the_contract(void **state)
{
    (void)state;
    json_t *root = run_json("points --format json"), *item;
    size_t i;
    int midline = 0;
    assert_string_equal(json_string_value(json_object_get(root, "schema")),
                        "deqi/points-1");
    assert_string_equal(json_string_value(json_object_get(root, "body")), "neutral");
    json_t *points = json_object_get(root, "points");
    assert_true(json_array_size(points) >= 361 + 309);
    json_array_foreach(points, i, item)
    {
        static const char *const TEXTS[] = {"code",  "channel", "pinyin",
                                            "hanzi", "english", "position_for_needling"};
        for (size_t k = 0; k < sizeof TEXTS / sizeof *TEXTS; k++)
            assert_true(json_string_length(json_object_get(item, TEXTS[k])) > 0);
        const json_t *needle = json_object_get(item, "needle");
        const json_t *normal = json_object_get(item, "normal");
        const json_t *direction = json_object_get(needle, "direction");
        const json_t *depth = json_object_get(needle, "depth_mm");
        assert_int_equal(json_array_size(json_object_get(item, "position")), 3);
        assert_true(fabs(norm(normal) - 1) < 1e-4 && fabs(norm(direction) - 1) < 1e-4);
        double into = 0;
        for (size_t k = 0; k < 3; k++)
            into += number(normal, k) * number(direction, k);
        assert_true(into < 0);
        assert_true(number(depth, 0) >= 0 && number(depth, 1) >= number(depth, 0));
        assert_true(json_number_value(json_object_get(item, "cun_mm")) > 5);
        assert_true(json_is_boolean(json_object_get(item, "reviewed")));
        assert_true(json_is_array(json_object_get(item, "categories")));
        const json_t *review = json_object_get(item, "review");
        assert_true(json_is_array(json_object_get(review, "checks")) &&
                    json_is_integer(json_object_get(review, "bodies")) &&
                    json_is_number(json_object_get(review, "worst_mm")));
        midline += strcmp(json_string_value(json_object_get(item, "side")), "M") == 0;
    }
    assert_true(midline >= 24 + 28);
    json_decref(root);
}

static void test_the_same_input_gives_the_same_bytes(void **state)
{
    (void)state;
    static const char *const COMMANDS[] = {
        "points --format json --set age=70 --set sex=0", "channels KI --body male",
        "measure"};
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        char *first, *second, err[4096];
        assert_int_equal(run(COMMANDS[i], &first, err, sizeof err), 0);
        assert_int_equal(run(COMMANDS[i], &second, err, sizeof err), 0);
        assert_string_equal(first, second);
        free(first);
        free(second);
    }
}

static void test_chosen_points(void **state)
{
    (void)state;
    json_t *root = run_json("points --format json KI3 EX-UE9");
    assert_int_equal(json_array_size(json_object_get(root, "points")), 2 + 8);
    json_decref(root);
    char *out, err[4096];
    assert_int_equal(run("points GV14", &out, err, sizeof err), 0);
    assert_non_null(strstr(out, "\nGV14\tM\tGV\t"));
    free(out);
}

static void test_channels_as_in_the_contract(void **state)
{
    (void)state;
    json_t *root = run_json("channels"), *item, *vertex;
    size_t i, k;
    assert_string_equal(json_string_value(json_object_get(root, "schema")),
                        "deqi/channels-1");
    json_array_foreach(json_object_get(root, "channels"), i, item)
    {
        const json_t *last = NULL;
        assert_true(json_array_size(json_object_get(item, "points")) > 0);
        json_array_foreach(json_object_get(item, "line"), k, vertex)
        {
            double step = 0;
            for (size_t j = 0; last && j < 3; j++)
                step += pow(number(vertex, j) - number(last, j), 2);
            assert_true(sqrt(step) <= 0.003 + 2e-6);
            last = vertex;
        }
    }
    json_decref(root);
}

static void test_measure(void **state)
{
    (void)state;
    json_t *root = run_json("measure --format json");
    assert_true(json_array_size(json_object_get(root, "landmarks")) > 400);
    assert_true(json_array_size(json_object_get(root, "measures")) > 20);
    json_decref(root);
}

static void test_refusals(void **state)
{
    (void)state;
    refuse("points KI33", 2, "did you mean KI3?");
    refuse("channels XX", 2, "expected one of LU, LI");
    refuse("points --format csv", 2, "csv");
    refuse("points --set age=7", 2, "age");
    refuse("points --set wings=2", 2, "wings");
    refuse("points --body /no/such/file.glb", 1, "/no/such/file.glb");
    refuse("measure KI3", 2, "operands");
}

/* our own mesh as somebody else's, with and without landmarks */
static void test_another_model(void **state)
{
    (void)state;
    char command[600], *out, err[1 << 17];
    snprintf(command, sizeof command, "cp %s/models/human.glb %s/x.glb", DEQI_SOURCE_DIR,
             dir);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "points KI3 --body %s/x.glb", dir);
    refuse(command, 1, "no point can be placed");
    snprintf(command, sizeof command,
             "cp %s/assets/anatomy/landmarks.json %s/x.landmarks.json", DEQI_SOURCE_DIR,
             dir);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "points --body %s/x.glb", dir);
    assert_int_equal(run(command, &out, err, sizeof err), 0);
    assert_string_equal(err, "");
    free(out);
}

static int make_dir(void **state)
{
    (void)state;
    return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    static const char *const FILES[] = {"err", "x.glb", "x.landmarks.json"};
    char path[4200];
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, FILES[i]);
        remove(path);
    }
    return remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_points_as_in_the_contract),
        cmocka_unit_test(test_the_same_input_gives_the_same_bytes),
        cmocka_unit_test(test_chosen_points),
        cmocka_unit_test(test_channels_as_in_the_contract),
        cmocka_unit_test(test_measure),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_another_model),
    };
    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
