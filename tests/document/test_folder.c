#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(home_is_where_a_way_begins),
        cmocka_unit_test(elsewhere_it_begins_at_the_root),
        cmocka_unit_test(the_outermost_give_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
