// Disc: filled, with a rim, on a breath of shadow. Ring: hollow. Dot: filled and plain.
// Target: a ring with a dot. Eye: a disc with a pip.

in vec2 v_at;
flat in float v_radius;
flat in vec4 v_color;
flat in vec4 v_rim;
flat in float v_shape;
flat in float v_halo;
flat in float v_light;

out vec4 color;

// lays a colour over what is there already; all straight alpha
vec4 over(vec4 below, vec3 c, float a)
{
    float alpha = a + below.a * (1.0 - a);
    return vec4((c * a + below.rgb * below.a * (1.0 - a)) / max(alpha, 1e-4), alpha);
}

void main()
{
    float d = length(v_at);
    float soft = max(fwidth(d), 1e-3);
    float inside = clamp((v_radius - d) / soft + 0.5, 0.0, 1.0);
    vec4 c = vec4(v_color.rgb, 0.0);

    if (v_halo > 0.0) {
        float breath = 0.80 + 0.20 * cos(TAU * phase.y);
        float t = clamp((d - v_radius * 0.8) / (v_radius * (1.3 + 0.5 * breath)), 0.0, 1.0);
        c = over(c, v_color.rgb, v_halo * 0.42 * breath * (1.0 - t) * (1.0 - t));
    }
    if (v_shape < 0.5) {
        float lift = length(v_at + vec2(0.0, 0.12 * v_radius)) / v_radius;
        c = over(c, vec3(0.05, 0.06, 0.06), 0.28 * (1.0 - smoothstep(0.85, 1.30, lift)) * (1.0 - inside));
        float core = v_radius * 0.70;
        float filled = clamp((core - d) / soft + 0.5, 0.0, 1.0);
        c = over(c, v_rim.rgb, inside * v_rim.a);
        vec3 dome = v_color.rgb * (1.0 + 0.16 * v_at.y / v_radius);
        c = over(c, dome, mix(inside * (1.0 - v_rim.a), 1.0, filled));
    } else if (v_shape < 1.5) {
        float band = max(v_radius * 0.24, 1.6 * image.z);
        float ring = inside * clamp((d - (v_radius - band)) / soft + 0.5, 0.0, 1.0);
        c = over(c, vec3(1.0), inside * v_rim.a * 0.55);
        c = over(c, v_color.rgb, ring);
    } else if (v_shape < 2.5) {
        c = over(c, v_color.rgb * v_light, inside);
    } else {
        // what is in stands out whichever way its needle points
        bool eye = v_shape > 3.5;
        float band = max(v_radius * 0.2, 1.5 * image.z);
        float edge = clamp((v_radius - band - d) / soft + 0.5, 0.0, 1.0);
        float pip = clamp((max(v_radius * 0.3, 1.5 * image.z) - d) / soft + 0.5, 0.0, 1.0);
        c = over(c, eye ? v_rim.rgb : v_color.rgb, inside);
        c = over(c, eye ? v_color.rgb : v_rim.rgb, edge);
        c = over(c, eye ? v_rim.rgb : v_color.rgb, pip);
    }
    color = vec4(c.rgb, c.a * v_color.a);
}
