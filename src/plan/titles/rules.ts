// What a line is called. Pure; apart from the rules of its figures, which a phone that reports does not need.
import { msg, type Names, type Params } from '../../base/words.ts'
import type { Countable } from '../indicators/rules.ts'

/** How a reader is told things: names in data on the reader's side, texts of the interface in the reader's language. */
type Reader = { nameOf: (names: Names) => string; say: (text: string, params?: Params) => string }
type FormNames = { code: string; names: Names; plural: Names }
/** What a line is called by, wherever it is named. */
export type Called = {
  indicator: { names: Names; counts: Countable | null }
  trade: { names: Names } | null
  form: FormNames | null
}

const membersOf = msg('Members of {forms}')
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** What a line counts: 'Groups' or 'Members of groups' as the condition sheet calls it, else indicator and form. */
export function countedIn({ indicator, form }: Called, { nameOf, say }: Reader): string {
  if (form && indicator.counts === 'organisations') return capital(nameOf(form.plural))
  if (form && indicator.counts === 'members') return say(membersOf, { forms: nameOf(form.plural) })
  return [nameOf(indicator.names), form && nameOf(form.names)].filter(Boolean).join(' · ')
}

/** A line in one piece: 'Ironwork · Members of groups'. */
export const lineCalled = (line: Called, reader: Reader): string =>
  capital(
    [line.trade && reader.nameOf(line.trade.names), countedIn(line, reader)].filter(Boolean).join(' · '),
  )
