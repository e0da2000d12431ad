"""The bones as the packages hold them: closed, as fine as a close-up asks, standing, palms forward.

Metres, +X the subject's left, +Y up, +Z to the front; left side and midline. Each piece keeps a frame of its own: pieces
of one frame fit each other, others do not (place.py brings them together). Which package: see models/README.md.
"""
import importlib.util
import os
import pathlib

import numpy as np
import scipy

from mesh import (Mesh, closed, outward, pieces, read_vtp, repair, split, sweep, symmetric, taubin, thin,
                  tidy, weld)

for _name in ("dot", "array", "zeros", "ones", "mean", "hstack", "vstack", "where", "arange", "linspace", "sqrt", "sum"):
    if not hasattr(scipy, _name):                       # gias3-fieldwork 3.0.1 expects an old scipy
        setattr(scipy, _name, getattr(np, _name))

MYO, POSE, GIAS, OWN = "myo-sim", "pose2sim", "musculoskeletal-models", "made here"
CARPALS = "scaphoid lunate triquetrum pisiform trapezium trapezoid capitate hamate".split()
OPENSIM = np.array([[0, 0, -1], [0, 1, 0], [1, 0, 0.]])  # x forward, z right -> z forward, x left
STANDING = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0.]])  # z up, face to -y
PALM_FORWARD = np.array([[0, 0, 1], [0, 1, 0], [-1, 0, 0.]])


def middle(m):
    return (m.v.min(0) + m.v.max(0)) / 2


class Source:
    def __init__(self):
        self.mesh, self.origin = {}, {}

    def add(self, name, mesh, origin):
        self.mesh[name], self.origin[name] = mesh, origin


def _myo(source):
    import mujoco
    import myo_sim
    model, data = myo_sim.load("myofullbody")
    mujoco.mj_forward(model, data)

    def geom(wanted):
        for g in range(model.ngeom):
            if model.geom_type[g] != mujoco.mjtGeom.mjGEOM_MESH:
                continue
            k = model.geom_dataid[g]
            if model.mesh(k).name != wanted:
                continue
            v = model.mesh_vert[model.mesh_vertadr[k]:][:model.mesh_vertnum[k]]
            f = model.mesh_face[model.mesh_faceadr[k]:][:model.mesh_facenum[k]]
            v = (v @ data.geom_xmat[g].reshape(3, 3).T + data.geom_xpos[g]) @ STANDING.T
            return weld(Mesh(v, f), 1e-7)
        raise KeyError(wanted)
    names = [model.mesh(k).name for k in range(model.nmesh)]
    source.add("mandible", geom("hat_jaw"), MYO)
    source.add("skull", geom("hat_skull"), MYO)
    for mesh in names:
        for kind, letter in (("thoracic", "T"), ("lumbar", "L")):
            if kind in mesh:
                number = "".join(c for c in mesh.split(kind)[-1] if c.isdigit())
                source.add(f"vertebra_{letter}{number}", geom(mesh), MYO)
    necks = sorted((p for p in pieces(geom("hat_cervical")) if len(p.f) > 100), key=lambda p: -middle(p)[1])
    for k, p in enumerate(necks):
        source.add(f"vertebra_C{k + 1}", p, MYO)
    for bone in CARPALS:
        source.add(bone, geom(f"{bone}_l"), MYO)
    for k in range(1, 6):
        source.add(f"metacarpal_{k}", geom(f"{k}mc_l"), MYO)
        for part, short in (("proximal", "proxph"), ("middle", "midph"), ("distal", "distph")):
            if k > 1:
                source.add(f"{part}_phalanx_hand_{k}", geom(f"{k}{short}_l"), MYO)
    source.add("proximal_phalanx_hand_1", geom("thumbprox_l"), MYO)
    source.add("distal_phalanx_hand_1", geom("thumbdist_l"), MYO)
    source.add("talus", geom("l_talus"), MYO)
    _foot(source, pieces(geom("l_foot")), pieces(geom("l_bofoot")))
    cage = next(n for n in names if "ribcage" in n)
    return geom(cage)


def _foot(source, foot, toes):
    """Which loose piece is which bone: metatarsals by their triangles, the others by where they lie."""
    metatarsals = [p for p in foot if len(p.f) == 220]
    rest = [p for p in foot if len(p.f) != 220]
    ordered = sorted(metatarsals, key=lambda p: middle(p)[0])
    for k, p in enumerate(ordered):
        source.add(f"metatarsal_{k + 1}", p, MYO)
    heel = max(rest, key=lambda p: len(p.f))
    source.add("calcaneus", heel, MYO)
    rest = sorted((p for p in rest if p is not heel), key=lambda p: middle(p)[0])
    source.add("cuboid", rest.pop(), MYO)
    navicular = min(rest, key=lambda p: middle(p)[2])
    source.add("navicular", navicular, MYO)
    for kind, p in zip(("medial", "intermediate", "lateral"), (p for p in rest if p is not navicular)):
        source.add(f"cuneiform_{kind}", p, MYO)
    left = list(toes)
    for k in range(1, 6):
        at = ordered[k - 1].v[ordered[k - 1].v[:, 2].argmax()]
        for part in ("proximal", "distal") if k == 1 else ("proximal", "middle", "distal"):
            p = min(left, key=lambda q: np.linalg.norm(q.v - at, axis=1).min())
            left = [q for q in left if q is not p]
            source.add(f"{part}_phalanx_foot_{k}", p, MYO)
            at = p.v[p.v[:, 2].argmax()]


def _pose(source, myo_cage):
    folder = pathlib.Path(importlib.util.find_spec("Pose2Sim").origin).parent / "OpenSim_Setup/Geometry"
    for bone in ("humerus", "radius", "ulna"):
        source.add(bone, read_vtp(folder / f"{bone}_lv.vtp").moved(OPENSIM), POSE)
    parts = [p.moved(OPENSIM) for p in pieces(read_vtp(folder / "hat_ribs_scap.vtp"))]
    sternum = next(p for p in parts if len(p.f) == 1450)
    home = next(p for p in pieces(myo_cage) if len(p.f) == 1450)
    shift = middle(home) - middle(sternum)
    parts = [p.moved(np.eye(3), shift) for p in parts]
    sternum = next(p for p in parts if len(p.f) == 1450)
    mine = [p for p in parts if len(p.f) != 1450 and middle(p)[0] > middle(sternum)[0]]
    source.add("sternum_and_cartilages", sternum, POSE)
    source.add("scapula", next(p for p in mine if len(p.f) == 1595 or 1590 < len(p.f) < 1600), POSE)
    source.add("clavicle", next(p for p in mine if len(p.f) == 524), POSE)
    ribs = sorted((p for p in mine if len(p.f) < 300), key=lambda p: -p.v[:, 1].max())
    for k, p in enumerate(ribs):
        source.add(f"rib_{k + 1}", p, POSE)


def _gias(source, cuts=8):
    from gias3.fieldwork.field import geometric_field
    import musculoskeletal.models as packaged
    folder = os.path.join(os.path.dirname(packaged.__file__), "atlas_meshes", "")

    def smooth(mean, flat):
        field = geometric_field.load_geometric_field(folder + mean + ".geof", folder + flat + ".ens",
                                                     folder + flat + ".mesh")
        v, f = field.triangulate((cuts, cuts), merge=True)
        return weld(Mesh(np.array(v) @ STANDING.T / 1000, f), 1e-5)
    pelvis = sorted(pieces(smooth("pelvis_combined_cubic_mean_rigid_LLP26", "pelvis_combined_cubic_flat")),
                    key=lambda p: middle(p)[0])
    shank = sorted(pieces(smooth("tibia_fibula_cubic_left_mean_rigid_LLP26", "tibia_fibula_left_cubic_flat")),
                   key=lambda p: len(p.f))
    source.add("hip_bone", pelvis[2], GIAS)
    source.add("sacrum", pelvis[1], GIAS)
    source.add("femur", smooth("femur_left_mean_rigid_LLP26", "femur_left_quartic_flat"), GIAS)
    source.add("tibia", shank[1], GIAS)
    source.add("fibula", shank[0], GIAS)
    source.add("patella", smooth("patella_left_mean_rigid_LLP26", "patella_11_left"), GIAS)


def _split_sternum(source):
    """Breastbone and cartilages are one piece in the package: cut where the cartilages join.

    The half width of the breastbone from the notch (0) to the tip of the xiphoid (1).
    """
    m = symmetric(source.mesh.pop("sternum_and_cartilages"))
    source.origin.pop("sternum_and_cartilages")
    inner = m.v[abs(m.v[:, 0]) < .002]
    top, bottom = inner[:, 1].max(), inner[:, 1].min()
    at = (top - m.v[:, 1]) / (top - bottom)
    half = np.interp(at, [-.02, .12, .2, .3, .72, .8, .88, 1.02], [.034, .030, .021, .0205, .022, .021, .011, .011])
    centre = m.v[m.f].mean(1)
    at = (top - centre[:, 1]) / (top - bottom)
    half = np.interp(at, [-.02, .12, .2, .3, .72, .8, .88, 1.02], [.034, .030, .021, .0205, .022, .021, .011, .011])
    is_bone = abs(centre[:, 0]) < half
    bone = max(pieces(tidy(Mesh(m.v, m.f[is_bone]))), key=lambda p: len(p.f))
    source.add("sternum", repair(bone), POSE)
    gone = {tuple(p) for p in np.round(bone.v[bone.f].mean(1), 7)}
    rest = tidy(Mesh(m.v, m.f[[tuple(p) not in gone for p in np.round(centre, 7)]]))
    parts = [p for p in pieces(rest) if len(p.f) > 12]
    source.cartilage = [repair(p) for p in parts if middle(p)[0] > 0]


def _coccyx(sacrum_tip):
    """Four fused segments, straight length 37 mm and 35 mm broad at the cornua (Woon, Stringer: Clinical anatomy of the
    coccyx, Clin Anat 2012), bent forward; its shape is drawn, not measured."""
    s = np.linspace(0, 1, 25)
    bend = np.radians(18 + 42 * s)
    step = .041 / 24
    path = sacrum_tip + np.cumsum(np.stack([0 * s, -np.cos(bend) * step, np.sin(bend) * step], 1), 0)
    bump = 1 + .13 * np.cos(s * 4 * 2 * np.pi)
    wide = np.interp(s, [0, .12, .3, .55, .8, 1], [.012, .016, .0095, .0075, .0055, .002]) * bump
    deep = np.interp(s, [0, .3, .8, 1], [.0055, .0048, .0038, .0015]) * bump
    normal = np.stack([0 * s, np.sin(bend), np.cos(bend)], 1)
    x = np.array([1., 0, 0])
    return sweep(path, [(a, x) for a in wide], [(b, n) for b, n in zip(deep, normal)], 20)


def _hyoid():
    """A horseshoe 41 mm broad and 35 mm deep, its body 11 mm high (Kim et al., Yonsei Med J 2006, adults of both
    sexes); its shape is drawn, not measured. The middle of the body's front is the origin."""
    t = np.linspace(-1, 1, 61)
    x = .0205 * np.sin(np.clip(t, -1, 1) * np.pi / 2) ** 1.0
    z = -.035 * abs(t) ** 2.6
    y = .004 * abs(t) ** 3
    path = np.stack([x, y, z], 1)
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1)[:, None]
    up = np.array([0, 1., 0])
    out = np.cross(up, along)
    out /= np.linalg.norm(out, axis=1)[:, None]
    high = np.interp(abs(t), [0, .35, .5, .9, 1], [.0055, .005, .0032, .0025, .003])
    thick = np.interp(abs(t), [0, .35, .5, .9, 1], [.0024, .0026, .002, .0016, .002])
    m = sweep(path, [(a, o) for a, o in zip(thick, out)], [(b, np.cross(d, o)) for b, d, o in zip(high, along, out)], 16)
    return symmetric(m)


# triangles enough for a close-up with smooth normals (FITTING.md, "Meshes"); first match
LIMITS = (("carpal_", 480), ("metacarpal", 560), ("phalanx_hand", 400), ("vertebra", 1250), ("rib", 560), ("sternum", 1500),
          ("clavicle", 900), ("scapula", 2600), ("humerus", 1900), ("radius", 1100), ("ulna", 1200), ("hip_bone", 3400),
          ("sacrum", 4000), ("femur", 3200), ("tibia", 2600), ("fibula", 1300), ("patella", 700), ("calcaneus", 1300),
          ("talus", 1100), ("metatarsal", 620), ("phalanx_foot", 360), ("skull", 6800), ("mandible", 2920))
FINE = 2500  # triangles: what has fewer is split


def _finish(name, m):
    key = "carpal_" + name if name in CARPALS else name
    limit = next((n for start, n in LIMITS if start in key), 1000)
    if name == "pisiform":                               # the package's has holes within: its hull, which is its form
        from scipy.spatial import ConvexHull
        hull = ConvexHull(m.v)
        f = [t if np.dot(np.cross(m.v[t[1]] - m.v[t[0]], m.v[t[2]] - m.v[t[0]]), e[:3]) > 0 else t[::-1]
             for t, e in zip(hull.simplices, hull.equations)]
        m = taubin(split(thin(tidy(Mesh(m.v, f)), 150)), 8)
    while len(m.f) < min(FINE, 2 * limit) and name not in ("coccyx", "hyoid", "mandible", "patella"):
        m = taubin(split(m), 8)
    if name.startswith(MIDLINE):
        return m if len(m.f) <= limit else _thin_even(m, limit)
    return outward(repair(taubin(thin(m, limit), 2)))


def _thin_even(m, limit):
    """Thins the left half and mirrors it, so that both sides stay the same."""
    t = thin(m, limit)
    even = symmetric(t)
    return even if closed(even) else outward(max(pieces(repair(even)), key=lambda p: len(p.f)))


MIDLINE = ("skull", "mandible", "vertebra", "sacrum", "sternum", "coccyx", "hyoid")


# Tarsals that are smaller in the package than the room between their neighbours: scales to the side, up and to the front,
# and what of the bone stays where it is (0 behind .. 1 in front)
GROWN = {"cuboid": ((1.15, 1.1, 1.18), .6), "cuneiform_lateral": ((1.22, 1.05, 1.05), .5),
         "cuneiform_medial": ((1.0, 1.0, 1.16), 1)}


def _fill_gaps(source):
    for name, (scale, held) in GROWN.items():
        m = source.mesh[name]
        low, high = m.v.min(0), m.v.max(0)
        stays = (low + high) / 2
        stays[2] = low[2] + held * (high[2] - low[2])
        source.mesh[name] = Mesh(stays + (m.v - stays) * scale, m.f)


def load():
    s = Source()
    cage = _myo(s)
    _fill_gaps(s)
    _pose(s, cage)
    _gias(s)
    # the midline of each frame
    trunk = middle(s.mesh["vertebra_T7"])[0]
    pelvis = middle(s.mesh["sacrum"])[0]
    for name in list(s.mesh):
        if s.origin[name] == MYO and not name.startswith(("talus", "calcaneus", "cuboid", "navicular", "cuneiform",
                                                          "metatarsal", "vertebra", "skull", "mandible")) \
                and "phalanx_foot" not in name:
            s.mesh[name] = s.mesh[name].moved(PALM_FORWARD)
        elif name.startswith(("vertebra", "skull", "mandible", "rib", "scapula", "clavicle", "sternum")):
            own = middle(s.mesh[name])[0] if name.startswith(("vertebra", "skull", "mandible", "sternum")) else trunk
            s.mesh[name] = s.mesh[name].moved(np.eye(3), [-own, 0, 0])
        elif name in ("hip_bone", "sacrum"):
            s.mesh[name] = s.mesh[name].moved(np.eye(3), [-pelvis, 0, 0])
    _split_sternum(s)
    sacrum = s.mesh["sacrum"].v
    tip = sacrum[sacrum[:, 1] < sacrum[:, 1].min() + .004].mean(0) * [0, 1, 1]
    s.add("coccyx", _coccyx(tip + [0, .001, 0]), OWN)
    s.add("hyoid", _hyoid(), OWN)
    for name, m in s.mesh.items():
        m = outward(weld(m, 1e-6))
        if not closed(m) and name != "pisiform":
            m = outward(repair(weld(m, 5e-4 if name in ("skull", "mandible") else 2e-4)))
        if name.startswith(MIDLINE):
            m = max(pieces(symmetric(m)), key=lambda p: len(p.f))
            m = m if closed(m) else outward(repair(m))
        s.mesh[name] = outward(_finish(name, m))
    s.cartilage = [outward(taubin(split(outward(m)), 6)) for m in s.cartilage]
    return s
