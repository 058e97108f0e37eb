/** The pause between two questions: a second at first, for most orders are ready within two. */
const pauseMsMin = 1000
const pauseMsMax = 5000
const growth = 1.25
/** Many guests of one night must not ask in step. */
const jitter = 0.2
/** An answer slower than this counts as none. */
const answerMsMax = 10_000

/**
 * Keeps the order's page true without reloading it: while <main id="order"> says that something may
 * still happen (data-followed), its state is asked for (data-state-url), and when the version is
 * another one than the page's (data-version), the page is fetched and its <main> put in the old
 * one's place. A question that fails is simply asked again. Nothing is asked while the page is
 * hidden; it goes on at once when it is seen again.
 */
export function followOrder(page: Document): void {
  let pauseMs = pauseMsMin
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = false

  const askSoon = () => {
    clearTimeout(timer)
    if (!isFollowed(page) || page.hidden) return
    timer = setTimeout(() => void ask(), pauseMs * (1 + jitter * (2 * Math.random() - 1)))
    pauseMs = Math.min(pauseMsMax, pauseMs * growth)
  }

  const ask = async () => {
    if (asking || !isFollowed(page)) return
    asking = true
    if (await catchUp(page)) pauseMs = pauseMsMin
    asking = false
    askSoon()
  }

  page.addEventListener('visibilitychange', () => {
    if (page.hidden) return clearTimeout(timer)
    pauseMs = pauseMsMin
    void ask()
  })
  askSoon()
}

function orderOf(page: Document): HTMLElement | null {
  return page.querySelector<HTMLElement>('main#order')
}

function isFollowed(page: Document): boolean {
  const order = orderOf(page)
  return order?.dataset['followed'] === 'true' && order.dataset['stateUrl'] !== undefined
}

/** One question, and the new <main> if there is one. Returns whether the page has changed. */
async function catchUp(page: Document): Promise<boolean> {
  const order = orderOf(page)!
  try {
    const state = await get(order.dataset['stateUrl']!)
    const { version } = (await state.json()) as { version: unknown }
    if (String(version) === order.dataset['version']) return false
    const html = await (await get(page.location.href)).text()
    const fresh = new DOMParser().parseFromString(html, 'text/html')
    const next = orderOf(fresh)
    if (!next || next.dataset['version'] === order.dataset['version']) return false
    replace(page, order, page.adoptNode(next))
    page.title = fresh.title
    return true
  } catch {
    return false
  }
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url, {
    cache: 'no-store',
    signal: AbortSignal.timeout(answerMsMax),
  })
  if (!response.ok) throw new Error(`${response.status} from ${url}`)
  return response
}

/** Swaps <main>, tells screen readers once, and leaves the focus where the guest had it. */
function replace(page: Document, old: HTMLElement, next: HTMLElement): void {
  const focused = page.activeElement
  const hadFocus = focused !== null && old.contains(focused)
  old.replaceWith(next)
  if (hadFocus) {
    const same = focused.id ? page.getElementById(focused.id) : null
    const target = same ?? next
    if (target === next) next.tabIndex = -1
    target.focus({ preventScroll: true })
  }
  const announcer = page.getElementById('announcer')
  if (announcer) announcer.textContent = next.dataset['announce'] ?? ''
}
