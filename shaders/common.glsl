// What every shader knows. `Frame` is laid out as struct frame_block in src/render/frame_block.h.

layout(std140) uniform Frame {
    mat4 view;
    mat4 projection;
    vec4 eye;         // xyz; w: pixels that a metre covers at depth 1
    vec4 image;       // width, height, image pixels per design pixel, 1 = dark theme
    vec4 depth_map;   // linear depth = x / (2 d - 1 + y); zw: the image's size at the body's scale
    vec4 ray[3];      // towards the eye, in studio axes: ray[0] + x ray[1] + y ray[2]
    vec4 studio[3];   // the light's axes in the world: right, up, back
    vec4 inner;       // the gradient; w: its centre x
    vec4 outer;       // w: its centre y
    vec4 albedo;      // of the body, linear; w: its alpha
    vec4 floor_;      // y, strength of the shadow, heat strength
    vec4 shadow_rect; // x, z of the shadow grid's corner; its width and depth
    vec4 body_box;    // the body's part of that: left, bottom, right, top; its layer holds no more
    vec4 phase;       // flow, halo
    vec4 plane;       // what has xyz . place > w is cut away
};

const float TAU = 6.28318531;

vec3 to_light(vec3 c)
{
    return mix(c / 12.92, pow((c + 0.055) / 1.055, vec3(2.4)), step(0.04045, c));
}

// noise of one step of an 8-bit channel either way, so that a gradient shows no bands
vec3 dither(vec2 pixel)
{
    uvec2 q = uvec2(ivec2(pixel));
    uint h = (q.x * 1597334677u) ^ (q.y * 3812015801u);
    h = (h ^ (h >> 15)) * 2246822519u;
    h ^= h >> 13;
    return vec3((float(h & 0xFFFFu) + float(h >> 16)) / 65535.0 - 1.0) / 255.0;
}

vec4 to_clip(vec3 world)
{
    return projection * (view * vec4(world, 1.0));
}

uniform sampler2D body_depth; // of the layers that lie over the body

// metres from the eye's plane to the body at a pixel of the image; very far where there is none
float body_at(vec2 pixel)
{
    vec2 at = pixel / image.xy * depth_map.zw;
    if (any(lessThan(at, body_box.xy)) || any(greaterThanEqual(at, body_box.zw)))
        return 1e6;
    float d = texelFetch(body_depth, ivec2(at - body_box.xy), 0).r;
    return d >= 1.0 ? 1e6 : depth_map.x / (2.0 * d - 1.0 + depth_map.y);
}

// how much of something at this depth shows: 1 before the skin, 0 farther than `slack` behind it
float before_body(vec2 pixel, float depth, float slack)
{
    return 1.0 - smoothstep(slack, 2.0 * slack, depth - body_at(pixel));
}

vec2 to_pixel(vec4 clip)
{
    return (clip.xy / clip.w * 0.5 + 0.5) * image.xy;
}

// toward the key lamp, which turns with the eye (src/render/needles.c has it too)
vec3 key_lamp()
{
    return mat3(studio[0].xyz, studio[1].xyz, studio[2].xyz) * vec3(-0.49, 0.58, 0.65);
}

// a flat overlay takes a little of the key lamp's light from the skin that it lies on
float light_on(vec3 n)
{
    return 0.80 + 0.20 * dot(n, key_lamp());
}
