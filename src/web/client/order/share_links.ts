/** How long a button says that it is done. */
const doneMs = 2500

/**
 * Makes the buttons beside a link work: copy, and share where the browser has a sheet for it. They
 * are hidden until this has run, and the links stand there as text for everybody else. The page's
 * <main> is replaced at times, so the clicks are heard on the document.
 */
export function shareLinks(page: Document): void {
  const { dataset } = page.documentElement
  dataset['copies'] = 'true'
  if ('share' in navigator) dataset['shares'] = 'true'
  page.addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest('button')
    if (!button) return
    const { copy, share } = button.dataset
    if (copy !== undefined) void copyLink(page, button, copy)
    if (share !== undefined) void shareLink(button, share)
  })
}

async function copyLink(page: Document, button: HTMLElement, fieldId: string): Promise<void> {
  const field = page.getElementById(fieldId)
  if (!(field instanceof HTMLInputElement)) return
  field.select()
  try {
    await navigator.clipboard.writeText(field.value)
  } catch {
    // Without permission the text stays selected, for the guest's own keys.
    return
  }
  const words = button.innerHTML
  const done = button.dataset['done'] ?? ''
  button.textContent = done
  const announcer = page.getElementById('announcer')
  if (announcer) announcer.textContent = done
  setTimeout(() => {
    button.innerHTML = words
  }, doneMs)
}

async function shareLink(button: HTMLElement, url: string): Promise<void> {
  try {
    await navigator.share({ title: button.dataset['title'] ?? '', url })
  } catch {
    // The guest has closed the sheet.
  }
}
