/** What of a change matters to which tests. */
export interface Change {
  /** Whether the file declares more than states and tests. */
  readonly isShared: boolean;
  /** Whether the file is known: it holds tests, or tests came to it. */
  readonly through: ReadonlySet<string> | undefined;
}

/** A test as far as changes go. */
interface Candidate {
  readonly id: string;
  /** Whether the test stands in the file that changed. */
  readonly isInFile: boolean;
}

/**
 * The tests of a project that a change of one of its files touches: those that stand in it and those that came to it when they ran last. A
 * file that declares what all may use touches all, and so does one of which no test is known to have come there.
 */
export function touchedTests(tests: readonly Candidate[], { isShared, through }: Change): readonly string[] {
  const touched = tests.filter(({ id, isInFile }) => isInFile || through?.has(id) === true);
  const all = isShared || through === undefined || touched.length === 0;
  return (all ? tests : touched).map(({ id }) => id);
}
