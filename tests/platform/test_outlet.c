/* Other programs take what deqi made: found on the path, fed whole, believed when they
 * say that they have it; where there is none, that is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "platform/outlet.h"
#include "system/helper.h"

#define FOLDER DEQI_BINARY_DIR "/outlet"

/* a program of that name which does what the lines say */
static void make_program(const char *name, const char *lines)
{
    char path[512], text[1024];
    snprintf(path, sizeof path, FOLDER "/%s", name);
    snprintf(text, sizeof text, "#!/bin/sh\n%s\n", lines);
    assert_true(file_write(path, text, strlen(text), NULL));
    assert_int_equal(chmod(path, 0755), 0);
}

static int set_up(void **state)
{
    (void)state;
    setenv("PATH", FOLDER ":/usr/bin:/bin", 1);
    return system("rm -rf " FOLDER) == 0 && mkdir(FOLDER, 0777) == 0 ? 0 : -1;
}

/* to its end */
static bool send(enum outlet outlet, const char *title, const void *data, size_t size,
                 struct error *error)
{
    struct outlet_sending *s = outlet_send(outlet, title, data, size, error);
    enum outlet_state state = OUTLET_SENDING;
    while (s && state == OUTLET_SENDING) {
        state = outlet_look(s, error);
        usleep(1000);
    }
    if (s)
        assert_int_equal(outlet_look(s, error), state);
    outlet_end(&s);
    return state == OUTLET_TAKEN;
}

static void the_printer_gets_all_of_it(void **state)
{
    (void)state;
    struct error error = {0};
    static char page[300000];
    char *got;
    size_t size;
    for (size_t i = 0; i < sizeof page; i++)
        page[i] = (char)(i * 7 + i / 251);
    make_program("lp", "echo \"$@\" > " FOLDER "/said; cat > " FOLDER "/printed");
    assert_true(outlet_is_there(OUTLET_PRINTER));
    assert_true(send(OUTLET_PRINTER, "bed 4", page, sizeof page, &error));
    assert_true(file_read(FOLDER "/printed", 1 << 20, &got, &size, NULL));
    assert_int_equal(size, sizeof page);
    assert_memory_equal(got, page, size);
    free(got);
    assert_true(file_read(FOLDER "/said", 1 << 20, &got, &size, NULL));
    assert_non_null(strstr(got, "bed 4"));
    free(got);
}

static void a_clipboard_needs_a_desktop(void **state)
{
    (void)state;
    struct error error = {0};
    make_program("wl-copy", "cat > " FOLDER "/copied");
    make_program("xclip", "cat > " FOLDER "/copied-by-x");
    unsetenv("WAYLAND_DISPLAY");
    unsetenv("DISPLAY");
    assert_false(outlet_is_there(OUTLET_CLIPBOARD));
    assert_false(send(OUTLET_CLIPBOARD, "", "x", 1, &error));
    assert_non_null(strstr(error.text, "xclip"));
    setenv("DISPLAY", ":77", 1);
    assert_true(send(OUTLET_CLIPBOARD, "", "png", 3, &error));
    assert_true(file_exists(FOLDER "/copied-by-x"));
    setenv("WAYLAND_DISPLAY", "wayland-0", 1);
    assert_true(send(OUTLET_CLIPBOARD, "", "png", 3, &error));
    assert_true(file_exists(FOLDER "/copied"));
}

static void who_refuses_is_named(void **state)
{
    (void)state;
    struct error error = {0};
    make_program("lp", "cat > /dev/null; exit 3");
    assert_false(send(OUTLET_PRINTER, "x", "pdf", 3, &error));
    assert_non_null(strstr(error.text, "lp"));
    // a reader that does not read does no harm
    make_program("lp", "exit 0");
    static char page[300000];
    assert_true(send(OUTLET_PRINTER, "x", page, sizeof page, &error));
    setenv("PATH", FOLDER "/nothing", 1);
    assert_false(outlet_is_there(OUTLET_PRINTER));
    setenv("PATH", FOLDER ":/usr/bin:/bin", 1);
}

static void nobody_waits_for_who_is_slow(void **state)
{
    (void)state;
    struct error error = {0};
    make_program("lp", "cat > /dev/null; exec sleep 600");
    struct outlet_sending *s = outlet_send(OUTLET_PRINTER, "x", "pdf", 3, &error);
    assert_non_null(s);
    assert_int_equal(outlet_look(s, &error), OUTLET_SENDING);
    outlet_end(&s);
    assert_null(s);
    outlet_end(&s);
    // nobody of it is left
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

/* what lies in the folder that one happens to be in is not run */
static void a_folder_that_is_no_whole_path_is_passed_over(void **state)
{
    (void)state;
    char here[4096], path[4096];
    struct error error = {0};
    make_program("lp", "touch " FOLDER "/run; exit 0");
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(FOLDER), 0);
    static const char *const PATHS[] = {".", "", ":/nowhere", "./", "../outlet"};
    for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
        setenv("PATH", PATHS[i], 1);
        assert_false(helper_find("lp", path, sizeof path));
        assert_false(outlet_is_there(OUTLET_PRINTER));
        assert_false(send(OUTLET_PRINTER, "x", "pdf", 3, &error));
    }
    assert_false(file_exists(FOLDER "/run"));
    assert_int_equal(chdir(here), 0);
    setenv("PATH", FOLDER ":/usr/bin:/bin", 1);
    assert_true(helper_find("lp", path, sizeof path));
}

static void paper_follows_the_country(void **state)
{
    (void)state;
    unsetenv("LC_ALL");
    unsetenv("LC_PAPER");
    setenv("LANG", "en_US.UTF-8", 1);
    assert_true(outlet_prints_letter());
    setenv("LANG", "de_DE.UTF-8", 1);
    assert_false(outlet_prints_letter());
    setenv("LC_PAPER", "es_MX", 1);
    assert_true(outlet_prints_letter());
    setenv("LC_ALL", "C", 1);
    assert_false(outlet_prints_letter());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_printer_gets_all_of_it),
        cmocka_unit_test(a_clipboard_needs_a_desktop),
        cmocka_unit_test(who_refuses_is_named),
        cmocka_unit_test(nobody_waits_for_who_is_slow),
        cmocka_unit_test(a_folder_that_is_no_whole_path_is_passed_over),
        cmocka_unit_test(paper_follows_the_country),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
