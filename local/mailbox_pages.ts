import { html } from 'ghtml'
import type { Address } from 'postal-mime'
import type { Mail, MailAttachment } from './mailbox_store.ts'

/** As what a mail's body is shown. */
export type MailView = 'html' | 'text'

/** The list of all mails, the newest first. A script draws it anew when one comes. */
export function listPage(mails: Mail[]): string {
  return layout(
    'Mailbox',
    html`<header class="top">
        <h1>Mailbox</h1>
        <p class="dim" role="status">
          ${mails.length === 1 ? '1 mail' : `${mails.length} mails`}. Everything that Coatcheck
          sends lands here and goes nowhere else.
        </p>
      </header>
      !${
        mails.length === 0
          ? nothingYet()
          : html`<ol class="mails">
              !${mails.map(row)}
            </ol>`
      }`,
    '<script type="module" src="/mailbox_refresh.js"></script>',
  )
}

/** One mail: who, when, what, its body in a frame that can do no harm, and its attachments. */
export function mailPage(mail: Mail, view: MailView): string {
  const tabs = [
    mail.html ? { name: 'HTML', path: '', current: view === 'html' } : undefined,
    { name: 'Text', path: '/text', current: view === 'text' },
    { name: 'Source', path: '/source', current: false },
  ].filter((tab) => tab !== undefined)
  return layout(
    mail.subject || 'No subject',
    html`<header class="top">
        <a class="back" href="/">All mails</a>
        <h1>${mail.subject || 'No subject'}</h1>
        <dl>
          <div>
            <dt>From</dt>
            <dd>${addressee(mail.from)}</dd>
          </div>
          <div>
            <dt>To</dt>
            <dd>${mail.to.map(addressee).join(', ')}</dd>
          </div>
          <div>
            <dt>At</dt>
            <dd>!${time(mail)}</dd>
          </div>
        </dl>
      </header>
      <nav class="tabs" aria-label="How to show this mail">
        !${tabs.map((tab) => tabLink(mail, tab))}
      </nav>
      !${view === 'html' ? frame(mail) : html`<pre class="body">${mail.text ?? ''}</pre>`}
      !${mail.attachments.length === 0 ? '' : attachmentList(mail)}`,
  )
}

/**
 * The mail's own HTML for the frame: embedded pictures put in place, since the frame may ask this
 * server for nothing, and links made to open in a window of their own.
 */
export function mailDocument(mail: Mail): string {
  const base = '<base target="_blank" />'
  const source = (mail.html ?? '').replace(/cid:([^"'\s)>]+)/g, (whole, id: string) => {
    const picture = mail.attachments.find(({ contentId }) => contentId === decoded(id))
    return picture ? dataUri(picture) : whole
  })
  const headed = source.replace(/<head(\s[^>]*)?>/i, (head) => head + base)
  return headed === source ? base + source : headed
}

/** What answers to an address where no mail is. */
export function missingPage(): string {
  return layout(
    'No such mail',
    html`<header class="top">
      <a class="back" href="/">All mails</a>
      <h1>No such mail</h1>
      <p class="dim">Only the newest 500 mails are kept.</p>
    </header>`,
  )
}

function nothingYet(): string {
  return html`<p class="nothing">No mail yet. Buy a ticket, and it arrives here.</p>`
}

function row(mail: Mail): string {
  const marks = mail.attachments.length
  return html`<li>
    <a href="/mails/${mail.id}">
      <span class="subject">${mail.subject || 'No subject'}</span>
      <span class="when">!${time(mail)}</span>
      <span class="to dim">to ${mail.to.map(addressee).join(', ')}</span>
      <span class="marks dim">${marks === 0 ? '' : marks === 1 ? '1 file' : `${marks} files`}</span>
    </a>
  </li>`
}

function tabLink(mail: Mail, tab: { name: string; path: string; current: boolean }): string {
  const address = `/mails/${mail.id}${tab.path}`
  return tab.current
    ? html`<a href="${address}" aria-current="page">${tab.name}</a>`
    : html`<a href="${address}">${tab.name}</a>`
}

function frame(mail: Mail): string {
  return html`<iframe
    class="body"
    title="The mail as its reader sees it"
    src="/mails/${mail.id}/html"
    sandbox="allow-popups allow-popups-to-escape-sandbox"
  ></iframe>`
}

function attachmentList(mail: Mail): string {
  const items = mail.attachments.map(
    (attachment, n) =>
      html`<li>
        <a href="/mails/${mail.id}/attachments/${n}">${attachment.filename}</a>
        <span class="dim">${attachment.mimeType}, ${size(attachment.content.length)}</span>
      </li>`,
  )
  return html`<section class="attachments">
    <h2>Attachments</h2>
    <ul>
      !${items}
    </ul>
  </section>`
}

function time(mail: Mail): string {
  const iso = mail.receivedAt.toISOString()
  const shown = mail.receivedAt.toLocaleString('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
  })
  return html`<time datetime="${iso}">${shown}</time>`
}

function addressee(address: Address | undefined): string {
  if (!address) return 'nobody'
  if (address.group) return address.name
  return address.name ? `${address.name} <${address.address}>` : address.address
}

function dataUri({ mimeType, content }: MailAttachment): string {
  return `data:${mimeType};base64,${content.toString('base64')}`
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} kB`
}

function layout(title: string, body: string, head = ''): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/mailbox.css" />
        !${head}
      </head>
      <body>
        <main>!${body}</main>
      </body>
    </html>`
}
