import type { Call } from './marks.ts'

const seed = 23

/** A mixture of everything that happens to a box office on its worst evening, reproducible. */
export const badNight: Call[] = [
  ['clearFaults', {}],
  ['failRequests', request('error', 0.1, { when: 'after' })],
  ['failRequests', request('reset', 0.03, { when: 'after' })],
  ['failRequests', request('lock_timeout', 0.03, {})],
  ['failRequests', request('delay', 0.08, { when: 'after', delay_ms: 2500 })],
  ['failWebhooks', webhook('delay', 0.2, { delay_ms: 8000 })],
  ['failWebhooks', webhook('duplicate', 0.2, { copies: 1 })],
  ['failWebhooks', webhook('reorder', 0.15, { count: 2 })],
  ['failWebhooks', webhook('drop', 0.05, {})],
  ['configure', { latency: { median_ms: 150, p99_ms: 1500, seed } }],
]

/** The end of every fault. */
export const goodNight: Call[] = [
  ['clearFaults', {}],
  ['configure', { latency: null, requests_per_second_max: null }],
  ['releaseWebhooks', {}],
]

function request(effect: string, probability: number, more: object): object {
  return { path: '/v1/*', effect, probability, times: null, seed, ...more }
}

function webhook(effect: string, probability: number, more: object): object {
  return { type: '*', effect, probability, times: null, seed, ...more }
}
