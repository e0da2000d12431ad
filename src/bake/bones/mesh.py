"""Triangle meshes: reading, welding, closing, refining, thinning."""
import struct
import xml.etree.ElementTree as xml

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree


class Mesh:
    def __init__(self, v, f):
        self.v, self.f = np.asarray(v, float), np.asarray(f, int)

    def moved(self, a, t=0):
        m = Mesh(self.v @ np.asarray(a).T + t, self.f)
        return m if np.linalg.det(a) > 0 else Mesh(m.v, m.f[:, ::-1])

    def mirrored(self):
        return self.moved(np.diag([-1, 1, 1]))

    def volume(self):
        a, b, c = (self.v[self.f[:, k]] for k in range(3))
        return (np.cross(a, b) * c).sum() / 6


def read_stl(path):
    data = open(path, "rb").read()
    n = struct.unpack("<I", data[80:84])[0]
    if 84 + 50 * n != len(data):
        v = np.array([line.split()[1:4] for line in data.decode("latin1").splitlines()
                      if line.strip().startswith("vertex")], float)
    else:
        kind = np.dtype([("n", "<3f4"), ("v", "<9f4"), ("a", "<u2")])
        v = np.frombuffer(data[84:], kind)["v"].reshape(-1, 3).astype(float)
    return weld(Mesh(v, np.arange(len(v)).reshape(-1, 3)), 1e-7)


def read_vtp(path):
    """VTK poly data with ASCII arrays; polygons are cut into fans."""
    piece = xml.parse(path).getroot().find("PolyData").find("Piece")
    numbers = lambda node: np.array(node.text.split(), float)
    v = numbers(piece.find("Points").find("DataArray")).reshape(-1, 3)
    polygons = {a.get("Name"): numbers(a).astype(int) for a in piece.find("Polys").findall("DataArray")}
    f, start = [], 0
    for end in polygons["offsets"]:
        ring = polygons["connectivity"][start:end]
        f += [[ring[0], ring[k], ring[k + 1]] for k in range(1, len(ring) - 1)]
        start = end
    return weld(Mesh(v, f), 1e-7)


def weld(m, tolerance):
    """Vertices nearer than the tolerance become one; what has no area goes."""
    pairs = cKDTree(m.v).query_pairs(tolerance, output_type="ndarray")
    n, label = connected_components(sparse.coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])),
                                                      shape=(len(m.v),) * 2), directed=False)
    count = np.bincount(label, minlength=n)
    v = np.stack([np.bincount(label, m.v[:, k], n) for k in range(3)], 1) / count[:, None]
    f = label[m.f]
    f = f[(f[:, 0] != f[:, 1]) & (f[:, 1] != f[:, 2]) & (f[:, 2] != f[:, 0])]
    _, first = np.unique(np.sort(f, 1), axis=0, return_index=True)
    return tidy(Mesh(v, f[np.sort(first)]))


def tidy(m):
    used, f = np.unique(m.f, return_inverse=True)
    return Mesh(m.v[used], f.reshape(-1, 3))


def pieces(m):
    n = len(m.v)
    e = np.concatenate([m.f[:, [0, 1]], m.f[:, [1, 2]]])
    count, label = connected_components(sparse.coo_matrix((np.ones(len(e)), (e[:, 0], e[:, 1])), shape=(n, n)),
                                        directed=False)
    return [tidy(Mesh(m.v, m.f[label[m.f[:, 0]] == k])) for k in range(count)]


def half_edges(m):
    return np.concatenate([m.f[:, [0, 1]], m.f[:, [1, 2]], m.f[:, [2, 0]]])


def open_edges(m):
    """Half edges without a partner the other way."""
    e = half_edges(m)
    n = len(m.v)
    there, back = e[:, 0] * n + e[:, 1], e[:, 1] * n + e[:, 0]
    return e[~np.isin(there, back)]


def closed(m):
    e = np.sort(half_edges(m), 1)
    _, count = np.unique(e, axis=0, return_counts=True)
    return bool((count == 2).all() and len(open_edges(m)) == 0)


def fill(m):
    """Closes every hole by a fan round its middle."""
    follow = {}
    for a, b in open_edges(m):
        follow.setdefault(b, []).append(a)
    v, f = list(m.v), list(map(tuple, m.f))
    while follow:
        start = next(iter(follow))
        ring, at = [], start
        while at in follow and at not in ring:
            ring.append(at)
            following = follow[at].pop()
            if not follow[at]:
                del follow[at]
            at = following
        ring = ring[ring.index(at):] if at in ring else ring
        if len(ring) < 3:
            continue
        if len(ring) == 3:
            f.append(tuple(ring))
            continue
        v.append(np.mean([m.v[k] for k in ring], 0))
        f += [(ring[k], ring[(k + 1) % len(ring)], len(v) - 1) for k in range(len(ring))]
    return Mesh(v, f)


def outward(m):
    return m if m.volume() > 0 else Mesh(m.v, m.f[:, ::-1])


def neighbours(m):
    e = half_edges(m)
    n = len(m.v)
    a = sparse.csr_matrix((np.ones(2 * len(e)), (np.r_[e[:, 0], e[:, 1]], np.r_[e[:, 1], e[:, 0]])), (n, n))
    a.data[:] = 1
    return sparse.diags(1 / np.maximum(np.asarray(a.sum(1)).ravel(), 1)) @ a


def taubin(m, steps=8, shrink=.5, swell=-.53):
    """Smoothing that keeps the volume. G. Taubin, SIGGRAPH 1995."""
    mean = neighbours(m)
    v = m.v
    for _ in range(steps):
        for amount in (shrink, swell):
            v = v + amount * (mean @ v - v)
    return Mesh(v, m.f)


def split(m):
    """Each triangle in four."""
    e = np.sort(half_edges(m), 1)
    edge, index = np.unique(e, axis=0, return_inverse=True)
    n, t = len(m.v), len(m.f)
    ab, bc, ca = (n + index.reshape(3, t))
    a, b, c = m.f.T
    f = np.concatenate([np.stack(k, 1) for k in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))])
    return Mesh(np.concatenate([m.v, m.v[edge].mean(1)]), f)


def edge_length(m):
    e = half_edges(m)
    return float(np.median(np.linalg.norm(m.v[e[:, 0]] - m.v[e[:, 1]], axis=1)))


def thin(m, triangles):
    import fast_simplification
    if len(m.f) <= triangles:
        return m
    v, f = fast_simplification.simplify(m.v.astype(np.float32), m.f.astype(np.int32), 1 - triangles / len(m.f))
    return weld(Mesh(v, f), 1e-9)


def normals(m):
    a, b, c = (m.v[m.f[:, k]] for k in range(3))
    face = np.cross(b - a, c - a)
    n = np.zeros_like(m.v)
    for k in range(3):
        np.add.at(n, m.f[:, k], face)
    return n / np.maximum(np.linalg.norm(n, axis=1), 1e-30)[:, None]


def repair(m):
    """Takes away faces at edges of more than two faces, then small loose parts, and closes the holes."""
    for _ in range(20):
        e = half_edges(m)
        key = np.sort(e, 1)
        _, index, count = np.unique(key, axis=0, return_inverse=True, return_counts=True)
        same = np.unique(e, axis=0, return_inverse=True, return_counts=True)
        bad = (count[index] > 2) | (same[2][same[1]] > 1)
        if not bad.any():
            break
        m = tidy(Mesh(m.v, m.f[~bad.reshape(3, -1).any(0)]))
    m = max(pieces(m), key=lambda p: len(p.f))
    return fill(single_fans(m))


def single_fans(m):
    """A vertex where several fans of faces touch becomes one vertex for each."""
    f = m.f.copy()
    v = list(m.v)
    corner = {}
    for t, face in enumerate(f):
        for k in range(3):
            corner.setdefault(face[k], []).append((t, k))
    for vertex, at in corner.items():
        left = dict(at)
        fans = []
        while left:
            grow = [next(iter(left))]
            fan = []
            while grow:
                t = grow.pop()
                if t not in left:
                    continue
                fan.append((t, left.pop(t)))
                others = set(f[t]) - {vertex}
                grow += [s for s in left if others & (set(m.f[s]) - {vertex})]
            fans.append(fan)
        for fan in fans[1:]:
            for t, k in fan:
                f[t, k] = len(v)
            v.append(m.v[vertex])
    return Mesh(v, f)


def symmetric(m, near=2e-4):
    """The left half (x >= 0) and its mirror image, joined on the midline."""
    v = m.v.copy()
    v[abs(v[:, 0]) < near, 0] = 0
    f, cut = [], {}
    v = list(v)

    def between(a, b):
        key = (min(a, b), max(a, b))
        if key not in cut:
            p, q = v[key[0]], v[key[1]]
            s = p[0] / (p[0] - q[0])
            cut[key] = len(v)
            v.append(np.r_[0, (p + s * (q - p))[1:]])
        return cut[key]
    for face in m.f:
        ring = []
        for k in range(3):
            a, b = face[k], face[(k + 1) % 3]
            if v[a][0] >= 0:
                ring.append(a)
            if v[a][0] * v[b][0] < 0:
                ring.append(between(a, b))
        if len(ring) < 3 or max(v[k][0] for k in ring) <= 0:
            continue
        f += [(ring[0], ring[k], ring[k + 1]) for k in range(1, len(ring) - 1)]
    v = np.array(v)
    half = tidy(Mesh(v, f))
    n = len(half.v)
    middle = half.v[:, 0] == 0
    other = np.where(middle, np.arange(n), np.arange(n) + n)
    both = tidy(Mesh(np.concatenate([half.v, half.v * [-1, 1, 1]]), np.concatenate([half.f, other[half.f[:, ::-1]]])))
    return both


def sweep(centre, across, up, n=16, power=2.2):
    """A closed tube: rings round `centre` with half widths (a, b) along the unit vectors across and up."""
    rings = []
    angle = np.arange(n) * 2 * np.pi / n
    c, s = np.cos(angle), np.sin(angle)
    round_ = lambda x: np.sign(x) * abs(x) ** (2 / power)
    for p, (a, u), (b, w) in zip(centre, across, up):
        rings.append(p + np.outer(a * round_(c), u) + np.outer(b * round_(s), w))
    k = len(rings)
    v = np.concatenate(rings + [[centre[0]], [centre[-1]]])
    f = []
    for i in range(k - 1):
        for j in range(n):
            a, b = i * n + j, i * n + (j + 1) % n
            f += [(a, b, b + n), (a, b + n, a + n)]
    for j in range(n):
        f += [(k * n, (j + 1) % n, j), (k * n + 1, (k - 1) * n + j, (k - 1) * n + (j + 1) % n)]
    return outward(Mesh(v, f))
