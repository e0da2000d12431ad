// Matte porcelain in a soft studio: a dome of light, three large lamps that wrap round the form,
// a quiet sheen, and baked occlusion that warms as it deepens. Light is added up linearly and
// brought to the screen through a curve that leaves the middle alone and bends the top.
//
// On a processor this runs some hundred thousand times an image: powers are products, and the
// curves are rational. While the view moves there, it runs once a vertex (SWIFT).

const vec3 KEY = vec3(-0.4900, 0.5800, 0.6508);
const vec3 FILL = vec3(0.8996, 0.0818, 0.4293);
const vec3 BACK = vec3(0.5531, 0.5028, -0.6637);

// many bounces between pale walls fill a hollow with warm light (Jimenez et al. 2016, fitted)
vec3 bounced(float open, vec3 paint)
{
    vec3 a = 2.0404 * paint - 0.3324, b = -4.7951 * paint + 0.6417, c = 2.7552 * paint + 0.6903;
    return max(vec3(open), ((open * a + b) * open + c) * open);
}

// linear up to the knee, then a soft shoulder that never quite reaches 1
vec3 tone(vec3 c)
{
    const float knee = 0.62;
    vec3 over = max(c - knee, 0.0) / (1.0 - knee);
    return min(c, knee) + (1.0 - knee) * (1.0 - 1.0 / (1.0 + over * (1.0 + 0.5 * over)));
}

// sRGB out, within half a step of an 8-bit channel above the deepest shadows
vec3 encode(vec3 c)
{
    vec3 s = sqrt(c), q = sqrt(s);
    return 0.662002687 * s + 0.684122060 * q - 0.323583601 * sqrt(q) - 0.0225411470 * c;
}

// The colour on the screen, premultiplied, of skin with unit normal n seen from the unit
// direction v, both in studio axes. open: how open the place is, what the floor sends back.
// painted: how much of the place is painted over; that much of a thin skin stays to be seen.
vec4 lit(vec3 n, vec3 v, vec2 place, vec3 paint, vec3 glow, float painted)
{
    bool dark = image.w > 0.5;
    float facing = clamp(dot(n, v), 0.0, 1.0);
    float open = place.x * (0.60 + 0.40 * place.x);

    vec3 key_light = vec3(1.04, 1.02, 0.985) * (dark ? 0.82 : 1.0);
    vec3 sky = vec3(0.262, 0.266, 0.272) * (dark ? 0.36 : 1.0);
    vec3 ground = vec3(0.158, 0.150, 0.140) * (dark ? 0.24 : 1.0);
    float fill_light = 0.150 * (dark ? 0.40 : 1.0), back_light = 0.222 * (dark ? 2.3 : 1.0);

    // each lamp reaches a little round the edge; red light goes farthest through the glaze
    vec3 key = clamp((dot(n, KEY) + vec3(0.215, 0.205, 0.200)) / vec3(1.215, 1.205, 1.200), 0.0, 1.0);
    float fill = clamp((dot(n, FILL) + 0.5) / 1.5, 0.0, 1.0);
    float back = clamp((dot(n, BACK) + 0.2) / 1.2, 0.0, 1.0);
    key *= 0.3 + 0.7 * key;
    fill *= 0.3 + 0.7 * fill;
    back *= 0.3 + 0.7 * back;

    vec3 dome = mix(ground, sky, 0.5 + 0.5 * n.y) + place.y * max(-n.y, 0.0) * 0.06;
    vec3 hollow = bounced(open, paint);
    // a lamp is smaller than the dome: deep in a hollow it is lost sooner
    float shade = smoothstep(0.0, 0.85, open);
    vec3 light = (dome + fill * fill_light + back * back_light) * hollow +
                 key * key_light * mix(hollow, vec3(shade), 0.6);
    vec3 c = paint * light;

    // the sheen of unglazed porcelain, broad and faint, and the edge that catches the room
    float g = max(dot(n, normalize(KEY + v)), 0.0);
    g *= g;
    float g4 = g * g, gloss = g4 * g4 * g4 * 0.055;
    float slant = 1.0 - facing, slant2 = slant * slant;
    float rim = slant2 * slant2 * smoothstep(-0.5, 0.9, n.y + 0.35 * n.x) * (dark ? 0.26 : 0.04);
    c += (gloss * key_light + rim) * shade;
    // the form turns a little darker before its edge, so that it stands off a pale ground
    c *= 1.0 - (dark ? 0.14 : 0.30) * slant2;
    c += glow * (0.5 + 0.5 * facing);

    c = encode(tone(c));
    // seen through, the skin is thin where it faces the eye and closes towards its edge
#if defined(VEIL)
    float cover = mix(0.12, 0.42, slant * slant);
#elif defined(SOLID)
    float cover = 1.0;
#else
    float cover = albedo.w < 0.999 ? mix(max(albedo.w, 0.5 * painted), 1.0, slant * sqrt(slant) * 0.75) : 1.0;
#endif
    return vec4(c * cover, cover);
}
