/* case_json.c - writes a record as "deqi/case-1". What is not known is left out. */
#include "catalog/rules_words.h"
#include "rules/case.h"

static void set(json_t *object, const char *key, const char *word)
{
    json_object_set_new(object, key, json_string(word));
}

static json_t *bits(const char *const *words, unsigned mask)
{
    json_t *list = json_array();
    for (int i = 0; words[i]; i++)
        if (mask >> i & 1)
            json_array_append_new(list, json_string(words[i]));
    return list;
}

static json_t *symptoms_json(const struct case_record *record)
{
    json_t *list = json_array();
    for (int i = 0; i < record->n_symptoms; i++) {
        const struct case_symptom *s = &record->symptoms[i];
        json_t *item = json_object();
        set(item, "region", word_regions[s->region]);
        set(item, "side", word_sides[s->side]);
        json_object_set_new(item, "kinds", bits(word_kinds, s->kinds));
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *place_json(const double at[3])
{
    return json_pack("[f,f,f]", at[0], at[1], at[2]);
}

static json_t *marks_json(const struct case_record *record)
{
    json_t *list = json_array();
    for (int i = 0; i < record->n_marks; i++) {
        const struct case_mark *m = &record->marks[i];
        json_t *item = json_object();
        set(item, "kind", word_mark_kinds[m->kind]);
        set(item, "region", word_regions[m->region]);
        set(item, "side", word_sides[m->side]);
        if (m->has_at)
            json_object_set_new(item, "at", place_json(m->at));
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *lesions_json(const struct case_findings *f)
{
    json_t *list = json_array();
    for (int i = 0; i < f->n_lesions; i++) {
        json_t *item = json_object();
        set(item, "region", word_regions[f->lesions[i].region]);
        set(item, "side", word_sides[f->lesions[i].side]);
        set(item, "kind", word_lesion_kinds[f->lesions[i].kind]);
        if (f->lesions[i].has_at)
            json_object_set_new(item, "at", place_json(f->lesions[i].at));
        if (f->lesions[i].has_at && f->lesions[i].radius > 0)
            json_object_set_new(item, "radius", json_real(f->lesions[i].radius));
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *weakness_json(const struct case_findings *f)
{
    json_t *list = json_array();
    for (int i = 0; i < f->n_weakness; i++)
        json_array_append_new(list, json_pack("{s:s,s:s,s:i}", "movement",
                                              word_movements[f->weakness[i].movement],
                                              "side", word_sides[f->weakness[i].side],
                                              "mrc", f->weakness[i].mrc));
    return list;
}

static json_t *absent_json(const struct case_findings *f)
{
    json_t *list = json_array();
    for (int i = 0; i < f->n_absent; i++)
        json_array_append_new(list, json_pack("{s:s,s:s}", "side",
                                              word_sides[f->absent[i].side], "from",
                                              word_absent[f->absent[i].from]));
    return list;
}

static json_t *monofilament_json(const struct case_findings *f)
{
    json_t *list = json_array();
    for (int i = 0; i < f->n_monofilament; i++)
        json_array_append_new(list, json_pack("{s:s,s:s,s:b}", "region",
                                              word_regions[f->monofilament[i].region],
                                              "side", word_sides[f->monofilament[i].side],
                                              "felt", (int)f->monofilament[i].felt));
    return list;
}

static json_t *pulses_json(const struct case_findings *f)
{
    json_t *list = json_array();
    for (int i = 0; i < f->n_pulses; i++)
        json_array_append_new(list, json_pack("{s:s,s:s,s:b}", "pulse",
                                              word_pulses[f->pulses[i].pulse], "side",
                                              word_sides[f->pulses[i].side], "felt",
                                              (int)f->pulses[i].felt));
    return list;
}

static json_t *reflexes_json(const struct case_findings *f)
{
    json_t *list = json_array();
    for (int i = 0; i < f->n_reflexes; i++)
        json_array_append_new(list,
                              json_pack("{s:s,s:s,s:s}", "reflex",
                                        word_reflexes[f->reflexes[i].reflex], "side",
                                        word_sides[f->reflexes[i].side], "state",
                                        word_reflex_states[f->reflexes[i].state]));
    return list;
}

static void set_examined(json_t *out, const struct case_findings *f)
{
    if (f->onset >= 0)
        set(out, "onset", word_onsets[f->onset]);
    if (f->weakness_given)
        json_object_set_new(out, "weakness", weakness_json(f));
    if (f->absent_given)
        json_object_set_new(out, "absent", absent_json(f));
    if (f->monofilament_given)
        json_object_set_new(out, "monofilament", monofilament_json(f));
    if (f->pulses_given)
        json_object_set_new(out, "pulses", pulses_json(f));
    if (f->reflexes_given)
        json_object_set_new(out, "reflexes", reflexes_json(f));
}

static json_t *findings_json(const struct case_findings *f)
{
    json_t *out = json_object();
    if (f->thermal_sense >= 0)
        set(out, "thermal_sense", word_thermal[f->thermal_sense]);
    if (f->blood_counts >= 0)
        set(out, "blood_counts", word_blood[f->blood_counts]);
    if (f->neutrophils >= 0)
        json_object_set_new(out, "neutrophils", json_real(f->neutrophils));
    if (f->platelets >= 0)
        json_object_set_new(out, "platelets", json_real(f->platelets));
    if (f->pregnant >= 0)
        set(out, "pregnant", word_pregnant[f->pregnant]);
    if (f->lymphoedema_given)
        json_object_set_new(out, "lymphoedema", bits(word_limbs, f->lymphoedema));
    if (f->lesions_given)
        json_object_set_new(out, "skin_lesions", lesions_json(f));
    if (f->red_flags_given)
        json_object_set_new(out, "red_flags", bits(word_red_flags, f->red_flags));
    set_examined(out, f);
    for (int i = 0; i < CASE_FLAGS; i++)
        if (f->flags[i] != CASE_UNKNOWN)
            json_object_set_new(out, word_flags[i],
                                json_boolean(f->flags[i] == CASE_YES));
    return out;
}

static void set_additions(json_t *out, const struct case_record *record)
{
    json_t *list = json_array();
    for (int i = 0; i < record->n_includes; i++) {
        json_t *item = json_object();
        set(item, "code", record->includes[i].code);
        set(item, "side", word_sides[record->includes[i].side]);
        json_array_append_new(list, item);
    }
    if (record->n_includes)
        json_object_set(out, "include", list);
    json_decref(list);
    list = json_array();
    for (int i = 0; i < record->n_overrides; i++) {
        json_t *item = json_object();
        set(item, "caution", record->overrides[i].caution);
        set(item, "code", record->overrides[i].code);
        set(item, "side", word_sides[record->overrides[i].side]);
        set(item, "reason", record->overrides[i].reason);
        json_array_append_new(list, item);
    }
    if (record->n_overrides)
        json_object_set(out, "overrides", list);
    json_decref(list);
    json_t *limits = json_object();
    if (record->per_limb_side)
        json_object_set_new(limits, "per_limb_side", json_integer(record->per_limb_side));
    if (record->per_session)
        json_object_set_new(limits, "per_session", json_integer(record->per_session));
    if (json_object_size(limits))
        json_object_set(out, "limits", limits);
    json_decref(limits);
}

static json_t *causes_json(const struct case_record *record)
{
    if (!record->further_causes)
        return json_string(word_etiologies[record->etiology]);
    json_t *list = json_array();
    json_array_append_new(list, json_string(word_etiologies[record->etiology]));
    for (int i = 0; i < WORD_ETIOLOGIES; i++)
        if (record->further_causes >> i & 1)
            json_array_append_new(list, json_string(word_etiologies[i]));
    return list;
}

static void set_person(json_t *out, const struct case_record *record)
{
    if (record->age >= 0)
        json_object_set_new(out, "age", json_real(record->age));
    if (record->sex >= 0)
        set(out, "sex", word_sexes[record->sex]);
    if (record->height >= 0)
        json_object_set_new(out, "height", json_real(record->height));
    if (record->weight >= 0)
        json_object_set_new(out, "weight", json_real(record->weight));
    json_t *list = json_array();
    for (int i = 0; i < record->n_entrapments; i++)
        json_array_append_new(list,
                              json_pack("{s:s,s:s}", "nerve",
                                        word_nerves[record->entrapments[i].nerve], "side",
                                        word_sides[record->entrapments[i].side]));
    if (record->entrapments_given)
        json_object_set(out, "entrapments", list);
    json_decref(list);
    list = json_array();
    for (int i = 0; i < record->n_drugs; i++)
        json_array_append_new(list, json_string(record->drugs[i]));
    if (record->n_drugs)
        json_object_set(out, "drugs", list);
    json_decref(list);
    if (record->cycle)
        json_object_set_new(out, "cycle", json_integer(record->cycle));
}

json_t *case_json(const struct case_record *record)
{
    json_t *out = json_object();
    set(out, "schema", "deqi/case-1");
    if (record->label[0])
        set(out, "label", record->label);
    json_object_set_new(out, "etiology", causes_json(record));
    set_person(out, record);
    if (record->root_level >= 0)
        set(out, "root_level", word_levels[record->root_level]);
    if (record->compression_cause >= 0)
        set(out, "compression_cause", word_causes[record->compression_cause]);
    if (record->chronic != CASE_UNKNOWN)
        json_object_set_new(out, "chronic", json_boolean(record->chronic == CASE_YES));
    json_object_set_new(out, "symptoms", symptoms_json(record));
    if (record->tenderness >= 0)
        set(out, "tenderness", word_tenderness[record->tenderness]);
    if (record->n_marks)
        json_object_set_new(out, "marks", marks_json(record));
    json_t *findings = findings_json(&record->findings);
    if (json_object_size(findings))
        json_object_set(out, "findings", findings);
    json_decref(findings);
    set_additions(out, record);
    return out;
}
