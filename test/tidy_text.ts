import type { Fault, SourceFile } from './tidy_source.ts'

const LINES_MAX = 250
const TEST_LINES_MAX = 400
const COLUMNS_MAX = 100
/** Names that say nothing about what is inside. */
const EMPTY_NAMES = /(?:^|\/)(utils?|misc|common|services?|types)(?:\/|\.[a-z.]+$)/
/** A quoted text that begins like a query, whether in small letters or in capitals. */
const QUERY = new RegExp(
  [
    String.raw`['"\`]\s*(?:select\s|SELECT\s`,
    String.raw`(?:insert\s+into|INSERT\s+INTO)\s`,
    String.raw`(?:update|UPDATE)\s+[\w".]+(?:\s+(?:as\s+)?\w+)?\s+(?:set|SET)\s`,
    String.raw`(?:delete\s+from|DELETE\s+FROM)\s`,
    String.raw`(?:with|WITH)\s+(?:recursive\s+)?\w+(?:\s*\([^)]*\))?\s+(?:as|AS)\s+(?:materialized\s*)?\()`,
  ].join('|'),
)
/** Written in pieces, since this file keeps to its own rules. */
const SWITCHED_OFF = new RegExp(String.raw`\.(?:only|skip|to${'do'})\(|[{,]\s*(?:only|skip):`)
const PUT_OFF = new RegExp(String.raw`\b(?:TO${'DO'}|FIX${'ME'}|XX${'X'}|HA${'CK'})\b`)

/**
 * Files too long or too wide, empty names, SQL outside *.sql.ts, tests switched off, work put off.
 */
export function textFaults(files: SourceFile[]): Fault[] {
  return files.flatMap((file) => {
    const { path, text } = file
    const fault = (rule: string, detail: string): Fault => ({ rule, path, detail })
    const faults: Fault[] = []
    if (EMPTY_NAMES.test(path)) faults.push(fault('names', 'says nothing about what is inside'))
    if (!isCode(path)) return faults
    faults.push(...lengthFaults(file))
    const query = maySpeakSql(path) ? undefined : lineOf(text, QUERY)
    if (query) faults.push(fault('sql', `line ${query} holds a query: it belongs in a *.sql.ts`))
    const off = lineOf(text, SWITCHED_OFF)
    if (isTest(path) && off) faults.push(fault('switched off', `line ${off}: every test runs`))
    const later = lineOf(text, PUT_OFF)
    if (later) faults.push(fault('put off', `line ${later}: do it now, or write an issue`))
    return faults
  })
}

const isCode = (path: string) => /\.(ts|tsx|mjs|js|sql|css)$/.test(path)
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('test/')
const maySpeakSql = (path: string) => /\.sql(\.ts)?$/.test(path) || isTest(path)

function lengthFaults({ path, text }: SourceFile): Fault[] {
  const lines = text.trimEnd().split('\n')
  const max = isTest(path) ? TEST_LINES_MAX : LINES_MAX
  const wide = lines.findIndex(isTooWide) + 1
  const isScript = /\.(ts|tsx|mjs|js)$/.test(path)
  return [
    ...(isScript && lines.length > max
      ? [{ rule: 'length', path, detail: `${lines.length} lines, ${max} at most` }]
      : []),
    ...(wide > 0
      ? [{ rule: 'width', path, detail: `line ${wide} is wider than ${COLUMNS_MAX} columns` }]
      : []),
  ]
}

/** A text is not broken up for its width, so that it can be searched for; a comment is. */
function isTooWide(line: string): boolean {
  const isComment = /^\s*(?:\/\/|\/?\*|--)/.test(line)
  const counted = isComment ? line : line.replaceAll(/(['"`/])(?:\\.|(?!\1).)*\1?/g, '')
  return Array.from(counted).length > COLUMNS_MAX
}

/** The number of the line where the pattern first occurs, or 0. */
function lineOf(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)
  return found ? text.slice(0, found.index).split('\n').length : 0
}
