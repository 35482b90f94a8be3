// Pasted text goes the way of a chosen file: messages of a circuit are short, streams are not.
export function usePasted(textarea, fileInput) {
  if (textarea.value.trim() === "") {
    textarea.focus();
    return false;
  }
  const files = new DataTransfer();
  files.items.add(new File([textarea.value], "pasted.yml", { type: "application/yaml" }));
  fileInput.files = files.files;
  fileInput.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
