import { limitsOf, parametersInName } from './budgets.ts'
import { createCatalogue } from './catalogue.ts'

const catalogue = createCatalogue()

test.each([
  ['Qwen2.5-Coder-7B', 7],
  ['qwen2.5-coder:1.5b-instruct', 1.5],
  ['SmolLM2-135M-Instruct', 0.135],
  ['mixtral-8x7b', 7],
  ['starcoder2-15b-q4_k_m', 15],
])('the name %s tells %d billion parameters', (name, billions) => {
  expect(parametersInName(name)).toBe(billions)
})

test.each(['codestral-latest', 'model-4bit', 'gpt-4o', 'phi-2b2'])('the name %s tells no size', name => {
  expect(parametersInName(name)).toBeNull()
})

test('a model so small that it runs on a laptop gets a prompt that a laptop can evaluate', () => {
  expect(limitsOf(catalogue.of('SmolLM2-135M'), 'SmolLM2-135M').budgets.promptTokens).toBe(350)
  expect(limitsOf(catalogue.of('qwen2.5-coder-7b'), 'qwen2.5-coder-7b').budgets.promptTokens).toBe(4096)
})

test('the prompt leaves room for the answer in the window that the engine tells', () => {
  const { contextTokens, budgets } = limitsOf(catalogue.of('qwen2.5-coder-7b'), 'qwen2.5-coder-7b', 1024)
  expect(contextTokens).toBe(1024)
  expect(budgets.promptTokens + budgets.blockTokens).toBeLessThan(1024)
})

test.each(catalogue.names)(
  'the shares of %s are all of the prompt, and a plain one spends none on the suffix',
  name => {
    const profile = catalogue.of(name)
    for (const model of [name, `${name}-1b`, `${name}-7b`]) {
      const { prefixShare, suffixShare, contextShare, editsShare } = limitsOf(profile, model).budgets
      expect(prefixShare + suffixShare + contextShare + editsShare).toBeCloseTo(1)
      expect(suffixShare === 0).toBe(profile.layout === 'plain')
    }
  },
)

test('what a profile says of its budgets wins', () => {
  const own = createCatalogue({ own: { extends: 'qwen-coder', budgets: { lineTokens: 7 } } }).of('own')
  expect(limitsOf(own, 'own-7b').budgets).toMatchObject({ lineTokens: 7, blockTokens: 200 })
})
