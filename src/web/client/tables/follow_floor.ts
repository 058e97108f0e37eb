/**
 * The pause between two questions. With the answer's age of a fifth of a second at most, whatever
 * one guest does is seen by every other within two seconds.
 */
const pauseMs = 1250
/** Many guests of one night must not ask in step. */
const jitter = 0.1
/** A server that does not answer is asked less often, down to this. */
const pauseMsMax = 10_000
/** An answer slower than this counts as none. */
const answerMsMax = 10_000
/** A screen reader is told what has changed this often at most. */
const announceMs = 15_000

interface Answer {
  /** The state of each table, by its id. */
  tables: Record<string, string>
  /** Texts that follow from them, by the id of their element. */
  texts: Record<string, string>
}

interface Words {
  states: Record<string, string>
  one: string
  many: string
}

/**
 * Keeps the states of tables true without reloading: the page's main element says where to ask
 * (data-state-url), every table carries its id (data-table), state and name. Nothing moves or is
 * replaced, only states and words change, so the focus stays where it is. Nothing is asked while
 * the page is hidden; it goes on at once when it is seen again.
 */
export function followFloor(page: Document): void {
  const url = page.querySelector<HTMLElement>('[data-state-url]')?.dataset['stateUrl']
  const words = page.getElementById('live-words')?.textContent
  if (!url || !words) return
  const announce = announcer(page, JSON.parse(words) as Words)
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = pauseMs
  let asking = false

  const ask = async () => {
    clearTimeout(timer)
    if (asking || page.hidden) return
    asking = true
    const answer = await get(url)
    asking = false
    pause = answer ? pauseMs : Math.min(pauseMsMax, pause * 2)
    if (answer) announce(show(page, answer, JSON.parse(words) as Words), answer)
    timer = setTimeout(() => void ask(), pause * (1 + jitter * (2 * Math.random() - 1)))
  }

  page.addEventListener('visibilitychange', () => void ask())
  // A page that the Back button brings back is as old as it was when it was left.
  page.defaultView?.addEventListener('pageshow', () => void ask())
  void ask()
}

async function get(url: string): Promise<Answer | undefined> {
  try {
    const signal = AbortSignal.timeout(answerMsMax)
    const response = await fetch(url, { cache: 'no-store', signal })
    return response.ok ? ((await response.json()) as Answer) : undefined
  } catch {
    return undefined
  }
}

/** Puts an answer on the page; returns the tables that have changed, as name and state. */
function show(page: Document, answer: Answer, { states }: Words): Map<string, string> {
  const changed = new Map<string, string>()
  for (const spot of page.querySelectorAll<HTMLElement | SVGElement>('[data-table]')) {
    const { table = '', name = '', label = '' } = spot.dataset
    const state = answer.tables[table]
    if (!state || state === spot.dataset['state']) continue
    changed.set(name, state)
    spot.dataset['state'] = state
    if (spot.hasAttribute('aria-label'))
      spot.setAttribute('aria-label', `${label}, ${states[state] ?? ''}`)
    for (const tag of spot.querySelectorAll<HTMLElement>('.state')) tag.dataset['state'] = state
  }
  for (const [id, text] of Object.entries(answer.texts)) {
    const element = page.getElementById(id)
    if (element && element.textContent?.trim() !== text) element.textContent = text
  }
  return changed
}

/** Tells a screen reader of changes: politely, together, and rarely. */
function announcer(page: Document, words: Words) {
  const waiting = new Map<string, string>()
  let quietUntil = 0
  return (changed: Map<string, string>, { texts }: Answer) => {
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
