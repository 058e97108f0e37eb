import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import { fit, layout } from './layout.ts'
import { poster } from './poster.ts'
import type { ProblemView } from './views.ts'

/** A friendly page for a status of 400 and up; it never shows what went wrong inside. */
export function problemPage(view: ProblemView): string {
  const messages = messagesFor(view.locale).problem
  const title = view.title ?? messages.titles[view.status] ?? messages.otherTitle
  const home = view.home ?? { path: '/', name: messages.back }
  const sentence = view.sentence ?? messages.sentences[view.status] ?? messages.otherSentence
  return layout({
    ...view,
    venue: view.venue,
    kind: 'problem',
    title: view.venue ? `${title} – ${view.venue.name}` : title,
    description: sentence,
    mainId: 'problem',
    main: html`<main id="problem">
      <div class="problem-art">
        !${poster({ poster: view.status, slug: `status-${view.status}` })}
      </div>
      <header class="title">
        <p class="eyebrow">${view.status}</p>
        <h1 class="${fit(title)}">${title}</h1>
        <p class="lead">${sentence}</p>
        !${view.status === 422 || view.status === 413 ? about(view.field) : ''}
        <p class="actions"><a class="button" href="${home.path}">${home.name}</a></p>
      </header>
    </main>`,
  })
}

function about(field: string | undefined): string {
  return field ? html`<p class="dim"><code>${field}</code></p>` : ''
}
