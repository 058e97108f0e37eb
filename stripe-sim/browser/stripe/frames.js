import { origin } from './origin.js'

/**
 * A frame of the simulator. Style is set property by property, because the page's Content Security
 * Policy forbids style attributes. Without `color-scheme` a dark page would give the frame an
 * opaque white ground.
 */
export function newFrame(path, title, style) {
  const frame = document.createElement('iframe')
  frame.src = origin + path
  frame.title = title
  Object.assign(frame.style, { border: '0', colorScheme: 'light', display: 'block', ...style })
  return frame
}

/** A frame over the whole page, straight on <body>, so that an inert root does not disable it. */
export function newOverlay(path, title) {
  return newFrame(path, title, {
    background: 'transparent',
    height: '100%',
    inset: '0',
    position: 'fixed',
    width: '100%',
    zIndex: '2147483647',
  })
}

/** Puts an overlay over the page; the function it returns takes it away again. */
export function cover(overlay) {
  const { overflow } = document.body.style
  document.body.style.overflow = 'hidden'
  document.body.append(overlay)
  return () => {
    overlay.remove()
    document.body.style.overflow = overflow
  }
}

// Once a frame's document has loaded its script has run and spoken, unless there was no script.
const silence_ms = 1_500
// A frame whose document does not even load.
const loading_ms = 30_000

/**
 * Opens a private line to a frame, which speaks first: so nothing is ever said to a document that
 * is not the simulator's. `call(name, argument)` resolves with what the frame's function of that
 * name returns, or with `lost` when the frame goes away; `onEvent` hears what the frame tells by
 * itself, `onFailure` that it did not load.
 */
export function openChannel(frame, { greeting, lost, onEvent, onFailure }) {
  const waiting = new Map()
  let port = null
  let calls = 0
  let isClosed = false
  let timer = setTimeout(fail, loading_ms)
  const hear = (event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return
    if (event.data?.type !== 'stripe-sim:hello') return
    clearTimeout(timer)
    connect()
  }
  window.addEventListener('message', hear)
  frame.addEventListener('load', () => {
    if (port !== null) return
    clearTimeout(timer)
    timer = setTimeout(fail, silence_ms)
  })
  // A frame that is moved within the page loads anew and says hello again.
  function connect() {
    forget()
    const ends = new MessageChannel()
    port = ends.port1
    port.addEventListener('message', ({ data }) => {
      if (data.answerTo === undefined) return onEvent(data.event, data.detail)
      waiting.get(data.answerTo)?.(data.result)
      waiting.delete(data.answerTo)
    })
    port.start()
    const message = { type: 'stripe-sim:open', greeting: greeting() }
    frame.contentWindow.postMessage(message, origin, [ends.port2])
  }
  function forget() {
    port?.close()
    for (const resolve of waiting.values()) resolve(lost)
    waiting.clear()
  }
  function close() {
    isClosed = true
    clearTimeout(timer)
    window.removeEventListener('message', hear)
    forget()
  }
  function fail() {
    close()
    onFailure()
  }
  async function call(name, argument) {
    if (isClosed) return lost
    return new Promise((resolve) => {
      calls += 1
      waiting.set(calls, resolve)
      port.postMessage({ id: calls, name, argument })
    })
  }
  return { call, close }
}
