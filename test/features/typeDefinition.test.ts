import { describe, expect, test } from "vitest";
import { declaration } from "../../server/src/features/declaration.ts";
import type { Definition } from "../../server/src/features/definitionLinks.ts";
import { typeDefinition } from "../../server/src/features/typeDefinition.ts";
import type { FileView } from "../../server/src/workspace/snapshot.ts";
import { drawPlaces } from "../support/places.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

async function led(find: (file: FileView, offset: number) => readonly Definition[], source: string): Promise<string> {
  const given = await workspaceOf(source);
  const { file, offset } = given.atCursor();
  return drawPlaces(
    given.snapshot,
    find(file, offset).map(({ name }) => name),
  );
}

const typeOf = (source: string) => led(typeDefinition, source);
const declarationOf = (source: string) => led(declaration, source);

describe("type definition", () => {
  const sizes = 'entity size { small "S" big }\n';

  test("of a variable is the entity that its var, question or contract names", async () => {
    const declared = `${sizes}var session.s: size\nstate a { say "{session.^|s}" }`;
    expect(await typeOf(declared)).toBe('main.flow: entity [size] { small "S" big }');
    const asked = `${sizes}state a { ask session.s as size "Which?" say "{^|s}" }`;
    expect(await typeOf(asked)).toBe('main.flow: entity [size] { small "S" big }');
    const told = `${sizes}state a { api GET "/x" { session account { s: list of size } } say "{account.^|s}" }`;
    expect(await typeOf(told)).toBe('main.flow: entity [size] { small "S" big }');
  });

  test("of a type is the entity itself", async () => {
    expect(await typeOf(`${sizes}state a { ask session.s as si^|ze "Which?" }`)).toBe(
      'main.flow: entity [size] { small "S" big }',
    );
  });

  test("of a variable of another type is the type as it is written", async () => {
    expect(await typeOf("var session.n: number = 1\nstate a { set session.^|n = 2 }")).toBe(
      "main.flow: var session.n: [number] = 1",
    );
    expect(await typeOf("var session.card: { pin: integer }\nstate a { set session.card.^|pin = 2 }")).toBe(
      "main.flow: var session.card: { pin: [integer] }",
    );
  });

  test("of what holds a state is the state", async () => {
    const states = `
      --- a.flow
      state a { set session.next = state help.agent  set session.^|next = state a }
      --- help.flow
      state agent { -> end }
    `;
    expect(await typeOf(states)).toBe(
      "help.flow: state [agent] { -> end }\na.flow: state [a] { set session.next = state help.agent  set session.next = state a }",
    );
    expect(await typeOf("state a { set session.x = state ^|a }")).toBe(
      "main.flow: state [a] { set session.x = state a }",
    );
  });

  test("there is none where nothing tells", async () => {
    expect(await typeOf("state a { set session.^|n = 2 }")).toBe("");
    expect(await typeOf('intent stop { "x" }\non intent st^|op -> a\nstate a { -> end }')).toBe("");
    expect(await typeOf("^|state a { -> end }")).toBe("");
  });
});

describe("declaration", () => {
  test("of a variable is its var", async () => {
    expect(await declarationOf('var session.n: number = 1\nstate a { set session.n = 2 say "{session.^|n}" }')).toBe(
      "main.flow: var session.[n]: number = 1",
    );
  });

  test("of one without a var is what tells its type, else what writes it", async () => {
    expect(await declarationOf('state a { set session.n = 2 ask session.n as number "?" say "{^|n}" }')).toBe(
      'main.flow: state a { set session.n = 2 ask session.[n] as number "?" say "{n}" }',
    );
    expect(await declarationOf('state a { set session.n = 2 say "{^|n}" }')).toBe(
      'main.flow: state a { set session.[n] = 2 say "{n}" }',
    );
  });

  test("of a state is where it stands", async () => {
    expect(await declarationOf("state a { -> ^|b }\nstate b { -> end }")).toBe("main.flow: state [b] { -> end }");
  });
});
