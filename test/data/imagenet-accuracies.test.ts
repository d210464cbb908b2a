import assert from "node:assert/strict";
import { loadImagenetAccuracies, type ImagenetModel } from "../../lib/data";
import { accuracyPairs, groupRobustness } from "../../lib/robustness";

const models = loadImagenetAccuracies();
const rows = models.objects() as ImagenetModel[];

describe("loadImagenetAccuracies", () => {
  it("has the paper's 78 and 55 models and 97 more, each by a name of its own", () => {
    assert.equal(new Set(rows.map((row) => row.model)).size, 230);
    const count = (test: (row: ImagenetModel) => boolean) =>
      rows.filter(test).length;
    assert.equal(
      count((r) => r.in_paper && r.training === "scratch"),
      78,
    );
    assert.equal(
      count((r) => r.in_paper && r.training === "pretrained"),
      55,
    );
    assert.equal(
      count((r) => !r.in_paper),
      97,
    );
  });

  it("knows the corpus and its size of every pre-trained model, and of no other", () => {
    for (const { model, training, ...row } of rows) {
      const pretrained = training === "pretrained";
      assert.equal(row.pretraining_corpus !== "none", pretrained, model);
      assert.equal((row.images_millions ?? 0) > 0, pretrained, model);
    }
  });

  it("keeps the published order and reads families off the names", () => {
    assert.equal(rows[0].model, "cait_m36_384.fb_dist_in1k");
    const family = (name: string) =>
      rows.find((row) => row.model.startsWith(name))?.family;
    assert.deepEqual(
      ["wide_resnet101_2", "deit3_base", "tf_efficientnet_b0", "eva02"].map(
        family,
      ),
      ["resnet", "deit3", "efficientnet", "eva"],
    );
  });

  for (const [reference, shifted] of [
    ["imagenet", "imagenet_v2"],
    ["imagenet", "imagenet_sketch"],
    ["imagenet_200r", "imagenet_r"],
    ["imagenet_200a", "imagenet_a"],
    ["imagenet", "imagenet_real"],
  ])
    it(`holds fractions for ${shifted}`, () =>
      assert.equal(
        accuracyPairs(models, { reference, shifted }).reference.length,
        230,
      ));

  it("reproduces Figure 1: no pre-trained model gains more than 1.80 points on ImageNet-V2, many do on Sketch", () => {
    const paper = models.filter((row: ImagenetModel) => row.in_paper);
    const measure = (shifted: string) => {
      const columns = { reference: "imagenet", shifted };
      return groupRobustness(
        accuracyPairs(
          paper.filter((row: ImagenetModel) => row.training === "scratch"),
          columns,
        ),
        accuracyPairs(
          paper.filter((row: ImagenetModel) => row.training === "pretrained"),
          columns,
        ),
      );
    };
    assert.ok(measure("imagenet_v2").maximum <= 0.018);
    assert.ok(
      measure("imagenet_sketch").effectiveRobustness.filter((er) => er > 0.1)
        .length > 30,
    );
  });
});
