// What goes out while it is being made, without a server: refused whole, broken off visibly, and made for nobody
// slowly.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { strFromU8, unzipSync } from 'fflate'
import { Problem } from '../base/problems.ts'
import { openShelf } from './aside.ts'
import { openGate } from './gate.ts'
import { Outgoing, outgoing, type Write } from './outgoing.ts'
import { openZip } from './zip.ts'

const at = new Date('2026-01-01T00:00:00Z')
const megabyte = Buffer.alloc(1024 * 1024, 'a')

/** Lets whatever can go on go on. */
async function settle() {
  for (let n = 0; n < 50; n += 1) await turn()
}

test('what is made comes out in its order, and ends', async () => {
  const out = await outgoing('somebody', async (write) => {
    for (const part of ['甲', 'b', Buffer.from('c')]) await write(part)
  })
  assert.equal((await buffer(out)).toString(), '甲bc')
  await out.made
  assert.equal((await buffer(await outgoing('somebody', async () => {}))).length, 0)
})

test('what is refused before the first part is refused as with any other answer', async () => {
  const refused = outgoing('somebody', async () => {
    await turn()
    throw new Problem('too-large')
  })
  await assert.rejects(refused, (error: Problem) => error.kind === 'too-large')
})

test('what goes wrong later breaks off: nobody takes a part for the whole', async () => {
  const out = await outgoing('somebody', async (write) => {
    await write('a')
    throw new Error('the database is gone')
  })
  await assert.rejects(buffer(out), /the database is gone/)
  await out.made
})

test('all of it is made before slow people have taken it, little of that in memory, and it comes in its order', async () => {
  const parts = Array.from({ length: 40 }, (_, n) =>
    Buffer.alloc(megabyte.length, String.fromCharCode(65 + n)),
  )
  const out = await outgoing('somebody', async (write) => {
    for (const part of parts) await write(part)
  })
  await out.made
  assert.ok(out.readableLength < 6 * megabyte.length, `${out.readableLength} bytes are held in memory`)
  assert.ok(Buffer.concat(parts).equals(await buffer(out)))
})

test('whoever takes it by and by gets it in its order, while it is being made', async () => {
  const out = await outgoing('somebody', async (write) => {
    for (let n = 0; n < 3000; n += 1) {
      await write(`${String(n).padStart(8)}${'.'.repeat(8000)}`)
      if (n % 7 === 0) await turn()
    }
  })
  let next = 0
  let rest = ''
  for await (const part of out) {
    rest += part
    for (; rest.length >= 8008; rest = rest.slice(8008)) assert.equal(Number(rest.slice(0, 8)), next++)
    if (next % 5 === 0) await settle()
  }
  assert.equal(next, 3000)
  assert.equal(rest, '')
})

test('whoever hangs up ends it, whether it waits to be taken or is being made', async () => {
  for (const waits of [true, false]) {
    let why: unknown = null
    const out = await outgoing('somebody', async (write) => {
      try {
        for (;;) {
          await write(waits ? megabyte : 'a')
          await turn()
        }
      } catch (error) {
        why = error
        throw error
      }
    })
    await settle()
    out.destroy()
    await out.made
    assert.ok(why instanceof Error, waits ? 'while it waited' : 'while it was made')
  }
})

test('the way through a gate is free once all is made, and before slow people have taken it', async () => {
  const gate = openGate(1)
  const make = () =>
    outgoing('somebody', async (write) => {
      for (let n = 0; n < 20; n += 1) await write(megabyte)
    })
  const first = await gate('somebody', make)
  assert.ok(first instanceof Outgoing)
  const second = await gate('somebody else', make)
  assert.equal((await buffer(second)).length, 20 * megabyte.length)
  assert.equal((await buffer(first)).length, 20 * megabyte.length)
})

/** What makes so many megabytes, and says how many it has got rid of. */
function making(megabytes: number) {
  const told = { made: 0 }
  const make = async (write: Write) => {
    for (; told.made < megabytes; told.made += 1) await write(megabyte)
  }
  return { told, make }
}

test('where no more may lie aside a maker waits for its taker, nothing breaks, and what is taken makes room', async () => {
  const shelf = openShelf({ altogether: 8 * megabyte.length, ofOne: 100 * megabyte.length })
  const [slow, other] = [making(40), making(40)]
  const out = await outgoing('slow', slow.make, shelf)
  while (slow.told.made < 12) await turn()
  await settle()
  assert.ok(slow.told.made < 16, `${slow.told.made} megabytes are made`)
  // Another one's goes out meanwhile, at the pace of whoever takes it.
  assert.equal((await buffer(await outgoing('other', other.make, shelf))).length, 40 * megabyte.length)
  assert.ok(slow.told.made < 16)
  assert.equal((await buffer(out)).length, 40 * megabyte.length)
  // Who hangs up while it waits for room leaves none of it lying.
  const left = await outgoing('slow', making(40).make, shelf)
  await settle()
  left.destroy()
  await left.made
  const whole = await outgoing('other', making(12).make, shelf)
  await whole.made
  assert.equal((await buffer(whole)).length, 12 * megabyte.length)
})

test('whoever leaves much lying is given nothing more before taking it; others are', async () => {
  const shelf = openShelf({ altogether: 100 * megabyte.length, ofOne: 8 * megabyte.length })
  const ask = (account: string) => outgoing(account, making(20).make, shelf)
  const first = await ask('one')
  await first.made
  await assert.rejects(
    ask('one'),
    ({ kind, details }: Problem) => kind === 'unavailable' && !!details.seconds,
  )
  assert.equal((await buffer(await ask('another'))).length, 20 * megabyte.length)
  assert.equal((await buffer(first)).length, 20 * megabyte.length)
  assert.equal((await buffer(await ask('one'))).length, 20 * megabyte.length)
})

test('whoever takes a little now and then has an end as well', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const out = await outgoing('somebody', making(20).make)
  await out.made
  const broken = once(out, 'error')
  for (let minutes = 0; minutes < 60; minutes += 1) {
    assert.ok(!out.destroyed, `${minutes} minutes`)
    out.read(300 * 1024)
    t.mock.timers.tick(60_000)
    await settle()
  }
  const [error] = await broken
  assert.match(String(error), /not all of it was taken in time/)
})

test('a zip holds its files as they were written; one that broke off has no list of them', async () => {
  const long = '长'.repeat(100_000)
  const files = async (write: Write, isBroken: boolean) => {
    const zip = openZip(write, at)
    await zip.add('a.txt', async (write) => {
      for (let n = 0; n < 10; n += 1) await write(long)
    })
    await zip.add('空.txt', async () => {})
    await zip.add('b.txt', async (write) => {
      await write('b')
      if (isBroken) throw new Error('broken')
    })
    await zip.end()
  }
  const bytes = await buffer(await outgoing('somebody', (write) => files(write, false)))
  const found = unzipSync(new Uint8Array(bytes))
  assert.deepEqual(Object.keys(found), ['a.txt', '空.txt', 'b.txt'])
  assert.equal(strFromU8(found['a.txt']), long.repeat(10))
  assert.equal(strFromU8(found['b.txt']), 'b')
  const got: Buffer[] = []
  const taking = (async () => {
    for await (const part of await outgoing('somebody', (write) => files(write, true)))
      got.push(part as Buffer)
  })()
  await assert.rejects(taking, /broken/)
  assert.throws(() => unzipSync(new Uint8Array(Buffer.concat(got))))
})

test('whoever hangs up ends a zip that waits to be taken', async () => {
  const noise = Buffer.from(
    Array.from({ length: 1024 * 1024 }, (_, n) => (n * 7919 + (n >> 8) * 104_729) % 251),
  )
  let isOver = false
  const out = await outgoing('somebody', async (write) => {
    const zip = openZip(write, at)
    try {
      await zip.add('a', async (write) => {
        for (let n = 0; ; n += 1) await write(Buffer.concat([Buffer.from(String(n)), noise]))
      })
    } finally {
      isOver = true
    }
  })
  await settle()
  out.destroy()
  await out.made
  assert.ok(isOver)
})
