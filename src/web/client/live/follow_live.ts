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

/** What is true now. */
export interface LiveAnswer {
  /** Texts of the page, by the id of their element. */
  texts: Record<string, string>
  /** The state of each table, by its id, on a page that has tables. */
  tables?: Record<string, string>
}

/**
 * Keeps a page true without reloading: one of its elements says where to ask (data-live-url), and
 * the answer's texts are put in their places. Nothing moves or is replaced, so the focus stays where
 * it is. Nothing is asked while the page is hidden; it goes on at once when it is seen again.
 */
export function followLive(page: Document, show: (answer: LiveAnswer) => void = () => {}): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = pauseMs
  let asking = false

  const ask = async () => {
    clearTimeout(timer)
    if (asking || page.hidden) return
    asking = true
    // Looked for each time: what is live may come, and go, while somebody looks on.
    const url = page.querySelector<HTMLElement>('[data-live-url]')?.dataset['liveUrl']
    const answer = url ? await get(url) : undefined
    asking = false
    pause = answer || !url ? pauseMs : Math.min(pauseMsMax, pause * 2)
    if (answer) {
      write(page, answer)
      show(answer)
    }
    timer = setTimeout(() => void ask(), pause * (1 + jitter * (2 * Math.random() - 1)))
  }

  page.addEventListener('visibilitychange', () => void ask())
  // A page that the Back button brings back is as old as it was when it was left.
  page.defaultView?.addEventListener('pageshow', () => void ask())
  void ask()
}

async function get(url: string): Promise<LiveAnswer | undefined> {
  try {
    const signal = AbortSignal.timeout(answerMsMax)
    const response = await fetch(url, { cache: 'no-store', signal })
    return response.ok ? ((await response.json()) as LiveAnswer) : undefined
  } catch {
    return undefined
  }
}

function write(page: Document, { texts }: LiveAnswer): void {
  for (const [id, text] of Object.entries(texts)) {
    const element = page.getElementById(id)
    if (element && element.textContent?.trim() !== text) element.textContent = text
  }
}
