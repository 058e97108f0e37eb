import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import { fit, layout } from './layout.ts'
import { poster } from './poster.ts'
import type { ProblemView } from './views.ts'

/** What guests see while the house is being set up: something to look forward to, and no error. */
export function openingSoonPage(view: Pick<ProblemView, Shared>): string {
  const { title, lead, staff } = messagesFor(view.locale).openingSoon
  return layout({
    ...view,
    venue: undefined,
    kind: 'problem',
    title,
    description: lead,
    mainId: 'problem',
    main: html`<main id="problem">
      <div class="problem-art">!${poster({ poster: 2, slug: 'opening-soon' })}</div>
      <header class="title">
        <h1 class="${fit(title)}">${title}</h1>
        <p class="lead">${lead}</p>
        <p class="dim"><a href="/dashboard">${staff}</a></p>
      </header>
    </main>`,
  })
}

type Shared = 'locale' | 'publicUrl' | 'assets' | 'environment' | 'here'
