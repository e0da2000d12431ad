/* journal_server_schema.c - what stands in PostgreSQL: tables by steps, and the functions
 * and rights that are made anew by each init. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/journal_server.h"

/* Step i brings a schema of version i to version i + 1. Never change a step that was
 * released; add one. */
static const char *const STEPS[] = {
    "CREATE SCHEMA deqi;"
    "CREATE TABLE deqi.about("
    "  one boolean PRIMARY KEY DEFAULT true CHECK (one),"
    "  version integer NOT NULL);"
    "INSERT INTO deqi.about(version) VALUES (0);"
    "CREATE SEQUENCE deqi.session_id;"
    "CREATE TABLE deqi.session("
    "  id bigint PRIMARY KEY, key text NOT NULL UNIQUE,"
    "  label text NOT NULL,"
    "  wall_ms bigint NOT NULL, mono_ms bigint NOT NULL,"
    "  boot text NOT NULL, entered boolean NOT NULL,"
    "  ended text, events integer NOT NULL DEFAULT 0,"
    "  case_text text NOT NULL, plan_text text NOT NULL, terms text NOT NULL,"
    "  machine text NOT NULL, login text NOT NULL DEFAULT session_user,"
    "  room_ms bigint NOT NULL,"
    "  server_ms bigint NOT NULL DEFAULT extract(epoch FROM clock_timestamp()) * 1000);"
    "CREATE TABLE deqi.event("
    "  session bigint NOT NULL REFERENCES deqi.session ON DELETE CASCADE,"
    "  number integer NOT NULL CHECK (number > 0), key text NOT NULL UNIQUE,"
    "  wall_ms bigint NOT NULL, mono_ms bigint NOT NULL,"
    "  boot text NOT NULL, entered boolean NOT NULL,"
    "  session_ms bigint NOT NULL, happened_ms bigint NOT NULL,"
    "  version integer NOT NULL, sum bigint,"
    "  name text NOT NULL, args text NOT NULL,"
    "  machine text NOT NULL, login text NOT NULL DEFAULT session_user, initials text,"
    "  room_ms bigint NOT NULL,"
    "  server_ms bigint NOT NULL DEFAULT extract(epoch FROM clock_timestamp()) * 1000,"
    "  PRIMARY KEY (session, number));",

    // what was written stays, whoever writes
    "CREATE INDEX session_open ON deqi.session(id) WHERE ended IS NULL;"
    "CREATE FUNCTION deqi.stays() RETURNS trigger LANGUAGE plpgsql"
    " SET search_path = pg_catalog, pg_temp AS $$ BEGIN"
    "  IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'event' AND NOT EXISTS"
    "    (SELECT 1 FROM deqi.session s WHERE s.id = OLD.session) THEN RETURN OLD; END IF;"
    "  RAISE EXCEPTION 'events are only appended' USING ERRCODE = '23514';"
    " END $$;"
    "CREATE FUNCTION deqi.session_stays() RETURNS trigger LANGUAGE plpgsql"
    " SET search_path = pg_catalog, pg_temp AS $$ BEGIN"
    "  IF NEW.events < OLD.events OR"
    "    (to_jsonb(NEW) - 'ended' - 'events') <> (to_jsonb(OLD) - 'ended' - 'events')"
    "  THEN RAISE EXCEPTION 'events are only appended' USING ERRCODE = '23514'; END IF;"
    "  RETURN NEW;"
    " END $$;"
    "CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON deqi.event"
    " FOR EACH ROW EXECUTE FUNCTION deqi.stays();"
    "CREATE TRIGGER stays_whole BEFORE TRUNCATE ON deqi.event"
    " FOR EACH STATEMENT EXECUTE FUNCTION deqi.stays();"
    "CREATE TRIGGER stays BEFORE UPDATE ON deqi.session"
    " FOR EACH ROW EXECUTE FUNCTION deqi.session_stays();",

    // what was copied keeps who sent it first, and when; which event another answers;
    // what was removed, in contrast to what a restored backup lacks; and no needle is
    // forgotten
    "ALTER TABLE deqi.session ADD COLUMN told_login text, ADD COLUMN told_ms bigint;"
    "ALTER TABLE deqi.event ADD COLUMN told_login text, ADD COLUMN told_ms bigint,"
    "  ADD COLUMN answers text;"
    "CREATE TABLE deqi.removed("
    "  key text PRIMARY KEY, session bigint NOT NULL,"
    "  login text NOT NULL DEFAULT session_user,"
    "  server_ms bigint NOT NULL DEFAULT extract(epoch FROM clock_timestamp()) * 1000);"
    "CREATE FUNCTION deqi.session_goes() RETURNS trigger LANGUAGE plpgsql"
    " SET search_path = pg_catalog, pg_temp AS $$ BEGIN"
    "  IF OLD.ended IS NULL AND (EXISTS (SELECT 1 FROM ("
    "    SELECT DISTINCT ON (e.args::json->>0, e.args::json->>1) e.name FROM deqi.event e"
    "    WHERE e.session = OLD.id AND e.name IN ('insert', 'unplanned', 'put-back',"
    "      'retract-out', 'remove', 'retract', 'fell-out')"
    "    ORDER BY e.args::json->>0, e.args::json->>1, e.number DESC) o"
    "    WHERE o.name IN ('insert', 'unplanned', 'put-back', 'retract-out'))"
    "   OR EXISTS (SELECT 1 FROM deqi.event b WHERE b.session = OLD.id"
    "    AND b.name = 'broken' AND NOT EXISTS (SELECT 1 FROM deqi.event r"
    "      WHERE r.session = OLD.id AND r.name = 'broken-resolved'"
    "      AND r.number > b.number AND r.args::json->>0 = b.args::json->>0"
    "      AND r.args::json->>1 = b.args::json->>1)))"
    "  THEN RAISE EXCEPTION 'session % is open and may have needles in; close it first',"
    "    OLD.id USING ERRCODE = '23514'; END IF;"
    "  INSERT INTO deqi.removed(key, session) VALUES (OLD.key, OLD.id)"
    "    ON CONFLICT DO NOTHING;"
    "  RETURN OLD;"
    " END $$;"
    "CREATE TRIGGER goes BEFORE DELETE ON deqi.session"
    " FOR EACH ROW EXECUTE FUNCTION deqi.session_goes();"
    "DROP FUNCTION IF EXISTS deqi.start(bigint, text, text, bigint, bigint, text,"
    "  boolean, text, text, text, text, bigint);"
    "DROP FUNCTION IF EXISTS deqi.append(bigint, integer, text, bigint, bigint, text,"
    "  boolean, bigint, bigint, integer, bigint, text, text, text, text, bigint, text);",
};
_Static_assert(sizeof STEPS / sizeof *STEPS == JOURNAL_SERVER_VERSION, "a step each");

/* The number 1684369769 ("deqi") is the lock that purging takes alone and appending with
 * others. A function runs with the rights of who made the schema, so nobody else writes
 * but through it. */
static const char FUNCTIONS[] =
    "CREATE OR REPLACE FUNCTION deqi.new_id() RETURNS bigint LANGUAGE sql"
    " SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS"
    " $$ SELECT nextval('deqi.session_id') $$;"

    "CREATE OR REPLACE FUNCTION deqi.start(p_id bigint, p_key text, p_label text,"
    " p_wall_ms bigint, p_mono_ms bigint, p_boot text, p_entered boolean,"
    " p_case text, p_plan text, p_terms text, p_machine text, p_room_ms bigint,"
    " p_told_login text, p_told_ms bigint,"
    " OUT outcome text, OUT id bigint) LANGUAGE plpgsql"
    " SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
    "#variable_conflict use_column\n"
    " BEGIN"
    "  PERFORM pg_advisory_xact_lock_shared(1684369769);"
    "  INSERT INTO deqi.session(id, key, label, wall_ms, mono_ms, boot, entered,"
    "    case_text, plan_text, terms, machine, room_ms, told_login, told_ms)"
    "  VALUES (CASE WHEN p_id = 0 THEN nextval('deqi.session_id') ELSE p_id END, p_key,"
    "    p_label, p_wall_ms, p_mono_ms, p_boot, p_entered, p_case, p_plan, p_terms,"
    "    p_machine, p_room_ms, p_told_login, p_told_ms)"
    "    ON CONFLICT DO NOTHING RETURNING session.id INTO start.id;"
    "  IF FOUND THEN"
    "    DELETE FROM deqi.removed r WHERE r.key = p_key;"
    // an id that was given elsewhere is not given again
    "    PERFORM setval('deqi.session_id', start.id) FROM deqi.session_id q"
    "      WHERE start.id >= q.last_value AND start.id < 1000000000;"
    "    start.outcome := 'done'; PERFORM pg_notify('deqi', start.id::text); RETURN;"
    "  END IF;"
    "  SELECT s.id INTO start.id FROM deqi.session s WHERE s.key = p_key;"
    "  start.outcome := CASE WHEN FOUND THEN 'there' ELSE 'taken' END;"
    " END $$;"

    "CREATE OR REPLACE FUNCTION deqi.append(p_session bigint, p_number integer,"
    " p_key text, p_wall_ms bigint, p_mono_ms bigint, p_boot text, p_entered boolean,"
    " p_session_ms bigint, p_happened_ms bigint, p_version integer, p_sum bigint,"
    " p_name text, p_args text, p_machine text, p_initials text, p_room_ms bigint,"
    " p_ends text, p_after text, p_answers text, p_told_login text, p_told_ms bigint,"
    " OUT outcome text, OUT number integer) LANGUAGE plpgsql"
    " SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
    "#variable_conflict use_column\n"
    " DECLARE n integer; last text;"
    " BEGIN"
    "  PERFORM pg_advisory_xact_lock_shared(1684369769);"
    "  SELECT s.events, s.key INTO n, last FROM deqi.session s WHERE s.id = p_session"
    "    FOR NO KEY UPDATE;"
    "  IF NOT FOUND THEN append.outcome := 'gone'; RETURN; END IF;"
    "  SELECT e.number INTO append.number FROM deqi.event e WHERE e.key = p_key"
    "    AND e.session = p_session;"
    "  IF FOUND THEN append.outcome := 'there'; RETURN; END IF;"
    "  append.number := n;"
    // the same number is not enough: a backup may have taken the place of what was known
    "  IF n > 0 THEN SELECT e.key INTO last FROM deqi.event e"
    "    WHERE e.session = p_session AND e.number = n; END IF;"
    "  IF p_number <> n + 1 OR p_after <> last"
    "    THEN append.outcome := 'behind'; RETURN; END IF;"
    "  INSERT INTO deqi.event(session, number, key, wall_ms, mono_ms, boot, entered,"
    "    session_ms, happened_ms, version, sum, name, args, machine, initials, room_ms,"
    "    answers, told_login, told_ms)"
    "  VALUES (p_session, p_number, p_key, p_wall_ms, p_mono_ms, p_boot, p_entered,"
    "    p_session_ms, p_happened_ms, p_version, p_sum, p_name, p_args, p_machine,"
    "    p_initials, p_room_ms, p_answers, p_told_login, p_told_ms);"
    "  UPDATE deqi.session s SET events = p_number,"
    "    ended = coalesce(p_ends, s.ended) WHERE s.id = p_session;"
    "  PERFORM pg_notify('deqi', p_session::text);"
    "  append.outcome := 'done'; append.number := p_number;"
    " END $$;"

    "CREATE OR REPLACE FUNCTION deqi.hold() RETURNS void LANGUAGE sql"
    " SET search_path = pg_catalog, pg_temp AS"
    " $$ SELECT pg_advisory_xact_lock(1684369769) $$;"

    "CREATE OR REPLACE FUNCTION deqi.purge(p_session bigint) RETURNS bigint"
    " LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
    " DECLARE n bigint;"
    " BEGIN"
    "  DELETE FROM deqi.session s WHERE p_session = 0 OR s.id = p_session;"
    "  GET DIAGNOSTICS n = ROW_COUNT;"
    "  PERFORM pg_notify('deqi', p_session::text);"
    "  RETURN n;"
    " END $$;";

static const char ROLES[] =
    "DO $$ DECLARE r text; BEGIN"
    "  FOREACH r IN ARRAY ARRAY['deqi_room', 'deqi_board', 'deqi_keeper'] LOOP"
    "    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = r) THEN"
    "      EXECUTE format('CREATE ROLE %I NOLOGIN', r); END IF;"
    "  END LOOP; END $$;"
    "REVOKE ALL ON SCHEMA deqi FROM PUBLIC;"
    "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA deqi FROM PUBLIC;"
    "GRANT USAGE ON SCHEMA deqi TO deqi_room, deqi_board, deqi_keeper;"
    "GRANT SELECT ON deqi.about, deqi.session, deqi.event, deqi.removed"
    "  TO deqi_room, deqi_board, deqi_keeper;"
    "GRANT EXECUTE ON FUNCTION deqi.new_id, deqi.start, deqi.append TO deqi_room;"
    "GRANT EXECUTE ON FUNCTION deqi.hold, deqi.purge TO deqi_keeper;";

/* the version that is there, 0 where there is none */
static bool version_of(struct server *server, int *version, struct error *error)
{
    struct server_answer answer;
    static const char SQL[] = "SELECT to_regclass('deqi.about') IS NOT NULL, "
                              "current_setting('server_encoding')";
    *version = 0;
    if (!server_ask(server, SQL, 0, NULL, &answer, error))
        return false;
    bool there = strcmp(server_text(&answer, 0, 0), "t") == 0;
    bool utf8 = strcmp(server_text(&answer, 0, 1), "UTF8") == 0;
    server_release(&answer);
    if (!utf8)
        return error_set(error, "the database is not in UTF8; expected one made with "
                                "ENCODING 'UTF8'");
    if (!there)
        return true;
    if (!server_ask(server, "SELECT version FROM deqi.about", 0, NULL, &answer, error))
        return false;
    *version = answer.rows ? (int)server_integer(&answer, 0, 0) : 0;
    server_release(&answer);
    return true;
}

static bool too_new(int version, struct error *error)
{
    return error_set(error,
                     "was written by a newer deqi (journal version %d; this one knows up "
                     "to %d)",
                     version, JOURNAL_SERVER_VERSION);
}

/* in the transaction */
static bool build(struct server *server, int *before, struct error *error)
{
    char set_version[80];
    if (!version_of(server, before, error))
        return false;
    if (*before > JOURNAL_SERVER_VERSION)
        return too_new(*before, error);
    for (int i = *before; i < JOURNAL_SERVER_VERSION; i++) {
        snprintf(set_version, sizeof set_version, "UPDATE deqi.about SET version = %d",
                 i + 1);
        if (!server_run(server, STEPS[i], error) ||
            !server_run(server, set_version, error))
            return false;
    }
    return server_run(server, FUNCTIONS, error) && server_run(server, ROLES, error);
}

bool journal_server_init(const char *address, int *before, struct error *error)
{
    enum server_fault fault;
    enum { PATIENCE_MS = 60 * 1000 };
    char name[SERVER_NAME_MAX];
    if (!server_name(address, name, error))
        return false;
    // whether it is there at all is seen as soon as everywhere
    struct server *server = server_open(address, 0, &fault, error);
    server_close(&server);
    if (fault == SERVER_FINE)
        server = server_open(address, PATIENCE_MS, &fault, error);
    struct error ignored;
    bool ok =
        server &&
        server_run(server, "BEGIN; SELECT pg_advisory_xact_lock(1684369769)", error);
    if (ok) {
        ok = build(server, before, error) && server_run(server, "COMMIT", error);
        if (!ok)
            server_run(server, "ROLLBACK", &ignored);
    }
    server_close(&server);
    return ok || error_in_file(error, name);
}

bool journal_server_look(struct server *server, struct journal_rights *rights,
                         struct error *error)
{
    int version;
    struct server_answer answer;
    static const char RIGHTS[] =
        "SELECT bool_or(has_function_privilege(oid, 'EXECUTE') AND proname = 'append'), "
        "bool_or(has_function_privilege(oid, 'EXECUTE') AND proname = 'purge') "
        "FROM pg_proc WHERE pronamespace = 'deqi'::regnamespace";
    *rights = (struct journal_rights){0};
    if (!version_of(server, &version, error)) {
        if (strcmp(server_state(server), "42501") == 0)
            error_set(error, "this login may not use the journal; its keeper gives it a "
                             "role (GRANT deqi_room TO ...)");
        return false;
    }
    if (!version)
        return error_set(error, "holds no journal; `deqi journal init` makes one");
    if (version > JOURNAL_SERVER_VERSION)
        return too_new(version, error);
    if (version < JOURNAL_SERVER_VERSION)
        return error_set(error,
                         "is of an older deqi (journal version %d, this one's is %d); "
                         "`deqi journal init` brings it on",
                         version, JOURNAL_SERVER_VERSION);
    if (!server_ask(server, RIGHTS, 0, NULL, &answer, error))
        return false;
    rights->append = answer.rows && strcmp(server_text(&answer, 0, 0), "t") == 0;
    rights->purge = answer.rows && strcmp(server_text(&answer, 0, 1), "t") == 0;
    server_release(&answer);
    return true;
}
