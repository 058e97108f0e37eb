import { callApi } from '../shared/api.js'
import { loadFonts, setAppearance } from './appearance.js'
import { openLine, reportHeight } from './channel.js'
import { walletButtons } from './wallet_buttons.js'

const list = document.querySelector('#wallets')

openLine(async ({ appearance, fonts, options }, tell) => {
  const { error, body } = await callApi('/v3/wallets')
  if (error) tell('failed', error)
  const drawn = { options, appearance, showsAll: false }
  const draw = () => {
    const wallets = walletButtons(list, body?.wallets ?? [], drawn, {
      click: (wallet) => tell('click', wallet),
      more() {
        drawn.showsAll = true
        draw()
        list.querySelector('button')?.focus()
      },
    })
    // An Element without buttons takes no room at all.
    document.body.hidden = wallets.length === 0
    return wallets
  }
  setAppearance(appearance)
  await loadFonts(fonts)
  const wallets = draw()
  new ResizeObserver(draw).observe(document.documentElement)
  reportHeight(tell)
  document.body.classList.add('ready')
  listen(tell)
  setTimeout(() => error ?? tell('wallets', wallets))
  return {
    async setLook(look) {
      await loadFonts(look.fonts)
      setAppearance(look.appearance)
      drawn.appearance = look.appearance
      draw()
    },
    setOptions(changed) {
      drawn.options = changed
      draw()
    },
    focus: () => list.querySelector('button')?.focus(),
    focusWallet: (wallet) => list.querySelector(`[data-wallet="${wallet}"]`)?.focus(),
    blur: () => document.activeElement?.blur(),
    // There is nothing to be cleared.
    clear() {},
  }
})

function listen(tell) {
  list.addEventListener('focusin', ({ relatedTarget }) => {
    if (relatedTarget === null) tell('focus')
  })
  list.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget === null) tell('blur')
  })
  list.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') tell('escape')
  })
}
