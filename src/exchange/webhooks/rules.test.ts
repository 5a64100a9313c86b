import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInside, nextAttempt, urlFindings } from './rules.ts'

test('a message is tried again after seconds, minutes and hours, for about three days, and then given up', () => {
  const now = new Date('2026-11-24T00:00:00Z')
  let at = now
  let attempts = 1
  for (;;) {
    const next = nextAttempt(attempts, at)
    if (!next) break
    assert.ok(next > at)
    at = next
    attempts++
  }
  const days = (at.getTime() - now.getTime()) / 86_400_000
  assert.ok(days > 2.5 && days < 3.5, `given up after ${days} days`)
  assert.ok(attempts >= 8)
})

test('addresses of the office’s own network are told from those outside', () => {
  const inside = [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '::127.0.0.1',
    '::7f00:1',
    '::ffff:7f00:1',
    '::ffff:0:7f00:1',
    'fec0::1',
    'feff::1',
    'fe80::1%eth0',
    '192.88.99.1',
    '198.51.100.7',
    '203.0.113.7',
    '100::1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2001::1',
    '3fff::1',
    '0:0:0:0:0:0:0:1',
  ]
  const outside = [
    '1.1.1.1',
    '172.32.0.1',
    '172.15.0.1',
    '192.169.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '2a00:1450:4001::200e',
    '192.88.98.1',
  ]
  assert.deepEqual(
    inside.filter((one) => !isInside(one)),
    [],
  )
  assert.deepEqual(outside.filter(isInside), [])
})

test('an address that is none, another protocol, or one with a password is refused', () => {
  const codes = (url: string) => urlFindings(url).map((one) => one.code)
  assert.deepEqual(codes('https://example.org/hook?x=1'), [])
  assert.deepEqual(codes('http://example.org'), [])
  for (const url of ['example.org', '', 'ftp://example.org', 'javascript:alert(1)', 'file:///etc/passwd'])
    assert.deepEqual(codes(url), ['no-address'], url)
  assert.deepEqual(codes('https://me:secret@example.org'), ['secret'])
})
