/** How often a property is tried: `full` times under `npm run test:full`, else a tenth of that. */
export function runs(full: number): number {
  return process.env["FLOWSTATE_FULL"] === "1" ? full : Math.ceil(full / 10);
}
