import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { canonicalJson } from "../../lib/files";
import type { Json } from "../../lib/files/canonical-json";

describe("canonicalJson", () => {
  it("does not depend on the order of fields, at any depth", () => {
    const one = { b: [{ y: 1, x: null }], a: { d: true, c: "c" } };
    const other = { a: { c: "c", d: true }, b: [{ x: null, y: 1 }] };
    assert.equal(canonicalJson(one), canonicalJson(other));
    assert.equal(
      canonicalJson(one),
      '{"a":{"c":"c","d":true},"b":[{"x":null,"y":1}]}',
    );
  });

  it("keeps the order of lists", () => {
    assert.notEqual(canonicalJson([1, 2]), canonicalJson([2, 1]));
  });

  it("writes numbers and texts as RFC 8785 does", () => {
    // From its section 3.2.2: the same numbers, in the form required.
    assert.equal(
      canonicalJson([333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0]),
      "[333333333.3333333,1e+30,4.5,0.002,1e-27,0]",
    );
    assert.equal(
      canonicalJson("€$\u000f\nA'B\"\\/"),
      '"€$\\u000f\\nA\'B\\"\\\\/"',
    );
    // From its section 3.2.3: sorted by UTF-16 code units.
    const names = [
      "\u20ac",
      "\r",
      "\ufb33",
      "1",
      "\ud83d\ude00",
      "\u0080",
      "\u00f6",
    ];
    assert.deepEqual(
      Object.keys(
        JSON.parse(
          canonicalJson(Object.fromEntries(names.map((name) => [name, 0]))),
        ) as object,
      ).sort(),
      [...names].sort(),
    );
    assert.match(
      canonicalJson({ "\ufb33": 1, "\ud83d\ude00": 2 }),
      /^\{"\ud83d\ude00":2,"\ufb33":1\}$/,
    );
  });

  it("leaves out what is undefined, and takes objects of a notebook's realm", () => {
    const value = { a: 1, b: undefined } as unknown as Json;
    assert.equal(canonicalJson(value), '{"a":1}');
    const foreign = runInNewContext("({ b: [1], a: {} })") as Json;
    assert.equal(canonicalJson(foreign), '{"a":{},"b":[1]}');
  });

  const refusals: [string, unknown, RegExp][] = [
    ["NaN", { a: [1, NaN] }, /a\[1\] is NaN, which is no plain data/],
    ["infinity", { a: { b: -Infinity } }, /a\.b is -Infinity/],
    ["a function", { a: () => 1 }, /a is a function/],
    ["undefined in a list", [undefined], /\[0\] is undefined/],
    ["a typed array", { a: new Float32Array(2) }, /a is a Float32Array/],
    ["a date", new Date(0), /The value is a Date/],
    ["a big integer", { a: 1n }, /a is a bigint/],
  ];
  for (const [name, value, message] of refusals) {
    it(`refuses ${name}, naming its place`, () => {
      assert.throws(() => canonicalJson(value as Json), message);
    });
  }
});
