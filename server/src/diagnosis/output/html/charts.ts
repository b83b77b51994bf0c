import { severities, type Severity } from '../../../config.ts'
import type { ReportedFinding } from '../report.ts'
import { escapedHtml } from './escaped-html.ts'
import { phrase } from './page-words.ts'
import { treemap, type Area } from './treemap.ts'

/** Files in the map; those with the fewest findings are left out of it. */
const mostCells = 300
/** The map's own units; the page stretches it. */
const mapArea: Area = { left: 0, top: 0, width: 1000, height: 350 }
/** Smaller cells have no room for a name. */
const roomForName = { width: 60, height: 18 }
const widthOfLetter = 7

/** Horizontal bars. Labels are HTML. */
export function barChart(bars: readonly { label: string; count: number; style: Severity }[]): string {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  return bars
    .map(
      ({ label, count, style }) =>
        `<div class="bar ${style}${count === 0 ? ' none' : ''}"><span>${label}</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">` +
        `<rect width="${rounded((100 * count) / most)}" height="10"/></svg><span class="number">${count}</span></div>`,
    )
    .join('\n')
}

/** Files as fields in fields for their folders, as large as they have findings, in the colour of the worst one. */
export function filesMap(findings: readonly ReportedFinding[]): string {
  if (findings.length === 0) return `<section class="card wide">${phrase('nothing')}</section>`
  const files = [...grouped(findings, ({ path }) => path)]
    .map(([path, of]) => ({ path, count: of.length, worst: worstOf(of) }))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostCells)
  const folders = [...grouped(files, ({ path }) => path.slice(0, path.lastIndexOf('/') + 1))].map(([, of]) => ({
    item: of,
    weight: of.reduce((sum, { count }) => sum + count, 0),
  }))
  const cells = treemap(folders, mapArea).flatMap(({ item, ...area }) =>
    treemap(
      item.map(file => ({ item: file, weight: file.count })),
      area,
    ),
  )
  const fields = cells.map(({ item: { path, count, worst }, left, top, width, height }) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const room = Math.floor((width - 8) / widthOfLetter)
    const shown = name.length > room ? `${name.slice(0, Math.max(1, room - 1))}…` : name
    const hasRoom = width >= roomForName.width && height >= roomForName.height
    const text = hasRoom ? `<text x="${rounded(left + 5)}" y="${rounded(top + 14)}">${escapedHtml(shown)}</text>` : ''
    return (
      `<a href="#findings" class="${worst}" data-path="${escapedHtml(path)}"><title>${escapedHtml(`${path}: ${count}`)}</title>` +
      `<rect x="${rounded(left)}" y="${rounded(top)}" width="${rounded(width)}" height="${rounded(height)}"/>${text}</a>`
    )
  })
  return `<section class="card wide"><h2>${phrase('byPlace')}</h2><p class="quiet">${phrase('placeHint')}</p>
<div class="map"><svg viewBox="0 0 ${mapArea.width} ${mapArea.height}" preserveAspectRatio="none">${fields.join('\n')}</svg></div></section>`
}

/** Items by what they have in common, in the order in which that first comes. */
export function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

function worstOf(findings: readonly ReportedFinding[]): Severity {
  return severities.find(severity => findings.some(finding => finding.severity === severity)) ?? 'hint'
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100)
}
