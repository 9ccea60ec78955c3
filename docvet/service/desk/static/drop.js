// Handing in: folders and files are gathered, sent in one piece, and nothing counts until all of it has come.
"use strict";

(() => {
  const form = document.getElementById("hand-in"), drop = document.getElementById("drop");
  const list = document.getElementById("list"), sum = document.getElementById("sum"), all = document.getElementById("all");
  const SKIPPED = /(^|\/)(\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini|__MACOSX|~\$[^/]*)(\/|$)/i;
  let files = new Map(), sending = null;

  const megabytes = (bytes) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0) + " MB";

  function add(path, file) { if (!SKIPPED.test(path)) files.set(path, file); }

  function show() {
    list.replaceChildren(...[...files].slice(0, 500).map(([path, file]) => {
      const line = document.createElement("li"), name = document.createElement("span"), size = document.createElement("span");
      const away = document.createElement("button");
      name.textContent = path; size.textContent = megabytes(file.size); size.className = "small";
      away.type = "button"; away.className = "quiet"; away.textContent = "✕"; away.setAttribute("aria-label", `${form.dataset.remove}: ${path}`);
      away.addEventListener("click", () => { files.delete(path); show(); });
      line.append(name, size, away);
      return line;
    }));
    const bytes = [...files.values()].reduce((total, file) => total + file.size, 0);
    const large = [...files.values()].some((file) => file.size > Number(form.dataset.file));
    const wrong = files.size > Number(form.dataset.most) ? form.dataset.tooMany : bytes > Number(form.dataset.bytes) ? form.dataset.tooLarge : large ? form.dataset.fileTooLarge : "";
    sum.textContent = [files.size ? form.dataset.sum.replace("{files}", files.size).replace("{bytes}", megabytes(bytes)) : "", wrong].filter(Boolean).join(" · ");
    sum.className = wrong ? "bad" : "small";
    document.getElementById("send").disabled = Boolean(wrong);
  }

  // What the application holds already: a file goes where its namesake is, and a folder may be one of its own.
  const known = JSON.parse(form.dataset.known);

  function placed(path) {
    const alike = path.includes("/") ? [] : known.filter((one) => one.endsWith(`/${path}`));
    return alike.length === 1 && !known.includes(path) ? alike[0] : path;
  }

  /** One folder dropped is the application itself; its name is a proposal. */
  function named(paths) {
    const roots = new Set(paths.map((path) => path.split("/")[0]));
    if (roots.size === 1 && paths.every((path) => path.includes("/"))) {
      const root = [...roots][0];
      if (known.some((path) => path.startsWith(`${root}/`))) return 0;
      if (!form.elements.name.value) form.elements.name.value = root;
      return root.length + 1;
    }
    return 0;
  }

  function take(found) {
    const cut = named(found.map(([path]) => path));
    for (const [path, file] of found) add(placed(path.slice(cut)), file);
    show();
  }

  async function walk(entry, into) {
    if (entry.isFile) { into.push([entry.fullPath.slice(1), await new Promise((done, failed) => entry.file(done, failed))]); return; }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed)); // at most a hundred at once
      if (!some.length) return;
      for (const one of some) await walk(one, into);
    }
  }

  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.remove("over"); });
  document.addEventListener("drop", async (event) => {
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const found = [];
    for (const entry of entries) await walk(entry, found);
    take(entries.length ? found : [...event.dataTransfer.files].map((file) => [file.name, file]));
  });
  for (const id of ["folder", "files"]) document.getElementById(id).addEventListener("change", (event) => {
    take([...event.target.files].map((file) => [file.webkitRelativePath || file.name, file]));
    event.target.value = "";
  });

  function progress(loaded) {
    let before = 0, at = 0;
    for (const file of files.values()) {
      const line = list.children[at++];
      if (line) line.className = loaded >= before + file.size ? "sent" : loaded > before ? "going" : "";
      before += file.size;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!files.size) return desk.tell(form.dataset.nothing, true);
    const body = new FormData();
    for (const field of form.elements) if (field.name && field.value.trim() && (field.type !== "checkbox" || field.checked)) {
      const values = ["category", "targets"].includes(field.name) ? desk.list(field.value) : [field.value];
      for (const value of values) body.append(field.name, value);
    }
    for (const [path, file] of files) body.append("files", file, path);
    sending = new XMLHttpRequest();
    sending.open("POST", "/api/v1/applications");
    sending.setRequestHeader("X-CSRF-Token", desk.csrf);
    sending.upload.addEventListener("progress", (step) => { all.value = step.loaded / step.total; progress(step.loaded); });
    const over = (text) => { all.hidden = true; document.getElementById("stop").hidden = true; document.getElementById("send").disabled = false; if (text) desk.tell(text, true); };
    sending.addEventListener("load", () => {
      let said = {};
      try { said = JSON.parse(sending.responseText); } catch { /* a proxy's own page */ }
      if (sending.status === 201) { progress(Infinity); location.assign(`/applications/${said.id}`); return; }
      over(said.message?.[desk.lang] ?? said.message?.en ?? String(sending.status));
    });
    sending.addEventListener("error", () => over(form.dataset.cut));
    sending.addEventListener("abort", () => over(form.dataset.cut));
    all.hidden = false;
    document.getElementById("stop").hidden = false;
    document.getElementById("send").disabled = true;
    sending.send(body);
  });
  document.getElementById("stop").addEventListener("click", () => sending?.abort());
})();
