// The body's box on the screen, as one quad.

uniform sampler2D body_color;

out vec2 uv; // in the body's layer

void main()
{
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    uv = corner * (body_box.zw - body_box.xy) / vec2(textureSize(body_color, 0));
    vec2 at = mix(body_box.xy, body_box.zw, corner) / depth_map.zw;
    gl_Position = vec4(at * 2.0 - 1.0, 0.0, 1.0);
}
