/* sessions by hand, through the program itself */
#include <fcntl.h>
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
#include <jansson.h>
#include <sqlite3.h>

#include "base/file.h"
#include "place.h"

/* a root of the neck and one numb thumb: lying on the back, then face down */
static const char CASE[] =
    "{\"schema\": \"deqi/case-1\", \"label\": \"two positions\",\n"
    " \"etiology\": \"cervical_root\", \"root_level\": \"C6\",\n"
    " \"symptoms\": [{\"region\": \"finger_thumb\", \"side\": \"L\", \"kinds\": "
    "[\"numbness\"]}],\n"
    " \"tenderness\": \"none\", \"findings\": {\"red_flags\": [], \"thermal_sense\": "
    "\"ok\", \"thin\": false, \"copd\": false, \"cervical_instability\": false}}\n";
static const char BLOCKED[] =
    "{\"schema\": \"deqi/case-1\", \"etiology\": \"lumbosacral_root\",\n"
    " \"symptoms\": [{\"region\": \"sole\", \"side\": \"L\", \"kinds\": "
    "[\"numbness\"]}],\n"
    " \"findings\": {\"red_flags\": [\"saddle_numbness\"]}}\n";
static const char WITHHELD[] =
    "{\"schema\": \"deqi/case-1\", \"etiology\": \"diabetes\",\n"
    " \"symptoms\": [{\"region\": \"sole\", \"side\": \"L\", \"kinds\": [\"pain\"]}],\n"
    " \"tenderness\": \"none\", \"findings\": {\"cannot_report\": true}}\n";

static char dir[64], journal[256], case_file[96];
static char out[1 << 18], err[1 << 14];
static long long now; /* ms */

static void put(const char *name, const char *text)
{
    char path[128];
    struct error error;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_true(file_write(path, text, strlen(text), &error));
}

static int make_dir(void **state)
{
    (void)state;
    strcpy(dir, "/tmp/deqi-session-XXXXXX");
    assert_non_null(mkdtemp(dir));
    place_journal(dir, "j.db", journal, sizeof journal);
    snprintf(case_file, sizeof case_file, "%s/case.json", dir);
    put("case.json", CASE);
    put("blocked.json", BLOCKED);
    put("withheld.json", WITHHELD);
    now = 1700000000000LL;
    return 0;
}

static int drop_dir(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    return system(command);
}

static void slurp(const char *name, char *to, size_t size)
{
    char path[128], *data;
    size_t n;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_true(file_read(path, size - 1, &data, &n, NULL));
    memcpy(to, data, n + 1);
    free(data);
}

/* deqi session WORDS...; %J, %C and %D in a word's place stand for the journal, the case
 * and the folder; a word may be quoted with '. Returns the exit status. */
static int run(const char *line)
{
    char copy[2048], expanded[4096] = "";
    snprintf(copy, sizeof copy, "%s", line);
    for (char *p = copy; *p; p++) {
        size_t n = strlen(expanded);
        if (p[0] == '%' && strchr("JCD", p[1])) {
            strcat(expanded, p[1] == 'J' ? journal : p[1] == 'C' ? case_file : dir);
            p++;
        } else {
            expanded[n] = *p;
            expanded[n + 1] = 0;
        }
    }
    char command[6000];
    snprintf(command, sizeof command, "'%s/deqi' session %s >'%s/out' 2>'%s/err'",
             DEQI_BINARY_DIR, expanded, dir, dir);
    int status = system(command);
    slurp("out", out, sizeof out);
    slurp("err", err, sizeof err);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* with journal and time; must succeed in silence */
static void must(const char *line)
{
    char whole[2048];
    snprintf(whole, sizeof whole, "%s --journal %%J --now %lld", line, now);
    int status = run(whole);
    if (status || *err)
        fail_msg("%s: %d: %s", line, status, err);
}

static json_t *status_of(const char *more)
{
    char line[256];
    snprintf(line, sizeof line, "status %s --format json", more);
    must(line);
    json_t *json = json_loads(out, 0, NULL);
    assert_non_null(json);
    return json;
}

static const char *text_of(const json_t *json, const char *key)
{
    return json_string_value(json_object_get(json, key));
}

static int number_of(const json_t *json, const char *object, const char *key)
{
    return (int)json_integer_value(json_object_get(json_object_get(json, object), key));
}

static void expect_state(const char *state, int remaining, int in)
{
    json_t *json = status_of("");
    assert_string_equal(text_of(json, "schema"), "deqi/session-1");
    assert_string_equal(text_of(json, "state"), state);
    assert_int_equal(number_of(json, "retention", "remaining_s"), remaining);
    assert_int_equal(number_of(json, "retention", "elapsed_s"), 1800 - remaining);
    assert_int_equal(number_of(json, "needles", "in"), in);
    assert_int_equal(number_of(json, "needles", "placed"),
                     number_of(json, "needles", "out") + in);
    json_decref(json);
}

static bool has_alert(const char *id)
{
    json_t *json = status_of(""), *alert;
    size_t i;
    bool found = false;
    json_array_foreach(json_object_get(json, "alerts"), i, alert) found |=
        strcmp(text_of(alert, "id"), id) == 0;
    json_decref(json);
    return found;
}

/* the event for every point of the position in that state; how many there were */
static int for_all(const char *event, const char *state)
{
    json_t *json = status_of(""), *point;
    size_t i;
    int n = 0;
    json_array_foreach(json_object_get(json, "points"), i, point)
    {
        if (strcmp(text_of(point, "position"), text_of(json, "position")) != 0 ||
            strcmp(text_of(point, "state"), state) != 0)
            continue;
        char line[128];
        snprintf(line, sizeof line, "event %s %s %s", event, text_of(point, "code"),
                 text_of(point, "side"));
        must(line);
        now += 1000;
        n++;
    }
    json_decref(json);
    return n;
}

static void one_position(const char *name, bool is_last)
{
    json_t *json = status_of("");
    assert_string_equal(text_of(json, "position"), name);
    assert_int_equal(json_array_size(json_object_get(json, "positions_left")), !is_last);
    json_decref(json);
    expect_state("prepared", 1800, 0);
    int n = for_all("insert", "waiting");
    assert_true(n > 1);
    expect_state("inserting", 1800, n);
    must("event de-qi");
    expect_state("retaining", 1800, n);
    now += 600 * 1000;
    expect_state("retaining", 1200, n);
    must("event pause 'needs the toilet'");
    now += 500 * 1000;
    expect_state("retaining", 1200, n);
    assert_true(has_alert("paused"));
    must("event resume");
    now += 1199 * 1000;
    expect_state("retaining", 1, n);
    now += 1000;
    expect_state("due", 0, n);
    assert_true(has_alert("due"));
    assert_int_equal(for_all("remove", "de_qi"), n);
}

static void a_whole_session(void **state)
{
    (void)state;
    must("start %C");
    json_t *json = json_loads(out, 0, NULL);
    assert_non_null(json);
    assert_string_equal(text_of(json, "state"), "prepared");
    assert_string_equal(text_of(json, "label"), "two positions");
    json_decref(json);
    one_position("supine", false);
    one_position("prone", true);
    expect_state("removing", 0, 0);
    must("event close");
    assert_non_null(strstr(out, "closed"));
    // with none open, status tells of the last
    expect_state("closed", 0, 0);
    assert_false(has_alert("retention_short"));
    must("list --format json");
    json = json_loads(out, 0, NULL);
    json_t *entry = json_array_get(json_object_get(json, "sessions"), 0);
    assert_string_equal(text_of(entry, "id"), "1");
    assert_string_equal(text_of(entry, "state"), "closed");
    assert_string_equal(text_of(entry, "label"), "two positions");
    assert_true(json_integer_value(json_object_get(entry, "started")) == 1700000000000LL);
    json_decref(json);
    must("export 1");
    json = json_loads(out, 0, NULL);
    assert_string_equal(text_of(json_object_get(json, "case"), "schema"), "deqi/case-1");
    assert_string_equal(text_of(json_object_get(json, "plan"), "schema"), "deqi/plan-1");
    size_t events = json_array_size(json_object_get(json, "events"));
    json_t *last = json_array_get(json_object_get(json, "events"), events - 1);
    assert_string_equal(text_of(last, "event"), "close");
    json_decref(json);
    // the same again, byte for byte
    char first[1 << 18];
    strcpy(first, out);
    must("export 1");
    assert_string_equal(first, out);
    must("export 1 --format text");
    assert_non_null(strstr(out, "pause needs the toilet"));
    must("purge 1");
    must("list");
    assert_string_equal(out, "");
}

static void short_and_aborted(void **state)
{
    (void)state;
    must("start %C --format text");
    assert_non_null(strstr(out, "Session 1   prepared"));
    int n = for_all("insert", "waiting");
    must("event de-qi");
    now += 60 * 1000;
    must("event abort the patient feels faint");
    expect_state("removing", 1740, n);
    assert_true(has_alert("aborting"));
    for_all("remove", "de_qi");
    expect_state("aborted", 1740, 0);
    assert_true(has_alert("retention_short"));
    assert_true(has_alert("aborted"));
}

static void several_sessions(void **state)
{
    (void)state;
    must("start %C");
    must("start %D/withheld.json");
    assert_int_equal(run("status --journal %J"), 1);
    assert_non_null(strstr(err, "several sessions are open (1, 2)"));
    assert_int_equal(run("event abort x --journal %J"), 1);
    must("event abort 'the other' --id 1");
    json_t *json = status_of("");
    assert_string_equal(text_of(json, "id"), "2");
    json_t *lamp = json_object_get(json, "lamp");
    assert_true(json_is_false(json_object_get(lamp, "allowed")));
    assert_true(strlen(text_of(lamp, "why")) > 20);
    json_decref(json);
    must("event thermal-test pass");
    for_all("insert", "waiting");
    must("event de-qi");
    char line[256];
    snprintf(line, sizeof line, "event lamp-on --journal %%J --now %lld", now);
    assert_int_equal(run(line), 1);
    assert_non_null(strstr(err, "the plan withholds the lamp: "));
    must("status 1");
    assert_non_null(strstr(out, "aborted"));
    must("status 1 --lang zh-Hans");
    assert_non_null(strstr(out, "已中止"));
    must("purge 1");
    must("list --format json");
    assert_null(strstr(out, "\"1\""));
    // where a needle is in, nothing is removed
    assert_int_equal(run("purge all --journal %J"), 1);
    assert_non_null(strstr(err, "session 2 is open with needles in: "));
    assert_int_equal(run("purge 2 --journal %J"), 1);
    must("status 2");
    for_all("remove", "de_qi");
    must("purge all");
    must("list");
    assert_string_equal(out, "");
}

static void the_real_clock(void **state)
{
    (void)state;
    assert_int_equal(run("start %C --journal %J"), 0);
    json_t *json = json_loads(out, 0, NULL), *point;
    size_t i;
    json_array_foreach(json_object_get(json, "points"), i, point)
    {
        char line[256];
        bool first = strcmp(text_of(point, "position"), "supine") == 0;
        snprintf(line, sizeof line, "event %s %s %s %s --journal %%J",
                 first ? "insert" : "skip", text_of(point, "code"),
                 text_of(point, "side"), first ? "" : "later");
        assert_int_equal(run(line), 0);
    }
    json_decref(json);
    assert_int_equal(run("event de-qi --journal %J"), 0);
    // it runs by itself
    json = NULL;
    do {
        json_decref(json);
        assert_int_equal(run("status --journal %J --format json"), 0);
        json = json_loads(out, 0, NULL);
    } while (number_of(json, "retention", "elapsed_s") < 1);
    assert_in_range(number_of(json, "retention", "elapsed_s"), 1, 20);
    // but for what the case leaves open
    const json_t *alerts = json_object_get(json, "alerts");
    assert_int_equal(json_array_size(alerts), 1);
    assert_string_equal(text_of(json_array_get(alerts, 0), "id"), "questions_open");
    json_decref(json);
}

struct bad {
    int status;
    const char *line, *says;
};

static void check_bad(const struct bad *bad)
{
    int status = run(bad->line);
    if (status != bad->status || !strstr(err, bad->says))
        fail_msg("%s: %d, \"%s\", expected %d, \"%s\"", bad->line, status, err,
                 bad->status, bad->says);
    // one clear line, and nothing that looks like a result
    assert_string_equal(out, "");
    assert_int_equal(strncmp(err, "deqi: ", 6), 0);
    assert_ptr_equal(strchr(err, '\n'), err + strlen(err) - 1);
}

static void bad_input(void **state)
{
    (void)state;
    put("text.db", "this is a shopping list\n");
    put("empty.json", "");
    must("start %C");
    static const struct bad BAD[] = {
        {2, "", "expected start, status"},
        {2, "begin %C", "expected start, status"},
        {2, "start", "expected start CASE.json"},
        {2, "start %C %C", "expected start CASE.json"},
        {2, "status 1 2 --journal %J", "expected status [ID]"},
        {2, "status 1 --all --journal %J", "expected status [ID] or status --all"},
        {2, "status --journal %J --format csv", "--format text or json here"},
        {2, "start %C --speed 5 --journal %J", "--speed only with --practice"},
        {2, "start %C --practice --speed 0 --journal %J", "from 1 to 60"},
        {1, "start %C --label \"$(printf '\\377')\" --journal %J", "not valid UTF-8"},
        {1, "start %C --label \"$(printf '%0500d' 0)\" --journal %J", "is longer than"},
        {2, "course --journal %J", "expected course LABEL"},
        {2, "backup --journal %J", "expected backup FILE"},
        {2, "purge --older-than x --journal %J", "from 1 to 36500"},
        {2, "event note x --late soon --journal %J", "--late soon"},
        {1, "course nobody --journal %J", "there is no session of nobody"},
        {1, "event insert LU7 L --late 5 --journal %J", "cannot be told of an earlier"},
        {2, "event --journal %J", "expected the name of an event"},
        {2, "event needle --journal %J", "no event is called needle"},
        {2, "event insert LU7 --journal %J", "insert expects CODE SIDE"},
        {2, "event thermal-test perhaps --journal %J", "expected pass or fail"},
        {2, "export --journal %J", "expected export ID"},
        {2, "purge --journal %J", "expected purge ID"},
        {2, "list all --journal %J", "expected list"},
        {2, "status --journal %J --now yesterday", "--now yesterday"},
        {2, "status --journal %J --now -5", "--now -5"},
        {2, "status --journal %J --now 99999999999999999999", "--now 9999"},
        {2, "status --journal %J --format xml", "expected one of text, json"},
        {2, "status --journal %J --lang tlh", "the language tlh"},
        {2, "status --journal %J --colour", "unknown option"},
        {1, "start %D/none.json --journal %J", "none.json: cannot be opened"},
        {1, "start %D/empty.json --journal %J", "empty.json"},
        {1, "start %D/blocked.json --journal %J", "the plan is blocked: "},
        {1, "status 7 --journal %J", "there is no session 7"},
        {1, "status x --journal %J", "there is no session x"},
        {1, "event close --id 0 --journal %J", "there is no session 0"},
        {1, "purge 7 --journal %J", "there is no session 7"},
        {1, "event insert XX99 L --journal %J", "XX99 is not a point of this plan"},
        {1, "event insert LU7 R --journal %J", "on L, not on R"},
        {1, "event insert LU7 X --journal %J", "the side X is not known"},
        {1, "event remove LU7 L --journal %J", "no needle is in at LU7 L"},
        {1, "event de-qi --journal %J", "LU7 L is still waiting"},
        {1, "event insert GV14 M --journal %J", "later position"},
        {1, "event close --journal %J", "is still waiting"},
        {1, "event lamp-on --journal %J", "the lamp belongs to the retention"},
        {1, "event pause '' --journal %J", "the reason is empty"},
        {1, "event thermal-test pass moon L --journal %J", "moon is not a region"},
        {1, "event override SF99 LU7 L because --journal %J", "not removed by SF99"},
        {1, "event note x --journal %J --now 1", "earlier than the last event"},
        {1, "status --journal %J --now 1", "earlier than the last event"},
        {1, "status --journal %D/text.db", "text.db: is no journal of deqi"},
        {1, "start %C --journal %D/text.db", "text.db: is no journal of deqi"},
        {1, "status --journal %D/none.db", "none.db: holds no session"},
        {1, "start %C --journal %D/no/such.db", "such.db: cannot be opened"},
        {1, "start %C --journal %D", "is not a regular file"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        check_bad(&BAD[i]);
    // and all that changed nothing
    json_t *json = status_of("");
    assert_string_equal(text_of(json, "state"), "prepared");
    json_decref(json);
}

static void bad_journals(void **state)
{
    (void)state;
    must("start %C");
    sqlite3 *db;
    assert_int_equal(sqlite3_open(journal, &db), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL);
    sqlite3_close(db);
    check_bad(&(struct bad){1, "status --journal %J", "written by a newer deqi"});
    // damage: set aside, said so, and a new one begun
    FILE *f = fopen(journal, "r+b");
    for (int i = 0; i < 3000; i++)
        fputc(i * 7 & 0xFF, f);
    fclose(f);
    assert_int_equal(run("start %C --journal %J"), 0);
    assert_non_null(strstr(err, "was damaged; it is set aside as "));
    assert_non_null(strstr(err, "j.db.damaged-1"));
    json_t *json = json_loads(out, 0, NULL);
    assert_string_equal(text_of(json, "id"), "1");
    json_decref(json);
    assert_int_equal(run("status --journal %J"), 0);
    assert_string_equal(err, "");
}

/* every resource of a Bundle has what R4 demands of it, and what it refers to is there */
static void expect_fhir(const json_t *bundle)
{
    static const struct {
        const char *type, *needs[5];
    } DEMANDS[] = {
        {"Procedure", {"status", "subject", "code", "performedPeriod", NULL}},
        {"Device", {"deviceName", NULL}},
        {"DeviceUseStatement", {"status", "subject", "device", NULL}},
        {"Observation", {"status", "code", "subject", "effectiveDateTime", NULL}},
        {"Provenance", {"target", "recorded", "agent", NULL}}};
    enum { TYPES = sizeof DEMANDS / sizeof *DEMANDS };
    assert_string_equal(text_of(bundle, "resourceType"), "Bundle");
    assert_string_equal(text_of(bundle, "type"), "collection");
    const json_t *entries = json_object_get(bundle, "entry");
    int seen[TYPES] = {0};
    char *whole = json_dumps(bundle, 0);
    for (size_t i = 0; i < json_array_size(entries); i++) {
        const json_t *entry = json_array_get(entries, i);
        const json_t *r = json_object_get(entry, "resource");
        const char *url = text_of(entry, "fullUrl");
        int hex = 0, known = -1;
        assert_int_equal(strncmp(url, "urn:uuid:", 9), 0);
        assert_int_equal(strlen(url), 45);
        for (const char *p = url + 9; *p; p++)
            hex += strchr("0123456789abcdef", *p) != NULL;
        assert_int_equal(hex, 32);
        for (int k = 0; k < TYPES; k++)
            if (strcmp(text_of(r, "resourceType"), DEMANDS[k].type) == 0)
                known = k;
        assert_true(known >= 0);
        seen[known]++;
        for (const char *const *key = DEMANDS[known].needs; *key; key++)
            if (!json_object_get(r, *key))
                fail_msg("%s without %s", DEMANDS[known].type, *key);
    }
    for (char *p = whole; (p = strstr(p, "\"reference\": \"")); p++) {
        char target[64];
        snprintf(target, sizeof target, "\"fullUrl\": \"%.45s\"", p + 14);
        assert_non_null(strstr(whole, target));
    }
    free(whole);
    for (int k = 0; k < TYPES; k++)
        assert_true(seen[k] > 0);
}

static void records_of_a_course(void **state)
{
    (void)state;
    for (int week = 0; week < 3; week++) {
        char line[160];
        now = 1700000000000LL + week * 7LL * 24 * 3600 * 1000;
        must("start %C --label 'Bed 4, left'");
        snprintf(line, sizeof line, "event score before %d", 8 - week);
        must(line);
        for_all("insert", "waiting");
        must("event de-qi");
        must("event incident haematoma mild '=1+1, pressed'");
        now += 1800 * 1000;
        for_all("remove", "de_qi");
        must("event abort 'only the front today'");
        must("list");
    }
    must("export 1 --format fhir");
    json_t *json = json_loads(out, 0, NULL);
    expect_fhir(json);
    json_decref(json);
    must("course 'Bed 4, left' --format fhir");
    json = json_loads(out, 0, NULL);
    expect_fhir(json);
    json_decref(json);
    // a spreadsheet calculates nothing of it
    must("export 2 --format csv");
    assert_non_null(strstr(out, "\"Bed 4, left\""));
    assert_non_null(strstr(out, "\"'=1+1, pressed\""));
    // each event names the machine that recorded it
    char host[256] = "", named[300];
    assert_int_equal(gethostname(host, sizeof host - 1), 0);
    snprintf(named, sizeof named, ",\"%.63s\"\r\n", host);
    assert_non_null(strstr(out, ",machine\r\n"));
    assert_non_null(strstr(out, named));
    must("export 2 --format json");
    json = json_loads(out, 0, NULL);
    const json_t *events = json_object_get(json, "events");
    snprintf(named, sizeof named, "%.63s", host);
    for (size_t i = 0; i < json_array_size(events); i++)
        assert_string_equal(text_of(json_array_get(events, i), "machine"), named);
    json_decref(json);
    must("course 'Bed 4, left' --planned 10 --every 7 --format json");
    json = json_loads(out, 0, NULL);
    assert_string_equal(text_of(json, "schema"), "deqi/course-1");
    assert_int_equal(number_of(json, "planned", "every_days"), 7);
    json_t *sessions = json_object_get(json, "sessions");
    assert_int_equal(json_array_size(sessions), 3);
    assert_int_equal(json_integer_value(
                         json_object_get(json_array_get(sessions, 1), "since_last_days")),
                     7);
    assert_int_equal(json_integer_value(json_object_get(json, "change")), -2);
    json_decref(json);
    must("course 'Bed 4, left'");
    assert_non_null(strstr(out, "Changed by -2 of 10"));
    must("export 3 --format pdf -o %D/three.pdf");
    must("course 'Bed 4, left' --format pdf -o %D/course.pdf");
    char path[128];
    for (int i = 0; i < 2; i++) {
        struct stat st;
        char *data;
        size_t size;
        snprintf(path, sizeof path, "%s/%s.pdf", dir, i ? "course" : "three");
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 077, 0);
        assert_true(file_read(path, 1 << 24, &data, &size, NULL));
        assert_int_equal(memcmp(data, "%PDF-", 5), 0);
        free(data);
    }
}

/* an answer that cannot be written takes nothing back, and that is said */
static void what_is_recorded_stays_recorded(void **state)
{
    (void)state;
    must("start %C");
    char line[300], command[900];
    snprintf(line, sizeof line, "event note once --now %lld", now + 1000);
    snprintf(command, sizeof command,
             "'%s/deqi' session %s --journal '%s' >/dev/full 2>'%s/err'", DEQI_BINARY_DIR,
             line, journal, dir);
    assert_int_equal(WEXITSTATUS(system(command)), 1);
    slurp("err", err, sizeof err);
    assert_non_null(strstr(err, "it is recorded all the same"));
    now += 2000;
    must("export 1");
    assert_non_null(strstr(out, "once"));
    assert_int_equal(run("event lamp-on --journal %J"), 1);
    assert_null(strstr(err, "recorded all the same"));
}

/* the same commands into a file and on the server say the same, byte for byte */
static void said_the_same(void **state)
{
    (void)state;
    static const char *const LINES[] = {
        "start %C --label 'Bed 1'",
        "list --format json",
        "status",
        "status --format json",
        "event insert PC6 L",
        "event nonsense",
        "event insert NO9 L",
        "event close",
        "event by LW",
        "event note 'one \"two\" 三'",
        "event incident haematoma mild pressed",
        "event de-qi",
        "status --all",
        "status --all --format json",
        "event remove PC6 L",
        "event remove PC6 L",
        "start %C",
        "list",
        "event note 'which one'",
        "event abort left --id 1",
        "event note after --id 1",
        "event insert PC6 L --id 2 --lang zh-Hans",
        "list",
        "list --format json",
        "export 1",
        "export 1 --format text",
        "export 1 --format csv",
        "export 1 --format fhir",
        "export 2 --lang zh-Hans",
        "export 9",
        "course 'Bed 1'",
        "course 'Bed 1' --format json",
        "purge 2",
        "purge 1",
        "list",
    };
    char file_out[sizeof out], file_err[sizeof err], line[600];
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        now += 1000;
        snprintf(line, sizeof line, "%s --journal %%D/same.db --now %lld", LINES[i], now);
        int status = run(line);
        memcpy(file_out, out, sizeof out);
        memcpy(file_err, err, sizeof err);
        snprintf(line, sizeof line, "%s --journal %%J --now %lld", LINES[i], now);
        if (run(line) != status || strcmp(out, file_out) != 0)
            fail_msg("%s: %s%s, with a file %s%s", LINES[i], out, err, file_out,
                     file_err);
        // a refusal names the journal where it is the journal's
        if (!strstr(file_err, "same.db"))
            assert_string_equal(err, file_err);
    }
}

static void kept_and_brought_back(void **state)
{
    (void)state;
    must("start %C --label 'Bed 1'");
    for_all("insert", "waiting");
    must("backup %D/copy.db");
    // what is open does not give way
    assert_int_equal(run("restore %D/copy.db --journal %J"), 1);
    assert_non_null(strstr(err, "holds sessions that are open: 1"));
    must("event abort left");
    for_all("remove", "in");
    assert_int_equal(run("purge --older-than 1 --journal %J --now 1700000100000"), 0);
    must("list");
    assert_non_null(strstr(out, "Bed 1"));
    now += 2LL * 24 * 3600 * 1000;
    must("purge --older-than 1");
    must("list");
    assert_string_equal(out, "");
    must("restore %D/copy.db");
    assert_non_null(strstr(out, "j.db.before-1"));
    json_t *json = status_of("");
    assert_string_equal(text_of(json, "label"), "Bed 1");
    assert_true(number_of(json, "needles", "in") > 0);
    json_decref(json);
    // one look of the watch, which names its patient
    must("watch");
    assert_non_null(strstr(out, "Bed 1: "));
    must("status --all --format json");
    json = json_loads(out, 0, NULL);
    json_t *first = json_array_get(json_object_get(json, "sessions"), 0);
    json_t *alert = json_array_get(json_object_get(first, "alerts"), 0);
    assert_string_equal(text_of(alert, "level"), "alarm");
    assert_true(json_integer_value(json_object_get(alert, "since")) < now);
    json_decref(json);
}

/* two that are called alike, however that is written, are told apart by their numbers */
static void namesakes_are_told_apart(void **state)
{
    (void)state;
    must("start %C --label 'Bed 1'");
    for_all("insert", "waiting");
    char line[128];
    snprintf(line, sizeof line, "start %%C --label 'bed 1 ' --journal %%J --now %lld",
             now);
    assert_int_equal(run(line), 0);
    assert_non_null(strstr(err, "session 1, which is open, is called so, too"));
    now += 4LL * 3600 * 1000;
    must("watch");
    assert_non_null(strstr(out, "Session 1  Bed 1: "));
    must("start %C --label 'Bed 2'");
    // blanks are no name
    must("start %C --label ' Bed 3  '");
    must("start %C --label '   '");
    json_t *json = status_of("3");
    assert_string_equal(text_of(json, "label"), "Bed 2");
    json_decref(json);
    json = status_of("4");
    assert_string_equal(text_of(json, "label"), "Bed 3");
    json_decref(json);
    json = status_of("5");
    assert_string_equal(text_of(json, "label"), "two positions");
    json_decref(json);
}

static void practice_is_no_record(void **state)
{
    (void)state;
    must("start %C --label 'Bed 2' --practice --speed 60");
    for_all("insert", "waiting");
    must("event de-qi");
    now += 30 * 1000;
    json_t *json = status_of("");
    assert_string_equal(text_of(json, "state"), "due");
    assert_int_equal(json_integer_value(json_object_get(json, "practice")), 60);
    json_decref(json);
    // every list says so, while it runs and when it is over; a label cannot feign it
    must("status --all");
    assert_non_null(strstr(out, "PRACTICE"));
    must("list");
    assert_non_null(strstr(out, "PRACTICE"));
    must("event abort over");
    for_all("remove", "de_qi");
    must("start %C --label 'Tom,\"practice\":'");
    must("list");
    assert_non_null(strstr(out, "PRACTICE"));
    assert_null(strstr(strstr(out, "PRACTICE") + 1, "PRACTICE"));
    must("list --format json");
    json = json_loads(out, 0, NULL);
    const json_t *all = json_object_get(json, "sessions");
    assert_true(json_is_true(json_object_get(json_array_get(all, 0), "practice")));
    assert_null(json_object_get(json_array_get(all, 1), "practice"));
    json_decref(json);
    must("export 1 --format fhir");
    assert_non_null(strstr(out, "HTEST"));
    must("course 'Bed 2' --format json");
    json = json_loads(out, 0, NULL);
    assert_int_equal(json_array_size(json_object_get(json, "sessions")), 0);
    json_decref(json);
}

static void the_default_place(void **state)
{
    (void)state;
    char place[160];
    setenv("XDG_DATA_HOME", dir, 1);
    assert_int_equal(run("list"), 0);
    assert_int_equal(run("start %C"), 0);
    snprintf(place, sizeof place, "%s/deqi/sessions.db", dir);
    assert_true(file_exists(place));
    assert_int_equal(run("start - < %C"), 0);
    assert_int_equal(run("list"), 0);
    assert_non_null(strstr(out, "\n2  "));
    unsetenv("XDG_DATA_HOME");
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, make_dir, drop_dir)

/* as in the window: limb by limb, not to and fro between the two feet */
static void needled_limb_by_limb(void **state)
{
    (void)state;
    put("case.json",
        "{\"schema\": \"deqi/case-1\", \"etiology\": \"diabetes\",\n"
        " \"symptoms\": [{\"region\": \"sole\", \"side\": \"both\", \"kinds\": "
        "[\"numbness\"]}, {\"region\": \"palm\", \"side\": \"R\", \"kinds\": "
        "[\"pain\"]}],\n \"tenderness\": \"none\", \"findings\": {\"red_flags\": []}}\n");
    must("start %C");
    // what comes next is the first of the list
    json_t *json = status_of(""), *points = json_object_get(json, "points"), *point;
    char first[64], limbs[200] = "";
    size_t i;
    snprintf(first, sizeof first, "Put in %s, right",
             text_of(json_array_get(points, 0), "code"));
    json_array_foreach(points, i, point)
    {
        const char *code = text_of(point, "code");
        char limb[3] = {strncmp(code, "KI", 2) == 0 || strncmp(code, "SP", 2) == 0 ? 'f'
                                                                                   : 'h',
                        *text_of(point, "side"), 0};
        size_t n = strlen(limbs);
        if (n < 2 || strcmp(limbs + n - 2, limb) != 0)
            strcat(limbs, limb);
    }
    assert_string_equal(limbs, "hRfRfL");
    json_decref(json);
    must("status --format text");
    assert_non_null(strstr(out, first));
}

/* what nobody asked is as open as what holds (S2-24) */
static void what_was_not_asked_stands(void **state)
{
    (void)state;
    put("case.json",
        "{\"schema\": \"deqi/case-1\", \"etiology\": \"lumbosacral_root\",\n"
        " \"root_level\": \"L5\", \"symptoms\": [{\"region\": \"foot_dorsum\", "
        "\"side\": \"L\", \"kinds\": [\"numbness\"]}],\n \"tenderness\": \"none\"}\n");
    must("start %C");
    json_t *json = status_of(""), *question, *all = json_object_get(json, "questions");
    int safety = 0;
    size_t i;
    json_array_foreach(all, i, question)
    {
        char line[200];
        if (!json_is_true(json_object_get(question, "safety")))
            continue;
        safety |= strcmp(text_of(question, "id"), "red_flags") == 0;
        assert_true(has_alert("questions_open"));
        snprintf(line, sizeof line, "event pass-over %s 'asked tomorrow'",
                 text_of(question, "id"));
        must(line);
    }
    assert_true(safety);
    assert_false(has_alert("questions_open"));
    json_decref(json);
}

/* a label that was wrong, or not told: the list and the course go by what was told last
 */
static void label_told_later(void **state)
{
    (void)state;
    must("start %C --label 'bed 3'");
    must("event label bed 4");
    must("event lamp-distance 40");
    must("list --format json");
    assert_non_null(strstr(out, "bed 4"));
    assert_null(strstr(out, "bed 3"));
    must("course 'bed 4' --format csv");
    assert_non_null(strstr(out, "bed 4"));
    json_t *json = status_of("");
    assert_string_equal(text_of(json, "label"), "bed 4");
    assert_int_equal(
        json_integer_value(json_object_get(json_object_get(json, "lamp"), "distance_cm")),
        40);
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_whole_session),
        TEST(short_and_aborted),
        TEST(several_sessions),
        TEST(label_told_later),
        TEST(needled_limb_by_limb),
        TEST(what_was_not_asked_stands),
        TEST(the_real_clock),
        TEST(bad_input),
        TEST(records_of_a_course),
        TEST(practice_is_no_record),
        TEST(namesakes_are_told_apart),
        TEST(said_the_same),
        // of a file alone
        TEST(bad_journals),
        TEST(the_default_place),
        TEST(kept_and_brought_back),
        TEST(what_is_recorded_stays_recorded),
    };
    enum { ANYWHERE = 12 };
    size_t n = place_is_server() ? ANYWHERE : sizeof tests / sizeof *tests;
    return _cmocka_run_group_tests("session_cli", tests, n, NULL, NULL);
}
