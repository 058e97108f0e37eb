import type { CloseSettings } from '../../../closing/index.ts'
import type { CloseNight, NightClose } from '../../../overview/index.ts'
import type { AsJson } from './as_json.ts'

/** A night's report; moments are ISO texts. */
export type CloseReport = AsJson<NightClose>

/** The nights to choose from, and the report of the one that is meant. */
export interface CloseAnswer {
  nights: AsJson<CloseNight>[]
  close: CloseReport | null
  /** When its mail goes; null where none does, or it is due by now. */
  mail_due_at: string | null
}

/** How the mail in the morning is settled. */
export interface CloseSettingsAnswer extends CloseSettings {
  /** To whom it goes while there is no address. */
  inherited: string[]
  max: number
}
