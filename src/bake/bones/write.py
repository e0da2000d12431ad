"""models/skeleton.glb, models/pelvis_legs.glb and models/human.bones (layout: src/geom/bone_file.h)."""
import json
import struct

import numpy as np

import features
from follow import HOLDERS
from mesh import Mesh, normals
from sources import CARPALS, GIAS

MIDLINE = ("skull", "mandible", "vertebra", "sacrum", "sternum", "coccyx", "hyoid", "costal_cartilages")
ROOTS = [f"vertebra_{r}{k}" for r, n in (("C", 7), ("T", 12), ("L", 5)) for k in range(1, n + 1)]
HAND = [f"metacarpal_{k}" for k in range(1, 6)] + [f"proximal_phalanx_hand_{k}" for k in range(1, 6)] + [
    f"middle_phalanx_hand_{k}" for k in range(2, 6)] + [f"distal_phalanx_hand_{k}" for k in range(1, 6)]
FOOT = ["talus", "calcaneus", "navicular", "cuboid", "cuneiform_medial", "cuneiform_intermediate", "cuneiform_lateral"] + [
    f"metatarsal_{k}" for k in range(1, 6)] + [f"proximal_phalanx_foot_{k}" for k in range(1, 6)] + [
    f"middle_phalanx_foot_{k}" for k in range(2, 6)] + [f"distal_phalanx_foot_{k}" for k in range(1, 6)]
ORDER = (["skull", "mandible", "hyoid"] + ROOTS + ["sacrum", "coccyx", "sternum"] + [f"rib_{k}" for k in range(1, 13)]
         + ["costal_cartilages", "clavicle", "scapula", "humerus", "radius", "ulna"] + CARPALS + HAND
         + ["hip_bone", "femur", "patella", "tibia", "fibula"] + FOOT)


def is_midline(name):
    return name.startswith(MIDLINE)


def glb(path, meshes, copyright_, extras):
    """One mesh a bone; what is sided stands twice, the right one as the mirror image of the left."""
    blob, views, accessors, out, nodes = b"", [], [], [], []

    def put(data, target, kind, shape, low=None, high=None):
        nonlocal blob
        blob += b"\0" * (-len(blob) % 4)
        views.append({"buffer": 0, "byteOffset": len(blob), "byteLength": data.nbytes, "target": target})
        a = {"bufferView": len(views) - 1, "componentType": kind, "count": len(data) if shape != "SCALAR" else data.size,
             "type": shape}
        if low is not None:
            a["min"], a["max"] = low, high
        accessors.append(a)
        blob += data.tobytes()
        return len(accessors) - 1
    for name, m in meshes.items():
        v = m.v.astype("<f4")
        p = put(v, 34962, 5126, "VEC3", v.min(0).tolist(), v.max(0).tolist())
        n = put(normals(m).astype("<f4"), 34962, 5126, "VEC3")
        i = put(m.f.astype("<u2"), 34963, 5123, "SCALAR")
        out.append({"name": name, "primitives": [{"attributes": {"POSITION": p, "NORMAL": n}, "indices": i, "material": 0}]})
        k = len(out) - 1
        if is_midline(name):
            nodes.append({"name": name, "mesh": k})
        else:
            nodes.append({"name": name + "_L", "mesh": k})
            nodes.append({"name": name + "_R", "mesh": k, "scale": [-1, 1, 1]})
    blob += b"\0" * (-len(blob) % 4)
    head = {"asset": {"version": "2.0", "generator": "deqi src/bake/bones", "copyright": copyright_, "extras": extras},
            "scene": 0, "scenes": [{"nodes": list(range(len(nodes)))}], "nodes": nodes, "meshes": out,
            "materials": [{"name": "bone", "pbrMetallicRoughness": {"baseColorFactor": [.91, .86, .74, 1],
                                                                    "metallicFactor": 0, "roughnessFactor": .7}}],
            "buffers": [{"byteLength": len(blob)}], "bufferViews": views, "accessors": accessors}
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    with open(path, "wb") as to:
        to.write(struct.pack("<4sII", b"glTF", 2, 12 + 8 + len(text) + 8 + len(blob)))
        to.write(struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(blob), b"BIN\0") + blob)


def line(name, bone):
    f = bone.at
    m = Mesh(bone.v, bone.f)
    if name.startswith("rib_"):
        return features.rib_line(m)
    if "line_top" in f:
        return features.line_of(m, f["line_top"], f["line_bottom"])
    return np.zeros((0, 3))


def axes(name, map_):
    """Lateral, proximal, anterior of the source (palmar; dorsal for the rays of the foot) carried to the neutral body."""
    u, _, vt = np.linalg.svd(map_.a)
    r = u @ vt
    if name.startswith("metatarsal") or "phalanx_foot" in name:
        return np.stack([r[:, 0], -r[:, 2], r[:, 1]])
    return r.T


def human_bones(path, placed, cartilage, weights, maps, found, origin, neutral, tell, landmarks, marks, groups):
    """The file that src/geom/bone_shape.c reads."""
    pick, a, inverse = tell
    names = [n for n in ORDER if n != "costal_cartilages"]
    entry = []
    for n in ORDER:
        b = cartilage if n == "costal_cartilages" else placed[n]
        e = {"id": n, "side": "M" if is_midline(n) else "L",
             "file": "pelvis_legs" if origin.get(n) == GIAS else "skeleton", "vertices": len(b.v),
             "maps": [names.index(h) for h in HOLDERS] if n == "costal_cartilages" else [names.index(n)],
             "axes": np.round(found[n] if n in found else np.eye(3), 5).tolist(),
             "line": np.round(line(n, b), 5).tolist() if n != "costal_cartilages" else [],
             "features": {k: np.round(q, 5).tolist() for k, q in sorted(b.at.items()) if not k.startswith("line_")}}
        entry.append(e)
    head = {"stature": round(neutral.stature, 4), "skin": len(neutral.skin), "maps": len(names), "probes": pick.tolist(),
            "bones": entry, "landmarks": landmarks, "marks": marks, "groups": groups}
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    table = np.array([[np.c_[m[n].a, m[n].t] for n in names] for m in maps], "<f4")
    body = text + a.astype("<f4").tobytes() + inverse.astype("<f4").tobytes() + table.tobytes()
    body += np.round(weights * 255).astype("u1").tobytes()
    check = 0xcbf29ce484222325
    for x in body:
        check = ((check ^ x) * 0x100000001b3) & 0xffffffffffffffff
    with open(path, "wb") as to:
        to.write(struct.pack("<8sIIQ", b"deqi/bon", 1, len(text), check) + body)
