const smallest = 0.6;
const largest = 3;

/** The next size of the panel's texts, in tenths; 1 is the size of the editor's own. */
export function zoomed(zoom: number, command: "zoomIn" | "zoomOut" | "zoomReset"): number {
  if (command === "zoomReset") return 1;
  const tenths = Math.round(zoom * 10) + (command === "zoomIn" ? 1 : -1);
  return Math.min(largest, Math.max(smallest, tenths / 10));
}
