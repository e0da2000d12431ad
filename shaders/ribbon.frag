// A line of one strength with a soft edge: blended with the skin under it here, not by the
// picture, so that it is no stronger where it lies over itself. A slow wave of light runs
// along its middle; it fades where the skin turns away and where another limb comes before.

uniform sampler2D body_color; // premultiplied by its cover
uniform float casing;

in vec4 v_color;
in vec3 v_along;
in vec3 v_at;
in float v_half;
flat in vec3 v_look;
in float v_depth;
in float v_facing;
in float v_light;

out vec4 color;

// A fold: dark where it is deep, one wall in the lamp's light and the other out of it. It is
// shallow toward its ends, and fades before it would be finer than a pixel.
vec4 furrow(float cover)
{
    float u = clamp(v_at.y / max(v_half, 1e-3), -1.0, 1.0), open = 1.0 - u * u;
    float deep = -v_look.x * smoothstep(0.0, 0.004, v_along.y);
    float wall = 2.6 * u * open * v_light;
    float light = deep * (-0.46 * open * open - 0.22 * wall);
    light *= clamp(v_half / 0.6, 0.0, 1.0);
    vec3 c = light < 0.0 ? vec3(0.215, 0.150, 0.120) : vec3(1.0, 0.985, 0.96);
    return vec4(c, abs(light) * cover);
}

vec4 body_under(vec2 pixel)
{
    vec2 at = pixel / image.xy * depth_map.zw;
    if (any(lessThan(at, body_box.xy)) || any(greaterThanEqual(at, body_box.zw)))
        return vec4(0.0);
    return texelFetch(body_color, ivec2(at - body_box.xy), 0);
}

// its luminance as a projector shows it that lifts black by 35 %
float lifted(vec3 c)
{
    return dot(to_light(0.35 + 0.65 * c), vec3(0.2126, 0.7152, 0.0722)) + 0.05;
}

// as dark as the contrast to the skin wants it
vec3 told_from(vec3 c, vec3 skin, float contrast)
{
    float most = lifted(skin) / contrast, low = 0.0, high = 1.0;
    if (lifted(c) <= most)
        return c;
    for (int i = 0; i < 5; i++) {
        float middle = 0.5 * (low + high);
        if (lifted(c * middle) > most)
            high = middle;
        else
            low = middle;
    }
    return c * low;
}

void main()
{
    float past = max(max(-v_at.x, v_at.x - v_at.z), 0.0);
    // one pixel of the screen, measured across: wider where it is seen at a slant
    float soft = max(fwidth(v_at.y), 1e-3);
    float edge = v_half + casing * v_look.y;
    float cover = clamp((edge - length(vec2(past, v_at.y))) / soft + 0.5, 0.0, 1.0);
    float alpha = (v_look.x < 0.0 ? 1.0 : v_color.a) * smoothstep(0.02, 0.22, v_facing);
    float slack = 0.0025 + 0.0015 * v_depth / max(v_facing, 0.2);
    alpha *= before_body(gl_FragCoord.xy, v_depth, slack);
    alpha *= smoothstep(0.0, 0.006, v_along.y);
    if (alpha * cover < 0.004 || (casing > 0.0 && v_look.y <= 0.0))
        discard;

    if (v_look.x < 0.0) {
        // blended with what is under it: no stretch may lie over the next
        color = past > 0.0 ? vec4(0.0) : furrow(cover * alpha);
        return;
    }
    vec4 under = body_under(gl_FragCoord.xy);
    vec3 c = vec3(0.98, 0.975, 0.96);
    if (casing > 0.0) {
        alpha *= 0.92;
    } else {
        c = v_color.rgb * v_light;
        // its edges carry, its middle keeps the hue where the skin lies in shadow
        float middle = 1.0 - smoothstep(0.1, 0.5, abs(v_at.y) / max(v_half, 1e-3));
        bool chosen = v_look.z > 3.0;
        if (v_look.z > 0.0 && (chosen || under.a > 0.5)) {
            // past the silhouette a chosen line's edges are as in shadow
            vec3 skin = under.a > 0.5 ? under.rgb / under.a : vec3(0.0);
            vec3 edge = told_from(c, skin, v_look.z);
            c = mix(edge, chosen ? c : edge, middle);
        }
        float wave = 0.5 + 0.5 * cos(TAU * (v_along.z - phase.x));
        c = mix(c, vec3(1.0), v_look.x * 0.7 * middle * wave * wave * wave);
    }
    float shown = alpha + under.a * (1.0 - alpha);
    color = vec4((c * alpha + under.rgb * (1.0 - alpha)) / max(shown, 1e-4), cover * shown);
}
