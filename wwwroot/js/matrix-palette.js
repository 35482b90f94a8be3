// The colours of the tokens as a canvas understands them, and words as pictures: to draw a text costs far more than to copy one.
const mixed = {
  surface: "var(--surface)",
  band: "var(--bg)",
  ink: "var(--ink)",
  ink2: "var(--ink-2)",
  faint: "var(--ink-3)",
  accent: "var(--accent)",
  accentSoft: "var(--accent-soft)",
  ok: "var(--ok)",
  bad: "var(--bad)",
  badSoft: "var(--bad-soft)",
  warn: "var(--warn)",
  line: "var(--line-2)",
  lineStrong: "var(--line-strong)",
  shade: "color-mix(in srgb, var(--ink) 8%, transparent)",
  application: "color-mix(in srgb, var(--ok) 30%, var(--surface))",
  cluster: "color-mix(in srgb, var(--accent) 10%, var(--surface))",
  paleApplication: "color-mix(in srgb, var(--ok) 12%, var(--surface))",
  paleCluster: "color-mix(in srgb, var(--accent) 4%, var(--surface))",
  unneeded: "color-mix(in srgb, var(--warn) 24%, var(--surface))",
};
const mostTexts = 4000;

export class Palette {
  constructor() {
    this.texts = new Map();
    this.lengths = new Map();
    this.ruler = document.createElement("canvas").getContext("2d");
    this.refresh();
  }

  // After a change of the theme, or of how many pixels a CSS pixel has.
  refresh() {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.hidden = true;
    for (const [name, value] of Object.entries(mixed)) {
      probe.style.color = value;
      this[name] = getComputedStyle(probe).color;
    }
    const style = getComputedStyle(document.documentElement);
    this.mono = style.getPropertyValue("--font-mono");
    this.ui = style.getPropertyValue("--font-ui");
    probe.remove();
    this.texts.clear();
    this.lengths.clear();
    this.hatch = undefined;
  }

  font(weight, size, isMono) {
    return `${weight} ${size}px ${isMono ? this.mono : this.ui}`;
  }

  length(text, font) {
    const key = `${font}|${text}`;
    let length = this.lengths.get(key);
    if (length === undefined) {
      if (this.lengths.size >= mostTexts) this.lengths.clear();
      this.ruler.font = font;
      length = this.ruler.measureText(text).width;
      this.lengths.set(key, length);
    }
    return length;
  }

  // The room of a name at the edge changes with every step of a pan, and what is left of the name seldom does.
  cut(text, font, room) {
    const length = this.length(text, font);
    if (length <= room) return text;
    for (let kept = Math.min(text.length - 1, Math.ceil((text.length * room) / length)); kept > 0; kept--) {
      const shown = `${text.slice(0, kept)}…`;
      if (this.length(shown, font) <= room) return shown;
    }
    return "…";
  }

  // A text of one line as a picture, cut to the room that it has; upright ones are read from below.
  text(text, { font, colour, room, upright }) {
    const ratio = devicePixelRatio || 1;
    const shown = this.cut(text, font, room);
    const key = `${upright ? 1 : 0}|${ratio}|${colour}|${font}|${shown}`;
    let picture = this.texts.get(key);
    if (picture) return picture;
    if (this.texts.size >= mostTexts) this.texts.clear();
    const canvas = document.createElement("canvas");
    const length = this.length(shown, font);
    const size = parseInt(font.match(/(\d+)px/)[1], 10) + 6;
    picture = { canvas, width: upright ? size : Math.ceil(length), height: upright ? Math.ceil(length) : size };
    canvas.width = Math.max(1, picture.width * ratio);
    canvas.height = Math.max(1, picture.height * ratio);
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    if (upright) {
      context.translate(0, picture.height);
      context.rotate(-Math.PI / 2);
    }
    context.font = font;
    context.fillStyle = colour;
    context.textBaseline = "middle";
    context.fillText(shown, 0, size / 2);
    this.texts.set(key, picture);
    return picture;
  }

  // Slanted lines, high enough for any window, of which a column takes as much as it is wide and high.
  hatching(width, height) {
    const ratio = devicePixelRatio || 1;
    const key = `${width}x${height}x${ratio}`;
    if (this.hatch?.key === key) return this.hatch.canvas;
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * ratio);
    canvas.height = Math.ceil(height * ratio);
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    context.strokeStyle = this.line;
    context.beginPath();
    for (let y = 0; y < height; y += width) {
      context.moveTo(width * 0.22, y + width * 0.74);
      context.lineTo(width * 0.74, y + width * 0.22);
    }
    context.stroke();
    this.hatch = { key, canvas };
    return canvas;
  }
}
