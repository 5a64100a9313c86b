// Who reports a line: the place that plans it, or places below it, each with its part of the baseline.
import { useCall } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import type { Draft } from '../../../kit/draft.ts'
import { Field } from '../../../kit/field.tsx'
import { NumberField, RadioGroup } from '../../../kit/fields.tsx'
import { Quiet } from '../../../kit/marks.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { nameOf, t } from '../../../kit/words.ts'
import { reporterChoices } from '../../reporters/contract.ts'
import { equalParts } from '../../reporters/rules.ts'
import { scaleOf, shown, stored, unitText } from '../parts/units.ts'
import type { Line, Plan } from '../shapes.ts'
import { type LineDraft, reportersIn } from './line-draft.ts'

type Props = { plan: Plan; draft: Draft<LineDraft>; unit: string; line?: Line }

/** Nothing where no place lies below the one that plans. */
export function ReporterFields({ plan, draft, unit, line }: Props) {
  const { data } = useCall(reporterChoices, { params: { planId: plan.id } })
  const named = line?.reporters ?? []
  const levels = data?.levels ?? []
  if (levels.length === 0 && named.length === 0) return null
  const { value } = draft
  const level = levels.find(({ code }) => code === value.reportedBy)
  // What moved away since goes on reporting.
  const gone = named.flatMap(({ place, level: of }) =>
    of === value.reportedBy && !level?.places.some(({ id }) => id === place.id) ? place : [],
  )
  const places = [...(level?.places ?? []), ...gone]
  const isFixed = line?.binding === true
  return (
    <>
      {!isFixed && (
        <RadioGroup
          at={{
            pointer: '/reportedBy',
            value: value.reportedBy ?? '',
            set: (reportedBy) => draft.set({ ...value, reportedBy, reporters: {} }),
          }}
          label={t('Who reports')}
          inline
          options={[
            { value: '', text: t('{place} itself', { place: nameOf(plan.place.names) }) },
            ...levels.map(({ code, plural }) => ({
              value: code,
              text: t('its {places}', { places: nameOf(plural) }),
            })),
          ]}
        />
      )}
      {value.reportedBy && <Parts draft={draft} places={places} unit={unit} />}
    </>
  )
}

type PartsProps = { draft: Draft<LineDraft>; places: Plan['place'][]; unit: string }

/** A place without a part does not report; one that begins from nothing has 0. */
function Parts({ draft, places, unit }: PartsProps) {
  const { value } = draft
  const sent = reportersIn(value)
  const put = (reporters: Record<string, TypedNumber>) => draft.set({ ...value, reporters })
  const share = () => {
    const among = sent.length > 0 ? sent.map(([id]) => id) : places.map(({ id }) => id)
    const whole = Math.round(stored(Number(value.baseline), unit))
    const parts = equalParts(whole, among.length)
    put(Object.fromEntries(among.map((id, at) => [id, shown(parts[at], unit)])))
  }
  return (
    <Field
      label={
        <>
          {t('Their parts of the baseline')} <Quiet>{unitText(unit)}</Quiet>
        </>
      }
      hint={t('Together they make the baseline of the line. Left empty, a place does not report it.')}
      pointer='/reporters'
      group
    >
      {() => (
        <>
          <div className='months'>
            {places.map(({ id, names }) => {
              const at = sent.findIndex(([placeId]) => placeId === id)
              return (
                <NumberField
                  key={id}
                  at={{
                    pointer: `/reporters/${at < 0 ? id : at}/baseline`,
                    value: value.reporters[id] ?? null,
                    set: (next) => put({ ...value.reporters, [id]: next }),
                  }}
                  label={nameOf(names)}
                  whole={scaleOf(unit) === 1}
                  min={0}
                />
              )
            })}
          </div>
          <div className='actions'>
            <Button
              small
              disabled={typeof value.baseline !== 'number' || places.length === 0}
              onClick={share}
            >
              {t('Share the baseline equally')}
            </Button>
          </div>
        </>
      )}
    </Field>
  )
}
