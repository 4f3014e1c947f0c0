/** The characters that a name may begin with: a letter of any script, or `_`. */
const nameStart = "\\p{L}\\p{Nl}_";
/** The characters that may follow: also digits and the marks that scripts put on letters. */
const namePart = `${nameStart}\\p{Nd}\\p{M}`;

/** Most names, told without the tables of all scripts. */
const latinName = /^[A-Za-z_][A-Za-z_0-9]*$/;
const plainName = new RegExp(`^[${nameStart}][${namePart}]*$`, "u");

/** Finds the name at `lastIndex`, for scanning. */
export const nameAt: RegExp = new RegExp(`[${nameStart}][${namePart}]*`, "uy");

/** True where the text can stand in a file as a name without backticks. */
export function isPlainName(text: string): boolean {
  return latinName.test(text) || plainName.test(text);
}

/** True where the text can be a name at all, in backticks if need be: it is not empty and holds no backtick or line end. */
export function isWritableName(text: string): boolean {
  return text !== "" && !/[`\n\r]/.test(text);
}

/** The name as it is written in a file, in backticks where it needs them. */
export function writeName(text: string): string {
  return isPlainName(text) ? text : `\`${text}\``;
}
