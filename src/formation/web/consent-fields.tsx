// How and when somebody said that they wish to join, asked in plain words.
import type { At } from '../../kit/draft.ts'
import { FieldRow } from '../../kit/field.tsx'
import { DayField, RadioGroup, TextArea } from '../../kit/fields.tsx'
import { Notice } from '../../kit/states.tsx'
import { t } from '../../kit/words.ts'
import { type ConsentHow, consentHowNames, consentHows, type Party, parties, partyNames } from '../rules.ts'

/** What is typed of a membership; '' where nothing is chosen yet. */
export type Entered = {
  party: Party
  joinedOn: string
  consentOn: string
  consentHow: ConsentHow | ''
  note: string
}

type Props = { [key in keyof Entered]: At<Entered[key]> }

export function ConsentFields({ party, joinedOn, consentOn, consentHow, note }: Props) {
  return (
    <>
      <RadioGroup<Party>
        at={party}
        label={t('Who joins')}
        options={parties.map((value) => ({ value, text: t(partyNames[value]) }))}
        inline
        required
      />
      <Notice title={t('Did they say themselves that they want to join?')}>
        {t(
          'Joining is voluntary. Nobody is entered by order, for a target or because nobody objected. Who does not join gets orders and material as before, and who joins may leave at any time.',
        )}
      </Notice>
      <RadioGroup<ConsentHow | ''>
        at={consentHow}
        label={t('How they said so')}
        options={consentHows.map((value) => ({ value, text: t(consentHowNames[value]) }))}
        required
      />
      <FieldRow>
        <DayField at={consentOn} label={t('Day on which they said so')} required />
        <DayField at={joinedOn} label={t('Member from')} required />
      </FieldRow>
      <TextArea
        at={note}
        label={t('Note')}
        hint={t('Where the paper lies, who the witnesses were. Nothing about views or character.')}
        rows={2}
        maxLength={1000}
        required={false}
      />
    </>
  )
}
