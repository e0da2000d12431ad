// A point on the skin: a quad large enough for its halo, leaning half way from the skin's plane
// towards the eye, and as visible as the skin around it.

layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in float shape;
layout(location = 3) in vec4 color;
layout(location = 4) in vec4 rim;
layout(location = 5) in vec3 radius; // metres, least px, most px
layout(location = 6) in vec2 halo;   // strength, share that shows where hidden

out vec2 v_at;       // px from the middle, as if seen straight on
flat out float v_radius; // px
flat out vec4 v_color;
flat out vec4 v_rim;
flat out float v_shape;
flat out float v_halo;
flat out float v_light;

const float REACH = 2.7; // the halo's, in radii

// The disc fades as a whole: some places around it are asked whether a limb stands before them.
float seen(vec2 centre, float depth, float r)
{
    float sum = before_body(centre, depth, 0.006) * 2.0;
    for (int i = 0; i < 8; i++) {
        vec2 at = centre + r * vec2(cos(TAU * float(i) / 8.0), sin(TAU * float(i) / 8.0));
        sum += before_body(at, depth, 0.006 + r * 0.5 * depth / eye.w);
    }
    return sum / 10.0;
}

void main()
{
    vec3 to_eye = normalize(eye.xyz - position);
    float facing = dot(normal, to_eye);
    float depth = -(view * vec4(position, 1.0)).z;
    float px = eye.w / max(depth, 1e-3);
    float r = max(radius.x * px, radius.y * image.z);
    if (radius.z > 0.0)
        r = min(r, max(radius.z, radius.y) * image.z);

    vec3 lean = normalize(mix(normal, to_eye, 0.45));
    vec3 right = normalize(cross(abs(lean.y) < 0.99 ? vec3(0.0, 1.0, 0.0) : vec3(1.0, 0.0, 0.0), lean));
    vec3 up = cross(lean, right);
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    float extent = r * (halo.x > 0.0 ? REACH : 1.35) + 1.5 * image.z;
    vec3 at = position + normal * 0.0005 + (right * corner.x + up * corner.y) * (extent / px);

    float visible = smoothstep(-0.02, 0.16, facing) * seen(to_pixel(to_clip(position)), depth, r);
    visible = mix(visible, 1.0, halo.y);
    v_at = corner * extent;
    v_radius = r;
    v_color = vec4(color.rgb, color.a * visible);
    v_rim = vec4(rim.rgb, rim.a);
    v_shape = shape;
    v_halo = halo.x;
    v_light = light_on(normal);
    gl_Position = visible * color.a > 0.002 ? to_clip(at) : vec4(0.0, 0.0, 2.0, 1.0);
}
