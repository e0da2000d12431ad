// A stretch of a channel with a round end about either of its places, lying on the skin and
// leaning towards the eye, so that it is as wide where the skin turns away.

layout(location = 0) in vec3 position;
layout(location = 1) in vec3 way; // from the first place to the second, unit
layout(location = 2) in vec3 normal;
layout(location = 3) in vec3 along; // metres from the start, to the nearer end, waves
layout(location = 4) in vec2 width; // half: metres, least px
layout(location = 5) in vec3 look;  // flow, casing in px, contrast
layout(location = 6) in float length_m;
layout(location = 7) in vec2 corner; // -1 first place, 1 second; -1 or 1 across
layout(location = 8) in vec4 color;

out vec4 v_color;
out vec3 v_along;
out vec3 v_at; // px from the first place along, across; between the places
out float v_half; // px
flat out vec3 v_look;
out float v_depth;
out float v_facing;
out float v_light;

void main()
{
    float depth = -(view * vec4(position, 1.0)).z;
    float px = eye.w / max(depth, 1e-3);
    bool furrow = look.x < 0.0;
    float half_px = max(width.x * px, width.y * image.z);
    // near by it grows less than the skin does, or it would hide what it lies on
    float fine = 2.5 * image.z;
    if (!furrow)
        half_px = min(half_px, fine + 0.3 * max(half_px - fine, 0.0));
    // a pixel more all round for the soft edge
    float room = half_px + look.y * image.z + 1.0;
    vec3 to_eye = normalize(eye.xyz - position);
    vec3 side = cross(way, furrow ? normal : normal + 1.2 * to_eye);
    side /= max(length(side), 1e-4);
    vec3 at = position + normal * 0.0004 + (side * corner.y + way * corner.x) * (room / px);
    v_color = color;
    v_along = along;
    v_half = half_px;
    v_at = vec3(length_m * px * max(corner.x, 0.0) + corner.x * room, corner.y * room,
                length_m * px);
    v_look = vec3(look.x, look.y * image.z, look.z);
    v_depth = depth;
    v_facing = dot(normal, to_eye);
    v_light = light_on(normal);
    // of a furrow: how far the lamp shines across it, toward the side that counts as right
    if (furrow)
        v_light = dot(side, key_lamp());
    gl_Position = to_clip(at);
    // far round the body nothing of it shows: leave it to the clipper
    if (v_facing < -0.25 || (furrow && half_px < 0.12))
        gl_Position.z = -2.0 * abs(gl_Position.w);
}
