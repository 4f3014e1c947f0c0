/** One server-sent event; `id` is empty where it has none. */
export interface ServerEvent {
  readonly id: string;
  readonly data: string;
}

/** Takes a stream of server-sent events in pieces, wherever they are cut; answers with the events that are whole by then. */
export function createEventReader(): (piece: string) => readonly ServerEvent[] {
  let rest = "";
  return (piece) => {
    rest += piece;
    const blocks = rest.split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      const lines = block.split("\n");
      const data = fields(lines, "data").join("\n");
      return data === "" ? [] : [{ id: fields(lines, "id").at(-1) ?? "", data }];
    });
  };
}

function fields(lines: readonly string[], name: string): readonly string[] {
  return lines
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).replace(/^ /, ""));
}
