// The facts of a cluster as the server writes them (MatrixData.cs), in typed arrays, and what follows from them for one caller and one target.
// A row is a service, a column a service or a database; both are counted in the order of namespaces and labels. Nothing is kept for a pair
// but what manifests declare.
const version = 1;
const database = 1;
const hasAddress = 2;
const hostAndPortFirst = 4;
const otherHost = 8;
const declaredElsewhere = 64;
const schemes = ["http", "https", "tcp", "udp"];
const defaultPorts = { http: 80, https: 443, tcp: 80, udp: 80 };

export const reaches = {
  self: { code: "self", words: "Itself" },
  none: { code: "no-container-port", words: "No port" },
  application: { code: "same-application", words: "Same application" },
  cluster: { code: "same-cluster", words: "Same cluster" },
};

// The first index whose value is greater, in ascending values.
export function after(values, value, low = 0, high = values.length) {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  text(length) {
    const start = this.at;
    this.at = length === undefined ? this.bytes.length : start + length;
    return new TextDecoder().decode(this.bytes.subarray(start, this.at));
  }
}

function readKind(reader) {
  const traits = reader.byte();
  const kind = { isDatabase: (traits & database) > 0, hasAddress: (traits & hasAddress) > 0, hostAndPortFirst: (traits & hostAndPortFirst) > 0 };
  kind.isDeclaredElsewhere = (traits & declaredElsewhere) > 0;
  kind.scheme = schemes[(traits >> 4) & 3];
  if (kind.hasAddress) kind.port = reader.number();
  kind.more = reader.number();
  if (traits & otherHost) kind.host = reader.text(reader.number());
  return kind;
}

export class MatrixData {
  constructor(buffer) {
    const reader = new Reader(new Uint8Array(buffer));
    if (reader.byte() !== version) throw new Error("The matrix has another form than this script knows.");
    this.applications = reader.number();
    this.starts = new Int32Array(this.applications + 1);
    for (let app = 0; app < this.applications; app++) this.starts[app + 1] = this.starts[app] + reader.number();
    this.targets = this.starts[this.applications];
    this.kinds = Array.from({ length: reader.number() }, () => readKind(reader));
    this.kindOf = new Uint32Array(this.targets);
    this.appOf = new Int32Array(this.targets);
    this.rowOf = new Int32Array(this.targets).fill(-1);
    this.rowStarts = new Int32Array(this.applications + 1);
    this.callers = 0;
    this.addressed = 0;
    for (let app = 0; app < this.applications; app++) {
      for (let target = this.starts[app]; target < this.starts[app + 1]; target++) {
        this.kindOf[target] = reader.number();
        this.appOf[target] = app;
        if (!this.isDatabase(target)) this.rowOf[target] = this.callers++;
        if (this.hasAddress(target)) this.addressed++;
      }
      this.rowStarts[app + 1] = this.callers;
    }
    this.readConnections(reader);
    this.readNames(reader.text());
  }

  readConnections(reader) {
    this.targetOf = new Int32Array(this.callers);
    this.lost = new Uint16Array(this.callers);
    this.declaredAt = new Uint32Array(this.callers + 1);
    this.declarers = new Uint32Array(this.targets);
    const declared = [];
    const broken = [];
    for (let own = 0; own < this.targets; own++) {
      const row = this.rowOf[own];
      if (row < 0) continue;
      this.targetOf[row] = own;
      const count = reader.number();
      if (count & 1) this.lost[row] = Math.min(reader.number(), 0xffff);
      let target = own;
      for (let left = count >> 1, first = true; left > 0; left--, first = false) {
        const step = reader.number();
        const distance = step >>> 1;
        target += first ? (distance >>> 1) ^ -(distance & 1) : distance;
        declared.push(target);
        broken.push(step & 1);
        this.declarers[target]++;
      }
      this.declaredAt[row + 1] = declared.length;
    }
    this.declared = Int32Array.from(declared);
    this.broken = Uint8Array.from(broken);
    this.reachableOf = new Int32Array(this.applications);
    this.unneededOf = new Int32Array(this.applications);
    this.unneeded = 0;
    for (let target = 0; target < this.targets; target++) {
      if (this.hasAddress(target)) this.reachableOf[this.appOf[target]]++;
      if (!this.isUnneeded(target)) continue;
      this.unneededOf[this.appOf[target]]++;
      this.unneeded++;
    }
  }

  readNames(text) {
    this.labels = [];
    this.namespaces = [];
    this.names = [];
    for (const line of text.split("\n").slice(0, this.applications)) {
      const [namespace, name, ...labels] = line.split("\t");
      this.namespaces.push(namespace);
      this.names.push(name);
      this.labels.push(...labels);
    }
  }

  kind(target) {
    return this.kinds[this.kindOf[target]];
  }

  isDatabase(target) {
    return this.kind(target).isDatabase;
  }

  hasAddress(target) {
    return this.kind(target).hasAddress;
  }

  // Reach that no manifest asks for.
  isUnneeded(target) {
    return this.hasAddress(target) && this.declarers[target] === 0 && !this.kind(target).isDeclaredElsewhere;
  }

  idOf(target) {
    return `${this.namespaces[this.appOf[target]]}/${this.labels[target]}`;
  }

  find(id) {
    const [namespace, label] = id.split("/");
    const app = this.namespaces.indexOf(namespace);
    if (app < 0) return -1;
    for (let target = this.starts[app]; target < this.starts[app + 1]; target++) if (this.labels[target] === label) return target;
    return -1;
  }

  reach(row, target) {
    const own = this.targetOf[row];
    if (own === target) return reaches.self;
    if (!this.hasAddress(target)) return reaches.none;
    return this.appOf[own] === this.appOf[target] ? reaches.application : reaches.cluster;
  }

  // Where a connection stands in `declared`, or -1.
  connection(row, target) {
    const end = this.declaredAt[row + 1];
    const at = after(this.declared, target - 1, this.declaredAt[row], end);
    return at < end && this.declared[at] === target ? at : -1;
  }

  // The parts of the address that this caller uses, as the page's own address lines have them; undefined where there is none.
  address(row, target) {
    const { hasAddress: has, hostAndPortFirst: plain, scheme, port, host, more } = this.kind(target);
    if (!has) return undefined;
    const app = this.appOf[target];
    const own = app === this.appOf[this.targetOf[row]];
    return {
      scheme: plain ? "" : `${scheme}://`,
      host: host ?? this.labels[target],
      namespace: own ? "" : `.${this.namespaces[app]}`,
      port: plain || port !== defaultPorts[scheme] ? `:${port}` : "",
      more,
    };
  }

  // Of one application's calls to another: how many targets can be reached, how many connections are declared, how many of them are broken.
  between(from, to) {
    let [declared, broken] = [0, 0];
    for (let at = this.declaredAt[this.rowStarts[from]]; at < this.declaredAt[this.rowStarts[from + 1]]; at++) {
      if (this.appOf[this.declared[at]] !== to) continue;
      declared++;
      broken += this.broken[at];
    }
    return { reachable: this.reachableOf[to], declared, broken };
  }
}

export async function load(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`The matrix answers ${response.status}.`);
  return new MatrixData(await response.arrayBuffer());
}
