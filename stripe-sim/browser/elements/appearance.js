import { renamedVariables, variableNames } from '../shared/appearance_names.js'
import { soundRules } from '../shared/appearance_rules.js'

/** Draws the frame as the page's `appearance` asks: theme, variables, and rules for its parts. */

const themes = {
  stripe: {
    inputColorBorder: '#e0e3e9',
    inputBoxShadow: '0 1px 1px rgb(0 0 0 / 3%), 0 3px 6px rgb(0 0 0 / 2%)',
  },
  night: {
    colorPrimary: '#85d996',
    colorBackground: '#30313d',
    colorText: '#ffffff',
    colorDanger: '#fe87a1',
    inputBoxShadow: '0 2px 4px rgb(0 0 0 / 35%)',
  },
  flat: { colorBackground: '#f1f1f1', inputColorBorder: 'transparent' },
}

const sheet = new CSSStyleSheet()
document.adoptedStyleSheets = [sheet]

/**
 * Each variable becomes a custom property of the same name, so that one may refer to another, and
 * a rule to both: `var(--colorPrimary)`.
 */
export function setAppearance(appearance = {}) {
  const { theme = 'stripe', variables = {} } = appearance
  const { style, classList } = document.documentElement
  style.cssText = ''
  for (const [name, value] of Object.entries({ ...themes[theme], ...variables })) {
    if (variableNames.has(name)) style.setProperty(`--${renamedVariables[name] ?? name}`, value)
  }
  const isCondensed = appearance.inputs === 'condensed'
  const { labels = 'auto' } = appearance
  classList.toggle('condensed', isCondensed)
  classList.toggle('floating', labels === 'floating' || (labels === 'auto' && isCondensed))
  classList.toggle('still', appearance.disableAnimations === true)
  sheet.replaceSync('')
  for (const rule of soundRules(appearance)) addRule(rule)
}

// A font that does not come must not keep the guest from paying.
const fontWait_ms = 1_000

/** Loads the fonts that the page gave to `stripe.elements({fonts})`, or gives up after a second. */
export async function loadFonts(fonts) {
  const patience = new Promise((resolve) => {
    setTimeout(resolve, fontWait_ms)
  })
  await Promise.race([Promise.allSettled(fonts.map(loadFont)), patience])
}

// Property by property, so that no value can break out of its rule. A selector that this browser
// does not know is no reason to stop.
function addRule({ selector, declarations }) {
  let index
  try {
    index = sheet.insertRule(`${selector} {}`, sheet.cssRules.length)
  } catch {
    return
  }
  for (const [property, value] of declarations) {
    sheet.cssRules[index].style.setProperty(property, value)
  }
}

async function loadFont(font) {
  if (font.cssSrc) {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = font.cssSrc
    document.head.append(link)
    return
  }
  const { family, src, ...descriptors } = font
  const face = new FontFace(family, src, descriptors)
  document.fonts.add(await face.load())
}
