// Matte porcelain in a soft studio: a dome of light, three large lamps that wrap round the form,
// a quiet sheen, and baked occlusion that warms as it deepens. Light is added up linearly and
// brought to the screen through a curve that leaves the middle alone and bends the top.

in vec3 v_normal;
in vec3 v_to_eye;
in float v_open;
in float v_height;
in vec4 v_tint;
in float v_heat;

out vec4 color;

struct Lamp {
    vec3 way;   // unit, towards the lamp
    vec3 light;
    vec3 wrap;  // how far it reaches round the edge, per channel: red goes farthest
};

vec3 lit(Lamp lamp, vec3 n)
{
    vec3 d = clamp((vec3(dot(n, lamp.way)) + lamp.wrap) / (1.0 + lamp.wrap), 0.0, 1.0);
    return lamp.light * d * (0.3 + 0.7 * d);
}

// many bounces between pale walls fill a hollow with warm light (Jimenez et al. 2016, fitted)
vec3 bounced(float open, vec3 paint)
{
    vec3 a = 2.0404 * paint - 0.3324, b = -4.7951 * paint + 0.6417, c = 2.7552 * paint + 0.6903;
    return max(vec3(open), ((open * a + b) * open + c) * open);
}

vec3 tone(vec3 c)
{
    const float knee = 0.62;
    vec3 over = max(c - knee, 0.0) / (1.0 - knee);
    return min(c, knee) + (1.0 - knee) * (1.0 - exp(-over));
}

void main()
{
    bool dark = image.w > 0.5;
    vec3 n = normalize(v_normal), v = normalize(v_to_eye);
    float facing = clamp(dot(n, v), 0.0, 1.0);
    float open = v_open;

    vec3 paint = to_light(albedo.rgb);
    paint = mix(paint, to_light(v_tint.rgb), v_tint.a);
    float warm = v_heat * floor_.z;
    paint = mix(paint, to_light(vec3(1.0, 0.478, 0.239)), 0.62 * smoothstep(0.0, 1.1, warm));

    Lamp key = Lamp(normalize(vec3(-0.55, 0.66, 0.56)), vec3(0.86, 0.845, 0.815), vec3(0.27, 0.245, 0.23));
    Lamp fill = Lamp(normalize(vec3(0.88, 0.08, 0.42)), vec3(0.125, 0.128, 0.134), vec3(0.50));
    Lamp back = Lamp(normalize(vec3(0.55, 0.50, -0.66)), vec3(0.22, 0.222, 0.228), vec3(0.20));
    vec3 sky = vec3(0.255, 0.26, 0.266), ground = vec3(0.150, 0.140, 0.128);
    if (dark) {
        key.light *= 0.84;
        fill.light *= 0.40;
        back.light *= 2.3;
        sky *= 0.36;
        ground *= 0.24;
    }

    vec3 dome = mix(ground, sky, 0.5 + 0.5 * n.y);
    vec3 near_floor = vec3(0.06, 0.055, 0.05) * exp(-v_height * 5.0) * max(-n.y, 0.0);
    vec3 hollow = bounced(open, paint);
    // a lamp is smaller than the dome: it is lost a little later in a hollow, then faster
    float shade = smoothstep(0.0, 0.85, open);
    vec3 light = (dome + near_floor) * hollow + lit(key, n) * mix(hollow, vec3(shade), 0.6) +
                 lit(fill, n) * hollow + lit(back, n) * hollow;
    vec3 c = paint * light;

    // the sheen of unglazed porcelain, broad and faint, and the edge that catches the room
    vec3 h = normalize(key.way + v);
    float gloss = pow(max(dot(n, h), 0.0), 22.0) * 0.055;
    float edge = pow(1.0 - facing, 4.0);
    float rim = edge * smoothstep(-0.5, 0.9, n.y + 0.35 * n.x) * (dark ? 0.26 : 0.04);
    c += (gloss * key.light + rim) * shade;
    // the form turns a little darker before its edge, so that it stands off a pale ground
    c *= 1.0 - (dark ? 0.12 : 0.22) * pow(1.0 - facing, 2.2);

    // warmth from within: it follows the skin and glows a little of itself
    vec3 ember = to_light(vec3(0.878, 0.333, 0.169)), glow = to_light(vec3(1.0, 0.478, 0.239));
    c += mix(ember, glow, warm) * warm * (dark ? 0.36 : 0.20) * (0.5 + 0.5 * facing);

    c = to_srgb(tone(c));
    // seen through, the skin is thin where it faces the eye and closes towards its edge
    float cover = mix(mix(albedo.w, 1.0, pow(1.0 - facing, 1.6) * 0.75), 1.0, step(0.999, albedo.w));
    c = clamp(c + dither(gl_FragCoord.xy), 0.0, 1.0);
    color = vec4(c * cover, cover);
}
