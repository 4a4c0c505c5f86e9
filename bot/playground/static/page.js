// Sends what a person does and shows what comes of it. The server draws everything; this script only puts it in its place.

import { composer } from "./complete.js";
import { morph } from "./morph.js";

const { me, channel, tab, thread } = document.body.dataset;
const here = `/as/${me}/${channel}`;
const EVERY = 700;
const NEAR = 80;
let version = document.body.dataset.version;
let refreshing = null;

// -- fetching and drawing

async function post(path, body = {}) {
  try {
    const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    if (answer.ok) return await answer.json();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { failed: true, note: page.querySelector("main p")?.textContent ?? "That did not work." };
  } catch {
    return { failed: true, note: "The playground is not running any more." };
  }
}

function refresh() {
  refreshing ??= draw().finally(() => { refreshing = null; });
  return refreshing;
}

async function draw() {
  const answer = await fetch(`${here}/panes?${new URLSearchParams({ tab, thread })}`);
  if (!answer.ok) return;
  const drawn = await answer.json();
  version = drawn.version;
  for (const [name, html] of Object.entries(drawn.panes)) {
    const pane = document.querySelector(`[data-pane="${name}"]`);
    if (!pane) continue;
    const atEnd = pane.scrollHeight - pane.scrollTop - pane.clientHeight < NEAR;
    const added = morph(pane, html);
    if (pane.getAttribute("role") === "log" && added.length) {
      added.forEach((element) => element.classList.add("new"));
      if (atEnd) pane.scrollTop = pane.scrollHeight;
    }
  }
  showModal();
}

async function watch() {
  try {
    if (!document.hidden) {
      const answer = await fetch("/version");
      if (answer.ok && (await answer.json()).version !== version) await refresh();
    }
  } catch {
    // The playground was stopped; keep looking, it may be started again.
  }
  setTimeout(watch, EVERY);
}

async function act(name, body, by) {
  by?.setAttribute("aria-busy", "true");
  const answer = await post(`/as/${me}/${name}`, body);
  refreshing = null;
  await refresh();
  by?.removeAttribute("aria-busy");
  if (answer.note) toast(answer.note);
  return !answer.failed;
}

// -- the modal

const modal = document.getElementById("modal");
let shown = "";

function showModal() {
  const form = modal.querySelector("form");
  if (!form) {
    if (modal.open) modal.close();
    shown = "";
    return;
  }
  if (!modal.open) modal.showModal();
  if (shown !== form.dataset.view) {
    shown = form.dataset.view;
    form.querySelector(".field, .choice input, footer .primary")?.focus();
  }
}

function closeModal(by) {
  const form = modal.querySelector("form");
  return form && act("close", { view: form.dataset.view }, by);
}

async function submitModal(form) {
  const by = form.querySelector("footer .primary");
  if (by?.getAttribute("aria-busy")) return;
  await act("submit", { view: form.dataset.view, values: valuesIn(form) }, by);
  modal.querySelector("[aria-invalid=true] input, .field[aria-invalid=true]")?.focus();
}

modal.addEventListener("cancel", (event) => {
  event.preventDefault();
  closeModal();
});
modal.addEventListener("submit", (event) => {
  event.preventDefault();
  submitModal(event.target);
});

// -- what inputs hold

function valueOf(control) {
  if (!("group" in control.dataset)) return control.value;
  const checked = [...control.querySelectorAll("input:checked")].map((input) => input.value);
  return control.dataset.type === "radio_buttons" ? (checked[0] ?? "") : checked;
}

function valuesIn(surface) {
  const values = {};
  for (const block of surface.querySelectorAll("[data-input]")) {
    const control = block.querySelector("[data-action]");
    if (control) values[block.dataset.input] = valueOf(control);
  }
  return values;
}

// -- pressing and choosing

async function press(control, value) {
  const surface = control.closest("[data-surface]");
  if (!surface || !(await sure(control))) return refresh();
  const { action, block, type, url } = control.dataset;
  const pressed = { action, block, type, value: value ?? null };
  if (url) window.open(url, "_blank", "noopener");
  if (surface.dataset.surface === "message") return act("press", { ...pressed, channel, ts: surface.dataset.ts }, control);
  return act("press-in-view", { ...pressed, view: surface.dataset.view, values: valuesIn(surface) }, control);
}

const confirm = document.getElementById("confirm");

function sure(control) {
  const asked = (control.closest(".holder, .menu, .choices") ?? control).querySelector("template.confirmation");
  if (!asked) return true;
  const yes = document.getElementById("confirm-yes");
  document.getElementById("confirm-title").textContent = asked.dataset.title;
  document.getElementById("confirm-text").replaceChildren(asked.content.cloneNode(true));
  document.getElementById("confirm-no").textContent = asked.dataset.no;
  yes.textContent = asked.dataset.yes;
  yes.className = `button ${asked.dataset.style}`;
  confirm.returnValue = "";
  confirm.showModal();
  return new Promise((answer) => confirm.addEventListener("close", () => answer(confirm.returnValue === "yes"), { once: true }));
}

const acts = {
  press: (by) => press(by, by.dataset.value),
  close: (by) => closeModal(by),
  shortcut: (by) => act("shortcut", { callback: by.dataset.callback }, by),
  "message-shortcut": (by) => act("message-shortcut", { callback: by.dataset.callback, channel, ts: by.closest("[data-ts]").dataset.ts }, by),
  invite: (by) => act("invite", { channel }, by),
};

document.addEventListener("click", (event) => {
  const by = event.target.closest("button[data-act]");
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target) || by) menu.open = false;
  }
  if (by && acts[by.dataset.act] && !by.getAttribute("aria-busy")) acts[by.dataset.act](by);
});

document.addEventListener("change", (event) => {
  const control = event.target.closest("[data-act=choose]");
  if (control) press(control, valueOf(control));
});

let typing = 0;
document.addEventListener("input", (event) => {
  const control = event.target.closest("[data-act=type]");
  if (!control?.dataset.on.includes("on_character_entered")) return;
  clearTimeout(typing);
  typing = setTimeout(() => press(control, control.value), 500);
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest("details.menu[open]");
  if (menu && event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.preventDefault();
  }
  const control = event.target.closest("input[data-act=type]");
  if (control?.dataset.on.includes("on_enter_pressed") && event.key === "Enter") {
    event.preventDefault();
    press(control, control.value);
  }
});

// -- menus that would open below the edge open upwards; a call's insides are fetched when it is opened

document.addEventListener("toggle", async (event) => {
  const details = event.target;
  if (!details.open) return;
  if (details.matches(".menu") && !details.closest(".composer")) {
    details.classList.remove("up");
    const edge = (details.closest(".messages, .modal-body") ?? document.body).getBoundingClientRect().bottom;
    details.classList.toggle("up", details.querySelector(".menu-list").getBoundingClientRect().bottom > edge);
  }
  const inside = details.matches(".call") && details.querySelector(".inside");
  if (inside) inside.innerHTML = await (await fetch(`/as/${me}/wire/${details.dataset.call}`)).text();
}, true);

// -- the clock, the wire, and a word now and then

for (const button of document.querySelectorAll("[data-clock]")) {
  button.addEventListener("click", () => act(`clock/${button.dataset.clock}`, {}, button));
}

const toggle = document.getElementById("wire-toggle");
const wire = document.getElementById("wire");

function fold(folded) {
  wire.hidden = folded;
  toggle.setAttribute("aria-expanded", String(!folded));
  localStorage.setItem("wire", folded ? "folded" : "open");
}

toggle.addEventListener("click", () => fold(!wire.hidden));
fold(localStorage.getItem("wire") === "folded");

const note = document.getElementById("toast");
let fading = 0;

function toast(words) {
  note.textContent = words;
  note.showPopover();
  clearTimeout(fading);
  fading = setTimeout(() => note.hidePopover(), 5000);
}

// -- begin

for (const form of document.querySelectorAll("form.composer")) {
  composer(form, async (message) => {
    const sent = await act("write", { channel, ...message }, form.querySelector("[type=submit]"));
    const log = form.parentElement.querySelector("[role=log]");
    log.scrollTop = log.scrollHeight;
    return sent;
  });
}
for (const pane of document.querySelectorAll("[role=log]")) pane.scrollTop = pane.scrollHeight;
showModal();
if (tab === "home") act("home", {});
watch();
