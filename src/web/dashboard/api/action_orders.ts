import { may, type Member, type Permission } from '../../../identity/index.ts'
import { actionFactsOf, type ActionFacts } from '../../../overview/index.ts'
import type { Site } from '../../site.ts'
import { orderPath } from '../../storefront/pages/index.ts'
import { stripePage } from '../../stripe_page.ts'
import type { ActionOrder } from './desk_answers.ts'

/**
 * The orders with these ids, each with what the member may do with it now; unknown ids have none.
 */
export async function actionOrders(
  { till, config }: Pick<Site, 'till' | 'config'>,
  { role }: Pick<Member, 'role'>,
  orderIds: string[],
): Promise<Map<string, ActionOrder>> {
  const facts = await actionFactsOf(till.db, orderIds)
  const can = (permission: Permission) => may(role, permission)
  return new Map(facts.map((one) => [one.order_id, actionOrder(one)]))

  function actionOrder(one: ActionFacts): ActionOrder {
    const { order_id, guest_name, total_minor, left_minor, currency, secret, intent } = one
    return {
      order_id,
      guest_name,
      total_minor,
      left_minor,
      is_reserved: one.payment_state === 'authorised',
      is_difference: one.is_difference,
      differences_minor: one.differences_minor,
      inside: one.inside,
      currency,
      page_url: config.publicUrl + orderPath({ id: order_id, secret }),
      stripe_url: intent === null ? null : stripePage(config, intent),
      can: actionsOf(one, can),
    }
  }
}

function actionsOf(one: ActionFacts, can: (permission: Permission) => boolean): ActionOrder['can'] {
  const isClosing = one.state === 'refund_due' || one.state === 'refunded'
  const isReserved = one.payment_state === 'authorised'
  const isRefundable = one.left_minor > 0 && !one.is_disputed && !(isReserved && isClosing)
  const isCharged = one.payment_state === 'succeeded' && one.kind !== 'vip_guests'
  // A difference has the mail with its link while it waits, and none once it has done its work.
  const without = one.is_difference ? ['fulfilled', 'expired'] : ['open', 'expired']
  const hasNews = one.has_address && !without.includes(one.state)
  const actions = {
    issue: can('money.decide') && one.state === 'paid' && one.is_exact,
    refund: can('money.decide') && isRefundable,
    // Whether somebody is in already, and more, is looked at when it is asked for.
    move:
      can('money.decide') &&
      isRefundable &&
      isCharged &&
      one.state === 'fulfilled' &&
      !one.is_difference,
    resend: can('orders.help') && hasNews,
    note: can('orders.help'),
  }
  return (Object.keys(actions) as ActionOrder['can']).filter((action) => actions[action])
}
