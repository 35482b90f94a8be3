// The map of an application is one tab stop; arrows move in it, and what a node is connected with lights up. The selection is part of the address.
const node = "svg.map a.map-node";
const steps = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

const mapOf = (element) => element.closest("svg.map");
const nodesOf = (map) => [...map.querySelectorAll("a.map-node")];
const linesOf = (map) => [...map.querySelectorAll(".map-line")];
const nodeAt = (event) => event.target.closest?.(node);

function light(map, lit) {
  for (const element of map.querySelectorAll("[data-on]")) delete element.dataset.on;
  if (!lit) {
    delete map.dataset.lit;
    return;
  }
  map.dataset.lit = "";
  lit.dataset.on = "";
  for (const line of linesOf(map)) {
    const { from, to } = line.dataset;
    if (lit.dataset.node !== from && lit.dataset.node !== to) continue;
    line.dataset.on = "";
    map.querySelector(`[data-node="${lit.dataset.node === from ? to : from}"]`).dataset.on = "";
  }
}

function rove(target) {
  for (const other of mapOf(target).querySelectorAll('a.map-node[tabindex="0"]')) other.setAttribute("tabindex", -1);
  target.setAttribute("tabindex", 0);
}

const topOf = (element) => element.getBoundingClientRect().top;

function nearest(target, candidates) {
  const distance = (one) => Math.abs(topOf(one) - topOf(target));
  return candidates.filter((one) => one && one !== target).sort((one, other) => distance(one) - distance(other))[0];
}

// Along a line first to another column, then within it; where there is no line, to what stands beside.
function beside(target, forward) {
  const map = mapOf(target);
  const column = Number(target.dataset.column);
  const [here, there] = forward ? ["from", "to"] : ["to", "from"];
  const ends = linesOf(map).filter((line) => line.dataset[here] === target.dataset.node).map((line) => map.querySelector(`[data-node="${line.dataset[there]}"]`));
  const away = ends.filter((end) => Number(end.dataset.column) !== column);
  const next = column + (forward ? 1 : -1);
  return nearest(target, away) ?? nearest(target, ends) ?? nearest(target, nodesOf(map).filter((one) => Number(one.dataset.column) === next));
}

function neighbour(target, key) {
  if (key === "ArrowLeft" || key === "ArrowRight") return beside(target, key === "ArrowRight");
  const column = nodesOf(mapOf(target)).filter((one) => one.dataset.column === target.dataset.column);
  const at = column.indexOf(target);
  return { ArrowUp: column[at - 1], ArrowDown: column[at + 1], Home: column[0], End: column.at(-1) }[key];
}

// The framework scrolls to the top of what it takes for a new page; this is the same one.
function stay() {
  const top = scrollY;
  if (top === 0) return;
  const until = AbortSignal.timeout(2_000);
  document.addEventListener("scroll", () => scrollY === 0 && scrollTo({ top, behavior: "instant" }), { once: true, signal: until });
}

function go(address) {
  stay();
  Blazor.navigateTo(address.pathname + address.search.replaceAll("%2F", "/"), { replaceHistoryEntry: true });
}

function clear() {
  const url = new URL(location.href);
  url.searchParams.delete("node");
  go(url);
}

document.addEventListener(
  "click",
  (event) => {
    const clicked = nodeAt(event);
    if (!clicked || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    // The page stays where it is, and choosing one after the other leaves no trail behind.
    event.preventDefault();
    clicked.focus({ preventScroll: true });
    go(new URL(clicked.getAttribute("href"), location.origin));
  },
  { capture: true },
);

document.addEventListener("pointerover", (event) => {
  const map = event.target.closest?.("svg.map");
  if (map) light(map, nodeAt(event) ?? map.querySelector("a.map-node:focus-visible"));
});

document.addEventListener("pointerout", (event) => {
  const map = event.target.closest?.("svg.map");
  if (map && !map.contains(event.relatedTarget)) light(map, map.querySelector("a.map-node:focus-visible"));
});

document.addEventListener("focusin", (event) => {
  const focused = nodeAt(event);
  if (!focused) return;
  rove(focused);
  if (focused.matches(":focus-visible")) light(mapOf(focused), focused);
});

document.addEventListener("focusout", (event) => {
  if (nodeAt(event)) light(mapOf(event.target), undefined);
});

document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = nodeAt(event);
    if (event.key === "Escape" && event.target.closest("svg.map, .picked") && new URL(location.href).searchParams.has("node")) {
      clear();
      return;
    }
    if (!target) return;
    if (event.key === "c") {
      // Nothing else is copied by this key here.
      event.stopPropagation();
      const { address } = target.dataset;
      if (address) target.dispatchEvent(new CustomEvent("copyaddress", { bubbles: true, detail: address }));
      else target.dispatchEvent(new CustomEvent("announce", { bubbles: true, detail: "There is no address here." }));
    } else if (steps.includes(event.key)) {
      event.preventDefault();
      const next = neighbour(target, event.key);
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  },
  { capture: true },
);
