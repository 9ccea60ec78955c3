// What all pages of the desk do: send what people decide, say what came of it, and stay up to date.
"use strict";

const desk = {
  csrf: document.querySelector('meta[name="csrf"]')?.content ?? "",
  lang: document.documentElement.lang.slice(0, 2),

  /** Tell the person something for a few seconds. */
  tell(text, wrong = false) {
    const line = document.createElement("p");
    line.textContent = text;
    line.className = wrong ? "wrong" : "";
    document.getElementById("told").append(line);
    setTimeout(() => line.remove(), wrong ? 9000 : 4000);
  },

  /** Ask the API; the answer's body, or null after the person was told what is wrong. */
  async send(method, path, body) {
    const headers = { "X-CSRF-Token": desk.csrf };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    let answer;
    try {
      answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), redirect: "manual" });
    } catch {
      desk.tell(document.body.dataset.lost, true);
      return null;
    }
    if (answer.type === "opaqueredirect") return {};
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return said;
    desk.tell(said.message?.[desk.lang] ?? said.message?.en ?? `${answer.status}`, true);
    return null;
  },

  /** Fetch this page anew and put these parts of it in the place of the old ones. */
  async refresh(...ids) {
    let page;
    const here = () => location.pathname + location.search, asked = here();
    try {
      const answer = await fetch(asked, { headers: { Accept: "text/html" } });
      if (answer.redirected && new URL(answer.url).pathname === "/sign-in") return location.assign("/sign-in");
      if (!answer.ok) return null;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch { return null; } // the next change or a reload brings it
    if (here() !== asked) return null; // a filter was chosen meanwhile: this is an older page than the one that is shown
    const focused = document.activeElement?.id;
    for (const id of ids) {
      const old = document.getElementById(id), fresh = page.getElementById(id);
      if (!old || !fresh || (old.dataset.same && old.dataset.same === fresh.dataset.same)) continue;
      carry(old, fresh); // as it is now: it may have been opened while the page was fetched
      old.replaceWith(fresh);
      htmx.process(fresh);
    }
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
    return true;
  },

  /** What stands in a field that takes several values, one a line or comma. */
  list(text) { return text.split(/[\n,，、;；]/).map((one) => one.trim()).filter(Boolean); },

  /** The fields of a form as an object; empty ones are null. */
  values(form) {
    const values = {};
    for (const field of form.elements) {
      if (!field.name || field.disabled) continue;
      if (field.type === "checkbox") values[field.name] = field.checked;
      else if (field.type === "radio") { if (field.checked) values[field.name] = field.value; }
      else if (field.dataset.list !== undefined) values[field.name] = desk.list(field.value);
      else values[field.name] = field.value.trim() === "" ? null : field.value;
    }
    return values;
  },
};

/** Folds and ticks of a part, each under a name that it keeps in the part that takes its place. */
function touchable(part) {
  const named = new Map();
  for (const one of part.querySelectorAll("details, input.asked")) {
    const near = one.closest("[data-key], [id]");
    const name = `${one.tagName} ${near.dataset.key ?? near.id}`;
    let number = 0;
    while (named.has(`${name} ${number}`)) number += 1;
    named.set(`${name} ${number}`, one);
  }
  return named;
}

/** What a person has opened or ticked stays so. */
function carry(old, fresh) {
  const places = touchable(fresh);
  for (const [name, was] of touchable(old)) {
    const is = places.get(name);
    if (is && was.open) is.open = true;
    if (is && was.checked !== was.defaultChecked) is.checked = was.checked;
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.api) return;
  event.preventDefault();
  const button = form.querySelector("button:not([type=button])");
  if (button) button.disabled = true;
  const [method, path] = form.dataset.api.split(" ");
  const said = await desk.send(method, path, desk.values(form));
  if (button) button.disabled = false;
  if (said === null) return;
  form.dispatchEvent(new CustomEvent("desk:sent", { bubbles: true, detail: said }));
  if (form.dataset.then === "link") return showLink(form, said);
  desk.tell(document.body.dataset.saved);
  form.closest(".menu-in")?.removeAttribute("open");
  if (form.dataset.refresh) desk.refresh(form.dataset.refresh);
});

function showLink(form, said) {
  const place = form.querySelector("output");
  place.hidden = false;
  place.querySelector("input").value = said.link;
  place.querySelector("input").select();
  if (form.dataset.refresh) desk.refresh(form.dataset.refresh);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-send], button[data-copy]");
  if (!button) return;
  if (button.dataset.copy) {
    const source = document.getElementById(button.dataset.copy) ?? button.parentElement.querySelector("input, textarea");
    source.select();
    try { await navigator.clipboard.writeText(source.value); } catch { document.execCommand("copy"); }
    desk.tell(document.body.dataset.copied);
    return;
  }
  const sure = button.dataset.sure;
  if (sure && !window.confirm(sure)) return;
  const [method, path] = button.dataset.send.split(" ");
  const said = await desk.send(method, path, button.dataset.body ? JSON.parse(button.dataset.body) : undefined);
  if (said === null) return;
  if (button.dataset.end) { document.body.textContent = button.dataset.end; return; }
  if (button.dataset.then) location.assign(button.dataset.then);
  else if (button.dataset.refresh) desk.refresh(button.dataset.refresh);
});

document.addEventListener("htmx:configRequest", (event) => {
  // Empty filters stay out of the address.
  const sent = event.detail.parameters;
  for (const key of Object.keys(sent)) if (sent[key] === "" || (key === "sort" && sent[key] === "-changed")) delete sent[key];
});

document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const field = document.querySelector('[data-key-focus="/"]');
    if (field) { event.preventDefault(); field.focus(); field.select(); }
  }
});

// Live: one stream while the page is seen; a hidden tab would hold one of the browser's few connections.
(() => {
  const live = document.querySelector("[data-live]");
  if (!live) return;
  const kind = live.dataset.live;
  let stream = null, waiting = null;
  const changed = (event) => {
    if (kind !== "board" && event.type === "application" && JSON.parse(event.data).id !== kind) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => document.dispatchEvent(new CustomEvent("desk:changed")), 600);
  };
  const listen = () => {
    if (document.hidden) { stream?.close(); stream = null; return; }
    if (stream) return;
    stream = new EventSource("/api/v1/events");
    stream.addEventListener("application", changed);
    stream.addEventListener("again", changed);
  };
  document.addEventListener("visibilitychange", () => {
    const back = !document.hidden && !stream;
    listen();
    if (back) document.dispatchEvent(new CustomEvent("desk:changed"));
  });
  listen();
  if (kind === "board") document.addEventListener("desk:changed", () => desk.refresh("board"));
})();
