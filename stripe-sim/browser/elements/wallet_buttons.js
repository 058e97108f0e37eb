/**
 * The buttons of the Express Checkout Element, by its options, see
 * https://docs.stripe.com/js/elements_object/create_express_checkout_element.
 */

const known = {
  apple_pay: { option: 'applePay', name: 'Apple Pay', type: 'plain' },
  google_pay: { option: 'googlePay', name: 'Google Pay', type: 'buy' },
  link: { option: 'link', name: 'Link', type: 'pay' },
}
const verbs = {
  'add-money': 'Add money with',
  book: 'Book with',
  buy: 'Buy with',
  'check-out': 'Check out with',
  checkout: 'Checkout with',
  contribute: 'Contribute with',
  donate: 'Donate with',
  order: 'Order with',
  pay: 'Pay with',
  reload: 'Reload with',
  rent: 'Rent with',
  subscribe: 'Subscribe with',
  support: 'Support with',
  tip: 'Tip with',
  'top-up': 'Top up with',
}
const height_px = { least: 40, usual: 44, most: 55 }
// Narrower than this, and the words on a button would be cut off.
const buttonWidthMin_px = 220

/** Draws the buttons of `available` wallets that the options let through; returns which. */
export function walletButtons(list, available, { options, appearance, showsAll }, hears) {
  const wallets = available.filter((wallet) => isWanted(wallet, options)).toSorted(by(options))
  const { maxColumns = 0, maxRows = 0, overflow = 'auto' } = options.layout ?? {}
  const fitting = Math.max(1, Math.floor(document.documentElement.clientWidth / buttonWidthMin_px))
  const columns = Math.max(1, Math.min(fitting, maxColumns || fitting, wallets.length))
  const room = showsAll || overflow === 'never' || !maxRows ? wallets.length : columns * maxRows
  const wished = options.buttonHeight ?? height_px.usual
  const height = Math.min(Math.max(wished, height_px.least), height_px.most)
  list.style.setProperty('--columns', columns)
  list.style.setProperty('--buttonHeight', `${height}px`)
  const shown = wallets.slice(0, room)
  const buttons = shown.map((wallet) => button(wallet, options, appearance, hears.click))
  if (shown.length < wallets.length) buttons.push(moreButton(hears.more))
  redraw(list, buttons)
  return wallets
}

// `always` cannot show a wallet that the guest does not have.
function isWanted(wallet, { paymentMethods = {}, wallets = {} }) {
  const { option } = known[wallet]
  return (paymentMethods[option] ?? wallets[option]) !== 'never'
}

function by({ paymentMethodOrder = [] }) {
  const places = paymentMethodOrder.map((name) => name.replaceAll(/[A-Z]/g, underscored))
  const placeOf = (wallet) => (places.includes(wallet) ? places.indexOf(wallet) : places.length)
  return (left, right) => placeOf(left) - placeOf(right)
}

function underscored(letter) {
  return `_${letter.toLowerCase()}`
}

function button(wallet, { buttonTheme = {}, buttonType = {} }, { theme }, click) {
  const { option, name, type } = known[wallet]
  const verb = verbs[buttonType[option] ?? type]
  const isDark = theme === 'night'
  const colours = wallet === 'link' ? 'link' : (buttonTheme[option] ?? (isDark ? 'white' : 'black'))
  const element = document.createElement('button')
  element.type = 'button'
  element.dataset.wallet = wallet
  element.className = colours === (isDark ? 'black' : 'white') ? `${colours} edged` : colours
  element.textContent = verb ? `${verb} ${name}` : name
  element.addEventListener('click', () => click(wallet))
  return element
}

function moreButton(click) {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'more'
  element.textContent = 'Show more'
  element.addEventListener('click', click)
  return element
}

// A button keeps its focus when it is drawn anew.
function redraw(list, buttons) {
  const focused = document.activeElement?.dataset.wallet
  const isSame = list.innerHTML === buttons.map(({ outerHTML }) => outerHTML).join('')
  if (isSame) return
  list.replaceChildren(...buttons)
  if (focused) list.querySelector(`[data-wallet="${focused}"]`)?.focus()
}
