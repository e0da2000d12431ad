// The skin: everything that changes slowly over it is made ready here, light is done per pixel.

layout(location = 0) in vec3 position;
layout(location = 1) in vec4 normal_open;
layout(location = 2) in vec4 tint;
layout(location = 3) in float heat;

out vec3 v_normal; // in studio axes
out vec3 v_to_eye;
out float v_open;
out float v_height;
out vec4 v_tint;
out float v_heat;

vec3 in_studio(vec3 v)
{
    return vec3(dot(v, studio[0].xyz), v.y, dot(v, studio[2].xyz));
}

void main()
{
    v_normal = in_studio(normal_open.xyz);
    v_to_eye = in_studio(eye.xyz - position);
    v_open = normal_open.w;
    v_height = position.y - floor_.x;
    v_tint = tint;
    v_heat = heat;
    gl_Position = to_clip(position);
}
