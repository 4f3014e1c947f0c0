/**
 * The same state machine in every notation: six lines a state, two references a state, one seeded mistake.
 *
 * A notation answers `document(states)` with the text, the line of the seeded mistake and the place where one `x` more
 * makes another mistake; and, where it has names that go over files, `project(files)` with the files of a whole project
 * and the places that speak of the state that all of them share.
 */

/** How many states stand in each file of a project. */
export const statesInFile = 5;

const say = (i) => `This is state ${i}, and it has something to say.`;

/** Lines of a document; its mistake is in the last state but one, the key goes into the middle one, both where the way back stands. */
function documentOf({ head, state, tail = [], backAt = 4 }, states) {
  const lines = [...head];
  const middle = states >> 1;
  const last = states - 2;
  let key;
  let mistake;
  for (let i = 0; i < states; i++) {
    const next = `s${(i + 1) % states}`;
    const back = `s${(i + 2) % states}`;
    const written = state(i, next, i === last ? undefined : back);
    if (i === middle) key = lines.length + backAt;
    if (i === last) mistake = lines.length + backAt;
    lines.push(...written);
  }
  lines.push(...tail);
  return { lines, key, mistake };
}

/** The text of a document, and the place behind `word` in the line where the key goes. */
function written({ lines, key, mistake }, behind) {
  const character = behind(lines[key]);
  if (character <= 0) throw new Error(`There is no place for the key in: ${lines[key]}`);
  return { text: `${lines.join("\n")}\n`, mistake, key: { line: key, character } };
}

const endOf = (pattern) => (line) => {
  const found = pattern.exec(line);
  return found === null ? -1 : found.index + found[0].length;
};

const flowState = (i, next, back = "missing", name = `s${i}`) => [
  `state ${name} {`,
  `  say "${say(i)}" {`,
  `    reply "Go on" -> ${next}`,
  `    reply "Back" -> ${back}`,
  "  }",
  "}",
];

const bot = (start) => `bot bench {
  languages en
  start ${start}
  fallback ${start}
  failure ${start}
}
`;

export const flow = {
  languageId: "flow",
  extension: "flow",
  files: { "bot.flow": bot("bench.s0") },
  document: (states) => written(documentOf({ head: [], state: flowState, backAt: 3 }, states), endOf(/-> \w+/)),
  project: (files) => flowProject(files, { "bot.flow": bot("shared.start") }, "shared.start"),
};

/** Langium's grammar knows neither bots nor flows: its names are those of the whole project. */
export const langium = {
  ...flow,
  files: {},
  project: (files) => flowProject(files, {}, "start"),
};

function flowProject(count, extra, target) {
  const shared = `${flowState(0, "start", "start", "start").join("\n")}\n`;
  const files = { ...extra, "shared.flow": shared };
  for (let file = 0; file < count - 1; file++) {
    const parts = [];
    for (let i = 0; i < statesInFile; i++) {
      const name = (n) => `f${file}s${n}`;
      const next = i + 1 < statesInFile ? name(i + 1) : target;
      parts.push(...flowState(i, next, name(0), name(i)));
    }
    files[`f${file}.flow`] = `${parts.join("\n")}\n`;
  }
  // Each other file once, two in the file itself, and the declaration; the bot says it three times.
  return {
    files,
    open: "shared.flow",
    at: { line: 0, character: "state s".length },
    count: count - 1 + 3 + (target === "start" ? 0 : 3),
  };
}

export const json = {
  languageId: "json",
  extension: "json",
  files: {},
  document: (states) =>
    written(
      documentOf({ head: ["["], state: (i, next, back) => jsonState(i, next, back, states), tail: ["]"] }, states),
      endOf(/"back/),
    ),
};

const jsonState = (i, next, back, states) => [
  "  {",
  `    "name": "s${i}",`,
  `    "say": "${say(i)}",`,
  `    "next": "${next}",`,
  back === undefined ? '    "missing": "s0"' : `    "back": "${back}"`,
  i === states - 1 ? "  }" : "  },",
];

export const yaml = {
  languageId: "yaml",
  extension: "yaml",
  files: {},
  document: (states) => written(documentOf({ head: [], state: yamlState }, states), endOf(/ {2}back/)),
};

const yamlState = (i, next, back) => [
  `- name: s${i}`,
  `  say: "${say(i)}"`,
  `  next: ${next}`,
  `  kind: state`,
  back === undefined ? "  missing: s0" : `  back: ${back}`,
  `  number: ${i}`,
];

/** What a state of the JSON and YAML documents holds. */
export const stateSchema = {
  type: "array",
  items: {
    type: "object",
    properties: {
      name: { type: "string" },
      say: { type: "string" },
      next: { type: "string" },
      back: { type: "string" },
      kind: { enum: ["state"] },
      number: { type: "number" },
    },
    required: ["name", "say"],
    additionalProperties: false,
  },
};

const prismaHead = ["datasource db {", '  provider = "mongodb"', "}"];

const prismaState = (i, next, back = "Missing", name = `s${i}`) => [
  `type ${name} {`,
  `  say String @map("say ${i}")`,
  "  name String",
  `  next ${next}?`,
  `  back ${back}?`,
  "}",
];

/** Composite types are what Prisma has that refers to each other without more. */
export const prisma = {
  languageId: "prisma",
  extension: "prisma",
  files: {},
  document: (states) => written(documentOf({ head: prismaHead, state: prismaState }, states), endOf(/back \w+/)),
  project(count) {
    const files = {
      "shared.prisma": `${[...prismaHead, ...prismaState(0, "start", "start", "start")].join("\n")}\n`,
    };
    for (let file = 0; file < count - 1; file++) {
      const name = (n) => `f${file}s${n}`;
      const parts = Array.from({ length: statesInFile }, (_, i) =>
        prismaState(i, i + 1 < statesInFile ? name(i + 1) : "start", name(0), name(i)),
      );
      files[`f${file}.prisma`] = `${parts.flat().join("\n")}\n`;
    }
    const at = { line: prismaHead.length, character: "type s".length };
    return { files, open: "shared.prisma", at, count: count - 1 + 3 };
  },
};

const typescriptHead = ["export interface State { name: string; say: string; next(): State; back(): State }"];

const typescriptState = (i, next, back = "missing", name = `s${i}`) => [
  `export const ${name}: State = {`,
  `  name: "${name}",`,
  `  say: "${say(i)}",`,
  `  next: () => ${next},`,
  `  back: () => ${back},`,
  "};",
];

const compilerOptions = {
  strict: true,
  noEmit: true,
  lib: ["es2022"],
  types: [],
  module: "esnext",
  moduleResolution: "bundler",
};
const tsconfig = `${JSON.stringify({ compilerOptions, include: ["*.ts"] }, undefined, 2)}\n`;

export const typescript = {
  languageId: "typescript",
  extension: "ts",
  files: { "tsconfig.json": tsconfig },
  document: (states) => written(documentOf({ head: typescriptHead, state: typescriptState }, states), endOf(/=> \w+/)),
  project(count) {
    const shared = [...typescriptHead, ...typescriptState(0, "start", "start", "start")];
    const files = { "tsconfig.json": tsconfig, "shared.ts": `${shared.join("\n")}\n` };
    for (let file = 0; file < count - 1; file++) {
      const name = (n) => `f${file}s${n}`;
      const parts = Array.from({ length: statesInFile }, (_, i) =>
        typescriptState(i, i + 1 < statesInFile ? name(i + 1) : "start", name(0), name(i)),
      );
      files[`f${file}.ts`] = `import { type State, start } from "./shared";\n${parts.flat().join("\n")}\n`;
    }
    // The import of each file counts as well.
    return {
      files,
      open: "shared.ts",
      at: { line: 1, character: "export const s".length },
      count: 2 * (count - 1) + 3,
    };
  },
};
