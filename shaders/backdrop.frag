// A quiet gradient, from the lit middle to the corners.

in vec2 uv;

out vec4 color;

void main()
{
    vec2 centre = vec2(inner.w, 1.0 - outer.w);
    vec2 aspect = vec2(image.x / image.y, 1.0);
    vec2 far = max(centre, 1.0 - centre) * aspect;
    float r = length((uv - centre) * aspect) / length(far);
    float t = r * r * (3.0 - 2.0 * r);
    color = vec4(mix(inner.rgb, outer.rgb, clamp(mix(r, t, 0.6), 0.0, 1.0)) + dither(gl_FragCoord.xy), 1.0);
}
