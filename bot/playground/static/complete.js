// The message box: sending, and completion of slash commands and of people's names.

const known = JSON.parse(document.getElementById("known").textContent);
const MOST = 8;

export function composer(form, send) {
  const box = form.querySelector("textarea");
  const list = form.querySelector("[role=listbox]");
  let offered = [];
  let chosen = 0;

  function offer() {
    offered = suggestions(box.value, box.selectionStart);
    chosen = 0;
    list.replaceChildren(...offered.map(entry));
    list.hidden = !offered.length;
    point();
  }

  function entry({ label, hint, does }, index) {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.setAttribute("role", "option");
    item.append(label, ...[hint, does].filter(Boolean).map(small));
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      accept(index);
    });
    return item;
  }

  function small(words) {
    const element = document.createElement("small");
    element.textContent = words;
    return element;
  }

  function point() {
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    if (list.hidden) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", list.children[chosen].id);
      list.children[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function accept(index) {
    const { start, insert } = offered[index];
    const rest = box.value.slice(box.selectionStart);
    box.value = box.value.slice(0, start) + insert + rest;
    box.setSelectionRange(start + insert.length, start + insert.length);
    box.focus();
    hide();
  }

  function hide() {
    offered = [];
    list.hidden = true;
    point();
  }

  async function submit() {
    const text = box.value.trim();
    if (!text) return;
    box.value = "";
    hide();
    if (!(await send({ text, thread: form.dataset.thread })) && !box.value) box.value = text;
    box.focus();
  }

  box.addEventListener("input", offer);
  box.addEventListener("blur", hide);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = offered.length > 0;
    const complete = open && offered[chosen].insert.trimEnd() !== box.value.slice(offered[chosen].start).trimEnd();
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + offered.length) % offered.length;
      point();
    } else if (open && event.key === "Escape") hide();
    else if (open && complete && (event.key === "Enter" || event.key === "Tab")) accept(chosen);
    else if (event.key === "Enter" && !event.shiftKey) submit();
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  function put(sign) {
    const alone = sign === "/" || !box.value || /\s$/.test(box.value);
    box.value = sign === "/" ? sign : box.value + (alone ? "" : " ") + sign;
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
    offer();
  }
  form.querySelector("[data-act=slash]").addEventListener("click", () => put("/"));
  form.querySelector("[data-act=mention]").addEventListener("click", () => put("@"));
}

function suggestions(value, caret) {
  const before = value.slice(0, caret);
  if (/^\/\S*$/.test(before)) {
    const fitting = known.commands.filter(({ name }) => name.startsWith(before.toLowerCase()));
    return fitting.map(({ name, hint, does }) => ({ label: name, hint, does, start: 0, insert: `${name} ` }));
  }
  const typed = /(?:^|\s)@([\p{L}\p{N} .-]{0,30})$/u.exec(before);
  if (!typed) return [];
  const wanted = typed[1].toLowerCase();
  const start = caret - typed[1].length - 1;
  const fitting = known.people.filter((name) => name.toLowerCase().split(" ").some((_, at, words) => words.slice(at).join(" ").startsWith(wanted)));
  return fitting.slice(0, MOST).map((name) => ({ label: name, start, insert: `@${name} ` }));
}
