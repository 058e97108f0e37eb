import type { AppWords } from '../english.ts'
import { spanishFailed } from './failed.ts'
import { spanishAlerts } from './alerts.ts'
import { spanishDesk } from './desk.ts'
import { spanishFrame } from './frame.ts'

export const spanishApp: AppWords = {
  frame: spanishFrame,
  failed: spanishFailed,
  alerts: spanishAlerts,
  desk: spanishDesk,
}
