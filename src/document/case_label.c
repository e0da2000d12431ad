#include "document/case_label.h"

#include <string.h>

#include "base/cut.h"
#include "base/json.h"

bool case_label_read(const char *path, char *out, size_t size)
{
    enum { LARGEST = 1 << 20 }; // no case is longer
    struct json_doc doc;
    struct error error;
    *out = 0;
    if (!json_doc_load(&doc, path, LARGEST, &error))
        return false;
    struct json_at root = json_doc_root(&doc);
    bool is_case = json_schema(&root, "deqi/case-1", &error);
    const char *label = json_string_value(json_object_get(root.value, "label"));
    if (is_case && label)
        cut_print(out, size, "%s", label);
    json_doc_close(&doc);
    return is_case;
}
