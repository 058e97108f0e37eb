import { callFrame, newElement } from './element.js'

/**
 * The Payment Element: a card's number, expiry and security code. `group` holds what all elements
 * of one `stripe.elements()` share.
 */
export function newPaymentElement(group, options) {
  const element = newElement(
    group,
    {
      type: 'payment',
      path: '/v3/elements/payment.html',
      title: 'Secure payment input frame',
      // The frame keeps room for the ring around a focused input.
      outset_px: 4,
      height_px: () => expectedHeight(group.appearance),
      onEvent,
    },
    options,
  )
  return Object.assign(element, {
    collapse() {
      void callFrame(element, 'collapse')
      return element
    },
  })
}

function onEvent(own, event, detail) {
  if (event === 'validity') return
  if (event === 'enter') submitForm(own.mounted.container)
  else if (event !== 'loaded') own.emit(event, detail)
  else {
    own.emit('ready')
    const paymentMethods = { card: { available: true } }
    own.emit('availablepaymentmethodschange', { paymentMethods })
  }
}

// Enter in an input of the Element does what it does in any other input of the page's form.
function submitForm(container) {
  const form = container.closest('form')
  const button = form?.querySelector('[type="submit"], button:not([type])')
  if (button && !button.disabled) form.requestSubmit(button)
}

// The frame's own sums (two rows of label and input, see payment.css), so that the page below does
// not jump when it reports the true height.
function expectedHeight({ variables = {}, rules = {} }) {
  const size = pixels(variables.fontSizeBase) ?? 16
  const unit = pixels(variables.spacingUnit) ?? 4
  const labelSize = pixels(rules['.Label']?.fontSize) ?? 0.93 * size
  const padding = pixels(rules['.Input']?.padding) ?? 3 * unit
  const label = Math.round(1.4 * labelSize) + unit
  const input = Math.round(1.4 * size) + 2 * padding + 2
  return 2 * (label + input) + 3 * unit + 8
}

function pixels(length) {
  const [, number] = /^([\d.]+)px/.exec(length ?? '') ?? []
  return number && Number(number)
}
