// What an indicator counts, and in which periods, where one has parts. Pure; apart from the other rules, which every
// phone loads.
import { type Finding, finding } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { type Countable, type CountedIn, type IndicatorEntry, isReckoned, kindOf } from './rules.ts'

export const countableNames: Record<Countable, string> = {
  organisations: msg('units, with those that lie dormant'),
  members: msg('members'),
  left: msg('members who left, with the reasons'),
}

export const countedInNames: Record<CountedIn, string> = {
  parts: msg('in the parts of a period'),
  whole: msg('in the whole period'),
}

/** A ratio or a formula comes from sums of quantities, each of which says for itself in which periods it counts. */
export const countedInFindings = (entry: IndicatorEntry): Finding[] =>
  isReckoned(kindOf(entry)) && entry.countedIn === 'whole'
    ? [finding('/countedIn', 'reckoned', msg('A ratio or a formula follows the quantities it is made of.'))]
    : []

/**
 * It may change though the indicator is in use: that moves no figure of a plan or a report and no stored total, only
 * what is added up when a longer period is read. That of a closed one must stay.
 */
export const closedFindings = (isClosed: boolean): Finding[] =>
  isClosed
    ? [
        finding(
          '/countedIn',
          'closed-period',
          msg('A period that has parts is closed, and what it adds up would change. Open it again first.'),
        ),
      ]
    : []
