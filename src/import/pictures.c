#include "import/pictures.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "import/base64.h"
#include "import/beside.h"
#include "import/notes.h"

/* a model of more is no body; the rest stay without */
enum { PICTURES_MAX = 256 };
/* pixels of all pictures together, four bytes each */
static const size_t PIXELS_MAX = (size_t)256 << 20;

struct picture {
    const char *name; /* of a file, in the arena; NULL for bytes */
    const void *data;
    struct image image; /* rgba NULL = could not be read */
};

struct pictures {
    const char *model;
    char *notes;
    size_t notes_size, pixels;
    struct arena *arena;
    int count;
    struct picture picture[PICTURES_MAX];
};

struct pictures *pictures_create(const char *model, char *notes, size_t size)
{
    struct pictures *p = xcalloc(1, sizeof *p);
    *p = (struct pictures){
        .model = model, .notes = notes, .notes_size = size, .arena = arena_create()};
    return p;
}

void pictures_destroy(struct pictures **pictures)
{
    if (!*pictures)
        return;
    for (int i = 0; i < (*pictures)->count; i++)
        image_free(&(*pictures)->picture[i].image);
    arena_destroy(&(*pictures)->arena);
    free(*pictures);
    *pictures = NULL;
}

static const struct image *image_of(const struct picture *picture)
{
    return picture->image.rgba ? &picture->image : NULL;
}

/* takes the picture in, or says why there is none */
static const struct image *add(struct pictures *p, const char *name, const void *data,
                               struct image *image, const char *why)
{
    if (p->count == PICTURES_MAX) {
        image_free(image);
        return NULL;
    }
    if (image->rgba) {
        p->pixels += (size_t)image->width * (size_t)image->height;
        if (p->pixels > PIXELS_MAX) {
            image_free(image);
            why = "is more than all its pictures together may have";
        }
    }
    if (!image->rgba)
        notes_add(p->notes, p->notes_size, "without the picture %.80s: %.160s",
                  name ? name : "that it carries", why);
    struct picture *picture = &p->picture[p->count++];
    picture->name = name ? arena_strdup(p->arena, name) : NULL;
    picture->data = data;
    picture->image = *image;
    return image_of(picture);
}

const struct image *pictures_file(struct pictures *p, const char *name)
{
    for (int i = 0; i < p->count; i++)
        if (p->picture[i].name && !strcmp(p->picture[i].name, name))
            return image_of(&p->picture[i]);
    struct image image = {0};
    struct error error = {.text = "no such file"};
    char path[1024];
    if (!strncmp(name, "data:", 5) && strchr(name, ',')) {
        size_t size;
        uint8_t *data = base64_decode(strchr(name, ',') + 1, p->arena, &size);
        image_decode(data, size, "data", &image, &error);
        name = "in data:";
    } else if (beside_find(p->model, name, path, sizeof path)) {
        image_load(path, &image, &error);
    }
    return add(p, name, NULL, &image, error.text);
}

const struct image *pictures_bytes(struct pictures *p, const void *data, size_t size)
{
    for (int i = 0; i < p->count; i++)
        if (p->picture[i].data && p->picture[i].data == data)
            return image_of(&p->picture[i]);
    struct image image;
    struct error error = {0};
    image_decode(data, size, "picture", &image, &error);
    return add(p, NULL, data, &image, error.text);
}
