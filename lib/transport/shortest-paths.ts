/** A transport problem under way: n rows that supply, m columns that demand, an edge between any two. */
export interface TransportNetwork {
  /** n · m, row after row. */
  cost: Float64Array;
  flow: Float64Array;
  /** What the columns still demand. */
  demand: Float64Array;
  /** Reduced costs cost[i, j] + rowPotential[i] − columnPotential[j] stay ≥ 0. */
  rowPotential: Float64Array;
  columnPotential: Float64Array;
  /** Distances in reduced costs from the last search's source. */
  rowDistance: Float64Array;
  columnDistance: Float64Array;
  /** The column from which a row was reached, against its flow; −1 for the source. */
  rowParent: Int32Array;
  columnParent: Int32Array;
  rowDone: Uint8Array;
  columnDone: Uint8Array;
}

/**
 * Shortest paths from a row, by Dijkstra, until they reach a column that still demands.
 *
 * @returns that column; distances and parents stand in the network.
 */
export function shortestPaths(
  network: TransportNetwork,
  source: number,
): number {
  const { rowDistance, columnDistance, rowDone, columnDone } = network;
  rowDistance.fill(Infinity);
  columnDistance.fill(Infinity);
  rowDone.fill(0);
  columnDone.fill(0);
  rowDistance[source] = 0;
  network.rowParent[source] = -1;
  for (let row = source; ;) {
    leaveRow(network, row);
    for (;;) {
      const column = nearest(columnDistance, columnDone);
      row = nearest(rowDistance, rowDone);
      if (row >= 0 && rowDistance[row] <= columnDistance[column]) break;
      if (network.demand[column] > 0) return column;
      leaveColumn(network, column);
    }
  }
}

function leaveRow(network: TransportNetwork, row: number): void {
  const { cost, columnDistance, columnDone, columnParent } = network;
  const m = columnDistance.length;
  network.rowDone[row] = 1;
  const distance = network.rowDistance[row];
  const base = distance + network.rowPotential[row];
  for (let j = 0; j < m; j++) {
    if (columnDone[j]) continue;
    const reached = Math.max(
      distance,
      base + cost[row * m + j] - network.columnPotential[j],
    );
    if (reached < columnDistance[j]) {
      columnDistance[j] = reached;
      columnParent[j] = row;
    }
  }
}

/** Edges that carry flow have reduced cost 0, so going back along them is free. */
function leaveColumn(network: TransportNetwork, column: number): void {
  const { flow, rowDistance, rowDone, rowParent } = network;
  const m = network.columnDistance.length;
  network.columnDone[column] = 1;
  const distance = network.columnDistance[column];
  for (let i = 0; i < rowDistance.length; i++) {
    if (rowDone[i] || !(flow[i * m + column] > 0)) continue;
    if (distance < rowDistance[i]) {
      rowDistance[i] = distance;
      rowParent[i] = column;
    }
  }
}

/** The nearest vertex that has been reached and not yet left, −1 where there is none. */
function nearest(distances: Float64Array, done: Uint8Array): number {
  let found = -1;
  let least = Infinity;
  for (let k = 0; k < distances.length; k++)
    if (!done[k] && distances[k] < least) {
      least = distances[k];
      found = k;
    }
  return found;
}
