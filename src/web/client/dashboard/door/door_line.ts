import type { DoorNo, DoorVerdict } from '../../../dashboard/api/door_answers.ts'
import { act, Refusal } from '../app/requests.ts'
import { newIdHere } from '../desk/new_id.ts'

/** Who is to go in, as the API takes it. */
export type HeadsWanted =
  | { code: string }
  | { pass_id: string }
  | { booking_id: string; heads: number }
  | { order_id: string; heads: number }

/** One request, which is sent with the same id until it is answered. */
export interface DoorRequest {
  id: string
  night: string
  heads: HeadsWanted
  is_meant: boolean
}

/** What the screen is full of. */
export type Shown =
  | { is: 'asking'; request: DoorRequest }
  | { is: 'away'; request: DoorRequest; tries: number }
  | { is: 'answered'; request: DoorRequest; verdict: DoorVerdict; answered_ms: number }
  | { is: 'refused'; request: DoorRequest; why: string }
  | { is: 'undone'; request: DoorRequest }

/** What the page of the door looks at. */
export interface DoorNow {
  shown: Shown | null
  /** The last noes of this page, newest first; what was let in the server knows. */
  noes: DoorNo[]
}

/** Whoever stands at the door waits for no longer; it is sent again, in ms. */
const ANSWER_MS_MAX = 4000
const AGAIN_MS = 2000
const KEPT = 'door-request'
const NOES_KEPT = 10

/**
 * Asks the server about one guest after the other. Without an answer the request is kept, even over
 * a reload, and sent again with the same id: so it lets in once, and nothing is green before the
 * server has said so.
 */
export class DoorLine {
  now: DoorNow = { shown: null, noes: [] }
  private current: DoorRequest | null = null
  private again: ReturnType<typeof setTimeout> | undefined
  private readonly lookers = new Set<() => void>()

  /** Takes up what a page before this one has kept, and calls `look` on changes. */
  readonly follow = (look: () => void): (() => void) => {
    this.lookers.add(look)
    window.addEventListener('online', this.hurry)
    const left = kept()
    if (left && !this.current) this.begin(left)
    return () => {
      this.lookers.delete(look)
      if (this.lookers.size > 0) return
      window.removeEventListener('online', this.hurry)
      clearTimeout(this.again)
      this.current = null
    }
  }

  /** Asks about whoever is next. While somebody is not answered, nobody else is asked about. */
  ask(night: string, heads: HeadsWanted, is_meant = false): void {
    if (!this.current) this.begin({ id: newIdHere('ent'), night, heads, is_meant })
  }

  /** Whoever is next may come; what is not answered is forgotten. */
  dismiss(): void {
    this.end(null)
  }

  /** Takes an entrance back. Throws the server's refusal. */
  async undo(entranceId: string): Promise<void> {
    await act('POST', `/door/entrances/${entranceId}/undo`)
    const { shown } = this.now
    if (shown?.is === 'answered' && shown.request.id === entranceId)
      this.show({ is: 'undone', request: shown.request })
  }

  private begin(request: DoorRequest): void {
    this.current = request
    keep(request)
    this.show({ is: 'asking', request })
    void this.send(request, 1)
  }

  private async send(request: DoorRequest, tries: number): Promise<void> {
    const answer = await answerTo(request)
    // Forgotten meanwhile, or answered on another line.
    if (this.current?.id !== request.id) return
    if (answer !== null) return this.end(answer)
    this.show({ is: 'away', request, tries })
    this.again = setTimeout(() => void this.send(request, tries + 1), AGAIN_MS)
  }

  /** The network is back: nobody waits for the timer. */
  private readonly hurry = () => {
    const { shown } = this.now
    if (shown?.is !== 'away') return
    clearTimeout(this.again)
    void this.send(shown.request, shown.tries + 1)
  }

  private end(shown: Shown | null): void {
    clearTimeout(this.again)
    this.current = null
    keep(null)
    const no = shown?.is === 'answered' && shown.verdict.verdict === 'no' ? [shown.verdict] : []
    const noes = [...no, ...this.now.noes].slice(0, NOES_KEPT)
    this.now = { ...this.now, noes }
    this.show(shown)
  }

  private show(shown: Shown | null): void {
    this.now = { ...this.now, shown }
    for (const look of this.lookers) look()
  }
}

/** What the server says; null while it says nothing. */
async function answerTo(request: DoorRequest): Promise<Shown | null> {
  try {
    const asked = act<DoorVerdict>('POST', '/door/entrances', request)
    const verdict = await Promise.race([asked, tooLate()])
    return { is: 'answered', request, verdict, answered_ms: performance.now() }
  } catch (error) {
    const isFinal = error instanceof Refusal && isSaidAgain(error.status)
    return isFinal ? { is: 'refused', request, why: error.message } : null
  }
}

/** A refusal that comes again however often it is asked; the others are a server that is away. */
const isSaidAgain = (status: number) => status < 500 && status !== 408 && status !== 429

function tooLate(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('No answer in time.')), ANSWER_MS_MAX)
  })
}

function keep(request: DoorRequest | null): void {
  if (request) sessionStorage.setItem(KEPT, JSON.stringify(request))
  else sessionStorage.removeItem(KEPT)
}

function kept(): DoorRequest | null {
  const text = sessionStorage.getItem(KEPT)
  return text ? (JSON.parse(text) as DoorRequest) : null
}
