import type { Appearance } from '@stripe/stripe-js'

/**
 * Stripe's iframe in the storefront's colours: they are read from the tokens of `root`, for the
 * style sheets of the page do not reach into the frame.
 */
export function cardAppearance(root: HTMLElement): Appearance {
  const style = getComputedStyle(root)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const edge = `1px solid ${token('edge')}`
  return {
    theme: 'night',
    labels: 'above',
    variables: {
      colorPrimary: token('accent'),
      colorBackground: token('surface'),
      colorText: token('ink'),
      colorTextSecondary: token('ink-dim'),
      colorTextPlaceholder: token('ink-dim'),
      colorDanger: token('danger'),
      colorSuccess: token('success'),
      borderRadius: token('radius'),
      fontFamily: token('font-text'),
      fontSizeBase: '16px',
      spacingUnit: '4px',
    },
    rules: {
      '.Input': { border: edge, boxShadow: 'none', padding: '13px' },
      '.Input:focus': { border: `1px solid ${token('accent')}`, boxShadow: 'none' },
      '.Tab': { border: edge, boxShadow: 'none' },
      '.Label': { color: token('ink'), fontSize: '15px', fontWeight: '600' },
    },
  }
}
