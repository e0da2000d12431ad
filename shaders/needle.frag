// Polished steel: dark at the sides, a bright line where the lamps mirror. The handle is wound
// wire. What is in the body is seen only where the skin is drawn thin.

in vec2 v_at;
in float v_depth;
in float v_metres;
flat in float v_radius;
flat in float v_length;
flat in float v_span; // metres
flat in float v_kind;
flat in vec4 v_color;
flat in vec3 v_axis;
flat in vec3 v_side;

out vec4 color;

void main()
{
    float x = v_at.x / v_radius;
    float cover = clamp(v_radius - abs(v_at.x) + 0.5, 0.0, 1.0);
    if (v_kind > 1.5) {
        // rounded ends
        float past = max(max(-v_at.y, v_at.y - v_length), 0.0);
        cover = clamp(v_radius - length(vec2(v_at.x, past)) + 0.5, 0.0, 1.0);
    }
    if (v_kind < 0.5)
        cover *= smoothstep(0.0, 6.0 * v_radius, v_at.y + v_radius); // the tip

    float seen = before_body(gl_FragCoord.xy, v_depth, 0.0015);
    float through = (1.0 - albedo.w) * 0.9;
    cover *= mix(through, 1.0, v_kind < 0.5 ? 0.0 : seen);

    // too thin to show its roundness, it is as bright as its middle
    x = clamp(x, -1.0, 1.0) * clamp(v_radius * 0.4, 0.0, 1.0);
    vec3 n = normalize(v_side * x + cross(v_side, v_axis) * sqrt(max(1.0 - x * x, 0.0)));
    mat3 axes = mat3(studio[0].xyz, studio[1].xyz, studio[2].xyz);
    vec3 s = n * axes;
    float bright = 0.74 + 0.20 * s.y - 0.10 * s.x - 0.42 * x * x;
    bright += 0.55 * pow(max(dot(s, normalize(vec3(-0.4, 0.65, 0.65))), 0.0), 10.0);
    if (v_kind > 1.5) {
        const float pitch = 0.0006; // metres a turn
        float turn_px = v_length * pitch / max(v_span, 1e-6);
        float drawn = smoothstep(3.0, 6.0, turn_px);
        bright *= mix(0.86, 0.66 + 0.42 * sin(3.14159 * fract(v_metres / pitch)), drawn);
    }
    vec3 c = v_color.rgb * clamp(bright, 0.0, 1.3) * (image.w > 0.5 ? 1.0 : 0.86);
    color = vec4(clamp(c, 0.0, 1.0), v_color.a * cover);
}
