#include "page/writer.h"

#include "views/words.h"

const char *writer_text(const struct writer *w, const char *id)
{
    return texts_get(w->texts, id, NULL);
}

void writer_say(const struct writer *w, const char *tag, const char *cls,
                const struct message *message)
{
    char text[TEXT_MAX];
    words_message(w->texts, message, text, sizeof text);
    html_element(w->out, tag, cls, text);
}

void writer_begin(const struct writer *w, const char *cls, const char *heading)
{
    html_print(w->out, "<section class=\"%s\">\n", cls);
    html_element(w->out, "h2", NULL, heading);
}

void writer_end(const struct writer *w)
{
    html_raw(w->out, "</section>\n");
}

void writer_fact(const struct writer *w, const char *name, const char *id,
                 const char *text)
{
    if (!*text)
        return;
    html_print(w->out, "<div class=\"%s\"><dt>", name);
    html_text(w->out, writer_text(w, id));
    html_raw(w->out, "</dt><dd>");
    html_text(w->out, text);
    html_raw(w->out, "</dd></div>\n");
}
