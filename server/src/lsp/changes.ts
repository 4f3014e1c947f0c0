import type { CancellationToken } from "vscode-languageserver";
import { createEmitter } from "../base/emitter.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** The moments at which the workspace has come to rest after a change. */
export interface Changes {
  /** Calls the listener each time; `beyondText` tells that something other than a text edit was among the changes. */
  onSettled(listener: (change: { readonly beyondText: boolean }) => void): void;
  /** Resolves at the next such moment, or when the token is cancelled. */
  next(token: CancellationToken): Promise<void>;
}

const quietMilliseconds = 60;
const patienceMilliseconds = 400;

/** Watches a workspace: a burst of changes counts once, when it is over or has lasted long enough. */
export function watchChanges(workspace: Workspace): Changes {
  const settled = createEmitter<{ readonly beyondText: boolean }>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let began = 0;
  let beyondText = false;
  const settle = () => {
    timer = undefined;
    const change = { beyondText };
    beyondText = false;
    settled.fire(change);
  };
  workspace.onDidChange((cause) => {
    beyondText ||= cause !== "text";
    const now = performance.now();
    if (timer === undefined) began = now;
    else clearTimeout(timer);
    timer = setTimeout(settle, Math.max(0, Math.min(quietMilliseconds, began + patienceMilliseconds - now)));
  });
  return {
    onSettled: (listener) => void settled.on(listener),
    next: (token) =>
      new Promise((resolve) => {
        const done = () => {
          stop();
          cancellation.dispose();
          resolve();
        };
        const stop = settled.on(done);
        const cancellation = token.onCancellationRequested(done);
      }),
  };
}
