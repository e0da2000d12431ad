#include "system/build_id.h"

#include <string.h>

#include <elf.h>
#include <link.h>

/* the first bytes of a digest are one, too */
static uint64_t first_of(const char *digest, size_t size)
{
    uint64_t out = 0;
    memcpy(&out, digest, size < sizeof out ? size : sizeof out);
    return out;
}

/* in a stretch of notes, the one that tells the build */
static uint64_t find_build(const char *at, size_t left)
{
    ElfW(Nhdr) note;
    while (left >= sizeof note) {
        memcpy(&note, at, sizeof note);
        size_t name = (note.n_namesz + 3u) & ~(size_t)3;
        size_t body = (note.n_descsz + 3u) & ~(size_t)3;
        at += sizeof note;
        left -= sizeof note;
        if (name > left || body > left - name)
            return 0;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && !memcmp(at, "GNU", 4))
            return first_of(at + name, note.n_descsz);
        at += name + body;
        left -= name + body;
    }
    return 0;
}

/* the first that is told is the program itself */
static int look(struct dl_phdr_info *info, size_t size, void *user)
{
    uint64_t *build = user;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum && !*build; i++)
        if (info->dlpi_phdr[i].p_type == PT_NOTE)
            *build =
                find_build((const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr),
                           info->dlpi_phdr[i].p_memsz);
    return 1;
}

uint64_t build_id(void)
{
    uint64_t build = 0;
    dl_iterate_phdr(look, &build);
    return build;
}
