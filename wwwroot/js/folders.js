// Folders as well as files can be dropped on a [data-drop-files] element, or chosen with an input[webkitdirectory] in it: what is meant of them
// becomes the files of its other file input, under names that keep their folders. Which files those are is the rule of ManifestNames.cs.
const mostEntries = 10_000;
const deepest = 32;
const isYaml = /\.ya?ml$/i;
const isHidden = (name) => name.split("/").some((part) => part.startsWith(".") || /^(__macosx|node_modules)$/i.test(part));
const isArchive = (name) => /\.zip$/i.test(name);
const fileOf = (name) => name.slice(name.lastIndexOf("/") + 1);
const isService = (name) => /^service/i.test(fileOf(name));
const isGroups = (name) => /^manifest\.ya?ml$/i.test(fileOf(name));

export function choose(names) {
  const texts = names.filter((name) => !isHidden(name) && isYaml.test(name));
  return texts.some(isService) ? texts.filter((name) => isService(name) || isGroups(name)) : texts;
}

// The first folders that only wrap what is meant; those of cluster/namespace/service.yml say something.
export function wrapper(names, chosen) {
  const seen = names.filter((name) => !isHidden(name));
  let taken = "";
  while (chosen.length > 0) {
    const slash = chosen[0].indexOf("/", taken.length);
    if (slash < 0) break;
    const folder = chosen[0].slice(0, slash + 1);
    if (![...seen, ...chosen].every((name) => name.startsWith(folder))) break;
    const levels = Math.max(...chosen.map((name) => name.slice(folder.length).split("/").length - 1));
    if (levels === 0 || (levels === 1 && seen.every((name) => name.includes("/", folder.length)))) break;
    taken = folder;
  }
  return taken;
}

class TooMuch extends Error {}

const fileFrom = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));
const partOf = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));

// The files below a folder, with their paths; a browser hands out the entries of a folder a hundred at a time.
async function walk(folder, path, depth, found) {
  if (depth > deepest) throw new TooMuch(`The folder is more than ${deepest} levels deep`);
  const reader = folder.createReader();
  for (let entries = await partOf(reader); entries.length > 0; entries = await partOf(reader)) {
    for (const entry of entries) {
      const name = `${path}/${entry.name}`;
      if (isHidden(name)) continue;
      found.seen += 1;
      if (found.seen > mostEntries) throw new TooMuch(`The folder has more than ${mostEntries.toLocaleString("en")} files`);
      if (entry.isDirectory) await walk(entry, name, depth + 1, found);
      else found.files.push({ name, read: () => fileFrom(entry) });
    }
  }
}

function say(zone, text) {
  const place = zone.querySelector("[data-drop-says]");
  if (place) place.textContent = text;
}

// Who drops a file by itself means it; of a folder only the manifests and the archives are meant.
async function hand(zone, loose, inFolders) {
  const names = inFolders.map((file) => file.name);
  const chosen = choose(names);
  const wrapping = wrapper(names, chosen).length;
  const meant = new Set(chosen);
  const files = new DataTransfer();
  for (const file of loose) files.items.add(file);
  for (const { name, read } of inFolders) {
    if (!meant.has(name) && !(isArchive(name) && !isHidden(name))) continue;
    const file = await read();
    files.items.add(new File([file], meant.has(name) ? name.slice(wrapping) : fileOf(name), { type: file.type, lastModified: file.lastModified }));
  }
  if (files.files.length === 0) {
    say(zone, "There is no .yml, .yaml or .zip in this folder. Choose the folder that holds the service.yml of each application.");
    return;
  }
  say(zone, "");
  const input = zone.querySelector("input[type=file]:not([webkitdirectory])");
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

async function attempt(zone, work) {
  try {
    await work();
  } catch (error) {
    say(zone, error instanceof TooMuch ? `${error.message}. Drop the part of it that holds the manifests, or a .zip of them.` : "The folder could not be read to its end. Drop it again, or a .zip of it.");
  }
}

const zoneOf = (event) => (event.dataTransfer?.types.includes("Files") ? event.target.closest?.("[data-drop-files]") : null);

document.addEventListener("dragover", (event) => {
  const zone = zoneOf(event);
  if (!zone) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  zone.classList.add("dragover");
});

document.addEventListener("dragleave", (event) => {
  const zone = event.target.closest?.("[data-drop-files]");
  if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove("dragover");
});

document.addEventListener("drop", (event) => {
  const zone = zoneOf(event);
  if (!zone) return;
  event.preventDefault();
  zone.classList.remove("dragover");
  if (zone.querySelector("input[type=file]").disabled) return;
  // What was dropped is forgotten as soon as this handler returns.
  const dropped = [...event.dataTransfer.items].filter((item) => item.kind === "file").map((item) => ({ entry: item.webkitGetAsEntry?.(), file: item.getAsFile() }));
  attempt(zone, async () => {
    const found = { seen: 0, files: [] };
    const loose = [];
    for (const { entry, file } of dropped) {
      if (entry?.isDirectory) await walk(entry, entry.name, 1, found);
      else if (file) loose.push(file);
    }
    await hand(zone, loose, found.files);
  });
});

// A page sends short messages, and the names of many files are long: they go as one file then, whose first line names them with their sizes
// and whose rest is their contents, one after the other. FileIntake.cs takes them apart.
const longestMessage = 16_000;
const bundleType = "application/x-elastic-dns-files";

export function bundle(files) {
  const list = JSON.stringify(files.map(({ name, size }) => ({ name, size })));
  return new File([list, "\n", ...files], "files", { type: bundleType });
}

// What the message about them has beside the name, as the framework writes it.
const lengthOf = (files) => files.reduce((length, file) => length + 6 * file.name.length + file.type.length + 150, 0);

document.addEventListener(
  "change",
  (event) => {
    const input = event.target;
    if (!input.matches?.("[data-drop-files] input[type=file]:not([webkitdirectory])") || lengthOf([...input.files]) <= longestMessage) return;
    event.stopImmediatePropagation();
    const files = new DataTransfer();
    files.items.add(bundle([...input.files]));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  },
  { capture: true },
);

// Blazor hears of the other input alone: this one's files are its own affair.
document.addEventListener(
  "change",
  (event) => {
    const zone = event.target.matches?.("input[webkitdirectory]") ? event.target.closest("[data-drop-files]") : null;
    if (!zone) return;
    const files = [...event.target.files].map((file) => ({ name: file.webkitRelativePath || file.name, read: () => file })).filter(({ name }) => !isHidden(name));
    attempt(zone, async () => {
      if (files.length > mostEntries) throw new TooMuch(`The folder has more than ${mostEntries.toLocaleString("en")} files`);
      await hand(zone, [], files);
      // So that the same folder can be chosen again.
      event.target.value = "";
    });
  },
);
