import type { CancellationToken } from "vscode-languageserver";

/** Resolves when the work has ended or the token is cancelled, whichever comes first. The work must not reject. */
export function endedOrCancelled(work: Promise<void>, token: CancellationToken): Promise<void> {
  if (token.isCancellationRequested) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      cancellation.dispose();
      resolve();
    };
    const cancellation = token.onCancellationRequested(done);
    void work.then(done);
  });
}
