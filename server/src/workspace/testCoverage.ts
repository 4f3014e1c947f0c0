/**
 * What the tests that ran in the editor reached of each state. It is known by the state's words and is no part of a
 * snapshot: no problem depends on it.
 */
import { hashText } from "../base/hash.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import { normalizeUri } from "./uris.ts";

/** How much was reached of what there is. */
interface Share {
  readonly reached: number;
  readonly all: number;
}

/** What tests reached of one state, and which tests came to it. */
export interface StateCoverage {
  /** Full name. */
  readonly state: string;
  readonly steps: Share;
  readonly branches: Share;
  readonly tests: readonly { readonly uri: string; readonly name: string }[];
}

/** What is known of the states of the projects; folders are URIs and may come in any form. */
export interface TestCoverage {
  /** Takes in the last run of a project, as its flows are now; what was known of the project before goes. */
  set(folder: string, index: ProjectIndex, states: readonly StateCoverage[]): void;
  /** What is known of a state that has the words that it had in the run. */
  of(folder: string, index: ProjectIndex, state: string): StateCoverage | undefined;
}

export function createTestCoverage(): TestCoverage {
  const projects = new Map<string, ReadonlyMap<string, StateCoverage & { readonly words: string }>>();
  return {
    set: (folder, index, states) => {
      const known = states.flatMap((state) => {
        const words = wordsOf(index, state.state);
        return words === undefined ? [] : [[state.state, { ...state, words }] as const];
      });
      projects.set(normalizeUri(folder), new Map(known));
    },
    of: (folder, index, state) => {
      const found = projects.get(normalizeUri(folder))?.get(state);
      return found?.words === wordsOf(index, state) ? found : undefined;
    },
  };
}

function wordsOf(index: ProjectIndex, fullName: string): string | undefined {
  const state = index.state(fullName);
  const text = state === undefined ? undefined : index.files.get(state.path)?.parsed.text;
  return state === undefined || text === undefined ? undefined : hashText(text.slice(state.node.start, state.node.end));
}
