/** Draws the frame as the page's `appearance` asks: theme, variables, and rules for its parts. */

const themes = {
  stripe: {},
  night: {
    colorPrimary: '#85d996',
    colorBackground: '#30313d',
    colorText: '#ffffff',
    colorDanger: '#fe87a1',
  },
  flat: { colorBackground: '#f1f1f1', colorText: '#30313d' },
}
const properties = {
  borderRadius: '--radius',
  colorBackground: '--ground',
  colorDanger: '--danger',
  colorPrimary: '--primary',
  colorText: '--text',
  colorTextPlaceholder: '--placeholder',
  colorTextSecondary: '--secondary',
  fontFamily: '--font',
  fontSizeBase: '--size',
  spacingUnit: '--unit',
}
const selectors = /^\.(Input|Input--invalid|Label|Error)(::?(focus|hover|disabled|placeholder))?$/

const sheet = new CSSStyleSheet()
document.adoptedStyleSheets = [sheet]

export function setAppearance({ theme = 'stripe', variables = {}, rules = {} } = {}) {
  const values = { ...themes[theme], ...variables }
  for (const [name, property] of Object.entries(properties)) {
    if (values[name] === undefined) document.documentElement.style.removeProperty(property)
    else document.documentElement.style.setProperty(property, values[name])
  }
  sheet.replaceSync('')
  for (const [selector, declarations] of Object.entries(rules)) {
    if (selectors.test(selector)) addRule(selector, declarations)
  }
}

/** Loads the fonts that the page gave to `stripe.elements({fonts})`. */
export async function loadFonts(fonts) {
  await Promise.allSettled(fonts.map(loadFont))
}

// Property by property, so that no value can break out of its rule.
function addRule(selector, declarations) {
  const rule = sheet.cssRules[sheet.insertRule(`${selector} {}`, sheet.cssRules.length)]
  for (const [name, value] of Object.entries(declarations)) {
    const property = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    rule.style.setProperty(property, value)
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
