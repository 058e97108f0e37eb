import type { GuestOrder } from '../guest.ts'
import { ask } from './doorway.ts'
import { ticketsOf } from './books.ts'
import type { Plan } from './plan.ts'
import type { Stage } from './stage.ts'

/** What the door shows with every scan. */
export const DOOR_KEY = 'door_key_of_the_simulated_night_0123456789'

/** Two doors scan each ticket of an order in the same moment: at most one of them lets in. */
export async function admitAll(stage: Stage, plan: Plan, order: GuestOrder): Promise<void> {
  const night = stage.nights[plan.night]?.slug ?? ''
  for (const { id, code } of await ticketsOf(stage, order.order_id)) {
    const scans = ['upstairs', 'downstairs'].map((door, n) =>
      ask(stage, {
        method: 'POST',
        path: '/api/door/admissions',
        route: '/api/door/admissions',
        json: { code, night, door },
        bearer: DOOR_KEY,
        server: plan.server + n,
      }),
    )
    const replies = await Promise.all(scans)
    const admitted = replies.filter(({ status }) => status === 201).length
    if (admitted > 1) stage.tally.fault(`ticket ${id} was let in ${admitted} times`)
    const strange = replies.find(({ status }) => ![201, 409, 429].includes(status))
    if (strange) stage.tally.fault(`a scan was answered ${strange.status} ${strange.code}`)
    stage.tally.count(admitted === 1 ? 'tickets let in' : 'tickets refused at the door')
  }
}
