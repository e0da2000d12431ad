// The skin: what changes slowly over it is made ready here, the light is added up per pixel, or,
// while it must be SWIFT, here as well: the mesh is so fine that it hardly shows.
// LAYERED: it carries tint or warmth. OPENED: it may end at a plane, and has holes. SOLID: never seen through;
// VEIL: always.

layout(location = 0) in vec3 position;
layout(location = 1) in vec4 normal_open;
layout(location = 2) in vec4 tint;
layout(location = 3) in float heat;
#ifdef OPENED
layout(location = 4) in float there;
#endif

#ifdef OPENED
out float v_beyond; // metres beyond the plane
out float v_there;  // at least half where the part goes on
#endif
#ifdef SWIFT
out vec4 v_color;
#else
out vec3 v_normal; // in studio axes
out vec2 v_open;   // how open the place is, 0..1; what the floor sends back from below
#ifdef LAYERED
out vec3 v_paint; // linear
out vec3 v_glow;  // linear light of its own
out float v_painted;
#endif
#endif

vec3 in_studio(vec3 world)
{
    return vec3(dot(world, studio[0].xyz), dot(world, studio[1].xyz), dot(world, studio[2].xyz));
}

void main()
{
    vec3 n = in_studio(normal_open.xyz), paint = albedo.rgb, light = vec3(0.0);
    float painted = 0.0;
    vec2 place = vec2(normal_open.w, exp(-5.0 * (position.y - floor_.x)));
#ifdef LAYERED
    painted = tint.a;
    // warmth follows the skin, colours it and glows a little of itself
    float warm = heat * floor_.z;
    vec3 ember = to_light(vec3(0.878, 0.333, 0.169)), glow = to_light(vec3(1.0, 0.478, 0.239));
    // the lamp's own light, warm in what it brightens: never a skin that is burnt red
    paint = mix(mix(paint, to_light(tint.rgb), tint.a), to_light(vec3(1.0, 0.66, 0.45)), 0.30 * warm);
    light = mix(ember, glow, warm) * warm * (image.w > 0.5 ? 0.30 : 0.13);
#endif
#ifdef SWIFT
    v_color = lit(normalize(n), normalize(in_studio(eye.xyz - position)), place, paint, light,
                  painted);
#else
    v_normal = n;
    v_open = place;
#ifdef LAYERED
    v_paint = paint;
    v_glow = light;
    v_painted = painted;
#endif
#endif
#ifdef OPENED
    v_there = there;
    v_beyond = dot(plane.xyz, position) - plane.w;
#endif
    gl_Position = to_clip(position);
}
