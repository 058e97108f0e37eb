import type { Fault, SourceFile } from './tidy_source.ts'

const FOLDER = 'src/kernel/migrations/'
/** Those up to here are of before the first release: no older version ever ran beside them. */
const UNBOUND_UP_TO = 64

/**
 * A statement that the old version, which runs beside the new one until all are replaced, would
 * stumble over, or that would keep it waiting while a big table is read or written.
 */
interface Danger {
  pattern: RegExp
  why: string
  /** No danger on a table that the same migration makes: nobody uses it, and it is empty. */
  isFineOnNew: boolean
}

const DANGERS: Danger[] = [
  {
    pattern: /\bdrop\s+(?:table|column|view|function|type)\b/,
    why: 'the old version still uses it: stop using it in one release, drop it in the next',
    isFineOnNew: false,
  },
  {
    pattern: /\brename\b/,
    why: 'the old version knows the old name: add the new one, fill both, drop the old one later',
    isFineOnNew: false,
  },
  {
    pattern: /\balter\s+(?:column\s+)?\w+\s+(?:set\s+data\s+)?type\b/,
    why: 'every row is written anew behind a lock: add a column, fill both, drop the old one later',
    isFineOnNew: true,
  },
  {
    pattern: /\bset\s+not\s+null\b/,
    why: 'every row is read behind a lock: add a check as not valid, validate it, then set it',
    isFineOnNew: true,
  },
  {
    pattern:
      /\badd\s+(?:column\s+)?(?!constraint\b)\w+\s+(?![^,;]*\bdefault\b)[^,;]*\bnot\s+null\b/,
    why: 'the old version writes rows without it: give it a default, or let it be null at first',
    isFineOnNew: true,
  },
  {
    pattern: /\badd\s+(?:column\s+)?\w+\s[^,;]*\b(?:gen_random_uuid|random|clock_timestamp)\s*\(/,
    why: 'every row is written anew behind a lock: add it without the default, and fill it in parts',
    isFineOnNew: true,
  },
  {
    pattern: /\badd\s+constraint\b(?!.*\bnot\s+valid\b)(?!.*\busing\s+index\b)/,
    why: 'every row is read behind a lock: add it as not valid, validate it in a migration after it',
    isFineOnNew: true,
  },
  {
    pattern: /\bcreate\s+(?:unique\s+)?index\b(?!\s+if\s+not\s+exists)/,
    why: 'writers wait while it is built: say "if not exists", so that it can be built before',
    isFineOnNew: true,
  },
  {
    pattern: /^\s*update\b(?!.*\bwhere\b)/,
    why: 'every row is written, and stays locked until the end: a chore fills it in parts',
    isFineOnNew: true,
  },
]

/**
 * What in the newer migrations would not run beside the version before. A line of its own above the
 * statement, `-- beside the old version: why`, says why it may nevertheless.
 */
export function migrationDangers(files: SourceFile[]): Fault[] {
  return files
    .filter(({ path }) => path.startsWith(FOLDER))
    .filter(({ path }) => Number(path.slice(FOLDER.length).split('_')[0]) > UNBOUND_UP_TO)
    .flatMap(({ path, text }) => dangersIn(text).map((detail) => fault(path, detail)))
}

const fault = (path: string, detail: string): Fault => ({ rule: 'beside', path, detail })

function dangersIn(text: string): string[] {
  const made = new Set(
    [...text.matchAll(/\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?(\w+)/gi)].map(
      ([, name]) => name,
    ),
  )
  return statementsOf(text).flatMap(({ sql, isExplained }) => {
    if (isExplained) return []
    const [, table] =
      /\b(?:alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?|\bon\s+|^\s*update\s+)(\w+)/.exec(
        sql,
      ) ?? []
    const isNew = table !== undefined && made.has(table)
    return DANGERS.filter(
      ({ pattern, isFineOnNew }) => !(isNew && isFineOnNew) && pattern.test(sql),
    ).map(({ why }) => `"${sql.slice(0, 60)}": ${why}`)
  })
}

/** Statements in small letters on one line each, with what the comments above them say. */
function statementsOf(text: string): { sql: string; isExplained: boolean }[] {
  // What a function or a text holds is not run by the migration.
  const outside = text.replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
  return outside.split(';').map((part) => {
    const lines = part.split('\n')
    const isExplained = lines.some((line) => /^\s*-- beside the old version: \S.{9}/.test(line))
    const code = lines
      .filter((line) => !/^\s*--/.test(line))
      .map((line) => line.replace(/--.*$/, ''))
    return { sql: code.join(' ').replaceAll(/\s+/g, ' ').trim().toLowerCase(), isExplained }
  })
}
