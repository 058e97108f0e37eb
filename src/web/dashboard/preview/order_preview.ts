import { mailCalledFor } from '../../../checkout/index.ts'
import { must, refuse, type Database } from '../../../kernel/index.ts'
import { findMail, type Letter } from '../../../mail/index.ts'
import { allDifferencesOf, findOrder, type Order } from '../../../orders/index.ts'
import { storyOf } from '../../../story/index.ts'
import { findPass } from '../../../tickets/index.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { receiptPdf } from '../../storefront/documents/index.ts'
import { newPlacement } from '../../storefront/night_routes.ts'
import { hasReceipt, orderPage, passPage } from '../../storefront/pages/index.ts'
import { passView } from '../../storefront/pass_routes.ts'
import { loadPurchase, type Purchase } from '../../storefront/purchase.ts'
import type { PreviewAnswer } from '../api/guest_answers.ts'
import { mailsOf } from '../api/order_entries.ts'
import { hideSecrets, secretsOf, withoutSecrets, type Secrets } from './hide.ts'
import { mailPreview, type PreviewWords } from './mail_preview.ts'

type Frame = ReturnType<Site['page']>

/** All of an order that its guest sees, by the paths at which it is shown. */
export async function previewOf(site: Site, orderId: string): Promise<PreviewAnswer> {
  const { db } = site.till
  const { order, purchase } = await open(site, orderId)
  const path = `/dashboard/orders/${order.id}/preview`
  const [next, mails] = await Promise.all([mailCalledFor(db, order), mailsOfOrder(site, order.id)])
  const passes = (purchase.party?.passes ?? []).filter(({ state }) => state === 'valid')
  return {
    order_id: order.id,
    guest_name: order.guest_name,
    page: `${path}/page`,
    receipt: isReceived(order) && hasReceipt(purchase) ? `${path}/receipt` : null,
    passes: passes.map(({ id, ordinal, name }) => {
      return { path: `${path}/passes/${id}`, ordinal, name: name ?? '' }
    }),
    next: next ? { path: `${path}/mails/next`, kind: next.kind } : null,
    mails: mails.map(({ id, kind, queued_at, sent_at }) => {
      return { path: `${path}/mails/${id}`, kind, queued_at, sent_at }
    }),
  }
}

/** The guest's order page as it is now, in the guest's language, without its secrets. */
export async function drawOrderPage(site: Site, frame: Frame, orderId: string): Promise<string> {
  const { order, purchase, secrets } = await open(site, orderId)
  const page = orderPage({
    ...frame,
    ...withoutSecrets(purchase),
    locale: order.locale,
    hold_expires_at: order.hold_expires_at,
    now: order.now,
    is_sure: order.state !== 'open',
    version: 'preview',
    placement: newPlacement(),
  })
  return hideSecrets(page, secrets)
}

/** The page of one of its passes. */
export async function drawPassPage(
  site: Site,
  frame: Frame,
  orderId: string,
  passId: string,
): Promise<string> {
  const { order, purchase, secrets } = await open(site, orderId)
  const hidden = withoutSecrets(purchase).party?.passes.find(({ id }) => id === passId)
  const pass = hidden && (await findPass(site.till.db, passId))
  if (!pass) throw new RefusedRequest(refuse('pass_unknown', 'pass_id'))
  const { code, claim_secret } = hidden
  const view = await passView(site, { ...frame, locale: order.locale }, pass)
  const page = passPage({ ...view, pass: { ...view.pass, code, claim_secret } })
  return hideSecrets(page, secrets)
}

/** The receipt, as a PDF; it holds no secret. */
export async function drawReceipt(site: Site, frame: Frame, orderId: string): Promise<Uint8Array> {
  const { order, purchase } = await open(site, orderId)
  if (!isReceived(order) || !hasReceipt(purchase))
    throw new RefusedRequest(refuse('order_unknown', 'order_id'))
  return receiptPdf({ ...frame, ...withoutSecrets(purchase), locale: order.locale })
}

/**
 * A mail of the order, as it would be worded now, or the one that "Send again" would send where
 * `mailId` is `next`. Null for one that would not be sent any more.
 */
export async function drawMail(
  site: Site,
  orderId: string,
  mailId: string,
  words: PreviewWords,
): Promise<string | null> {
  const { order, secrets } = await open(site, orderId)
  const letter = await compose(site, order, mailId)
  if (!letter) return null
  return mailPreview(letter, secrets, site.config.publicUrl, words)
}

async function compose(site: Site, order: Order, mailId: string): Promise<Letter | null> {
  const { db } = site.till
  const meant = mailId === 'next' ? await mailCalledFor(db, order) : await findMail(db, mailId)
  if (!meant) return null
  const mails = mailId === 'next' ? [] : await mailsOfOrder(site, order.id)
  if (mailId !== 'next' && !mails.some(({ id }) => id === mailId))
    throw new RefusedRequest(refuse('page_unknown', 'mail_id'))
  return must(site.composers[meant.kind], `composer of ${meant.kind}`)(meant.subject_id)
}

async function mailsOfOrder(site: Site, orderId: string) {
  const { entries } = must(await storyOf(site.till.db, orderId), `the story of ${orderId}`)
  return mailsOf(entries)
}

async function open(
  { till: { db } }: Site,
  orderId: string,
): Promise<{ order: Order; purchase: Purchase; secrets: Secrets }> {
  const order = await findOrder(db, orderId)
  if (!order) throw new RefusedRequest(refuse('order_unknown', 'order_id'))
  const purchase = await loadPurchase(db, order)
  const { codes, links } = secretsOf(purchase)
  return {
    order,
    purchase,
    secrets: { codes, links: [...links, ...(await linksAround(db, order))] },
  }
}

/** The secrets of what an order moves, and of all that its own guest was asked for to move it. */
async function linksAround(db: Database, { id, moves_order_id }: Order): Promise<string[]> {
  const ids = [
    ...(moves_order_id === null ? [] : [moves_order_id]),
    ...(await allDifferencesOf(db, id)),
  ]
  const orders = await Promise.all(ids.map((one) => findOrder(db, one)))
  return orders.flatMap((order) => (order ? [order.secret] : []))
}

/** As the order's own page decides it. */
const isReceived = ({ paid_at, comp_id, state }: Order) =>
  paid_at !== null || (comp_id !== null && state === 'fulfilled')
