import { html } from 'ghtml'
import { addressOf, type View } from './view.ts'

// Looking for a rare thing must not walk through a whole evening of load at every redraw.
const searchedMax = 20_000

/** The first `rowsMax` of `items` that fit, and whether there are more. */
export function firstPage<Item>(
  items: Iterable<Item>,
  rowsMax: number,
  fits: (item: Item) => boolean = () => true,
): { shown: Item[]; hasMore: boolean } {
  const shown: Item[] = []
  let searched = 0
  for (const item of items) {
    searched += 1
    if (searched > searchedMax) break
    if (!fits(item)) continue
    if (shown.length === rowsMax) return { shown, hasMore: true }
    shown.push(item)
  }
  return { shown, hasMore: false }
}

/** Links to the newest and to what is older than `oldest`, where there is anything. */
export function pager(view: View, name: string, oldest: string | undefined): string {
  const newest = view.query.has(name)
    ? html`<a href="${addressOf(view, { [name]: null })}" data-stay>Newest</a>`
    : ''
  const older =
    oldest === undefined
      ? ''
      : html`<a href="${addressOf(view, { [name]: oldest })}" data-stay>Older</a>`
  return newest + older === '' ? '' : html`<p class="pager">!${newest} !${older}</p>`
}
