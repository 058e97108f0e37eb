import { decimalMoney } from '../../../kernel/index.ts'
import type { FailedByNight, FailedFigures } from '../../../overview/index.ts'
import type { Cell } from './csv.ts'

interface Table {
  heading: string[]
  rows: Cell[][]
}

/**
 * Each chart as the table that it is drawn from, under the names that the API has for its figures.
 * Amounts are written as decimals here, for spreadsheets.
 */
export const failedTables: Record<string, (figures: FailedFigures) => Table> = {
  codes: ({ codes }) => ({
    heading: ['code', 'unique_declines', 'retries'],
    rows: codes.map(({ code, unique_declines, retries }) => [code, unique_declines, retries]),
  }),
  attempts: ({ times }) => ({
    heading: ['at', 'attempts', 'successes', 'unique_declines', 'retries', 'errored'],
    rows: times.map((one) => [
      one.at,
      one.attempts,
      one.successes,
      one.unique_declines,
      one.retries,
      one.errored,
    ]),
  }),
  recovery: (figures) => ({
    heading: [...NIGHT, 'failed_orders', 'recovered_orders', 'recovery_rate'],
    rows: byNight(figures, (one) => [one.failed_orders, one.recovered_orders, one.recovery_rate]),
  }),
  risk: (figures) => ({
    heading: [...NIGHT, 'held_orders', 'held', 'lost_orders', 'lost', 'currency'],
    rows: byNight(figures, (one) => {
      const { currency } = figures
      const decimal = (amount_minor: number) => Number(decimalMoney({ amount_minor, currency }))
      const { held_orders, held_minor, lost_orders, lost_minor } = one
      return [held_orders, decimal(held_minor), lost_orders, decimal(lost_minor), currency]
    }),
  }),
  waits: (figures) => ({
    heading: [...NIGHT, 'paid_orders', 'ticketed_orders', 'p50_ms', 'p95_ms'],
    rows: byNight(figures, (one) => [one.paid_orders, one.ticketed_orders, one.p50_ms, one.p95_ms]),
  }),
}

const NIGHT = ['night', 'title', 'doors_at', 'kind']

function byNight({ nights }: FailedFigures, cells: (one: FailedByNight) => Cell[]): Cell[][] {
  return nights.map((one) => [one.night, one.title, one.doors_at, one.kind, ...cells(one)])
}
