import type { GuestOrder } from '../guest.ts'
import { entriesOf } from './books.ts'
import { ask, type Reply } from './doorway.ts'
import type { Plan } from './plan.ts'
import { nightOf, type Stage } from './stage.ts'

/** What the door shows with every scan. */
export const DOOR_KEY = 'door_key_of_the_simulated_night_0123456789'

/**
 * Two doors scan each ticket or pass of an order in the same moment: at most one of them lets in.
 */
export async function admitAll(stage: Stage, plan: Plan, order: GuestOrder): Promise<void> {
  const kind = plan.party ? 'passes' : 'tickets'
  for (const { id, code } of await entriesOf(stage, order.order_id)) {
    const doors = ['upstairs', 'downstairs']
    const replies = await Promise.all(doors.map((door, n) => scan(stage, plan, code, door, n)))
    const admitted = replies.filter(({ status }) => status === 201).length
    if (admitted > 1) stage.tally.fault(`${id} was let in ${admitted} times`)
    stage.tally.count(`${kind} ${admitted === 1 ? 'let in' : 'refused at the door'}`)
  }
}

/** Holds a code up at a door of the guest's night. */
export async function scan(
  stage: Stage,
  plan: Plan,
  code: string,
  door: string,
  turn = 0,
): Promise<Reply> {
  const reply = await ask(stage, {
    method: 'POST',
    path: '/api/door/admissions',
    route: '/api/door/admissions',
    json: { code, night: nightOf(stage, plan).slug, door },
    bearer: DOOR_KEY,
    server: plan.server + turn,
  })
  if (![201, 409, 429].includes(reply.status))
    stage.tally.fault(`a scan was answered ${reply.status} ${reply.code}`)
  return reply
}
