// The body's box on the screen, as one quad.

uniform sampler2D body_color;

out vec2 uv;          // in the body's layer
flat out vec4 uv_box; // beyond it lies what another view left there

void main()
{
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec2 box = body_box.zw - body_box.xy, room = vec2(textureSize(body_color, 0));
    uv = corner * box / room;
    uv_box = vec4(vec2(0.5), max(box - 0.5, vec2(0.5))) / room.xyxy;
    vec2 at = mix(body_box.xy, body_box.zw, corner) / depth_map.zw;
    gl_Position = vec4(at * 2.0 - 1.0, 0.0, 1.0);
}
