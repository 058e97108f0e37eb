import { createRoot } from 'react-dom/client'
import { orderApi } from './api.ts'
import { CheckoutPage } from './checkout_page.tsx'
import { readCheckoutData } from './data.ts'

const root = document.getElementById('checkout')
if (!root) throw new Error('The page has no #checkout.')

// The overlay lives beside the page, not in it, so that the page can be made inert beneath it and
// Stripe's 3-D Secure frame, which comes to <body> later, stays above both.
const page = [...document.body.children].filter(
  (child): child is HTMLElement => child instanceof HTMLElement && !isHelper(child),
)
const layer = document.createElement('div')
layer.id = 'checkout-layer'
document.body.append(layer)

const data = readCheckoutData(document)
// The form is made out of sight, behind the bones that the server has drawn.
const bones = [...root.children]
const form = document.createElement('div')
form.className = 'till-room'
root.append(form)
createRoot(form).render(
  <CheckoutPage data={data} api={orderApi(data)} cover={cover} reveal={reveal} layer={layer} />,
)

// "Back" from the order's page may show this page as it was left, with a hold long gone: ask anew.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})

function cover(isCovered: boolean): void {
  for (const part of page) part.inert = isCovered
}

function reveal(): void {
  for (const bone of bones) bone.remove()
  root?.removeAttribute('aria-busy')
}

function isHelper(child: Element): boolean {
  return ['SCRIPT', 'TEMPLATE', 'NOSCRIPT', 'IFRAME'].includes(child.tagName)
}
