/** Signs that turn around the order in which a text is read, so that it looks like another one. */
const turning = /[\u202A-\u202E]/g;

/** The text with such signs made visible, as the editor does it; isolates and marks, which right-to-left texts need, stay. */
export function plainText(text: string): string {
  return text.replace(turning, (sign) => `[U+${sign.charCodeAt(0).toString(16).toUpperCase()}]`);
}
