/**
 * What must not be in a bundle, read from esbuild's metafile.
 *
 * @param {{ readonly name: string, readonly forbidden: readonly string[] }} bundle
 * @param {import("esbuild").Metafile} metafile
 * @returns {readonly string[]} one sentence for each breach; empty when the bundle is fine
 */
export function breaches(bundle, metafile) {
  return bundle.forbidden.flatMap((name) => [
    ...Object.keys(metafile.inputs)
      .filter((input) => packageOf(input) === name)
      .slice(0, 1)
      .map((input) => `${bundle.name}: ${name} must not be inside, but ${input} is (${importers(metafile, input)}).`),
    ...Object.values(metafile.outputs)
      .flatMap((output) => output.imports)
      .filter((link) => link.external === true && (link.path === name || link.path.startsWith(`${name}/`)))
      .map(() => `${bundle.name}: ${name} must not be required.`),
  ]);
}

/**
 * The npm package that a bundled file belongs to; undefined for the product's own files.
 *
 * @param {string} input path of a metafile, with `/`
 * @returns {string | undefined}
 */
export function packageOf(input) {
  const inside = input.split("node_modules/").at(-1);
  if (inside === undefined || inside === input) return undefined;
  const [first = "", second = ""] = inside.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

/**
 * @param {import("esbuild").Metafile} metafile
 * @param {string} input
 */
function importers(metafile, input) {
  const names = Object.entries(metafile.inputs)
    .filter(([, { imports }]) => imports.some((link) => link.path === input))
    .map(([name]) => name);
  return `imported by ${names.slice(0, 3).join(", ")}`;
}
