/* readers_data.c - the readers of deqi's own data, one file of them at a time. */
#include "catalog/catalog.h"
#include "catalog/structures.h"
#include "readers.h"
#include "study/questions.h"
#include "study/tours.h"
#include "text/text.h"

const char *const CATALOGUE_FILES[] = {
    "assets/anatomy/categories.json", "assets/anatomy/channels.json",
    "assets/anatomy/depths.json",     "assets/anatomy/landmarks.json",
    "assets/anatomy/measures.json",   "assets/anatomy/parts.json",
    "assets/anatomy/regions.json",    "assets/anatomy/reviews.json",
    "assets/points/CV.json",          "assets/points/PC.json",
    "assets/points/EX.json",          NULL};
const char *const STRUCTURE_FILES[] = {"assets/anatomy/structures.json",
                                       "assets/anatomy/structure_notes.json", NULL};
const char *const TOUR_FILES[] = {"assets/tours/foot.json", "assets/tours/article.json",
                                  "assets/tours/channels.json",
                                  "assets/tours/questions.json", NULL};

/* the data folder with the rest of the input in the place of the file that its first byte
 * names */
static const char *placed(const char *const *files, const uint8_t *data, size_t size)
{
    int n = 0;
    while (files[n])
        n++;
    return reader_data(files[data[0] % n], data + 1, size - 1);
}

void read_catalogue(const uint8_t *data, size_t size)
{
    struct error error;
    struct catalog *catalog =
        size ? catalog_load(placed(CATALOGUE_FILES, data, size), &error) : NULL;
    catalog_destroy(&catalog);
}

void read_structures(const uint8_t *data, size_t size)
{
    struct error error;
    struct structures *structures =
        size ? structures_load(placed(STRUCTURE_FILES, data, size), &error) : NULL;
    structures_destroy(&structures);
}

void read_tours(const uint8_t *data, size_t size)
{
    static struct catalog *catalog; // as shipped
    struct error error;
    if (!size)
        return;
    const char *root = placed(TOUR_FILES, data, size);
    catalog = catalog ? catalog : catalog_load(DEQI_SOURCE_DIR, &error);
    struct tours *tours = tours_load(root, catalog, &error);
    tours_destroy(&tours);
    struct questions *questions = questions_load(root, catalog, &error);
    questions_destroy(&questions);
}

static void look(const char *id, const char *text, void *user)
{
    struct message m = {
        .id = id,
        .arg = {{.name = "point", .text = "KI3"}, {.name = "min", .number = 1}}};
    char out[200];
    (void)text;
    text_format(user, &m, out, sizeof out);
}

void read_texts(const uint8_t *data, size_t size)
{
    struct error error;
    struct texts *texts =
        texts_load(reader_data("assets/text/xx.json", data, size), "xx", &error);
    if (texts)
        texts_each(texts, look, texts);
    texts_destroy(&texts);
}
