// A visit: how the figure was looked at, what was found, and whether it holds.
import { useRef } from 'react'
import { me } from '../../../access/sign-in/contract.ts'
import { newId } from '../../../base/ids.ts'
import { emptyText } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { DayField, NumberField, RadioGroup, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { numberOf } from '../../../kit/typed-number.ts'
import { t } from '../../../kit/words.ts'
import { WrittenField } from '../../../kit/written.tsx'
import { stored, unitText } from '../../../plan/web/parts/units.ts'
import { verifyReport } from '../../reports/contract.ts'
import {
  reportStateNames,
  type VisitHow,
  type VisitOutcome,
  visitHowNames,
  visitHows,
  visitOutcomes,
} from '../../reports/rules.ts'
import type { ReportReply } from '../shapes.ts'

type Props = { data: ReportReply; open: boolean; onClose: () => void }

export function VerifyDialog(props: Props) {
  return (
    <Dialog title={t('Record a visit')} open={props.open} onClose={props.onClose}>
      <VisitForm {...props} />
    </Dialog>
  )
}

function VisitForm({ data, onClose }: Props) {
  const verify = useSend(verifyReport)
  const today = useCall(me, {}).data?.today ?? ''
  const { unit } = data.line.indicator
  const id = useRef(newId())
  const draft = useDraft({
    // What was found, how and when is said by whoever was there.
    onDay: '',
    outcome: '' as VisitOutcome | '',
    how: '' as VisitHow | '',
    found: null as TypedNumber,
    note: emptyText,
  })
  const isDisputed = draft.value.outcome === 'disputed'
  return (
    <Form
      draft={draft}
      submit={({ found, outcome, how, ...visit }) => {
        const figure = isDisputed ? numberOf(found, '/found') : null
        return verify.send({
          params: { reportId: data.report.id },
          body: {
            ...visit,
            // Neither is sent before it is chosen.
            outcome: outcome as VisitOutcome,
            how: how as VisitHow,
            id: id.current,
            found: figure === null ? null : stored(figure, unit),
          },
        })
      }}
      onDone={onClose}
      action={t('Save')}
    >
      <RadioGroup
        at={draft.at('outcome')}
        label={t('The figure is')}
        inline
        required
        options={visitOutcomes.map((value) => ({ value, text: t(reportStateNames[value]) }))}
      />
      <SelectField
        at={draft.at('how')}
        label={t('How it was looked at')}
        required
        options={visitHows.map((value) => ({ value, text: t(visitHowNames[value]) }))}
      />
      <DayField at={draft.at('onDay')} label={t('Day of the visit')} max={today} required />
      {isDisputed && (
        <NumberField
          at={draft.at('found')}
          label={t('What was found')}
          unit={unitText(unit)}
          min={0}
          required={false}
        />
      )}
      <WrittenField
        maxLength={2000}
        at={draft.at('note')}
        label={t('What was seen')}
        required={isDisputed ? undefined : false}
      />
    </Form>
  )
}
