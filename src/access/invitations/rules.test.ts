import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loginPattern } from '../rules.ts'
import { freeLogins, loginOf } from './rules.ts'

test('a sign-in name is made of what can be typed on any keyboard', () => {
  assert.equal(loginOf('Wang Min'), 'wang.min')
  assert.equal(loginOf("Ouyang Zhen'an"), 'ouyang.zhenan')
  assert.equal(loginOf('Lü Núñez-Peña'), 'lu.nunez.pena')
  assert.equal(loginOf('王敏'), '')
  assert.equal(loginOf(' . '), '')
  assert.match(loginOf('A'.repeat(200)), new RegExp(loginPattern))
})

test('of people who are called alike each has a name of the own, and none that somebody has already', () => {
  const taken = new Set(['wang.min', 'wang.min.3'])
  const given = freeLogins(['Wang Min', 'WANG MIN', 'Li Hua', '王敏', '李华', 'Wang  Min'], taken)
  assert.deepEqual(given, ['wang.min.2', 'wang.min.4', 'li.hua', 'trainee', 'trainee.2', 'wang.min.5'])
  for (const login of given) assert.match(login, new RegExp(loginPattern))
  assert.equal(new Set([...given, 'wang.min', 'wang.min.3']).size, taken.size)
})
