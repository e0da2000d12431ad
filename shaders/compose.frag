// Lays the body over what is behind it. Both are premultiplied by their cover.

uniform sampler2D body_color;

in vec2 uv;
flat in vec4 uv_box;

out vec4 color;

void main()
{
    color = texture(body_color, clamp(uv, uv_box.xy, uv_box.zw));
}
