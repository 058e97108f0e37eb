import { integrationError } from './errors.js'
import { newFrame, openChannel } from './frames.js'
import { newListeners } from './listeners.js'

const gone = {
  error: {
    type: 'validation_error',
    code: 'element_unmounted',
    message: 'The Payment Element was removed from the page.',
  },
}

// Element → how the other parts of the stand-in reach its frame; the page itself cannot.
const frameCalls = new WeakMap()

/** Calls a function of an element's frame; an element that is not on the page answers an error. */
export function callFrame(element, name, argument) {
  return frameCalls.get(element)(name, argument)
}

/**
 * The Payment Element: a frame of the simulator in the page's own container. `group` holds what
 * all elements of one `stripe.elements()` share.
 */
export function newPaymentElement(group, options = {}) {
  const { emit, forgetAll, methods } = newListeners()
  let current = options
  let mounted = null
  let destroyed = false
  const call = (name, argument) => (mounted ? mounted.call(name, argument) : gone)
  const unmount = () => {
    mounted?.remove()
    mounted = null
  }
  const element = {
    ...methods,
    mount(target) {
      if (destroyed) throw integrationError('This Element has already been destroyed.')
      unmount()
      mounted = mountFrame(containerOf(target), group, current, emit)
    },
    unmount,
    destroy() {
      unmount()
      destroyed = true
      forgetAll()
      group.forget(element)
    },
    update(changes) {
      current = { ...current, ...changes }
      void call('setOptions', current)
      return element
    },
    focus: () => void call('focus'),
    blur: () => void call('blur'),
    clear: () => void call('clear'),
    // The one payment method has no list to collapse into.
    collapse: () => element,
  }
  frameCalls.set(element, call)
  return element
}

function containerOf(target) {
  const container = typeof target === 'string' ? document.querySelector(target) : target
  if (container?.appendChild) return container
  throw integrationError(`The selector you specified (${target}) applies to no DOM elements.`)
}

function mountFrame(container, group, options, emit) {
  const { publishableKey, appearance, fonts } = group
  const frame = newFrame('/v3/elements/payment.html', 'Secure payment input frame', {
    height: `${expectedHeight(appearance)}px`,
    // The frame keeps room for the ring around a focused input; its inputs stand flush even so.
    margin: '-4px',
    width: 'calc(100% + 8px)',
  })
  const { promise: ready, resolve: markReady } = Promise.withResolvers()
  const hear = (event, detail) => {
    if (event === 'height') return setHeight(frame, detail)
    if (event !== 'loaded') return emit(event, { ...detail, elementType: 'payment' })
    markReady()
    return emit('ready', { elementType: 'payment' })
  }
  const channel = openChannel(frame, { publishableKey, appearance, fonts, options }, hear)
  container.replaceChildren(frame)
  container.classList.add('StripeElement')
  queueMicrotask(() => emit('loaderstart', { elementType: 'payment' }))
  void reportProblem(group.problem, frame, emit)
  return {
    async call(name, argument) {
      await ready
      return channel.call(name, argument)
    },
    remove() {
      channel.close(gone)
      frame.remove()
      container.classList.remove('StripeElement')
    },
  }
}

// A group whose intent cannot be paid any more shows nothing and says so, once it is looked at.
async function reportProblem(problem, frame, emit) {
  const error = await problem
  if (!error) return
  frame.style.display = 'none'
  emit('loaderror', { elementType: 'payment', error })
}

function setHeight(frame, height) {
  frame.style.height = `${height}px`
}

// The frame's own sums (two rows of label and input, see payment.css), so that the page below does
// not jump when it reports the true height.
function expectedHeight({ variables = {} } = {}) {
  const size = Number.parseFloat(variables.fontSizeBase ?? '16px') || 16
  const unit = Number.parseFloat(variables.spacingUnit ?? '4px') || 4
  const label = Math.round(0.93 * 1.4 * size) + unit
  const input = Math.round(1.4 * size) + 6 * unit + 2
  return 2 * (label + input) + 3 * unit + 8
}
