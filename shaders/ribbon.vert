// A channel's edge: moved out in the skin's plane, never closer than can be seen.

layout(location = 0) in vec3 position;
layout(location = 1) in vec3 side;
layout(location = 2) in vec3 normal;
layout(location = 3) in vec3 along; // metres from the start, to the nearer end, waves
layout(location = 4) in vec2 width; // half: metres, least px
layout(location = 5) in float across;
layout(location = 6) in float flow;
layout(location = 7) in vec4 color;

out vec4 v_color;
out vec3 v_along;
out float v_across; // in px from the middle, as if seen straight on
out float v_half;   // px
out float v_flow;
out float v_depth;
out float v_facing;
out float v_light;

void main()
{
    float depth = -(view * vec4(position, 1.0)).z;
    float px = eye.w / max(depth, 1e-3);
    bool furrow = flow < 0.0;
    float half_px = max(width.x * px, width.y * image.z);
    // near by it grows less than the skin does, or it would hide what it lies on
    float fine = 2.5 * image.z;
    if (!furrow)
        half_px = min(half_px, fine + 0.3 * max(half_px - fine, 0.0));
    // half a pixel more on either side for the soft edge
    vec3 at = position + normal * 0.0004 + side * ((half_px + 1.0) / px);
    v_color = color;
    v_along = along;
    v_half = half_px;
    v_across = across * (half_px + 1.0);
    v_flow = flow;
    v_depth = depth;
    v_facing = dot(normal, normalize(eye.xyz - position));
    v_light = light_on(normal);
    // of a furrow: how far the lamp shines across it, toward the side that counts as right
    if (furrow)
        v_light = dot(side * across, mat3(studio[0].xyz, studio[1].xyz, studio[2].xyz) *
                                         vec3(-0.49, 0.58, 0.65));
    gl_Position = to_clip(at);
    // far round the body nothing of it shows: leave it to the clipper
    if (v_facing < -0.25 || (furrow && half_px < 0.12))
        gl_Position.z = -2.0 * abs(gl_Position.w);
}
