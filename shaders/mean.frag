// Adds a sample to the mean; the weight is the blend colour's.

uniform sampler2D body_color;

out vec4 color;

void main()
{
    color = texelFetch(body_color, ivec2(gl_FragCoord.xy), 0);
}
