// A stroke that was laid out in pixels already.

layout(location = 0) in vec2 pixel;
layout(location = 1) in float depth;
layout(location = 2) in float arc;
layout(location = 3) in vec2 across;  // px from the middle, half width
layout(location = 4) in vec3 pattern; // dash, gap in metres; share that shows where hidden
layout(location = 5) in float facing;
layout(location = 6) in float px;     // per metre along the line
layout(location = 7) in vec4 color;

out float v_depth;
out float v_arc;
out vec2 v_across;
out float v_facing;
flat out vec3 v_pattern;
flat out float v_px;
flat out vec4 v_color;

void main()
{
    v_depth = depth;
    v_arc = arc;
    v_across = across;
    v_facing = facing;
    v_pattern = pattern;
    v_px = px;
    v_color = color;
    gl_Position = vec4(pixel / image.xy * 2.0 - 1.0, 0.0, 1.0);
}
