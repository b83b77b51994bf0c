import { pathToFileURL } from 'node:url'
import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type Position,
  type Range,
} from 'vscode-languageserver/node'
import * as z from 'zod'
import type { Severity } from '../config.ts'
import type { Finding, Position as Place, Range as Span } from '../diagnosis/finding.ts'
import { digest } from '../lsp/diagnosis.ts'
import type { OpenDocument } from '../lsp/documents.ts'
import { placeOf, positionIn } from '../lsp/positions.ts'
import { lineOfFile } from '../lsp/line-of-file.ts'
import type { Services } from './services.ts'

/** Name under which editors show what we find. */
export const source = 'Wayline'

/** What a finding carries for code actions: it is recognised by it when the editor brings it back. */
const Data = z.object({ wayline: z.string() })

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
}

/** Lines of a text that findings are in. */
type LineOf = (line: number) => string

/** A finding of an open document, as the editor is to show it. */
export function editorDiagnostic(services: Services, document: OpenDocument, finding: Finding): Diagnostic {
  return diagnosticIn(services, document.uri, line => document.text.line(line), finding)
}

/** The same for a text that need not be open. */
export function diagnosticIn(services: Services, uri: string, lineOf: LineOf, finding: Finding): Diagnostic {
  const { client } = services
  const { rule, severity, message, range, steps, isUnnecessary } = finding
  const { hasRelatedInformation, hasUnnecessary, hasData } = client.diagnostics
  const related = hasRelatedInformation ? steps.map(step => relatedInformation(services, uri, lineOf, step)) : []
  return {
    range: editorRange(services, lineOf, range),
    severity: severities[severity],
    code: rule,
    source,
    message,
    ...(isUnnecessary && hasUnnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(hasData ? { data: { wayline: keyIn(finding, lineOf) } satisfies z.infer<typeof Data> } : {}),
  }
}

/** Whether a finding is what the editor means by a diagnostic that it has brought back. */
export function isOf(finding: Finding, document: OpenDocument, { source: from, code, data }: BroughtBack): boolean {
  if (from !== source || code !== finding.rule) return false
  const parsed = Data.safeParse(data)
  return parsed.success && parsed.data.wayline === keyIn(finding, line => document.text.line(line))
}

/** What is relied on of a diagnostic that an editor brings back. */
interface BroughtBack {
  source?: string | undefined
  code?: string | number | undefined
  data?: unknown
}

/** A range as the editor counts it. */
export function editorRange({ client }: Services, lineOf: LineOf, { start, end }: Span): Range {
  const at = (place: Place): Position => positionIn(lineOf(place.line), place, client.encoding)
  return { start: at(start), end: at(end) }
}

/** What a range of the editor's means in an open document. */
export function placesOf({ client }: Services, { text }: OpenDocument, { start, end }: Range): Span {
  return { start: placeOf(text, start, client.encoding), end: placeOf(text, end, client.encoding) }
}

/** Whether two ranges have a place in common; the end of one counts, because a cursor stands there. */
export function touches(one: Span, other: Span): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start)
}

function isBefore(one: Place, other: Place): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character)
}

/** A finding's name in one version of its document: of two that read the same, each has its own. */
export function keyAt({ rule, message, range }: Finding): string {
  return digest([rule, message, range])
}

/** A finding's name among those of its document: the same after its line has moved. */
export function keyIn({ rule, message, range: { start } }: Finding, lineOf: LineOf): string {
  return digest([rule, message, lineOf(start.line).trim()])
}

function relatedInformation(
  services: Services,
  uri: string,
  lineOf: LineOf,
  { path, range, message }: Finding['steps'][number],
): DiagnosticRelatedInformation {
  if (path === null) return { location: { uri, range: editorRange(services, lineOf, range) }, message }
  const other = pathToFileURL(path).href
  const open = services.documents.get(other)
  const otherLine: LineOf = line => open?.text.line(line) ?? lineOfFile(path, line)
  return { location: { uri: other, range: editorRange(services, otherLine, range) }, message }
}
