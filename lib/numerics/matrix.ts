import { requireList, requireNumbers } from "../files/arguments";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** A matrix as its rows: n arrays of d numbers each. */
export type Rows = ArrayLike<ArrayLike<number>>;

/** The same matrix in one flat array, row after row. */
export interface FlatMatrix {
  data: Float64Array;
  rows: number;
  columns: number;
}

/**
 * Copies rows into one flat array and checks them on the way.
 *
 * @param rows at least one row; all of one length, finite numbers only.
 * @param what the matrix's name in error messages.
 * @throws RangeError naming the first row that is ragged or holds a value that is not finite.
 */
export function flatten(rows: Rows, what = "X"): FlatMatrix {
  requireList(what, rows, "rows");
  if (rows.length === 0)
    throw new RangeError(`${what} is empty: it has no rows.`);
  requireList(`${what}: row 0`, rows[0]);
  const columns = rows[0].length;
  if (columns === 0) throw new RangeError(`${what} has no columns.`);
  const data = new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!Array.isArray(row) && !ArrayBuffer.isView(row))
      requireList(`${what}: row ${i}`, row);
    if (row.length !== columns)
      throw new RangeError(
        `${what}: row ${i} has ${row.length} values, row 0 has ${columns}.`,
      );
    for (let j = 0; j < columns; j++) {
      if (!Number.isFinite(row[j]))
        throw new RangeError(
          `${what}: row ${i}, column ${j} is ${String(row[j])}, not a finite number.`,
        );
      data[i * columns + j] = row[j];
    }
  }
  return { data, rows: rows.length, columns };
}

/**
 * Inner product of two vectors of one length.
 */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

/** Euclidean length of a vector. */
export function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

/**
 * An orthonormal basis of the row space of X: Gram–Schmidt on the rows, the longest remainder first and each direction made
 * orthogonal twice (a rank-revealing QR factorisation; Golub and Van Loan, *Matrix Computations*, section 5.4.2). For n rows of
 * rank r it costs n·d·r operations, where a singular value decomposition takes n·d·min(n, d).
 *
 * @param X n rows of d numbers.
 * @param tolerance what remains of the rows counts as zero up to `tolerance` times the longest row. Default
 *   max(n, d) · 2.2e-16, NumPy's rule for the rank.
 * @returns r rows of d numbers, orthonormal, r being the rank of X; none where X is all zeros.
 */
export function rowSpaceBasis(X: Rows, tolerance?: number): number[][] {
  const { data, rows, columns } = flatten(X);
  const remainders = Array.from({ length: rows }, (_, i) =>
    data.subarray(i * columns, (i + 1) * columns),
  );
  const squares = remainders.map((row) => dot(row, row));
  const basis: Float64Array[] = [];
  const longest = () =>
    squares.indexOf(
      squares.reduce((most, square) => Math.max(most, square), 0),
    );
  const limit =
    (tolerance ?? Math.max(rows, columns) * Number.EPSILON) *
    Math.sqrt(squares[longest()]);
  while (basis.length < Math.min(rows, columns)) {
    const next = longest();
    const length = Math.sqrt(squares[next]);
    if (length <= limit) break;
    const direction = remainders[next].map((value) => value / length);
    for (const earlier of basis) removeComponent(direction, earlier);
    const kept = norm(direction);
    for (let j = 0; j < columns; j++) direction[j] /= kept;
    for (let i = 0; i < rows; i++)
      squares[i] = removeComponent(remainders[i], direction);
    basis.push(direction);
  }
  return basis.map((direction) => Array.from(direction));
}

/** Takes from `target` its component along a unit vector, in place; returns the squared length that is left. */
function removeComponent(target: Float64Array, unit: Float64Array): number {
  let component = 0;
  for (let j = 0; j < target.length; j++) component += target[j] * unit[j];
  let square = 0;
  for (let j = 0; j < target.length; j++) {
    target[j] -= component * unit[j];
    square += target[j] * target[j];
  }
  return square;
}

/**
 * Orthogonal projection of w onto the space that orthonormal basis vectors span.
 *
 * @param basis r orthonormal rows of d numbers.
 * @param w d numbers.
 * @returns d numbers.
 */
export function projectOntoBasis(basis: Rows, w: ArrayLike<number>): number[] {
  return combine(basis, coordinatesIn(basis, [w])[0], w.length);
}

/**
 * Coordinates of rows in an orthonormal basis of a space that holds them.
 *
 * @param basis r orthonormal rows of d numbers.
 * @param X n rows of d numbers.
 * @returns n rows of r numbers.
 */
export function coordinatesIn(basis: Rows, X: Rows): number[][] {
  return Array.from(X, (x) => Array.from(basis, (b) => dot(b, x)));
}

/**
 * The vector that has these coordinates in a basis: the inverse of `coordinatesIn`.
 *
 * @param basis r rows of d numbers.
 * @param coordinates r numbers.
 * @param dimension d, needed where the basis is empty.
 * @returns d numbers.
 */
export function combine(
  basis: Rows,
  coordinates: ArrayLike<number>,
  dimension: number,
): number[] {
  const result = new Array<number>(dimension).fill(0);
  for (let k = 0; k < basis.length; k++)
    for (let j = 0; j < dimension; j++)
      result[j] += coordinates[k] * basis[k][j];
  return result;
}

/**
 * Orthogonal projection of w onto the row space of X: P_W w, where W is the span of the examples.
 *
 * @param X n rows of d numbers.
 * @param w d numbers.
 * @returns d numbers.
 * @throws RangeError when X is ragged, empty or not finite, or when w has another length than its rows.
 * @example projectOntoRowSpace([[1, 0, 0], [1, 1, 0]], [3, 4, 5]) // [3, 4, 0]
 */
export function projectOntoRowSpace(X: Rows, w: ArrayLike<number>): number[] {
  requireNumbers("projectOntoRowSpace: w", w);
  requireList("X", X, "rows");
  if (X.length > 0) requireList("X: row 0", X[0]);
  if (X.length > 0 && w.length !== X[0].length)
    throw new RangeError(
      `w has ${w.length} values, but the rows of X have ${X[0].length}.`,
    );
  return projectOntoBasis(rowSpaceBasis(X), w);
}

/**
 * Eigenvalues, ascending, of a symmetric matrix.
 *
 * @param rows d rows of d numbers.
 */
export function symmetricEigenvalues(rows: Rows): number[] {
  return new EigenvalueDecomposition(toMatrix(rows), { assumeSymmetric: true })
    .realEigenvalues;
}

/**
 * Square root of a symmetric positive semi-definite matrix. Eigenvalues that rounding made negative count as zero.
 *
 * @param rows d rows of d numbers.
 * @returns the symmetric S with S·S equal to the matrix.
 */
export function symmetricSquareRoot(rows: Rows): number[][] {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    toMatrix(rows),
    { assumeSymmetric: true },
  );
  const roots = Matrix.diag(
    realEigenvalues.map((value) => Math.sqrt(Math.max(0, value))),
  );
  return eigenvectorMatrix
    .mmul(roots)
    .mmul(eigenvectorMatrix.transpose())
    .to2DArray();
}

function toMatrix(rows: Rows): Matrix {
  const flat = flatten(rows, "The matrix");
  return Matrix.from1DArray(flat.rows, flat.columns, Array.from(flat.data));
}
