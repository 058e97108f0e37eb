import { integrationError, warn } from './errors.js'
import { newFrame, openChannel } from './frames.js'
import { connectionError } from '../shared/api.js'

/** What a call to a frame resolves with when the frame goes away before it answers. */
export const lost = {
  error: {
    type: 'invalid_request_error',
    code: 'element_unmounted',
    message: 'The Element was removed from the page before it answered.',
  },
}

/** The DOM element that `mount` was given, or the selector of one; throws an IntegrationError. */
export function containerOf(target) {
  const container = typeof target === 'string' ? document.querySelector(target) : target
  if (container?.appendChild) return container
  if (typeof target !== 'string') {
    throw integrationError(
      'Invalid DOM element. Make sure to call mount() with a valid DOM element or selector.',
    )
  }
  throw integrationError(
    `The selector you specified (${target}) applies to no DOM elements that are currently on the ` +
      'page. Make sure the element exists on the page before calling mount().',
  )
}

/**
 * Puts a frame into a container. `hear(event, detail)` gets what it tells, `fail(error)` why it
 * did not load; `greeting()` is said to it each time it loads.
 */
export function mountFrame(container, design, { greeting, hear, fail }) {
  const outset = design.outset_px ?? 0
  const frame = newFrame(design.path, design.title, {
    height: `${design.height_px()}px`,
    margin: `-${outset}px`,
    width: `calc(100% + ${2 * outset}px)`,
  })
  let markReady = null
  const ready = new Promise((resolve) => {
    markReady = resolve
  })
  let isReady = false
  const channel = openChannel(frame, {
    greeting,
    lost,
    onEvent(event, detail) {
      if (event === 'height') {
        frame.style.height = `${detail}px`
        return
      }
      if (event === 'loaded') {
        isReady = true
        markReady()
      }
      drawState(container, event, detail)
      hear(event, detail)
    },
    onFailure: () => fail(connectionError().error),
  })
  if (container.firstChild) {
    warn('This Element will be mounted to a DOM element that contains child nodes.')
  }
  container.replaceChildren(frame)
  container.classList.add('StripeElement')
  return {
    container,
    isOnPage: () => frame.isConnected,
    state: () => (isReady ? 'ready' : 'loading'),
    async call(name, argument) {
      await ready
      return channel.call(name, argument)
    },
    remove() {
      channel.close()
      // Whoever waits for a frame that never came to be ready is answered now.
      markReady()
      frame.remove()
      container.classList.remove(...classesOf(container))
    },
  }
}

// The classes by which a page styles its container, see
// https://docs.stripe.com/js/element/the_element_container.
function drawState({ classList }, event, detail) {
  if (event === 'focus') classList.add('StripeElement--focus')
  if (event === 'blur') classList.remove('StripeElement--focus')
  if (event === 'validity') classList.toggle('StripeElement--invalid', !detail.valid)
  if (event !== 'change') return
  classList.toggle('StripeElement--complete', detail.complete)
  classList.toggle('StripeElement--empty', detail.empty)
}

function classesOf({ classList }) {
  return [...classList].filter((name) => name.startsWith('StripeElement'))
}
