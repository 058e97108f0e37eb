import { englishDesk } from './desk.ts'
import { englishFrame } from './frame.ts'

/** Every sentence of the dashboard's app in English; each part has a page of its own. */
export const englishApp = {
  frame: englishFrame,
  desk: englishDesk,
}

export type AppWords = typeof englishApp
