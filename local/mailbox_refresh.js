// Draws the list anew when a mail has come. A page that reloads itself would take the place in it
// away from whoever reads it with a keyboard or a screen reader.
const REFRESH_MS = 2_000

async function refresh() {
  const response = await fetch('/')
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const [now, then] = [page, document].map((each) => each.querySelector('main'))
  if (now && then && now.innerHTML !== then.innerHTML) then.innerHTML = now.innerHTML
}

setInterval(() => {
  // While Coatcheck is not running there is nothing new.
  refresh().catch(() => {})
}, REFRESH_MS)
