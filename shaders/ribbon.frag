// A ribbon of colour with a soft edge. A slow wave of light runs along it; it fades where the
// skin turns away and where another limb comes before it.

in vec4 v_color;
in vec3 v_along;
in float v_across;
in float v_half;
in float v_flow;
in float v_depth;
in float v_facing;
in float v_light;

out vec4 color;

// A fold: dark where it is deep, one wall in the lamp's light and the other out of it. It is
// shallow toward its ends, and fades before it would be finer than a pixel.
vec4 furrow(float cover)
{
    float u = clamp(v_across / max(v_half, 1e-3), -1.0, 1.0), open = 1.0 - u * u;
    float deep = -v_flow * smoothstep(0.0, 0.004, v_along.y);
    float wall = 2.6 * u * open * v_light;
    float light = deep * (-0.46 * open * open - 0.22 * wall);
    light *= clamp(v_half / 0.6, 0.0, 1.0);
    vec3 c = light < 0.0 ? vec3(0.215, 0.150, 0.120) : vec3(1.0, 0.985, 0.96);
    return vec4(c, abs(light) * cover);
}

void main()
{
    // one pixel of the screen, measured across the ribbon: wider where it is seen at a slant
    float soft = max(fwidth(v_across), 1e-3);
    float cover = clamp((v_half - abs(v_across)) / soft + 0.5, 0.0, 1.0);
    cover *= smoothstep(0.02, 0.30, v_facing);
    float slack = 0.0025 + 0.0015 * v_depth / max(v_facing, 0.2);
    cover *= before_body(gl_FragCoord.xy, v_depth, slack);
    cover *= smoothstep(0.0, 0.006, v_along.y);

    if (v_flow < 0.0) {
        color = furrow(cover);
        return;
    }
    float wave = 0.5 + 0.5 * cos(TAU * (v_along.z - phase.x));
    wave = wave * wave * wave;
    vec3 c = v_color.rgb * v_light;
    c = mix(c, mix(v_color.rgb, vec3(1.0), 0.55), v_flow * wave * 0.8);
    color = vec4(c, v_color.a * cover * mix(1.0, 0.72 + 0.28 * wave, v_flow));
}
