import assert from 'node:assert/strict'
import type { Browser } from './member.ts'
import { eventually } from './guest.ts'

/** The dashboard's stream, as a page of somebody who is signed in hears it. */
export interface Stream {
  /** Waits until the topic has been told of since the last call. */
  hears(topic: string): Promise<void>
  /** Has the server ended it? */
  isOver(): boolean
  close(): void
}

/** Opens the stream of what there may be news of, and waits until it stands. */
export async function openStream(url: string, browser: Browser): Promise<Stream> {
  const leave = new AbortController()
  const response = await fetch(`${url}/api/dashboard/live`, {
    headers: { cookie: browser.cookie(), 'user-agent': 'a test' },
    signal: leave.signal,
  })
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
  const told = new Set<string>()
  let isOver = false
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      const lines = decoder.decode(chunk, { stream: true }).split('\n')
      for (const line of lines.filter((one) => one.startsWith('data: ')))
        for (const topic of line.slice('data: '.length).split(' ')) told.add(topic)
    }
  }
  void read()
    .catch(() => {})
    .finally(() => (isOver = true))
  return {
    hears: async (topic) => {
      await eventually(`news of ${topic}`, async () => told.has(topic))
      told.delete(topic)
    },
    isOver: () => isOver,
    close: () => leave.abort(),
  }
}
