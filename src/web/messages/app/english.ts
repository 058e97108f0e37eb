import { englishDesk } from './desk.ts'
import { englishAlerts } from './alerts.ts'
import { englishFrame } from './frame.ts'
import { englishTonight } from './tonight.ts'

/** Every sentence of the dashboard's app in English; each part has a page of its own. */
export const englishApp = {
  frame: englishFrame,
  tonight: englishTonight,
  desk: englishDesk,
  alerts: englishAlerts,
}

export type AppWords = typeof englishApp
