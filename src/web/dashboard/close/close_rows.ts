import { decimalMoney } from '../../../kernel/index.ts'
import type { CloseWords } from '../../messages/app/close.ts'
import type { Cell } from '../api/csv.ts'
import type { CloseReport } from '../api/close_answers.ts'
import type { CloseCell } from './section.ts'
import { closeSections } from './sections.ts'

/** The names of a file's columns. */
export const closeColumns = ['section', 'item', 'figure', 'value', 'unit']

/**
 * The whole report as one table: a line for each figure, with its part and its row beside it, so
 * that a spreadsheet can filter and add up. Amounts are decimals, hours are moments in UTC.
 */
export function closeRows(report: CloseReport, words: CloseWords): Cell[][] {
  const { currency } = report.night
  const read = report.stripe?.kept_minor ?? report.books.kept_minor
  const money = (amount_minor: number): Cell[] => [
    Number(decimalMoney({ amount_minor, currency })),
    currency.toUpperCase(),
  ]
  const top: Cell[][] = [
    ['', words.night, report.night.title, report.night.doors_at, ''],
    ['', words.heading, words.columns.stripe, ...money(read)],
    ['', words.heading, words.sections.types, ...money(report.tickets_minor)],
    ['', words.heading, words.columns.difference, ...money(report.difference_minor)],
  ]
  const parts = closeSections(report, words).flatMap(({ title, columns, rows, total }) =>
    [...rows, ...(total ? [total] : [])].flatMap(([item = null, ...cells]) =>
      cells.flatMap((cell, n) =>
        cell === null ? [] : [[title, ...textOf(item), columns[n + 1] ?? '', ...valueOf(cell)]],
      ),
    ),
  )
  return [...top, ...parts]

  function valueOf(cell: CloseCell): Cell[] {
    if (cell !== null && typeof cell === 'object') {
      if ('minor' in cell) return money(cell.minor)
      if ('count' in cell) return [cell.count, '']
    }
    return [...textOf(cell), '']
  }
}

function textOf(cell: CloseCell): Cell[] {
  if (cell === null || typeof cell === 'string') return [cell]
  if ('at' in cell) return [cell.at]
  return ['order' in cell ? cell.order : null]
}
