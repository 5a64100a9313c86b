// The particulars of a class as fields, shared by the form that prepares one and the one that changes it.

import type { Names } from '../../../base/words.ts'
import { send } from '../../../kit/api.ts'
import type { At } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { NumberField, TextField } from '../../../kit/fields.tsx'
import { type Choice, Picker } from '../../../kit/picker.tsx'
import { SaidDateField } from '../../../kit/said-date-field.tsx'
import { htmlLang, t } from '../../../kit/words.ts'
import { classForm } from '../../classes/contract.ts'

export type Particulars = {
  names: Names
  purpose: Names
  venue: Names
  hostPlaceId: string
  startsSaid: string
  endsSaid: string
  /** '' while there is none */
  deadlineSaid: string
  capacity: number | null
}

export const noParticulars: Particulars = {
  names: { zh: '', en: '' },
  purpose: { zh: '', en: '' },
  venue: { zh: '', en: '' },
  hostPlaceId: '',
  startsSaid: '',
  endsSaid: '',
  deadlineSaid: '',
  capacity: null,
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
  capacity: value.capacity ?? 0,
})

type Props = {
  at: <K extends keyof Particulars>(key: K) => At<Particulars[K]>
  /** The organiser: the host is one of the places under it. */
  placeId: string
  host?: Choice | null
}

/** Both languages of one text. */
function Both({
  at,
  label,
  labelEn,
  required,
}: {
  at: At<Names>
  label: string
  labelEn: string
  required?: boolean
}) {
  const part = (key: 'zh' | 'en'): At<string> => ({
    pointer: `${at.pointer}/${key}`,
    value: at.value[key],
    set: (text) => at.set({ ...at.value, [key]: text }),
  })
  return (
    <div className='pair'>
      <TextField
        at={part('zh')}
        label={label}
        lang={htmlLang('zh')}
        required={required ?? false}
        maxLength={200}
      />
      <TextField at={part('en')} label={labelEn} required={required ?? false} maxLength={200} />
    </div>
  )
}

export function ClassFields({ at, placeId, host = null }: Props) {
  const load = async (text: string): Promise<Choice[]> => {
    const { places } = await send(classForm, { query: { placeId } })
    const wanted = text.trim().toLowerCase()
    return places.filter((place) =>
      [place.names.zh, place.names.en, place.code].some((part) => part.toLowerCase().includes(wanted)),
    )
  }
  return (
    <>
      <Both at={at('names')} label={t('Name in Chinese')} labelEn={t('Name in English')} required />
      <Both at={at('purpose')} label={t('Purpose in Chinese')} labelEn={t('Purpose in English')} />
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
      <Picker key={placeId} at={at('hostPlaceId')} label={t('Held in')} load={load} chosen={host} required />
      <Both at={at('venue')} label={t('Venue in Chinese')} labelEn={t('Venue in English')} />
    </>
  )
}
