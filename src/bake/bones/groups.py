"""Landmarks that are the skin over bone, and which landmarks carry which bones to a body that is not ours."""
import re

import numpy as np

FRONT, BACK, OUT = (0, 0, 1), (0, 0, -1), (1, 0, 0)
NEAREST = (0, 0, 0)

# landmark of assets/anatomy/landmarks.json: bone, feature, where the skin is sought
LANDMARKS = {f"{level}_spinous": (f"vertebra_{level}", "spinous_low", BACK)
             for level in ["C7"] + [f"T{k}" for k in range(1, 13)] + [f"L{k}" for k in range(1, 6)]}
LANDMARKS.update({
    "EOP": ("skull", "eop", BACK), "mastoid_tip": ("skull", "mastoid_tip", NEAREST),
    "suprasternal_notch": ("sternum", "jugular_notch", FRONT), "sternal_angle": ("sternum", "sternal_angle", FRONT),
    "xiphisternal": ("sternum", "xiphisternal", FRONT),
    "clavicle_medial_upper": ("clavicle", "medial_upper", NEAREST), "acromioclavicular": ("clavicle", "acromial_end", (0, 1, 0)),
    "acromial_lateral_end": ("scapula", "acromion", NEAREST), "acromial_angle": ("scapula", "acromion_angle", NEAREST),
    "scapula_spine_root": ("scapula", "spine_root", BACK), "scapula_medial_border": ("scapula", "medial_border", BACK),
    "scapula_superior_angle": ("scapula", "superior_angle", BACK),
    "scapula_inferior_angle": ("scapula", "inferior_angle", BACK), "scapula_spine_mid": ("scapula", "spine_mid", BACK),
    "scapula_infraspinous_centre": ("scapula", "infraspinous_fossa", BACK), "coracoid": ("scapula", "coracoid_tip", FRONT),
    "greater_tubercle": ("humerus", "greater_tubercle", OUT),
    "rib11_tip": ("rib_11", "cc", NEAREST), "rib12_tip": ("rib_12", "cc", BACK),
    "ASIS": ("hip_bone", "asis", NEAREST), "PSIS": ("hip_bone", "psis", BACK),
    "iliac_crest_top": ("hip_bone", "iliac_crest_top", OUT),
    "pubic_symphysis_superior": ("hip_bone", "pubic_symphysis", FRONT), "pubic_tubercle": ("hip_bone", "pubic_tubercle", FRONT),
    "greater_trochanter_prominence": ("femur", "greater_trochanter", OUT),
    "sacral_hiatus": ("sacrum", "hiatus", BACK), "coccyx_tip": ("coccyx", "tip", BACK),
    "lateral_epicondyle": ("humerus", "lateral_epicondyle", NEAREST),
    "medial_epicondyle": ("humerus", "medial_epicondyle", NEAREST), "olecranon_prominence": ("ulna", "olecranon", NEAREST),
    "radial_styloid": ("radius", "styloid", NEAREST), "ulnar_styloid": ("ulna", "styloid", NEAREST),
    "lateral_femoral_epicondyle": ("femur", "lateral_epicondyle", NEAREST),
    "medial_femoral_epicondyle": ("femur", "medial_epicondyle", NEAREST),
    "patella_base": ("patella", "base", FRONT), "patella_apex": ("patella", "apex", FRONT),
    "tibial_tuberosity": ("tibia", "tuberosity", NEAREST), "tibial_crest_mid": ("tibia", "crest_mid", NEAREST),
    "medial_tibial_condyle_inferior": ("tibia", "medial_condyle_low", NEAREST),
    "fibular_head": ("fibula", "head", NEAREST),
    "lateral_malleolus_prominence": ("fibula", "lateral_malleolus", NEAREST),
    "lateral_malleolus_tip": ("fibula", "lateral_malleolus_tip", OUT),
    "medial_malleolus_prominence": ("tibia", "medial_malleolus", NEAREST),
    "medial_malleolus_tip": ("tibia", "medial_malleolus_tip", (-1, 0, 0)),
    "navicular_tuberosity": ("navicular", "tuberosity", NEAREST), "MT5_tuberosity": ("metatarsal_5", "tuberosity", NEAREST),
})
LANDMARKS.update({f"posterior_sacral_foramen_{k}": ("sacrum", f"post_foramen_{k}", BACK) for k in range(1, 5)})
LANDMARKS.update({f"MT{k}_base": (f"metatarsal_{k}", "base", (0, 1, .3)) for k in range(1, 6)})

VERTEBRAE = {r: [f"vertebra_{r}{k}" for k in range(1, n + 1)] for r, n in (("C", 7), ("T", 12), ("L", 5))}
WRIST = ["radial_styloid", "ulnar_styloid", "palmar_wrist_radial", "palmar_wrist_ulnar", "dorsal_wrist_crease"]
PELVIS = ["ASIS", "PSIS", "iliac_crest_top", "pubic_symphysis_superior", "pubic_tubercle", "sacral_hiatus", "coccyx_tip",
          "greater_trochanter_prominence"] + [f"posterior_sacral_foramen_{k}" for k in range(1, 5)]
KNEE = ["lateral_femoral_epicondyle", "medial_femoral_epicondyle"]
ANKLE = ["lateral_malleolus_prominence", "medial_malleolus_prominence", "lateral_malleolus_tip", "medial_malleolus_tip"]
TARSUS = ["talus", "calcaneus", "navicular", "cuboid", "cuneiform_medial", "cuneiform_intermediate", "cuneiform_lateral"]
CARPUS = ["scaphoid", "lunate", "triquetrum", "pisiform", "trapezium", "trapezoid", "capitate", "hamate"]
CHEST = [f"rib_{k}" for k in range(1, 13)] + ["sternum"]

GROUPS = [
    (["skull", "mandible"], ["glabella", "nasion", "vertex_highest", "EOP", "mastoid_tip", "zygomatic_arch_mid",
                             "infraorbital_margin", "menton", "gonion", "tragus", "chin_tip"]),
    (VERTEBRAE["C"] + ["hyoid"], ["EOP", "mastoid_tip", "C7_spinous", "T1_spinous", "laryngeal_prominence", "suprasternal_notch",
                                  "gonion"]),
    (VERTEBRAE["T"] + CHEST, [f"T{k}_spinous" for k in range(1, 13)] + ["C7_spinous", "suprasternal_notch", "sternal_angle",
                                                                       "xiphisternal", "axillary_fold_anterior",
                                                                       "axillary_fold_posterior", "rib11_tip", "rib12_tip"]),
    (VERTEBRAE["L"], ["T12_spinous", "L1_spinous", "L2_spinous", "L3_spinous", "L4_spinous", "L5_spinous", "iliac_crest_top", "PSIS",
                      "umbilicus", "sacral_hiatus"]),
    (["hip_bone", "sacrum", "coccyx"], PELVIS),
    (["clavicle"], ["clavicle_medial_upper", "suprasternal_notch", "acromioclavicular", "clavicle_mid_lower",
                    "clavicle_lateral_lower", "acromial_lateral_end"]),
    (["scapula"], ["acromial_lateral_end", "acromial_angle", "coracoid", "scapula_spine_root", "scapula_superior_angle",
                   "scapula_inferior_angle", "scapula_spine_mid", "acromioclavicular"]),
    (["humerus"], ["acromial_lateral_end", "greater_tubercle", "deltoid_insertion", "lateral_epicondyle", "medial_epicondyle",
                   "olecranon_prominence", "acromial_angle"]),
    (["radius", "ulna"], ["lateral_epicondyle", "medial_epicondyle", "olecranon_prominence", "cubital_crease", "ulnar_head"] + WRIST),
    (CARPUS + [f"metacarpal_{k}" for k in range(2, 6)],
     WRIST + ["pisiform", "snuffbox"] + [f"MC{k}_base" for k in range(2, 6)] + [f"MCP{k}" for k in range(2, 6)]
     + [f"MCP{k}_palmar" for k in range(2, 6)]),
    (["metacarpal_1", "proximal_phalanx_hand_1", "distal_phalanx_hand_1"],
     ["MC1_base", "MCP1", "MCP1_palmar", "PIP1", "thumb_ip_radial", "thumb_ip_ulnar", "finger_tip1", "nail_root1"]),
    (["femur"], ["ASIS", "greater_trochanter_prominence", "pubic_tubercle", "patella_base", "popliteal_crease"] + KNEE),
    (["patella"], ["patella_base", "patella_apex"] + KNEE),
    (["tibia", "fibula"], ["tibial_tuberosity", "tibial_crest_mid", "medial_tibial_condyle_inferior", "fibular_head"] + KNEE + ANKLE),
    (TARSUS + [f"metatarsal_{k}" for k in range(1, 6)],
     ANKLE + ["heel_back", "heel_bottom", "navicular_tuberosity", "MT5_tuberosity", "ankle_front"]
     + [f"MT{k}_base" for k in range(1, 6)] + [f"MTP{k}" for k in range(1, 6)] + [f"MTP{k}_plantar" for k in range(1, 6)]),
]
GROUPS += [([f"{p}_phalanx_hand_{k}" for p in ("proximal", "middle", "distal")],
            [f"{m}{k}" for m in ("MCP", "PIP", "DIP", "finger_tip", "nail_root")] + [f"MCP{k}_palmar"]) for k in range(2, 6)]
GROUPS += [([f"{p}_phalanx_foot_{k}" for p in (("proximal", "distal") if k == 1 else ("proximal", "middle", "distal"))],
            [f"{m}{k}" for m in ("MTP", "toe_pip", "toe_tip", "toe_nail_root")] + [f"MTP{k}_plantar"]) for k in range(1, 6)]


def how(bone, feature, toward):
    """What a person is told of it."""
    way = {NEAREST: "nearest to", FRONT: "straight in front of", BACK: "straight behind", OUT: "straight beside"}.get(toward, "over")
    spoken = re.sub(r"_([CTL]?[0-9]+)$", r" \1", bone).replace("_", " ")
    return f"the skin {way} the bone beneath: {spoken}, {feature.replace('_', ' ')}"


def landmarks(placed, order):
    """Entries for human.bones: name, bone, place, direction, and how it is found in words."""
    return [{"name": n, "bone": order.index(b), "at": np.round(placed[b].at[f], 5).tolist(), "toward": list(map(float, d)),
             "how": how(b, f, d)} for n, (b, f, d) in LANDMARKS.items()]


def skin_over(body, p, toward):
    """As src/anatomy does: the nearest skin, or the outermost one met that way."""
    if not any(toward):
        return body.sample[body.tree.query(p)[1]]
    d = np.array(toward, float)
    d /= np.linalg.norm(d)
    t = body.skin[body.triangles]
    e1, e2 = t[:, 1] - t[:, 0], t[:, 2] - t[:, 0]
    h = np.cross(d, e2)
    with np.errstate(all="ignore"):
        f = 1 / (e1 * h).sum(1)
        s = p - t[:, 0]
        u = f * (s * h).sum(1)
        q = np.cross(s, e1)
        v = f * (q @ d)
        w = f * (e2 * q).sum(1)
    hit = w[(u >= 0) & (v >= 0) & (u + v <= 1) & (w > 0) & np.isfinite(w)]
    return p + hit.min() * d if len(hit) else body.sample[body.tree.query(p)[1]]


def marks(body, skin, placed, order):
    """The neutral body's landmarks by bone where they are bone, by skin where they are skin, and the groups."""
    names, out, groups = [], [], []
    for bones, wanted in GROUPS:
        index = []
        for n in wanted:
            if n not in names:
                names.append(n)
                p = skin.p[n]
                if n in LANDMARKS:
                    b, f, d = LANDMARKS[n]
                    p = skin_over(body, placed[b].at[f], d)
                side = "M" if abs(skin.p[n][0]) < .002 else "L"
                out.append({"name": n, "side": side, "at": np.round(p, 5).tolist()})
            index.append(names.index(n))
        groups.append({"bones": [order.index(b) for b in bones], "marks": index})
    return out, groups
