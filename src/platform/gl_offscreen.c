#include "platform/gl_offscreen.h"

#include <stdlib.h>
#include <string.h>

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include "base/arena.h"
#include "platform/heap.h"

#define MAX_DEVICES 16

struct gl_offscreen {
    EGLDisplay display;
    EGLContext context;
};

/* whole-word search in a list of extensions */
static bool lists(const char *extensions, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = extensions; at && (at = strstr(at, name)); at += n)
        if ((at == extensions || at[-1] == ' ') && (at[n] == ' ' || at[n] == 0))
            return true;
    return false;
}

/* A current 3.3 core context on this display, or false. A display is never terminated:
 * that unloads the driver, and what the driver keeps for its whole life would be lost
 * without an owner. */
static bool open_display(struct gl_offscreen *offscreen, EGLDisplay display)
{
    static const EGLint CONTEXT[] = {EGL_CONTEXT_MAJOR_VERSION,
                                     3,
                                     EGL_CONTEXT_MINOR_VERSION,
                                     3,
                                     EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                     EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                     EGL_NONE};
    static const EGLint CONFIG[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT,
                                    EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};

    if (display == EGL_NO_DISPLAY || !eglInitialize(display, NULL, NULL))
        return false;
    const char *extensions = eglQueryString(display, EGL_EXTENSIONS);
    EGLConfig config = EGL_NO_CONFIG_KHR;
    EGLint n = 0;
    EGLContext context = EGL_NO_CONTEXT;
    if (!lists(extensions, "EGL_KHR_surfaceless_context") || !eglBindAPI(EGL_OPENGL_API))
        goto fail;
    if (!lists(extensions, "EGL_KHR_no_config_context") &&
        (!eglChooseConfig(display, CONFIG, &config, 1, &n) || n == 0))
        goto fail;
    context = eglCreateContext(display, config, EGL_NO_CONTEXT, CONTEXT);
    if (context == EGL_NO_CONTEXT ||
        !eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context))
        goto fail;
    offscreen->display = display;
    offscreen->context = context;
    return true;
fail:
    if (context != EGL_NO_CONTEXT)
        eglDestroyContext(display, context);
    return false;
}

static bool open_any(struct gl_offscreen *offscreen)
{
    const char *client = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
    PFNEGLGETPLATFORMDISPLAYEXTPROC get_display =
        (PFNEGLGETPLATFORMDISPLAYEXTPROC)eglGetProcAddress("eglGetPlatformDisplayEXT");
    if (!get_display || !lists(client, "EGL_EXT_platform_base"))
        return false;
    if (lists(client, "EGL_MESA_platform_surfaceless") &&
        open_display(offscreen, get_display(EGL_PLATFORM_SURFACELESS_MESA,
                                            EGL_DEFAULT_DISPLAY, NULL)))
        return true;

    PFNEGLQUERYDEVICESEXTPROC query =
        (PFNEGLQUERYDEVICESEXTPROC)eglGetProcAddress("eglQueryDevicesEXT");
    EGLDeviceEXT devices[MAX_DEVICES];
    EGLint n = 0;
    if (!query || !lists(client, "EGL_EXT_platform_device") ||
        !query(MAX_DEVICES, devices, &n))
        return false;
    for (EGLint i = 0; i < n; i++)
        if (open_display(offscreen,
                         get_display(EGL_PLATFORM_DEVICE_EXT, devices[i], NULL)))
            return true;
    return false;
}

struct gl_offscreen *gl_offscreen_create(struct error *error)
{
    // what the driver would say on standard error is said once, by the caller
    setenv("EGL_LOG_LEVEL", "fatal", 0);
    heap_keep();
    struct gl_offscreen *offscreen = xcalloc(1, sizeof *offscreen);
    if (open_any(offscreen))
        return offscreen;
    free(offscreen);
    error_status_set(
        error, ERROR_NO_GRAPHICS,
        "no graphics: OpenGL 3.3 through EGL was expected and could not be had");
    return NULL;
}

void gl_offscreen_destroy(struct gl_offscreen **offscreen)
{
    if (!*offscreen)
        return;
    EGLDisplay display = (*offscreen)->display;
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    eglDestroyContext(display, (*offscreen)->context);
    eglReleaseThread();
    free(*offscreen);
    *offscreen = NULL;
}

void (*gl_offscreen_getproc(const char *name))(void)
{
    return eglGetProcAddress(name);
}
