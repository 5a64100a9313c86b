// Whether something is put otherwise of what plans rest on, and what an indicator said before.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import type { Names } from '../../../base/words.ts'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Confirm } from '../../../kit/dialog.tsx'
import { Quiet } from '../../../kit/marks.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { removeDefinition } from '../../definitions/contract.ts'
import { isOtherwise } from '../../definitions/rules.ts'
import type { listIndicators } from '../../indicators/contract.ts'
import type { TermDraft } from './formula-fields.tsx'

type Indicator = CallReply<typeof listIndicators>['indicators'][number]

type Said = { names: Names; definition: Names; kind: string; terms: TermDraft[] }

/** Whether what is typed says otherwise what plans rest on. */
export const isDefinedOtherwise = (indicator: Indicator, { names, definition, kind, terms }: Said): boolean =>
  (indicator.isTold || indicator.earlier.length > 0) &&
  isOtherwise(indicator, { names, definition, terms: kind === 'formula' ? terms : null })

/** What it said before, until when, and who put another definition in its place. */
export function Earlier({ of, mayChange }: { of: Indicator; mayChange: boolean }) {
  const [isAsking, ask] = useState(false)
  const remove = useSend(removeDefinition)
  const last = of.earlier.at(-1)
  if (!last) return null
  const params = { indicatorId: of.id, fromOn: last.untilOn }
  return (
    <>
      {of.earlier.toReversed().map(({ untilOn, names, definition, by, on }) => (
        <p key={untilOn}>
          <Quiet>
            {t('Before {day}: {name}. {definition} Defined anew by {who} on {on}.', {
              day: formatDay(untilOn),
              name: nameOf(names),
              definition: nameOf(definition),
              who: nameOf(by),
              on: formatDay(on),
            })}
          </Quiet>
        </p>
      ))}
      {mayChange && (
        <Button
          small
          label={t('Take the last definition of {name} back', { name: nameOf(of.names) })}
          onClick={() => ask(true)}
        >
          {t('Take the last definition back')}
        </Button>
      )}
      <Confirm
        title={t('Take the last definition of {name} back', { name: nameOf(of.names) })}
        open={isAsking}
        onClose={() => ask(false)}
        action={t('Take it back')}
        danger
        onConfirm={() => remove.send({ params })}
      >
        {t('What it said before {day} holds again in all later periods.', { day: formatDay(last.untilOn) })}
      </Confirm>
    </>
  )
}
