// One network of IPv6 is counted as one, however an address of it is written.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, networkOf, withoutPorts } from './network.ts'

test('an address of IPv6 counts by its first 64 bits, one of IPv4 by itself', () => {
  for (const [address, network] of [
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:0:1::7', '2001:db8:0:1::/64'],
    ['2001:DB8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:1::/64'],
    ['2001:0db8:0000:0001:0:0:0:1', '2001:db8:0:1::/64'],
    ['2001:db8::1:0:0:0:1', '2001:db8:0:1::/64'],
    ['2001:db8:0:2::7', '2001:db8:0:2::/64'],
    ['2001:db8::7', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::FFFF:10.0.0.1', '10.0.0.1'],
    ['::ffff:102:304', '1.2.3.4'],
    ['::ffff:0:0', '0.0.0.0'],
    ['0:0:0:0:0:ffff:1.2.3.4', '1.2.3.4'],
    ['0000:0000:0000:0000:0000:ffff:0102:0304', '1.2.3.4'],
    ['::ffff:1.2.3.4%eth0', '1.2.3.4'],
    ['::ffff:0:102:304', '0:0:0:0::/64'],
    ['::1.2.3.4', '0:0:0:0::/64'],
    ['64:ff9b::10.0.0.1', '10.0.0.1'],
    ['64:ff9b::a00:1', '10.0.0.1'],
    ['64:ff9b:1::a00:1', '64:ff9b:1:0::/64'],
    ['2001:db8::1.2.3.4', '2001:db8:0:0::/64'],
    ['1::2:3:4:5:6:7', '1:0:2:3::/64'],
    ['::1', '0:0:0:0::/64'],
    ['a test', 'a test'],
  ])
    assert.equal(networkOf(address), network, address)
})

test('a port that a proxy writes is no part of an address', () => {
  for (const [said, addresses] of [
    ['6.6.6.6', '6.6.6.6'],
    ['6.6.6.6:5000', '6.6.6.6'],
    ['2001:db8::7', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['[2001:db8::7]:5000, 10.0.0.5:4321,10.0.0.6', '2001:db8::7, 10.0.0.5, 10.0.0.6'],
    ['unknown', 'unknown'],
  ])
    assert.equal(withoutPorts(said), addresses, said)
})

test('what is no address counts as the proxy that says it', () => {
  for (const [said, address] of [
    ['6.6.6.6', '6.6.6.6'],
    ['2001:db8::7', '2001:db8::7'],
    ['unknown', '10.0.0.1'],
    ['_hidden-7', '10.0.0.1'],
    ['6.6.6.6:5000:1', '10.0.0.1'],
    ['', '10.0.0.1'],
  ])
    assert.equal(addressOf({ ip: said, socket: { remoteAddress: '10.0.0.1' } }), address, said)
})
