/** A rectangle in pixels from the lower left of the plot. */
export interface Rectangle {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** Whether two rectangles have an area in common. */
export const overlap = (a: Rectangle, b: Rectangle): boolean =>
  Math.min(a.right, b.right) > Math.max(a.left, b.left) &&
  Math.min(a.top, b.top) > Math.max(a.bottom, b.bottom);
