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

out vec4 color;

void main()
{
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
