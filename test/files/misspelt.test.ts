import assert from "node:assert/strict";
import { refuseMisspelt } from "../../lib/files/misspelt";

describe("refuseMisspelt", () => {
  const known = ["pretrained", "lower", "series", "x"];
  const refused = (value: object, message: RegExp) =>
    assert.throws(() => refuseMisspelt("The data", value, known), message);

  it("names what is nearly read: a letter less, more or another, two exchanged, other case", () => {
    const message = (name: string, meant: string) =>
      new RegExp(`The data has "${name}", which is not read: .*"${meant}"`);
    refused({ pretraned: 1 }, message("pretraned", "pretrained"));
    refused({ lowerr: 1 }, message("lowerr", "lower"));
    refused({ seties: 1 }, message("seties", "series"));
    refused({ sereis: 1 }, message("sereis", "series"));
    refused({ Lower: 1 }, message("Lower", "lower"));
  });

  it("lets stand what is something else, or beside the one that is read", () => {
    refuseMisspelt("It", { model: 1, y: 2, lower: 0, lowers: 3 }, known);
  });
});
