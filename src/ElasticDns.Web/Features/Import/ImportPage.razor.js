// Pasted text goes the way of a chosen file: messages of a circuit are short, streams are not.
export function usePasted(textarea, fileInput, name = "pasted.yml") {
  if (textarea.value.trim() === "") {
    textarea.focus();
    return false;
  }
  const files = new DataTransfer();
  files.items.add(new File([textarea.value], name, { type: "text/plain" }));
  fileInput.files = files.files;
  fileInput.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

// Ctrl+Enter applies what was looked at. In the text that is pasted it checks the text, and in any other field it does nothing: what is
// written there has not been looked at yet.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.repeat) return;
  if (document.querySelector("dialog[open]")) return;
  const apply = document.querySelector("[data-apply]");
  const check = document.querySelector("[data-check-text]");
  const isText = event.target.matches("textarea") && check?.closest("details")?.contains(event.target);
  if (isText) check.click();
  else if (apply && !event.target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]")) {
    event.preventDefault();
    apply.focus();
    apply.click();
  }
});
