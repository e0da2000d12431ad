// Plain, dashed, or a row of round dots.

in float v_depth;
in float v_arc;
in vec2 v_across;
in float v_facing;
flat in vec3 v_pattern;
flat in float v_px;
flat in vec4 v_color;

out vec4 color;

void main()
{
    float across = abs(v_across.x), half_px = v_across.y;
    float cover = clamp(half_px - across + 0.5, 0.0, 1.0);
    float period = v_pattern.x + v_pattern.y;
    if (v_pattern.y > 0.0 && v_px > 0.0) {
        float at = abs(mod(v_arc + 0.5 * period, period) - 0.5 * period); // from the dash's middle
        float past = max((at - 0.5 * v_pattern.x) * v_px, 0.0);
        cover = v_pattern.x > 0.0
                    ? cover * clamp(0.5 - past + 0.5, 0.0, 1.0)
                    : clamp(half_px - length(vec2(past, across)) + 0.5, 0.0, 1.0);
    }
    float shown = before_body(gl_FragCoord.xy, v_depth, 0.006) * smoothstep(-0.15, 0.15, v_facing);
    color = vec4(v_color.rgb, v_color.a * cover * mix(shown, 1.0, v_pattern.z));
}
