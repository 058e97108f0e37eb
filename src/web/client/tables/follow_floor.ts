import { followLive, type LiveAnswer } from '../live/follow_live.ts'

/** A screen reader is told what has changed this often at most. */
const announceMs = 15_000

interface Words {
  states: Record<string, string>
  one: string
  many: string
}

/**
 * Keeps the states of tables true without reloading: every table carries its id (data-table), state
 * and name. Only states and words change.
 */
export function followFloor(page: Document): void {
  const text = page.getElementById('live-words')?.textContent
  if (!text) return
  const words = JSON.parse(text) as Words
  const announce = announcer(page, words)
  followLive(page, (answer) => announce(show(page, answer, words), answer))
}

/** Puts an answer on the page; returns the tables that have changed, as name and state. */
function show(page: Document, answer: LiveAnswer, { states }: Words): Map<string, string> {
  const changed = new Map<string, string>()
  for (const spot of page.querySelectorAll<HTMLElement | SVGElement>('[data-table]')) {
    const { table = '', name = '', label = '' } = spot.dataset
    const state = answer.tables?.[table]
    if (!state || state === spot.dataset['state']) continue
    changed.set(name, state)
    spot.dataset['state'] = state
    if (spot.hasAttribute('aria-label'))
      spot.setAttribute('aria-label', `${label}, ${states[state] ?? ''}`)
    for (const tag of spot.querySelectorAll<HTMLElement>('.state')) tag.dataset['state'] = state
  }
  return changed
}

/** Tells a screen reader of changes: politely, together, and rarely. */
function announcer(page: Document, words: Words) {
  const waiting = new Map<string, string>()
  let quietUntil = 0
  return (changed: Map<string, string>, { texts }: LiveAnswer) => {
    for (const [name, state] of changed) waiting.set(name, state)
    const place = page.getElementById('announcer')
    if (waiting.size === 0 || !place || performance.now() < quietUntil) return
    quietUntil = performance.now() + announceMs
    const [[name, state] = ['', '']] = waiting
    place.textContent =
      waiting.size === 1
        ? words.one.replace('{table}', name).replace('{state}', words.states[state] ?? '')
        : words.many
            .replace('{count}', String(waiting.size))
            .replace('{free}', texts['free-all'] ?? '')
    waiting.clear()
  }
}
