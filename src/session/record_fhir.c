/* record_fhir.c - a session as an HL7 FHIR R4 Bundle (http://hl7.org/fhir/R4).
 *
 * Codes of licensed vocabularies are not used: what a thing is, is said in words
 * (CodeableConcept.text). Units are UCUM. A practice session carries HTEST, the code of
 * the standard for what is no care of a person.
 */
#include <stdio.h>
#include <string.h>

#include "session/record.h"
#include "session/record_internal.h"

static const char UCUM[] = "http://unitsofmeasure.org";

struct bundle {
    const json_t *whole;
    json_t *entries;
    int n;
    char start[32], end[32]; /* "" = not ended */
    char procedure[64];      /* its address */
    char device[2][64];      /* addresses of needle and lamp */
};

/* The same session always has the same addresses. Two FNV-1a sums in the form of a UUID
 * of version 8 (RFC 9562: made by the application's own rule). */
static void address(const struct bundle *b, int n, char out[64])
{
    char text[120];
    uint64_t sum[2];
    snprintf(text, sizeof text, "deqi %s %lld %d", record_text(b->whole, "id"),
             (long long)record_number(b->whole, "started", NULL), n);
    for (int k = 0; k < 2; k++) {
        sum[k] = 14695981039346656037ULL + (uint64_t)k;
        for (const char *p = text; *p; p++)
            sum[k] = (sum[k] ^ (unsigned char)*p) * 1099511628211ULL;
    }
    snprintf(out, 64, "urn:uuid:%08x-%04x-8%03x-%04x-%012llx", (unsigned)(sum[0] >> 32),
             (unsigned)(sum[0] >> 16 & 0xFFFF), (unsigned)(sum[0] & 0xFFF),
             (unsigned)(0x8000 | (sum[1] >> 48 & 0x3FFF)),
             (unsigned long long)(sum[1] & 0xFFFFFFFFFFFFULL));
}

static void add(struct bundle *b, json_t *resource)
{
    char url[64];
    address(b, b->n++, url);
    json_array_append_new(b->entries,
                          json_pack("{ss so}", "fullUrl", url, "resource", resource));
}

static json_t *concept(const char *text)
{
    return json_pack("{ss}", "text", text);
}

static json_t *subject(const struct bundle *b)
{
    const char *label = record_text(b->whole, "label");
    return json_pack("{ss}", "display", *label ? label : "not named");
}

static json_t *period(const char *start, const char *end)
{
    json_t *out = json_pack("{ss}", "start", start);
    if (*end)
        json_object_set_new(out, "end", json_string(end));
    return out;
}

static json_t *quantity(int64_t value, const char *unit, const char *code)
{
    return json_pack("{sI ss ss ss}", "value", (json_int_t)value, "unit", unit, "system",
                     UCUM, "code", code);
}

static json_t *site(const char *code, const char *side)
{
    char text[128];
    snprintf(text, sizeof text, "%s, %s", code,
             strcmp(side, "L") == 0   ? "left"
             : strcmp(side, "R") == 0 ? "right"
                                      : "midline");
    return concept(text);
}

// -------------------------------------------------------------------- procedure

static const char *status_of(const char *state)
{
    return strcmp(state, "closed") == 0     ? "completed"
           : strcmp(state, "aborted") == 0  ? "stopped"
           : strcmp(state, "prepared") == 0 ? "preparation"
                                            : "in-progress";
}

static void add_notes(const struct bundle *b, json_t *procedure)
{
    json_t *notes = json_array();
    const json_t *events = json_object_get(b->whole, "events");
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *e = json_array_get(events, i);
        const char *name = record_text(e, "event");
        const char *text =
            json_string_value(json_array_get(json_object_get(e, "args"), 0));
        char at[32];
        if ((strcmp(name, "note") != 0 && strcmp(name, "abort") != 0) || !text)
            continue;
        record_time(
            record_number(e, json_object_get(e, "happened") ? "happened" : "at", NULL),
            at);
        json_array_append_new(notes, json_pack("{ss ss}", "time", at, "text", text));
    }
    if (json_array_size(notes))
        json_object_set(procedure, "note", notes);
    json_decref(notes);
}

static void add_procedure(struct bundle *b)
{
    json_t *p = json_pack("{ss ss so so so}", "resourceType", "Procedure", "status",
                          status_of(record_text(b->whole, "state")), "code",
                          concept("Acupuncture"), "subject", subject(b),
                          "performedPeriod", period(b->start, b->end));
    const char *by = record_text(b->whole, "by");
    if (*by)
        json_object_set_new(p, "performer",
                            json_pack("[{s{ss}}]", "actor", "display", by));
    json_t *sites = json_array(), *complications = json_array();
    const json_t *points = json_object_get(b->whole, "points");
    for (size_t i = 0; i < json_array_size(points); i++) {
        const json_t *at = json_array_get(points, i);
        if (json_object_get(at, "in_at"))
            json_array_append_new(sites,
                                  site(record_text(at, "code"), record_text(at, "side")));
    }
    const json_t *incidents = json_object_get(b->whole, "incidents");
    for (size_t i = 0; i < json_array_size(incidents); i++)
        json_array_append_new(complications,
                              concept(record_text(json_array_get(incidents, i), "kind")));
    if (json_array_size(sites))
        json_object_set(p, "bodySite", sites);
    if (json_array_size(complications))
        json_object_set(p, "complication", complications);
    json_decref(sites);
    json_decref(complications);
    add_notes(b, p);
    add(b, p);
}

// ---------------------------------------------------------------------- devices

static void add_device(struct bundle *b, const char *name, char url[64])
{
    address(b, b->n, url);
    add(b, json_pack("{ss s[{ss ss}] so}", "resourceType", "Device", "deviceName", "name",
                     name, "type", "user-friendly-name", "type", concept(name)));
}

static json_t *use_of(const struct bundle *b, const char *device, const char *status,
                      const char *start, const char *end)
{
    return json_pack("{ss ss so so s{ss} s[{ss}]}", "resourceType", "DeviceUseStatement",
                     "status", status, "subject", subject(b), "timingPeriod",
                     period(start, end), "device", "reference", device, "derivedFrom",
                     "reference", b->procedure);
}

static void add_needles(struct bundle *b)
{
    const json_t *points = json_object_get(b->whole, "points");
    for (size_t i = 0; i < json_array_size(points); i++) {
        const json_t *p = json_array_get(points, i);
        char in[32], out[32] = "", said[160];
        if (!json_object_get(p, "in_at"))
            continue;
        bool is_in = json_integer_value(json_object_get(p, "in")) > 0;
        record_time(record_number(p, "in_at", NULL), in);
        if (!is_in && json_object_get(p, "out_at"))
            record_time(record_number(p, "out_at", NULL), out);
        json_t *use = use_of(b, b->device[0], is_in ? "active" : "completed", in, out);
        json_object_set_new(use, "bodySite",
                            site(record_text(p, "code"), record_text(p, "side")));
        snprintf(said, sizeof said, "%lld needle(s), %lld s in the body, %lld s counted",
                 (long long)record_number(p, "needles", NULL),
                 (long long)record_number(p, "body_s", NULL),
                 (long long)record_number(p, "retained_s", NULL));
        json_object_set_new(use, "note", json_pack("[{ss}]", "text", said));
        add(b, use);
    }
}

// ----------------------------------------------------------------- observations

static json_t *observation(const struct bundle *b, const char *what, const char *at)
{
    return json_pack("{ss ss so so ss s[{ss}]}", "resourceType", "Observation", "status",
                     "final", "code", concept(what), "subject", subject(b),
                     "effectiveDateTime", at, "partOf", "reference", b->procedure);
}

static void add_measure(struct bundle *b, const char *what, int64_t value,
                        const char *unit, const char *code)
{
    json_t *o = observation(b, what, *b->end ? b->end : b->start);
    json_object_set_new(o, "valueQuantity", quantity(value, unit, code));
    add(b, o);
}

static void add_incidents(struct bundle *b)
{
    const json_t *list = json_object_get(b->whole, "incidents");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *at = json_array_get(list, i);
        char when[32], text[80];
        record_time(record_number(at, "at", NULL), when);
        snprintf(text, sizeof text, "Incident: %s", record_text(at, "kind"));
        json_t *o = observation(b, text, when);
        json_object_set_new(o, "valueCodeableConcept",
                            concept(record_text(at, "severity")));
        json_object_set_new(o, "note",
                            json_pack("[{ss}]", "text", record_text(at, "text")));
        add(b, o);
    }
}

static void add_tests(struct bundle *b)
{
    const json_t *list = json_object_get(json_object_get(b->whole, "lamp"), "by_region");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *r = json_array_get(list, i);
        const char *test = record_text(r, "test");
        if (strcmp(test, "none") == 0)
            continue;
        json_t *o = observation(b, "Hot and cold told apart", b->start);
        json_object_set_new(o, "valueBoolean", json_boolean(strcmp(test, "pass") == 0));
        json_object_set_new(o, "bodySite",
                            site(record_text(r, "region"), record_text(r, "side")));
        add(b, o);
    }
}

static void add_observations(struct bundle *b)
{
    static const char *const WHEN[] = {"before", "after"};
    const json_t *score = json_object_get(b->whole, "score");
    for (int i = 0; i < 2; i++) {
        const json_t *value = json_object_get(score, WHEN[i]);
        char text[80];
        if (!json_is_integer(value))
            continue;
        snprintf(text, sizeof text, "Pain or numbness, 0 to 10, %s the session", WHEN[i]);
        json_t *o = observation(b, text, i && *b->end ? b->end : b->start);
        json_object_set_new(o, "valueInteger", json_integer(json_integer_value(value)));
        add(b, o);
    }
    add_measure(b, "Needles placed", record_number(b->whole, "placed", "needles"), "1",
                "1");
    add_measure(b, "Retention counted", record_number(b->whole, "elapsed_s", "retention"),
                "s", "s");
    add_measure(b, "Longest time of a needle in the body",
                record_number(b->whole, "longest_s", "needles"), "s", "s");
    if (json_is_integer(json_object_get(b->whole, "sharps")))
        add_measure(b, "Needles counted in the sharps box",
                    record_number(b->whole, "sharps", NULL), "1", "1");
    if (record_number(b->whole, "broken", "needles"))
        add_measure(b, "Needles broken", record_number(b->whole, "broken", "needles"),
                    "1", "1");
    add_tests(b);
    add_incidents(b);
}

static void add_lamp(struct bundle *b)
{
    int64_t on_s = record_number(b->whole, "on_s", "lamp");
    if (!on_s)
        return;
    json_t *use = use_of(b, b->device[1], "completed", b->start, b->end);
    char said[120];
    snprintf(said, sizeof said, "on for %lld s; skin checks made %lld, missed %lld",
             (long long)on_s, (long long)record_number(b->whole, "checks_made", "lamp"),
             (long long)record_number(b->whole, "checks_missed", "lamp"));
    json_object_set_new(use, "note", json_pack("[{ss}]", "text", said));
    add(b, use);
}

/* when the last event made an end of it */
static void find_end(struct bundle *b)
{
    const char *state = record_text(b->whole, "state");
    const json_t *events = json_object_get(b->whole, "events");
    bool over = strcmp(state, "closed") == 0 || strcmp(state, "aborted") == 0;
    for (size_t i = 0; over && i < json_array_size(events); i++) {
        const json_t *e = json_array_get(events, i);
        const char *name = record_text(e, "event");
        if (strcmp(name, "close") == 0 || strcmp(name, "remove") == 0 ||
            strcmp(name, "abort") == 0)
            record_time(record_number(e, "at", NULL), b->end);
    }
}

/* the i-th that says it first */
static bool is_new(const json_t *events, size_t i, const char *by, const char *machine)
{
    for (size_t k = 0; k < i; k++) {
        const json_t *e = json_array_get(events, k);
        if (strcmp(record_text(e, "by"), by) == 0 &&
            strcmp(record_text(e, "machine"), machine) == 0)
            return false;
    }
    return *by || *machine;
}

/* who recorded it, on which machine: each pair once, with its first event */
static void add_provenance(struct bundle *b)
{
    const json_t *events = json_object_get(b->whole, "events");
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *e = json_array_get(events, i);
        const char *by = record_text(e, "by"), *machine = record_text(e, "machine");
        char at[32];
        if (!is_new(events, i, by, machine))
            continue;
        record_time(record_number(e, "at", NULL), at);
        json_t *agents = json_array();
        if (*by)
            json_array_append_new(agents,
                                  json_pack("{so s{ss}}", "type", concept("recorded by"),
                                            "who", "display", by));
        if (*machine)
            json_array_append_new(agents,
                                  json_pack("{so s{ss}}", "type", concept("recorded on"),
                                            "who", "display", machine));
        add(b, json_pack("{ss s[{ss}] ss so}", "resourceType", "Provenance", "target",
                         "reference", b->procedure, "recorded", at, "agent", agents));
    }
}

json_t *record_fhir(const json_t *whole)
{
    struct bundle b = {.whole = whole, .entries = json_array()};
    record_time(record_number(whole, "started", NULL), b.start);
    find_end(&b);
    address(&b, 0, b.procedure);
    add_procedure(&b);
    add_device(&b, "Acupuncture needle", b.device[0]);
    if (record_number(whole, "on_s", "lamp"))
        add_device(&b, "Infrared lamp", b.device[1]);
    add_needles(&b);
    add_lamp(&b);
    add_observations(&b);
    add_provenance(&b);
    json_t *out =
        json_pack("{ss ss ss so}", "resourceType", "Bundle", "type", "collection",
                  "timestamp", *b.end ? b.end : b.start, "entry", b.entries);
    if (json_object_get(whole, "practice"))
        json_object_set_new(
            out, "meta",
            json_pack("{s[{ss ss ss}]}", "security", "system",
                      "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code",
                      "HTEST", "display", "test health data"));
    return out;
}

json_t *record_fhir_course(const json_t *wholes)
{
    json_t *out = NULL;
    for (size_t i = 0; i < json_array_size(wholes); i++) {
        const json_t *whole = json_array_get(wholes, i);
        if (json_object_get(whole, "practice"))
            continue;
        json_t *one = record_fhir(whole);
        if (!out) {
            out = one;
            continue;
        }
        json_array_extend(json_object_get(out, "entry"), json_object_get(one, "entry"));
        json_object_set(out, "timestamp", json_object_get(one, "timestamp"));
        json_decref(one);
    }
    return out ? out
               : json_pack("{ss ss}", "resourceType", "Bundle", "type", "collection");
}
