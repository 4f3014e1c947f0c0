/**
 * Each part of a file (a declaration with what stands before it) is indexed and checked as a small file of its own, whose
 * path is that of the file and a number. Positions in it are counted from where it begins, so that what is known of it
 * stays as it is while the text above changes.
 */
const BETWEEN = "\u0000";

/** The path of a part; the number is its own as long as the file is kept. */
export function partPath(path: string, number: number): string {
  return `${path}${BETWEEN}${number}`;
}

/** The path of the file that a part belongs to; another path is answered as it is. */
export function fileOfPart(path: string): string {
  const end = path.indexOf(BETWEEN);
  return end === -1 ? path : path.slice(0, end);
}

/** True for the path of a part. */
export function isPartPath(path: string): boolean {
  return path.includes(BETWEEN);
}
