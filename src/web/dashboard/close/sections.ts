import type { CloseDifference } from '../../../overview/index.ts'
import type { CloseWords } from '../../messages/app/close.ts'
import type { CloseReport } from '../api/close_answers.ts'

/** A word, an amount, a number, an hour of the night, an order, or nothing. */
export type CloseCell =
  | string
  | { minor: number }
  | { count: number }
  | { at: string }
  | { order: string }
  | null

/** A part of the report as a table. */
export interface CloseSection {
  id: keyof CloseWords['sections']
  title: string
  /** What its figures mean. */
  meaning: string
  columns: string[]
  rows: CloseCell[][]
  /** What all rows come to. */
  total?: CloseCell[]
  note?: string
}

const minor = (amount: number) => ({ minor: amount })
const count = (many: number) => ({ count: many })

/**
 * The report in words, part by part: screen, paper, file and mail show these and nothing else, so
 * none of them says anything that the others do not. Pure, since the browser makes them as well.
 */
export function closeSections(report: CloseReport, words: CloseWords): CloseSection[] {
  const parts = { words, report }
  const sections = [
    differences(parts),
    reconciled(parts),
    worth(parts),
    charged(parts),
    back(parts),
    ...(report.stripe ? [fees(parts, report.stripe)] : []),
    door(parts),
    types(parts),
    ...(report.tables.length > 0 ? [tables(parts)] : []),
    hours(parts),
  ]
  return sections.map((section) => ({
    ...section,
    title: words.sections[section.id],
    meaning: words.meanings[section.id],
  }))
}

interface Parts {
  report: CloseReport
  words: CloseWords
}
type Section = Omit<CloseSection, 'title' | 'meaning'>

function differences({ report, words }: Parts): Section {
  const { columns, reasons } = words
  const more = report.differences_count - report.differences.length
  const row = ({ order_id, guest_name, reason, amount_minor }: CloseDifference): CloseCell[] => [
    { order: order_id },
    guest_name,
    reasons[reason],
    minor(amount_minor),
  ]
  return {
    id: 'differences',
    columns: [columns.order, columns.guest, columns.reason, columns.difference],
    rows: report.differences.map(row),
    ...(report.differences.length === 0 && { note: words.noDifferences }),
    ...(more > 0 && { note: words.moreDifferences(String(more)) }),
  }
}

function reconciled({ report: { books, stripe }, words }: Parts): Section {
  const { columns, rows } = words
  const line = (name: string, key: 'charged_minor' | 'refunded_minor' | 'disputed_minor') => [
    name,
    stripe && minor(stripe[key]),
    minor(books[key]),
    stripe && minor(stripe[key] - books[key]),
  ]
  return {
    id: 'reconciled',
    columns: [columns.what, columns.stripe, columns.books, columns.difference],
    rows: [
      line(rows.charged, 'charged_minor'),
      line(rows.refunded, 'refunded_minor'),
      line(rows.disputed, 'disputed_minor'),
    ],
    total: [
      rows.kept,
      stripe && minor(stripe.kept_minor),
      minor(books.kept_minor),
      stripe && minor(stripe.kept_minor - books.kept_minor),
    ],
    ...(!stripe && { note: words.fromBooks }),
  }
}

function worth({ report: { books, tickets_minor }, words }: Parts): Section {
  const { columns, rows } = words
  const { goodwill_minor, stopped_minor, promised_minor } = books
  return {
    id: 'worth',
    columns: [columns.what, columns.amount],
    rows: [
      [rows.valid, minor(books.valid_minor)],
      ...(goodwill_minor ? [[rows.goodwill, minor(-goodwill_minor)]] : []),
      ...(stopped_minor ? [[rows.stopped, minor(-stopped_minor)]] : []),
      [rows.pending, minor(books.pending_minor)],
      [rows.owed, minor(books.owed_minor)],
      [rows.sum, minor(tickets_minor)],
      [rows.difference, minor(books.kept_minor - tickets_minor)],
      ...(promised_minor ? [[rows.promised, minor(promised_minor)]] : []),
    ],
  }
}

function charged({ report: { books }, words }: Parts): Section {
  const { columns, chargedFor, rows } = words
  return {
    id: 'charged',
    columns: [columns.what, columns.orders, columns.amount],
    rows: books.charged.map((one) => [
      chargedFor[one.of],
      count(one.count),
      minor(one.amount_minor),
    ]),
    total: [rows.total, count(books.orders), minor(books.charged_minor)],
  }
}

function back({ report: { books }, words }: Parts): Section {
  const { columns, refundStates, disputeStates, nothing } = words
  const rows = [
    ...books.refunds.map((one) => [
      refundStates[one.state],
      count(one.count),
      minor(one.amount_minor),
    ]),
    ...books.disputes.map((one) => [
      disputeStates[one.state],
      count(one.count),
      minor(one.amount_minor),
    ]),
  ]
  const header = [columns.what, columns.count, columns.amount]
  return { id: 'back', columns: header, rows, ...(rows.length === 0 && { note: nothing }) }
}

function fees({ words }: Parts, stripe: NonNullable<CloseReport['stripe']>): Section {
  const { columns, rows } = words
  const { charge_fees_minor, dispute_fees_minor, kept_minor } = stripe
  return {
    id: 'fees',
    columns: [columns.what, columns.amount],
    rows: [
      [rows.chargeFees, minor(charge_fees_minor)],
      ...(dispute_fees_minor ? [[rows.disputeFees, minor(dispute_fees_minor)]] : []),
    ],
    total: [rows.afterFees, minor(kept_minor - charge_fees_minor - dispute_fees_minor)],
  }
}

function door({ report, words }: Parts): Section {
  const { columns, doorKinds, rows } = words
  const sum = (key: 'taken_minor' | 'reversed_minor') =>
    report.door.reduce((all, one) => all + one[key], 0)
  return {
    id: 'door',
    columns: [columns.what, columns.taken, columns.reversed, columns.left],
    rows: report.door.map(({ kind, taken_minor, reversed_minor }) => [
      doorKinds[kind],
      minor(taken_minor),
      minor(reversed_minor),
      minor(taken_minor - reversed_minor),
    ]),
    total: [
      rows.total,
      minor(sum('taken_minor')),
      minor(sum('reversed_minor')),
      minor(sum('taken_minor') - sum('reversed_minor')),
    ],
  }
}

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

function types({ report, words }: Parts): Section {
  const all = sumOf(report.types)
  return {
    id: 'types',
    columns: [words.columns.type, ...headColumns(words)],
    rows: report.types.map((one) => [one.name, ...heads(one)]),
    total: [words.rows.total, ...heads(all)],
    ...voided(all, words),
  }
}

function tables({ report, words }: Parts): Section {
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

function hours({ report, words }: Parts): Section {
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
