import { cruise } from "dependency-cruiser";

/** One import of a source file. */
export interface Import {
  /** Path relative to the folder that was read, with `/`; as it is written when there is no such file. */
  readonly to: string;
  /** Only types cross: nothing of it is left when the program runs. */
  readonly typeOnly: boolean;
  /** A module of Node itself. */
  readonly builtIn: boolean;
  /** The import leads back to the file that makes it. */
  readonly cycle: readonly string[] | undefined;
}

/** The imports of every source file below `client` and `server/src`, by the file's path. */
export type ImportGraph = ReadonlyMap<string, readonly Import[]>;

/** Reads the imports below a folder. */
export async function readImports(baseDir: string, tsConfig: string): Promise<ImportGraph> {
  const { output } = await cruise(["client", "server/src"], {
    baseDir,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: tsConfig },
    doNotFollow: { path: "node_modules" },
  });
  if (typeof output === "string") throw new Error("dependency-cruiser wrote a report instead of giving its result.");
  const sources = output.modules.filter(({ source }) => /^(client|server)\/.*\.tsx?$/.test(source));
  return new Map(
    sources.map(({ source, dependencies }) => [
      source,
      dependencies.map((dependency) => ({
        to: dependency.couldNotResolve ? dependency.module : dependency.resolved,
        typeOnly: dependency.dependencyTypes.includes("type-only"),
        builtIn: dependency.coreModule,
        cycle: dependency.circular ? (dependency.cycle ?? []).map(({ name }) => name) : undefined,
      })),
    ]),
  );
}
