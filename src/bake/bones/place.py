"""Where each bone lies in a body: the recipe, piece by piece, each hanging on those before it.

Joints are the rig's, corrected where it is no anatomy; places of the skin are landmarks of assets/anatomy with the soft
tissue that people have over the bone. Left side and midline.
"""
import numpy as np

import features
from mesh import Mesh  # noqa: F401
from fit import Ends, Map, at, both, fit, level, start_map, turn_of, under
from sources import CARPALS

X, Y, Z = np.eye(3)
HEIGHT = 1.70   # metres: the stature for which depths and widths are told
TARSALS = ("talus", "calcaneus", "navicular", "cuboid", "cuneiform_medial", "cuneiform_intermediate", "cuneiform_lateral")
KNEE = ("patella_apex", "lateral_femoral_epicondyle", "medial_femoral_epicondyle", "popliteal_crease", "knee_hollow_lateral")
LEVELS = [f"vertebra_{r}{k}" for r, n in (("L", 5), ("T", 12), ("C", 7)) for k in range(n, 0, -1)]


# How far the front end of each rib is taken down from where the package's cage has it, metres at 1.70 m. Its lower end is at
# L1; people's reaches L2 lying (58 of 100, S. Mirjalili, Clin Anat 25:819, 2012), L3 standing (textbooks). Its upper ribs lie
# level, as in a full breath; people's fall: the nipple of a man, level with the end of the breastbone (heights of nipple and
# notch in ANSUR II, breastbone of 154 mm), stands before the fourth space or the fifth rib (G. Beer et al., Plast Reconstr
# Surg 108:1947, 2001), and the right dome of the diaphragm, at T9, behind the fifth rib (S. Mirjalili, Clin Anat 25:827);
# a level line from it meets the sixth space at the side (L. Holden, Landmarks, Medical and Surgical, 39).
SINK = (0, .008, .017, .025, .030, .028, .031, .033, .032, .040, .034, 0)
# The eleventh rib of people is 5.9 inches from end to end, the twelfth 3.75, and slopes down at 45 degrees (J. Hutchinson,
# Thorax, in Todd's Cyclopaedia of Anatomy 4, 1852); of the package 129 and 56 mm.
LONGER = {10: 1.16}
TWELFTH = np.array([.064, -.068, .004])


class Bone:
    """What is placed: vertices, faces and features, in any frame.

    frame: the turn from lateral, up, front of the anatomical position (palm forward) to the bone as it lies.
    """

    def __init__(self, mesh, found, frame=np.eye(3)):
        self.v, self.f, self.at, self.frame = mesh.v, mesh.f, found, frame


class Skin:
    """A body with its landmarks by name, on the left or the midline."""

    def __init__(self, body, marks, triangles):
        self.body, self.stature = body, body.stature
        self.size = body.stature / HEIGHT
        self.p, self.n = {}, {}
        for (name, side), (t, w) in marks.items():
            if side in "ML":
                self.p[name] = np.asarray(w) @ body.skin[triangles[t]]
                n = np.asarray(w) @ body.normal[triangles[t]]
                self.n[name] = n / np.linalg.norm(n)
        self.joint = body.joint
        self.depth, self.sample, self.sample_normal = body.depth, body.sample, body.sample_normal
        back = body.skin[(abs(body.skin[:, 0]) < .004) & (body.normal[:, 2] < -.2)]
        order = np.argsort(back[:, 1])
        self.back = back[order]

    def back_at(self, y):
        """z of the midline of the back and its slope there."""
        z = np.interp(y, self.back[:, 1], self.back[:, 2])
        slope = (np.interp(y + .01, self.back[:, 1], self.back[:, 2]) - np.interp(y - .01, self.back[:, 1], self.back[:, 2])) / .02
        return z, slope


class Placer:
    def __init__(self, bones, skin, sex=.5, thin=0, follow=False):
        """sex: 0 female, 1 male. thin: 0 .. 1, how much narrower than people's the bones of a very thin body may become.
        follow: the stature of the body of ours whose bones the source already is, or False."""
        self.b, self.s, self.map = bones, skin, {}
        self.k = skin.size
        self.sex, self.thin, self.follow = sex, thin, follow
        self.unit = self.base_scale()

    def base_scale(self):
        """Source skeletons are of 1.69 m; our own neutral body is a source of its own stature."""
        return self.s.stature / (self.follow if self.follow else 1.69)

    def f(self, bone, name):
        return self.b[bone].at[name]

    def pos(self, bone, name):
        return self.map[bone](self.b[bone].at[name])

    def own(self, bone, direction):
        """A direction of the anatomical position, as the bone lies before it is placed."""
        return self.b[bone].frame @ direction

    def verts(self, names, n=420):
        v = np.concatenate([self.b[x].v for x in names])
        return v[::max(1, len(v) // n)]

    def on(self, bone, mark, name, depth, sigma=.003, along=.010):
        """A feature under a landmark of the skin."""
        s = self.s
        return under(self.f(bone, name), s.p[mark], s.n[mark], depth * self.k, sigma, along)

    def put(self, names, m):
        for x in names:
            self.map[x] = m

    # ---- pelvis and leg

    def pelvis(self):
        s, k = self.s, self.k
        piece = ["hip_bone", "sacrum", "coccyx"]
        hip = s.joint("upperleg01")
        wide = min(hip[0], s.p["greater_trochanter_prominence"][0] - (.016 + .056) * k)
        self.hip = np.array([min(wide, .081 * k), hip[1], hip[2]])
        crest = s.p["iliac_crest_top"]
        terms = at(self.f("hip_bone", "acetabulum"), self.hip, [.006, .010, .030])
        terms += self.on("hip_bone", "ASIS", "asis", .008, .004, .015)
        terms += self.on("hip_bone", "PSIS", "psis", .012, .006, .06)
        # standing, the spines in front and the pubis lie in one upright plane
        terms += level(self.f("hip_bone", "asis"), self.f("hip_bone", "pubic_tubercle"), Z, .003)
        terms += at(self.f("hip_bone", "iliac_crest_top"), crest, [np.inf, .004, np.inf])
        terms += self.on("hip_bone", "pubic_symphysis_superior", "pubic_symphysis_front", .026, .006, .020)
        v = self.verts(piece, 900)
        v = np.concatenate([v, v * [-1, 1, 1]])
        w = self.unit
        m = fit(v, both(terms), np.eye(3), (w * .97, w, w), (.05 + .05 * self.thin, .03, .05 + .08 * self.thin), turn=.12,
                start=Map(np.eye(3) * w, self.hip - w * self.f("hip_bone", "acetabulum")), skin=s, clear=.007, even=True,
                firm=.0003, rounds=16)
        self.put(piece, m)
        if not self.follow:
            # the package's sacrum stands 28 mm under the crest, people's about 40
            self.put(["sacrum", "coccyx"], Map(m.a, m.t - np.array([0, .010 * k, 0])))

    def femur(self):
        s, k = self.s, self.k
        terms = at(self.f("femur", "head"), self.pos("hip_bone", "acetabulum"), .0008)
        knee = self.knee()
        terms += at(self.f("femur", "knee"), knee + [0, .004, 0], [.006, .004, .006])
        terms += self.on("femur", "lateral_femoral_epicondyle", "lateral_epicondyle", .009, .005, .03)
        terms += self.on("femur", "medial_femoral_epicondyle", "medial_epicondyle", .011, .005, .03)
        long_ = np.linalg.norm(knee - self.pos("hip_bone", "acetabulum")) / np.linalg.norm(
            self.f("femur", "knee") - self.f("femur", "head"))
        across = np.sqrt(long_ * self.unit)
        m = self.long("femur", terms, "head", "knee", long_, across, hints=self.knee_hint(), clear=.008)
        self.put(["femur"], m)

    def knee(self):
        """The rig's knee does not keep to the skin: it lies up to 30 mm beside where the skin has its knee when the stature
        is far from the middle, 20 mm in some sexes and ages. So its height is told by five places of the skin round the
        knee, and its middle is that of the condyles' skin."""
        s = self.s
        around = np.mean([s.p[n] for n in KNEE], 0)
        ankle = s.p["lateral_malleolus_prominence"]
        middle = (s.p["lateral_femoral_epicondyle"] + s.p["medial_femoral_epicondyle"]) / 2
        return np.array([middle[0] + .0035 * self.k, ankle[1] + 1.0125 * (around[1] - ankle[1]), middle[2]])

    def knee_hint(self):
        s = self.s
        side = s.p["lateral_femoral_epicondyle"] - s.p["medial_femoral_epicondyle"]
        return [(self.f("femur", "lateral_epicondyle") - self.f("femur", "medial_epicondyle"), side, .004)]

    def long(self, bone, terms, top, bottom, along, across, hints=(), clear=.0048, names=None, **more):
        """A long bone: its own axes are its length, the side and the front."""
        axes = axes_of(self.f(bone, top), self.f(bone, bottom))
        names = names or [bone]
        start = start_map(terms, axes, (across, along, across), hints)
        narrow = .05 + .1 * self.thin
        options = dict(stiff=(narrow, .02, narrow), turn=.25)
        options.update(more)
        return fit(self.verts(names), terms, axes, (across, along, across), start=start, skin=self.s, clear=clear, **options)

    def shank(self):
        s, k = self.s, self.k
        low = (self.pos("femur", "medial_condyle_low") + self.pos("femur", "lateral_condyle_low")) / 2
        ankle = self.ankle()
        terms = []
        for side in ("medial", "lateral"):
            terms += at(self.f("tibia", f"{side}_plateau"), self.pos("femur", f"{side}_condyle_low") - [0, .004 * k, 0],
                        [.006, .002, .006])
        terms += at(self.f("tibia", "plafond"), ankle, [.005, .003, .005])
        terms += self.on("tibia", "medial_malleolus_prominence", "medial_malleolus", .0035, .0025, .010)
        terms += self.on("tibia", "tibial_tuberosity", "tuberosity", .004, .004, .03)
        terms += self.on("tibia", "tibial_crest_mid", "crest_mid", .005, .004, .05)
        terms += self.on("fibula", "lateral_malleolus_prominence", "lateral_malleolus", .0035, .0025, .010)
        if self.follow:
            terms += self.on("fibula", "fibular_head", "head", .009, .004, .03)
        along = np.linalg.norm(low - ankle) / np.linalg.norm(self.f("tibia", "plateau") - self.f("tibia", "plafond"))
        across = np.sqrt(along * self.unit)
        side = s.p["lateral_malleolus_prominence"] - s.p["medial_malleolus_prominence"]
        hints = [(self.f("fibula", "lateral_malleolus") - self.f("tibia", "medial_malleolus"), side, .002)]
        m = self.long("tibia", terms, "plateau", "plafond", along, across, hints, names=["tibia", "fibula"], clear=.003)
        self.put(["tibia", "fibula"], m)
        if self.follow:
            self.fibula(m)
            return
        # the knee is as broad as people's, the ankle as broad as the skin lets it be
        lower, axes = m, axes_of(self.f("tibia", "plateau"), self.f("tibia", "plafond"))
        top = self.b["tibia"].v[:, 1].max()
        knee = [n for n in terms if np.ndim(n[0]) == 1 and n[0][1] > top - .07]
        for q in ("plafond", "crest_mid"):
            knee += at(self.f("tibia", q), m(self.f("tibia", q)), .002)
        v = np.concatenate([self.b[n].v for n in ("tibia", "fibula")])
        wide = .98 * self.unit
        upper = fit(v[v[:, 1] > top - .16][::3], knee, axes, (wide, along, wide), (.04, .02, .04), turn=.05, start=m, skin=s,
                    clear=.006)
        self.put(["tibia", "fibula"], Ends(upper, lower, top - .04, top - .22))
        # the head of the fibula is felt: 8 mm under the skin, if the two bones need not part for it
        x = self.pos("fibula", "head")
        depth, near = s.depth(x[None])
        out = s.sample_normal[near[0]] * [1, 0, 1] * np.clip(depth[0] - .008 * k, 0, .008 * k)
        self.put(["fibula"], Ends(Map(upper.a, upper.t + out), lower, top - .03, top - .20))

    def fibula(self, m):
        """The head of the fibula is felt, whatever the knee's breadth: it leans out to 10 mm under the skin, 5 mm at most,
        about its malleolus."""
        s, k = self.s, self.k
        head, low = self.f("fibula", "head"), self.f("fibula", "lateral_malleolus")
        depth, near = s.depth(m(head)[None])
        out = s.sample_normal[near[0]] * [1, 0, 1] * np.clip(depth[0] - .010 * k, 0, .005 * k)
        up = (head - low) / ((head - low) @ (head - low))
        self.put(["fibula"], Map(m.a + np.outer(out, up), m.t - out * (low @ up)))

    def ankle(self):
        s = self.s
        middle = (s.p["lateral_malleolus_prominence"] + s.p["medial_malleolus_prominence"]) / 2
        return middle * [1, 0, 1] + [0, s.p["medial_malleolus_prominence"][1] + .006 * self.k, 0]

    def patella(self):
        s, k = self.s, self.k
        m = self.map["femur"]
        front = (s.p["patella_base"] + s.p["patella_apex"]) / 2
        normal = s.n["patella_base"] + s.n["patella_apex"]
        knee = self.pos("tibia", "plateau")
        centre = self.pos("femur", "trochlea_front")
        terms = under(self.f("patella", "front"), front, normal, .005 * k, .002, .02)
        terms += at(self.f("patella", "apex"), knee + [0, .004 * k, 0], [np.inf, .006, np.inf])
        terms += at(self.f("patella", "front"), centre, [.004, np.inf, np.inf])
        r = turn_of(m.a)
        w = self.unit
        start = Map(r * w, centre - (r * w) @ self.f("patella", "back"))
        self.put(["patella"], fit(self.verts(["patella"]), terms, np.eye(3), (w, w, w), (.04, .04, .06), turn=.1,
                                  start=start, skin=s, clear=.004))

    def foot(self):
        s, k = self.s, self.k
        piece = list(TARSALS) + [f"metatarsal_{i}" for i in range(1, 6)]
        ankle = self.pos("tibia", "plafond")
        hind = at(self.f("talus", "top"), ankle - [0, .0015 * k, 0], [.004, .0015, .006])
        hind += self.on("calcaneus", "heel_back", "tuber_back", .007, .0015, .02)
        hind += self.on("calcaneus", "heel_bottom", "plantar", .012, .003, .02)
        terms = list(hind)
        terms += self.on("metatarsal_5", "MT5_tuberosity", "tuberosity", .006, .003, .012)
        terms += self.on("navicular", "navicular_tuberosity", "tuberosity", .006, .003, .02)
        for i in range(1, 6):
            terms += at(self.f(f"metatarsal_{i}", "head"), self.ball(i), [.004, .003, .004])
        along = (self.ball(2) - s.p["heel_back"])[2] / (self.f("metatarsal_2", "head") - self.f("calcaneus", "tuber_back"))[2]
        m = fit(self.verts(piece, 700), terms, np.eye(3), (along, along, along), (.08, .05, .03), turn=.3,
                start=start_map(terms, np.eye(3), (along,) * 3, ()), skin=s, clear=.003, rounds=14)
        self.put(piece, m)
        # ankle and heel keep their own breadth, the rays theirs; the outer edge comes down to the skin
        hind += self.on("navicular", "navicular_tuberosity", "tuberosity", .006, .003, .02)
        for i in range(1, 6):
            base = self.f(f"metatarsal_{i}", "base")
            hind += at(base, m(base), .004)
        m = fit(self.verts(TARSALS, 500), hind, np.eye(3), (.94 * along, along, along), (.06 + .06 * self.thin, .05, .03), turn=.1,
                start=m, skin=s, clear=.0035, rounds=12)
        self.put(TARSALS, m)
        edge = "MT5_tuberosity"
        drop = s.p[edge] - s.n[edge] * .007 * k - m(self.f("metatarsal_5", "tuberosity"))
        drop *= min(1, .016 * k / max(np.linalg.norm(drop), 1e-9))
        # heel and ankle bone are broader than the narrow middle of the foot lets all of it be
        rear = ("talus", "calcaneus")
        hind = at(self.f("talus", "top"), ankle - [0, .0015 * k, 0], [.004, .0015, .006])
        hind += self.on("calcaneus", "heel_back", "tuber_back", .007, .0015, .02)
        hind += self.on("calcaneus", "heel_bottom", "plantar", .012, .003, .02)
        hind += at(self.f("talus", "head"), m(self.f("talus", "head")), [.002, .002, .001])
        near = m(self.f("calcaneus", "front")) + .35 * drop + [0, 0, .0055 * k if not self.follow else 0]
        hind += at(self.f("calcaneus", "front"), near, [.003, .003, .001])
        self.put(rear, fit(self.verts(rear, 500), hind, np.eye(3), (.95 * along, along, along), (.04 + .06 * self.thin, .05, .05),
                           turn=.15, start=m, skin=s, clear=.004, rounds=12, shear=.01))
        for bone, share in (("cuboid", .35), ("cuneiform_lateral", .15)):
            self.put([bone], Map(m.a, m.t + share * drop))
        for i, share in ((1, 0), (2, 0), (3, .12), (4, .4), (5, .9)):
            base = m(self.f(f"metatarsal_{i}", "base")) + share * drop
            self.ray(f"metatarsal_{i}", base, self.ball(i), m, tight=.0015)
        names = {1: ("proximal", "distal")}
        for i in range(1, 6):
            parts = names.get(i, ("proximal", "middle", "distal"))
            spots = [self.ball(i)] + [s.joint(f"toe{i}-{j}") for j in range(2, len(parts) + 1)]
            tip, n = s.p[f"toe_tip{i}"], s.n[f"toe_tip{i}"]
            end = spots[-1] - tip
            spots.append(tip + end / np.linalg.norm(end) * .0045 * k)
            self.chain([f"{p}_phalanx_foot_{i}" for p in parts], spots, m, gap=.0015 * k, clear=.0018)

    def ball(self, i):
        """Middle of the metatarsal's head: between the skin above and below it."""
        s = self.s
        return s.p[f"MTP{i}"] + .47 * (s.p[f"MTP{i}_plantar"] - s.p[f"MTP{i}"])

    def ray(self, bone, base, head, near, tight=.002, clear=.0028, roll=None):
        """A small long bone from base to head, turned as `near` is. `near`: the map of the bone before it."""
        p, q = self.f(bone, "base"), self.f(bone, "head")
        along = np.linalg.norm(head - base) / np.linalg.norm(q - p)
        across = np.clip(np.sqrt(along * self.unit), .7, 1.35)
        axes = axes_of(p, q)
        r = turn_of(near.a)
        d0, d1 = r @ (q - p), head - base
        r = rotation_between(d0 / np.linalg.norm(d0), d1 / np.linalg.norm(d1)) @ r
        if roll is not None:
            r = roll(r, self.own(bone, X if bone.endswith("hand_1") or bone == "metacarpal_1" else -Z), d1 / np.linalg.norm(d1))
        a = r @ axes @ np.diag([across, along, across]) @ axes.T
        start = Map(a, (base + head) / 2 - a @ ((p + q) / 2))
        terms = at(p, base, tight) + at(q, head, tight)
        self.put([bone], fit(self.verts([bone], 200), terms, axes, (across, along, across), (.12, .02, .12), turn=.08,
                             start=start, skin=self.s, clear=clear, rounds=6))

    def chain(self, bones, spots, near, gap, clear, roll=None):
        for bone, a, b in zip(bones, spots[:-1], spots[1:]):
            d = (b - a) / np.linalg.norm(b - a)
            last = b is spots[-1]
            self.ray(bone, a + d * gap * 2.2, b if last else b - d * gap * 1.4, near, tight=.0012, clear=clear, roll=roll)

    # ---- spine, head, chest

    def spine(self):
        """L5 to C7 along one curve: the source's proportions from the sacrum to C7, each tip under the skin of the back."""
        s, k = self.s, self.k
        names = LEVELS[:18]
        src = np.array([self.f(n, "body") for n in names])
        s1 = self.pos("sacrum", "s1_top")
        top_tip = s.p["C7_spinous"]
        # source: from the top of the sacrum (one disc and half a body below L5's middle) to C7
        first = src[0] - [0, .0185 if not self.follow else 0, 0]
        if self.follow:
            first = self.f("sacrum", "s1_top")
        step = np.linalg.norm(np.diff(np.concatenate([[first], src]), axis=0), axis=1)
        share = np.cumsum(step) / step.sum()
        r = np.array([0] * len(names), float)
        z = np.interp(share, [0, 1], [s1[2], s.back_at(top_tip[1])[0] + .06 * k])
        tip7 = self.f(names[-1], "spinous_tip") - src[-1]
        depth = np.interp(np.arange(18), [0, 4, 5, 10, 15, 17], [.020, .012, .010, .009, .009, .010]) * k
        width = self.unit
        along = (top_tip[1] - s1[1]) / step.sum()
        slope0 = np.arctan2(*np.gradient(src, axis=0)[:, [2, 1]].T)
        for _ in range(14):
            c7 = top_tip[1] + .003 * k - (along * tip7[1] * np.cos(r[-1]) - width * tip7[2] * np.sin(r[-1]))
            y = s1[1] + share * (c7 - s1[1])
            path = np.stack([y, z], 1)
            slope = np.arctan2(*np.gradient(path, axis=0)[:, [1, 0]].T)
            r = slope - slope0                                       # turn that leans the column's top forward
            r = np.convolve(np.pad(r, 2, mode="edge"), [.1, .2, .4, .2, .1], "valid")
            along = (c7 - s1[1]) / step.sum()
            for i, n in enumerate(names):
                tip = self.f(n, "spinous_tip") - src[i]
                ty = y[i] + along * tip[1] * np.cos(r[i]) - width * tip[2] * np.sin(r[i])
                tz = z[i] + along * tip[1] * np.sin(r[i]) + width * tip[2] * np.cos(r[i])
                bz, bs = s.back_at(ty)
                z[i] += .7 * (bz + depth[i] * np.sqrt(1 + bs * bs) - tz)
            smooth = np.convolve(np.pad(z, 2, mode="reflect", reflect_type="odd"), [.1, .2, .4, .2, .1], "valid")
            z = smooth
            z[0] = .5 * z[0] + .5 * np.clip(z[0], s1[2] - .004 * k, s1[2] + .014 * k)
        for i, n in enumerate(names):
            self.put([n], self.vertebra(n, np.array([0, y[i], z[i]]), r[i], along, width))
        self.along = along

    def vertebra(self, name, body, turn, along, width):
        c, q = np.cos(turn), np.sin(turn)
        a = np.array([[1, 0, 0], [0, c, -q], [0, q, c]]) @ np.diag([width, along, width])
        m = Map(a, body - a @ self.f(name, "body"))
        v = self.b[name].v[::4]
        terms = at(self.f(name, "body"), body, .002) + at(self.f(name, "body") + [.02, 0, 0], m(self.f(name, "body") + [.02, 0, 0]), .002)
        return fit(v, terms, np.eye(3), (width, along, width), (.03 + .1 * self.thin, .03, .05 + .15 * self.thin), turn=.05, start=m, skin=self.s,
                   clear=.004, even=True)

    def neck(self):
        """C6 to C1: the source's curve, turned and stretched to reach from C7 to the skull's base."""
        names = LEVELS[18:]
        c7 = self.pos("vertebra_C7", "body")
        p7, p1 = self.f("vertebra_C7", "body"), self.f("vertebra_C1", "canal")
        end = self.pos("skull", "foramen_magnum") - [0, .013 * self.k, 0]
        u, w = (p1 - p7)[1:], (end - c7)[1:]
        turn = np.arctan2(w[1], w[0]) - np.arctan2(u[1], u[0])
        along = np.linalg.norm(w) / np.linalg.norm(u)
        c, q = np.cos(turn), np.sin(turn)
        r = np.array([[1, 0, 0], [0, c, -q], [0, q, c]])
        size = self.unit
        tall = np.clip(along, .8, 1.22)
        for n in names:
            p = self.f(n, "body")
            body = c7 + along * r @ (p - p7)
            self.put([n], self.vertebra(n, body, turn, tall, size))

    def skull(self):
        s, k, w = self.s, self.k, self.unit
        terms = []
        for mark, name, depth, sigma, along in (
                ("glabella", "glabella", .0055, .0025, .010), ("vertex_highest", "vertex", .006, .002, .03),
                ("EOP", "eop", .008, .004, .03), ("mastoid_tip", "mastoid_tip", .009, .004, .010),
                ("zygomatic_arch_mid", "zygomatic_arch", .007, .004, .015), ("nasion", "nasion", .005, .003, .008),
                ("infraorbital_margin", "orbit_rim_inf", .007, .004, .008)):
            terms += self.on("skull", mark, name, depth, sigma, along)
        terms = both(terms)
        v = self.b["skull"].v
        vault = v[(v[:, 1] > self.f("skull", "glabella")[1] + .012)]
        vault = vault[::max(1, len(vault) // 120)]
        outer = self.verts(["skull"], 700)
        start = start_map(terms, np.eye(3), (w, w, w), ())
        start = Map(start.a * np.array([[1, 0, 0], [0, 1, 1], [0, 1, 1]]), start.t * [0, 1, 1])
        m = start
        for _ in range(3):
            x = m(vault)
            _, near = s.body.tree.query(x)
            extra = []
            for p, i in zip(vault, near):
                n, q = s.sample_normal[i], s.sample[i]
                extra.append((p, n, n @ q - .006 * k, .010))
            m = fit(outer, terms + extra, np.eye(3), (w, w, w), (.06 + .1 * self.thin,) * 3, turn=.15, start=m, skin=s, clear=.0035, even=True,
                    rounds=4)
        self.put(["skull"], m)

    def mandible(self):
        k = self.k
        m = self.map["skull"]
        terms = at(self.f("mandible", "condyle"), m(self.f("mandible", "condyle")), .002)
        terms += self.on("mandible", "menton", "menton", .008, .002, .012)
        terms += self.on("mandible", "chin_tip", "chin", .010, .002, .012)
        terms += self.on("mandible", "gonion", "gonion", .010, .004, .010)
        a = np.linalg.norm(m.a, axis=0)
        v = self.verts(["mandible"], 1500)
        self.put(["mandible"], fit(np.concatenate([v, v * [-1, 1, 1]]), both(terms), np.eye(3), a, (.05 + .1 * self.thin, .14, .08 + .1 * self.thin), turn=.12, start=m,
                                   skin=self.s, clear=.004, even=True, shear=.03, firm=.0006))
        self.hyoid()

    def hyoid(self):
        k = self.k
        c3 = self.pos("vertebra_C3", "body_ant")
        size = Map(np.eye(3) * self.unit)
        # at the height of C3's lower edge, its front 14 mm under the skin of the throat
        y = min(c3[1] - .006 * k, self.pos("mandible", "menton")[1] - .010 * k)
        skin, normal = self.s.body.skin, self.s.body.normal
        throat = skin[(abs(skin[:, 0]) < .012) & (abs(skin[:, 1] - y) < .010) & (normal[:, 2] > .1)]
        front = throat[:, 2].min() if len(throat) else c3[2] + .05 * k
        body = np.array([0, y, max(front - .014 * k, c3[2] + .022 * k)])
        m = Map(size.a, body - size.a @ self.f("hyoid", "body"))
        v = self.b["hyoid"].v
        w = (self.unit,) * 3
        self.put(["hyoid"], fit(v, at(self.f("hyoid", "body"), body, .003), np.eye(3), w, (.1, .05, .1), turn=.05, start=m,
                                skin=self.s, clear=.004, even=True, rounds=5))

    def thorax(self):
        s, k, w = self.s, self.k, self.unit
        ribs = [f"rib_{i}" for i in range(1, 13)]
        heads = []
        for i in range(1, 13):
            v = f"vertebra_T{i}"
            home = self.map[v](self.f(f"rib_{i}", "head"))              # ribs share the frame of the vertebrae
            heads.append(home)
        terms = self.on("sternum", "suprasternal_notch", "jugular_notch", .009, .003, .012)
        terms += self.on("sternum", "sternal_angle", "sternal_angle", .008, .003, .02)
        terms += self.on("sternum", "xiphisternal", "xiphisternal", .012, .008, .06)
        for i in range(1, 11):
            terms += at(self.f(f"rib_{i}", "head"), heads[i - 1], [.004, .006, .006])
        v = self.verts([f"rib_{i}" for i in range(1, 10)] + ["sternum"], 900)
        v = np.concatenate([v, v * [-1, 1, 1]])
        start = start_map(both(terms), np.eye(3), (w, w, w), ())
        start = Map(start.a * np.array([[1, 0, 0], [0, 1, 1], [0, 1, 1]]), start.t * [0, 1, 1])
        m = fit(v, both(terms), np.eye(3), (w, w, w), (.06 + .06 * self.thin, .03, .06 + .06 * self.thin), turn=.15,
                start=start, skin=s, clear=.008, even=True, rounds=12, firm=.002)
        self.cage = m
        self.flank = {}
        for i in range(4, 11):                                          # the side of the chest: 14 mm under the skin
            n = f"rib_{i}"
            x = m(self.f(n, "mal"))
            _, near = s.body.tree.query(x + [.02, 0, 0])
            deep = (s.sample[near] - x) @ s.sample_normal[near]
            self.flank[n] = x + np.array([np.clip(deep - .017 * k, -.012, .014), 0, 0])
        # a woman's breastbone is shorter for her height than a man's: 133 and 154 mm
        length = w * (1 if self.follow else .985) * np.interp(self.sex, [0, .5, 1], [.955, 1, 1])
        st = self.on("sternum", "suprasternal_notch", "jugular_notch", .009, .002, .008)
        st += at(self.f("sternum", "xiphisternal"), m(self.f("sternum", "xiphisternal")), [np.inf, .03, .008])
        v = self.verts(["sternum"], 300)
        self.put(["sternum"], fit(v, both(st), np.eye(3), (w, length, w), (.04, .012, .05), turn=.15, start=m, skin=s, clear=.006,
                                  even=True))
        for i, n in enumerate(ribs):
            p = self.f(n, "head")
            terms = at(p, heads[i], .0015)
            front = self.f(n, "cc")
            target = m(front)
            sink = 0
            if not self.follow:
                sink = np.interp(i, range(12), SINK) * k
                target = heads[i] + LONGER.get(i, 1) * (target - heads[i]) - [0, sink, 0]
            if i == 11 and not self.follow:
                target = heads[i] + TWELFTH * k
            if i < 10:
                shift = self.map["sternum"](self.f("sternum", f"stern_{min(i + 1, 7)}")) - m(self.f("sternum", f"stern_{min(i + 1, 7)}"))
                target = target + shift * np.interp(i, [0, 4, 9], [1, .8, .4])
            beside = np.interp(i, [0, 3, 7, 9], [.8, 1.65, 1.65, .9])    # at the side of the chest
            free = i > 9 and not self.follow                             # the last two become longer
            terms += at(front, target, .004 if free else .006 if i < 10 else .012)
            for name, share in (("angle", .2), ("mid", .6)) if not free else ():
                terms += at(self.f(n, name), m(self.f(n, name)) - [0, share * sink, 0], .010)
            if not free:
                terms += at(self.f(n, "mal"), self.flank.get(n, m(self.f(n, "mal"))) - [0, beside * sink, 0], [.002, .008, .008])
            v = self.b[n].v[::2]
            deep = .009 if i < 10 else .012
            self.put([n], fit(v, terms, np.eye(3), np.linalg.norm(m.a, axis=0), (.6 if free else .08 + .1 * self.thin,) * 3, turn=.35,
                              start=m, skin=s, clear=deep, rounds=12, shear=.05, firm=.0006))

    # ---- shoulder and arm

    def shoulder(self):
        s, k, w = self.s, self.k, self.unit
        rig = s.joint("upperarm01")
        notch = self.pos("sternum", "clavicular_notch")
        ac = s.p["acromioclavicular"] - s.n["acromioclavicular"] * .007 * k
        c = "clavicle"
        terms = at(self.f(c, "sternal_end"), notch + np.array([.004, .004, 0]) * k, .0025)
        terms += at(self.f(c, "acromial_end"), ac, [.006, .004, .006])
        terms += self.on(c, "clavicle_medial_upper", "medial_upper", .005, .003, .02)
        along = np.linalg.norm(ac - notch) / np.linalg.norm(self.f(c, "acromial_end") - self.f(c, "sternal_end"))
        axes = axes_of(self.f(c, "sternal_end"), self.f(c, "acromial_end"), Y)
        across = np.sqrt(along * w)
        start = start_map(terms, axes, (across, along, across), [(Y, Y, .002), (Z, Z, .002)])
        self.put([c], fit(self.verts([c]), terms, axes, (across, along, across), (.08, .03, .08), turn=.3, start=start, skin=s,
                          clear=.004))
        c = "scapula"
        t8 = self.pos("vertebra_T8", "spinous_tip")
        ribs_back = np.concatenate([self.map[f"rib_{i}"](self.b[f"rib_{i}"].v) for i in range(2, 9)])
        mark = s.p["scapula_inferior_angle"]

        def behind(x, y, more):
            near = ribs_back[(abs(ribs_back[:, 0] - x) < .025) & (abs(ribs_back[:, 1] - y) < .025)]
            back = near[:, 2].min() if len(near) else s.back_at(y)[0] + .05
            return np.array([x, y, back - more * k])
        terms = self.on(c, "acromial_lateral_end", "acromion", .006, .002, .012)
        terms += at(self.f(c, "glenoid"), rig + np.array([-.020, 0, -.004]) * k, [.005, .005, .006])
        low = behind(mark[0] + .004, t8[1] - .003, .009)
        terms += at(self.f(c, "inferior_angle"), low, [.012, .006, .005])
        root = behind(s.p["scapula_spine_root"][0], low[1] + .115 * k, .010)
        terms += at(self.f(c, "spine_root"), root, [.010, .02, .006])
        start = start_map(terms, np.eye(3), (w, w, w), ())
        self.put([c], fit(self.verts([c], 600), terms, turn_of(np.eye(3)), (w, w, w), (.06 + .05 * self.thin,) * 3, turn=.35, start=start, skin=s,
                          clear=.005, shear=.02))

    def arm(self):
        s, k, w = self.s, self.k, self.unit
        rig = s.joint("upperarm01")
        e1, e2 = s.p["lateral_epicondyle"], s.p["medial_epicondyle"]
        socket = self.pos("scapula", "glenoid")
        head = .85 * (socket + np.array([.022, .001, .004]) * k) + .15 * rig
        terms = at(self.f("humerus", "head"), head, .003)
        elbow = s.joint("lowerarm01")
        terms += at(self.f("humerus", "elbow"), elbow, .005)
        terms += self.on("humerus", "lateral_epicondyle", "lateral_epicondyle", .005, .003, .012)
        terms += self.on("humerus", "medial_epicondyle", "medial_epicondyle", .005, .003, .012)
        along = np.linalg.norm(elbow - head) / np.linalg.norm(self.f("humerus", "elbow") - self.f("humerus", "head"))
        hints = [(self.f("humerus", "lateral_epicondyle") - self.f("humerus", "medial_epicondyle"), e1 - e2, .004)]
        m = self.long("humerus", terms, "head", "elbow", along, np.sqrt(along * w), hints, clear=.005)
        self.put(["humerus"], m)
        # the forearm swings round the elbow's axis; radius and ulna take the turn of the wrist between them
        wrist = s.joint("wrist")
        rs, us = s.p["radial_styloid"], s.p["ulnar_styloid"]
        across = (rs - us) / np.linalg.norm(rs - us)
        down = (wrist - elbow) / np.linalg.norm(wrist - elbow)
        palm = np.cross(across, -down)                                   # x lateral, y up, z palmar
        palm /= np.linalg.norm(palm)
        self.palm, self.across = palm, across
        hinge = m.a @ (self.f("humerus", "lateral_epicondyle") - self.f("humerus", "medial_epicondyle"))
        hinge /= np.linalg.norm(hinge)
        u = "ulna"
        notch = self.pos("humerus", "trochlea") + (elbow - self.pos("humerus", "trochlea")) * .45
        terms = at(self.f(u, "notch"), notch, .003)
        terms += self.on(u, "olecranon_prominence", "olecranon", .004, .002, .010)
        low = wrist - across * .0135 * k - palm * .005 * k - down * .004 * k
        terms += at(self.f(u, "head"), low, .003)
        terms += self.on(u, "ulnar_styloid", "styloid", .0035, .003, .008)
        along = np.linalg.norm(low - notch) / np.linalg.norm(self.f(u, "head") - self.f(u, "notch"))
        hints = [(self.own(u, X), hinge, .006)]
        self.put([u], self.long(u, terms, "notch", "head", along, np.sqrt(along * w), hints, clear=.003))
        r = "radius"
        top = self.pos("humerus", "capitulum")
        top = top + down * .0075 * k
        low = wrist + across * .0125 * k - down * .003 * k
        terms = at(self.f(r, "head_top"), top, .0025) + at(self.f(r, "wrist"), low, .006)
        terms += self.on(r, "radial_styloid", "styloid", .0045, .0012, .010)
        along = np.linalg.norm(low - top) / np.linalg.norm(self.f(r, "wrist") - self.f(r, "head_top"))
        # the source lies half turned in: what is lateral of it is told by its styloid process
        hints = [(self.f(r, "styloid") - self.f(r, "wrist"), across, .006)]
        self.put([r], self.long(r, terms, "head_top", "wrist", along, np.sqrt(along * w), hints, clear=.003))

    def hand(self):
        s, k = self.s, self.k
        wrist = s.joint("wrist")
        piece = CARPALS + [f"metacarpal_{i}" for i in range(2, 6)]
        terms = []
        down = self.knuckle(3) - wrist
        down /= np.linalg.norm(down)
        side = self.knuckle(2) - self.knuckle(5)
        row = (self.f("scaphoid", "centre") + self.f("lunate", "centre")) / 2
        across = s.p["radial_styloid"] - s.p["ulnar_styloid"]
        across = across / np.linalg.norm(across)
        terms += at(row, wrist + (across * .0085 + down * .0055) * k - .001 * side / np.linalg.norm(side), .003)
        for i in range(2, 6):
            terms += at(self.f(f"metacarpal_{i}", "head"), self.knuckle(i), .0025)
        terms += self.on("pisiform", "pisiform", "centre", .009, .003, .008)
        along = np.linalg.norm(self.knuckle(3) - self.pos("radius", "wrist")) / np.linalg.norm(self.f("metacarpal_3", "head") - row + [0, -.008, 0])
        frame = self.b["metacarpal_3"].frame
        m = fit(self.verts(piece, 900), terms, frame, (along, along, along), (.08 + .08 * self.thin, .03, .10 + .08 * self.thin),
                turn=.4, start=start_map(terms, frame, (along,) * 3, [(frame[:, 0], side, .0008)]), skin=s, clear=.003, rounds=14, shear=.015)
        self.put(piece, m)
        for i in range(2, 6):
            self.ray(f"metacarpal_{i}", m(self.f(f"metacarpal_{i}", "base")), self.knuckle(i), m, tight=.001)
            spots = [self.knuckle(i), s.joint(f"finger{i}-2"), s.joint(f"finger{i}-3")]
            tip = s.p[f"finger_tip{i}"]
            spots.append(tip + (spots[-1] - tip) / np.linalg.norm(spots[-1] - tip) * .0045 * k)
            back = s.n[f"PIP{i}"]
            self.chain([f"{p}_phalanx_hand_{i}" for p in ("proximal", "middle", "distal")], spots, m, .0012 * k, .0024,
                       roll=dorsal(back))
        base = self.pos("trapezium", "centre")
        spots = [s.joint("finger1-1"), s.joint("finger1-2"), s.joint("finger1-3")]
        tip = s.p["finger_tip1"]
        spots.append(tip + (spots[-1] - tip) / np.linalg.norm(spots[-1] - tip) * .005 * k)
        d = spots[1] - base
        start = base + d / np.linalg.norm(d) * .0085 * k
        back = s.n["nail_root1"]
        self.ray("metacarpal_1", start, spots[1] - d / np.linalg.norm(d) * .0012 * k, m, tight=.0015, roll=dorsal(back))
        self.chain(["proximal_phalanx_hand_1", "distal_phalanx_hand_1"], spots[1:], self.map["metacarpal_1"], .0012 * k, .0024,
                   roll=dorsal(back))

    def knuckle(self, i):
        s = self.s
        return s.p[f"MCP{i}"] + .42 * (s.p[f"MCP{i}_palmar"] - s.p[f"MCP{i}"])

    def outside(self, meshes, least=0.):
        """How many vertices of each bone lie less than `least` under the skin, and by how much at most."""
        bad = {}
        for n, m in self.map.items():
            d, _ = self.s.depth(m(meshes[n].v))
            if (d < least).any():
                bad[n] = (int((d < least).sum()), float(least - d.min()))
        return bad

    def all(self):
        self.pelvis()
        self.femur()
        self.shank()
        self.patella()
        self.foot()
        self.spine()
        self.skull()
        self.neck()
        self.mandible()
        self.thorax()
        self.shoulder()
        self.arm()
        self.hand()
        return self.map


def dorsal(back):
    """Turns a bone of the hand about its length until its own back looks along `back`.

    In the anatomical position fingers have their backs behind, the thumb, turned a quarter, to the radial side.
    """
    def roll(r, own, d):
        u = r @ own
        u -= d * (d @ u)
        w = back - d * (d @ back)
        u, w = u / np.linalg.norm(u), w / np.linalg.norm(w)
        return rotation_between(u, w) @ r
    return roll


def rotation_between(u, w):
    c = np.cross(u, w)
    d = u @ w
    if d < -.9999:
        return -np.eye(3) + 2 * np.outer(Z, Z)
    k = np.array([[0, -c[2], c[1]], [c[2], 0, -c[0]], [-c[1], c[0], 0]])
    return np.eye(3) + k + k @ k / (1 + d)


def axes_of(top, bottom, front=Z):
    """Columns: side, length (upward), front."""
    y = top - bottom
    y = y / np.linalg.norm(y)
    z = front - y * (y @ front)
    z /= np.linalg.norm(z)
    return np.stack([np.cross(y, z), y, z], 1)


def prepare(source):
    """Bones with features; hand and foot turned into their frames (palm forward; toes forward)."""
    mesh = source.mesh
    down = -Y

    def turn_group(names, r):
        for n in names:
            mesh[n] = mesh[n].moved(r)
    hand = [n for n in mesh if n in CARPALS or "metacarpal" in n or "phalanx_hand" in n]
    mc = {i: features.find(f"metacarpal_{i}", mesh[f"metacarpal_{i}"], down) for i in range(2, 6)}
    y = mc[3]["base"] - mc[3]["head"]
    turn_group(hand, axes_of(y, y * 0, np.cross(mc[2]["head"] - mc[5]["head"], y)).T)
    foot = [n for n in mesh if n in TARSALS or "metatarsal" in n or "phalanx_foot" in n]
    mt = features.find("metatarsal_2", mesh["metatarsal_2"], Z)["head"]
    z = (mt - features.find("calcaneus", mesh["calcaneus"])["tuber_back"]) * [1, 0, 1]
    z /= np.linalg.norm(z)
    turn_group(foot, np.stack([np.cross(Y, z), Y, z]))
    bones = {}
    for n, m in mesh.items():
        forward = Z if n in foot else down
        bones[n] = Bone(m, features.find(n, m, forward))
    head = bones["femur"].at["head"]
    # the femur's frame is the pelvis' shifted: the acetabulum is where the femoral head's size fits
    socket = acetabulum(bones["hip_bone"].v)
    features.after_hip(bones["hip_bone"].at, bones["hip_bone"].v, socket)
    del head
    return bones


def acetabulum(v):
    """Centre of the socket: the sphere of radius 24 to 26 mm that most of the bone's surface lies on."""
    lower = v[(v[:, 0] > .045)]
    best, found = -1, None
    guess = np.array([v[:, 0].max() * .62 + .005, v[:, 1].min() + .30 * np.ptp(v[:, 1]), 0])
    guess[2] = v[abs(v[:, 1] - guess[1]) < .02][:, 2].mean()
    rng = np.random.default_rng(1)
    for _ in range(4000):
        c = guess + rng.normal(0, [.012, .014, .014])
        d = np.linalg.norm(lower - c, axis=1)
        on = abs(d - .0245) < .0018
        inside = (d < .021).sum()
        score = (on & (lower[:, 0] < c[0] + .012)).sum() - 4 * inside
        if score > best:
            best, found = score, c
    for _ in range(6):
        d = np.linalg.norm(lower - found, axis=1)
        on = lower[abs(d - .0245) < .0022]
        found, _ = features.sphere(on)
    return found
