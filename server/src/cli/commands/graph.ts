import { type Command, Option } from "commander";
import { type GraphFormat, graphFormats, writeGraph } from "../../interop/graph/graphFormats.ts";
import { drawnGraph } from "../../semantics/drawnGraph.ts";
import { nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import { loadProject } from "../../workspace/loadProject.ts";
import { baseName } from "../../workspace/uris.ts";
import type { ExitCode } from "../exitCode.ts";
import { uriOfArgument } from "../locations.ts";
import type { Terminal } from "../terminal.ts";
import { unreadable } from "../usageError.ts";

/** `graph [PATH]`: the states of a project and where each leads, half-typed flows included. `done` takes the exit code. */
export function addGraphCommand(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
  program
    .command("graph")
    .description("print the graph of the dialog states")
    .argument("[PATH]", "a file or folder of the project", ".")
    .addOption(new Option("--format <FORMAT>", "how it is written").choices(graphFormats).default("mermaid"))
    .action(async (path: string, { format }: { readonly format: GraphFormat }) => {
      const loaded = await loadProject(nodeFileSystem, uriOfArgument(path));
      if (!loaded.ok) throw unreadable(path, loaded.reason);
      const { index, folder } = loaded.value;
      terminal.out(writeGraph(drawnGraph(index), format, index.bot?.name ?? baseName(folder)));
      done(0);
    });
}
