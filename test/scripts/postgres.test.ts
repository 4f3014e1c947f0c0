import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { hasPostgres } from "../../scripts/postgres/install.mjs";
import { startPostgres } from "../../scripts/postgres/server.mjs";

describe.runIf(hasPostgres)("a PostgreSQL for tests", () => {
  test("takes connections, comes back on its port after it was killed, and is gone at the end", async () => {
    const server = await startPostgres();
    const port = Number(new URL(server.url).port);
    expect(await isOpen(port)).toBe(true);
    await server.kill();
    expect(await isOpen(port)).toBe(false);
    await server.start();
    expect(await isOpen(port)).toBe(true);
    await server.stop();
    expect(await isOpen(port)).toBe(false);
  }, 180_000);
});

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
