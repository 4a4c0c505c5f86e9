// Changes a part of the page into what the server drew, touching only what differs: focus, open menus, what was typed and
// where one had scrolled to stay. Children with a data-key are recognised by it, wherever they moved.

export function morph(live, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return children(live, template.content);
}

function children(live, drawn) {
  const keyed = new Map();
  for (const child of live.children) if (child.dataset.key) keyed.set(child.dataset.key, child);
  const added = [];
  let here = live.firstChild;
  for (const wanted of [...drawn.childNodes]) {
    const key = keyOf(wanted);
    const match = key ? keyed.get(key) : alike(here, wanted) ? here : null;
    if (match && match.nodeName === wanted.nodeName) {
      if (match === here) here = here.nextSibling;
      else live.insertBefore(match, here);
      keyed.delete(key);
      node(match, wanted);
    } else {
      live.insertBefore(wanted, here);
      if (wanted.nodeType === Node.ELEMENT_NODE) added.push(wanted);
    }
  }
  while (here) {
    const gone = here;
    here = here.nextSibling;
    gone.remove();
  }
  return added;
}

function keyOf(wanted) {
  return wanted.nodeType === Node.ELEMENT_NODE ? wanted.dataset.key : undefined;
}

function alike(live, wanted) {
  return live && live.nodeType === wanted.nodeType && live.nodeName === wanted.nodeName && !keyOf(live);
}

function node(live, wanted) {
  if (live.nodeType !== Node.ELEMENT_NODE) {
    if (live.nodeValue !== wanted.nodeValue) live.nodeValue = wanted.nodeValue;
    return;
  }
  if (live.isEqualNode(wanted)) return;
  for (const { name, value } of wanted.attributes) if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  for (const { name } of [...live.attributes]) {
    const mine = name === "open" || (name === "class" && !wanted.hasAttribute("class"));
    if (!mine && !wanted.hasAttribute(name)) live.removeAttribute(name);
  }
  if (!("keep" in live.dataset)) children(live, live.nodeName === "TEMPLATE" ? wanted.content : wanted);
}
