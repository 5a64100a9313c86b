// The formation path: its steps, and the questions at each gate.
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { EntryList, RetiredField, RetiredTag } from '../../../kit/entry-list.tsx'
import { Field, FieldRow } from '../../../kit/field.tsx'
import { CheckField, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { capital, formatNumber, t } from '../../../kit/words.ts'
import { addGate, changeGate, listGates } from '../../gates/contract.ts'
import { formName, formOptions } from '../parts/forms.ts'

type Gate = CallReply<typeof listGates>['gates'][number]

const titleOf = (gate: Gate) =>
  t('{from} → {to}', { from: capital(formName(gate.fromForm)), to: formName(gate.toForm) })

export function GateList() {
  const gates = useCall(listGates, {})
  return (
    <Loaded of={gates}>
      {({ gates, mayChange }) => (
        <EntryList
          title={t('Formation path')}
          note={t('Which form a unit may take next, and what is asked at that gate. Nobody has to climb.')}
          add={t('Add a step')}
          empty={t('No step yet: a unit may take any form, and nothing is asked.')}
          entries={gates}
          mayChange={mayChange}
          nameOf={titleOf}
          columns={[
            {
              key: 'step',
              title: t('Step'),
              cell: (one) => (
                <>
                  {titleOf(one)} <RetiredTag of={one} />
                </>
              ),
            },
            {
              key: 'questions',
              title: t('Questions asked'),
              num: true,
              cell: (one) => formatNumber(one.questions.length),
            },
            {
              key: 'skip',
              title: t('May be skipped'),
              cell: (one) => (one.skippable ? t('with a reason') : t('no')),
            },
          ]}
          editor={(gate, close) => <GateEditor gate={gate} onClose={close} />}
        />
      )}
    </Loaded>
  )
}

function GateEditor({ gate, onClose }: { gate: Gate | null; onClose: () => void }) {
  const draft = useDraft({
    fromForm: gate?.fromForm ?? '',
    toForm: gate?.toForm ?? '',
    skippable: gate?.skippable ?? true,
    questions: gate?.questions ?? [],
    retired: Boolean(gate?.retiredOn),
  })
  const [add, edit] = [useSend(addGate), useSend(changeGate)]
  const { questions } = draft.value
  const set = (next: Gate['questions']) => draft.set({ ...draft.value, questions: next })
  const nextCode = () => `q${Math.max(0, ...questions.map(({ code }) => Number(code.slice(1)) || 0)) + 1}`
  return (
    <Form
      draft={draft}
      action={gate ? t('Save') : t('Add')}
      submit={({ retired, ...body }) =>
        gate
          ? edit.send({
              params: { gateId: gate.id },
              body: { skippable: body.skippable, questions, retired },
            })
          : add.send({ body })
      }
      onDone={onClose}
    >
      {!gate && (
        <FieldRow>
          <SelectField
            at={draft.at('fromForm')}
            label={t('From this form')}
            options={formOptions()}
            required
          />
          <SelectField at={draft.at('toForm')} label={t('to this form')} options={formOptions()} required />
        </FieldRow>
      )}
      <CheckField at={draft.at('skippable')} label={t('The step may be skipped, with a reason')} />
      <Field label={t('Questions at this gate')} pointer='/questions' group>
        {() => (
          <>
            {questions.map((question, at) => (
              <div key={question.code} className='stack'>
                <Bilingual
                  at={{
                    pointer: `/questions/${at}/text`,
                    value: question.text,
                    set: (text) => set(questions.map((one, n) => (n === at ? { ...one, text } : one))),
                  }}
                  label={t('Gate question {n}', { n: at + 1 })}
                  required='one'
                  maxLength={500}
                />
                <div>
                  <Button small onClick={() => set(questions.filter((_, n) => n !== at))}>
                    {t('Take question {n} off', { n: at + 1 })}
                  </Button>
                </div>
              </div>
            ))}
            <div>
              <Button
                small
                onClick={() => set([...questions, { code: nextCode(), text: { zh: '', en: '' } }])}
              >
                {t('Add one more question')}
              </Button>
            </div>
          </>
        )}
      </Field>
      {gate && <RetiredField at={draft.at('retired')} />}
    </Form>
  )
}
