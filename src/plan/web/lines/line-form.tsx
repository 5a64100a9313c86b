// The form of a line, with the conditions of its trade beside it while it is filled in.
import type { CallReply } from '../../../base/call.ts'
import { choosable } from '../../../base/choices.ts'
import { Button } from '../../../kit/button.tsx'
import type { Draft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { NumberField, RadioGroup, SelectField } from '../../../kit/fields.tsx'
import { Form as KitForm } from '../../../kit/form.tsx'
import { Quiet } from '../../../kit/marks.tsx'
import { Columns } from '../../../kit/page.tsx'
import { Notice } from '../../../kit/states.tsx'
import { formatNumber, nameOf, saySaid, t } from '../../../kit/words.ts'
import { WrittenField } from '../../../kit/written.tsx'
import { formOptions } from '../../../registry/web/parts/forms.ts'
import type { planChoices } from '../../board/contract.ts'
import { wordsIn } from '../../definitions/rules.ts'
import { sheetFigure } from '../../figures/rules.ts'
import { isReckoned, stands } from '../../indicators/rules.ts'
import { growthFindings } from '../../lines/rules.ts'
import { shown, stored, unitText } from '../parts/units.ts'
import type { Line, Plan } from '../shapes.ts'
import { ConditionsBeside } from '../sheets/conditions-beside.tsx'
import { ActionFields } from './action-fields.tsx'
import { CiteFields } from './cite-fields.tsx'
import type { LineDraft } from './line-draft.ts'
import { PhasingFields } from './phasing-fields.tsx'
import { ReporterFields } from './reporter-fields.tsx'

export type Choices = CallReply<typeof planChoices>

type Props = {
  plan: Plan
  choices: Choices
  draft: Draft<LineDraft>
  submit: (value: LineDraft) => Promise<{ id: string }>
  onDone: (reply: { id: string }) => void
  /** The line as it stands; an approved one keeps what it counts. */
  line?: Line
  onCancel: () => void
  id?: string
}

export function LineForm({ plan, choices, draft, submit, onDone, line, onCancel, id }: Props) {
  const { indicatorId, tradeId } = draft.value
  // Only the quantities of a ratio or a formula are planned; trades without conditions are not offered but explained.
  const plannable = plannableIn(plan, choices)
  const indicator = plannable.find((one) => one.id === indicatorId)
  const sheet = plan.sheets.find((one) => one.trade.id === tradeId)
  const sections = choosable(plan.sections, draft.value.section)
  return (
    <Columns
      side={
        sheet ? (
          <ConditionsBeside sheet={sheet} outlooks={plan.outlooks} />
        ) : (
          <Quiet>{t('The conditions of the trade appear here as soon as it is chosen.')}</Quiet>
        )
      }
    >
      <KitForm
        id={id}
        draft={draft}
        submit={submit}
        onDone={onDone}
        action={t('Save the line')}
        beside={<Button onClick={onCancel}>{t('Cancel')}</Button>}
      >
        {sections.length > 0 && (
          <RadioGroup
            at={draft.at('section')}
            label={sections.length === 2 ? t('Half of the plan') : t('Part of the plan')}
            inline
            required
            options={sections.map(({ code, names }) => ({ value: code, text: nameOf(names) }))}
          />
        )}
        <FieldRow>
          <SelectField
            at={draft.at('indicatorId')}
            label={t('Indicator')}
            required
            disabled={line?.binding}
            hint={indicator && nameOf(indicator.definition)}
            options={plannable.map((one) => ({ value: one.id, text: nameOf(one.names) }))}
          />
          {indicator?.byTrade && (
            <SelectField
              at={draft.at('tradeId')}
              label={t('Trade')}
              required
              disabled={line?.binding}
              hint={t('Only trades with a condition sheet can have targets.')}
              options={plan.sheets.map((one) => ({ value: one.trade.id, text: nameOf(one.trade.names) }))}
            />
          )}
          {indicator?.byForm && (
            <SelectField
              at={draft.at('form')}
              label={t('Form')}
              required
              disabled={line?.binding}
              options={formOptions((form) => form.counted, draft.value.form)}
            />
          )}
        </FieldRow>
        {indicator?.byTrade && plan.sheets.length === 0 && (
          <Notice tone='warn' title={t('No trade of this {planner} is described yet.')}>
            {t('Fill in a condition sheet first: conditions come before targets.')}
          </Notice>
        )}
        {indicator && <TargetFields {...{ plan, draft, indicator, line }} />}
        <SelectField
          at={draft.at('ownerPostId')}
          label={t('Post that answers for it')}
          none={t('not settled yet')}
          hint={t('The post, not the person: whoever follows takes it over.')}
          options={choices.posts.map((one) => ({ value: one.id, text: nameOf(one.names) }))}
        />
        <WrittenField
          at={draft.at('means')}
          label={t('Means')}
          hint={t('With what it is to be reached.')}
          required={false}
        />
        <WrittenField at={draft.at('risk')} label={t('Risk')} required={false} />
        <WrittenField
          at={draft.at('note')}
          refused={indicator && noteLacking(draft.value, indicator, plan)}
          label={t('Note')}
          hint={
            plan.outlooks.some(({ barsGrowth }) => barsGrowth)
              ? t('Needed where the target is more than twice the baseline, or grows against the outlook.')
              : t('Needed where the target is more than twice the baseline.')
          }
          required={false}
        />
        <ActionFields draft={draft} />
        <CiteFields draft={draft} planId={plan.id} />
      </KitForm>
    </Columns>
  )
}

/** As the plan's period has them. */
const plannableIn = ({ period }: Plan, { indicators }: Choices) =>
  indicators.filter((one) => !isReckoned(one.kind)).map((one) => ({ ...one, ...wordsIn(one, period.fromOn) }))

/** Why the note has to be written, as the server would say it, told with everything else; '' where it need not. */
function noteLacking(value: LineDraft, indicator: Choices['indicators'][number], plan: Plan): string {
  const { baseline, target, note } = value
  if (typeof baseline !== 'number' || typeof target !== 'number') return ''
  const sheets = plan.sheets.map(({ trade, outlook }) => ({
    tradeId: trade.id,
    barsGrowth: plan.outlooks.some(({ code, barsGrowth }) => code === outlook && barsGrowth),
  }))
  const line = {
    baseline: stored(baseline, indicator.unit),
    target: stored(target, indicator.unit),
    tradeId: value.tradeId || null,
    note,
  }
  const [found] = growthFindings(line, indicator, sheets)
  return found ? t(found.text) : ''
}

type TargetProps = {
  plan: Plan
  draft: Draft<LineDraft>
  indicator: Choices['indicators'][number]
  line?: Line
}

/** The figures of a line: from what, to what, in which months, and who reports them. */
function TargetFields({ plan, draft, indicator, line }: TargetProps) {
  const { tradeId, form } = draft.value
  const unit = unitText(indicator.unit)
  const sheet = plan.sheets.find((one) => one.trade.id === tradeId)
  const known = sheetFigure(
    { tradeId, form: form || null, indicator },
    plan.sheets.map((one) => ({ ...one, tradeId: one.trade.id })),
  )
  return (
    <>
      <FieldRow>
        <NumberField
          at={draft.at('baseline')}
          label={stands(indicator) ? t('Baseline: what stands now') : t('Baseline: the period before')}
          unit={unit}
          min={0}
          required
          hint={
            known &&
            t('The condition sheet says {n} ({day}).', {
              n: formatNumber(shown(known.value, indicator.unit)),
              day: saySaid(known.said),
            })
          }
        />
        <NumberField
          at={draft.at('target')}
          label={
            indicator.cumulative
              ? t('Target at the end of the period')
              : indicator.kind === 'average'
                ? t('Target on average over the months')
                : t('Target for the period')
          }
          unit={unit}
          min={0}
          required
        />
      </FieldRow>
      <PhasingFields plan={plan} draft={draft} indicator={indicator} busyMonths={sheet?.busyMonths ?? []} />
      {indicator.isSummed && <ReporterFields {...{ plan, draft, line }} unit={indicator.unit} />}
    </>
  )
}
