/** The lines (counted from 1) in which the elements of a JSON list begin. The text is JSON, and a list. */
export function elementLines(source: string): readonly number[] {
  const lines: number[] = [];
  let [line, depth, isText, isExpected] = [1, 0, false, false];
  for (let at = 0; at < source.length; at++) {
    const character = source[at];
    if (character === "\n") line++;
    if (isText) {
      if (character === "\\") at++;
      else if (character === '"') isText = false;
      continue;
    }
    if (depth === 1 && isExpected && !/[\s\],]/.test(character ?? "")) {
      lines.push(line);
      isExpected = false;
    }
    if (character === '"') isText = true;
    if (character === "[" || character === "{") depth++;
    if (character === "]" || character === "}") depth--;
    if (depth === 1 && (character === "," || lines.length === 0)) isExpected = true;
  }
  return lines;
}
