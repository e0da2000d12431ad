"""How the bones follow the shapes: one affine map a bone and corner, from the neutral body's bones."""
import numpy as np

import body as bodies
from fit import Map
from mesh import Mesh, neighbours
from place import LEVELS, Bone, Placer, Skin

RIBS = [f"rib_{i}" for i in range(1, 11)]
PART = .4     # the statures of the package are of 1.2 and 2.4 m: fitted where people are, part of the way
HOLDERS = ["sternum"] + RIBS    # what the cartilages hang between


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
        placed[n] = Bone(m, {k: p.map[n](q) for k, q in b.at.items()})
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


def corners(all_bodies, placed, marks, triangles, stature, report=print):
    """maps[corner or height][bone] in the order of models/human.shapes; heights as differences."""
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
    return maps


def tell(report, what, p, placed):
    bad = p.outside(placed)
    worst = sorted(bad.items(), key=lambda x: -x[1][1])[:6]
    report(f"  {what}: {sum(n for n, _ in bad.values())} vertices outside; "
           + ", ".join(f"{n} {k} {1000 * d:.1f}" for n, (k, d) in worst))
