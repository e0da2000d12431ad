// Bytes of the page: base64, deflate, and the streams that src/page/blob.h writes.
"use strict";

window.deqi = {};

deqi.bytes = (() => {
  function fromBase64(text) {
    const raw = atob(text.trim());
    const out = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i);
    return out;
  }

  // ---- inflate (RFC 1951), for browsers without DecompressionStream

  const LENGTH = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83,
    99, 115, 131, 163, 195, 227, 258];
  const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5,
    5, 5, 0];
  const BACK = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025,
    1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
  const BACK_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11,
    11, 12, 12, 13, 13];
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  // how many codes of each length, and the symbols in the order of their codes
  function codeOf(lengths) {
    const count = new Uint16Array(16), start = new Uint16Array(16);
    for (const n of lengths) count[n]++;
    count[0] = 0;
    for (let i = 1; i < 16; i++) start[i] = start[i - 1] + count[i - 1];
    const symbol = new Uint16Array(lengths.length);
    lengths.forEach((n, i) => { if (n) symbol[start[n]++] = i; });
    return { count, symbol };
  }

  function inflate(from, size) {
    const out = new Uint8Array(size);
    let at = 0, hold = 0, held = 0, to = 0;
    const bits = (n) => {
      while (held < n) {
        hold |= from[at++] << held;
        held += 8;
      }
      const value = hold & ((1 << n) - 1);
      hold >>>= n;
      held -= n;
      return value;
    };
    const read = (code) => {
      let word = 0, first = 0, index = 0;
      for (let n = 1; n < 16; n++) {
        word |= bits(1);
        const many = code.count[n];
        if (word - many < first) return code.symbol[index + word - first];
        index += many;
        first = (first + many) << 1;
        word <<= 1;
      }
      throw new Error("a damaged page");
    };
    const fixed = () => {
      const lengths = [];
      for (let i = 0; i < 288; i++) lengths.push(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
      return [codeOf(lengths), codeOf(new Array(30).fill(5))];
    };
    const own = () => {
      const literals = bits(5) + 257, backs = bits(5) + 1, orders = bits(4) + 4;
      const few = new Array(19).fill(0);
      for (let i = 0; i < orders; i++) few[ORDER[i]] = bits(3);
      const code = codeOf(few), lengths = [];
      while (lengths.length < literals + backs) {
        const word = read(code);
        if (word < 16) lengths.push(word);
        else {
          const value = word === 16 ? lengths[lengths.length - 1] : 0;
          let many = word === 16 ? 3 + bits(2) : word === 17 ? 3 + bits(3) : 11 + bits(7);
          while (many--) lengths.push(value);
        }
      }
      return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
    };
    for (let last = 0; !last;) {
      last = bits(1);
      const kind = bits(2);
      if (kind === 0) {
        hold = held = 0;
        const n = from[at] | from[at + 1] << 8;
        out.set(from.subarray(at + 4, at + 4 + n), to);
        at += 4 + n;
        to += n;
        continue;
      }
      const [literal, back] = kind === 1 ? fixed() : own();
      for (let word = read(literal); word !== 256; word = read(literal)) {
        if (word < 256) {
          out[to++] = word;
          continue;
        }
        let n = LENGTH[word - 257] + bits(LENGTH_BITS[word - 257]);
        const far = read(back);
        const away = BACK[far] + bits(BACK_BITS[far]);
        for (; n--; to++) out[to] = out[to - away];
      }
    }
    return out;
  }

  async function unpack(packed, size) {
    if (typeof DecompressionStream === "undefined") return inflate(packed, size);
    let stream;
    try {
      stream = new DecompressionStream("deflate-raw");
    } catch {
      return inflate(packed, size);
    }
    const writer = stream.writable.getWriter();
    writer.write(packed);
    writer.close();
    const out = new Uint8Array(size), reader = stream.readable.getReader();
    for (let at = 0, part; !(part = await reader.read()).done; at += part.value.length)
      out.set(part.value, at);
    return out;
  }

  // ---- streams

  let all = null;

  function stream(where) {
    if (!all) all = fromBase64(document.getElementById("deqi-bytes").textContent);
    return unpack(all.subarray(where[0], where[0] + where[1]), where[2]);
  }

  // numbers of 16 bits: differences, zigzag, low bytes first
  async function numbers(where) {
    const planes = await stream(where), n = planes.length / 2, out = new Uint16Array(n);
    for (let i = 0, before = 0; i < n; i++) {
      const z = planes[i] | planes[n + i] << 8;
      before = (before + ((z >>> 1) ^ -(z & 1))) & 0xFFFF;
      out[i] = before;
    }
    return out;
  }

  const UNIT = 32767;

  // n places in a box
  async function places(where, n, box) {
    const number = await numbers(where), out = new Float32Array(3 * n);
    for (let k = 0; k < 3; k++) {
      const step = (box[1][k] - box[0][k]) / UNIT;
      for (let i = 0; i < n; i++) out[3 * i + k] = box[0][k] + number[k * n + i] * step;
    }
    return out;
  }

  // unit normals from an octahedron
  async function normals(where, n) {
    const number = await numbers(where), out = new Float32Array(3 * n);
    for (let i = 0; i < n; i++) {
      let x = number[i] / 4095 * 2 - 1, y = number[n + i] / 4095 * 2 - 1;
      const z = 1 - Math.abs(x) - Math.abs(y);
      if (z < 0) {
        const fold = (1 - Math.abs(y)) * (x < 0 ? -1 : 1);
        y = (1 - Math.abs(x)) * (y < 0 ? -1 : 1);
        x = fold;
      }
      const length = Math.hypot(x, y, z) || 1;
      out[3 * i] = x / length;
      out[3 * i + 1] = y / length;
      out[3 * i + 2] = z / length;
    }
    return out;
  }

  // steps back from the newest vertex, seven bits a byte
  async function triangles(where, n) {
    const bytes = await stream(where), out = new Uint32Array(3 * n);
    let at = 0, next = 0;
    for (let i = 0; i < out.length; i++) {
      let back = 0, shift = 0, byte;
      do {
        byte = bytes[at++];
        back |= (byte & 127) << shift;
        shift += 7;
      } while (byte & 128);
      out[i] = next - back;
      if (!back) next++;
    }
    return out;
  }

  // a mesh of src/page/pack.h
  async function mesh(from) {
    return {
      position: await places(from.position, from.n, from.box),
      normal: await normals(from.normal, from.n),
      triangle: await triangles(from.triangle, from.t),
    };
  }

  // `channels` bytes a vertex, one plane after another, as they are drawn
  async function colors(where, n) {
    const planes = await stream(where), out = new Uint8Array(4 * n);
    for (let c = 0; c < 4; c++) for (let i = 0; i < n; i++) out[4 * i + c] = planes[c * n + i];
    return out;
  }

  return { stream, places, normals, mesh, colors, inflate };
})();
