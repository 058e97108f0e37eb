import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleFrame } from './example_views.ts'
import { unpaidPage } from './unpaid.ts'

test('the page of a full address has the form as it was sent, and what is to be worked for', () => {
  const page = unpaidPage({
    ...exampleFrame,
    assets: { ...exampleFrame.assets, proofJs: '/assets/proof.js' },
    sentence: 'Too many <of them>.',
    action: '/nights/friday/orders',
    fields: { order_id: 'ord_1', 'quantity_"x"': '2' },
    challenge: '{"parameters":{"salt":"ab"}}',
  })
  assert.match(page, /<form[^>]* action="\/nights\/friday\/orders"/)
  assert.match(page, /data-challenge="\{&#34;parameters&#34;:\{&#34;salt&#34;:&#34;ab&#34;\}\}"/)
  assert.match(page, /<input type="hidden" name="order_id" value="ord_1" \/>/)
  assert.match(page, /name="quantity_&#34;x&#34;" value="2"/)
  assert.match(page, /<input type="hidden" name="proof" value="" \/>/)
  assert.match(page, /Too many &#60;of them&#62;\./)
  assert.match(page, /<script src="\/assets\/proof.js" type="module">/)
})
