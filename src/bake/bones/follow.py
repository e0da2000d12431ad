"""How the bones follow the shapes: one affine map a bone and corner, from the neutral body's bones."""
import numpy as np

import body as bodies
from fit import Map, turn_of
from mesh import Mesh, neighbours
from place import LEVELS, Bone, Placer, Skin

RIBS = [f"rib_{i}" for i in range(1, 11)]
PART = .4     # the statures of the package are of 1.2 and 2.4 m: fitted where people are, part of the way
HOLDERS = ["sternum"] + RIBS    # what the cartilages hang between
CARTILAGES = "costal_cartilages"
HELD = .05                      # the least share of a cartilage's place by which a bone is moved for it


def cartilage_weights(v, placed):
    """Between breastbone and the ribs' ends, by how near each is."""
    from scipy.spatial import cKDTree
    d = np.stack([cKDTree(placed[n].v).query(v)[0] for n in HOLDERS], 1) + .0015
    w = 1 / d**3
    w[w < w.max(1)[:, None] * .01] = 0
    return w / w.sum(1)[:, None]


def smooth_weights(mesh, w, steps=6):
    mean = neighbours(mesh)
    for _ in range(steps):
        w = .5 * w + .5 * (mean @ w)
    return w / w.sum(1)[:, None]


def skin_over(maps, v, w):
    return sum(w[:, [k]] * maps[n](v) for k, n in enumerate(HOLDERS))


def push(mesh, body, clear, steps=8):
    """Brings what still lies nearer than `clear` under the skin, spread over the mesh around."""
    mean = neighbours(mesh)
    v = mesh.v.copy()
    worst = 0
    for _ in range(4):
        depth, near = body.depth(v)
        move = np.where(depth < clear, clear - depth, 0)
        if not move.any():
            break
        worst = max(worst, move.max())
        d = -body.sample_normal[near] * move[:, None]
        for _ in range(steps):
            soft = mean @ d
            d = np.where((move > 0)[:, None], d, soft)
        v = v + d
    return Mesh(v, mesh.f), worst


def neutral(bones, body, skin, cartilage):
    """The bones of the neutral body with their features in its frame; prints what had to be pushed."""
    p = Placer(bones, skin)
    p.all()
    placed = {}
    for n, b in bones.items():
        clear = .0012 if "phalanx" in n else .0018
        m, worst = push(Mesh(p.map[n](b.v), b.f), body, clear)
        if worst > .001:
            print(f"  neutral: {n} pushed {1000 * worst:.1f} mm")
        placed[n] = Bone(m, {k: p.map[n](q) for k, q in b.at.items()}, turn_of(p.map[n].a) @ b.frame)
    f = np.concatenate([c.f + sum(len(x.v) for x in cartilage[:i]) for i, c in enumerate(cartilage)])
    raw = Mesh(np.concatenate([c.v for c in cartilage]), f)
    home = {n: bones[n] for n in HOLDERS}
    w = smooth_weights(raw, cartilage_weights(raw.v, home))
    v = skin_over(p.map, raw.v, w)
    m, worst = push(Mesh(v, f), body, .006)
    print(f"  neutral: costal_cartilages pushed {1000 * worst:.1f} mm")
    for this, after in zip(LEVELS[:0:-1] + [LEVELS[0]], LEVELS[-2::-1] + ["sacrum"]):
        foramen(placed[this].at, placed[after].at)
    # one bone of the midline: the right half is the mirror image
    both = Mesh(np.concatenate([m.v, m.v * [-1, 1, 1]]), np.concatenate([f, f[:, ::-1] + len(m.v)]))
    ends = {k: q for k, q in placed["sternum"].at.items() if k.startswith("stern_")}
    return p, placed, Bone(both, ends), np.concatenate([w, w])


def foramen(f, after):
    """Where the nerve leaves: 0.85 of the body's half width, level half way to the next body, 3 mm behind."""
    below = after.get("body", after.get("s1_top"))
    back = after.get("body_back", below)
    middle = (f["body"] + below) / 2
    f["foramen_below"] = np.array([.85 * f["body_lat"][0], middle[1], (f["body_back"][2] + back[2]) / 2 - .003])


def corners(all_bodies, placed, hung, marks, triangles, stature, report=print):
    """maps[corner or height][bone] in the order of models/human.shapes; heights as differences. hung: the cartilages'
    vertices and their weights over HOLDERS."""
    maps = [None] * (bodies.CORNERS + bodies.HEIGHTS)
    for sex in range(2):
        for age in range(2):
            for muscle in range(3):
                for weight in (1, 0):
                    c = bodies.corner(sex, age, muscle, weight)
                    body = all_bodies.mix([(c, 1)])
                    thin = 1 if weight == 0 else 0
                    p = Placer(placed, Skin(body, marks, triangles), sex=sex, thin=thin, follow=stature)
                    maps[c] = p.all()
                    tell(report, f"corner {sex}{age}{muscle}{weight} {body.stature:.3f} m", p, placed)
                maps[bodies.corner(sex, age, muscle, 2)] = maps[bodies.corner(sex, age, muscle, 1)]
            for tall in range(2):
                h = (sex * 2 + age) * 2 + tall
                base = bodies.corner(sex, age, 1, 1)
                body = all_bodies.mix([(base, 1)], [(h, PART)])
                p = Placer(placed, Skin(body, marks, triangles), sex=sex, follow=stature)
                p.all()
                tell(report, f"stature {sex}{age} {'tall' if tall else 'short'} {body.stature:.3f} m", p, placed)
                maps[bodies.CORNERS + h] = {
                    n: Map((m.a - maps[base][n].a) / PART, (m.t - maps[base][n].t) / PART) for n, m in p.map.items()}
    return keep_under(all_bodies, placed, hung, maps, report)


# bodies on which no bone may leave the skin: sex, age, muscle, weight, stature in metres (None: as it comes)
PEOPLE = [(sex, age, muscle, weight, stature)
          for sex, low, high in ((0, 1.45, 2.00), (1, 1.45, 2.00)) for age in (25, 90)
          for muscle, weight in ((0, 0), (.5, 0), (1, 0), (0, .5), (.5, .5), (1, .5), (.25, .25), (0, 1), (.5, 1), (1, 1))
          for stature in (low, None, high)]
PEOPLE += [(.5, age, muscle, weight, stature) for age in (25, 55) for muscle in (0, .5, 1) for weight in (0, .3)
           for stature in (1.50, 1.92)]
ROUNDS = 8
FOLD = .020     # metres: nothing is so far out, but the nearest skin of what lies under a fold may look away
STEP = .005     # metres a round
_any = np.random.default_rng(13)
PEOPLE += [(a, 18 + 72 * b, c, d, 1.45 + .55 * e) for a, b, c, d, e in _any.random((24, 5))]
SURE = .0014    # metres under the skin, that bodies between these are so too


def person(all_bodies, probes, sex, age, muscle, weight, stature):
    """The body and how the program takes it to be mixed: weights of the corners, amounts of the statures."""
    pick, _, tell_mix = probes
    tall = 0
    now = all_bodies.stature(sex, age, muscle, weight)
    for _ in range(3 if stature else 0):
        step = .2 if stature > now else -.2
        more = all_bodies.stature(sex, age, muscle, weight, tall + step)
        tall += step * (stature - now) / (more - now)
        now = all_bodies.stature(sex, age, muscle, weight, tall)
    body = all_bodies.at(sex, age, muscle, weight, tall)
    # not the mix that was asked for: some of the package's statures are one, and the program spreads what it sees of them
    told = tell_mix @ body.skin[pick].ravel()
    return body, [(c, w) for c, w in enumerate(told[:bodies.CORNERS + bodies.HEIGHTS]) if abs(w) > 1e-6]


def keep_under(all_bodies, placed, hung, maps, report=print):
    """Moves each bone's maps as little as it takes to have it, and the cartilages between breastbone and ribs, under the
    skin of all PEOPLE, who are mixed of corners and statures that were fitted one by one. Linear in the maps: least squares
    with planes that press one-sided."""
    base = bodies.CORNERS
    own = lambda c: c - 1 if c < base and c % 3 == 2 else c       # heavy bodies have the bones of average ones
    probes = bodies.probes(all_bodies)
    people = [person(all_bodies, probes, *one) for one in PEOPLE]
    again = range(len(PEOPLE))                                # who is looked at: all, then those in whom something was near
    rows = {n: {} for n in [*placed, CARTILAGES]}
    for turn in range(ROUNDS):
        bad = {}
        for one in again:
            body, mix = people[one]
            merged = {}
            for c, w in mix:
                merged[own(c)] = merged.get(own(c), 0) + w
            for n in rows:
                if turn and one not in rows[n]:
                    continue
                v = hung[0] if n == CARTILAGES else placed[n].v
                x = mixed_cartilages(maps, mix, hung) if n == CARTILAGES else sum(w * maps[c][n](v) for c, w in mix)
                depth, near = body.depth(x)
                close = np.where((depth < SURE + .005) & (depth > -FOLD))[0]
                if not len(close):
                    continue
                out = (depth < SURE - .0004) & (depth > -FOLD)
                if out.any():
                    k, d = bad.get(n, (0, 0))
                    bad[n] = k + int(out.sum()), max(d, -depth[out].min())
                rows[n][one] = merged, body.sample_normal[near[close]], close, depth[close] - SURE
        worst = sorted(bad.items(), key=lambda x: -x[1][1])[:5]
        report(f"  on {len(again)} people {sum(k for k, _ in bad.values())} vertices too near or outside: "
               + ", ".join(f"{n} {k} {1000 * d:.1f} mm" for n, (k, d) in worst))
        for n in HOLDERS if CARTILAGES in bad else ():
            bad.setdefault(n, None)
        for n in bad:
            if n != CARTILAGES:
                _move(placed[n], planes(placed, hung, rows, n), maps, n, own)
        again = sorted({one for n in bad for one in rows[n]})
        if not bad:
            break
    return maps


def mixed_cartilages(maps, mix, hung):
    v, weights = hung
    return skin_over({n: sum_of([(w, maps[c][n]) for c, w in mix]) for n in HOLDERS}, v, weights)


def sum_of(maps):
    return Map(sum(w * m.a for w, m in maps), sum(w * m.t for w, m in maps))


def planes(placed, hung, rows, name):
    """What presses on a bone: the skin near itself, and its share of that near the cartilages that it holds."""
    out = []
    for merged, plane, close, slack in rows[name].values():
        out.append((merged, plane, np.c_[placed[name].v[close], np.ones(len(close))], slack))
    if name not in HOLDERS:
        return out
    v, weights = hung
    share = weights[:, HOLDERS.index(name)]
    whole = (weights**2).sum(1)
    for merged, plane, close, slack in rows[CARTILAGES].values():
        held = share[close] > HELD
        at = close[held]
        if len(at):
            out.append((merged, plane[held], np.c_[v[at], np.ones(len(at))], slack[held] * share[at] / whole[at]))
    return out


def _move(bone, of, maps, name, own):
    """One bone: the least change of its maps that brings it under."""
    used = sorted({c for merged, *_ in of for c in merged})
    column = {c: 12 * k for k, c in enumerate(used)}
    a, limit = [], []
    for merged, plane, p, slack in of:
        part = (plane[:, :, None] * p[:, None, :]).reshape(len(p), 12)
        row = np.zeros((len(p), 12 * len(used)))
        for c, w in merged.items():
            row[:, column[c]:column[c] + 12] = w * part
        a.append(row)
        limit.append(slack)
    a, limit = np.concatenate(a), np.concatenate(limit)
    # what a change costs: the mean square of how far it takes the bone
    p = np.c_[bone.v[::max(1, len(bone.v) // 60)], np.ones(len(bone.v[::max(1, len(bone.v) // 60)]))]
    one = np.kron(np.eye(3), p.T @ p / len(p) + 1e-9 * np.eye(4))
    cost = np.kron(np.diag([.15 if c >= bodies.CORNERS else 1. for c in used]), one)
    press, z = limit < 0, None
    for _ in range(12):
        w = 3e3 / max(press.sum(), 12)
        z = np.linalg.solve(cost + w * a[press].T @ a[press], w * a[press].T @ limit[press])
        over = a @ z - limit
        now = (over > 1e-6) | (press & (over > -1e-5))
        if (now == press).all():
            break
        press = now
    # planes hold near by: no more than a few millimetres at once
    far = max(np.linalg.norm(p @ z[k:k + 12].reshape(3, 4).T, axis=1).max() for k in column.values())
    z *= min(1, STEP / far)
    for c in range(len(maps)):
        if own(c) in column:
            d = z[column[own(c)]:column[own(c)] + 12].reshape(3, 4)
            m = maps[c][name]
            maps[c] = {**maps[c], name: Map(m.a + d[:, :3], m.t + d[:, 3])}


def tell(report, what, p, placed):
    bad = p.outside(placed)
    worst = sorted(bad.items(), key=lambda x: -x[1][1])[:6]
    report(f"  {what}: {sum(n for n, _ in bad.values())} vertices outside; "
           + ", ".join(f"{n} {k} {1000 * d:.1f}" for n, (k, d) in worst))
