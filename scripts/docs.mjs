/** Writes the pages of the checks, `docs/checks/<code>.md`, from the checks themselves, and the functions of `docs/language.md` from their table, and the schema of `flowstate.json`, and what can be asked of `flowstate serve`, `docs/openapi.json`. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import manifest from "../package.json" with { type: "json" };
import { serverDocument } from "../server/src/channels/documentation.ts";
import { checks } from "../server/src/semantics/checks/index.ts";
import { checkList, checkPage } from "./docs/checkPage.ts";
import { withFunctions } from "./docs/functionTable.ts";
import { settingsSchema } from "./docs/settingsSchema.ts";

const folder = new URL("../docs/checks/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const old of readdirSync(folder)) rmSync(new URL(old, folder));
for (const check of checks) writeFileSync(new URL(`${check.code}.md`, folder), checkPage(check));
writeFileSync(new URL("README.md", folder), checkList(checks));

const language = new URL("../docs/language.md", import.meta.url);
writeFileSync(language, withFunctions(readFileSync(language, "utf8")));

writeFileSync(new URL("../syntaxes/flowstate.schema.json", import.meta.url), settingsSchema(checks));

writeFileSync(new URL("../docs/openapi.json", import.meta.url), await serverDocument(manifest.version));
