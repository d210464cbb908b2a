export { askShift, type AskedShift } from "./ask-shift/ask-shift";
export type { RatedImage, ShiftReport } from "./ask-shift/report";
export {
  adviceRows,
  recommendationText,
  reportRows,
} from "./ask-shift/report-texts";
export {
  validateAdvice,
  validationText,
  type ValidatedAdvice,
} from "./ask-shift/validate";
import "./all";

export {
  accuraciesAlong,
  measuredPairs,
  measuredAccuracies,
  type MeasuredAccuracies,
  type MeasuredOptions,
} from "./shared/accuracy-points";
export {
  imagenetModels,
  imagenetShift,
  imagenetShifts,
  pairsUnder,
  type ImagenetModels,
  type ImagenetShift,
} from "./effective-robustness/imagenet-shifts";
export {
  imagenetRobustness,
  lineFault,
  type ImagenetRobustness,
  type ImagenetRobustnessOptions,
} from "./effective-robustness/analyse";
export {
  imagenetPanel,
  type ImagenetPanel,
} from "./effective-robustness/imagenet-panel";
export {
  corpusText,
  robustnessByCorpus,
  type CorpusRobustness,
} from "./effective-robustness/by-corpus";
export {
  baselineEnds,
  choicesText,
  measuringChoices,
  type MeasuringChoice,
} from "./effective-robustness/sensitivity";
export {
  publishedNote,
  publishedRows,
  publishedText,
} from "./effective-robustness/published-text";
export {
  supportSplittingResults,
  type DigitModel,
  type DomainScores,
  type SupportSplittingResults,
} from "./support-splitting/results";
export {
  digitParts,
  digitRows,
  type DigitPart,
} from "./support-splitting/analyse";
export {
  naturalShiftResults,
  type AnsweringModel,
  type ClassifierTrial,
  type NaturalShiftResults,
  type ScoredDomain,
} from "./natural-shifts/results";
export {
  naturalShiftSets,
  spokenName,
  type ClassifierMethod,
} from "./natural-shifts/plan";
export { metImages, type MetImages } from "./natural-shifts/met-images";
export {
  knownParts,
  partsOf,
  splitShift,
  type PartRobustness,
  type SplitDomain,
  type SplitOptions,
} from "./natural-shifts/parts";
export {
  exampleColumns,
  perExample,
  type ExampleAnswer,
} from "./natural-shifts/per-example";
export {
  scoreMixtures,
  type MixtureOptions,
  type MixtureScore,
} from "./natural-shifts/score-mixtures";
export { shiftShares, type ShiftShare } from "./natural-shifts/shares";
export {
  leaveOneShiftOut,
  predictRobustness,
  type LeftOutShift,
  type ShiftPrediction,
  type Predictor,
} from "./natural-shifts/predict";
export {
  laboratoryShares,
  predictedRobustness,
} from "./natural-shifts/predicted-robustness";
export {
  partDifferences,
  type PartDifference,
} from "./natural-shifts/part-differences";
export {
  contraryText,
  differenceText,
  naturalAnswer,
  otherWayText,
  predictionText,
} from "./natural-shifts/answer";
export {
  partPanel,
  partRows,
  partTable,
  partTitle,
  predictionRows,
  type PartPanel,
  type PartRow,
} from "./natural-shifts/part-views";
export {
  calibrationBars,
  epsilonPoints,
  scoreBars,
  scoreRows,
  type ScoreBar,
} from "./natural-shifts/score-views";
export {
  agreementRows,
  answeredMixtures,
  chosenRows,
  liveSplits,
  studyCostText,
} from "./natural-shifts/tables";
export {
  classifierRows,
  methodNames,
  ratioPoints,
  ratioSeries,
  splitSamples,
  type RatioPoint,
  type SplitSamples,
} from "./natural-shifts/split-views";
export {
  measureShare,
  type MeasuredShare,
  type ShareOptions,
} from "./natural-shifts/measure-share";
export {
  photographShifts,
  type CatalogueEntry,
} from "./constructing-shifts/catalogue";
export {
  measureCatalogue,
  measureTints,
  supportText,
  type SupportRow,
  type TintSupport,
} from "./constructing-shifts/measure";
export { galleryRows, type GalleryRow } from "./constructing-shifts/gallery";
export {
  tryOnPhotographs,
  type PhotographLook,
  type PhotographOptions,
} from "./constructing-shifts/try-on-photographs";
export {
  accuracyByImages,
  featuresLeft,
  fineTuningText,
  rateTrials,
  ratesText,
  type ArmAccuracy,
  type FeatureAccuracy,
  type RateTrial,
} from "./fine-tuning/analyse";
export {
  consequenceRows,
  decompositionRows,
  farText,
  planeAccuracies,
  planeText,
  type PlaneAccuracies,
} from "./logistic-regression/analyse";
export {
  largeSteps,
  leavingTheSpan,
  otherUpdates,
  separableData,
  type BrokenCondition,
  type StepPoint,
} from "./logistic-regression/conditions";
export {
  descentCurves,
  lemmaChecks,
  lemmasText,
  type LemmaCheck,
} from "./logistic-regression/lemmas";
export {
  planeExperiment,
  starts,
  type PlaneExperiment,
  type PlaneOptions,
  type PlaneRun,
  type PlaneSet,
} from "./logistic-regression/plane";
export {
  planeScene,
  planeSteps,
  type PlaneScene,
} from "./logistic-regression/plane-scene";
export {
  tiltedCurves,
  tiltedText,
  tiltedWorlds,
  type TiltedAccuracy,
  type TiltedWorldsOptions,
} from "./logistic-regression/tilted-worlds";
export {
  recomputed,
  recomputedText,
  type RecomputedOptions,
  type RecomputedRow,
} from "./shared/recomputed";
export {
  ALL,
  baselineOf,
  pairsOf,
  pretrainedOf,
  robustnessByBias,
  robustnessByKind,
  shiftRobustness,
  studiedSize,
  type BiasRobustness,
  type KindRobustness,
  type StudiedRobustness,
} from "./synthetic-shifts/analyse";
export { answerText, ruleText, shiftText } from "./synthetic-shifts/answer";
export { biasText, pathText } from "./synthetic-shifts/findings";
export {
  robustnessByHyperparameter,
  studiedValues,
  type HyperparameterRobustness,
} from "./synthetic-shifts/hyperparameters";
export {
  otherBaselines,
  otherBaselinesText,
  type ArchitectureRobustness,
} from "./synthetic-shifts/other-baselines";
export { livePoints, liveRuns, type LivePoint } from "./synthetic-shifts/live";
export {
  pathStages,
  robustnessAlongPath,
  type StageRobustness,
} from "./synthetic-shifts/path";
export {
  closingRows,
  costText,
  methodRows,
  rateRows,
} from "./synthetic-shifts/tables";
export {
  openText,
  syntheticShiftsResults,
} from "./synthetic-shifts/shown-results";
export { shiftSamples, type SampleRow } from "./synthetic-shifts/samples";
export { linePanel, type LinePanel } from "./synthetic-shifts/line-panel";
export {
  shiftAccuracies,
  studiedKind,
  type ShiftAccuracy,
  type StudiedKind,
} from "./synthetic-shifts/results";
export {
  armName,
  armRobustness,
  partLine,
  type ArmRobustness,
} from "./complementary-interventions/analyse";
export {
  correctedOn,
  correctionsOf,
  interferenceOf,
  overlapOf,
  type Corrections,
  type Interference,
} from "./complementary-interventions/corrections";
export {
  interventionAccuracies,
  type InterventionAccuracy,
  type TestedPart,
} from "./complementary-interventions/results";
export { complementSamples } from "./complementary-interventions/samples";
export { complementaryResults } from "./complementary-interventions/shown-results";
export {
  complementClaims,
  complementRows,
  complementText,
  interferenceText,
} from "./complementary-interventions/text";
export {
  bySize,
  byStrength,
  curationCosts,
  mainRows,
  worstDifference,
  type CurationCost,
  type WorstDifference,
} from "./curating/analyse";
export {
  curatedNetworks,
  curationAccuracies,
  type CuratedNetwork,
  type CurationAccuracy,
} from "./curating/results";
export { curatingSamples } from "./curating/samples";
export { curatingResults } from "./curating/shown-results";
export { curatingRows, curationRow, groupRows } from "./curating/tables";
export {
  costOfCuration,
  curatingClaims,
  curatingText,
  diversityText,
} from "./curating/text";
export {
  evolutionOf,
  type Evolution,
  type Fate,
  type VanishesAtConvergence,
} from "./evolution/analyse";
export { followedAccuracies, type FollowedAccuracy } from "./evolution/results";
export {
  evolutionPoints,
  evolutionRows,
  type EvolutionPoint,
} from "./evolution/tables";
export {
  dominanceAlong,
  dominanceOverTestbed,
  type FollowedDominance,
} from "./evolution/testbed-dominance";
export {
  testbedPanel,
  testbedText,
  type TestbedPanel,
} from "./evolution/testbed";
export { evolutionText, fateText } from "./evolution/text";
export {
  trajectories,
  type FollowedMoment,
  type Trajectory,
} from "./evolution/trajectories";
