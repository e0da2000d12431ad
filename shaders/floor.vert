// The patch of floor around the feet that their shadow falls on.

out vec2 uv;

void main()
{
    uv = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec2 at = shadow_rect.xy + uv * shadow_rect.zw;
    gl_Position = to_clip(vec3(at.x, floor_.x, at.y));
}
