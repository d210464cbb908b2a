import assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { choosePort, readLabOptions } from "../../setup/lab.mjs";

describe("the lab's port", () => {
  it("is refused where it is in use, with a remedy", async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    try {
      await assert.rejects(choosePort(String(port)), (error: Error) => {
        assert.match(error.message, new RegExp(`port ${port} is in use`));
        assert.match((error as { remedy?: string }).remedy!, /--port/);
        return true;
      });
    } finally {
      await new Promise((done) => server.close(done));
    }
    assert.equal(await choosePort(String(port)), port);
  });

  it("is a free one where none is asked for", async () => {
    assert.ok((await choosePort(undefined)) >= 8888);
  });

  for (const port of ["0", "65536", "http", "88.5"]) {
    it(`is refused as "${port}"`, async () => {
      await assert.rejects(choosePort(port), /expected a number from 1 to/);
    });
  }
});

describe("the lab's options", () => {
  it("are ours before a second --, and Jupyter's after it", () => {
    const { port, jupyter } = readLabOptions([
      "--port",
      "9999",
      "--",
      "--ServerApp.ip=0.0.0.0",
    ]);
    assert.equal(port, "9999");
    assert.deepEqual(jupyter, ["--ServerApp.ip=0.0.0.0"]);
  });

  it("say how to pass on what is not ours", () => {
    assert.throws(
      () => readLabOptions(["--collaborative"]),
      (error: Error & { remedy?: string }) => {
        assert.match(error.message, /--collaborative/);
        assert.match(error.remedy!, /npm run lab -- -- --collaborative/);
        return true;
      },
    );
  });
});
