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

/** What a part is made from. */
export interface Parts {
  report: CloseReport
  words: CloseWords
}

/** A part before it has its name. */
export type Section = Omit<CloseSection, 'title' | 'meaning'>

/** An amount in minor units. */
export const minor = (amount: number) => ({ minor: amount })

/** So many. */
export const count = (many: number) => ({ count: many })
