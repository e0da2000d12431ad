// The skin: what changes slowly over it is made ready here, the light is added up per pixel.

layout(location = 0) in vec3 position;
layout(location = 1) in vec4 normal_open;
layout(location = 2) in vec4 tint;
layout(location = 3) in float heat;

out vec3 v_normal; // in studio axes
out vec3 v_to_eye;
out vec4 v_paint; // linear; w: how open the place is, 0..1
out vec4 v_glow;  // linear light of its own; w: what the floor sends back from below

vec3 in_studio(vec3 v)
{
    return vec3(dot(v, studio[0].xyz), v.y, dot(v, studio[2].xyz));
}

void main()
{
    v_normal = in_studio(normal_open.xyz);
    v_to_eye = in_studio(eye.xyz - position);

    // warmth follows the skin, colours it and glows a little of itself
    float warm = heat * floor_.z;
    vec3 ember = to_light(vec3(0.878, 0.333, 0.169)), glow = to_light(vec3(1.0, 0.478, 0.239));
    vec3 paint = mix(to_light(albedo.rgb), to_light(tint.rgb), tint.a);
    v_paint = vec4(mix(paint, glow, 0.66 * smoothstep(0.0, 1.1, warm)), normal_open.w);
    float near_floor = exp(-5.0 * (position.y - floor_.x));
    v_glow = vec4(mix(ember, glow, warm) * warm * (image.w > 0.5 ? 0.36 : 0.18), near_floor);
    gl_Position = to_clip(position);
}
