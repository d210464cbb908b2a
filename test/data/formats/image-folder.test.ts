import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { imagesFromFolder } from "../../../lib/data";
import { expected, fixtures, withCopy } from "./own-images";

const pictures = join(fixtures, "pictures");
const FILES = [
  "cat/a.jpg",
  "cat/b.png",
  "dog/c.jpg",
  "dog/d.jpeg",
  "dog/e.png",
  "dog/f.png",
  "dog/g.jpg",
];
const pixelsOf = (file: string) => expected[`pictures/${file}`].pixels;

describe("images from a folder", () => {
  it("give Pillow's pixels: PNG and JPEG, colour, grey and palette, progressive, EXIF left aside", () => {
    const set = imagesFromFolder(pictures);
    assert.deepEqual(set.shape, [7, 6, 9, 3]);
    assert.deepEqual(
      set.files,
      FILES.map((file) => join(file)),
    );
    assert.deepEqual(set.classNames, ["cat", "dog"]);
    assert.deepEqual([...set.labels], [0, 0, 1, 1, 1, 1, 1]);
    FILES.forEach((file, i) => {
      const image = set.images.subarray(i * 162, (i + 1) * 162);
      assert.deepEqual([...image], pixelsOf(file), file);
    });
  });

  it("come in grey as Pillow makes them", () => {
    const set = imagesFromFolder(pictures, { channels: 1 });
    assert.deepEqual(set.shape, [7, 6, 9, 1]);
    for (const [name, pixels] of Object.entries(expected.grey)) {
      const i = FILES.indexOf(name.replace("pictures/", ""));
      const image = set.images.subarray(i * 54, (i + 1) * 54);
      assert.deepEqual([...image], pixels, name);
    }
  });

  it("have one channel where all are grey, unless asked otherwise; 16 bits are rounded", () => {
    const folder = join(fixtures, "grey");
    const { pixels } = expected["grey/deep/16-bit.png"];
    const set = imagesFromFolder(folder);
    assert.deepEqual(set.shape, [1, 3, 4, 1]);
    assert.deepEqual([...set.images], pixels);
    const colour = imagesFromFolder(folder, { channels: 3 });
    assert.deepEqual(
      [...colour.images],
      pixels.flatMap((value) => [value, value, value]),
    );
  });

  it("lay transparent pixels over white, or a colour asked for", () => {
    const folder = join(fixtures, "clear");
    const white = imagesFromFolder(folder).images;
    assert.deepEqual([...white], expected["alpha over white"]);
    const green = imagesFromFolder(folder, { background: [10, 200, 30] });
    assert.deepEqual([...green.images], expected["alpha over green"]);
  });

  it("take labels from the order of the names given, and may lack some", () => {
    const classNames = ["bird", "dog", "cat"];
    const set = imagesFromFolder(pictures, { classNames });
    assert.deepEqual([...set.labels], [1, 1, 1, 1, 1, 2, 2]);
    assert.deepEqual(set.classNames, classNames);
    assert.equal(set.files[0], join("dog/c.jpg"));
  });

  it("pass over what systems leave behind, and know a picture by what is in it", () => {
    withCopy("pictures", (folder) => {
      writeFileSync(join(folder, ".DS_Store"), "x");
      writeFileSync(join(folder, "LICENSE"), "x");
      mkdirSync(join(folder, ".ipynb_checkpoints"));
      writeFileSync(join(folder, "cat/Thumbs.db"), "x");
      writeFileSync(join(folder, "cat/.DS_Store"), "x");
      writeFileSync(
        join(folder, "cat/z.jpg"),
        readFileSync(join(folder, "cat/b.png")),
      );
      const set = imagesFromFolder(folder);
      assert.equal(set.shape[0], 8);
      assert.deepEqual(
        [...set.images.subarray(2 * 162, 3 * 162)],
        pixelsOf("cat/b.png"),
      );
    });
  });

  it("are brought to one size", () => {
    withCopy("pictures", (folder) => {
      mkdirSync(join(folder, "fox"));
      writeFileSync(join(folder, "fox/large.png"), plain(40, 20));
      const square = imagesFromFolder(folder, { size: 4 });
      assert.deepEqual(square.shape, [8, 4, 4, 3]);
      assert.ok(square.images.subarray(7 * 48).every((value) => value === 77));
      const size = [5, 3] as const;
      const set = imagesFromFolder(folder, { size, fit: "stretch" });
      assert.deepEqual(set.shape, [8, 5, 3, 3]);
    });
  });

  const refusals: [string, (folder: string) => void, RegExp][] = [
    [
      "a file that is no picture",
      (folder) => writeFileSync(join(folder, "cat/notes.txt"), "meow"),
      /cat.notes\.txt: no picture, expected a PNG or JPEG\. Convert it, or move it out/,
    ],
    [
      "an empty file",
      (folder) => writeFileSync(join(folder, "cat/empty.png"), ""),
      /cat.empty\.png: no picture/,
    ],
    [
      "a picture of another format",
      (folder) =>
        writeFileSync(
          join(folder, "cat/z.png"),
          Buffer.from(
            "R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==",
            "base64",
          ),
        ),
      /cat.z\.png: a GIF file, expected a PNG or JPEG/,
    ],
    [
      "a PNG cut short",
      (folder) => cut(join(folder, "cat/b.png"), 100),
      /cat.b\.png: a damaged PNG file \(.*\)\. Save or fetch it again/,
    ],
    [
      "a PNG with a wrong byte",
      (folder) => flip(join(folder, "cat/b.png"), 60),
      /cat.b\.png: a damaged PNG file/,
    ],
    [
      "a JPEG cut short",
      (folder) => cut(join(folder, "cat/a.jpg"), 640),
      /cat.a\.jpg: a JPEG file that is damaged, cut short or in inks/,
    ],
    [
      "a JPEG cut short in its head",
      (folder) => cut(join(folder, "cat/a.jpg"), 60),
      /cat.a\.jpg: a picture cut short or damaged in its header/,
    ],
    [
      "pictures of several sizes",
      (folder) => writeFileSync(join(folder, "cat/z.png"), plain(4, 2)),
      /cat.z\.png: 2 × 4 pixels \(height × width\), but .*cat.a\.jpg has 6 × 9\. .* size: 32/,
    ],
    [
      "a class without images",
      (folder) => {
        mkdirSync(join(folder, "fox"));
        writeFileSync(join(folder, "fox/.DS_Store"), "x");
      },
      /fox: a class without images\. Put some in, or remove the folder/,
    ],
    [
      "a folder within a class",
      (folder) => mkdirSync(join(folder, "cat/more")),
      /cat.more: a folder within the folder of a class/,
    ],
    [
      "pictures beside the folders",
      (folder) => writeFileSync(join(folder, "z.png"), plain(4, 2)),
      /"z\.png" lies beside the folders; .* such as .*cat.z\.png/,
    ],
    [
      "a folder without folders",
      (folder) =>
        ["cat", "dog"].forEach((name) =>
          rmSync(join(folder, name), { recursive: true }),
        ),
      /holds no folders; each picture belongs into the folder of its class/,
    ],
    [
      "more classes than a byte tells apart",
      (folder) => {
        for (let i = 0; i < 255; i++) mkdirSync(join(folder, `${i}`));
      },
      /257 classes; a label is one byte, so there may be 256/,
    ],
  ];
  for (const [what, change, message] of refusals) {
    it(`refuse ${what}`, () => {
      withCopy("pictures", (folder) => {
        change(folder);
        assert.throws(() => imagesFromFolder(folder), message);
      });
    });
  }

  it("are right after a JPEG that was refused", () => {
    withCopy("pictures", (folder) => {
      for (let at = 20; at < 600; at += 40) {
        flip(join(folder, "cat/a.jpg"), at);
        try {
          imagesFromFolder(folder, { size: 4 });
        } catch {
          // Some flips are to be seen only in the picture.
        }
      }
    });
    const set = imagesFromFolder(pictures);
    assert.deepEqual([...set.images.subarray(0, 162)], pixelsOf("cat/a.jpg"));
  });

  it("refuse a JPEG in inks", () => {
    assert.throws(
      () => imagesFromFolder(join(fixtures, "inks")),
      /cmyk\.jpg: .* inks instead of colours \(CMYK\)\. Save it again as an RGB JPEG or PNG/,
    );
  });

  it("refuse a picture too large before decoding it", () => {
    withCopy("pictures", (folder) => {
      // Its head says 60,000 × 50,000; there are no pixels behind.
      const file = readFileSync(join(folder, "cat/b.png")).subarray(0, 33);
      file.writeUInt32BE(60_000, 16);
      file.writeUInt32BE(50_000, 20);
      writeFileSync(join(folder, "cat/b.png"), file);
      assert.throws(
        () => imagesFromFolder(folder),
        /b\.png: 60000 × 50000 pixels, more than the 33554432 .* raise mostPixels/,
      );
    });
    assert.throws(
      () => imagesFromFolder(pictures, { mostPixels: 53 }),
      /a\.jpg: 9 × 6 pixels, more than the 53/,
    );
  });

  it("refuse a set that memory cannot hold", () => {
    assert.throws(
      () => imagesFromFolder(pictures, { size: 16_000 }),
      /shape \[7, 16000, 16000, 3\] makes 5376000000 bytes .* smaller ones \(size\)/,
    );
  });

  it("refuse names, folders and options that are wrong", () => {
    assert.throws(
      () => imagesFromFolder(pictures, { classNames: ["cat", "dogs"] }),
      /dog: classNames has no "dog"\. Did you mean "dogs"\?/,
    );
    assert.throws(
      () => imagesFromFolder("no/such/folder"),
      /no.such.folder: no folder that can be read \(looked for .+no.such.folder\)/,
    );
    assert.throws(
      () => imagesFromFolder(pictures, { channels: 2 as 1 }),
      /channels is 2, expected 1 \(grey\) or 3 \(RGB\)/,
    );
    assert.throws(
      () => imagesFromFolder(pictures, { size: 0.5 }),
      /size is 0\.5, expected a whole number of pixels/,
    );
  });
});

function plain(width: number, height: number): Buffer {
  const png = new PNG({ width, height });
  png.data.fill(77);
  for (let k = 3; k < png.data.length; k += 4) png.data[k] = 255;
  return PNG.sync.write(png);
}

const cut = (path: string, length: number) =>
  writeFileSync(path, readFileSync(path).subarray(0, length));

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] ^= 0xff;
  writeFileSync(path, bytes);
}
