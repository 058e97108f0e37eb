const fresh_ms = 600

/**
 * Makes `from` look like `to` with as few changes as possible, so that focus, scrolling and what is
 * typed are not lost. Elements with an id, a `data-key` or `data-calls` are recognised by it, the
 * others by their place: a button never becomes one that does something else.
 * - `data-own="open"`: the reader folds it; `data-own="text"`: a script writes its text
 * - `data-client`: a script has put it there
 * - a form for which `isKept` is true is left alone with what is typed into it
 */
export function morph(from, to, isKept) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue
    return
  }
  if (from.localName === 'form' && isKept(from)) return
  const isMoved = copyAttributes(from, to)
  if (from.dataset.own === 'text' && !isMoved) return
  morphChildren(from, to, isKept)
}

function copyAttributes(from, to) {
  const isOwn = (name) =>
    (name === 'open' && from.dataset.own === 'open') || (name === 'aria-disabled' && isFresh(from))
  let isMoved = false
  for (const name of from.getAttributeNames()) {
    if (to.hasAttribute(name) || isOwn(name)) continue
    from.removeAttribute(name)
  }
  for (const { name, value } of to.attributes) {
    if (isOwn(name) || from.getAttribute(name) === value) continue
    from.setAttribute(name, value)
    isMoved ||= name === 'datetime'
  }
  return isMoved
}

function morphChildren(from, to, isKept) {
  const wanted = [...to.childNodes]
  const ids = new Set(wanted.map(idOf))
  const known = new Map()
  let isShifted = false
  for (const child of Array.from(from.childNodes)) {
    const id = idOf(child)
    if (id === null) continue
    if (ids.has(id)) known.set(id, child)
    else {
      isShifted ||= child.localName === 'button'
      child.remove()
    }
  }
  let here = skip(from.firstChild)
  for (const want of wanted) {
    const match = matchFor(want, here, known)
    if (match === null) {
      from.insertBefore(want, here)
      if (want.nodeType === Node.ELEMENT_NODE) rest(want)
      if (want.dataset?.row !== undefined) greet(want)
      continue
    }
    if (match === here) here = skip(here.nextSibling)
    else from.insertBefore(match, here)
    morph(match, want, isKept)
  }
  while (here !== null) {
    const next = skip(here.nextSibling)
    here.remove()
    here = next
  }
  if (isShifted) rest(from)
}

function matchFor(want, here, known) {
  const id = idOf(want)
  if (id !== null) return known.get(id) ?? null
  const isAlike = here !== null && idOf(here) === null && here.nodeName === want.nodeName
  return isAlike ? here : null
}

function idOf(node) {
  return node.id || node.dataset?.key || node.dataset?.calls || null
}

const fresh = new WeakMap()

function isFresh(button) {
  return fresh.has(button)
}

// What has just come under the pointer was not aimed at, so its buttons rest for a moment.
function rest(place) {
  const inside = place.querySelectorAll('[data-calls], form[data-control] button')
  for (const button of place.matches('[data-calls]') ? [place] : inside) {
    clearTimeout(fresh.get(button))
    button.setAttribute('aria-disabled', 'true')
    const wake = () => {
      fresh.delete(button)
      button.removeAttribute('aria-disabled')
    }
    fresh.set(button, setTimeout(wake, fresh_ms))
  }
}

// What a script has put there is no part of the comparison.
function skip(node) {
  let found = node
  while (found?.dataset?.client !== undefined) found = found.nextSibling
  return found
}

// A new row glows for a moment, for those who do not mind things that move.
function greet(row) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  row.animate([{ backgroundColor: 'rgb(124 150 255 / 18%)' }, {}], { duration: 1200 })
}
