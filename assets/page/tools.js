// The two rows of buttons at the picture: views below; layers, nearer and farther above.
"use strict";

deqi.tools = (() => {
  const { make, byId } = deqi;
  const { t } = deqi.words;

  // `acts`: view(id), show(layer, on), paint(layer), through(share), zoom(factor)
  function create(data, has, acts) {
    let settle = () => {};

    function fillViews() {
      const box = byId("views"), pressed = box.querySelector("[aria-pressed=true]");
      const now = pressed ? pressed.dataset.view : "";
      box.setAttribute("aria-label", t("page.views"));
      box.replaceChildren(...Object.keys(data.views).map((id) => {
        const [name, side] = id.split(".");
        const id_of = name === "plan" && !data.plan ? "page.cards" : `page.view.${name}`;
        const text = t(id_of) + (side ? ` ${t(`page.side.${side}`)}` : "");
        return make("button", {
          type: "button", "data-view": id, "aria-pressed": String(id === now),
          onclick: () => acts.view(id),
        }, text);
      }));
      settle();
    }

    function toggle(id, on, run) {
      return make("label", { class: "switch" }, make("input", {
        type: "checkbox", id: `l-${id}`, checked: on, onchange: (e) => run(e.target.checked),
      }), t(`layer.${id}`));
    }

    function layers(shown, through) {
      const list = make("div", { class: "layers" });
      if (data.layers.symptoms)
        list.append(toggle("symptoms", shown.symptoms, (on) => acts.show("symptoms", on)));
      for (const id of ["channels", "needles", "labels"])
        if (has[id]) list.append(toggle(id, shown[id], (on) => acts.show(id, on)));
      const atlas = Object.keys(data.layers).filter((id) => id !== "symptoms");
      for (const id of atlas)
        list.append(toggle(id, shown.layer === id, (on) => {
          for (const other of atlas) byId(`l-${other}`).checked = on && other === id;
          acts.paint(on ? id : "");
        }));
      if (has.beneath)
        list.append(make("label", { class: "slider" }, t("layer.beneath"), make("input", {
          type: "range", min: 0, max: 100, value: through * 100, id: "through",
          oninput: (e) => acts.through(e.target.value / 100),
        })));
      return list;
    }

    function fillTools(shown, through) {
      const box = byId("tools"), was = box.querySelector("details");
      const button = (text, label, run) =>
        make("button", { type: "button", "aria-label": label, title: label, onclick: run }, text);
      box.replaceChildren(
        make("div", { class: "zoom" },
          button("+", t("page.zoom_in"), () => acts.zoom(0.8)),
          button("−", t("page.zoom_out"), () => acts.zoom(1.25)),
          button("⌂", t("page.reset"), () => acts.view("front"))),
        make("details", { open: !!was && was.open }, make("summary", {}, t("page.layers")),
          layers(shown, through)));
    }

    settle = deqi.frame.rove(byId("views"), () => [...byId("views").children]);
    // what is open above the picture closes as the windows of a desk do
    document.addEventListener("pointerdown", (e) => {
      const open = byId("tools").querySelector("details[open]");
      if (open && !open.contains(e.target)) open.open = false;
    });
    byId("tools").addEventListener("keydown", (e) => {
      const open = byId("tools").querySelector("details[open]");
      if (e.key !== "Escape" || !open) return;
      e.stopPropagation();
      open.open = false;
      open.querySelector("summary").focus();
    });
    return {
      fill(shown, through) {
        fillViews();
        fillTools(shown, through);
      },
      // which of the views is looked from; "" = none of them any more
      press(id) {
        for (const b of byId("views").children)
          b.setAttribute("aria-pressed", String(b.dataset.view === id));
      },
      setThrough(share) {
        if (byId("through")) byId("through").value = share * 100;
      },
      setLayer(id) {
        for (const other of Object.keys(data.layers))
          if (other !== "symptoms" && byId(`l-${other}`)) byId(`l-${other}`).checked = other === id;
      },
    };
  }

  return { create };
})();
