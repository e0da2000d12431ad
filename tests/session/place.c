#include "place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "session/journal.h"
#include "session/server.h"

bool place_is_server(void)
{
    return getenv("DEQI_TEST_SERVER") != NULL;
}

void place_journal(const char *folder, const char *file, char *out, size_t size)
{
    const char *address = getenv("DEQI_TEST_SERVER");
    if (!address) {
        snprintf(out, size, "%s/%s", folder, file);
        return;
    }
    struct error error = {0};
    enum server_fault fault;
    int before, version;
    setenv("XDG_DATA_HOME", folder, 1);
    struct server *server = server_open(address, 60000, &fault, &error);
    if (!server || !server_run(server, "DROP SCHEMA IF EXISTS deqi CASCADE", &error))
        fail_msg("%s", error.text);
    server_close(&server);
    if (!journal_init(address, &before, &version, &error))
        fail_msg("%s", error.text);
    snprintf(out, size, "%s", address);
}
