// Back leads to the place that was left: the list as far down as it was, with the focus on its row. A list that is drawn as it is scrolled
// has not its height yet when the browser itself would try.
const places = new Map();
const longest = 4000;
const settled = 8;
const pause = 50;

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest("a[href]");
    if (link) places.set(location.href, { y: scrollY, row: link.closest("tr")?.querySelector("[data-row-link]")?.getAttribute("href") });
  },
  { capture: true },
);

addEventListener("popstate", () => {
  const place = places.get(location.href);
  if (place) restore(place);
});

function restore({ y, row }) {
  const end = performance.now() + longest;
  const reader = new AbortController();
  // Who scrolls or types meanwhile knows better.
  for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(type, () => reader.abort(), { signal: reader.signal, capture: true });
  let still = 0;
  const step = () => {
    if (reader.signal.aborted) return;
    const isThere = Math.abs(scrollY - y) < 2;
    still = isThere ? still + 1 : 0;
    if (!isThere && document.documentElement.scrollHeight >= y + innerHeight) scrollTo({ top: y, behavior: "instant" });
    const link = isThere && row && document.querySelector(`[data-row-link][href="${CSS.escape(row)}"]`);
    if (link && document.activeElement !== link) link.focus({ preventScroll: true });
    if (still < settled && performance.now() < end) setTimeout(step, pause);
    else reader.abort();
  };
  step();
}
