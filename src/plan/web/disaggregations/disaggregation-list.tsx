// What figures are told apart by, such as women and men: each with its parts, and from how many on totals tell them.
import type { CallReply } from '../../../base/call.ts'
import { emptyText } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button } from '../../../kit/button.tsx'
import { type At, inside, useDraft } from '../../../kit/draft.ts'
import { CodeField, EntryList, RetiredField, RetiredTag } from '../../../kit/entry-list.tsx'
import { Field } from '../../../kit/field.tsx'
import { NumberField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Quiet } from '../../../kit/marks.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { Loaded } from '../../../kit/states.tsx'
import { numberOf } from '../../../kit/typed-number.ts'
import { formatNumber, nameOf, t } from '../../../kit/words.ts'
import {
  addDisaggregation,
  changeDisaggregation,
  listDisaggregations,
  orderDisaggregations,
} from '../../disaggregations/contract.ts'
import { mostLeast, mostParts } from '../../disaggregations/rules.ts'

type Found = CallReply<typeof listDisaggregations>
type Disaggregation = Found['disaggregations'][number]

export function DisaggregationList({ programmeId }: { programmeId: string }) {
  const found = useCall(listDisaggregations, { query: { programmeId } })
  const order = useSend(orderDisaggregations)
  return (
    <Loaded of={found}>
      {({ disaggregations, mayChange }) =>
        (mayChange || disaggregations.length > 0) && (
          <EntryList
            title={t('Disaggregations')}
            note={t(
              'What figures are told apart by, such as women and men. An indicator says which it has, and a report then says the parts with the figure.',
            )}
            add={t('Add a disaggregation')}
            empty={t('No disaggregation: figures are reported whole.')}
            entries={disaggregations}
            mayChange={mayChange}
            nameOf={({ names }) => nameOf(names)}
            onOrder={(ids) => order.start({ params: { programmeId }, body: { ids } })}
            columns={[
              {
                key: 'name',
                title: t('Disaggregation'),
                cell: (one) => (
                  <>
                    {nameOf(one.names)} <RetiredTag of={one} />
                  </>
                ),
              },
              {
                key: 'parts',
                title: t('Parts'),
                cell: ({ parts }) =>
                  parts
                    .filter(({ retiredOn }) => !retiredOn)
                    .map(({ names }) => nameOf(names))
                    .join(' · '),
              },
              {
                key: 'least',
                title: t('In totals'),
                cell: ({ least }) =>
                  least > 0 ? (
                    t('withheld below {n}', { n: formatNumber(least) })
                  ) : (
                    <Quiet>{t('all figures')}</Quiet>
                  ),
              },
              { key: 'code', title: t('Code'), cell: (one) => <code>{one.code}</code> },
            ]}
            editor={(one, close) => (
              <DisaggregationEditor disaggregation={one} programmeId={programmeId} onClose={close} />
            )}
          />
        )
      }
    </Loaded>
  )
}

const noPart = { id: null as string | null, code: '', names: emptyText, retired: false }
type PartDraft = typeof noPart

type EditorProps = { disaggregation: Disaggregation | null; programmeId: string; onClose: () => void }

function DisaggregationEditor({ disaggregation, programmeId, onClose }: EditorProps) {
  const draft = useDraft({
    code: disaggregation?.code ?? '',
    names: disaggregation?.names ?? emptyText,
    least: disaggregation?.least ?? (0 as TypedNumber),
    parts: (disaggregation?.parts.map(({ retiredOn, ...one }) => ({
      ...one,
      retired: Boolean(retiredOn),
    })) ?? [noPart, noPart]) as PartDraft[],
    retired: Boolean(disaggregation?.retiredOn),
  })
  const [add, edit] = [useSend(addDisaggregation), useSend(changeDisaggregation)]
  return (
    <Form
      draft={draft}
      action={disaggregation ? t('Save') : t('Add')}
      submit={({ code, names, parts, retired, ...rest }) => {
        const body = { names, least: numberOf(rest.least, '/least') ?? 0 }
        if (disaggregation)
          return edit.send({
            params: { disaggregationId: disaggregation.id },
            body: { ...body, parts, retired },
          })
        const made = parts.map((part) => ({ code: part.code, names: part.names }))
        return add.send({ body: { ...body, programmeId, code, parts: made } })
      }}
      onDone={onClose}
    >
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      {!disaggregation && <CodeField at={draft.at('code')} />}
      <PartFields at={draft.at('parts')} />
      <NumberField
        at={draft.at('least')}
        label={t('In totals, withhold figures below')}
        hint={t(
          'From 3 on; 0 withholds none. A second figure is withheld with one, so that it is not left over.',
        )}
        whole
        min={0}
        max={mostLeast}
        required
      />
      {disaggregation && <RetiredField at={draft.at('retired')} />}
    </Form>
  )
}

/** One that is kept is retired, never taken out: figures may stand by it. */
function PartFields({ at }: { at: At<PartDraft[]> }) {
  const parts = at.value
  return (
    <Field
      label={t('Parts')}
      hint={t('Together they make up every figure: name one for those of whom it is not known.')}
      pointer={at.pointer}
      group
    >
      {() => (
        <>
          {parts.map((part, n) => {
            const own = inside(at, n)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a part that is not kept yet has only its place
              <div key={n}>
                <Bilingual at={inside(own, 'names')} label={t('Part {n}', { n: n + 1 })} required />
                {part.id ? (
                  <RetiredField at={inside(own, 'retired')} />
                ) : (
                  <>
                    <CodeField at={inside(own, 'code')} />
                    {parts.length > 2 && (
                      <Button
                        small
                        kind='link'
                        onClick={() => at.set(parts.filter((_, other) => other !== n))}
                      >
                        {t('Take it out')}
                      </Button>
                    )}
                  </>
                )}
              </div>
            )
          })}
          {parts.length < mostParts && (
            <div className='actions'>
              <Button small onClick={() => at.set([...parts, noPart])}>
                {t('Add a part')}
              </Button>
            </div>
          )}
        </>
      )}
    </Field>
  )
}
