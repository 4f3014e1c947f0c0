import { join } from "node:path";
import { root } from "./paths.mjs";

/**
 * A bot that comes with the repository, and its backend.
 *
 * @typedef {object} Example
 * @property {string} name of its folder below `examples`
 * @property {string} folder absolute
 * @property {string} file the flow that is opened first, absolute
 * @property {number} port the one that its bot looks for the backend at
 * @property {string} variable of the environment, with which the bot looks elsewhere
 */

/**
 * @param {string} name
 * @param {string} file
 * @param {number} port
 * @returns {Example}
 */
function example(name, file, port) {
  const folder = join(root, "examples", name);
  return { name, folder, file: join(folder, file), port, variable: `${name.toUpperCase()}_URL` };
}

/** The one that is opened unless another is named. */
export const bankExample = example("bank", "transfer.flow", 4100);

/** All of them. */
export const examples = [
  bankExample,
  example("restaurant", "booking.flow", 4101),
  example("shop", "returns.flow", 4102),
  example("helpdesk", "report.flow", 4103),
];
