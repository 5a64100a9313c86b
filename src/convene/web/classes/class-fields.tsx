// The particulars of a class as fields, shared by the form that prepares one and the one that changes it.
import { isFoundIn } from '../../../base/spelling.ts'
import { emptyText, type Names } from '../../../base/words.ts'
import { send } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import type { At } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { NumberField, SelectField } from '../../../kit/fields.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { type Choice, Picker } from '../../../kit/picker.tsx'
import { SaidDateField } from '../../../kit/said-date-field.tsx'
import { numberOf } from '../../../kit/typed-number.ts'
import { capital, t } from '../../../kit/words.ts'
import { classForm } from '../../classes/contract.ts'
import {
  type ClashRule,
  clashRuleNames,
  clashRules,
  type LateRule,
  lateRuleNames,
  lateRules,
} from '../../classes/rules.ts'

export type Particulars = {
  names: Names
  purpose: Names
  venue: Names
  hostPlaceId: string
  startsSaid: string
  endsSaid: string
  /** '' while there is none */
  deadlineSaid: string
  capacity: TypedNumber
  lateRule: LateRule
  clashRule: ClashRule
}

export const noParticulars: Particulars = {
  names: emptyText,
  purpose: emptyText,
  venue: emptyText,
  hostPlaceId: '',
  startsSaid: '',
  endsSaid: '',
  deadlineSaid: '',
  capacity: null,
  lateRule: 'late',
  clashRule: 'refused',
}

/** As the server wants them: no deadline is null, not ''. */
export const bodyOf = (value: Particulars) => ({
  names: value.names,
  purpose: value.purpose,
  venue: value.venue,
  hostPlaceId: value.hostPlaceId,
  startsSaid: value.startsSaid,
  endsSaid: value.endsSaid,
  deadlineSaid: value.deadlineSaid || null,
  capacity: numberOf(value.capacity, '/capacity') ?? 0,
  lateRule: value.lateRule,
  clashRule: value.clashRule,
})

type Props = {
  at: <K extends keyof Particulars>(key: K) => At<Particulars[K]>
  /** The organiser: the host is one of the places under it. */
  placeId: string
  host?: Choice | null
}

export function ClassFields({ at, placeId, host = null }: Props) {
  const load = async (text: string): Promise<Choice[]> => {
    const { places } = await send(classForm, { query: { placeId } })
    return places.filter((place) => isFoundIn(text, [...Object.values(place.names), place.code]))
  }
  return (
    <>
      <Bilingual at={at('names')} label={t('Name')} required />
      <Bilingual at={at('purpose')} label={t('Purpose')} required={false} />
      <FieldRow>
        <SaidDateField
          at={at('startsSaid')}
          label={t('Begins')}
          hint={t('As exact as it is known: a day, a third of a month, a month.')}
          required
        />
        <SaidDateField at={at('endsSaid')} label={t('Ends')} required />
      </FieldRow>
      <FieldRow>
        <SaidDateField at={at('deadlineSaid')} label={t('Deadline for nominations')} required={false} />
        <NumberField
          at={at('capacity')}
          label={t('Seats that the class holds')}
          hint={t('What is not given out is the reserve.')}
          whole
          min={1}
          required
        />
      </FieldRow>
      <FieldRow>
        <SelectField
          at={at('lateRule')}
          label={t('Who is put forward after the deadline')}
          options={lateRules.map((one) => ({ value: one, text: capital(t(lateRuleNames[one])) }))}
          required
        />
        <SelectField
          at={at('clashRule')}
          label={t('Who is accepted in another class on the same days')}
          options={clashRules.map((one) => ({ value: one, text: capital(t(clashRuleNames[one])) }))}
          required
        />
      </FieldRow>
      <Picker key={placeId} at={at('hostPlaceId')} label={t('Held in')} load={load} chosen={host} required />
      <Bilingual at={at('venue')} label={t('Venue')} required={false} />
    </>
  )
}
