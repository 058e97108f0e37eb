import { classNames, propertyNames, variableNames } from './appearance_names.js'

const known = new Set(['theme', 'variables', 'rules', 'labels', 'inputs', 'disableAnimations'])
const selectorPattern = /^\.([A-Za-z]+)(--[a-z-]+)?(::?[a-z-]+)?$/

/**
 * The rules of an `appearance` that can be drawn: selector and declarations, with the names of CSS.
 * As at Stripe, selectors are lists of public classes with a state or a pseudo-class, and what is
 * said of a state counts more than what is said of the plain class.
 */
export function soundRules({ rules = {} }) {
  return Object.entries(rules)
    .filter(([selector]) => isSelector(selector))
    .map(([selector, declarations]) => ({
      selector: selector.replaceAll(/(\.[A-Za-z]+)(--[a-z-]+)/g, '$1$1$2'),
      declarations: Object.entries(declarations)
        .filter(([property]) => isSupported(property, selector))
        .map(([property, value]) => [cssName(property), String(value)]),
    }))
}

/** What Stripe.js says on the console about an `appearance`, sentence by sentence. */
export function complaintsAbout(appearance) {
  const { variables = {}, rules = {} } = appearance
  const parameters = [
    ...unknownOf(appearance, known, 'appearance'),
    ...unknownOf(variables, variableNames, 'appearance.variables'),
  ].map(
    (path) =>
      `Unrecognized elements() parameter: ${path} is not a recognized parameter. This may cause ` +
      'issues with your integration in the future.',
  )
  const selectors = Object.keys(rules)
    .filter((selector) => !isSelector(selector))
    .map((selector) => `stripe.elements(): "${selector}" is not a supported selector.`)
  const properties = Object.entries(rules)
    .filter(([selector]) => isSelector(selector))
    .flatMap(([selector, declarations]) =>
      Object.keys(declarations)
        .filter((property) => !isSupported(property, selector))
        .map(
          (property) =>
            `stripe.elements(): "${property}" is not a supported property for "${selector}"`,
        ),
    )
  return [...parameters, ...selectors, ...properties]
}

function unknownOf(object, names, path) {
  return Object.keys(object)
    .filter((name) => !names.has(name))
    .map((name) => `${path}.${name}`)
}

function isSelector(selector) {
  return selector.split(',').every((part) => {
    const [, name] = selectorPattern.exec(part.trim()) ?? []
    return classNames.has(name)
  })
}

function isSupported(property, selector) {
  if (property === 'opacity' && selector.includes('::placeholder')) return false
  return propertyNames.has(property)
}

function cssName(property) {
  return property.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
