/** The place that a key leads to from place `at` of `count`, around the ends; undefined for a key that leads nowhere. */
export function nextStop(key: string, at: number, count: number, isMirrored: boolean): number | undefined {
  if (at < 0 || count === 0) return undefined;
  switch (key) {
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at + count - 1) % count;
    case "ArrowRight":
      return (at + (isMirrored ? count - 1 : 1)) % count;
    case "ArrowLeft":
      return (at + (isMirrored ? 1 : count - 1)) % count;
    default:
      return undefined;
  }
}
