// The rail: the six stages of the loop, then what stands over them, each with its character and its address.
import { msg } from '../../base/words.ts'

export type Stage = { area: string; ch: string; title: string }

export const stages: Stage[] = [
  { area: 'convene', ch: '召', title: msg('Convene') },
  { area: 'study', ch: '学', title: msg('Study') },
  { area: 'cases', ch: '验', title: msg('Cases') },
  { area: 'examine', ch: '检', title: msg('Examine') },
  { area: 'plan', ch: '计', title: msg('Plan') },
  { area: 'carry-out', ch: '行', title: msg('Carry out') },
]

export const overall: Stage[] = [
  { area: 'roll-up', ch: '汇', title: msg('Roll-up') },
  { area: 'thread', ch: '脉', title: msg('Thread') },
  { area: 'registers', ch: '册', title: msg('Registers') },
]

/** The area that is no part of the rail: what is done with accounts and the house itself, reached from one's own name. */
export const aside = 'access'
