/** The quotes of a string in JSON, JavaScript or TypeScript. */
export type Quote = '"' | "'" | "`";

/** The text as it stands between such quotes; what JSON cannot read is not written between `"`. */
export function writeBetween(quote: Quote, text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  if (quote === '"') return escaped;
  const plain = escaped.replaceAll('\\"', '"');
  return quote === "'" ? plain.replaceAll("'", "\\'") : plain.replaceAll("`", "\\`").replaceAll("${", "\\${");
}

/** The text as a string with its quotes. */
export function writeQuoted(quote: Quote, text: string): string {
  return quote + writeBetween(quote, text) + quote;
}
