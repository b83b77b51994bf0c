const blocks = {
  typescript: (name, i) => [
    `export function ${name}${i}(alpha: number, beta: string) {`,
    `  const total${i} = alpha + ${i};`,
    `  if (total${i} > beta.length) {`,
    `    return total${i} * ${i % 7};`,
    '  }',
    '  ',
    '}',
    '',
  ],
  python: (name, i) => [
    `def ${name}${i}(alpha: int, beta: str) -> int:`,
    `    # Total number ${i}.`,
    `    total${i} = alpha + ${i}`,
    `    if total${i} > len(beta):`,
    `        return total${i} * ${i % 7}`,
    '    ',
    `    return total${i}`,
    '',
  ],
}

/** Source text of at least so many lines, made of functions of eight lines, so that any size has the same texture. */
export function generatedLines(count, { name = 'handler', language = 'typescript' } = {}) {
  const lines = []
  for (let i = 0; lines.length < count; i++) lines.push(...blocks[language](name, i))
  return lines
}

/** Positions on the empty lines inside those functions, spread over the whole text. */
export function emptyLines(lines, count) {
  const functions = Math.floor((lines.length - 16) / 8)
  const positions = new Map()
  for (let i = 0; i < count; i++) {
    const line = Math.floor((i * functions) / count) * 8 + 5
    positions.set(line, { line, character: lines[line].length })
  }
  return [...positions.values()]
}

/** What the typing measurement types, between neighbours that look like it. */
export const typedText = `export async function loadSummary(path: string): Promise<Summary> {
  const raw = await readFile(path, "utf8");
  const rows = parseRows(raw).filter((row) => row.amount > 0);
  if (rows.length === 0) {
    throw new Error("no rows");
  }
  return summarize0(rows, 100);
}
`

/** Twelve functions that the typed one resembles. */
export function neighbours(from) {
  const one = i => `export function summarize${i}(rows: Row[], limit: number): Summary {
  const totals = new Map<string, number>();
  for (const row of rows.slice(0, limit)) {
    totals.set(row.key, (totals.get(row.key) ?? 0) + row.amount);
  }
  return { totals, count: rows.length };
}
`
  return Array.from({ length: 12 }, (_, i) => one(from + i)).join('\n')
}
