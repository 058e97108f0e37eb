import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from '../guest.ts'
import type { Measures } from './measures.ts'
import type { Outages } from './outage.ts'

/** A house that is asked, what is measured about it, and when it was away. */
export interface Dialogue {
  url: string
  measures: Measures
  outages: Outages
}

/** Nobody waits longer for a server to come back. */
const AWAY_MS_MAX = 150_000
const LOOK_AGAIN_MS = 100

/** What a step is for a guest who gives up on it. */
export class Lost extends Error {}

/**
 * Does one step of a guest and notes how long its answer took. A connection that is lost because
 * the server is restarted is tried again, as a browser's Retry does; that time counts. So is a 5xx
 * where something is wrong on purpose. What no guest must ever see, a 5xx or a connection lost for
 * no reason, is a fault of the night, and ends the visit.
 */
export async function say<Body>(
  { measures, outages }: Dialogue,
  step: string,
  work: () => Promise<Answer<Body>>,
): Promise<Answer<Body>> {
  const began_ms = measures.now()
  const deadline = Date.now() + AWAY_MS_MAX
  for (;;) {
    const asked_at = Date.now()
    const answer = await work().catch((error: Error) => error)
    if (!(answer instanceof Error)) {
      if (answer.status >= 500 && outages.isFaulty && outages.wasDown(asked_at)) {
        measures.count(`${answer.status} during a fault`)
        await sleep(LOOK_AGAIN_MS)
        continue
      }
      if (answer.status >= 500) {
        measures.fault(`${step}: ${answer.status}`, JSON.stringify(answer.body).slice(0, 500))
        throw new Lost(step)
      }
      measures.took(step, began_ms)
      return answer
    }
    if (Date.now() > deadline || !outages.wasDown(asked_at)) {
      measures.fault(`${step}: no answer`, wordsOf(answer))
      throw new Lost(step)
    }
    measures.count(outages.isFaulty ? 'lost during a fault' : 'waited for a restart')
    await sleep(LOOK_AGAIN_MS)
  }
}

/** Opens a page; its HTML is the answer's body. */
export async function open(
  dialogue: Dialogue,
  step: string,
  path: string,
): Promise<Answer<string>> {
  return say(dialogue, step, async () => {
    const response = await fetch(dialogue.url + path, { redirect: 'manual' })
    const body = await response.text()
    return { status: response.status, headers: response.headers, body }
  })
}

function wordsOf({ name, message, cause }: Error): string {
  return `${name}: ${message} ${cause instanceof Error ? cause.message : ''}`.trim()
}
