// The whole matrix in a corner, with a frame around what is in sight. Its picture is made once for a state of the folds and only copied after.
const shades = 4;

export class Minimap {
  constructor(canvas, view, moved) {
    this.canvas = canvas;
    this.view = view;
    this.picture = document.createElement("canvas");
    this.context = canvas.getContext("2d", { alpha: false });
    const move = (event) => {
      const box = canvas.getBoundingClientRect();
      const to = (share, axis, seen) => share * axis.length - seen / 2;
      moved(
        to((event.clientX - box.left) / box.width, view.columns, view.width - view.left),
        to((event.clientY - box.top) / box.height, view.rows, view.height - view.top),
      );
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      move(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (canvas.hasPointerCapture(event.pointerId)) move(event);
    });
  }

  // The picture is of another state than what is drawn from now on.
  forget() {
    this.isStale = true;
  }

  draw() {
    const { view, context } = this;
    const size = Math.round(this.canvas.clientWidth * view.ratio);
    if (size === 0 || view.rows.length === 0 || view.columns.length === 0) return;
    if (this.canvas.width !== size) {
      this.canvas.width = this.canvas.height = size;
      this.isStale = true;
    }
    if (this.isStale) this.paint(size);
    context.drawImage(this.picture, 0, 0);
    const [across, down] = [size / view.columns.length, size / view.rows.length];
    const least = 4 * view.ratio;
    const frame = [(view.width - view.left) * across, (view.height - view.top) * down].map((length) => Math.min(size, Math.max(least, length)));
    context.strokeStyle = view.palette.ink;
    context.lineWidth = 2 * view.ratio;
    context.strokeRect(Math.min(view.x * across, size - frame[0]), Math.min(view.y * down, size - frame[1]), frame[0], frame[1]);
  }

  paint(size) {
    this.isStale = false;
    const { data, rows, columns, palette, mode } = this.view;
    this.picture.width = this.picture.height = size;
    const context = this.picture.getContext("2d");
    const [across, down] = [size / columns.length, size / rows.length];
    const isPale = mode !== "possible";
    context.fillStyle = isPale ? palette.paleCluster : palette.cluster;
    context.fillRect(0, 0, size, size);
    if (mode === "unneeded") this.paintColumns(context, size, across, palette.unneeded, (target) => data.isUnneeded(target));
    this.paintColumns(context, size, across, palette.surface, (target) => !data.hasAddress(target));
    context.fillStyle = isPale ? palette.paleApplication : palette.application;
    for (let at = 0; at < rows.applications.length; at++) {
      const column = columns.indexOf(rows.applications[at]);
      if (column < 0) continue;
      const [x, y] = [columns.positions[column] * across, rows.positions[at] * down];
      context.fillRect(x, y, Math.max(1, columns.positions[column + 1] * across - x), Math.max(1, rows.positions[at + 1] * down - y));
    }
    this.paintDeclared(context, across, down);
  }

  // A pixel of the minimap may stand for many columns: it takes the colour when most of them are meant.
  paintColumns(context, size, across, colour, isOne) {
    const { data, columns } = this.view;
    const share = new Float32Array(size + 1);
    for (let at = 0; at < columns.applications.length; at++) {
      const app = columns.applications[at];
      const each = (columns.positions[at + 1] - columns.positions[at]) / (data.starts[app + 1] - data.starts[app]);
      for (let target = data.starts[app]; target < data.starts[app + 1]; target++) {
        if (!isOne(target)) continue;
        let from = (columns.positions[at] + (target - data.starts[app]) * each) * across;
        const to = from + each * across;
        for (; from < to - 1e-6; ) {
          const next = Math.min(to, Math.floor(from + 1e-6) + 1);
          share[Math.floor(from + 1e-6)] += next - from;
          from = next;
        }
      }
    }
    context.fillStyle = colour;
    for (let x = 0; x < size; x++) if (share[x] > 0.5) context.fillRect(x, 0, 1, size);
  }

  // Where one pixel stands for many cells, the more connections there are the fuller is its colour.
  paintDeclared(context, across, down) {
    const { data, rows, columns, palette, mode, cell } = this.view;
    const size = this.picture.width;
    const dot = Math.max(1, Math.round(Math.min(across, down) * cell));
    const counts = [new Uint16Array(size * size), new Uint16Array(size * size)];
    for (const app of rows.applications) {
      for (let row = data.rowStarts[app]; row < data.rowStarts[app + 1]; row++) {
        const y = Math.min(size - 1, Math.floor(rows.span({ app, member: row })[0] * down));
        for (let at = data.declaredAt[row]; at < data.declaredAt[row + 1]; at++) {
          const target = data.declared[at];
          const column = columns.span({ app: data.appOf[target], member: target });
          if (column) counts[data.broken[at]][y * size + Math.min(size - 1, Math.floor(column[0] * across))]++;
        }
      }
    }
    const full = Math.max(1, (shades * data.declared.length) / (size * size));
    for (const [isBroken, colour] of [[0, palette.accent], [1, palette.bad]]) {
      if (mode === "broken" && !isBroken) continue;
      const paths = Array.from({ length: shades }, () => new Path2D());
      counts[isBroken].forEach((count, at) => {
        if (count > 0) paths[Math.min(shades, Math.ceil((count * shades) / full)) - 1].rect(at % size, Math.floor(at / size), dot, dot);
      });
      context.fillStyle = colour;
      paths.forEach((path, at) => {
        context.globalAlpha = (at + 1) / shades;
        context.fill(path);
      });
    }
    context.globalAlpha = 1;
  }
}
