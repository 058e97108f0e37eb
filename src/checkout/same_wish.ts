import type { Queryable } from '../kernel/index.ts'
import { agreementOf, guestsOf, linesOf, type Line, type Order } from '../orders/index.ts'
import type { Choice } from './choose.ts'
import type { Wish } from './place.ts'

/** Is an order that was placed before what is wished for now? */
export async function isSameWish(db: Queryable, order: Order, wish: Wish): Promise<boolean> {
  if ('choices' in wish)
    return order.kind === 'ga' && isSameChoice(await linesOf(db, order.id), wish.choices)
  if ('more' in wish) {
    const { booking_id, guests } = wish.more
    return order.booking_id === booking_id && (await guestsOf(db, order.id)) === guests
  }
  const agreed = await agreementOf(db, order.id)
  return (
    agreed?.wished_id === wish.table.wished_id &&
    agreed.party_size === wish.table.party_size &&
    agreed.package_id === wish.table.package_id
  )
}

function isSameChoice(lines: Line[], choices: Choice[]): boolean {
  const wanted = choices.filter((choice) => choice.quantity > 0)
  return (
    wanted.length === lines.length &&
    lines.every((line) =>
      wanted.some(
        (choice) =>
          choice.ticket_type_id === line.ticket_type_id && choice.quantity === line.quantity,
      ),
    )
  )
}
