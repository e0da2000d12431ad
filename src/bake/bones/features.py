"""Named places of the bones (what courses of nerves and vessels, and landmarks, stand on), found once on each bone.

All are found on the source bones, which stand with the palms forward: x lateral (left), y up, z to the front.
"""
import numpy as np

X, Y, Z = np.eye(3)


def far(v, direction, where=None, band=.002):
    """The middle of what lies within `band` of the farthest in that direction."""
    v = v if where is None else v[where]
    d = v @ (np.asarray(direction, float) / np.linalg.norm(direction))
    return v[d > d.max() - band].mean(0)


def sphere(p):
    a = np.c_[2 * p, np.ones(len(p))]
    c = np.linalg.lstsq(a, (p**2).sum(1), rcond=None)[0]
    return c[:3], float(np.sqrt(c[3] + c[:3] @ c[:3]))


def section(v, f, origin, n):
    """Middle of the cross-section of the mesh by a plane: area centroid of its largest ring, or None."""
    d = (v - origin) @ n
    cut = []
    for t in f[(d[f].min(1) < 0) & (d[f].max(1) >= 0)]:
        ends = []
        for a, b in ((0, 1), (1, 2), (2, 0)):
            x, y = d[t[a]], d[t[b]]
            if (x < 0) != (y < 0):
                ends.append(v[t[a]] + x / (x - y) * (v[t[b]] - v[t[a]]))
        if len(ends) == 2:
            cut.append(ends)
    if not cut:
        return None
    cut = np.array(cut)
    length = np.linalg.norm(cut[:, 1] - cut[:, 0], axis=1)
    return (cut.mean(1) * length[:, None]).sum(0) / max(length.sum(), 1e-12)


def line_of(m, top, bottom, n=17, inset=.02):
    """The middle of the cross-sections from top to bottom at even steps."""
    out = []
    d = bottom - top
    d = d / np.linalg.norm(d)
    for s in np.linspace(inset, 1 - inset, n):
        c = section(m.v, m.f, top + s * (bottom - top), d)
        out.append(top + s * (bottom - top) if c is None else c)
    out = np.array(out)
    out[1:-1] = (out[:-2] + 2 * out[1:-1] + out[2:]) / 4
    return np.concatenate([[top], out, [bottom]])


def midline_rings(m, x=1e-4):
    """The rings in which the plane just left of the midline cuts the mesh, each as its points."""
    side = m.v[:, 0] > x
    at, parent = {}, {}

    def root(k):
        while parent[k] != k:
            k = parent[k]
        return k
    for t in m.f[(side[m.f].sum(1) % 3) != 0]:
        keys = []
        for a, b in ((0, 1), (1, 2), (2, 0)):
            p, q = sorted((t[a], t[b]))
            if side[p] != side[q]:
                s = (x - m.v[p, 0]) / (m.v[q, 0] - m.v[p, 0])
                at[p, q] = m.v[p] + s * (m.v[q] - m.v[p])
                parent.setdefault((p, q), (p, q))
                keys.append((p, q))
        parent[root(keys[0])] = root(keys[1])
    rings = {}
    for k in at:
        rings.setdefault(root(k), []).append(at[k])
    return sorted((np.array(r) for r in rings.values() if len(r) > 3), key=lambda r: -r[:, 2].mean())


def spine(f, v, m):
    rings = midline_rings(m)
    body, arch = rings[0], np.concatenate(rings[1:])
    x0 = np.concatenate(rings)
    low, high = body[:, 1].min(), body[:, 1].max()
    y = (low + high) / 2
    near = body[abs(body[:, 1] - y) < .3 * (high - low)]
    front, back = np.percentile(near[:, 2], 90), np.percentile(near[:, 2], 8)
    f["body"], f["body_ant"], f["body_back"] = (np.array([0, y, q]) for q in ((front + back) / 2, front, back))
    lamina = arch[:, 2].max()
    ly = arch[arch[:, 2] > lamina - .005][:, 1].mean()
    f["lamina"] = np.array([0, ly, lamina])
    f["canal"] = np.array([0, (y + ly) / 2, (back + lamina) / 2])
    f["spinous_tip"] = far(x0, [0, -.45, -1], None, .0025) * [0, 1, 1]
    near = arch[arch[:, 2] < f["spinous_tip"][2] + .010]
    f["spinous_low"] = far(near, -Y, None, .0015) * [0, 1, 1]
    core = v[(abs(v[:, 1] - y) < .006) & (v[:, 2] > back + .25 * (front - back)) & (v[:, 2] < front)]
    f["body_lat"] = np.array([core[:, 0].max() if len(core) else v[:, 0].max() * .5, y, (front + back) / 2])
    f["tp_tip"] = far(v, X, None, .003)
    f["top"], f["bottom"] = np.array([0, high, (front + back) / 2]), np.array([0, low, (front + back) / 2])
    f["top_of_body"] = np.array([0, high + .002, front])
    f["transverse_foramen"] = f["body_lat"] + .55 * (f["tp_tip"] - f["body_lat"])


def skull(f, v, m):
    x0 = v[abs(v[:, 0]) < .003]
    top = v[:, 1].max()
    f["vertex"] = far(v, Y) * [0, 1, 1]
    f["eop"] = far(v, [0, -.6, -1], abs(v[:, 0]) < .006) * [0, 1, 1]
    f["occiput"] = far(v, -Z, abs(v[:, 0]) < .01) * [0, 1, 1]
    ear = (v[:, 0] > .03) & (v[:, 2] < v[:, 2].mean() - .0) & (v[:, 2] > v[:, 2].min() + .045)
    f["mastoid_tip"] = far(v, -Y, ear & (v[:, 0] > .045), .003)
    # the orbit: what lies deep behind the face between brow and cheek
    step = .0015
    face = v[:, 2].max()
    grid = {}
    a, b, c = (m.v[m.f[:, k]] for k in range(3))
    for s in np.linspace(0, 1, 9):
        for t in np.linspace(0, 1 - s, 9):
            p = a + s * (b - a) + t * (c - a)
            keys = np.round(p[:, :2] / step).astype(int)
            for key, z in zip(map(tuple, keys), p[:, 2]):
                if z > grid.get(key, -9):
                    grid[key] = z
    glabella = far(v, Z, (abs(v[:, 0]) < .008) & (v[:, 1] > top - .095) & (v[:, 1] < top - .055))
    deep = np.array([[k[0] * step, k[1] * step, z] for k, z in grid.items()
                     if .010 < k[0] * step < .050 and glabella[1] - .052 < k[1] * step < glabella[1] + .004 and z < face - .034])
    f["glabella"] = glabella * [0, 1, 1]
    if len(deep) > 30:
        near = deep[(abs(deep[:, 0] - np.median(deep[:, 0])) < .022) & (abs(deep[:, 1] - np.median(deep[:, 1])) < .019)]
        cx, cy = near[:, 0].mean(), near[:, 1].mean()
        column = near[abs(near[:, 0] - cx) < .004][:, 1]
        row = near[abs(near[:, 1] - cy) < .004][:, 0]
        up, down, out = column.max(), column.min(), row.max()
    else:
        cx, cy, up, down, out = .031, glabella[1] - .026, glabella[1] - .008, glabella[1] - .044, .049
    surface = lambda x, y: max((z for k, z in grid.items() if abs(k[0] * step - x) < .0025 and abs(k[1] * step - y) < .0025),
                               default=face - .02)
    f["orbit_rim_sup"] = np.array([cx, up + .002, surface(cx, up + .003)])
    f["orbit_rim_inf"] = np.array([cx, down - .002, surface(cx, down - .003)])
    f["orbit_rim_lat"] = np.array([out + .002, cy, surface(out + .003, cy)])
    f["orbit_centre"] = np.array([cx, cy, (f["orbit_rim_sup"][2] + f["orbit_rim_inf"][2]) / 2])
    f["zygomatic_arch"] = far(v, X, (v[:, 1] < down + .005) & (v[:, 1] > down - .03) & (v[:, 2] > f["mastoid_tip"][2] + .02))
    f["nasion"] = np.array([0, cy + .012, surface(0, cy + .012)])
    f["supraorbital_notch"] = np.array([.024, up + .002, surface(.024, up + .003)])
    f["infraorbital_foramen"] = np.array([.027, down - .0086, surface(.027, down - .0086)])
    mt = f["mastoid_tip"]
    low = x0[x0[:, 1] < mt[1] + .035]
    z = np.sort(low[:, 2])
    inner = [(b - a, (a + b) / 2) for a, b in zip(z[:-1], z[1:]) if mt[2] - .045 < (a + b) / 2 < mt[2] + .03]
    gap, centre = max(inner) if inner else (.03, mt[2])
    f["foramen_magnum"] = np.array([0, mt[1] + .004, centre])
    f["carotid_canal"], f["jugular_foramen"] = mt + [-.022, .014, .016], mt + [-.024, .014, .005]
    f["teeth"] = far(v, -Y, (abs(v[:, 0]) < .012) & (v[:, 2] > face - .03)) * [0, 1, 1]


def mandible(f, v, m):
    f["menton"] = far(v, -Y, abs(v[:, 0]) < .01) * [0, 1, 1]
    f["chin"] = far(v, Z, (abs(v[:, 0]) < .006) & (v[:, 1] < v[:, 1].min() + .022)) * [0, 1, 1]
    f["gonion"] = far(v, [.5, -1, -1])
    f["condyle"] = far(v, [0, 1, -.6], v[:, 0] > .02)
    c = np.array([.024, v[:, 1].min() + .015])
    near = v[(abs(v[:, 0] - c[0]) < .005) & (abs(v[:, 1] - c[1]) < .005)]
    f["mental_foramen"] = np.array([c[0], c[1], near[:, 2].max() if len(near) else v[:, 2].max() - .012])


def sacrum(f, v, m):
    h = np.ptp(v[:, 1])
    base = v[:, 1].min()
    x0 = v[abs(v[:, 0]) < .004]
    f["promontory"] = far(x0, [0, 1, 1.2]) * [0, 1, 1]
    f["s1_top"] = (far(x0, Y, None, .006) + f["promontory"]) / 2 * [0, 1, 1]
    side = (abs(v[:, 0] - .038) < .005)
    f["ala"] = far(v, [0, 1, .8], side)
    f["apex"] = x0[x0[:, 1] < base + .005].mean(0) * [0, 1, 1]
    for k, (share, out) in enumerate(((.76, .026), (.56, .022), (.38, .0185), (.22, .0155))):
        y = base + share * h
        near = v[(abs(v[:, 0] - out) < .006) & (abs(v[:, 1] - y) < .006)]
        f[f"ant_foramen_{k + 1}"] = np.array([out, y, near[:, 2].max()])
        f[f"post_foramen_{k + 1}"] = np.array([out, y, near[:, 2].min()])
        mid = v[(abs(v[:, 0]) < .006) & (abs(v[:, 1] - y) < .006)]
        f[f"canal_{k + 1}"] = np.array([0, y, mid[:, 2].min() + .35 * np.ptp(mid[:, 2])])
        f[f"median_crest_{k + 1}"] = np.array([0, y, mid[:, 2].min()])
    y = base + .16 * h
    mid = v[(abs(v[:, 0]) < .006) & (abs(v[:, 1] - y) < .007)]
    f["hiatus"] = np.array([0, y, mid[:, 2].min()])


def coccyx(f, v, m):
    f["base"], f["tip"] = far(v, Y) * [0, 1, 1], far(v, [0, -1, .4]) * [0, 1, 1]


def sternum(f, v, m):
    x0 = v[abs(v[:, 0]) < .004]
    f["jugular_notch"] = far(x0, Y, None, .003) * [0, 1, 1]
    top, bottom = f["jugular_notch"], far(x0, -Y) * [0, 1, 1]
    length = top[1] - bottom[1]
    # manubrium and body are 0.805 of the whole with its xiphoid: 154.7 of 191.8 mm, 135.1 of 162.8 (bibliomed 16478)
    low = top[1] - .815 * length

    def front(x, y):
        near = v[(abs(v[:, 0] - x) < .006) & (abs(v[:, 1] - y) < .007)]
        return np.array([x, y, near[:, 2].max()])
    f["sternal_angle"] = front(0, top[1] - (top[1] - low) / 3) * [0, 1, 1]
    f["xiphisternal"] = front(0, low) * [0, 1, 1]
    f["xiphoid_tip"] = bottom
    for k, s in enumerate((.08, .33, .49, .63, .78, .91, 1)):
        y = top[1] - s * (top[1] - low)
        near = v[abs(v[:, 1] - y) < .006]
        f[f"stern_{k + 1}"] = np.array([near[:, 0].max(), y, near[near[:, 0] > near[:, 0].max() - .006][:, 2].max()])
    f["clavicular_notch"] = far(v, [.8, 1, 0], None, .004)
    f["line_top"], f["line_bottom"] = top, f["xiphisternal"]


def rib(f, v, m):
    order = rib_line(m)
    f["head"], f["cc"] = order[0], order[-1]
    k = np.argmin(order[:, 2])
    f["angle"] = far(v, -Z, None, .003)
    f["mal"] = far(v, X, None, .003)
    near = order[:max(k, 2) + 1]
    i = np.argmin(abs(near[:, 0] - .033))
    f["neck"] = near[i]
    f["mid"] = order[len(order) // 2]
    j = np.argmin(abs(order[:, 0] - .062)[len(order) // 2:]) + len(order) // 2
    f["mcl"] = order[j]
    i = int(.62 * (len(order) - 1))
    near = v[np.linalg.norm(v - order[i], axis=1) < .010]
    f["subclavian_groove"] = far(near, Y, None, .001) if len(near) else order[i]


def rib_line(m, n=19):
    """Head to front end by the way along the mesh: rings of equal distance from the head."""
    import scipy.sparse as sparse
    from scipy.sparse.csgraph import dijkstra
    from mesh import half_edges
    e = half_edges(m)
    length = np.linalg.norm(m.v[e[:, 0]] - m.v[e[:, 1]], axis=1)
    g = sparse.csr_matrix((length, (e[:, 0], e[:, 1])), (len(m.v),) * 2)
    back = np.where(m.v[:, 2] < np.median(m.v[:, 2]))[0]
    head = back[np.argmin(abs(m.v[back, 0]) - 0 * m.v[back, 1])]
    d = dijkstra(g, directed=False, indices=head)
    steps = np.linspace(0, d.max(), n)
    half = steps[1] * .6
    out = np.array([m.v[abs(d - s) < half].mean(0) if (abs(d - s) < half).any() else m.v[head] for s in steps])
    out[0], out[-1] = m.v[d < .006].mean(0), m.v[d > d.max() - .006].mean(0)
    return out


def clavicle(f, v, m):
    f["sternal_end"], f["acromial_end"] = far(v, -X, None, .006), far(v, X, None, .006)
    near = v[v[:, 0] < v[:, 0].min() + .010]
    f["medial_upper"] = far(near, Y)
    f["mid_lower"] = far(v, -Y, abs(v[:, 0] - (v[:, 0].min() + v[:, 0].max()) / 2) < .008)
    f["line_top"], f["line_bottom"] = f["sternal_end"], f["acromial_end"]


def scapula(f, v, m):
    f["inferior_angle"] = far(v, -Y, None, .003)
    f["acromion"] = far(v, X, None, .004)
    top = v[:, 1] > v[:, 1].max() - .07
    f["coracoid_tip"] = far(v, Z, None, .004)
    f["acromion_angle"] = far(v, [1, .2, -.9], (v[:, 1] > f["acromion"][1] - .015), .003)
    f["superior_angle"] = far(v, [-.7, 1, 0], v[:, 0] < v[:, 0].min() + .03, .003)
    border = v[(v[:, 1] < f["superior_angle"][1] - .012) & (v[:, 1] > f["superior_angle"][1] - .055)]
    f["spine_root"] = far(border, [-1, 0, -.4], None, .003)
    f["medial_border"] = f["spine_root"] + .12 * (f["inferior_angle"] - f["spine_root"])
    lateral = v[(v[:, 1] < f["coracoid_tip"][1] - .008) & (v[:, 1] > f["coracoid_tip"][1] - .05) & (v[:, 2] > f["acromion"][2] - .045)]
    g = far(lateral, [1, 0, .35], None, .004)
    near = lateral[(lateral @ [.94, 0, .33]) > (g @ [.94, 0, .33]) - .006]
    f["glenoid"] = (near.min(0) + near.max(0)) / 2
    f["spine_mid"] = far(v, [0, .5, -1], abs(v[:, 0] - (f["spine_root"][0] + f["acromion_angle"][0]) / 2) < .006, .002)
    f["infraspinous_fossa"] = f["spine_mid"] + (f["inferior_angle"] - f["spine_mid"]) / 3
    del top


def humerus(f, v, m):
    low = v[:, 1] < v[:, 1].min() + .045
    f["medial_epicondyle"], f["lateral_epicondyle"] = far(v, -X, low, .003), far(v, X, low, .003)
    f["elbow"] = (f["medial_epicondyle"] + f["lateral_epicondyle"]) / 2 + [0, -.004, .004]
    top = v[v[:, 1] > v[:, 1].max() - .035]
    ball = top[(top[:, 0] < np.percentile(top[:, 0], 55))]
    f["head"], _ = sphere(ball)
    f["greater_tubercle"] = far(top, X, None, .003)
    y = v[:, 1].max() - .45 * np.ptp(v[:, 1])
    f["deltoid_tuberosity"] = far(v, X, abs(v[:, 1] - y) < .012, .002)
    f["capitulum"] = far(v, -Y, (v[:, 0] > (f["elbow"][0])) & low, .003)
    f["trochlea"] = far(v, -Y, (v[:, 0] < (f["elbow"][0])) & low, .003)
    f["line_top"], f["line_bottom"] = f["head"], f["elbow"]


def radius(f, v, m):
    top = v[:, 1] > v[:, 1].max() - .012
    f["head"] = (v[top].min(0) + v[top].max(0)) / 2
    f["head_top"] = f["head"] * [1, 0, 1] + [0, v[:, 1].max(), 0]
    neck = v[abs(v[:, 1] - (v[:, 1].max() - .019)) < .006]
    f["neck"] = neck.mean(0)
    f["tuberosity"] = far(v, -X + .5 * Z, abs(v[:, 1] - (v[:, 1].max() - .032)) < .012)
    f["styloid"] = far(v, [.45, -1, 0], None, .003)
    low = v[v[:, 1] < v[:, 1].min() + .016]
    f["wrist"] = (low.min(0) + low.max(0)) / 2 + [0, -.003, 0]
    f["dorsal_tubercle"] = far(low, .45 * X - .9 * Z)      # square to styloid and wrist: the package's lies half turned in
    f["line_top"], f["line_bottom"] = f["head_top"], f["styloid"]


def ulna(f, v, m):
    top = v[:, 1] > v[:, 1].max() - .03
    f["olecranon"] = far(v, [0, .35, -1], top, .003)
    low = v[v[:, 1] < v[:, 1].min() + .014]
    f["head"] = low.mean(0)
    f["styloid"] = far(v, -Y, None, .003)
    f["coronoid"] = far(v, Z, v[:, 1] > v[:, 1].max() - .05)
    f["notch"] = (f["olecranon"] + f["coronoid"]) / 2 + [0, .001, .004]
    f["line_top"], f["line_bottom"] = far(v, Y), f["styloid"]


def box_middle(f, v, m):
    f["centre"] = (v.min(0) + v.max(0)) / 2


def carpal(name):
    def found(f, v, m):
        box_middle(f, v, m)
        palmar = far(v, Z, None, .002)
        f[{"scaphoid": "tubercle", "trapezium": "tubercle", "hamate": "hook"}.get(name, "palmar")] = palmar
        f["dorsal"] = far(v, -Z, None, .002)
    return found


def long_of_hand(f, v, m):
    """Base to head by the longest axis; which end is the base is told by `down` (-y in the hand's frame)."""
    c = v.mean(0)
    axis = np.linalg.svd(v - c, full_matrices=False)[2][0]
    axis = axis * np.sign(axis @ f.pop("down"))
    d = (v - c) @ axis
    f["base"], f["head"] = c + axis * d.min(), c + axis * d.max()
    ends = [v[d < d.min() + .1 * np.ptp(d)].mean(0), v[d > d.max() - .1 * np.ptp(d)].mean(0)]
    f["base"], f["head"] = ends[0] - axis * .05 * np.ptp(d), ends[1] + axis * .05 * np.ptp(d)
    f["line_top"], f["line_bottom"] = f["base"], f["head"]


def hip_bone(f, v, m):
    upper = v[:, 1] > v[:, 1].min() + .4 * np.ptp(v[:, 1])
    f["asis"] = far(v, [.25, 0, 1], upper, .003)
    f["psis"] = far(v, [0, -.3, -1], upper, .004)    # its lower edge is what is felt
    f["iliac_crest_top"] = far(v, Y, None, .003)
    f["iliac_crest_lateral"] = far(v, X, upper, .003)
    sym = v[v[:, 0] < v[:, 0].min() + .006]
    sym = sym[sym[:, 2] > np.median(v[:, 2])] if (sym[:, 2] > np.median(v[:, 2])).any() else sym
    f["pubic_symphysis"] = np.array([0, sym[:, 1].max(), sym[sym[:, 1] > sym[:, 1].max() - .006][:, 2].mean()])
    f["pubic_symphysis_front"] = np.array([0, sym[:, 1].max() - .008, sym[sym[:, 1] > sym[:, 1].max() - .02][:, 2].max()])
    # 25 mm beside the midline, on the upper edge of the pubis
    pub = v[(v[:, 0] > .021) & (v[:, 0] < .030) & (abs(v[:, 1] - f["pubic_symphysis"][1]) < .016) & (v[:, 2] > np.median(v[:, 2]))]
    f["pubic_tubercle"] = far(pub, [0, .6, 1], None, .002)
    f["ischial_tuberosity"] = far(v, [0, -1, -.5], None, .004)
    back = (v[:, 2] < np.median(v[:, 2])) & (v[:, 1] < f["psis"][1] - .04) & (v[:, 1] > f["ischial_tuberosity"][1] + .035)
    f["ischial_spine"] = far(v, [-1, 0, -.6], back, .002)
    edge = v[(abs(v[:, 1] - f["ischial_spine"][1] - .026) < .004) & (v[:, 2] < f["ischial_spine"][2] + .045)]
    f["sciatic_notch"] = far(edge, -Z, None, .002) if len(edge) else f["ischial_spine"] + [0, .026, .02]


def after_hip(f, v, head):
    f["acetabulum"] = head
    near = v[(v[:, 1] > head[1] + .008) & (v[:, 1] < head[1] + .022)]
    f["aiis"] = far(near, Z, None, .002)
    near = v[(v[:, 0] < head[0] - .010) & (v[:, 0] > head[0] - .035) & (v[:, 1] > head[1] + .005) & (v[:, 1] < head[1] + .025)]
    f["iliopubic_eminence"] = far(near, Z, None, .002) if len(near) else head + [-.022, .012, .02]
    s, t = f["pubic_symphysis"], f["ischial_tuberosity"]
    f["obturator_canal"] = np.array([head[0] - .020, head[1] - .016, (s[2] + head[2]) / 2 + .004])
    del t


def femur(f, v, m):
    top = v[v[:, 1] > v[:, 1].max() - .05]
    ball = top[top[:, 0] < np.percentile(top[:, 0], 40)]
    for _ in range(6):
        c, r = sphere(ball)
        d = abs(np.linalg.norm(top - c, axis=1) - r)
        ball = top[(d < .0025) & (top[:, 0] < c[0] + .006)]
    f["head"] = c
    high = v[:, 1] > v[:, 1].max() - .10
    f["greater_trochanter"] = far(v, X, high, .003)
    f["trochanter_tip"] = far(v, [.6, 1, -.4], high & (v[:, 0] > c[0] + .03), .003)
    f["lesser_trochanter"] = far(v, [-.6, 0, -1], (v[:, 1] < c[1] - .045) & (v[:, 1] > c[1] - .09), .003)
    low = v[:, 1] < v[:, 1].min() + .05
    f["medial_epicondyle"], f["lateral_epicondyle"] = far(v, -X, low, .003), far(v, X, low, .003)
    f["knee"] = (f["medial_epicondyle"] + f["lateral_epicondyle"]) / 2
    k = f["knee"][0]
    f["medial_condyle_low"], f["lateral_condyle_low"] = far(v, -Y, low & (v[:, 0] < k - .008)), far(v, -Y, low & (v[:, 0] > k + .008))
    f["adductor_tubercle"] = far(v, -X, (v[:, 1] > f["medial_epicondyle"][1] + .012) & (v[:, 1] < f["medial_epicondyle"][1] + .025))
    f["trochlea_front"] = far(v, Z, low & (abs(v[:, 0] - k) < .02))
    f["line_top"], f["line_bottom"] = f["trochanter_tip"], f["knee"]


def patella(f, v, m):
    f["base"], f["apex"] = far(v, Y), far(v, -Y)
    f["front"] = far(v, Z, None, .003)
    f["back"] = far(v, -Z, None, .003)
    f["medial"], f["lateral"] = far(v, -X), far(v, X)


def tibia(f, v, m):
    top = v[:, 1].max()
    high = v[:, 1] > top - .025
    f["tuberosity"] = far(v, Z, (v[:, 1] < top - .038) & (v[:, 1] > top - .062), .003)
    f["medial_condyle"], f["lateral_condyle"] = far(v, -X, high, .003), far(v, X, high, .003)
    c = (f["medial_condyle"] + f["lateral_condyle"]) / 2
    f["plateau"] = np.array([c[0], top - .006, v[high][:, 2].mean()])
    side = (v[:, 0] < c[0] - .008), (v[:, 0] > c[0] + .008)
    f["medial_plateau"], f["lateral_plateau"] = (far(v, Y, s, .004) for s in side)
    y = f["tuberosity"][1] - .019
    f["pes_anserinus"] = far(v, [-1, 0, .7], abs(v[:, 1] - y) < .011, .003)
    low = v[:, 1] < v[:, 1].min() + .03
    f["medial_malleolus"] = far(v, -X, low, .003)
    f["medial_malleolus_tip"] = far(v, -Y, None, .002)
    lateral = v[low & (v[:, 0] > f["medial_malleolus"][0] + .018)]
    f["plafond"] = np.array([lateral[:, 0].mean(), np.percentile(lateral[:, 1], 12), lateral[:, 2].mean()])
    y = v[:, 1].min() + .5 * np.ptp(v[:, 1])
    f["crest_mid"] = far(v, Z, abs(v[:, 1] - y) < .01, .002)
    f["medial_condyle_low"] = far(v, -X, abs(v[:, 1] - (top - .032)) < .006, .003)
    f["line_top"], f["line_bottom"] = f["plateau"], f["plafond"]


def fibula(f, v, m):
    high, low = v[:, 1] > v[:, 1].max() - .03, v[:, 1] < v[:, 1].min() + .03
    f["head"], f["head_tip"] = far(v, X, high, .003), far(v, Y)
    f["lateral_malleolus"], f["lateral_malleolus_tip"] = far(v, X, low, .003), far(v, -Y)
    f["line_top"], f["line_bottom"] = f["head_tip"], f["lateral_malleolus_tip"]


def talus(f, v, m):
    box_middle(f, v, m)
    f["head"] = far(v, Z, None, .003)
    f["top"] = far(v, Y, None, .003)


def calcaneus(f, v, m):
    box_middle(f, v, m)
    f["tuber_back"] = far(v, -Z, None, .003)
    back = v[v[:, 2] < v[:, 2].min() + .010]
    f["achilles_insertion"] = back.mean(0)
    f["plantar"] = far(v, -Y, v[:, 2] < v[:, 2].mean(), .003)
    f["medial_process"] = far(v, [-.8, -1, 0], v[:, 2] < v[:, 2].min() + .03, .003)
    f["plantar_mid"] = far(v, -Y, abs(v[:, 2] - v[:, 2].mean()) < .008, .002)
    f["sustentaculum"] = far(v, -X, v[:, 1] > v[:, 1].mean(), .002)
    f["lateral_wall"] = far(v, X, None, .003)
    f["front"] = far(v, Z, None, .004)
    f["peroneal_trochlea"] = far(v, X, v[:, 2] > v[:, 2].mean() + .002, .002)


def navicular(f, v, m):
    box_middle(f, v, m)
    f["tuberosity"] = far(v, [-1, -.3, 0], None, .003)


def cuboid(f, v, m):
    box_middle(f, v, m)
    f["groove"] = far(v, [1, -1, 0], None, .002)


def hyoid(f, v, m):
    f["body"] = far(v, Z) * [0, 1, 1]
    f["greater_horn"] = far(v, -Z, v[:, 0] > 0)


TABLE = {"skull": skull, "mandible": mandible, "sacrum": sacrum, "coccyx": coccyx, "sternum": sternum, "clavicle": clavicle,
         "scapula": scapula, "humerus": humerus, "radius": radius, "ulna": ulna, "hip_bone": hip_bone, "femur": femur,
         "patella": patella, "tibia": tibia, "fibula": fibula, "talus": talus, "calcaneus": calcaneus,
         "navicular": navicular, "cuboid": cuboid, "hyoid": hyoid}


def find(name, m, down=None):
    f = {}
    if name.startswith("vertebra"):
        spine(f, m.v, m)
    elif name.startswith("rib_"):
        rib(f, m.v, m)
    elif name.startswith(("metacarpal", "metatarsal")) or "phalanx" in name:
        f["down"] = down
        long_of_hand(f, m.v, m)
        if name == "metatarsal_5":
            near = m.v[m.v[:, 2] < m.v[:, 2].min() + .02]
            f["tuberosity"] = far(near, [1, -.2, -.5], None, .003)
    elif name in TABLE:
        TABLE[name](f, m.v, m)
    elif name.startswith("cuneiform"):
        box_middle(f, m.v, m)
    else:
        carpal(name)(f, m.v, m)
    return f
