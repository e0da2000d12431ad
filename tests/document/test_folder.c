#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/file.h"
#include "document/folder.h"

/* "H" home, "R" root, then the names, each with the length of its own path */
static const char *way(const char *path, const char *home, int most)
{
    static char out[256];
    struct folder_crumb crumb[8];
    size_t used = 0;
    int n = folder_crumbs(path, home, crumb, most);
    out[0] = 0;
    for (int i = 0; i < n; i++) {
        const struct folder_crumb *c = &crumb[i];
        used += (size_t)snprintf(out + used, sizeof out - used, "%s", used ? " " : "");
        if (c->kind == FOLDER_NAMED)
            used += (size_t)snprintf(out + used, sizeof out - used, "%.*s",
                                     c->end - c->begin, path + c->begin);
        else
            used += (size_t)snprintf(out + used, sizeof out - used, "%s",
                                     c->kind == FOLDER_HOME ? "H" : "R");
        used += (size_t)snprintf(out + used, sizeof out - used, ":%d", c->end);
    }
    return out;
}

static void home_is_where_a_way_begins(void **state)
{
    (void)state;
    assert_string_equal(way("/u/me/cases/old", "/u/me", 8), "H:5 cases:11 old:15");
    assert_string_equal(way("/u/me", "/u/me", 8), "H:5");
}

static void elsewhere_it_begins_at_the_root(void **state)
{
    (void)state;
    assert_string_equal(way("/u/mean/cases", "/u/me", 8), "R:1 u:2 mean:7 cases:13");
    assert_string_equal(way("/", "/u/me", 8), "R:1");
    assert_string_equal(way("/a/b", NULL, 8), "R:1 a:2 b:4");
    assert_string_equal(way("/a/b", "", 8), "R:1 a:2 b:4");
    // a home that is the root is the root
    assert_string_equal(way("/a", "/", 8), "R:1 a:2");
}

static void the_outermost_give_way(void **state)
{
    (void)state;
    assert_string_equal(way("/a/b/c/d", NULL, 2), "c:6 d:8");
    assert_string_equal(way("/a/b/c/d", NULL, 0), "");
}

static const char PLACE[] = DEQI_BINARY_DIR "/folder_test";

static void put(const char *name)
{
    char path[512];
    struct error error;
    snprintf(path, sizeof path, "%s/%s", PLACE, name);
    assert_true(file_write(path, "x", 1, &error));
}

static void put_folder(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", PLACE, name);
    mkdir(path, 0700);
}

static void folders_come_first_and_hidden_things_not_at_all(void **state)
{
    (void)state;
    static const char *const JSON[] = {".json", NULL};
    struct folder f = {0};
    struct error error;
    mkdir(PLACE, 0700);
    put("b.json");
    put("a.json");
    put(".hidden.json");
    put("a.txt");
    put(".json"); // an ending alone is no name
    put_folder("z");
    put_folder(".git");
    assert_true(folder_read(&f, PLACE, JSON, &error));
    assert_int_equal(f.n, 3);
    assert_string_equal(f.entry[0].name, "z");
    assert_true(f.entry[0].is_folder);
    assert_string_equal(f.entry[1].name, "a.json");
    assert_false(f.entry[1].is_folder);
    assert_string_equal(f.entry[2].name, "b.json");
    // what cannot be read leaves what was
    assert_false(folder_read(&f, DEQI_BINARY_DIR "/no/such/folder", JSON, &error));
    assert_non_null(strstr(error.file, "no/such/folder"));
    assert_int_equal(f.n, 3);
    char path[PATH_MAX], small[8];
    assert_true(folder_join(&f, "a.json", path, sizeof path));
    assert_true(file_exists(path));
    assert_false(folder_join(&f, "a.json", small, sizeof small));
    folder_clear(&f);
    assert_int_equal(f.n, 0);
    snprintf(f.path, sizeof f.path, "/");
    assert_true(folder_join(&f, "x", path, sizeof path));
    assert_string_equal(path, "/x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(home_is_where_a_way_begins),
        cmocka_unit_test(elsewhere_it_begins_at_the_root),
        cmocka_unit_test(the_outermost_give_way),
        cmocka_unit_test(folders_come_first_and_hidden_things_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
