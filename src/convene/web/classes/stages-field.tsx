// The stages of a class to come, each with what it is for and its name.
import type { Names } from '../../../base/words.ts'
import { Button } from '../../../kit/button.tsx'
import type { At } from '../../../kit/draft.ts'
import { Field } from '../../../kit/field.tsx'
import { capital, htmlLang, sides, t } from '../../../kit/words.ts'
import { type StageKind, stageKindNames, stageKinds } from '../../classes/rules.ts'

export type Stage = { kind: StageKind; names: Names }

export function StagesField({ at: { pointer, value: stages, set } }: { at: At<Stage[]> }) {
  const change = (at: number, part: Partial<Stage>) =>
    set(stages.map((stage, n) => (n === at ? { ...stage, ...part } : stage)))
  return (
    <Field label={t('Stages')} pointer={pointer} group>
      {() => (
        <>
          <div className='stage-line heads' aria-hidden='true'>
            <span>{t('What it is for')}</span>
            {sides().map((code) => (
              <span key={code}>{code === 'zh' ? t('Name in Chinese') : t('Name in English')}</span>
            ))}
          </div>
          {stages.map((stage, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line of a form has no identity but its place
            <div className='stage-line' key={at}>
              <select
                aria-label={t('Stage {n}, what it is for', { n: at + 1 })}
                value={stage.kind}
                onChange={(event) => change(at, { kind: event.target.value as StageKind })}
              >
                {stageKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {capital(t(stageKindNames[kind]))}
                  </option>
                ))}
              </select>
              {sides().map((code) => (
                <input
                  key={code}
                  aria-label={
                    code === 'zh'
                      ? t('Stage {n}, name in Chinese', { n: at + 1 })
                      : t('Stage {n}, name in English', { n: at + 1 })
                  }
                  placeholder={code === 'zh' ? t('Name in Chinese') : t('Name in English')}
                  lang={htmlLang(code)}
                  required
                  value={stage.names[code]}
                  onChange={(event) => change(at, { names: { ...stage.names, [code]: event.target.value } })}
                />
              ))}
              <Button
                small
                label={t('Take stage {n} off', { n: at + 1 })}
                disabled={stages.length === 1}
                onClick={() => set(stages.filter((_, n) => n !== at))}
              >
                ✕
              </Button>
            </div>
          ))}
          <div>
            <Button small onClick={() => set([...stages, { kind: 'study', names: { zh: '', en: '' } }])}>
              {t('Add a stage')}
            </Button>
          </div>
        </>
      )}
    </Field>
  )
}
