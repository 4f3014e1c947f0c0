/**
 * A debug adapter that does nothing, with the library that adapters are made with: it stops at once, and counts a line up or
 * down for each step. No adapter of this kind can be faster.
 */
import { createRequire } from "node:module";

const { DebugSession, InitializedEvent, Scope, Source, StackFrame, StoppedEvent, Thread } = createRequire(
  import.meta.url,
)("@vscode/debugadapter");

class MockSession extends DebugSession {
  #line = 1;

  initializeRequest(response) {
    response.body = { supportsStepBack: true, supportsConfigurationDoneRequest: true };
    this.sendResponse(response);
    this.sendEvent(new InitializedEvent());
  }

  launchRequest(response) {
    this.sendResponse(response);
  }

  setBreakPointsRequest(response, { breakpoints }) {
    response.body = { breakpoints: breakpoints.map(({ line }) => ({ verified: true, line })) };
    this.sendResponse(response);
  }

  configurationDoneRequest(response) {
    this.#stop(response, 0, "entry");
  }

  nextRequest(response) {
    this.#stop(response, 1, "step");
  }

  continueRequest(response) {
    this.#stop(response, 1_000, "breakpoint");
  }

  stepBackRequest(response) {
    this.#stop(response, -1, "step");
  }

  threadsRequest(response) {
    response.body = { threads: [new Thread(1, "mock")] };
    this.sendResponse(response);
  }

  stackTraceRequest(response) {
    response.body = {
      stackFrames: [new StackFrame(1, "step", new Source("main", "/main"), this.#line)],
      totalFrames: 1,
    };
    this.sendResponse(response);
  }

  scopesRequest(response) {
    response.body = { scopes: [new Scope("session", 1, false)] };
    this.sendResponse(response);
  }

  variablesRequest(response) {
    response.body = { variables: [{ name: "line", value: String(this.#line), variablesReference: 0 }] };
    this.sendResponse(response);
  }

  disconnectRequest(response) {
    this.sendResponse(response);
    setTimeout(() => process.exit(0), 1);
  }

  #stop(response, lines, reason) {
    this.#line += lines;
    this.sendResponse(response);
    this.sendEvent(new StoppedEvent(reason, 1));
  }
}

DebugSession.run(MockSession);
