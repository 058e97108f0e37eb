import { html } from 'ghtml'
import { messagesFor } from '../../../messages.ts'
import { tablesPath } from '../layout.ts'
import type { NightView } from '../views.ts'
import type { VipSummary } from './views.ts'
import { closedSale, isSoldOut, moneyOf } from './words.ts'

/** The VIP section of a night's page: what a table costs ahead, how many are left, the way on. */
export function vipPanel(view: NightView): string {
  const { vip, night } = view
  if (!vip) return ''
  const messages = messagesFor(view.locale).tables
  const closed = closedSale(view, { night, vip: vip.vip })
  const notice = closed || (isSoldOut(vip) ? messages.closed.soldOut : '')
  const isComing = night.state === 'published' && !night.is_over
  const word = notice ? messages.panel.look : messages.panel.book
  return html`<section class="panel" id="vip" aria-labelledby="vip-title" tabindex="-1">
    <div class="panel-head">
      <h2 id="vip-title">${messages.title}</h2>
      <p>${messages.plan.allFees}</p>
    </div>
    !${notice ? html`<p class="notice">${notice}</p>` : offer(view, vip)}
    !${
      isComing
        ? html`<div class="panel-foot">
            <a class="button button-quiet" href="${tablesPath(night)}">${word}</a>
          </div>`
        : ''
    }
  </section>`
}

/** On a phone the section stands far below; this leads there. '' when nothing can be booked. */
export function jumpToTables(view: NightView): string {
  const { vip, night } = view
  if (!vip || isSoldOut(vip) || closedSale(view, { night, vip: vip.vip })) return ''
  const { panel } = messagesFor(view.locale).tables
  const { minor, isDeposit } = cheapest(vip)
  const price = moneyOf(view)(minor)
  const words = isDeposit ? panel.jumpDeposit(price) : panel.jump(price)
  return html`<a class="button button-quiet jump" href="#vip">${words}</a>`
}

function offer(view: NightView, vip: VipSummary): string {
  const { panel } = messagesFor(view.locale).tables
  const free = vip.tables.filter(({ state }) => state === 'free').length
  const { minor, isDeposit } = cheapest(vip)
  const price = moneyOf(view)(minor)
  return html`<div class="vip-offer">
    <div class="type-words">
      <p>${panel.promise}</p>
      <p class="type-left">${panel.free(free, vip.tables.length)}</p>
    </div>
    <p class="type-price">${isDeposit ? panel.fromDeposit(price) : panel.from(price)}</p>
  </div>`
}

/** What one pays ahead at least for any table that is free. */
function cheapest({ tables }: VipSummary): { minor: number; isDeposit: boolean } {
  const [first] = tables
    .filter(({ state }) => state === 'free')
    .toSorted((a, b) => a.charged_from_minor - b.charged_from_minor)
  return { minor: first?.charged_from_minor ?? 0, isDeposit: first?.charge === 'deposit' }
}
