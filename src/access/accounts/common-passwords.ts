// The passwords that guessers try first: those of ten characters and more out of a list of passwords that became known
// by breaches (zxcvbn-ts, MIT; Dan Wheeler, Dropbox Inc. and others). Shorter ones are refused by their length.
import { readFileSync } from 'node:fs'
import { type Finding, finding } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'

let known: Set<string> | undefined

/**
 * What a list of known passwords has against this one; letters' case and digits or signs put at the end do not help.
 */
export function commonPasswordFindings(password: string, pointer = '/password'): Finding[] {
  known ??= new Set(
    readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
      .toLowerCase()
      .split('\n'),
  )
  const plain = password.toLowerCase()
  const isKnown = known.has(plain) || known.has(plain.replace(/[\d\W_]{1,4}$/, ''))
  return isKnown
    ? [finding(pointer, 'known', msg('This password is on the lists that guessers try first.'))]
    : []
}
