import { after, before, test } from 'node:test'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { addPlan, done, drawing, savePlan } from '../plan.ts'
import { openStream } from '../stream.ts'

let house: House
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addNight(house.db)
})
after(() => auditAndClose(house))

test('whoever draws on a plan hears at once that somebody else has saved it', async () => {
  const owner = await signedInAs(house, 'owner')
  const stream = await openStream(house.url, await signedInAs(house, 'manager'))
  const plan = done(await addPlan(house, owner))
  await stream.hears('plans')
  done(await savePlan(house, owner, plan, drawing({ name: 'Main floor, new' })))
  await stream.hears('plans')
  stream.close()
})
