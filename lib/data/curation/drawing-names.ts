/** Which class of CIFAR-10 a drawing of that name shows, and which drawing it is. */
export interface NamedDrawing {
  /** Class, as in CIFAR-10. */
  className: string;
  /** The name without what says its style: two weights of one drawing have the same. */
  drawing: string;
}

const ABOUT_AIRPLANES = `
  airplane aeroplane plane flight aircraft jet biplane airplane-landing airplane-takeoff airplane-take-off plane-landing
  plane-takeoff plane-take-off plane-land plane-arrival plane-departure flight-land flight-landing flight-takeoff
  aeroplane-landing aeroplane-takeoff aircraft-landing aircraft-take-off airplane-arrival airplane-departure
  airplane-in-flight airplane-taxiing airplane-tilt plane-tilt plane-alt airplane-alt airplane-helix airplane-helix-45deg
  airplane-engines fighter-jet jet-fighter jet-fighter-up jet-plane-right jet-plane-front fighter-jet-plane
  f22-raptor-fighter-jet small-airplane up-pointing-airplane northeast-pointing-airplane up-pointing-military-airplane
  up-pointing-small-airplane propeller-plane commercial-airplane small-plane plane-private plane-sea plane-side plane-up
  plane-inflight plane-fly airplane-flight airplane-mode airplane-rotation transportation-plane travel-plane airport-plane
  airport-plane-transit plane-ascending plane-cruising plane-descending plane-right plane-top-right plane-taxiing
  pixel-plane plane-contrails airplane-enabled flight-inflight flight-international
  travel-transportation-airplane-travel-plane-adventure-airplane`;

const ABOUT_AUTOMOBILES = `
  car automobile sedan suv taxi cab car-side car-sideview car-profile car-simple car-front car-rear car-back car-hatchback
  car-estate car-convertible car-convertable car-limousine car-sports car-saloon car-suv car-sports-utility-vehicle
  car-sport car-police car-electric electric-car hybrid-car police-car car-light car-alt car-smart car-taxi car-taxi-front
  taxi-front racing-car race-car oncoming-automobile oncoming-police-car oncoming-taxi f1-car city-car car-retro
  directions-car local-taxi transportation-car travel-car vehicle-car vehicle-cab vehicle-car-profile
  vehicle-car-profile-ltr vehicle-car-profile-rtl car-tilt pixel-car pixel-taxi toy-car cars car-auto car-off-road car-4wd
  travel-taxi-cab travel-transportation-car-transportation-travel-taxi-transport-cab ecology-clean-car-cable-charge
  autonomous-car sedan-with-raised-hood airport-taxi car-autonomous`;

const ABOUT_BIRDS = `
  bird birds chick duck owl eagle penguin swan dove parrot turkey flamingo chicken rooster goose peacock dodo crow pigeon
  baby-chick front-facing-baby-chick hatching-chick kiwi-bird black-bird sparrow java-sparrow-silver java-sparrow-white
  seagull gull hummingbird toucan heron ostrich shoebill-stork barn-owl eagle-head eagle-emblem parrot-head bird-flying
  canadian-goose swan-breeze eating-pelican bird-alt nature-bird pet-animals-bird animal-chicken chicken-zodiac kiwi falcon
  peace-dove freedom-dove crow-dive bird-limb raven hen emoji-bird animal-bird duck-in-water waves-birds dove-and-laurel
  egyptian-bird typha-and-duck-in-water desert-eagle falcon-moon nest-birds penguin-1`;

const ABOUT_CATS = `
  cat cat-face kitten kitty feline black-cat cat-body cat-big cat-sitting hollow-cat nature-cat pet-animals-cat animal-cat
  halloween-cat emoji-cat emoticon-cat lucky-cat business-lucky-cat business-metaphor-lucky-cat grinning-cat pouting-cat
  crying-cat kissing-cat weary-cat smiling-cat-with-heart-eyes cat-with-wry-smile cat-with-tears-of-joy
  grinning-cat-with-smiling-eyes grinning-cat-face pouting-cat-face crying-cat-face kissing-cat-face weary-cat-face
  cat-face-with-wry-smile smiling-cat-face-with-open-mouth schrodingers-cat-alive work-from-home-user-pet-cat
  saber-toothed-cat-head nature-ecology-cat-head-cat-pet-animals-felyne cat-face-with-tears-of-joy
  smiling-cat-face-with-heart-eyes kissing-cat-face-with-closed-eyes`;

const ABOUT_DEER = `
  deer reindeer doe moose deer-head deer-head-with-antlers deer-with-antlers stag-head
  deer-head-with-antlers-on-shield-mount badge-shield-with-deer-head-with-antlers deer-with-antlers-under-checkmark
  deer-head-under-paragraph deer-head-under-list-beside-checkmark`;

const ABOUT_DOGS = `
  dog dog-face dog-side dog-service dog-body dog-alt puppy hound poodle husky pug guide-dog service-dog emoji-dog
  emoticon-dog dog-sitting dog-wearing-collar dog-sitting-wearing-collar dog-wearing-harness dog-sitting-wearing-harness
  sitting-dog jumping-dog sniffing-dog labrador-head basset-hound-head balloon-dog dog-zodiac pet-animals-dog nature-dog
  animal-dog nature-ecology-dog-head-dog-pet-animals-canine disability-service-dog three-dogs saving-dog-guard-decrease
  dog-sitting-wearing-collar-and-heart dog-sitting-wearing-collar-on-leash dog-park file-type-pug`;

const ABOUT_FROGS = `
  frog frog-face toad pet-animals-frog pet-animals-frog-face frog-with-cartoon-eyes-and-open-mouth frog-prince paper-frog
  super-mario-toad frog-mouth-helm`;

const ABOUT_HORSES = `
  horse horse-face horse-head horse-variant horse-variant-fast horse-zodiac horse-racing horse-riding horse-running
  horse-high-stepping horse-jumping-hurdle horse-head-wearing-bridle person-riding-horse person-jockeying-horse-running
  horse-saddle horse-toy toy-horse rocking-horse carousel-horse pony trojan-horse horse-human file-type-pony
  winged-horse-rearing chess-horse racetrack-horse`;

const ABOUT_SHIPS = `
  ship boat ferry sailboat yacht sailing cruise speedboat motorboat motor-boat passenger-ship cargo-ship container-ship
  cruise-ship sail-boat directions-boat directions-ferry ferry-boat sailboat-coastal sailboat-offshore sail-ship paper-ship
  frigate caravel galleon fishing-boat boat-fishing small-fishing-sailboat shooner-sailboat speed-boat sailing-ship
  sailing-ship-in-water sailboat-on-water motorboat-on-water sailboat-one ship-water ship-cargo shipment-cargo-boat
  vehicle-ship travel-ship boat-alt business-products-boat-success business-metaphor-boat-success boat-floating
  boat-horizon boat-tour board-ferry tanker sinking-ship sait-boat boat-bus scout-ship interceptor-ship
  travel-transportation-sail-ship-travel-boat-transportation-transport-ocean-ship-sea-water`;

const ABOUT_TRUCKS = `
  truck lorry pickup-truck delivery-truck delivery-van van fire-truck firetruck dump-truck tanker-truck tow-truck
  truck-trailer truck-delivery truck-flatbed truck-pickup truck-front truck-monster truck-moving truck-fast truck-loading
  truck-cargo-container articulated-lorry semi-truck garbage-truck container-truck truck-electric flatbed-truck box-truck
  compact-box-truck trash-truck food-truck fuel-truck oil-truck water-truck tipper-lorry lorry-delivery lorry-fast
  truck-freezer truck-refrigerator truck-shipping shipping-truck vehicle-truck vehicle-truck-profile mine-truck rv-truck
  firefighter-truck transportation-truck shopping-shipping-delivery-truck delivery shipping-transfer-truck-truck-shipping-delivery
  car-pickup car-lifted-pickup van-utility transfer-van truck-field truck-snowflake truck-off-road delivery-truck-speed
  pickup-truck-with-crates truck-medical package-delivery delivery-fast truck-green adventure-car-truck
  public-service-firefighter-truck shipping-logistic-free-shipping-delivery-truck delivery-truck-cargo truck-empty`;

const words = (text: string) => text.trim().split(/\s+/);

/** Names of icons that may show a class: what is not named here is not even looked at. */
export const allowedNames: Readonly<Record<string, readonly string[]>> = {
  airplane: words(ABOUT_AIRPLANES),
  automobile: words(ABOUT_AUTOMOBILES),
  bird: words(ABOUT_BIRDS),
  cat: words(ABOUT_CATS),
  deer: words(ABOUT_DEER),
  dog: words(ABOUT_DOGS),
  frog: words(ABOUT_FROGS),
  horse: words(ABOUT_HORSES),
  ship: words(ABOUT_SHIPS),
  truck: words(ABOUT_TRUCKS),
};

const classOf = new Map(
  Object.entries(allowedNames).flatMap(([className, names]) =>
    names.map((name) => [name, className] as const),
  ),
);

const STYLE_BEFORE =
  /^(ios|md|android|baseline|outline|round|sharp|twotone|bxs?)-/;
const STYLE_AFTER =
  /-(fill(ed)?|lined?|solid|outlined?|rounded|sharp|bold|duotone|duo|two-tone|twotone|linear|broken|thin|light|regular|flat|remix|small|stroke|f|\d+)$/;

/**
 * The class of CIFAR-10 that an icon of this name may show.
 *
 * @param name of an icon within its set, such as "horse-head-bold".
 * @returns undefined where the name is not on the list.
 * @example namedDrawing("horse-head-bold") // { className: "horse", drawing: "horse-head" }
 */
export function namedDrawing(name: string): NamedDrawing | undefined {
  for (let drawing = name; ;) {
    const className = classOf.get(drawing);
    if (className) return { className, drawing };
    const shorter = drawing
      .replace(STYLE_AFTER, "")
      .replace(drawing.match(STYLE_AFTER) ? /^$/ : STYLE_BEFORE, "");
    if (shorter === drawing) return undefined;
    drawing = shorter;
  }
}
