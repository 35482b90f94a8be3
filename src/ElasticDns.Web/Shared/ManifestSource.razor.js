// Moves to the line that the page's address names, and from finding to finding.
export function show(id) {
  document.getElementById(id)?.scrollIntoView({ block: "center" });
}

let last;

function goToNext(findings) {
  if (findings.length === 0) return;
  const from = document.activeElement?.closest(".finding") ?? last;
  const next = findings.find((finding) => !from?.isConnected || from.compareDocumentPosition(finding) & Node.DOCUMENT_POSITION_FOLLOWING) ?? findings[0];
  last = next;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select, [contenteditable]")) return;
  goToNext([...document.querySelectorAll(".manifest .finding")]);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-next-finding]");
  if (button) goToNext([...button.closest(".manifest").querySelectorAll(`.finding.${button.dataset.nextFinding}`)]);
});
