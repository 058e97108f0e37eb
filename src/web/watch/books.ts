import type { Registry } from 'prom-client'
import { waitAtMost, type Database, type Log } from '../../kernel/index.ts'
import { countPayments, houseFigures, queueFigures, settledUntil } from '../../overview/index.ts'

type Prom = typeof import('prom-client')

/** However many ask, and however often, the database is asked once in this while. */
const KEPT_MS = 5_000
/** Whoever collects is not kept waiting by a database that is busy with guests. */
const PATIENCE_MS = 2_000

/**
 * Puts what the database knows into `registry`, as true for the whole house: each server says the
 * same. Returns what brings it up to date. While the database does not answer, nothing is claimed.
 */
export function watchBooks(
  prom: Prom,
  registry: Registry,
  db: Database,
  log: Log,
): () => Promise<void> {
  const gauges = houseGauges(prom, registry)
  const payments = new prom.Counter({
    name: 'coatcheck_payments_total',
    help: 'Payments of the whole house since this server was first asked, whoever booked them.',
    labelNames: ['outcome'] as const,
    registers: [registry],
  })
  for (const outcome of ['captured', 'failed', 'refunded', 'refund_failed'])
    payments.inc({ outcome }, 0)
  let counted: Awaited<ReturnType<typeof settledUntil>> | undefined
  const read = async () => {
    const [house, queues, until] = await Promise.all([
      houseFigures(db),
      queueFigures(db),
      settledUntil(db),
    ])
    gauges.show(house, queues)
    const made = counted && (await countPayments(db, counted, until))
    counted = until
    for (const [outcome, count] of Object.entries(made ?? {})) payments.inc({ outcome }, count)
  }
  let reading: Promise<void> | undefined
  let kept_until_ms = 0
  return async () => {
    if (performance.now() < kept_until_ms) return
    reading ??= read()
      .then(() => (kept_until_ms = performance.now() + KEPT_MS))
      .catch((error: unknown) => {
        gauges.hide()
        log.warn({ err: error }, 'metrics.books_not_read')
      })
      .then(() => (reading = undefined))
    const isRead = await waitAtMost(
      PATIENCE_MS,
      reading.then(() => true),
    )
    if (!isRead) gauges.hide()
  }
}

type House = Awaited<ReturnType<typeof houseFigures>>
type Queues = Awaited<ReturnType<typeof queueFigures>>

/** What each figure of the house is called. */
const HOUSE: Record<keyof House, [name: string, help: string]> = {
  last_webhook_seconds: ['last_webhook_age_seconds', 'Since Stripe has last brought an event.'],
  without_tickets: ['orders_without_tickets', 'Paid orders whose tickets are not there.'],
  stuck: ['orders_stuck', 'Those of them that no retry is left for: a person has to look.'],
  without_tickets_seconds: [
    'order_without_tickets_age_seconds',
    'For how long the first of them has been paid.',
  ],
  payments_processing: ['payments_processing', 'Payments about which a bank is deciding.'],
  refunds_requested: ['refunds_requested', 'Refunds that Stripe has not answered about.'],
  mails_waiting: ['mails_waiting', 'Mails that are owed and not sent.'],
  requests_waiting: ['job_requests_waiting', 'Work that has not reached the queue.'],
  alerts_open: ['alerts_open', 'What the owner has been told of and has not healed.'],
}

function houseGauges(prom: Prom, registry: Registry) {
  const registers = [registry]
  const readable = new prom.Gauge({
    name: 'coatcheck_books_readable',
    help: '1 while the database answers in time; all that it knows is missing else.',
    registers,
  })
  const jobs = new prom.Gauge({
    name: 'coatcheck_jobs',
    help: 'Jobs of each queue, by state.',
    labelNames: ['queue', 'state'] as const,
    registers,
  })
  const gauges = Object.entries(HOUSE).map(([key, [name, help]]) => {
    // With a label, so that a value can be taken away: a gauge without one is always there.
    const gauge = new prom.Gauge({
      name: `coatcheck_${name}`,
      help,
      labelNames: [] as const,
      registers,
    })
    gauge.remove()
    return { key: key as keyof House, gauge }
  })
  return {
    show: (house: House, queues: Queues) => {
      readable.set(1)
      for (const { key, gauge } of gauges) {
        const value = house[key]
        if (value === null) gauge.remove()
        else gauge.set(value)
      }
      for (const { queue, ...states } of queues)
        for (const [state, count] of Object.entries(states)) jobs.set({ queue, state }, count)
    },
    hide: () => {
      readable.set(0)
      jobs.reset()
      for (const { gauge } of gauges) gauge.remove()
    },
  }
}
