import type { Explanation } from './explanation.ts'

/** What is known of failures of Java, Kotlin and Scala. */
export const jvmExplanations: readonly Explanation[] = [
  {
    formats: ['jvm'],
    code: /NullPointerException$/,
    message: /because (?:the return value of )?"(.+?)" is null/,
    text: '`$1` is null here. Find out who should have given it a value, and check where it comes in.',
  },
  {
    formats: ['jvm'],
    code: /NullPointerException$/,
    text: 'Something on this line is null where a member of it is used.',
  },
  {
    formats: ['jvm'],
    code: /(?:ArrayIndexOutOfBounds|StringIndexOutOfBounds|IndexOutOfBounds)Exception$/,
    text: 'The index is outside of what is there: check the bounds of the loop, and the empty case.',
  },
  {
    formats: ['jvm'],
    code: /ClassCastException$/,
    text: 'The object is of another class than the one it is cast to: ask with `instanceof`, or find who put it there.',
  },
  {
    formats: ['jvm'],
    code: /ConcurrentModificationException$/,
    text: 'The collection is changed while it is being gone through: use the iterator to remove, or collect changes first.',
  },
  {
    formats: ['jvm'],
    code: /NumberFormatException$/,
    message: /For input string: (.+)/,
    text: '$1 is no number: check what came in before converting it.',
  },
  {
    formats: ['jvm'],
    code: /(?:ClassNotFoundException|NoClassDefFoundError)$/,
    text: 'The class was there when this was compiled and is not on the class path now: a dependency is missing or of another version.',
  },
  {
    formats: ['jvm'],
    code: /NoSuchMethodError$/,
    text: 'Another version of the library is on the class path than the one this was compiled against.',
  },
  {
    formats: ['jvm'],
    code: /StackOverflowError$/,
    text: 'Methods call each other without coming to an end: look at the condition that should stop them.',
  },
  {
    formats: ['jvm'],
    code: /OutOfMemoryError$/,
    text: 'The heap is full: something is kept that should be let go, or more is read at once than fits.',
  },
  {
    formats: ['jvm'],
    code: /UnsupportedOperationException$/,
    text: 'The collection or object cannot do this; lists of `List.of` and `Arrays.asList` cannot grow, for one.',
  },
  {
    formats: ['jvm'],
    message: /incompatible types: (.+) cannot be converted to (.+)/,
    text: 'A `$1` stands where a `$2` is wanted: convert it, or change the type.',
  },
  {
    formats: ['jvm'],
    message: /cannot find symbol|Unresolved reference/,
    text: 'The name is not known here: misspelt, not imported, or in a dependency that is missing.',
  },
]
