import { createTransport } from 'nodemailer'

/** A person looks on and waits. */
const TIMEOUT_MS = 5_000

/** How a mail server answers; of what went wrong, what kind of thing it was. */
export type MailServerState = 'well' | 'auth_refused' | 'away'

/** Connects to the mail server at `smtpUrl` and signs in, where the address says as whom. */
export async function checkMailServer(smtpUrl: string): Promise<MailServerState> {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  })
  try {
    await transport.verify()
    return 'well'
  } catch (error) {
    return Object(error)['code'] === 'EAUTH' ? 'auth_refused' : 'away'
  } finally {
    transport.close()
  }
}
