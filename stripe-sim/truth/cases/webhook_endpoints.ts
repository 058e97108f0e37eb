import { refused, type World } from '../recording.ts'

/** Endpoints with and without the optional properties, with their secret, and deleted. */
export async function webhookEndpoints({ stripe }: World): Promise<void> {
  const { webhookEndpoints: endpoints } = stripe
  const url = 'http://127.0.0.1:1/webhooks'
  const { id } = await endpoints.create({ url, enabled_events: ['charge.failed'] })
  const described = await endpoints.create({
    url,
    enabled_events: ['*'],
    description: 'everything',
    metadata: { venue: 'cellar' },
  })
  await endpoints.update(described.id, { disabled: true, metadata: { venue: '' } })
  await endpoints.retrieve(id)
  await endpoints.list({ limit: 1 })
  await endpoints.list({ starting_after: described.id })
  await endpoints.del(id)
  await endpoints.del(described.id)
  await refused(endpoints.retrieve(id))
  await refused(endpoints.create({ url: 'nowhere', enabled_events: ['*'] }))
}
