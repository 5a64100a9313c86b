// The formation path as a graph: which forms a unit may take next, what is asked at the gate, and what is wrong with
// the answers. Nobody has to climb: steps may be skipped with a reason, and the way back is always open.
import { type Finding, finding } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'

export type GateQuestion = { code: string; text: Names }
export type Gate = { fromForm: string; toForm: string; skippable: boolean; questions: GateQuestion[] }

/** One form that a unit may take next. */
export type Way = {
  form: string
  /** forms on the way that are left out */
  skipped: string[]
  isBack: boolean
  questions: GateQuestion[]
}

export type GateAnswer = { code: string; yes: boolean; fact: string }

const noQuestions: GateQuestion[] = []

/** Every way on from a form by the graph, the shortest to each form; null where the graph says nothing of the form. */
export function waysFrom(form: string, gates: readonly Gate[]): Way[] | null {
  if (!gates.some((gate) => gate.fromForm === form || gate.toForm === form)) return null
  return [...onward(form, gates), ...back(form, gates)]
}

function onward(form: string, gates: readonly Gate[]): Way[] {
  const found = new Map<string, Way>()
  let reached: Way[] = [{ form, skipped: [], isBack: false, questions: noQuestions }]
  while (reached.length > 0) {
    reached = reached.flatMap((way) =>
      gates
        .filter((gate) => gate.fromForm === way.form && gate.toForm !== form)
        .filter((gate) => !found.has(gate.toForm) && (way.form === form || mayBeLeftOut(way.form, gates)))
        .map((gate) => {
          const next: Way = {
            form: gate.toForm,
            skipped: way.form === form ? [] : [...way.skipped, way.form],
            isBack: false,
            // What would have been asked on the way is asked all the same, each question once.
            questions: [
              ...way.questions,
              ...gate.questions.filter((one) => !way.questions.some((other) => other.code === one.code)),
            ],
          }
          found.set(gate.toForm, next)
          return next
        }),
    )
  }
  return [...found.values()]
}

const mayBeLeftOut = (form: string, gates: readonly Gate[]): boolean =>
  gates.some((gate) => gate.toForm === form && gate.skippable)

function back(form: string, gates: readonly Gate[]): Way[] {
  const found = new Set<string>()
  let reached = [form]
  while (reached.length > 0) {
    reached = gates
      .filter((gate) => reached.includes(gate.toForm) && gate.fromForm !== form && !found.has(gate.fromForm))
      .map((gate) => gate.fromForm)
    for (const one of reached) found.add(one)
  }
  return [...found].map((one) => ({ form: one, skipped: [], isBack: true, questions: noQuestions }))
}

/** What speaks against a change of form by the graph: no such way, questions not answered, a reason that is missing. */
export function gateFindings(
  change: { form: string; answers: readonly GateAnswer[]; reason: string },
  ways: readonly Way[] | null,
): Finding[] {
  if (ways === null) return []
  const way = ways.find((one) => one.form === change.form)
  if (!way) {
    return [finding('/form', 'no-way', msg('The formation path of this programme does not lead there.'))]
  }
  const found = way.questions.flatMap((question, at) => {
    const answer = change.answers.find((one) => one.code === question.code)
    if (!answer) return [finding(`/answers/${at}/yes`, 'required', msg('Please answer this question.'))]
    return answer.fact.trim()
      ? []
      : [finding(`/answers/${at}/fact`, 'required', msg('Please say what this rests on.'))]
  })
  if (change.reason.trim()) return found
  const why = whyReason(way, change.answers)
  return why ? [...found, finding('/reason', 'required', why)] : found
}

/** Why a reason is asked; null where none is. */
export function whyReason(way: Way, answers: readonly GateAnswer[]): string | null {
  if (way.isBack) return msg('Please say why the unit goes back.')
  if (way.skipped.length > 0) return msg('Please say why a step is skipped.')
  const isNo = way.questions.some(({ code }) => answers.some((one) => one.code === code && !one.yes))
  return isNo ? msg('A question was answered with no. Please say why the unit goes on all the same.') : null
}

/** Questions of a gate each have a code of their own and a text in at least one language. */
export function gateEntryFindings(entry: Gate, known: (form: string) => boolean): Finding[] {
  const found: Finding[] = []
  for (const key of ['fromForm', 'toForm'] as const) {
    if (!known(entry[key]))
      found.push(finding(`/${key}`, 'unknown', msg('Please choose a form of the list.')))
  }
  if (entry.fromForm === entry.toForm) {
    found.push(finding('/toForm', 'itself', msg('A path leads to another form.')))
  }
  entry.questions.forEach(({ code, text }, at) => {
    if (isEmptyText(text)) {
      found.push(finding(`/questions/${at}/text`, 'required', msg('Please write the question.')))
    }
    if (entry.questions.findIndex((one) => one.code === code) !== at) {
      found.push(finding(`/questions/${at}/code`, 'twice', msg('Two questions have the same code.')))
    }
  })
  return found
}
