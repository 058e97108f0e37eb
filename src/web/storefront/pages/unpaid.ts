import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import { fit, layout } from './layout.ts'
import { poster } from './poster.ts'
import type { UnpaidView } from './views.ts'

/**
 * For a guest whose order would be one too many of its address: why, and the form again, which the
 * page sends by itself when it has worked for it. Without a script its button sends it, later.
 */
export function unpaidPage(view: UnpaidView): string {
  const messages = messagesFor(view.locale).unpaid
  const fields = Object.entries(view.fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )
  return layout({
    ...view,
    kind: 'problem',
    title: `${messages.title} – ${view.venue.name}`,
    description: messages.title,
    mainId: 'problem',
    scripts: view.assets.proofJs ? [view.assets.proofJs] : [],
    main: html`<main id="problem">
      <div class="problem-art">!${poster({ poster: 429, slug: 'status-429' })}</div>
      <header class="title">
        <h1 class="${fit(messages.title)}">${messages.title}</h1>
        <p class="lead">${view.sentence}</p>
        <p class="lead" role="status" id="working" hidden>${messages.working}</p>
        <form
          class="actions"
          method="post"
          action="${view.action}"
          data-challenge="${view.challenge}"
        >
          !${fields}
          <input type="hidden" name="proof" value="" />
          <button class="button" type="submit">${messages.again}</button>
        </form>
      </header>
    </main>`,
  })
}
