import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { freePort } from '../free_port.ts'
import { eventually, fulfilled, pay, placeOrder } from '../guest.ts'
import { openSurroundings, type Surroundings } from '../house.ts'
import { buildImageTree, type ImageTree } from '../image_tree.ts'
import { openProxy, targetOf, throughProxy, type Proxy } from '../load/proxy.ts'
import { wares } from '../ware.ts'

// What the Dockerfile says is carried out in a folder, and what would be in the image is started as
// it would be there: as somebody who can write none of it. No container is needed, or made.

const NOBODY = 65534
const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

let tree: ImageTree
let around: Surroundings
let line: Proxy
let settings: Record<string, string>
let product: { child: ChildProcess; ended: Promise<unknown>; said: () => string } | undefined
let port = 0
before(async () => {
  tree = await buildImageTree()
  port = await freePort()
  around = await openSurroundings(port)
  // The socket may lie in a folder that nobody else enters; a container comes by the network, too.
  line = await openProxy(targetOf(around.databaseUrl))
  settings = {
    ...around.settingsFor(port, { LOG_LEVEL: 'info' }),
    DATABASE_URL: throughProxy(around.databaseUrl, line),
    NODE_ENV: 'production',
    HOST: '0.0.0.0',
  }
})
after(async () => {
  product?.child.kill('SIGKILL')
  await around.close()
  await line.close()
  await tree.remove()
})

/** Runs a Node.js of the image, and waits without standing still: what it asks is answered here. */
function start(args: string[], env: Record<string, string> = settings) {
  const cwd = join(tree.root, 'app')
  const child = spawn(tree.node, args, {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...asNobody,
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  return { child, ended: once(child, 'close'), said: () => said }
}

async function run(args: string[], env?: Record<string, string>) {
  const { ended, said } = start(args, env)
  const [status] = (await ended) as [number | null]
  return { status, said: said() }
}

const isWell = async () => (await run(tree.healthcheck)).status === 0

test('whoever runs it can write nothing of it', async () => {
  const paths = ['src/main.ts', 'node_modules/pg/package.json', '.build/client/manifest.json']
  const write = `for (const path of ${JSON.stringify(paths)})
    try { fs.writeFileSync(path, ''); console.error('written') }
    catch ({ code }) { console.error(code) }`
  const { said } = await run(['-e', write])
  assert.match(said, /^((EACCES|EROFS)\n){3}$/)
})

test('what it needs is refused where it is missing, all of it at once', async () => {
  const { status, said } = await run(tree.command, {})
  assert.equal(status, 1)
  for (const name of ['DATABASE_URL', 'STRIPE_SECRET_KEY', 'AUTH_SECRET'])
    assert.ok(said.includes(`${name} is not set`), said)
})

test('the migrations run by themselves, and end', async () => {
  const { status, said } = await run([...tree.command, 'migrate'])
  assert.equal(status, 0, said)
})

test('it starts, says that it is well, and sells tickets and tables', async () => {
  assert.ok(!(await isWell()), 'nobody answers yet')
  const started = start(tree.command)
  product = started
  await eventually('it is well', () => {
    assert.equal(started.child.exitCode, null, started.said())
    return isWell()
  })
  const office = { url: `http://localhost:${port}`, sim: around.sim }
  for (const ware of wares) {
    const { slug, wish } = await ware.open(around.db)
    const order = await placeOrder(office, slug, wish(2))
    await pay(office, order)
    await fulfilled(around, order, 2)
    const mail = await around.mailbox.waitFor(({ to }) =>
      to.some(({ address }) => address === order.email),
    )
    assert.ok(mail.subject.startsWith(ware.mail), mail.subject)
    const page = await fetch(`${office.url}/nights/${slug}`)
    const style = /href="(\/assets\/[^"]+\.css)"/.exec(await page.text())?.[1]
    assert.equal((await fetch(office.url + style)).status, 200, style)
  }
  await audit(around)
})

test('it ends by itself when it is told to', async () => {
  assert.ok(product)
  product.child.kill('SIGTERM')
  assert.deepEqual(await product.ended, [0, null], product.said())
})
