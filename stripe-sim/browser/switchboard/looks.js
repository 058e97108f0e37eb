import { refresh } from './refresh.js'

const openMax = 20

/** What the reader looks at stands in the address, so that a reload and a bookmark keep it. */
export function listenForLooks() {
  document.addEventListener('click', (event) => {
    const summary = event.target.closest('details[data-row] > summary')
    if (summary !== null) {
      event.preventDefault()
      void fold(summary.parentElement)
      return
    }
    const link = event.target.closest('a[data-stay]')
    if (link === null || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    void look(new URL(link.href))
  })
  document.addEventListener('change', (event) => {
    const form = event.target.closest('form[data-stay]')
    if (form !== null) void look(filtered(form))
  })
  document.addEventListener('submit', (event) => {
    if (event.target.dataset.stay === undefined) return
    event.preventDefault()
    void look(filtered(event.target))
  })
  window.addEventListener('popstate', () => void lookBack())
}

async function lookBack() {
  await refresh()
  for (const form of document.querySelectorAll('form[data-stay]')) form.reset()
}

async function look(url) {
  history.pushState(null, '', url)
  await refresh()
}

// The server writes what is inside, so a row opens when it has come and not before.
async function fold(row) {
  const url = new URL(location.href)
  const open = (url.searchParams.get('open') ?? '').split(',').filter(Boolean)
  const others = open.filter((id) => id !== row.id)
  const next = row.open ? others : [...others, row.id].slice(-openMax)
  if (next.length === 0) url.searchParams.delete('open')
  else url.searchParams.set('open', next.join(','))
  history.replaceState(null, '', url)
  await refresh()
}

function filtered(form) {
  const url = new URL(location.href)
  for (const [name, value] of new FormData(form)) url.searchParams.set(name, value)
  url.searchParams.delete('events_before')
  return url
}
