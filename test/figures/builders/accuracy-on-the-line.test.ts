import assert from "node:assert/strict";
import { accuracyOnTheLine, type Figure } from "../../../lib/figures";
import { probit } from "../../../lib/numerics";
import { baselineModels, pretrainedModels, sampleLine } from "../samples";

interface Trace {
  name?: string;
  mode: string;
  x: number[];
  y: number[];
  showlegend?: boolean;
  hovertext: string[];
  marker: { symbol: string | string[] };
  error_x: { array: number[]; arrayminus: number[] };
  line: { dash: string };
  fill?: string;
}
const traces = (figure: Figure) => figure.data as unknown as Trace[];
const boxText = (figure: Figure) =>
  (figure.layout.annotations as { name?: string; text: string }[]).find(
    ({ name }) => name === "box",
  )?.text;
const xRange = (figure: Figure) =>
  (figure.layout.xaxis as { range: [number, number] }).range;
const yRange = (figure: Figure) =>
  (figure.layout.yaxis as { range: [number, number] }).range;

const line = sampleLine();
const baselines = baselineModels(40);
const pretrained = pretrainedModels();

describe("accuracyOnTheLine", () => {
  const figure = accuracyOnTheLine({
    baselines,
    pretrained,
    line,
    effectiveRobustness: { mean: 0.01, lower: 0.003, upper: 0.017 },
  });

  it("draws models at the probit of their accuracies", () => {
    const scratch = traces(figure).find(({ name }) => name === "From scratch")!;
    assert.deepEqual(
      scratch.x,
      baselines.map((model) => probit(model.reference)),
    );
    assert.deepEqual(
      scratch.y,
      baselines.map((model) => probit(model.shifted)),
    );
  });

  it("draws error bars in both directions, lopsided as the scale makes them", () => {
    const first = traces(figure).find(
      ({ name, mode }) => name === "ImageNet, FT" && mode === "markers",
    )!;
    const { reference, referenceInterval } = pretrained[0]!;
    const above = probit(referenceInterval![1]) - probit(reference);
    const below = probit(reference) - probit(referenceInterval![0]);
    assert.ok(Math.abs(first.error_x.array[0]! - above) < 1e-12);
    assert.ok(Math.abs(first.error_x.arrayminus[0]! - below) < 1e-12);
    assert.ok(above > below);
  });

  it("leaves room for error bars", () => {
    const ends = pretrained.flatMap(({ shiftedInterval }) =>
      shiftedInterval!.map(probit),
    );
    const [low, high] = (figure.layout.yaxis as { range: [number, number] })
      .range;
    assert.ok(low < Math.min(...ends) && high > Math.max(...ends));
  });

  it("draws the line as it predicts: solid over the baselines, dashed beyond", () => {
    const [solid] = traces(figure).filter(({ name }) =>
      /^Fit/.test(name ?? ""),
    );
    solid!.x.forEach((x, i) =>
      assert.ok(
        Math.abs(solid!.y[i]! - (line.slope * x + line.intercept)) < 1e-9,
      ),
    );
    const [low, high] = line.referenceRange.map(probit);
    assert.ok(Math.abs(solid!.x[0]! - low!) < 1e-9);
    assert.ok(Math.abs(solid!.x.at(-1)! - high!) < 1e-9);
    const dashed = traces(figure).filter(
      (trace) => trace.line?.dash === "dash",
    );
    assert.equal(dashed.length, 2);
  });

  it("has a band that holds the line", () => {
    const band = traces(figure).find(({ fill }) => fill)!;
    const n = band.x.length / 2;
    for (let i = 0; i < n; i++) {
      const at = line.slope * band.x[i]! + line.intercept;
      assert.ok(band.y[i]! > at && band.y[2 * n - 1 - i]! < at);
    }
  });

  it("states effective robustness and fit", () => {
    assert.equal(
      boxText(figure),
      `ER = 1.0 ± 0.7 pp<br><i>R</i>² = ${line.rSquared.toFixed(2)}`,
    );
  });

  it("states both ends of a lopsided interval", () => {
    const effectiveRobustness = { mean: 0.01, lower: -0.002, upper: 0.017 };
    const lopsided = accuracyOnTheLine({ baselines, effectiveRobustness });
    assert.equal(boxText(lopsided), "ER = 1.0 [−0.2, 1.7] pp");
  });

  it("names sources and strategies once each", () => {
    const names = traces(figure)
      .filter(({ showlegend }) => showlegend !== false)
      .map(({ name }) => name);
    assert.deepEqual(names, [
      "Fit (95% CI)",
      "From scratch",
      "ImageNet",
      "Own, broad",
      "Own, narrow",
      "FT",
      "LP-FT",
    ]);
  });

  it("joins pre-trained models of one kind where they are moments of one training, and never baselines", () => {
    const modes = (joined: boolean) =>
      traces(accuracyOnTheLine({ baselines, pretrained }, { joined }))
        .filter(({ hovertext, x }) => hovertext && x.length > 0)
        .map(({ mode }) => mode);
    assert.deepEqual(new Set(modes(false)), new Set(["markers"]));
    const [ofBaselines, ...others] = modes(true);
    assert.equal(ofBaselines, "markers");
    assert.ok(others.includes("lines+markers"));
    assert.ok(!traces(figure).some(({ mode }) => mode === "lines+markers"));
  });

  it("tells all about a model on hover", () => {
    const model = { ...pretrained[0]!, name: "net" };
    const [text] = traces(
      accuracyOnTheLine({ baselines: [], pretrained: [model], line }),
    ).find(({ name }) => name === "ImageNet, FT")!.hovertext;
    const { shifted, reference } = model;
    const er = 100 * (shifted - line.predict(reference).mean);
    assert.ok(text!.startsWith("<b>net</b><br>ImageNet, FT<br>reference "));
    assert.ok(text!.endsWith(`ER +${er.toFixed(1)} pp`), text);
  });

  it("lists what is plotted, with full digits", () => {
    const models = figure.rows.filter(
      ({ role }) => role === "baseline" || role === "pretrained",
    );
    assert.equal(models.length, baselines.length + pretrained.length);
    assert.equal(models[0]!.shifted, baselines[0]!.shifted);
    const onLine = figure.rows.filter(({ role }) => role === "line");
    assert.ok(onLine.length > 20);
    onLine.forEach(({ reference, shifted }) =>
      assert.equal(shifted, line.predict(reference as number).mean),
    );
  });

  it("draws one model without a line", () => {
    const one = accuracyOnTheLine({ baselines: [baselines[0]!] });
    assert.equal(boxText(one), undefined);
    assert.equal(traces(one).filter(({ fill }) => fill).length, 0);
    const [low, high] = xRange(one);
    assert.ok(low < high);
  });

  it("draws 2,000 models", () => {
    const many = accuracyOnTheLine({ baselines: baselineModels(2000) });
    const scratch = traces(many).find(({ name }) => name === "From scratch")!;
    assert.equal(scratch.x.length, 2000);
  });

  it("puts accuracies of 0 and 1 on the edge, marked and counted", () => {
    const edges = accuracyOnTheLine({
      baselines: [
        ...baselines,
        { name: "all right", reference: 0.9, shifted: 1 },
        { name: "all wrong", reference: 0.6, shifted: 0 },
        { name: "right at home", reference: 1, shifted: 0.8 },
      ],
      line,
    });
    const scratch = traces(edges).find(({ name }) => name === "From scratch")!;
    const last = scratch.x.length - 1;
    assert.equal(scratch.y[last - 2], yRange(edges)[1]);
    assert.equal(scratch.y[last - 1], yRange(edges)[0]);
    assert.equal(scratch.x[last], xRange(edges)[1]);
    assert.deepEqual(scratch.marker.symbol.slice(-4), [
      "circle",
      "triangle-up-open",
      "triangle-down-open",
      "triangle-right-open",
    ]);
    assert.match(boxText(edges)!, /edge: 3 at 0% or 100%/);
    assert.match(scratch.hovertext[last - 2]!, /shifted 100.0%/);
  });

  it("takes 0 and 1 as they are on a linear scale", () => {
    const linear = accuracyOnTheLine(
      { baselines: [{ name: "a", reference: 0, shifted: 1 }] },
      { scale: "linear" },
    );
    assert.equal(boxText(linear), undefined);
  });

  it("shortens long names in the legend, not on hover, and makes markup plain", () => {
    const source = `<img src=x onerror="alert(1)"> ${"very ".repeat(20)}long`;
    const named = accuracyOnTheLine({
      baselines,
      pretrained: [{ name: source, source, reference: 0.8, shifted: 0.7 }],
    });
    const text = JSON.stringify([named.data, named.layout]);
    assert.ok(!text.includes("<img"));
    const keys = traces(named).filter(({ showlegend }) => showlegend !== false);
    assert.ok(keys.at(-1)!.name!.includes("…"));
    const model = traces(named).find(
      ({ hovertext }) => hovertext?.length === 1,
    )!;
    assert.ok(model.hovertext[0]!.includes("very ".repeat(20).trim()));
  });

  it("refuses what is no accuracy, naming the model", () => {
    const refused = (reference: number, shifted: number) => () =>
      accuracyOnTheLine({ baselines: [{ name: "net", reference, shifted }] });
    assert.throws(
      refused(NaN, 0.5),
      /reference accuracy of the baselines in row 0 \(net\) is NaN/,
    );
    assert.throws(refused(0.5, 71.2), /shifted accuracy.*71.2.*divide by 100/);
    assert.throws(refused(0.5, -0.1), /-0.1/);
    const backwards = {
      ...pretrained[0]!,
      shiftedInterval: [0.9, 0.1] as const,
    };
    assert.throws(
      () => accuracyOnTheLine({ baselines: [], pretrained: [backwards] }),
      /shifted interval of "ImageNet-FT-0" runs from 0.9 to 0.1/,
    );
  });

  it("keeps colours and markers of sources and strategies that are named in advance", () => {
    const drawn = (model: object, more = {}) =>
      traces(
        accuracyOnTheLine(
          { baselines: [], pretrained: [{ ...pretrained[0]!, ...model }] },
          {
            sources: ["A", "B"],
            strategies: ["early", "late"],
            ...more,
          },
        ),
      )
        .filter(({ hovertext }) => hovertext)
        .map(({ marker }) => marker)[0]!;
    const [first, second] = [
      drawn({ source: "A", strategy: "early" }),
      drawn({ source: "B", strategy: "late" }),
    ];
    assert.notDeepEqual(first, second);
    const alone = { sources: undefined, strategies: undefined };
    assert.equal(
      drawn({ source: "B", strategy: "late" }, alone).symbol,
      first.symbol,
    );
  });

  it("refuses to draw nothing", () => {
    assert.throws(() => accuracyOnTheLine({ baselines: [] }), /empty/);
  });
});

describe("a figure of 150,000 models", () => {
  it("does not overflow the stack", () => {
    const baselines = Array.from({ length: 150_000 }, (_, i) => ({
      name: String(i),
      reference: 0.2 + (0.6 * i) / 150_000,
      shifted: 0.1 + (0.6 * i) / 150_000,
    }));
    assert.ok(accuracyOnTheLine({ baselines }).rows.length >= 150_000);
  });

  it("is hollow where the number that counts is a matched difference, the line notwithstanding", () => {
    const matchedDifference = { mean: 0.111, lower: 0.084, upper: 0.138 };
    const nearly = { ...line, rSquared: 0.8987 };
    const drawn = accuracyOnTheLine({
      baselines,
      pretrained,
      line: nearly,
      matchedDifference,
    });
    assert.match(boxText(drawn)!, /^matched: 11\.1 ± 2\.7 pp<br>.* = 0\.899$/);
    assert.match(drawn.description, /matched reference accuracy: 11\.1/);
    const names = new Set(pretrained.map(({ source }) => source));
    const symbols = traces(drawn)
      .filter(
        ({ name, mode, hovertext }) =>
          mode === "markers" &&
          hovertext &&
          [...names].some((each) => name?.startsWith(each!)),
      )
      .flatMap(({ marker }) => marker.symbol);
    assert.ok(
      symbols.length > 0 && symbols.every((each) => /-open$/.test(each)),
    );
    assert.ok(traces(drawn).some(({ name }) => /^Fit/.test(name ?? "")));
  });
});
