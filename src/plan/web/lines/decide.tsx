// The district’s figure for one line, set beside the county's proposal.
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { NumberField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { Particulars } from '../../../kit/page.tsx'
import { numberOf } from '../../../kit/typed-number.ts'
import { t } from '../../../kit/words.ts'
import { WrittenField } from '../../../kit/written.tsx'
import { decideLine } from '../../lines/contract.ts'
import { figureText } from '../figures.tsx'
import { lineTitle } from '../parts/lines.ts'
import { shown, stored, unitText } from '../parts/units.ts'
import type { Line } from '../shapes.ts'
import '../plan.css'

export function DecideButton({ line, children }: { line: Line; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button small kind={line.decidedTarget === null ? 'plain' : 'link'} onClick={() => setOpen(true)}>
        {children}
      </Button>
      <Dialog title={lineTitle(line)} open={isOpen} onClose={() => setOpen(false)}>
        <Decide line={line} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function Decide({ line, onDone }: { line: Line; onDone: () => void }) {
  const { unit } = line.indicator
  const decide = useSend(decideLine)
  const draft = useDraft({
    decidedTarget: shown(line.decidedTarget ?? line.target, unit) as TypedNumber,
    reason: line.decidedReason ?? { zh: '', en: '' },
  })
  const sendWith = (decidedTarget: number | null, reason: { zh: string; en: string }) =>
    decide.send({
      params: { planLineId: line.id },
      body: { decidedTarget, reason, editVersion: line.editVersion },
    })
  return (
    <Form
      draft={draft}
      onDone={onDone}
      action={t('Decide')}
      submit={({ decidedTarget, reason }) => {
        const figure = numberOf(decidedTarget, '/decidedTarget')
        return sendWith(figure === null ? null : stored(figure, unit), reason)
      }}
      beside={
        line.decidedTarget !== null && (
          <Button onClick={() => sendWith(null, { zh: '', en: '' }).then(onDone)} busy={decide.busy}>
            {t('Take the decision back')}
          </Button>
        )
      }
    >
      <Particulars
        of={[
          { label: t('Baseline'), value: `${figureText(line.baseline, unit)} ${unitText(unit)}` },
          {
            label: t('The {planner}’s proposal'),
            value: `${figureText(line.target, unit)} ${unitText(unit)}`,
          },
        ]}
      />
      <NumberField
        at={draft.at('decidedTarget')}
        label={t('The {reviewer}’s figure')}
        unit={unitText(unit)}
        min={0}
        required
        hint={t('The proposal stays beside it and is never overwritten.')}
      />
      <WrittenField at={draft.at('reason')} label={t('Reason, where it differs')} />
    </Form>
  )
}
