#!/usr/bin/env python3
"""bake.py MODELS JOINTS.json LANDMARKS.json: makes MODELS/skeleton.glb, pelvis_legs.glb and human.bones.

MODELS holds human.glb and human.shapes; the other two are deqi-bake's. src/bake/remake.sh runs it with the packages of
requirements.txt. It prints what lies outside the skin in each corner.
"""
import sys

import numpy as np

import body as bodies
import follow
import groups
import place
import sources
import write

LICENCE = {
    "skeleton": "myo-sim 0.2.3 (Apache-2.0): skull, mandible, vertebrae, hand, foot; pose2sim 0.10.49 (BSD-3-Clause): ribs, "
                "sternum, cartilages, scapula, clavicle, humerus, radius, ulna; coccyx and hyoid made here (CC0-1.0). "
                "Changed: closed, refined or thinned, fitted to the neutral body. See models/README.md",
    "pelvis_legs": "musculoskeletal-models 0.2.4, MPL-2.0: hip bone, sacrum, femur, patella, tibia, fibula. This file is "
                   "under the Mozilla Public License 2.0; it is made by src/bake/remake.sh. See models/README.md"}


def main(models, joints, landmarks):
    all_bodies = bodies.Bodies(models, joints)
    triangles, position, occlusion = bodies.read_triangles(f"{models}/human.glb")
    # mouth, nostrils and ear canals are skin too, but nothing lies under them
    bodies.Body.outer = ~((occlusion < .30 * 255) & (abs(position[:, 0]) < .062) & (position[:, 1] > 1.43))
    marks = bodies.read_landmarks(landmarks)
    neutral = all_bodies.at()
    skin = place.Skin(neutral, marks, triangles)
    source = sources.load()
    bones = place.prepare(source)
    placer, placed, cartilage, weights = follow.neutral(bones, neutral, skin, source.cartilage)
    half = len(cartilage.v) // 2                                  # the left half; the right is its mirror image
    maps = follow.corners(all_bodies, placed, (cartilage.v[:half], weights[:half]), marks, triangles, neutral.stature)
    found = {n: write.axes(n, placer.map[n]) for n in placed}
    meshes = {n: place.Mesh(placed[n].v, placed[n].f) for n in write.ORDER if n in placed}
    meshes["costal_cartilages"] = place.Mesh(cartilage.v, cartilage.f)
    for name in ("skeleton", "pelvis_legs"):
        mine = {n: meshes[n] for n in write.ORDER if (source.origin.get(n) == sources.GIAS) == (name == "pelvis_legs")}
        write.glb(f"{models}/{name}.glb", mine, LICENCE[name], {"packages": "see models/README.md"})
    own, of = groups.marks(neutral, skin, placed, write.ORDER)
    write.human_bones(f"{models}/human.bones", placed, cartilage, weights, maps, found, source.origin, neutral,
                      bodies.probes(all_bodies), groups.landmarks(placed, write.ORDER), own, of)


if __name__ == "__main__":
    np.seterr(divide="ignore", invalid="ignore")
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
