// Makes a PNG of an SVG of the app: [data-png] is its address, data-file the name of the file. The drawing is in the theme of the page.
const scale = 2;
// More than these no browser draws.
const longest = 16_000;
const largest = 128_000_000;

function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

async function load(address) {
  const url = new URL(address, location.origin);
  if (isDark()) url.searchParams.set("theme", "dark");
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The server answers ${response.status}.`);
  return response.blob();
}

async function draw(svg) {
  const source = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = source;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const by = Math.min(scale, longest / width, longest / height, Math.sqrt(largest / (width * height)));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * by), height: Math.round(height * by) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    if (!png) throw new Error("The picture is too large for this browser.");
    return png;
  } finally {
    URL.revokeObjectURL(source);
  }
}

function download(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-png]");
  if (!button || button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  try {
    download(await draw(await load(button.dataset.png)), button.dataset.file);
  } catch (error) {
    button.dispatchEvent(new CustomEvent("announce", { bubbles: true, detail: `No picture could be made. ${error.message} The SVG beside it is the same drawing.` }));
  } finally {
    button.ariaBusy = null;
  }
});
