/** One value an image. */
export type Attribute = Uint8Array | Int32Array | Float32Array | string[];

/** Attributes of images by name, such as which class's colour each is tinted in. */
export type Attributes = { readonly [name: string]: Attribute };

/**
 * The set with one attribute more. Where the name is taken, as by an equal shift that came before, it gets a number: "tint", "tint 2".
 *
 * @param values one an image.
 */
export function withAttribute<Images extends { attributes?: Attributes }>(
  set: Images,
  name: string,
  values: Attribute,
): Images {
  const attributes = set.attributes ?? {};
  let free = name;
  for (let i = 2; Object.hasOwn(attributes, free); i++) free = `${name} ${i}`;
  return { ...set, attributes: { ...attributes, [free]: values } };
}

/** The attributes of the images at `indices`, in that order. */
export const takeAttributes = (
  attributes: Attributes,
  indices: ArrayLike<number>,
): Attributes => mapped(attributes, (values) => taken(values, indices));

/** The attributes of several sets put together: those that all of them have. */
export function joinAttributes(parts: readonly Attributes[]): Attributes {
  const [first = {}, ...others] = parts;
  const shared = Object.entries(first).filter(([name]) =>
    others.every((each) => Object.hasOwn(each, name)),
  );
  return mapped(Object.fromEntries(shared), (_, name) =>
    joined(parts.map((each) => each[name])),
  );
}

const mapped = (
  attributes: Attributes,
  change: (values: Attribute, name: string) => Attribute,
): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, values]) => [
      name,
      change(values, name),
    ]),
  );

function taken(values: Attribute, indices: ArrayLike<number>): Attribute {
  if (Array.isArray(values)) return Array.from(indices, (i) => values[i]);
  return typeOf(values).from(indices, (i) => values[i]);
}

/** Of one type where the sets agree in it, else single-precision numbers, or words. */
function joined(lists: readonly Attribute[]): Attribute {
  const values = lists.flatMap((each) => [...each]);
  if (values.some((value) => typeof value === "string"))
    return values.map(String);
  const types = new Set(lists.map(typeOf));
  const [type] = types.size === 1 ? types : [Float32Array];
  return type.from(values as number[]);
}

const typeOf = (values: Attribute) =>
  values.constructor as unknown as NumbersOf;

/** A constructor of typed arrays, as far as it is needed here. */
interface NumbersOf {
  from(
    values: ArrayLike<number>,
    change?: (value: number) => number,
  ): Uint8Array | Int32Array | Float32Array;
}
