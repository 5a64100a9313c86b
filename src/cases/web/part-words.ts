// What the parts of a record are called, on the page, on paper and in the form.
import { t } from '../../kit/words.ts'
import type { ClosingPart, ConditionPart, RulePart } from '../rules.ts'

const conditions: Record<ConditionPart, () => string> = {
  tools: () => t('Tools'),
  capital: () => t('Capital'),
  debts: () => t('Debts'),
  materials: () => t('Materials'),
  orders: () => t('Orders'),
}
export const conditionWords = (part: ConditionPart): string => conditions[part]()

const rules: Record<RulePart, () => string> = {
  entry: () => t('Who may enter, and how'),
  valuation: () => t('Valuation of tools'),
  pay: () => t('Pay'),
  surplus: () => t('Sharing the surplus'),
  meetings: () => t('Meetings and accounts'),
}
export const ruleWords = (part: RulePart): string => rules[part]()

const closing: Record<ClosingPart, () => string> = {
  costs: () => t('Costs, and who paid'),
  wentWrong: () => t('What went wrong'),
  necessary: () => t('What it needs'),
  notWhere: () => t('Where it would not work'),
  advice: () => t('Advice'),
}
export const closingWords = (part: ClosingPart): string => closing[part]()
