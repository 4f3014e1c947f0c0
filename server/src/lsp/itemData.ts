/** What an item carries for the request that asks for more about it: it came back from the client, so nothing is taken for granted. */

/** A text of the data; `undefined` where there is none. */
export function textIn(data: unknown, key: string): string | undefined {
  const value: unknown = typeof data === "object" && data !== null ? Reflect.get(data, key) : undefined;
  return typeof value === "string" ? value : undefined;
}

/** A whole number of the data that is not negative; `undefined` where there is none. */
export function numberIn(data: unknown, key: string): number | undefined {
  const value: unknown = typeof data === "object" && data !== null ? Reflect.get(data, key) : undefined;
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
}
