import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { englishAudit } from './audit.ts'
import { spanishAudit } from './spanish/audit.ts'

const SRC = join(import.meta.dirname, '../../..')

/** Every action that the source can write into the audit trail, as far as it can be read. */
function actionsOfSource(): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !/\.(test|sql)\.ts$/.test(path) && !path.startsWith('web'),
  )
  const found = new Set<string>()
  for (const file of files) {
    const text = readFileSync(join(SRC, file), 'utf8')
    if (!text.includes('noteInAuditTrail(')) continue
    // Steps of a process that may die there, and lines of the log, are called in the same way.
    const lines = text.split('\n').filter((line) => !/\bstep\(|\blog\./.test(line))
    for (const [, action = ''] of lines.join('\n').matchAll(/'([a-z_]+\.[a-z_]+)'/g))
      found.add(action)
    // A booking's changes are called by what has happened: note(tx, 'seated', …).
    if (text.includes('`booking.${'))
      for (const [, what = ''] of text.matchAll(/note\(tx, '([a-z_]+)'/g))
        found.add(`booking.${what}`)
  }
  return [...found]
}

/** Of the same form, and no action: a job, and a field. */
const NO_DEEDS = new Set([
  'deposit.release',
  'deposit.release_requested',
  'gives_back.amount_minor',
])

test('every kind of entry that the source writes has its sentence in both languages', () => {
  const actions = actionsOfSource()
  assert.ok(actions.length > 35, `${actions.length} actions`)
  const silent = actions.filter((action) => !Object.hasOwn(englishAudit.deeds, action))
  assert.deepEqual(
    silent.filter((action) => !NO_DEEDS.has(action)),
    [],
  )
  assert.deepEqual(
    Object.keys(spanishAudit.deeds).toSorted(),
    Object.keys(englishAudit.deeds).toSorted(),
  )
})

test('every kind of thing that an entry is about has its name', () => {
  const kinds = [
    ...new Set(Object.keys(englishAudit.deeds).map((one) => one.split('.')[0] ?? '')),
  ].toSorted()
  assert.deepEqual(Object.keys(englishAudit.kinds).toSorted(), kinds)
  assert.deepEqual(Object.keys(spanishAudit.kinds).toSorted(), kinds)
})

test('a sentence without its facts is still a sentence', () => {
  const none = { detail: {}, amount: '€0', member: '', table: '', from: '', to: '', night: '' }
  for (const words of [englishAudit, spanishAudit])
    for (const [action, say] of Object.entries(words.deeds)) {
      const said = say(none)
      assert.match(said, /^\p{Lu}.*\.$/u, action)
      assert.doesNotMatch(said, / {2}| [.:,]/, `${action}: ${said}`)
    }
})
