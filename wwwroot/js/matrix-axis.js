// One axis of the matrix: which applications are on it, which are folded, and where everything lies. A slot is a service or database, or a
// folded application. Positions are in CSS pixels from the beginning of the axis.
import { after } from "./matrix-data.js";

const largestFold = 44;
const smallestFold = 8;

export class Axis {
  // `starts` are the first members of the applications, `only` is the one application that is shown, or undefined.
  constructor(starts, only) {
    this.starts = starts;
    this.applications = only === undefined ? Int32Array.from({ length: starts.length - 1 }, (_, app) => app) : Int32Array.of(only);
    this.positions = new Float64Array(this.applications.length + 1);
    this.slots = new Int32Array(this.applications.length + 1);
  }

  lay(cell, folded) {
    this.cell = cell;
    this.fold = Math.min(largestFold, Math.max(smallestFold, cell * 2));
    this.folded = folded;
    for (let at = 0; at < this.applications.length; at++) {
      const app = this.applications[at];
      const size = this.starts[app + 1] - this.starts[app];
      const isFolded = folded[app] && size > 0;
      this.slots[at + 1] = this.slots[at] + (isFolded ? 1 : size);
      this.positions[at + 1] = this.positions[at] + (isFolded ? this.fold : size * cell);
    }
  }

  get length() {
    return this.positions[this.applications.length];
  }

  get count() {
    return this.slots[this.applications.length];
  }

  // What lies at a position: the application and, unless that is folded, the member.
  at(position) {
    if (position < 0 || position >= this.length) return undefined;
    const at = after(this.positions, position, 0, this.positions.length) - 1;
    const app = this.applications[at];
    return this.folded[app] ? { app } : { app, member: this.starts[app] + Math.floor((position - this.positions[at]) / this.cell) };
  }

  slot(slot) {
    const at = after(this.slots, slot, 0, this.slots.length) - 1;
    const app = this.applications[at];
    return this.folded[app] ? { app } : { app, member: this.starts[app] + slot - this.slots[at] };
  }

  indexOf(app) {
    const at = after(this.applications, app) - 1;
    return this.applications[at] === app ? at : -1;
  }

  slotOf(place) {
    const at = this.indexOf(place.app);
    return this.slots[at] + (this.folded[place.app] ? 0 : place.member - this.starts[place.app]);
  }

  // Where the slot of a member, or of its folded application, begins, and how large it is.
  span(place) {
    const at = this.indexOf(place.app);
    if (at < 0) return undefined;
    return this.folded[place.app] || place.member === undefined
      ? [this.positions[at], this.positions[at + 1] - this.positions[at]]
      : [this.positions[at] + (place.member - this.starts[place.app]) * this.cell, this.cell];
  }

  // The applications that lie between two positions, each with its own position and size and with the members that are in sight.
  *between(from, to) {
    for (let at = Math.max(0, after(this.positions, from) - 1); at < this.applications.length && this.positions[at] < to; at++) {
      const app = this.applications[at];
      const position = this.positions[at];
      const size = this.positions[at + 1] - position;
      if (size === 0) continue;
      const start = this.starts[app];
      const first = this.folded[app] ? start : start + Math.max(0, Math.floor((from - position) / this.cell));
      const end = this.folded[app] ? this.starts[app + 1] : Math.min(this.starts[app + 1], start + Math.ceil((to - position) / this.cell));
      yield { app, position, size, start, first, end, folded: this.folded[app] === 1 };
    }
  }
}
