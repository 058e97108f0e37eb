/** An answer slower than this counts as none; the form can be sent all the same. */
const answerMsMax = 10_000

interface Row {
  label: string
  amount: string
}

/** How it adds up, in the server's words. */
interface Sum {
  table: string
  rows: Row[]
  total: Row
  now: Row
  due: Row
  said: string
  notes: string[]
  terms: string
}

/**
 * Keeps the sum beside the booking form true: whenever the party changes its mind, the server is
 * asked what it comes to now. It reckons as it will when the form is sent; nothing is reckoned
 * here.
 */
export function followQuote(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('form[data-quote-url]')
  if (!form) return
  let latest = 0
  const ask = async (isSaid: boolean) => {
    const turn = ++latest
    const answer = await get(form)
    // A slower answer to an earlier question must not win.
    if (turn === latest) show(page, answer, isSaid)
  }
  form.addEventListener('change', () => void ask(true))
  // The browser may have brought back a choice that the page was not drawn for.
  page.defaultView?.addEventListener('pageshow', () => void ask(false))
}

async function get(form: HTMLFormElement): Promise<Sum | string> {
  const data = new FormData(form)
  const asked = new URLSearchParams()
  for (const name of ['party_size', 'package_id']) {
    const value = data.get(name)
    asked.set(name, typeof value === 'string' ? value : '')
  }
  try {
    const url = `${form.dataset['quoteUrl']}?${asked.toString()}`
    const response = await fetch(url, {
      cache: 'no-store',
      signal: AbortSignal.timeout(answerMsMax),
    })
    const answer = (await response.json()) as { sum?: Sum; detail?: string }
    return answer.sum ?? answer.detail ?? ''
  } catch {
    return ''
  }
}

/** Shows a sum, or the sentence that says why there is none. */
function show(page: Document, answer: Sum | string, isSaid: boolean): void {
  const at = (id: string) => page.getElementById(id)
  const write = (id: string, text: string) => {
    const place = at(id)
    if (place && place.textContent !== text) place.textContent = text
  }
  write('sum-problem', typeof answer === 'string' ? answer : '')
  if (typeof answer === 'string') return
  write('sum-table', answer.table)
  if (isSaid) write('sum-said', answer.said)
  at('sum-rows')?.replaceChildren(...answer.rows.map((row) => rowOf(page, row)))
  for (const part of ['total', 'now', 'due'] as const)
    at(`sum-${part}`)?.replaceChildren(...cells(page, answer[part]))
  at('sum-notes')?.replaceChildren(...answer.notes.map((note) => element(page, 'li', note)))
  at('sum-terms')?.setAttribute('value', answer.terms)
}

function rowOf(page: Document, row: Row): HTMLElement {
  const div = page.createElement('div')
  div.append(...cells(page, row))
  return div
}

const cells = (page: Document, { label, amount }: Row): HTMLElement[] => [
  element(page, 'dt', label),
  element(page, 'dd', amount),
]

function element(page: Document, name: string, text: string): HTMLElement {
  const made = page.createElement(name)
  made.textContent = text
  return made
}
