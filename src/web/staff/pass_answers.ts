import { passAdmissionsOf, type Booking, type Pass } from '../../tickets/index.ts'
import type { Site } from '../site.ts'
import { passPath } from '../storefront/pages/index.ts'

/**
 * The passes of a booking as the API tells them, head by head, the newest of each last. Those of a
 * party that walked in come with their code and link, to be shown or sent to its guests: it has no
 * order whose page would. All others are their booker's alone to hand on.
 */
export async function passAnswers({ till, config }: Site, { order_id }: Booking, passes: Pass[]) {
  const passIds = passes.map((pass) => pass.id)
  const admissions = await passAdmissionsOf(till.db, passIds)
  return passes.map((pass) => ({
    id: pass.id,
    head: pass.ordinal,
    state: pass.state,
    voided_reason: pass.voided_reason,
    name: pass.name,
    claimed_at: pass.claimed_at,
    admitted_at: admissions.find(({ pass_id }) => pass_id === pass.id)?.admitted_at ?? null,
    ...(order_id === null && { code: pass.code, link: config.publicUrl + passPath(pass) }),
  }))
}
