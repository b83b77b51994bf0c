/** A part of a whole, with the part of the area that it gets. All in percent. */
export interface Cell<T> {
  item: T
  left: number
  top: number
  width: number
  height: number
}

export interface Area {
  left: number
  top: number
  width: number
  height: number
}

/**
 * Divides an area by weight into cells that are as square as they can be ("squarified": Bruls, Huizing and van Wijk 2000). The
 * heaviest come first; what weighs nothing gets nothing.
 */
export function treemap<T>(items: readonly { item: T; weight: number }[], area: Area): Cell<T>[] {
  const weighty = items.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
  const total = weighty.reduce((sum, { weight }) => sum + weight, 0)
  const scale = (area.width * area.height) / total
  const sizes = weighty.map(({ item, weight }) => ({ item, size: weight * scale }))
  const cells: Cell<T>[] = []
  let left = { ...area }
  for (let from = 0; from < sizes.length;) {
    const side = Math.min(left.width, left.height)
    let until = from + 1
    while (until < sizes.length && worst(sizes.slice(from, until + 1), side) <= worst(sizes.slice(from, until), side))
      until++
    left = layOut(sizes.slice(from, until), left, cells)
    from = until
  }
  return cells
}

/** How far the least square of a row's cells is from a square. */
function worst(row: readonly { size: number }[], side: number): number {
  const sum = row.reduce((total, { size }) => total + size, 0)
  const thickness = sum / side
  return Math.max(...row.map(({ size }) => Math.max(thickness ** 2 / size, size / thickness ** 2)))
}

/** Puts a row along the shorter side; returns what is left of the area. */
function layOut<T>(row: readonly { item: T; size: number }[], area: Area, cells: Cell<T>[]): Area {
  const sum = row.reduce((total, { size }) => total + size, 0)
  const isColumn = area.width >= area.height
  const thickness = sum / (isColumn ? area.height : area.width)
  let offset = 0
  for (const { item, size } of row) {
    const length = size / thickness
    cells.push(
      isColumn
        ? { item, left: area.left, top: area.top + offset, width: thickness, height: length }
        : { item, left: area.left + offset, top: area.top, width: length, height: thickness },
    )
    offset += length
  }
  return isColumn
    ? { left: area.left + thickness, top: area.top, width: Math.max(0, area.width - thickness), height: area.height }
    : { left: area.left, top: area.top + thickness, width: area.width, height: Math.max(0, area.height - thickness) }
}
