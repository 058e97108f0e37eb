import { containerOf, lost, mountFrame } from './element_frame.js'
import { integrationError } from './errors.js'
import { newListeners } from './listeners.js'

// What the other parts of the stand-in know of an element; the page itself does not see it.
const insides = new WeakMap()

/**
 * What all Elements have in common: a frame of the simulator in a container of the page, which can
 * be mounted, changed and taken away. `design` says what is special: `type`, `path` and `title` of
 * the frame, its first `height_px`, `outset_px` (how far it reaches over its container, so that
 * what is drawn around its content has room), `onEvent` for what the frame tells, `onRemove`.
 */
export function newElement(group, design, options = {}) {
  const listeners = newListeners()
  const own = {
    group,
    design,
    options,
    listeners,
    mounted: null,
    isDestroyed: false,
    emit: (event, detail) => listeners.emit(event, { elementType: design.type, ...detail }),
  }
  own.element = { ...listeners.methods, ...methodsOf(own) }
  insides.set(own.element, own)
  return own.element
}

/** Calls a function of an element's frame, as soon as that is ready. */
export async function callFrame(element, name, argument) {
  const { mounted } = insides.get(element)
  return mounted ? mounted.call(name, argument) : lost
}

/** `absent` (not on the page), `loading` or `ready`. */
export function stateOf(element) {
  const { mounted } = insides.get(element)
  return mounted?.isOnPage() ? mounted.state() : 'absent'
}

/** The options that an element has by now. */
export function optionsOf(element) {
  return insides.get(element).options
}

function methodsOf(own) {
  const tell = (name) => () => {
    checkAlive(own)
    void callFrame(own.element, name)
    return own.element
  }
  return {
    mount: (target) => mount(own, target),
    unmount() {
      checkAlive(own)
      removeFrame(own)
    },
    destroy() {
      checkAlive(own)
      destroy(own)
      own.listeners.forgetAll()
    },
    update(changes) {
      checkAlive(own)
      own.options = { ...own.options, ...changes }
      void callFrame(own.element, 'setOptions', own.options)
      return own.element
    },
    focus: tell('focus'),
    blur: tell('blur'),
    clear: tell('clear'),
  }
}

function mount(own, target) {
  checkAlive(own)
  const container = containerOf(target)
  if (own.mounted?.isOnPage()) {
    if (own.mounted.container === container) return
    throw integrationError(
      'This Element is already mounted. Use `unmount()` to unmount the Element before re-mounting.',
    )
  }
  removeFrame(own)
  own.mounted = mountFrame(container, own.design, {
    greeting: () => own.group.greeting(own.options),
    hear: (event, detail) => own.design.onEvent(own, event, detail),
    fail: (error) => fail(own, error),
  })
  queueMicrotask(() => own.emit('loaderstart'))
  void own.group.problem?.then((error) => error && fail(own, error))
}

// An Element that cannot be loaded is of no more use; Stripe.js destroys it, too.
function fail(own, error) {
  if (own.mounted === null) return
  destroy(own)
  own.emit('loaderror', { error })
}

function destroy(own) {
  removeFrame(own)
  own.isDestroyed = true
  own.group.forget(own.element)
}

function removeFrame(own) {
  own.design.onRemove?.()
  own.mounted?.remove()
  own.mounted = null
}

function checkAlive({ isDestroyed }) {
  if (!isDestroyed) return
  throw integrationError('This Element has already been destroyed. Please create a new one.')
}
