import type { Connection } from './connection.ts'

/** What is measured: the requests of a payment, as the SDK would write them. */

const createForm =
  'amount=2000&currency=eur&automatic_payment_methods[enabled]=true&metadata[order]=ord_1'
const confirmForm = 'payment_method=pm_card_visa&return_url=https%3A%2F%2Fvenue.test%2Freturn'

/** Creates an intent of €20 and resolves with its id. */
export async function create(connection: Connection): Promise<string> {
  const { status, body } = await connection.ask('POST', '/v1/payment_intents', createForm)
  check(status, body)
  return /"id": ?"(pi_\w+)"/.exec(body)?.[1] ?? ''
}

/** Confirms an intent with a card that succeeds. */
export async function confirm(connection: Connection, id: string): Promise<void> {
  const path = `/v1/payment_intents/${id}/confirm`
  const { status, body } = await connection.ask('POST', path, confirmForm)
  check(status, body)
}

export async function retrieve(connection: Connection, id: string): Promise<void> {
  const { status, body } = await connection.ask('GET', `/v1/payment_intents/${id}`)
  check(status, body)
}

function check(status: number, body: string): void {
  if (status !== 200) throw new Error(`The simulator answered ${status}: ${body}`)
}
