import type { FastifyReply } from 'fastify'
import type { Refused } from '../kernel/index.ts'
import type { RefusalCode } from './messages.ts'

/** The HTTP status of every refusal that can reach somebody outside. */
const STATUS: Record<RefusalCode, number> = {
  address_twice: 422,
  alert_heals_itself: 409,
  alert_over: 409,
  alert_unknown: 404,
  already_admitted: 409,
  amount_differs: 409,
  balance_exceeded: 409,
  body_too_large: 413,
  booking_arrived: 409,
  booking_disputed: 409,
  booking_locked: 409,
  booking_not_arrived: 409,
  booking_over: 409,
  booking_refunded: 409,
  booking_still_awaited: 409,
  booking_unassigned: 409,
  booking_unknown: 404,
  code_expired: 422,
  code_wrong: 422,
  comp_complete: 409,
  comp_decided: 409,
  comp_not_given: 409,
  comp_taken: 409,
  comp_unknown: 404,
  comp_used: 409,
  deposit_not_authorised: 409,
  deposit_not_lapsed: 409,
  deposit_refused: 409,
  door_key_wrong: 401,
  door_money_taken: 409,
  door_payment_taken: 409,
  door_payment_unknown: 404,
  email_invalid: 422,
  forged_origin: 403,
  guests_invalid: 422,
  hold_expired: 409,
  input_invalid: 422,
  internal: 500,
  invitation_over: 410,
  issue_failed: 409,
  last_owner: 409,
  member_exists: 409,
  member_name_invalid: 422,
  member_name_taken: 409,
  member_unknown: 404,
  name_invalid: 422,
  night_not_on_sale: 409,
  night_over: 410,
  night_unknown: 404,
  not_enough_left: 409,
  not_open_yet: 503,
  not_permitted: 403,
  note_taken: 409,
  nothing_chosen: 422,
  nothing_to_issue: 409,
  nothing_to_keep: 409,
  nothing_to_send: 409,
  order_changed: 409,
  order_not_payable: 409,
  order_taken: 409,
  order_unknown: 404,
  other_night: 409,
  package_unknown: 422,
  page_unknown: 404,
  party_size_invalid: 422,
  party_too_large: 409,
  pass_admitted: 409,
  pass_claimed: 409,
  pass_name_invalid: 422,
  pass_replaced_too_often: 409,
  pass_unknown: 404,
  pass_void: 410,
  password_guessable: 422,
  password_invalid: 422,
  password_wrong: 422,
  phone_invalid: 422,
  picture_invalid: 422,
  picture_too_large: 413,
  picture_unknown: 404,
  plan_changed: 409,
  plan_name_missing: 422,
  plan_name_twice: 422,
  plan_night_kept: 409,
  plan_off_canvas: 422,
  plan_off_zone: 422,
  plan_unknown: 404,
  quantity_invalid: 422,
  rate_limited: 429,
  refund_disputed: 409,
  refund_moved_on: 409,
  refund_not_paid: 409,
  refund_not_captured: 409,
  refund_nothing_left: 409,
  refund_taken: 409,
  refund_too_much: 422,
  sale_ended: 409,
  sale_not_started: 409,
  sign_in_limited: 429,
  sign_in_wrong: 422,
  sold_out: 409,
  staff_key_wrong: 401,
  bounce_key_wrong: 401,
  stripe_unreachable: 503,
  table_blocked: 409,
  table_kept: 409,
  table_taken: 409,
  table_unknown: 422,
  terms_changed: 409,
  ticket_disputed: 409,
  ticket_refunded: 409,
  ticket_type_unknown: 422,
  ticket_unknown: 404,
  ticket_voided: 409,
  too_many: 422,
  too_many_of_kind: 422,
  too_many_unpaid: 429,
  total_too_large: 422,
  total_too_small: 422,
  unavailable: 503,
  vip_not_offered: 409,
  webhook_unverified: 400,
  zone_full: 409,
}

/** The status that answers a refusal. */
export function statusOf(code: RefusalCode): number {
  return STATUS[code]
}

/** What is away may be back after so long; whoever waits longer sees for themselves. */
const AWAY_SECONDS = 5

/** Gives an answer the status of a refusal and, where that is known, when to ask again. */
export function setStatus(
  reply: FastifyReply,
  { refused, detail }: Refused<RefusalCode>,
): FastifyReply {
  const status = statusOf(refused)
  const seconds = status === 503 ? AWAY_SECONDS : detail?.['seconds']
  if (seconds !== undefined) reply.header('retry-after', String(seconds))
  return reply.code(status)
}

/** Thrown by a route to answer with a refusal; the error handler words it for whoever asked. */
export class RefusedRequest extends Error {
  override name = 'RefusedRequest'
  readonly refusals: Refused<RefusalCode>[]
  constructor(...refusals: Refused<RefusalCode>[]) {
    super(refusals.map((one) => one.refused).join(', '))
    this.refusals = refusals
  }
}
