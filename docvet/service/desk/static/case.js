// The case: findings one by one, and what a person decides of them, by mouse or by keys.
"use strict";

(() => {
  const root = document.querySelector(".case");
  const api = root.dataset.api, may = root.dataset.may !== undefined;
  const part = () => document.getElementById("case");
  const findings = () => [...document.querySelectorAll(".finding")];
  let current = null, pending = null, later = false, known = Number(part().dataset.last);
  const decided = new Set(), made = [];

  function go(button) {
    if (!viewer) return;
    const box = button.dataset.box ? button.dataset.box.split(",").map(Number) : null;
    viewer.show(button.dataset.document, Number(button.dataset.page), box);
    for (const one of document.querySelectorAll(".go.here")) one.classList.remove("here");
    button.classList.add("here");
  }

  function choose(finding, { focus = true } = {}) {
    if (!finding) return;
    for (const one of document.querySelectorAll(".finding.chosen")) one.classList.remove("chosen");
    finding.classList.add("chosen");
    current = finding.dataset.key;
    if (focus) { finding.focus({ preventScroll: true }); finding.scrollIntoView({ block: "nearest" }); }
    const place = finding.querySelector(".go");
    if (place) go(place);
  }

  const chosen = () => findings().find((finding) => finding.dataset.key === current) ?? null;

  function step(by) {
    const all = findings();
    const at = all.indexOf(chosen());
    choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]);
  }

  function advance() {
    const all = findings();
    const at = all.indexOf(chosen());
    choose(all.slice(at + 1).find((finding) => !finding.classList.contains("decided") && !finding.classList.contains("accepted")) ?? all[at]);
  }

  function mark() { for (const finding of findings()) finding.classList.toggle("decided", decided.has(finding.dataset.key)); }

  function open(name, from) {
    if (name === "help") return document.getElementById("help").showModal();
    if (!may) return;
    if (name === "ask") return ask();
    const finding = from?.closest(".finding") ?? (from ? null : chosen());
    const dialog = document.getElementById(name), form = dialog.querySelector("form");
    if (name === "accept") {
      if (!finding) return step(1);
      if (!finding.dataset.bound) return desk.tell(root.dataset.cannot, true);
      pending = { action: "accept", ...JSON.parse(finding.dataset.bound), rule: finding.dataset.rule, last_decision: known };
      form.querySelector(".about").textContent = finding.querySelector(".what").textContent;
      const eyes = form.querySelector(".four-eyes");
      if (eyes) eyes.hidden = finding.dataset.severity !== "reject";
    } else {
      const row = from?.closest("[data-field]");
      const about = row ? { bound: row.dataset.bound, field: row.dataset.field, title: row.dataset.title, value: row.dataset.value } : finding?.dataset.confirm && JSON.parse(finding.dataset.confirm);
      if (!about) return desk.tell(root.dataset.nothing, true);
      if (row?.dataset.page) go(row.querySelector(".go"));
      pending = { action: "confirm", ...JSON.parse(about.bound), field: about.field, last_decision: known };
      form.querySelector(".about").textContent = about.title;
      form.elements.value.value = about.value;
    }
    pending.key = finding?.dataset.key ?? null;
    if (finding && finding !== chosen()) choose(finding, { focus: false });
    if (name === "accept") form.reset();
    dialog.showModal();
    (name === "accept" ? form.querySelector("input[type=radio]") : form.elements.value).focus();
    if (name === "confirm") form.elements.value.select();
  }

  async function decide(body, key) {
    const said = await desk.send("POST", `${api}/decisions`, body);
    if (said === null) return false;
    known = Math.max(known, said.decision);
    made.push([said.decision, key]);
    if (key) decided.add(key);
    mark();
    desk.tell(root.dataset.done);
    if (said.run === null) fresh(); // nothing else will say that there is something new
    return true;
  }

  document.getElementById("accept").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const reason = [form.elements.reason.value, form.elements.words.value.trim()].filter(Boolean).join("：");
    if (!reason) return form.elements.words.focus();
    const { key, ...body } = pending;
    body.reason = reason;
    if (form.elements.until.value) body.until = form.elements.until.value;
    if (await decide(body, key)) { form.closest("dialog").close(); advance(); }
  });

  document.getElementById("confirm").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { key, ...body } = pending;
    body.value = event.target.elements.value.value;
    if (await decide(body, key)) { event.target.closest("dialog").close(); if (key) advance(); }
  });

  // --- the request to the client ---------------------------------------------------------------

  const dialog = document.getElementById("ask");
  let points = [];
  async function write() {
    const form = dialog.querySelector("form");
    const asked = [...document.querySelectorAll(".asked:checked")].map((box) => box.value);
    const said = await desk.send("GET", `${root.dataset.request}?lang=${form.elements.lang.value}&points=${asked.join(",")}`);
    if (said === null) return false;
    form.elements.text.value = said.text;
    points = said.findings;
    return true;
  }
  async function ask() { if (await write()) dialog.showModal(); }
  dialog.addEventListener("change", (event) => { if (event.target.name === "lang") write(); });
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const body = { text: form.elements.text.value, note: form.elements.note.value.trim() || null, lang: form.elements.lang.value, findings: points };
    if ((await desk.send("POST", `${api}/requests`, body)) === null) return;
    dialog.close();
    form.elements.note.value = "";
    desk.tell(document.body.dataset.saved);
    fresh();
  });

  // --- the form: only what was changed is sent ---------------------------------------------------

  const sentAs = (field) => field.dataset.was ?? (field.matches("select") ? ([...field.options].find((one) => one.defaultSelected) ?? field.options[0])?.value : field.defaultValue);
  const isDirty = () => [...part().querySelectorAll("form :is(select, textarea, input:not([type=checkbox], [type=radio], [type=hidden]))")].some((field) => field.value !== sentAs(field));
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.form) return;
    event.preventDefault();
    const values = {};
    for (const field of form.elements) {
      if (field.dataset.was === undefined || field.value === field.dataset.was) continue;
      const text = field.value.trim();
      values[field.name] = text === "" ? null : field.dataset.list !== undefined ? desk.list(text) : text;
    }
    if (!Object.keys(values).length) return;
    const [method, path] = form.dataset.form.split(" ");
    if ((await desk.send(method, path, { values, for_client: form.querySelector("[data-for-client]").checked })) === null) return;
    for (const field of form.elements) if (field.dataset.was !== undefined) field.dataset.was = field.value;
    desk.tell(document.body.dataset.saved);
    fresh();
  });

  // --- up to date ------------------------------------------------------------------------------

  async function fresh() {
    if (isDirty()) { if (!later) desk.tell(root.dataset.fresh); later = true; return; }
    later = false;
    const hadFocus = document.activeElement?.closest(".finding") !== null && document.activeElement !== document.body;
    const version = part().dataset.report;
    await desk.refresh("case", "thumbs");
    if (part().dataset.report !== version) decided.clear();
    known = Math.max(known, Number(part().dataset.last));
    mark();
    const again = chosen();
    if (again) { again.classList.add("chosen"); if (hadFocus) again.focus({ preventScroll: true }); }
    if (version === "" && viewer && part().dataset.report) viewer.turnPage(0);
  }
  document.addEventListener("desk:changed", fresh);
  document.addEventListener("change", () => { if (later && !isDirty()) fresh(); });

  // --- mouse and keys ----------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button, summary, a");
    if (button?.dataset.open) return open(button.dataset.open, button);
    if (button?.dataset.close !== undefined) return button.closest("dialog").close();
    if (button?.classList.contains("go")) { if (!button.classList.contains("thumb")) { const finding = button.closest(".finding"); if (finding) choose(finding, { focus: false }); } return go(button); }
    const finding = event.target.closest(".finding");
    if (finding && !button && !event.target.closest("label")) choose(finding, { focus: false });
  });

  // The way back: a click on the marked place shows whose it is.
  document.querySelector(".mark")?.addEventListener("click", () => {
    const here = document.querySelector(".go.here:not(.thumb)");
    here?.closest("details")?.setAttribute("open", "");
    (here?.closest(".finding") ?? here)?.scrollIntoView({ block: "center" });
    here?.focus({ preventScroll: true });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const opened = document.querySelector("dialog[open]");
    const typing = event.target.matches("textarea, select, input:not([type=checkbox], [type=radio])");
    if (opened) {
      const reason = !typing && opened.id === "accept" && opened.querySelector(`[data-digit="${CSS.escape(event.key)}"]`);
      if (reason) { event.preventDefault(); reason.checked = true; reason.focus(); }
      return;
    }
    if (typing) return;
    const follow = (id) => { const link = document.getElementById(id); if (link) location.assign(link.href); };
    const keys = {
      j: () => step(1), k: () => step(-1), n: () => follow("after"), p: () => follow("before"), b: () => follow("back"),
      g: () => { const finding = chosen() ?? findings()[0]; if (finding) { choose(finding); document.getElementById("stage")?.focus(); } },
      c: () => open("confirm", null), a: () => open("accept", null), r: () => open("ask", null), "?": () => open("help", null),
      x: () => { const box = chosen()?.querySelector(".asked"); if (box) box.checked = !box.checked; },
      m: () => may && desk.send("POST", `${api}/assignee`, { person: root.dataset.name }).then((said) => said && fresh()),
      u: () => {
        if (!may) return;
        const [decision, key] = made.pop() ?? [Number(document.querySelector(".undo")?.dataset.decision), null];
        if (!decision) return desk.tell(root.dataset.none, true);
        desk.send("POST", `${api}/decisions`, { action: "undo", decision }).then((said) => { if (said) { decided.delete(key); fresh(); } });
      },
      "[": () => viewer?.turnPage(-1), "]": () => viewer?.turnPage(1), "+": () => viewer?.zoom(1.25), "-": () => viewer?.zoom(0.8), 0: () => viewer?.zoom("fit"), t: () => viewer?.turn(),
    };
    const does = keys[event.key];
    if (does) { event.preventDefault(); does(); }
  });
})();
