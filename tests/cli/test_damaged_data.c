/* The data folder with one file damaged at a time: `deqi check` finds each of them, and
 * what needs the file refuses it in one line that names it. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "program.h"

enum { FILES_MAX = 128, PATH_ROOM = 512 };

/* the files that are data, relative to the source tree */
static char files[FILES_MAX][256];
static int n_files;

static bool ends_with(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);
    return n > m && strcmp(name + n - m, ending) == 0;
}

/* gives the scratch folder links to all that lies below `dir`, and lists the data */
static void link_below(const char *dir)
{
    char here[PATH_ROOM], there[PATH_ROOM];
    struct dirent **names;
    snprintf(here, sizeof here, DEQI_SOURCE_DIR "/%s", dir);
    snprintf(there, sizeof there, "%s/data/%s", program_folder(), dir);
    assert_int_equal(mkdir(there, 0700), 0);
    int n = scandir(here, &names, NULL, alphasort);
    assert_true(n > 0);
    for (int i = 0; i < n; i++) {
        char name[256], from[PATH_ROOM + 256], to[PATH_ROOM + 256];
        struct stat about;
        snprintf(name, sizeof name, "%.120s/%.120s", dir, names[i]->d_name);
        bool hidden = names[i]->d_name[0] == '.';
        free(names[i]);
        if (hidden)
            continue;
        snprintf(from, sizeof from, DEQI_SOURCE_DIR "/%s", name);
        snprintf(to, sizeof to, "%s/data/%s", program_folder(), name);
        assert_int_equal(stat(from, &about), 0);
        if (S_ISDIR(about.st_mode)) {
            link_below(name);
            continue;
        }
        assert_int_equal(symlink(from, to), 0);
        if (ends_with(name, ".json") || ends_with(name, ".glb") ||
            ends_with(name, ".shapes")) {
            assert_true(n_files < FILES_MAX);
            snprintf(files[n_files++], sizeof *files, "%s", name);
        }
    }
    free(names);
}

static int setup(void **state)
{
    char data[PATH_ROOM];
    if (program_setup(state) != 0)
        return -1;
    snprintf(data, sizeof data, "%s/data", program_folder());
    mkdir(data, 0700);
    link_below("assets");
    link_below("models");
    link_below("shaders");
    return 0;
}

enum damage { HALF, EMPTY, FOREIGN, DAMAGES };

static void damage_file(const char *name, enum damage damage)
{
    char path[PATH_ROOM], *data;
    size_t size;
    static const char OTHER[] = "{\"schema\": \"other/thing-1\", \"x\": [1]}\n";
    snprintf(path, sizeof path, DEQI_SOURCE_DIR "/%s", name);
    assert_true(file_read(path, 1 << 26, &data, &size, NULL));
    snprintf(path, sizeof path, "%s/data/%s", program_folder(), name);
    unlink(path);
    snprintf(path, sizeof path, "data/%s", name);
    if (damage == HALF)
        program_put(path, data, size / 2);
    else
        program_put(path, OTHER, damage == EMPTY ? 0 : strlen(OTHER));
    free(data);
}

static void mend_file(const char *name)
{
    char from[PATH_ROOM], to[PATH_ROOM];
    snprintf(from, sizeof from, DEQI_SOURCE_DIR "/%s", name);
    snprintf(to, sizeof to, "%s/data/%s", program_folder(), name);
    unlink(to);
    assert_int_equal(symlink(from, to), 0);
}

/* the line names the file, and a JSON file's line and column */
static void expect_named(const struct outcome *o, const char *call, const char *name)
{
    int line, column;
    bool ok = program_refused(o, 1, name);
    const char *at = ok ? strstr(o->err, name) + strlen(name) : "";
    if (ok && ends_with(name, ".json"))
        ok = sscanf(at, ":%d:%d: ", &line, &column) == 2 && line > 0 && column > 0;
    if (!ok)
        fail_msg("deqi %s with %s damaged: %d, \"%.300s\"", call, name, o->status,
                 o->err);
}

static const char *data_variable(void)
{
    static char variable[PATH_ROOM];
    snprintf(variable, sizeof variable, "DEQI_DATA=%s/data", program_folder());
    return variable;
}

static void check_finds_every_damage(void **state)
{
    (void)state;
    struct outcome o;
    program_run(&o, "check", NULL, data_variable());
    assert_int_equal(o.status, 0);
    for (int i = 0; i < n_files; i++) {
        for (int d = 0; d < DAMAGES; d++) {
            damage_file(files[i], (enum damage)d);
            program_run(&o, "check", NULL, data_variable());
            expect_named(&o, "check", files[i]);
        }
        mend_file(files[i]);
    }
}

static void what_needs_a_file_refuses_it(void **state)
{
    (void)state;
    static const struct {
        const char *words, *file;
    } CALLS[] = {
        {"points", "assets/points/KI.json"},
        {"points", "assets/anatomy/landmarks.json"},
        {"points --set age=70", "models/human.shapes"},
        {"channels", "models/human.glb"},
        {"channels", "assets/anatomy/channels.json"},
        {"measure", "assets/anatomy/measures.json"},
        {"plan %S/assets/cases/diabetic_soles.json", "assets/rules/rules.json"},
        {"plan %S/assets/cases/diabetic_soles.json", "assets/rules/cautions.json"},
        {"plan --lang zh-Hans %S/assets/cases/diabetic_soles.json",
         "assets/text/zh-Hans.json"},
        {"session --journal d.db start %S/assets/cases/diabetic_soles.json",
         "assets/rules/sets.json"},
        {"render -o o.png --size 64x64", "models/human.glb"},
        {"open", "assets/points/KI.json"},
    };
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++) {
        struct outcome o;
        for (int d = 0; d < DAMAGES; d++) {
            damage_file(CALLS[i].file, (enum damage)d);
            program_run(&o, CALLS[i].words, NULL, data_variable());
            expect_named(&o, CALLS[i].words, CALLS[i].file);
        }
        mend_file(CALLS[i].file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_finds_every_damage),
        cmocka_unit_test(what_needs_a_file_refuses_it),
    };
    return cmocka_run_group_tests(tests, setup, program_teardown);
}
