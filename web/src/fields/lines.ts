/** For each line of `old` its partner in `fresh`, or -1: a longest common subsequence. */
function partners(old: string[], fresh: string[]): number[] {
  const width = fresh.length + 1;
  const length = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      length[i * width + j] = old[i] === fresh[j] ? length[(i + 1) * width + j + 1]! + 1 : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
    }
  }
  const found: number[] = [];
  for (let i = 0, j = 0; i < old.length; i++) {
    while (j < fresh.length && old[i] !== fresh[j] && length[i * width + j + 1]! >= length[(i + 1) * width + j]!) j++;
    found.push(j < fresh.length && old[i] === fresh[j] ? j++ : -1);
  }
  return found;
}

/** Merges two changed versions of a text line by line, as diff3 does. Null when both changed the same lines. */
export function mergeLines(base: string, theirs: string, mine: string): string | null {
  const [old, their, my] = [base, theirs, mine].map((text) => text.split("\n")) as [string[], string[], string[]];
  // The table grows with the product of the lines: a text that long is not merged but asked about.
  if (old.length * Math.max(their.length, my.length) > 4_000_000) return null;
  const [inTheirs, inMine] = [partners(old, their), partners(old, my)];
  const result: string[] = [];
  let at = { old: 0, their: 0, my: 0 };
  for (let i = 0; i <= old.length; i++) {
    const end = i === old.length;
    const next = { old: i, their: end ? their.length : inTheirs[i]!, my: end ? my.length : inMine[i]! };
    if (!end && (next.their < 0 || next.my < 0)) continue;
    const [was, one, two] = [old.slice(at.old, i), their.slice(at.their, next.their), my.slice(at.my, next.my)];
    if (equal(one, was)) result.push(...two);
    else if (equal(two, was) || equal(one, two)) result.push(...one);
    else return null;
    if (!end) result.push(old[i]!);
    at = { old: i + 1, their: next.their + 1, my: next.my + 1 };
  }
  return result.join("\n");
}

const equal = (a: string[], b: string[]) => a.length === b.length && a.every((line, at) => line === b[at]);
