"""Our own bodies as arrays: skin, normals and joints at every corner of the shape space."""
import json
import struct

import numpy as np
import scipy.sparse as sparse
from scipy.spatial import cKDTree

SEXES, AGES, LEVELS = 2, 2, 3
CORNERS, HEIGHTS = SEXES * AGES * LEVELS * LEVELS, SEXES * AGES * 2
AVERAGE = 1


def corner(sex, age, muscle, weight):
    return ((sex * AGES + age) * LEVELS + muscle) * LEVELS + weight


def catmull_clark(n, quads):
    """The step of src/geom/subdivision.c as a sparse matrix: vertices, edges, faces."""
    edge_of, faces_at, edges, of_quad = {}, [], [], []
    for q, quad in enumerate(quads):
        row = []
        for c in range(4):
            key = tuple(sorted((quad[c], quad[(c + 1) % 4])))
            if key not in edge_of:
                edge_of[key] = len(edges)
                edges.append(key)
                faces_at.append([])
            faces_at[edge_of[key]].append(q)
            row.append(edge_of[key])
        of_quad.append(row)
    m = len(quads)
    centre = sparse.csr_matrix((np.full(4 * m, .25), (np.repeat(np.arange(m), 4), quads.ravel())), (m, n))
    ends = np.array(edges)
    middle = sparse.csr_matrix((np.full(2 * len(edges), .5), (np.repeat(np.arange(len(edges)), 2), ends.ravel())),
                               (len(edges), n))
    inner = np.array([len(f) == 2 for f in faces_at])
    rows = [e for e, f in enumerate(faces_at) if len(f) == 2 for _ in f]
    near = sparse.csr_matrix((np.full(len(rows), .25), (rows, [q for f in faces_at if len(f) == 2 for q in f])),
                             (len(edges), m))
    edge_point = sparse.diags(np.where(inner, .5, 1)) @ middle + near @ centre
    face_ring = sparse.csr_matrix((np.ones(4 * m), (quads.ravel(), np.repeat(np.arange(m), 4))), (n, m))
    edge_ring = sparse.csr_matrix((np.ones(2 * len(edges)), (ends.ravel(), np.repeat(np.arange(len(edges)), 2))),
                                  (n, len(edges)))
    k = np.maximum(np.asarray(face_ring.sum(1)).ravel(), 1)
    vertex_point = (sparse.diags(1 / k**2) @ face_ring @ centre + sparse.diags(2 / k**2) @ edge_ring @ middle
                    + sparse.diags((k - 3) / k))
    fine = np.array([[quads[q][c], n + of_quad[q][c], n + len(edges) + q, n + of_quad[q][(c + 3) % 4]]
                     for q in range(m) for c in range(4)])
    return sparse.vstack([vertex_point, edge_point, centre]).tocsr(), fine


class Bodies:
    def __init__(self, folder, joints):
        data = open(f"{folder}/human.shapes", "rb").read()
        _, _, n, q, fine, corners, heights, _ = struct.unpack("<8s6IQ", data[:40])
        at = 40
        self.cage = np.frombuffer(data, "<f4", n * 3, at).reshape(n, 3).astype(float)
        at += n * 12
        quads = np.frombuffer(data, "<u2", q * 4, at).reshape(q, 4).astype(int)
        at += q * 8
        order = np.frombuffer(data, "<u2", fine, at).astype(int)
        at += fine * 2
        self.delta = []
        for _ in range(corners + heights):
            step = struct.unpack("<f", data[at:at + 4])[0]
            self.delta.append(step * np.frombuffer(data, "<i2", n * 3, at + 4).reshape(n, 3).astype(float))
            at += 4 + n * 6
        step, fine_quads = catmull_clark(n, quads)
        self.step = step[order]
        back = np.empty(fine, int)
        back[order] = np.arange(fine)
        self.quads = back[fine_quads]
        q, m = self.quads, 2 * len(self.quads)
        self.triangles = np.concatenate([q[:, [0, 1, 2]], q[:, [0, 2, 3]]])
        self.faces_at = sparse.csr_matrix((np.ones(3 * m), (self.triangles.ravel(), np.repeat(np.arange(m), 3))), (fine, m))
        rig = json.load(open(joints))
        self.names = sorted(rig["neutral"])
        stack = lambda d: np.array([d[k] for k in self.names])
        self.rig = [stack(d) for d in rig["corners"]] + [stack(d) for d in rig["heights"]]
        self.rig_neutral = stack(rig["neutral"])

    def mix(self, weights, heights=()):
        """Body of weighted corners; heights: (index, amount)."""
        cage, rig = self.cage.copy(), 0
        for c, w in weights:
            cage = cage + w * self.delta[c]
            rig = rig + w * self.rig[c]
        for h, amount in heights:
            cage = cage + amount * self.delta[CORNERS + h]
            rig = rig + amount * self.rig[CORNERS + h]
        return Body(self, self.step @ cage, rig)

    def weights(self, sex=.5, age=25, muscle=.5, weight=.5, tall=0):
        """As src/geom/shape.c blends: corners (and, from CORNERS on, statures) with their weights."""
        two = lambda x: (1 - x, x)
        three = lambda x: (max(0, 1 - 2 * x), 1 - abs(1 - 2 * x), max(0, 2 * x - 1))
        a = min(max((age - 25) / 65, 0), 1)
        weights = [(corner(i, j, k, l), s * t * u * v) for i, s in enumerate(two(sex)) for j, t in enumerate(two(a))
                   for k, u in enumerate(three(muscle)) for l, v in enumerate(three(weight)) if s * t * u * v]
        heights = [(CORNERS + (i * AGES + j) * 2 + (tall > 0), abs(tall) * s * t) for i, s in enumerate(two(sex))
                   for j, t in enumerate(two(a)) if s * t] if tall else []
        return weights + heights

    def stature(self, *one):
        cage = self.cage + sum(w * self.delta[c] for c, w in self.weights(*one))
        return np.ptp(self.step @ cage[:, 1])

    def at(self, sex=.5, age=25, muscle=.5, weight=.5, tall=0):
        """The body of these; tall: part of the way to the shortest (< 0) or tallest stature. Not lifted."""
        mix = self.weights(sex, age, muscle, weight, tall)
        return self.mix([w for w in mix if w[0] < CORNERS], [(h - CORNERS, a) for h, a in mix if h >= CORNERS])


class Body:
    """One skin. `inside` tells the signed depth of points below it (metres, > 0 inside)."""
    outer = None   # vertices that are outer skin: not mouth, nostrils, ear canals

    def __init__(self, bodies, skin, rig):
        self.bodies, self.skin, self.rig = bodies, skin, rig
        q, self.triangles = bodies.quads, bodies.triangles
        a, b, c = (skin[self.triangles[:, k]] for k in range(3))
        normal = bodies.faces_at @ np.cross(b - a, c - a)
        self.normal = normal / np.linalg.norm(normal, axis=1)[:, None]
        keep = self.outer if self.outer is not None else np.ones(len(skin), bool)
        use = keep[q].all(1)
        middle = skin[q[use]].mean(1)
        turn = self.normal[q[use]].mean(1)
        self.sample = np.concatenate([skin[keep], middle])
        self.sample_normal = np.concatenate([self.normal[keep], turn / np.linalg.norm(turn, axis=1)[:, None]])
        self.tree = cKDTree(self.sample)
        self.stature = np.ptp(skin[:, 1])

    def joint(self, name):
        """'upperarm01' is the head of that bone on the left, 'upperarm01+' its tail."""
        end = "tail" if name.endswith("+") else "head"
        name = name.rstrip("+")
        for full in (f"{name}.L____{end}", f"{name}____{end}"):
            if full in self.bodies.names:
                return self.rig[self.bodies.names.index(full)].copy()
        raise KeyError(name)

    def depth(self, points):
        """Metres under the skin (< 0 outside) and the nearest sample of it. Near the skin its plane tells; farther off what
        seems outside is asked of eight samples, since one alone may be the rim of the mouth and look the wrong way."""
        distance, near = self.tree.query(points)
        out = ((points - self.sample[near]) * self.sample_normal[near]).sum(1)
        odd = np.where((distance >= .004) & (out > 0))[0]
        if len(odd):
            _, many = self.tree.query(points[odd], 8)
            out[odd] = ((points[odd][:, None] - self.sample[many]) * self.sample_normal[many]).sum((1, 2))
        return np.where(distance < .004, -out, -np.sign(out) * distance), near


def probes(bodies, count=300):
    """Vertices of the skin, spread evenly, from which the mix of corners is told, and the matrix that tells it."""
    n = bodies.at()
    pick = [int(n.skin[:, 1].argmax())]
    d = np.full(len(n.skin), np.inf)
    for _ in range(count - 1):
        d = np.minimum(d, ((n.skin - n.skin[pick[-1]]) ** 2).sum(1))
        pick.append(int(d.argmax()))
    base = n.skin * 0 + (bodies.step @ bodies.cage)
    columns = [(base + bodies.step @ bodies.delta[c])[pick].ravel() for c in range(CORNERS)]
    columns += [(bodies.step @ bodies.delta[CORNERS + h])[pick].ravel() for h in range(HEIGHTS)]
    lift = np.zeros((count, 3))
    lift[:, 1] = 1
    a = np.stack(columns + [lift.ravel()], 1)
    return np.array(pick), a, np.linalg.pinv(a, rcond=1e-6)


def read_landmarks(path):
    """(name, side) -> triangle of human.glb and weights"""
    return {(m["name"], m["side"]): (m["triangle"], m["weights"]) for m in json.load(open(path))["landmarks"]}


def read_triangles(path):
    """The triangles of human.glb, to which landmarks are anchored, and its occlusion."""
    data = open(path, "rb").read()
    n = struct.unpack("<I", data[12:16])[0]
    head = json.loads(data[20:20 + n])
    blob = data[28 + n:]

    def array(i):
        a = head["accessors"][i]
        v = head["bufferViews"][a["bufferView"]]
        kind = {5121: "<u1", 5123: "<u2", 5125: "<u4", 5126: "<f4"}[a["componentType"]]
        wide = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}[a["type"]]
        return np.frombuffer(blob, kind, a["count"] * wide, v.get("byteOffset", 0) + a.get("byteOffset", 0)).reshape(-1, wide)
    p = head["meshes"][0]["primitives"][0]
    colour = [k for k in p["attributes"] if k.startswith("COLOR")]
    return (array(p["indices"]).reshape(-1, 3).astype(int), array(p["attributes"]["POSITION"]).astype(float),
            array(p["attributes"][colour[0]])[:, 0] if colour else None)
