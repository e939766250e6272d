// A real AT Protocol network on loopback (directory, personal data server, app view), and a bridge that tells its
// firehose as Jetstream does. Prints one line of JSON with the addresses when it is ready; ends when stdin closes.
//
// Wants DB_POSTGRES_URL, DB_POSTGRES_SCHEMA and REDIS_HOST. Run it in the folder with node_modules.

import dns from 'node:dns'
import http from 'node:http'
import net from 'node:net'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

dns.setDefaultResultOrder('ipv4first')

// The packages listen on every address; here nothing may be reached from outside.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...args) {
  if (typeof args[0] === 'object' && args[0] !== null && 'port' in args[0]) {
    args[0] = { ...args[0], host: '127.0.0.1' }
  } else if (typeof args[0] === 'number') {
    args.splice(1, typeof args[1] === 'string' ? 1 : 0, '127.0.0.1')
  }
  return listen.apply(this, args)
}

const require = createRequire(pathToFileURL(`${process.cwd()}/package.json`))
const load = (name, from = require) => import(pathToFileURL(from.resolve(name)).href)

const devEnv = await load('@atproto/dev-env')
const inside = createRequire(require.resolve('@atproto/dev-env'))
const { Firehose } = await load('@atproto/sync', inside)
const { lexToJson } = await load('@atproto/lex', inside)
const { WebSocketServer } = createRequire(inside.resolve('@atproto/xrpc-server'))('ws')

const network = await devEnv.TestNetwork.create({ dbPostgresSchema: process.env.DB_POSTGRES_SCHEMA })

// --- the bridge -----------------------------------------------------------------------------------------------------
const told = []
const listeners = new Set()
let lastTime = 0

function jetstreamEvent(event) {
  lastTime = Math.max(lastTime + 1, Date.now() * 1000)
  const head = { did: event.did, time_us: lastTime }
  if (event.event === 'account') return { ...head, kind: 'account', account: { did: event.did, active: event.active } }
  if (event.event === 'sync') return null
  const { rev, collection, rkey } = event
  const commit = { rev, operation: event.event, collection, rkey }
  if (event.record) Object.assign(commit, { record: lexToJson(event.record), cid: event.cid.toString() })
  return { ...head, kind: 'commit', commit }
}

function wanted(listener, event) {
  const { collections } = listener
  return event.kind !== 'commit' || collections.length === 0 || collections.includes(event.commit.collection)
}

const firehose = new Firehose({
  service: network.pds.url.replace('http:', 'ws:'),
  getCursor: () => 0,
  unauthenticatedCommits: true,
  excludeIdentity: true, // would ask a directory that must not be spoken to in plain http
  onError: (error) => console.error('bridge:', error),
  handleEvent: (event) => {
    const line = jetstreamEvent(event)
    if (line === null) return
    told.push(line)
    for (const listener of listeners) if (wanted(listener, line)) listener.socket.send(JSON.stringify(line))
  },
})

const server = http.createServer()
const sockets = new WebSocketServer({ server, path: '/subscribe' })
sockets.on('connection', (socket, request) => {
  const query = new URL(request.url, 'http://127.0.0.1').searchParams
  const listener = { socket, collections: query.getAll('wantedCollections') }
  const cursor = Number(query.get('cursor') ?? Infinity)
  for (const line of told) if (line.time_us >= cursor && wanted(listener, line)) socket.send(JSON.stringify(line))
  listeners.add(listener)
  socket.on('close', () => listeners.delete(listener))
})
await new Promise((resolve) => server.listen(0, resolve))
void firehose.start()

const loopback = (url) => url.replace('localhost', '127.0.0.1')
const jetstream = `ws://127.0.0.1:${server.address().port}`
console.log(JSON.stringify({ pds: loopback(network.pds.url), api: loopback(network.bsky.url), jetstream }))

process.stdin.resume()
process.stdin.on('end', async () => {
  setTimeout(() => process.exit(0), 5000).unref()
  await firehose.destroy()
  await network.close()
  process.exit(0)
})
