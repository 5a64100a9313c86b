// The levels of places: what each is called, their order, and which of them draws up plans.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { emptyText, isEmptyText } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Refused } from '../../../kit/ballot-desk.tsx'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { CodeField, EntryList } from '../../../kit/entry-list.tsx'
import { CheckField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { UnitName } from '../../../kit/marks.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { formatNumber, nameOf, t } from '../../../kit/words.ts'
import { changeLevels, listLevels } from '../../levels/contract.ts'
import { saidOf, seenOf, tierNames } from '../../levels/rules.ts'

type Level = CallReply<typeof listLevels>['levels'][number]

export function LevelList() {
  const found = useCall(listLevels, {})
  return (
    <Loaded of={found}>{({ levels, mayChange }) => <Levels levels={levels} mayChange={mayChange} />}</Loaded>
  )
}

/** All levels go together, with what was seen of them. */
const bodyOf = (levels: Parameters<typeof saidOf>[0], planning: string, seen: readonly Level[]) => ({
  levels: saidOf(levels),
  planning,
  was: seenOf(seen),
})

function Levels({ levels, mayChange }: { levels: Level[]; mayChange: boolean }) {
  const order = useSend(changeLevels)
  const byCode = new Map(levels.map((level) => [level.code, level]))
  return (
    <>
      {order.refusal && <Refused refusal={order.refusal} />}
      <EntryList
        title={t('Levels of places')}
        note={t(
          'From what everything stands under down to the smallest. One of them draws up plans; those above it sum and review.',
        )}
        add={t('Add a level')}
        entries={levels.map((level) => ({ ...level, id: level.code }))}
        mayChange={mayChange}
        nameOf={({ names }) => nameOf(names)}
        onOrder={(codes) =>
          order.start({
            body: bodyOf(
              codes.flatMap((code) => byCode.get(code) ?? []),
              seenOf(levels).planning,
              levels,
            ),
          })
        }
        columns={[
          { key: 'name', title: t('Name'), width: '28%', cell: (one) => <UnitName of={one.names} /> },
          { key: 'tier', title: t('What its places do'), cell: (one) => t(tierNames[one.tier]) },
          {
            key: 'places',
            title: t('Places'),
            num: true,
            cell: (one) => formatNumber(one.places),
          },
          { key: 'code', title: t('Code'), width: '14rem', cell: (one) => <code>{one.code}</code> },
        ]}
        editor={(level, close) => <LevelEditor level={level} levels={levels} onClose={close} />}
      />
    </>
  )
}

type EditorProps = { level: Level | null; levels: Level[]; onClose: () => void }

function LevelEditor({ level, levels: now, onClose }: EditorProps) {
  // As they were when the form was opened: the page behind it may be read anew.
  const [levels] = useState(now)
  const at = level ? levels.findIndex(({ code }) => code === level.code) : levels.length
  const isPlanning = level?.tier === 'planning'
  const draft = useDraft({
    code: level?.code ?? '',
    names: level?.names ?? emptyText,
    plural: level?.plural ?? emptyText,
    short: level?.short ?? emptyText,
    shortPlural: level?.shortPlural ?? emptyText,
    plans: isPlanning,
    removed: false,
  })
  const save = useSend(changeLevels)
  const isEmpty = level !== null && level.places === 0 && !isPlanning && levels.length > 1
  return (
    <Form
      draft={draft}
      action={level ? t('Save') : t('Add')}
      submit={({ code, names, plural, short, shortPlural, plans, removed }) => {
        const entry = {
          code,
          names,
          plural,
          short: isEmptyText(short) ? null : short,
          shortPlural: isEmptyText(shortPlural) ? null : shortPlural,
          also: level?.also ?? [],
          digits: level?.digits ?? null,
        }
        const after = level ? levels.map((one) => (one.code === code ? entry : one)) : [...levels, entry]
        const left = removed ? after.filter((one) => one.code !== code) : after
        return save.send({ body: bodyOf(left, plans ? code : seenOf(levels).planning, levels) })
      }}
      onDone={onClose}
      under={`/levels/${at}`}
    >
      <Bilingual at={draft.at('names')} label={t('Name of one place')} required />
      <Bilingual
        at={draft.at('plural')}
        label={t('Name of several places')}
        hint={t('For heads of tables: short')}
        required
      />
      <Bilingual
        at={draft.at('short')}
        label={t('One place, within sentences')}
        hint={t('Where it is shorter than the name')}
        required={false}
      />
      <Bilingual at={draft.at('shortPlural')} label={t('Several, within sentences')} required={false} />
      {!level && <CodeField at={draft.at('code')} />}
      <CheckField
        at={draft.at('plans')}
        label={t('Its places draw up plans')}
        hint={t(
          'One level does. It can be another one until the first class, condition sheet or plan is there.',
        )}
        disabled={isPlanning}
      />
      {isEmpty && <CheckField at={draft.at('removed')} label={t('Take it off: no place stands at it')} />}
    </Form>
  )
}
