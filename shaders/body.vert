// The skin: what changes slowly over it is made ready here, the light is added up per pixel.
// LAYERED: it carries tint or warmth.

layout(location = 0) in vec3 position;
layout(location = 1) in vec4 normal_open;
layout(location = 2) in vec4 tint;
layout(location = 3) in float heat;

out vec3 v_normal; // in studio axes
out vec2 v_open;   // how open the place is, 0..1; what the floor sends back from below
#ifdef LAYERED
out vec3 v_paint; // linear
out vec3 v_glow;  // linear light of its own
#endif

void main()
{
    vec3 n = normal_open.xyz;
    v_normal = vec3(dot(n, studio[0].xyz), dot(n, studio[1].xyz), dot(n, studio[2].xyz));
    v_open = vec2(normal_open.w, exp(-5.0 * (position.y - floor_.x)));
#ifdef LAYERED
    // warmth follows the skin, colours it and glows a little of itself
    float warm = heat * floor_.z;
    vec3 ember = to_light(vec3(0.878, 0.333, 0.169)), glow = to_light(vec3(1.0, 0.478, 0.239));
    vec3 paint = mix(to_light(albedo.rgb), to_light(tint.rgb), tint.a);
    v_paint = mix(paint, glow, 0.66 * smoothstep(0.0, 1.1, warm));
    v_glow = mix(ember, glow, warm) * warm * (image.w > 0.5 ? 0.36 : 0.18);
#endif
    gl_Position = to_clip(position);
}
