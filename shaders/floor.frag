// A tight shadow where the soles touch and a wide faint one under the whole body.

uniform sampler2D shadow; // r: touching, g: wide

in vec2 uv;

out vec4 color;

void main()
{
    vec2 s = texture(shadow, uv).rg;
    float above = smoothstep(0.0, 0.12, (eye.y - floor_.x) / max(length(eye.xyz), 0.5) + 0.02);
    float edge = smoothstep(0.0, 0.12, min(min(uv.x, 1.0 - uv.x), min(uv.y, 1.0 - uv.y)));
    float cover = (1.0 - (1.0 - 0.55 * s.r) * (1.0 - 0.34 * s.g)) * floor_.y * above * edge;
    vec3 ink = image.w > 0.5 ? vec3(0.0) : vec3(0.16, 0.13, 0.11);
    color = vec4(ink, clamp(cover + dither(gl_FragCoord.xy).x, 0.0, 1.0));
}
