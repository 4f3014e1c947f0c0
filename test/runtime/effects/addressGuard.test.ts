import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isLoopbackHost, refusalOf } from "../../../server/src/runtime/effects/addressGuard.ts";

describe("refused, in every form", () => {
  test.each([
    "169.254.169.254",
    "169.254.0.1",
    "169.254.170.2",
    "0.0.0.0",
    "0.1.2.3",
    "255.255.255.255",
    "224.0.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "::",
    "[::]",
    "fe80::1",
    "fe80::1%eth0",
    "febf::1",
    "ff02::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "[::ffff:a9fe:a9fe]",
    "::ffff:0:169.254.169.254",
    "::169.254.169.254",
    "::ffff:0.0.0.0",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1:a9fe:a9:fe00::",
    "2002:a9fe:a9fe::1",
    "2001:0:a9fe:a9fe::1",
    "2001::5601:5601",
    "2001:db8::5efe:a9fe:a9fe",
    "",
    "metadata",
    "169.254.169",
  ])("%s", (address) => {
    expect(refusalOf(address)).toBeDefined();
  });
});

describe("allowed", () => {
  test.each([
    "127.0.0.1",
    "::1",
    "::ffff:127.0.0.1",
    "10.0.0.1",
    "192.168.1.2",
    "172.16.0.1",
    "fd12::1",
    "93.184.216.34",
    "2606:4700::1111",
    "64:ff9b::5db8:d822",
  ])("%s", (address) => {
    expect(refusalOf(address)).toBeUndefined();
  });
});

test("the numbers that a URL understands are addresses when they get here", () => {
  const hosts = ["0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "169.254.43518", "169.254.169.254."];
  for (const host of hosts) expect(refusalOf(new URL(`http://${host}/`).hostname), host).toBeDefined();
});

test("every address of the link-local range is refused, wherever IPv6 carries it", () => {
  fc.assert(
    fc.property(fc.nat(255), fc.nat(255), (c, d) => {
      const hex = `a9fe:${((c << 8) | d).toString(16)}`;
      for (const prefix of ["::ffff:", "::ffff:0:", "64:ff9b::", "::"]) expect(refusalOf(prefix + hex)).toBeDefined();
      expect(refusalOf(`2002:${hex}::7`)).toBeDefined();
    }),
  );
});

test("this machine", () => {
  for (const host of ["localhost", "LOCALHOST.", "app.localhost", "127.0.0.1", "127.9.9.9", "[::1]", "[::ffff:7f00:1]"])
    expect(isLoopbackHost(host), host).toBe(true);
  for (const host of ["localhost.example", "notlocalhost", "10.0.0.1", "0.0.0.0", "128.0.0.1"])
    expect(isLoopbackHost(host), host).toBe(false);
});
