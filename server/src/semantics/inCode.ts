/** A name as it stands in a sentence: in backticks, unless it has its own. */
export function inCode(name: string): string {
  return name.includes("`") ? name : `\`${name}\``;
}
