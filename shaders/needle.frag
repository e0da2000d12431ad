// Polished steel: a bright core where the lamps mirror, and an edge dark enough to stand out on
// a pale ground as on a dark one. The handle is wound wire and ends in a ring. What is in the
// body is seen only where the skin is drawn thin. The shadow lies on the skin, and fades.

in vec2 v_at;
in float v_depth;
in float v_half;
flat in float v_tilt;
flat in float v_radius;
flat in float v_length;
flat in float v_span; // metres
flat in float v_kind;
flat in vec4 v_color;
flat in vec3 v_axis;
flat in vec3 v_side;

out vec4 color;

const vec3 EDGE = vec3(0.115, 0.130, 0.145);

// how much of a stroke of this half width covers a place that far from its middle
float stroke(float half_px, float off)
{
    return clamp(half_px - abs(off) + 0.5, 0.0, 1.0);
}

vec4 shadow()
{
    float along = clamp(v_at.y / max(v_length, 1.0), 0.0, 1.0);
    float wide = v_radius * (1.0 + 2.2 * along) + 0.6;
    float past = max(max(-v_at.y, v_at.y - v_length), 0.0);
    float off = length(vec2(v_at.x, past)) / wide;
    float dark = 0.44 * exp(-1.6 * off * off) * (1.0 - along) * (1.0 - 0.4 * along);
    // it lies on the skin and on nothing before or behind it
    float away = abs(v_depth - body_at(gl_FragCoord.xy));
    dark *= 1.0 - smoothstep(0.004, 0.009, away);
    return vec4(0.08, 0.07, 0.07, dark * v_color.a);
}

// the warm air between lamp and skin: hardly more than a hint
vec4 beam()
{
    float t = clamp(v_at.y / max(v_length, 1.0), 0.0, 1.0), u = v_at.x / max(v_half, 1e-3);
    float soft = max(1.0 - u * u, 0.0);
    // looked at along it, it would be a haze before everything
    float aside = 1.0 - v_tilt * v_tilt;
    float a = 0.17 * aside * aside * soft * soft * (1.0 - t) * (1.0 - t) * smoothstep(-0.02, 0.05, t);
    return vec4(v_color.rgb, a * v_color.a * before_body(gl_FragCoord.xy, v_depth, 0.02));
}

// A shade of dark enamel, seen from the side or into its glowing mouth.
vec4 shade()
{
    float flat_ = max(abs(v_tilt), 0.02);
    float t = clamp(v_at.y / max(v_length, 1.0), 0.0, 1.0);
    float wide = v_radius * mix(0.42, 1.0, t * (2.0 - t));
    float soft = max(fwidth(v_at.x), 0.7);
    // the wall between the two ends, and the ellipses of the ends themselves
    float wall = clamp((wide - abs(v_at.x)) / soft + 0.5, 0.0, 1.0) *
                 step(0.0, v_at.y) * step(v_at.y, v_length);
    vec2 top = vec2(v_at.x, v_at.y / flat_) / (0.42 * v_radius);
    vec2 end = vec2(v_at.x, (v_at.y - v_length) / flat_) / v_radius;
    float blur = 1.2 / v_radius;
    float cap = 1.0 - smoothstep(1.0 - blur, 1.0 + blur, length(top));
    float mouth = 1.0 - smoothstep(1.0 - blur, 1.0 + blur, length(end));
    float u = clamp(v_at.x / max(wide, 1e-3), -1.0, 1.0);
    float bright = 0.62 + 0.55 * pow(max(1.0 - abs(u + 0.42) * 1.5, 0.0), 2.0) - 0.30 * u * u;
    vec3 c = v_color.rgb * bright;
    float cover = max(max(wall, cap), mouth);
    if (v_tilt > 0.0) {
        // into the mouth: the element glows in the middle, and a rim catches the light
        float inner = 1.0 - smoothstep(0.86 - blur, 0.86 + blur, length(end));
        vec3 glow = mix(vec3(0.86, 0.30, 0.14), vec3(1.0, 0.74, 0.46),
                        exp(-2.2 * dot(end, end)));
        c = mix(c, v_color.rgb * 1.25, mouth);
        c = mix(c, mix(v_color.rgb * 0.5, glow, v_color.a), inner);
    } else {
        // from behind a thin warm line along its lower edge
        float edge = mouth * (1.0 - smoothstep(0.0, 0.10, abs(length(end) - 0.97)));
        c = mix(c, vec3(1.0, 0.56, 0.30), 0.75 * edge * step(v_length, v_at.y) * v_color.a);
    }
    // what stands before the body lets it be seen
    bool over_body = body_at(gl_FragCoord.xy) < 1e5;
    cover *= over_body ? 0.36 : 1.0;
    // seen from behind it would be a dark lump: hardly more than its rim is left
    float behind = smoothstep(0.10, 0.70, -v_tilt);
    float rim = mouth * (1.0 - smoothstep(0.0, 0.10, abs(length(end) - 0.93)));
    cover *= mix(1.0, max(0.20, 0.75 * rim), behind);
    return vec4(c, cover * before_body(gl_FragCoord.xy, v_depth, 0.01));
}

// a bent stem would ask where it stands: it fades
vec4 stem()
{
    float t = clamp(v_at.y / max(v_length, 1.0), 0.0, 1.0);
    float cover = clamp(v_radius - abs(v_at.x) + 0.5, 0.0, 1.0) * t * t;
    float x = v_at.x / v_radius;
    return vec4(v_color.rgb * (1.15 - 0.6 * x * x),
                cover * (body_at(gl_FragCoord.xy) < 1e5 ? 0.36 : 1.0) *
                    before_body(gl_FragCoord.xy, v_depth, 0.01));
}

float mirrored(float x)
{
    vec3 n = normalize(v_side * x + cross(v_side, v_axis) * sqrt(max(1.0 - x * x, 0.0)));
    vec3 s = n * mat3(studio[0].xyz, studio[1].xyz, studio[2].xyz);
    float bright = 0.70 + 0.16 * s.y - 0.08 * s.x - 0.30 * x * x;
    return bright + 0.50 * pow(max(dot(s, normalize(vec3(-0.4, 0.65, 0.65))), 0.0), 8.0);
}

void main()
{
    if (v_kind > 3.5) {
        color = v_kind < 4.5 ? shadow() : v_kind < 5.5 ? stem() : v_kind < 6.5 ? shade() : beam();
        return;
    }
    float rim = 0.85 * image.z; // of the dark edge
    float past = v_kind > 1.5 ? max(max(-v_at.y, v_at.y - v_length), 0.0) : 0.0;
    float off = v_kind > 1.5 ? length(vec2(v_at.x, past)) : abs(v_at.x);
    float x = v_at.x / v_radius;
    if (v_kind > 2.5) {
        // the ring, seen as a small circle of wire
        float wire = max(0.22 * v_radius, 0.7 * image.z);
        off = abs(length(vec2(v_at.x, v_at.y - 0.5 * v_length)) - (v_radius - wire));
        float core = stroke(wire, off), all = stroke(wire + rim, off);
        float seen = before_body(gl_FragCoord.xy, v_depth, 0.0015);
        color = vec4(mix(EDGE, v_color.rgb, core), v_color.a * all * mix(1.0 - albedo.w, 1.0, seen));
        return;
    }
    float core = stroke(v_radius, off), all = stroke(v_radius + rim, off);
    if (v_kind < 0.5) {
        float tip = smoothstep(0.0, 6.0 * v_radius, v_at.y + v_radius);
        core *= tip;
        all *= tip;
    }
    float seen = before_body(gl_FragCoord.xy, v_depth, 0.0015);
    float through = (1.0 - albedo.w) * 0.95;
    all *= mix(through, 1.0, v_kind < 0.5 ? 0.0 : seen);

    // too thin to show its roundness, it is as bright as its middle
    float round_ = clamp(v_radius * 0.35 - 0.2, 0.0, 1.0);
    float bright = mix(1.04, mirrored(clamp(x, -1.0, 1.0)), round_);
    if (v_kind > 1.5) {
        // the wire: as fine as it is, or as fine as the picture can tell; it runs aslant
        float px = v_length / max(v_span, 1e-6);
        float turn = max(0.0006 * px, 3.2 * image.z);
        float wave = 0.5 + 0.5 * sin(TAU * (v_at.y + 0.5 * v_at.x) / turn);
        float drawn = smoothstep(1.2, 2.4, v_radius) * smoothstep(2.0, 5.0, v_length / turn);
        bright *= mix(0.90, 0.60 + 0.52 * wave, drawn);
    }
    vec3 c = v_color.rgb * clamp(bright, 0.0, 1.22);
    c = mix(EDGE, c, core);
    color = vec4(clamp(c, 0.0, 1.0), v_color.a * all * mix(0.86, 1.0, core));
}
