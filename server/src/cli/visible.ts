/**
 * A text as a terminal may show it. What a bot, a backend or a file says must not move the cursor, set the title of the
 * window or rub out a line: signs that a terminal obeys, and those that turn around the order of reading, become
 * visible. Line ends and tabs stay.
 */
export function visible(text: string): string {
  return text.replace(obeyed, picture);
}

const obeyed = /[\p{Cc}\u202A-\u202E]/gu;

function picture(sign: string): string {
  const code = sign.charCodeAt(0);
  if (sign === "\n" || sign === "\t") return sign;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
}
