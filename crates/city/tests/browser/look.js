// Looks at the page as it stands and returns what is wrong: [{rule, element, why}].
// Arguments: the width of the window, and which looks to take.
const [width, looks] = arguments;
const found = [];
const root = document.documentElement;

function named(element) {
  const tag = element.outerHTML.slice(0, element.outerHTML.indexOf(">") + 1).slice(0, 160);
  const text = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
  return text ? `${tag} ${text}` : tag;
}
const tell = (rule, element, why) => found.push({ rule, element: element ? named(element) : "", why });
const shown = (element) => element.checkVisibility({ visibilityProperty: true });
const visuallyHidden = (box) => box.width <= 1 || box.height <= 1;
const all = (selector) => [...document.querySelectorAll(selector)];

const taken = {
  // One heading of the first rank, the language, a title; nothing loaded from elsewhere; no message without words.
  structure() {
    const headings = all("h1").filter(shown);
    if (headings.length !== 1) tell("one-h1", headings[1], `${headings.length} headings of the first rank`);
    const english = /^\/en(\/|$)/.test(location.pathname);
    const lang = english ? "en" : "ja";
    if (root.lang !== lang) tell("language", root, `lang is "${root.lang}", not "${lang}"`);
    if (!document.title.trim()) tell("title", null, "the page has no title");
    if (document.body.textContent.includes("⟦")) tell("words", null, "a message is missing");
    for (const entry of performance.getEntriesByType("resource"))
      if (new URL(entry.name).origin !== location.origin) tell("third-party", null, entry.name);
    if (document.cookie) tell("cookie", null, document.cookie);
  },

  // Nobody has to scroll sideways to read.
  width() {
    if (root.scrollWidth <= width) return;
    const scrolls = (element) => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
        if (getComputedStyle(at).overflowX !== "visible") return true;
      return false;
    };
    const wide = all("body *").filter((element) => {
      const box = element.getBoundingClientRect();
      return shown(element) && box.right > width + 0.5 && box.width > 0 && !scrolls(element);
    });
    const deepest = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
    const why = `the page is ${root.scrollWidth} px wide`;
    if (!deepest.length) tell("sideways", root, why);
    for (const element of deepest.slice(0, 3)) tell("sideways", element, why);
  },

  // No text is cut off by its box.
  clipping() {
    for (const element of all("body *")) {
      if (!shown(element) || !element.textContent.trim()) continue;
      const style = getComputedStyle(element);
      const cuts = [style.overflowX, style.overflowY].some((how) => how === "hidden" || how === "clip");
      if (!cuts || element.clientWidth <= 1 || element.clientHeight <= 1) continue;
      if (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
        tell("clipped", element, `${element.scrollWidth}×${element.scrollHeight} in ${element.clientWidth}×${element.clientHeight} px`);
    }
  },

  // What is tapped is at least 24 px high and wide; links within a sentence may be as high as its line.
  targets() {
    for (const element of all("button, input:not([type=hidden]), select, textarea, summary, [role=button]")) {
      if (!shown(element)) continue;
      const boxes = [element, ...(element.labels || [])].map((one) => one.getBoundingClientRect());
      if (boxes.every(visuallyHidden)) continue;
      if (!boxes.some((box) => box.width >= 24 && box.height >= 24))
        tell("target-size", element, `${Math.round(boxes[0].width)}×${Math.round(boxes[0].height)} px`);
    }
  },

  // Who moves by keyboard sees where they are, and what has the focus is not under something else.
  focus() {
    const focusable = "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex], [contenteditable]";
    // A link within a picture may show its focus on what is drawn in it.
    const drawn = (element) => (element.ownerSVGElement ? [element, ...element.querySelectorAll("*")] : [element]);
    const look = (element) =>
      drawn(element).map((one) => {
        const style = getComputedStyle(one);
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
        const drawing = one.ownerSVGElement ? [style.stroke, style.strokeWidth, style.fill] : [];
        return { outlined, key: [style.boxShadow, style.backgroundColor, style.borderColor, ...drawing].join() };
      });
    // Covered is what shows at none of its points (WCAG 2.2, 2.4.11).
    const covering = (element, box) => {
      let cover = null;
      for (const across of [0.5, 0.05, 0.95])
        for (const down of [0.5, 0.05, 0.95]) {
          const x = Math.min(Math.max(box.left + box.width * across, 0), root.clientWidth - 1);
          const y = Math.min(Math.max(box.top + box.height * down, 0), innerHeight - 1);
          const top = document.elementFromPoint(x, y);
          const labels = [...(element.labels || [])];
          if (!top || element.contains(top) || top.contains(element) || labels.some((label) => label.contains(top))) return null;
          cover ??= top;
        }
      return cover;
    };
    for (const element of all(focusable)) {
      if (!shown(element) || element.disabled || element.tabIndex < 0) continue;
      const before = look(element);
      element.focus();
      if (document.activeElement !== element) continue;
      const seen = look(element).some((one, at) => one.outlined || one.key !== before[at].key);
      if (!seen) tell("focus-visible", element, "looks the same with the focus and without");
      const box = element.getClientRects()[0];
      if (!box || visuallyHidden(box)) continue;
      const cover = covering(element, box);
      if (cover) tell("focus-not-obscured", element, `is covered by ${named(cover)}`);
    }
    document.activeElement.blur();
    scrollTo(0, 0);
  },

  // With the reader's own colours, text stands out from its ground and controls keep an edge.
  colours() {
    if (!matchMedia("(forced-colors: active)").matches) tell("forced-colours", null, "are not active");
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (!/^rgba\(.*, 0\)$/.test(colour)) return colour;
      }
      return "rgb(255, 255, 255)";
    };
    for (const element of all("body *")) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own || !shown(element)) continue;
      const colour = getComputedStyle(element).color;
      if (colour === ground(element)) tell("forced-colours", element, `text and ground are both ${colour}`);
    }
    for (const element of all("button, input:not([type=hidden]), select, textarea")) {
      if (!shown(element)) continue;
      const { borderTopStyle, borderTopWidth, appearance } = getComputedStyle(element);
      const edged = borderTopStyle !== "none" && parseFloat(borderTopWidth) > 0;
      if (!edged && appearance === "none") tell("forced-colours", element, "a control without an edge");
    }
  },
};

for (const look of looks) taken[look]();
return found;
