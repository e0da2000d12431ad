// A cylinder so thin that a quad turned to the eye stands for it; its roundness is painted.
// Its shadow is a quad in the skin's plane instead, broader the farther it falls.

layout(location = 0) in vec3 from;
layout(location = 1) in vec3 to;
layout(location = 2) in vec2 radius; // metres, least px
layout(location = 3) in float kind;  // 0 in the body, 1 shaft, 2 handle, 3 ring, 4 shadow; of a lamp
                                     // 5 stem, 6 shade, 7 beam
layout(location = 4) in vec4 color;

out vec2 v_at;    // px: across from the axis, along from the near end
out float v_depth;
out float v_half;     // px: of a shade or a beam here
flat out float v_tilt; // how far the mouth of a shade faces the eye
flat out float v_radius;
flat out float v_length; // px
flat out float v_span;   // metres
flat out float v_kind;
flat out vec4 v_color;
flat out vec3 v_axis;
flat out vec3 v_side;

void main()
{
    vec4 a = to_clip(from), b = to_clip(to);
    vec2 pa = to_pixel(a), pb = to_pixel(b);
    vec2 way = pb - pa;
    float span = length(way);
    way = span > 0.01 ? way / span : vec2(0.0, 1.0);
    vec2 side = vec2(way.y, -way.x);

    bool end = gl_VertexID > 1;
    vec4 clip = end ? b : a;
    float px = eye.w / max(clip.w, 1e-3);
    float r = max(radius.x * px, radius.y * image.z);
    // room for the dark edge, or for what a shadow spreads
    float room = kind > 3.5 ? r + 2.0 : 1.0 + image.z;
    // a beam spreads; of a shade the mouth may be seen past its top
    if (kind > 6.5 && end)
        r *= 1.9;
    v_half = r;
    vec3 axis = normalize(to - from);
    v_tilt = dot(axis, normalize(eye.xyz - to));
    float across = (gl_VertexID & 1) == 0 ? -1.0 : 1.0;
    float cap = kind > 5.5 ? r * abs(v_tilt) + 2.0 : kind > 1.5 ? r + room : 0.0;
    vec2 pixel = (end ? pb : pa) + side * across * (r + room) + way * (end ? 1.0 + cap : -cap);
    v_at = vec2(across * (r + room), (end ? span + 1.0 + cap : -cap));
    v_depth = clip.w;
    v_radius = max(radius.x * eye.w / max(0.5 * (a.w + b.w), 1e-3), radius.y * image.z);
    v_length = span;
    v_span = length(to - from);
    v_kind = kind;
    v_color = color;
    v_axis = axis;
    v_side = normalize(cross(v_axis, eye.xyz - from) + vec3(1e-6));
    bool behind = min(a.w, b.w) < 0.005;
    gl_Position = behind ? vec4(0.0, 0.0, 2.0, 1.0)
                         : vec4((pixel / image.xy * 2.0 - 1.0) * clip.w, 0.0, clip.w);
}
