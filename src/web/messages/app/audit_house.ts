import type { DeedSentences } from './audit.ts'

/** What was done to nights, what they sell, and the house. */
export const houseDeeds: DeedSentences = {
  'floor_plan.changed': () => 'Changed a floor plan.',
  'floor_plan.made': () => 'Made a floor plan.',
  'floor_plan.version_made': () => 'Made a new version of a floor plan.',
  'night.plan_moved': ({ night }) =>
    `Moved ${night || 'a night'} to another version of its floor plan.`,
  'plan_picture.added': () => 'Added a picture for a floor plan.',
  'booking.seating_undone': () => 'Took it back that the party sits.',
  'close_settings.changed': () => 'Changed who gets the report of a night.',
  'comp.approved': () => 'Approved free places.',
  'comp.asked': () => 'Asked for free places.',
  'comp.refused': () => 'Said no to free places.',
  'comp.erased': () => 'Erased the guest of free places that were never given.',
  'comp.exported': () => 'Handed out what is known of a guest of free places.',
  'guest_retention.changed': ({ detail }) =>
    detail['months']
      ? `Set that guests are erased ${detail['months']} months after a night.`
      : 'Set that guests are kept until somebody erases them.',
  'comp.withdrawn': () => 'Took free places back.',
  'night.called_off': ({ night }) => `Called ${night || 'a night'} off.`,
  'night.changed': ({ night }) => `Changed ${night || 'a night'}.`,
  'night.copied': ({ night }) => `Made ${night || 'a night'} from another night.`,
  'night.deleted': ({ detail }) => `Deleted the draft ${detail['slug']}.`,
  'night.created': ({ night }) => `Created ${night || 'a night'}.`,
  'night.published': ({ night }) => `Published ${night || 'a night'}.`,
  'night.sales_paused': ({ night }) => `Paused sales${night && ` of ${night}`}.`,
  'night.sales_resumed': ({ night }) => `Put ${night || 'a night'} back on sale.`,
  'night.types_ordered': ({ night }) =>
    `Changed the order of the tickets${night && ` of ${night}`}.`,
  'ticket_type.added': ({ night }) => `Added a kind of ticket${night && ` to ${night}`}.`,
  'ticket_type.changed': ({ night }) => `Changed a kind of ticket${night && ` of ${night}`}.`,
  'ticket_type.removed': ({ night }) => `Removed a kind of ticket${night && ` from ${night}`}.`,
  'night.packages_ordered': ({ night }) =>
    `Changed the order of the packages${night && ` of ${night}`}.`,
  'package.added': ({ night }) => `Added a package${night && ` to ${night}`}.`,
  'package.changed': ({ night, detail }) =>
    detail['on_sale'] === undefined
      ? `Changed a package${night && ` of ${night}`}.`
      : detail['on_sale'] === 'no'
        ? `Took a package off${night && ` ${night}`}.`
        : `Offered a package again${night && ` for ${night}`}.`,
  'table.offered': ({ table, night }) =>
    `Put ${table ? `table ${table}` : 'a table'} on sale${night && ` for ${night}`}.`,
  'table.terms_changed': ({ table, night }) =>
    `Changed what ${table ? `table ${table}` : 'a table'} is sold for${night && ` on ${night}`}.`,
  'table.withdrawn': ({ table, night }) =>
    `No longer sells ${table ? `table ${table}` : 'a table'}${night && ` for ${night}`}.`,
  'vip_night.begun': ({ night }) => `Began to sell VIP tables${night && ` of ${night}`}.`,
  'vip_night.terms_copied': ({ night }) =>
    `Copied the terms of another night's tables${night && ` to ${night}`}.`,
  'vip_night.changed': ({ night }) => `Changed the VIP side${night && ` of ${night}`}.`,
  'venue.capacity_changed': () => 'Changed how many the venue holds.',
  'venue.changed': () => 'Changed what the venue is called, where it is, or how it looks.',
  'venue.logo_changed': () => 'Changed the logo.',
  'mail.tried': () => 'Sent a mail to themselves, to try it.',
  'mail_sender.changed': () => 'Changed who writes the mails.',
  'mail_texts.changed': () => 'Changed the house’s words in a mail.',
  'venue.opened': () => 'Made the venue.',
  'venue.set_up': () => 'Put the list of first steps away.',
  'venue.logo_removed': () => 'Took the logo away.',
  'price_rates.added': ({ detail }) =>
    `Set VAT to ${Number(detail['vat_bp']) / 100} %${detail['table_vat_bp'] === undefined ? '' : `, of tables to ${Number(detail['table_vat_bp']) / 100} %,`} and fees to ${Number(detail['fee_bp']) / 100} %.`,
  'price_rates.withdrawn': () => 'Took rates of taxes and fees back.',
}
