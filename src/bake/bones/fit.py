"""The fit of one piece: an affine map near a turn with three scales, linear in its twelve numbers.

Rounds alternate between the nearest turn of the map and a least-squares step, in which the skin is a plane at the
nearest place of it (as-rigid-as-possible in the large, point to plane in the small).
"""
import numpy as np


class Map:
    def __init__(self, a=None, t=None):
        self.a = np.eye(3) if a is None else np.asarray(a, float)
        self.t = np.zeros(3) if t is None else np.asarray(t, float)

    def __call__(self, p):
        return np.asarray(p) @ self.a.T + self.t

    def after(self, first):
        return Map(self.a @ first.a, self.a @ first.t + self.t)

    def inverse(self):
        b = np.linalg.inv(self.a)
        return Map(b, -b @ self.t)


def turn_of(m):
    u, _, vt = np.linalg.svd(m)
    return u @ np.diag([1, 1, np.linalg.det(u @ vt)]) @ vt


def at(p, q, sigma):
    """The point p of the piece belongs at q, within sigma (one number or three, metres)."""
    s = np.broadcast_to(np.asarray(sigma, float), 3)
    return [(np.asarray(p), np.eye(3)[k], q[k], s[k]) for k in range(3) if np.isfinite(s[k])]


def under(p, skin, normal, depth, sigma, along):
    """p belongs `depth` under a place of the skin, within sigma across it and `along` over it."""
    n = normal / np.linalg.norm(normal)
    q = skin - depth * n
    u = np.cross(n, [1, 0, 0] if abs(n[0]) < .8 else [0, 1, 0])
    u /= np.linalg.norm(u)
    w = np.cross(n, u)
    return [(np.asarray(p), n, n @ q, sigma), (np.asarray(p), u, u @ q, along), (np.asarray(p), w, w @ q, along)]


def both(terms):
    """The same on the other side."""
    m = np.array([-1, 1, 1])
    return terms + [(p * m, n * m, d, s) for p, n, d, s in terms]


def level(p, q, n, sigma):
    """Two points of the piece lie equally far along the direction n."""
    return [(np.stack([p, q]), np.asarray(n, float), 0., sigma)]


class Ends:
    """Two maps of one bone, one for each end; between the heights `low` and `high` of the source one passes into the
    other."""

    def __init__(self, upper, lower, high, low):
        self.upper, self.lower, self.high, self.low = upper, lower, high, low
        self.a = (upper.a + lower.a) / 2

    def __call__(self, p):
        p = np.asarray(p)
        s = np.clip((p[..., [1]] - self.low) / (self.high - self.low), 0, 1)
        s = s * s * (3 - 2 * s)
        return s * self.upper(p) + (1 - s) * self.lower(p)


def start_map(terms, axes, scale, hints):
    """A turn, shift and scale for the terms that name whole places, helped by pairs of directions."""
    a = [(p, n, d, s) for p, n, d, s in terms]
    points = {}
    for p, n, d, s in a:
        if np.ndim(p) > 1:
            continue
        points.setdefault(tuple(np.round(p, 6)), []).append((n, d, s))
    src, dst, weight = [], [], []
    for p, rows in points.items():
        if len(rows) == 3:
            n = np.array([r[0] for r in rows])
            src.append(p)
            dst.append(np.linalg.solve(n, [r[1] for r in rows]))
            weight.append(1 / max(r[2] for r in rows) ** 2)
    src, dst, weight = np.array(src), np.array(dst), np.array(weight)
    weight /= weight.sum()
    cs, cd = weight @ src, weight @ dst
    h = np.einsum("i,ij,ik->jk", weight, dst - cd, src - cs)
    for u, w, k in hints:
        h += k * np.outer(w / np.linalg.norm(w), u / np.linalg.norm(u))
    r = turn_of(h)
    a = r @ axes @ np.diag(scale) @ axes.T
    return Map(a, cd - a @ cs)


def fit(points, terms, axes=np.eye(3), scale=(1, 1, 1), stiff=(.05, .05, .05), turn=np.inf, start=None, hints=(),
        skin=None, clear=.003, firm=.0008, rounds=10, even=False, shear=.004):
    """points: vertices to keep `clear` metres (one number or one a vertex) below `skin`; axes: columns, the piece's own.

    scale, stiff: the scales expected along the axes and how much they may differ; turn: how far (radians) the turn may
    leave that of `start`. even: the map must not leave the midline.
    """
    axes, scale, stiff = np.asarray(axes, float), np.asarray(scale, float), np.asarray(stiff, float)
    m = start if start is not None else start_map(terms, axes, scale, hints)
    first = turn_of(m.a @ axes)
    centre = points.mean(0)
    span = max(np.linalg.norm(points - centre, axis=1).max(), .01)
    clear = np.broadcast_to(np.asarray(clear, float), len(points))
    local = lambda p: (np.asarray(p) - centre) @ axes

    def row(p, n):
        if np.ndim(p) > 1:
            return row(p[0], n) - row(p[1], n)
        q = local(p)
        return np.concatenate([q[0] * n, q[1] * n, q[2] * n, n])
    fixed = [(row(p, n) / s, (d) / s) for p, n, d, s in terms]
    for _ in range(rounds):
        r = turn_of(m.a @ axes @ np.diag(1 / scale))
        rows, goal = [a for a, _ in fixed], [b for _, b in fixed]
        unit = span * .5                                     # what a relative error of the map means in metres
        for k in range(3):
            for j in range(3):
                v = np.zeros(12)
                v[3 * k:3 * k + 3] = r[:, j]
                s = stiff[k] if j == k else shear
                rows.append(v * unit / (s * span))
                goal.append((scale[k] if j == k else 0) * unit / (s * span))
                if np.isfinite(turn) and j != k:
                    v = np.zeros(12)
                    v[3 * k:3 * k + 3] = first[:, j]
                    rows.append(v / turn)
                    goal.append(0)
        base, want = np.array(rows), np.array(goal)
        solve = lambda r, g: np.linalg.lstsq(np.concatenate([base, r]), np.concatenate([want, g]), rcond=None)[0]
        if skin is None:
            z = solve(np.zeros((0, 12)), np.zeros(0))
        else:
            z = _below(points, m, row, skin, clear, firm, solve)
        a = z[:9].reshape(3, 3).T @ axes.T
        t = z[9:] - a @ centre
        if even:
            a = a * np.array([[1, 0, 0], [0, 1, 1], [0, 1, 1]])
            t = t * [0, 1, 1]
        m = Map(a, t)
    return m


def _below(points, m, row, skin, clear, firm, solve):
    """The step with the skin as planes that press only on what lies too near to them."""
    depth, near = skin.depth(m(points))
    close = np.where(depth < clear + .012)[0]
    n, q = skin.sample_normal[near[close]], skin.sample[near[close]]
    planes = np.array([row(points[i], k) for i, k in zip(close, n)]).reshape(-1, 12)
    limit = (n * q).sum(1) - clear[close]
    press = depth[close] < clear[close]
    for _ in range(5):
        w = 1 / (firm * np.sqrt(max(press.sum() / 12, 1)))
        z = solve(planes[press] * w, limit[press] * w)
        over = planes @ z - limit
        again = (over > 0) | (press & (over > -1e-6))
        if (again == press).all():
            break
        press = again
    return z
