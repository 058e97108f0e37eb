import type { Database } from '../kernel/index.ts'
import {
  selectAlerts,
  selectInboxAlert,
  selectOwnAlerts,
  type InboxAlert,
} from './alerts_inbox.sql.ts'

/** Which alerts: those that are open, the member's own, or all; open ones first. */
type Shown = 'open' | 'mine' | 'all'

/** The first page is soon there; whoever goes on is at the end in a few steps. */
const PAGE = { first: 20, further: 100 }
/** Behind every id: what they are made of ends with z. */
const LAST = `alr_${'z'.repeat(30)}`

interface Place {
  state: 'open' | 'resolved'
  below_id: string
}

/** Behind all there are. */
const END: Place = { state: 'resolved', below_id: '' }

/** A page of the inbox, up to `until`, and where the next one begins; null after the last. */
export async function inboxPage(
  db: Database,
  memberId: string,
  shown: Shown,
  after: string,
  until?: string,
): Promise<{ alerts: InboxAlert[]; next: string | null }> {
  const select = shown === 'mine' ? selectOwnAlerts : selectAlerts
  const from = readPlace(after)
  const end = until === undefined ? END : readPlace(until)
  const lastOf = (state: Place['state']) => (end.state === state ? end.below_id : '')
  const size = after === '' ? PAGE.first : PAGE.further
  const page = { ...from, from_id: lastOf(from.state), member_id: memberId, limit: size + 1 }
  const alerts = await select(db, page)
  const goesOn = from.state === 'open' && end.state === 'resolved' && shown !== 'open'
  if (goesOn && alerts.length <= size) {
    const rest = { state: 'resolved', below_id: LAST, from_id: lastOf('resolved') } as const
    alerts.push(...(await select(db, { ...page, ...rest, limit: size + 1 - alerts.length })))
  }
  const shownNow = alerts.slice(0, size)
  const last = shownNow.at(-1)
  return {
    alerts: shownNow,
    next: alerts.length > size && last ? `${last.state}~${last.id}` : null,
  }
}

/** One alert as the inbox shows it to a member; undefined where there is none. */
export async function inboxAlert(
  db: Database,
  memberId: string,
  id: string,
): Promise<InboxAlert | undefined> {
  return (await selectInboxAlert(db, memberId, id))[0]
}

/** Where a page begins; what is no such place is the beginning. */
function readPlace(after: string): Place {
  const [, state, below_id] = /^(open|resolved)~(alr_\w{1,60})$/.exec(after) ?? []
  if (below_id === undefined) return { state: 'open', below_id: LAST }
  return { state: state === 'resolved' ? 'resolved' : 'open', below_id }
}
