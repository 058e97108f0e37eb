import type { AppWords } from '../english.ts'
import { spanishDesk } from './desk.ts'
import { spanishAlerts } from './alerts.ts'
import { spanishFrame } from './frame.ts'

export const spanishApp: AppWords = {
  frame: spanishFrame,
  desk: spanishDesk,
  alerts: spanishAlerts,
}
