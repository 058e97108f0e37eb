import type { CloseWords } from '../../messages/app/close.ts'
import type { CloseReport } from '../api/close_answers.ts'
import { count, minor, type Parts, type Section } from './section.ts'

interface Heads {
  sold: number
  comps: number
  arrived: number
  no_shows: number
  arrived_void: number
}

const heads = ({ sold, comps, arrived, no_shows }: Omit<Heads, 'arrived_void'>) =>
  [sold, comps, arrived, no_shows].map(count)

function sumOf(all: Heads[]): Heads {
  const sum = (key: keyof Heads) => all.reduce((so_far, one) => so_far + one[key], 0)
  return {
    sold: sum('sold'),
    comps: sum('comps'),
    arrived: sum('arrived'),
    no_shows: sum('no_shows'),
    arrived_void: sum('arrived_void'),
  }
}

/** The heads of GA and VIP together. */
export const headsOf = ({ types: ga, tables: vip }: CloseReport): Heads => sumOf([...ga, ...vip])

function headColumns({ columns }: CloseWords): string[] {
  return [columns.sold, columns.comps, columns.arrived, columns.noShows]
}

function voided(all: Heads, words: CloseWords): { note?: string } {
  const { arrived_void } = all
  return arrived_void === 0 ? {} : { note: words.rows.voidArrived(arrived_void, `${arrived_void}`) }
}

/** The GA side, by kind of ticket. */
export function types({ report, words }: Parts): Section {
  const all = sumOf(report.types)
  return {
    id: 'types',
    columns: [words.columns.type, ...headColumns(words)],
    rows: report.types.map((one) => [one.name, ...heads(one)]),
    total: [words.rows.total, ...heads(all)],
    ...voided(all, words),
  }
}

/** The VIP side, party by party. */
export function tables({ report, words }: Parts): Section {
  const { columns, rows, bookingStates } = words
  const all = sumOf(report.tables)
  const due = report.tables.reduce((sum, { due_minor }) => sum + due_minor, 0)
  return {
    id: 'tables',
    columns: [columns.table, columns.party, columns.state, ...headColumns(words), columns.due],
    rows: report.tables.map((one) => [
      one.table ?? rows.noTable,
      one.party,
      bookingStates[one.state],
      ...heads(one),
      minor(one.due_minor),
    ]),
    total: [rows.total, null, null, ...heads(all), minor(due)],
    ...voided(all, words),
  }
}

/** Money and people, hour by hour. */
export function hours({ report, words }: Parts): Section {
  const { columns, nothing, rows } = words
  const sum = (key: Exclude<keyof CloseReport['hours'][number], 'at'>) =>
    report.hours.reduce((all, one) => all + one[key], 0)
  return {
    id: 'hours',
    columns: [
      columns.hour,
      columns.orders,
      columns.charged,
      columns.refunded,
      columns.disputed,
      columns.arrivedGa,
      columns.arrivedVip,
    ],
    rows: report.hours.map((one) => [
      { at: one.at },
      count(one.orders),
      minor(one.charged_minor),
      minor(one.refunded_minor),
      minor(one.disputed_minor),
      count(one.arrived_ga),
      count(one.arrived_vip),
    ]),
    total: [
      rows.total,
      count(sum('orders')),
      minor(sum('charged_minor')),
      minor(sum('refunded_minor')),
      minor(sum('disputed_minor')),
      count(sum('arrived_ga')),
      count(sum('arrived_vip')),
    ],
    ...(report.hours.length === 0 && { note: nothing }),
  }
}
