import { pay, placeOrder, type BoxOffice } from '../guest.ts'

/**
 * The guests of the headroom benchmark, as a process of their own: so many at once, each placing
 * and paying one order after the other until the time is over. How many orders were paid goes out
 * as a message.
 */
export interface Rush {
  house: BoxOffice
  night: string
  ticket_type_id: string
  guests: number
  seconds: number
}

const { house, night, ticket_type_id, ...rush } = JSON.parse(process.argv[2] ?? '') as Rush
const deadline = performance.now() + rush.seconds * 1000
let paid = 0
await Promise.all(Array.from({ length: rush.guests }, buyOnAndOn))
process.send?.({ paid })
process.disconnect?.()

async function buyOnAndOn(): Promise<void> {
  while (performance.now() < deadline) {
    const order = await placeOrder(house, night, { [ticket_type_id]: 1 })
    const { body } = await pay(house, order)
    if (body.status !== 'succeeded') throw new Error(JSON.stringify(body))
    paid += 1
  }
}
