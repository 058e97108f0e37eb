import { tick } from './clock.js'
import { dirtyForms } from './forms.js'
import { morph } from './morph.js'
import { say } from './say.js'

const interval_ms = 1_000
const patience_ms = 10_000

let seen = null
let isAway = false
let running = Promise.resolve()

/**
 * Draws the page anew from its address, in place: what is focused, typed, scrolled or folded out
 * stays so. Resolves when the page shows the present.
 */
export function refresh() {
  running = running.then(renew, renew)
  return running
}

/** Looks for something new every second, as long as somebody looks at the page. */
export function keepFresh() {
  let timer
  const next = () => {
    clearTimeout(timer)
    timer = setTimeout(again, interval_ms)
  }
  const again = async () => {
    if (document.visibilityState === 'hidden') return
    await refresh()
    next()
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void again()
  })
  next()
}

async function renew() {
  try {
    const response = await fetch(location.href, {
      cache: 'no-cache',
      signal: AbortSignal.timeout(patience_ms),
    })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    const tag = response.headers.get('etag')
    const text = await response.text()
    if (isAway) say('The simulator answers again.')
    isAway = false
    if (tag !== seen) draw(text)
    seen = tag
  } catch {
    if (!isAway) say('The simulator does not answer. This page tries again.', { stays: true })
    isAway = true
  }
}

function draw(text) {
  const next = new DOMParser().parseFromString(text, 'text/html')
  document.title = next.title
  const rows = rowsAround(document.activeElement)
  morph(document.body, next.body, (form) => dirtyForms.has(form))
  tick()
  // The button that was pressed may be gone with the state it was for.
  if (rows.length > 0 && document.activeElement === document.body) {
    const row = rows.find((each) => each.isConnected)
    const target = row?.querySelector(':scope > summary') ?? row
    target?.focus({ preventScroll: true })
  }
}

// From the inside out.
function rowsAround(element) {
  const row = element?.parentElement?.closest('details, article')
  return row === null || row === undefined ? [] : [row, ...rowsAround(row)]
}
