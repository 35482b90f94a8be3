// Marks the line that the page's address names, and goes from finding to finding. A link within a page is the browser's affair alone: the
// server does not hear of it.
function mark() {
  for (const line of document.querySelectorAll(".ln.shown")) line.classList.remove("shown");
  const line = document.getElementById(location.hash.slice(1))?.closest(".ln");
  line?.classList.add("shown");
  return line;
}

export function show() {
  const line = mark();
  if (!line) return;
  // Who followed a link to the line goes on from there, not from the top of the page.
  line.tabIndex = -1;
  line.focus({ preventScroll: true });
  line.scrollIntoView({ block: "center" });
}

let last;

// Of a long text only the beginning is there at first. True when the rest has come.
function restOf(manifest) {
  const button = manifest?.querySelector("[data-show-rest]");
  if (!button) return Promise.resolve(false);
  const comes = new Promise((resolve) => {
    const observer = new MutationObserver(() => finish(!button.isConnected));
    const finish = (isThere) => {
      if (!isThere && performance.now() < end) return;
      observer.disconnect();
      resolve(isThere);
    };
    const longest = 5000;
    const end = performance.now() + longest;
    observer.observe(manifest, { childList: true, subtree: true });
    setTimeout(() => finish(!button.isConnected), longest);
  });
  button.click();
  return comes;
}

async function goToNext(manifests, selector) {
  const findings = () => manifests.flatMap((manifest) => [...manifest.querySelectorAll(selector)]);
  const from = document.activeElement?.closest(".finding") ?? last;
  const isNext = (finding) => !from?.isConnected || from.compareDocumentPosition(finding) & Node.DOCUMENT_POSITION_FOLLOWING;
  let next = findings().find(isNext);
  for (const manifest of manifests) {
    if (next) break;
    if (await restOf(manifest)) next = findings().find(isNext);
  }
  next ??= findings()[0];
  if (!next) return;
  last = next;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select, [contenteditable]")) return;
  goToNext([...document.querySelectorAll(".manifest")], ".finding");
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-next-finding]");
  if (button) goToNext([button.closest(".manifest")], `.finding.${button.dataset.nextFinding}`);
  const link = event.target.closest('a[href*="line-"]');
  if (!link?.hash || link.pathname !== location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) return;
  setTimeout(() => {
    // Of a very long text not every line is there until its address asks for it.
    if (!mark() && location.hash === link.hash) location.reload();
  });
});

addEventListener("popstate", () => setTimeout(mark));
