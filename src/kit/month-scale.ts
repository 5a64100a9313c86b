// Round steps for the axis of a drawing. Pure.

/** Tick values from 0 (or below) to at least `largest`, about four of them, in steps of 1, 2, 2.5 or 5 × 10ⁿ. */
export function ticksFor(largest: number, smallest = 0, whole = true): number[] {
  const span = Math.max(largest, 0) - Math.min(smallest, 0)
  if (span <= 0) return [0, 1]
  const rough = span / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const found = [1, 2, 2.5, 5, 10]
    .map((m) => m * power)
    .find((s) => s >= rough && (!whole || Number.isInteger(s)))
  const step = found ?? Math.max(1, power)
  const first = Math.floor(Math.min(smallest, 0) / step)
  const last = Math.ceil(Math.max(largest, 0) / step)
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}
