import { must, row, type Queryable } from '../kernel/index.ts'

/** What was done for the first time already. */
export interface FirstDeeds {
  /** A test mail has left the house. */
  mail: boolean
  night: boolean
  published: boolean
  /** Somebody else works here, or is invited to. */
  members: boolean
}

/** Which of the first steps are done, whoever did them. */
export async function selectFirstDeeds(db: Queryable): Promise<FirstDeeds> {
  const found = await row<FirstDeeds>(
    db,
    'first_deeds',
    `select exists (select from mails where kind = 'trial' and state = 'sent') as mail,
            exists (select from nights) as night,
            exists (select from nights where state <> 'draft') as published,
            (select count(*) from (select from identity.members limit 2) few) > 1
              or exists (select from identity.invitations
                          where email is not null and accepted_at is null
                            and withdrawn_at is null and expires_at > now()) as members`,
  )
  return must(found, 'the first deeds')
}
