// The skin's light, added up per pixel; while it must be swift it comes from the vertices.

#ifdef SWIFT
in vec4 v_color;
#else
in vec3 v_normal;
in vec2 v_open;
#ifdef LAYERED
in vec3 v_paint;
in vec3 v_glow;
in float v_painted;
#endif
#endif

#ifdef OPENED
in float v_beyond;
in float v_there;
#endif

out vec4 color;

void main()
{
#ifdef OPENED
    if (v_beyond > 0.0 || v_there < 0.5)
        discard;
    // where a part is taken off one looks into what is left: as if it were full
    if (!gl_FrontFacing) {
#if defined(VEIL) || defined(SOLID)
        discard;
#else
        if (albedo.w < 0.999)
            discard;
        color = vec4(image.w > 0.5 ? vec3(0.52, 0.37, 0.33) : vec3(0.80, 0.61, 0.53), 1.0);
        return;
#endif
    }
#endif
#ifdef SWIFT
    color = v_color;
#else
    vec3 to_eye = ray[0].xyz + gl_FragCoord.x * ray[1].xyz + gl_FragCoord.y * ray[2].xyz;
#ifdef LAYERED
    vec3 paint = v_paint, glow = v_glow;
    float painted = v_painted;
#else
    vec3 paint = albedo.rgb, glow = vec3(0.0);
    float painted = 0.0;
#endif
    color = lit(normalize(v_normal), normalize(to_eye), v_open, paint, glow, painted);
    color.rgb = clamp(color.rgb + dither(gl_FragCoord.xy) * color.a, 0.0, color.a);
#endif
}
