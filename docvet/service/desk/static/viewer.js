// The page: turned, zoomed, moved, and the place that a value or a finding stands at.
"use strict";

const viewer = (() => {
  const stage = document.getElementById("stage");
  if (!stage) return null;
  const paper = stage.querySelector(".paper"), picture = paper.querySelector("img"), mark = paper.querySelector(".mark");
  const message = stage.querySelector(".message"), where = document.getElementById("where");
  let shown = null, box = null, scale = 1, turned = 0, x = 0, y = 0, isLarge = false;

  const thumbs = () => [...document.querySelectorAll("#thumbs .thumb")];
  const base = () => document.getElementById("thumbs").dataset.base;

  // Small pictures come one by one after the page itself: they are made by one worker, and a browser has few connections.
  let filling = false;
  function fill() {
    if (filling) return;
    const next = document.querySelector("#thumbs img[data-src]");
    if (!next) return;
    filling = true;
    const on = () => { filling = false; fill(); };
    next.addEventListener("load", on, { once: true });
    next.addEventListener("error", on, { once: true });
    next.src = next.dataset.src;
    next.removeAttribute("data-src");
  }

  function draw() {
    paper.style.transform = `translate(${x}px, ${y}px) rotate(${turned}deg) scale(${scale})`;
    if (scale > 1.4 && !isLarge && shown) load(true);
  }

  function size() {
    // The sheet's outline at scale 1: the whole page fits the stage, whichever way it is turned.
    const wide = picture.naturalWidth || 1, high = picture.naturalHeight || 1, lies = turned % 180 !== 0;
    const fit = Math.min((stage.clientWidth - 16) / (lies ? high : wide), (stage.clientHeight - 16) / (lies ? wide : high));
    paper.style.width = `${wide * fit}px`;
    paper.style.height = `${high * fit}px`;
  }

  function fit() { scale = 1; x = y = 0; size(); draw(); }

  function load(large) {
    isLarge = large;
    picture.src = `${base()}/${shown.document}/${shown.page}.png?size=${large ? "large" : "medium"}`;
  }

  function point() {
    mark.hidden = !box;
    if (!box) return;
    const [left, top, right, bottom] = box;
    mark.style.left = `${left * 100 - 0.4}%`;
    mark.style.top = `${top * 100 - 0.3}%`;
    mark.style.width = `${(right - left) * 100 + 0.8}%`;
    mark.style.height = `${(bottom - top) * 100 + 0.6}%`;
  }

  function centre() {
    if (!box) return;
    const wide = paper.clientWidth, high = paper.clientHeight;
    scale = Math.max(1, Math.min(2.2, 0.55 / Math.max(0.04, box[2] - box[0])));
    const angle = (turned * Math.PI) / 180;
    const dx = (0.5 - (box[0] + box[2]) / 2) * wide * scale, dy = (0.5 - (box[1] + box[3]) / 2) * high * scale;
    x = dx * Math.cos(angle) - dy * Math.sin(angle);
    y = dx * Math.sin(angle) + dy * Math.cos(angle);
    draw();
  }

  picture.addEventListener("load", () => { fill(); message.hidden = true; paper.hidden = false; size(); point(); box && !isLarge ? centre() : draw(); });
  picture.addEventListener("error", () => {
    if (!picture.getAttribute("src")) return;
    fill();
    paper.hidden = true; message.hidden = false; message.textContent = stage.dataset.failed;
  });

  function show(document_, page, place) {
    const same = shown && shown.document === document_ && shown.page === page;
    box = place;
    shown = { document: document_, page };
    for (const thumb of thumbs()) {
      const is = thumb.dataset.document === document_ && Number(thumb.dataset.page) === page;
      thumb.toggleAttribute("aria-current", is);
      if (is) {
        const list = thumb.closest("ol");
        list.scrollLeft = thumb.parentElement.offsetLeft - list.clientWidth / 2;
        where.textContent = `${thumb.getAttribute("aria-label")}`;
      }
    }
    if (same) { point(); box ? centre() : fit(); return; }
    turned = 0; scale = 1; x = y = 0; mark.hidden = true;
    load(false);
  }

  function turnPage(by) {
    const all = thumbs();
    const at = all.findIndex((thumb) => thumb.hasAttribute("aria-current"));
    const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
    if (next) show(next.dataset.document, Number(next.dataset.page), null);
  }

  function zoom(by) { if (by === "fit") fit(); else { scale = Math.min(8, Math.max(0.3, scale * Number(by))); draw(); } }
  function turn() { turned = (turned + 90) % 360; size(); x = y = 0; draw(); }

  document.getElementById("viewer").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.turnPage) turnPage(Number(button.dataset.turnPage));
    else if (button.dataset.zoom) zoom(button.dataset.zoom);
    else if (button.dataset.rotate !== undefined) turn();
  });
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    if (event.ctrlKey || !event.shiftKey) zoom(event.deltaY < 0 ? 1.12 : 0.89); else { x -= event.deltaY; draw(); }
  }, { passive: false });
  const fingers = new Map();
  let spread = 0;
  stage.addEventListener("pointerdown", (event) => { fingers.set(event.pointerId, event); stage.setPointerCapture(event.pointerId); });
  stage.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    fingers.set(event.pointerId, event);
    if (fingers.size === 2) {
      const [one, two] = [...fingers.values()];
      const apart = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
      if (spread) zoom(apart / spread);
      spread = apart;
    } else { x += event.clientX - before.clientX; y += event.clientY - before.clientY; draw(); }
  });
  for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, (event) => { fingers.delete(event.pointerId); spread = 0; });
  stage.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (!step) return;
    event.preventDefault();
    x += step[0]; y += step[1]; draw();
  });
  new ResizeObserver(() => { if (shown) { size(); draw(); } }).observe(stage);
  if (thumbs().length) turnPage(0);
  return { show, turnPage, zoom, turn };
})();
