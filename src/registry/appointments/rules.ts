// Who may hold which post from when to when. Pure.
import type { Day } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { dayFindings } from '../rules.ts'

/** Whether a post exists in a form of unit. */
export const postFits = (post: { forms: readonly string[] }, form: string): boolean =>
  post.forms.includes(form)

/** Whether a stretch of time holds on a day, has ended before it or lies ahead. */
export const stateOn = (day: Day, span: { fromOn: Day; toOn: Day }): 'now' | 'before' | 'ahead' =>
  span.toOn <= day ? 'before' : span.fromOn > day ? 'ahead' : 'now'

type Held = { names: Names; fromOn: Day; toOn: Day }
type Span = { fromOn: Day; toOn: Day | null }

const overlaps = (a: Span, b: Span): boolean =>
  a.fromOn < (b.toOn ?? 'infinity') && b.fromOn < (a.toOn ?? 'infinity')

/**
 * What speaks against an appointment. `holders` are all who ever held this post of this unit, `others` all posts that
 * the person ever held. Invariant: a single-seat post has at most one holder on any day.
 */
export function appointmentFindings(
  entry: Span & { personId: string; overlapMeant?: boolean },
  post: { forms: readonly string[]; single_seat: boolean },
  form: string,
  holders: readonly (Held & { personId: string })[],
  others: readonly Held[],
): Finding[] {
  const findings = [
    ...dayFindings(entry.fromOn, '/fromOn'),
    ...(entry.toOn ? dayFindings(entry.toOn, '/toOn') : []),
  ]
  if (findings.length > 0) return findings
  if (entry.toOn !== null && entry.toOn <= entry.fromOn) {
    return [finding('/toOn', 'order', msg('The end must be after the beginning.'))]
  }
  if (!postFits(post, form)) {
    findings.push(finding('/postId', 'form', msg('A unit of this form has no such post.')))
  }
  const same = holders.find((one) => one.personId === entry.personId && overlaps(entry, one))
  if (same)
    findings.push(finding('/personId', 'held', msg('The person holds this post in these days already.')))
  const holder = holders.find((one) => one.personId !== entry.personId && overlaps(entry, one))
  if (post.single_seat && holder) {
    findings.push(
      finding(
        '/postId',
        'taken',
        msg('Only one person can hold this post, and {name} holds it in these days.'),
        { name: holder.names },
      ),
    )
  }
  const other = others.find((one) => overlaps(entry, one))
  if (other && !same && !entry.overlapMeant) {
    findings.push(
      finding(
        '/overlapMeant',
        'overlap',
        msg('The person holds another post in these days: {name}. Is this meant?'),
        { name: other.names },
      ),
    )
  }
  return findings
}

export function endFindings(
  change: { onDay: Day },
  held: { fromOn: Day; toOn: Day; personId: string },
  successor: { id: string } | null,
): Finding[] {
  const findings = dayFindings(change.onDay, '/onDay')
  if (change.onDay <= held.fromOn) {
    findings.push(finding('/onDay', 'order', msg('The end must be after the beginning.')))
  }
  if (held.toOn !== 'infinity' && change.onDay > held.toOn) {
    findings.push(finding('/onDay', 'ended', msg('The appointment ended earlier than this day.')))
  }
  if (successor?.id === held.personId) {
    findings.push(finding('/successorPersonId', 'itself', msg('The successor must be another person.')))
  }
  return findings
}
