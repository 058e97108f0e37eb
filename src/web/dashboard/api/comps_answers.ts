import type { CompNight, ListedComp } from '../../../overview/index.ts'
import type { AsJson } from './as_json.ts'

/** A comp as the list shows it, and what whoever asks may do with it. */
export interface ShownComp extends ListedComp {
  can: ('approve' | 'refuse' | 'withdraw' | 'resend')[]
}
export type CompRow = AsJson<ShownComp>

/** What became of asking, approving, refusing or taking back. */
export interface CompAnswer {
  outcome: 'asked' | 'approved' | 'approved_already' | 'refused' | 'withdrawn'
  comp: CompRow
}

/** What can be given, night by night. */
export interface CompChoices {
  nights: AsJson<CompNight>[]
}

/** How many wait for somebody who decides. */
export interface CompsWaiting {
  waiting: number
}
