import type { CloseDifference } from '../../../overview/index.ts'
import type { CloseWords } from '../../messages/app/close.ts'
import type { CloseReport } from '../api/close_answers.ts'
import {
  count,
  minor,
  type CloseCell,
  type CloseSection,
  type Parts,
  type Section,
} from './section.ts'
import { hours, tables, types } from './sections_of_people.ts'

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
