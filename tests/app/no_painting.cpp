/* no_painting.cpp - Dear ImGui's OpenGL part with nothing in it, see no_graphics.c. */
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include "no_graphics.h"

int no_graphics_painted;

bool ImGui_ImplOpenGL3_Init(const char *)
{
    return true;
}

void ImGui_ImplOpenGL3_Shutdown()
{
}

void ImGui_ImplOpenGL3_NewFrame()
{
}

void ImGui_ImplOpenGL3_RenderDrawData(ImDrawData *)
{
    no_graphics_painted++;
}

bool ImGui_ImplOpenGL3_CreateFontsTexture()
{
    // the atlas is made all the same: texts are measured with it
    unsigned char *pixels;
    int width, height;
    ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    return true;
}

void ImGui_ImplOpenGL3_DestroyFontsTexture()
{
}
