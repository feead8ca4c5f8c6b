// What makes the finder and the simulation pleasant: answers are judged and rules tried out while they are typed. Without this script, or when anything
// here fails, the buttons and links do the same by loading a page. Nothing is stored; the address holds it all.

const WAIT = 450;

let asked = null;
let timer = 0;

const LIVE = "#finder, #simulation";
const finder = () => document.querySelector(LIVE);

/** The page behind an address, as a document; nothing when a newer request has taken its place. */
async function load(address) {
  asked?.abort();
  asked = new AbortController();
  const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** The address that a form leads to: empty fields say nothing and are left out. */
function addressOf(form, submitter) {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === "string" && value.trim() !== "") address.searchParams.append(name, value);
  }
  // Which question was asked matters only while it has no answer.
  if (address.searchParams.has(address.searchParams.get("asked"))) address.searchParams.delete("asked");
  return address;
}

/** A control keeps its id from page to page; boxes and radio buttons are told by name and value, all else by its words or its place. */
function found(place, control) {
  if (control.id) return document.getElementById(control.id);
  if (!control.name) {
    const alike = [...finder().querySelectorAll(control.tagName)];
    const before = [...control.closest(LIVE).querySelectorAll(control.tagName)];
    return alike.find((other) => other.textContent === control.textContent) ?? alike[before.indexOf(control)];
  }
  const name = CSS.escape(control.name);
  const value = CSS.escape(control.value);
  return place.querySelector(`[name="${name}"][value="${value}"]`);
}

/** Puts the new finder in the place of the old one; what was opened stays open, and the status is spoken. */
function swap(next) {
  const old = finder();
  const fresh = next.querySelector(LIVE);
  if (!old || !fresh) throw new Error("no finder");
  for (const details of old.querySelectorAll("details[id]")) {
    const same = next.getElementById(details.id);
    if (same && details.open) same.open = true;
  }
  old.replaceWith(document.adoptNode(fresh));
  document.title = next.title;
  for (const link of document.querySelectorAll("a[hreflang]")) {
    const same = next.querySelector(`a[hreflang="${link.hreflang}"]`);
    if (same) link.href = same.href;
  }
  showAddresses();
  const counts = finder().querySelector(".finder-counts, .live-counts");
  const status = document.querySelector("#finder-status, #live-status");
  if (status && counts) status.textContent = counts.textContent;
  return finder();
}

/** The form: judged again, the reader stays in the same field with the same text at the same height. */
async function judge(form) {
  const address = addressOf(form);
  let next;
  try {
    next = await load(address);
  } catch {
    return;
  }
  const control = document.activeElement;
  const inside = control && finder().contains(control) ? control : null;
  const top = inside?.getBoundingClientRect().top;
  const typed = inside && "value" in inside && inside.type === "text" ? inside.value : null;
  const caret = typed === null ? null : inside.selectionStart;
  let fresh;
  try {
    fresh = swap(next);
  } catch {
    return;
  }
  history.replaceState(null, "", address);
  const same = inside ? found(document.getElementById(form.id) ?? fresh, inside) : null;
  if (!same) return;
  if (typed !== null) same.value = typed;
  same.focus({ preventScroll: true });
  if (caret !== null) same.setSelectionRange(caret, caret);
  scrollBy(0, same.getBoundingClientRect().top - top);
}

/** The steps: the next question comes without a new page, and its heading is read first. */
async function go(address, remember) {
  try {
    swap(await load(address));
  } catch (why) {
    if (why.name !== "AbortError") location.assign(address);
    return;
  }
  if (remember) history.pushState(null, "", address);
  const heading = document.getElementById("step-heading");
  if (!heading) return;
  heading.focus({ preventScroll: true });
  document.getElementById("content").scrollIntoView();
}

const stepOf = (element) => element.closest?.(".finder-step");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!finder()?.contains(form) || form.method !== "get") return;
  clearTimeout(timer);
  if (stepOf(form)) {
    event.preventDefault();
    go(addressOf(form, event.submitter), true);
  }
});

document.addEventListener("click", (event) => {
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const link = event.target.closest?.("a.step-back, .finder-answers a");
  if (!plain || !link || !stepOf(link)) return;
  event.preventDefault();
  go(new URL(link.href), true);
});

for (const kind of ["change", "input"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.form;
    if (!form || !["finder-fields", "live-fields"].includes(form.id)) return;
    asked?.abort();
    clearTimeout(timer);
    timer = setTimeout(() => judge(form), kind === "change" ? 50 : WAIT);
  });
}

if (finder()) addEventListener("popstate", () => go(new URL(location.href), false));

/** Addresses to be copied are shown in full. */
function showAddresses() {
  for (const field of document.querySelectorAll("[data-address]")) {
    field.value = new URL(field.value, location.href).href;
    field.addEventListener("focus", () => field.select());
  }
}

showAddresses();
