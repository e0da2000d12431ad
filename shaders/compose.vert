// The body's box on the screen, as one quad.

out vec2 uv; // in the body's layer, 0..1

void main()
{
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    uv = mix(body_box.xy, body_box.zw, corner) / depth_map.zw;
    gl_Position = vec4(uv * 2.0 - 1.0, 0.0, 1.0);
}
