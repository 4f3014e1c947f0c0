import { readFile } from "node:fs/promises";

/**
 * What some packages hold to run a text as a program, and what stands there instead. zod tries whether it may compile its
 * schemas, and then does; without it they are interpreted. In chevrotain the line is never reached.
 *
 * @type {readonly { readonly file: RegExp, readonly from: string, readonly to: string }[]}
 */
const replacements = [
  {
    file: /[\\/]zod[\\/]v4[\\/]core[\\/](util|doc|compile)\.js$/,
    from: "const F = Function;",
    to: "const F = undefined;",
  },
  {
    file: /[\\/]@chevrotain[\\/]utils[\\/]lib[\\/]src[\\/]to-fast-properties\.js$/,
    from: "(0, eval)(toBecomeFast);",
    to: "",
  },
];

/**
 * Leaves `eval` and `Function` out of what is bundled: nothing of the product makes a program of a text.
 * `test/safety/evaluation.test.ts` reads the built bundles.
 *
 * @type {import("esbuild").Plugin}
 */
export const noEvaluation = {
  name: "noEvaluation",
  setup: (build) => {
    for (const { file, from, to } of replacements) {
      build.onLoad({ filter: file }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        if (!text.includes(from)) return { errors: [{ text: `${path} does not hold \`${from}\` any more.` }] };
        return { contents: text.replaceAll(from, to), loader: "js" };
      });
    }
  },
};
