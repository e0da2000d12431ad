/* no_graphics.c - the same program without a graphics driver, for what its hands and its
 * logic do: a window of SDL's that has no GL, GL functions that answer and draw nothing,
 * and no painting of what Dear ImGui has laid out. Panels, widgets, texts, picking and
 * the scene are made as ever; the picture is black.
 *
 * Linked into a test beside the program, these functions take the place of the driver's.
 */
#include "no_graphics.h"

#include <dlfcn.h>
#include <string.h>

#include <SDL.h>
#include <glad/gl.h>

#include "drive.h"

struct no_graphics no_graphics;

const bool drive_has_graphics = false;

// ---------------------------------------------------------------- SDL

SDL_Window *SDL_CreateWindow(const char *title, int x, int y, int w, int h, Uint32 flags)
{
    SDL_Window *(*create)(const char *, int, int, int, int, Uint32);
    *(void **)&create = dlsym(RTLD_NEXT, "SDL_CreateWindow");
    return create(title, x, y, w, h, flags & ~(Uint32)SDL_WINDOW_OPENGL);
}

static SDL_Window *current;

SDL_GLContext SDL_GL_CreateContext(SDL_Window *window)
{
    if (no_graphics.gone)
        return NULL;
    no_graphics.contexts++;
    no_graphics.reset = false;
    return current = window;
}

void SDL_GL_DeleteContext(SDL_GLContext context)
{
    current = current == context ? NULL : current;
}

SDL_Window *SDL_GL_GetCurrentWindow(void)
{
    return current;
}

int SDL_GL_SetSwapInterval(int interval)
{
    (void)interval;
    return 0;
}

void SDL_GL_SwapWindow(SDL_Window *window)
{
    (void)window;
}

// ---------------------------------------------------------------- GL

/* arguments beyond those named are the caller's to clear away: every ABI that SDL runs on
 * with a GL of its own leaves them to it */
static GLuint nothing(void)
{
    return 0;
}

static const GLubyte *get_string(GLenum name)
{
    const char *driver = no_graphics.card ? "nothing" : "Software nothing";
    return (const GLubyte *)(name == GL_VERSION ? "3.3 nothing" : driver);
}

static const GLubyte *get_string_i(GLenum name, GLuint i)
{
    (void)name;
    (void)i;
    return (const GLubyte *)"GL_ARB_robustness";
}

static void get_integer(GLenum name, GLint *value)
{
    *value = name == GL_MAX_TEXTURE_SIZE || name == GL_MAX_RENDERBUFFER_SIZE ? 16384
             : name == GL_MAX_SAMPLES                                        ? 4
             : name == GL_NUM_EXTENSIONS /* the loader wants one */          ? 1
                                                                             : 0;
}

static void make_names(GLsizei n, GLuint *names)
{
    for (GLsizei i = 0; i < n; i++)
        names[i] = 1;
}

static GLuint make_one(void)
{
    return 1;
}

static void get_status(GLuint name, GLenum what, GLint *value)
{
    (void)name;
    *value = what == GL_COMPILE_STATUS && no_graphics.broken ? GL_FALSE : GL_TRUE;
}

static bool multisampled;

static void renderbuffer_storage(GLenum target, GLsizei samples, GLenum format, GLsizei w,
                                 GLsizei h)
{
    (void)target;
    (void)format;
    (void)w;
    (void)h;
    multisampled = samples > 1;
}

static GLenum framebuffer_status(GLenum target)
{
    (void)target;
    bool lacks = no_graphics.no_room && (!no_graphics.card || multisampled);
    multisampled = false;
    return lacks ? GL_FRAMEBUFFER_UNSUPPORTED : GL_FRAMEBUFFER_COMPLETE;
}

static GLenum get_error(void)
{
    return no_graphics.no_memory ? GL_OUT_OF_MEMORY : GL_NO_ERROR;
}

static GLenum reset_status(void)
{
    enum { UNKNOWN_CONTEXT_RESET = 0x8255 };
    return no_graphics.reset ? UNKNOWN_CONTEXT_RESET : GL_NO_ERROR;
}

static void read_pixels(GLint x, GLint y, GLsizei width, GLsizei height, GLenum format,
                        GLenum type, void *pixels)
{
    (void)x;
    (void)y;
    (void)type;
    memset(pixels, 0, (size_t)width * (size_t)height * (format == GL_RGBA ? 4 : 1));
}

static const struct {
    const char *name;
    void (*function)(void);
} ANSWERS[] = {
    {"glGetString", (void (*)(void))get_string},
    {"glGetStringi", (void (*)(void))get_string_i},
    {"glGetIntegerv", (void (*)(void))get_integer},
    {"glGenBuffers", (void (*)(void))make_names},
    {"glGenTextures", (void (*)(void))make_names},
    {"glGenFramebuffers", (void (*)(void))make_names},
    {"glGenRenderbuffers", (void (*)(void))make_names},
    {"glGenVertexArrays", (void (*)(void))make_names},
    {"glCreateShader", (void (*)(void))make_one},
    {"glCreateProgram", (void (*)(void))make_one},
    {"glGetShaderiv", (void (*)(void))get_status},
    {"glGetProgramiv", (void (*)(void))get_status},
    {"glGetError", (void (*)(void))get_error},
    {"glGetGraphicsResetStatusARB", (void (*)(void))reset_status},
    {"glRenderbufferStorageMultisample", (void (*)(void))renderbuffer_storage},
    {"glCheckFramebufferStatus", (void (*)(void))framebuffer_status},
    {"glReadPixels", (void (*)(void))read_pixels},
};

void *SDL_GL_GetProcAddress(const char *name)
{
    void (*found)(void) = (void (*)(void))nothing;
    for (size_t i = 0; i < sizeof ANSWERS / sizeof *ANSWERS; i++)
        if (strcmp(ANSWERS[i].name, name) == 0)
            found = ANSWERS[i].function;
    void *address;
    memcpy(&address, &found, sizeof address);
    return address;
}
