import type { Explanation } from './explanation.ts'

/** What is known of failures of C#. */
export const csharpExplanations: readonly Explanation[] = [
  {
    formats: ['csharp'],
    code: /NullReferenceException$/,
    text: 'Something on this line is null where a member of it is used.',
  },
  {
    formats: ['csharp'],
    code: /KeyNotFoundException$/,
    message: /'(.+)'/,
    text: 'The dictionary has no key `$1`: ask with `TryGetValue`, or look at where it is filled.',
  },
  {
    formats: ['csharp'],
    code: /(?:IndexOutOfRange|ArgumentOutOfRange)Exception$/,
    text: 'The index is outside of what is there: check the bounds of the loop, and the empty case.',
  },
  {
    formats: ['csharp'],
    code: /InvalidCastException$/,
    text: 'The object is of another type than the one it is cast to: ask with `is`, or find who put it there.',
  },
  {
    formats: ['csharp'],
    code: /^CS0(?:103|246)$/,
    text: 'The name is not known here: misspelt, a `using` is missing, or a reference.',
  },
  {
    formats: ['csharp'],
    code: /^CS0(?:029|266)$/,
    text: 'One type stands where another is wanted: convert it, or change the type.',
  },
]
