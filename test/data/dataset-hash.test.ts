import assert from "node:assert/strict";
import { datasetHash, registeredNames } from "../../lib/data";

describe("datasetHash", () => {
  it("tells every registered set from every other", () => {
    const names = registeredNames();
    const hashes = new Set(names.map(datasetHash));
    assert.equal(hashes.size, names.length);
  });

  it("names the nearest set where there is none", () => {
    assert.throws(() => datasetHash("cifar"), /cifar10/);
  });
});
