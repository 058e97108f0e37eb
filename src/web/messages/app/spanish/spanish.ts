import type { AppWords } from '../english.ts'
import { spanishDesk } from './desk.ts'
import { spanishAlerts } from './alerts.ts'
import { spanishFrame } from './frame.ts'
import { spanishTonight } from './tonight.ts'

export const spanishApp: AppWords = {
  frame: spanishFrame,
  tonight: spanishTonight,
  desk: spanishDesk,
  alerts: spanishAlerts,
}
